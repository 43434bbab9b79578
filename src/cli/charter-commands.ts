/**
 * `apachita charter`: what a body's charter says, as sentences or as a file; another one is proposed from such a file, and put
 * into force once the motion is carried. What `show` writes `propose` reads.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { otherSentences, postName, waySentence, writesText } from '../bodies/charter-words.ts'
import type { CharterView } from '../bodies/views.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { Written } from '../node/write.ts'
import { firstUpper } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { credentialsOf } from './credentials.ts'
import { argument, atOption, slot } from './help.ts'
import { outputFor, print } from './output.ts'
import { globalsOf, runAndPrint, runAndTell, wholeNumber } from './run.ts'
import { readFrom } from './target.ts'

export function charterCommands(t: Translator): Command {
  const charter = new Command('charter').description(t('help.command.charter'))
  charter
    .command('show')
    .description(t('help.command.charter.show'))
    .argument(...argument(t, 'body'))
    .option(`--to ${slot(t, 'file')}`, t('help.option.charter-to'))
    .action((body: string, { to }: { to?: string }, command: Command) => show(command, body, to))
  charter
    .command('propose')
    .description(t('help.command.charter.propose'))
    .argument(...argument(t, 'body'))
    .argument(slot(t, 'file'), t('help.argument.charter-file'))
    .requiredOption(`--title ${slot(t, 'text')}`, t('help.option.title'))
    .requiredOption(`--text ${slot(t, 'text')}`, t('help.option.text'))
    .option(...atOption(t))
    .action(propose(t))
  charter
    .command('change')
    .description(t('help.command.charter.change'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .option(...atOption(t))
    .action((body: string, motion: number, options: object, command: Command) =>
      runAndTell(command, 'charter.change', { body, motion, ...options }),
    )
  return charter
}

/** In words; with `--json`, or to a file, as data. */
async function show(command: Command, body: string, to: string | undefined): Promise<void> {
  const globals = globalsOf(command)
  const output = outputFor(globals)
  const path = `/api/bodies/${body}/charter`
  const read = await readFrom(resolve(globals.folder), path, await credentialsOf(globals, output))
  if (!read.ok) return print(output, read, () => [])
  const view = read.value as CharterView
  if (to !== undefined) await writeFile(to, `${JSON.stringify(view.charter, null, 2)}\n`)
  print(output, accept(view.charter), () =>
    to === undefined ? told(output.t, view) : [output.t('cli.charter.written', { file: to })],
  )
}

function told(t: Translator, { charter, nodes }: CharterView): string[] {
  const line = (name: string, text: string): string =>
    t('charter.proposed.line', { name: firstUpper(name), text })
  return [
    ...Object.entries(charter.decisions).map(([id, rule]) =>
      line(t.word('decision', id), waySentence(t, rule)),
    ),
    ...charter.posts.map((post) => line(postName(t, post), writesText(t, post))),
    ...otherSentences(t, charter, nodes).map(firstUpper),
  ]
}

interface ProposeOptions {
  readonly title: string
  readonly text: string
  readonly at?: string
}

const propose =
  (t: Translator) =>
  async (body: string, file: string, options: ProposeOptions, command: Command): Promise<void> => {
    const output = outputFor(globalsOf(command))
    const read = await charterIn(file)
    if (!read.ok) return print(output, read, () => [])
    const { title, text, ...at } = options
    const words = { title: { [t.language]: title }, text: { [t.language]: text } }
    const input = { body, ...words, charter: read.value, ...at }
    await runAndPrint<Written>(command, 'charter.propose', input, ({ t: said }, { refs }) => [
      said('cli.charter.proposed', { seq: refs[0]?.seq ?? 0 }),
    ])
  }

async function charterIn(path: string): Promise<Result<unknown, Refusal>> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return refuse({ type: 'file-missing', path })
  try {
    return accept(JSON.parse(text))
  } catch {
    return refuse({ type: 'charter-unreadable' })
  }
}
