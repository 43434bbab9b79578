/** `apachita office`: who serves, whose turn it is, and what the secretary writes of it (`--as`). */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { OfficeView, OfficesView } from '../offices/views.ts'
import { calledText, postText } from '../offices/words.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption, slot } from './help.ts'
import { type Output, outputFor, print } from './output.ts'
import { globalsOf, readAndPrint, runAndPrint, tellWritten, wholeNumber } from './run.ts'

export function officeCommands(t: Translator): Command {
  const office = new Command('office').description(t('help.command.office'))
  addReading(office, t)
  addTurns(office, t)
  addTerms(office, t)
  return office
}

const postOption = (t: Translator): [string, string] => [
  `--post ${slot(t, 'post')}`,
  t('help.option.office-post'),
]

const motionOption = (t: Translator): [string, string] => [
  `--motion ${slot(t, 'motion')}`,
  t('help.option.motion'),
]

function addReading(office: Command, t: Translator): void {
  const reading = (name: 'list' | 'next', tell: (output: Output, view: OfficesView) => string[]) =>
    office
      .command(name)
      .description(t(`help.command.office.${name}`))
      .argument(...argument(t, 'body'))
      .action((body: string, _: object, command: Command) =>
        readAndPrint(command, `/api/bodies/${body}/offices`, tell),
      )
  reading('list', ({ t: said }, { offices }) => offices.flatMap((one) => tellOffice(said, one)))
  reading('next', ({ t: said }, { offices }) =>
    offices.filter(({ by }) => by !== null).map((one) => tellNext(said, one)),
  )
}

function tellOffice(t: Translator, office: OfficeView): string[] {
  const { running, vacant, by } = office
  return [
    t('cli.office', { post: `${postText(t, office)} (${office.post})`, held: running.length, vacant }),
    ...running.map(({ seq, called, until }) => `  ${seq}  ${calledText(t, called)}  ${until ?? ''}`),
    ...(by === null ? [] : [`  ${tellNext(t, office)}`]),
  ]
}

function tellNext(t: Translator, office: OfficeView): string {
  const post = postText(t, office)
  if (office.next === null) return t('cli.office.nobody', { post })
  const { taker, called, place } = office.next
  return t('cli.office.next', { post, name: calledText(t, called), taker, place })
}

function addTurns(office: Command, t: Translator): void {
  office
    .command('adopt')
    .description(t('help.command.office.adopt'))
    .argument(...argument(t, 'body'))
    .requiredOption(...postOption(t))
    .requiredOption(...motionOption(t), wholeNumber(t))
    .requiredOption(`--order ${slot(t, 'file')}`, t('help.option.order'))
    .option(`--exempt ${slot(t, 'file')}`, t('help.option.exempt'))
    .option(...atOption(t))
    .action(async (body: string, options: { order: string; exempt?: string }, command: Command) => {
      const order = await readNames(options.order)
      const exempt = options.exempt === undefined ? accept([]) : await readNames(options.exempt)
      for (const read of [order, exempt])
        if (!read.ok) return print(outputFor(globalsOf(command)), read, () => [])
      if (!order.ok || !exempt.ok) return
      const input = { ...options, body, order: order.value, exempt: exempt.value }
      await runAndPrint(command, 'office.adopt', input, tellWritten)
    })
  office
    .command('excuse')
    .description(t('help.command.office.excuse'))
    .argument(...argument(t, 'body'))
    .requiredOption(...postOption(t))
    .requiredOption(`--reason ${slot(t, 'reason')}`, t('help.option.excuse'))
    .option(`--taker ${slot(t, 'person')}`, t('help.option.taker'))
    .option(`--places ${slot(t, 'number')}`, t('help.option.places'), wholeNumber(t))
    .option(...atOption(t))
    .action(async (body: string, options: object, command: Command) => {
      await runAndPrint(command, 'office.excuse', { body, ...options }, tellWritten)
    })
}

const isId = (text: string): boolean => /^[a-z2-7]{26}$/.test(text)

/** Lines of a file: names as people are called, or ids. */
async function readNames(file: string): Promise<Result<object[], Refusal>> {
  const path = resolve(file)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return refuse({ type: 'file-missing', path })
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return accept(lines.map((line) => (isId(line) ? { taker: line } : { called: line })))
}

function addTerms(office: Command, t: Translator): void {
  office
    .command('start')
    .description(t('help.command.office.start'))
    .argument(...argument(t, 'body'))
    .requiredOption(...postOption(t))
    .option(`--taker ${slot(t, 'person')}`, t('help.option.taker'))
    .option(`--persons ${slot(t, 'person')}`, t('help.option.holders'), collect)
    .option(`--until ${slot(t, 'day')}`, t('help.option.until'))
    .option(...atOption(t))
    .action(async (body: string, options: object, command: Command) => {
      await runAndPrint(command, 'office.start', { body, ...options }, tellWritten)
    })
  office
    .command('end')
    .description(t('help.command.office.end'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'term'), termIn(t))
    .option(`--reason ${slot(t, 'reason')}`, t('help.option.end'), 'completed')
    .option(`--thing ${slot(t, 'thing')}`, t('help.option.thing'), thingIn(t), [])
    .option(...atOption(t))
    .action(async (body: string, term: number, options: { thing: object[] }, command: Command) => {
      const { thing, ...said } = options
      const input = { body, term, ...said, ...(thing.length === 0 ? {} : { handed: thing }) }
      await runAndPrint(command, 'office.end', input, tellWritten)
    })
  office
    .command('recall')
    .description(t('help.command.office.recall'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'term'), termIn(t))
    .requiredOption(...motionOption(t), wholeNumber(t))
    .option(...atOption(t))
    .action(async (body: string, term: number, options: object, command: Command) => {
      await runAndPrint(command, 'office.recall', { body, term, ...options }, tellWritten)
    })
}

const collect = (text: string, before: string[] = []): string[] => [...before, text]

/** `quantity; thing; condition`. */
/** A term by its number; below 0, one that ran in the book before. */
const termIn =
  (t: Translator) =>
  (text: string): number =>
    text.startsWith('-') ? -wholeNumber(t)(text.slice(1)) : wholeNumber(t)(text)

const thingIn =
  (t: Translator) =>
  (text: string, before: object[]): object[] => {
    const [quantity = '', thing = '', condition = 'good'] = text.split(';').map((part) => part.trim())
    if (!/^\d+([.,]\d+)?$/.test(quantity) || thing === '') throw new InvalidArgumentError(t('cli.thing-form'))
    return [...before, { quantity: quantity.replace(',', '.'), thing, condition }]
  }
