/** `apachita pen` and `apachita successor`: who keeps a book, and a book that goes on from another. */
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { refuse } from '../kernel/result.ts'
import type { KeeperView, SuccessorLine } from '../succession/views.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption, slot } from './help.ts'
import { type Output, outputFor, print } from './output.ts'
import { globalsOf, readAndPrint, runAndPrint, tellWritten, wholeNumber } from './run.ts'

export const successionCommands = (t: Translator): Command[] => [pen(t), successor(t)]

function pen(t: Translator): Command {
  const command = new Command('pen').description(t('help.command.pen'))
  const out = [`--out ${slot(t, 'file')}`, t('help.option.out')] as const
  command
    .command('offer')
    .description(t('help.command.pen.offer'))
    .argument(...argument(t, 'body'))
    .option(...out)
    .action((body: string, options: Kept, self: Command) =>
      runAndKeep(self, 'pen.offer', { body }, 'card', options),
    )
  command
    .command('pass')
    .description(t('help.command.pen.pass'))
    .argument(...argument(t, 'body'))
    .requiredOption(`--card ${slot(t, 'file')}`, t('help.option.card'))
    .option(`--post ${slot(t, 'post')}`, t('help.option.post'))
    .option(...atOption(t))
    .option(...out)
    .action(async (body: string, { card, out: path, ...options }: Kept & { card: string }, self: Command) => {
      await withFile(self, card, (text) =>
        runAndKeep(self, 'pen.pass', { body, card: text, ...options }, 'handover', { out: path }),
      )
    })
  command
    .command('sign')
    .description(t('help.command.pen.sign'))
    .requiredOption(`--handover ${slot(t, 'file')}`, t('help.option.handover'))
    .option(...out)
    .action((options: Kept & { handover: string }, self: Command) =>
      withFile(self, options.handover, (handover) =>
        runAndKeep(self, 'pen.sign', { handover }, 'signed', options),
      ),
    )
  command
    .command('complete')
    .description(t('help.command.pen.complete'))
    .argument(...argument(t, 'body'))
    .requiredOption(`--signed ${slot(t, 'file')}`, t('help.option.signed'))
    .action((body: string, options: { signed: string }, self: Command) =>
      withFile(self, options.signed, async (signed) => {
        await runAndPrint(self, 'pen.complete', { body, signed }, tellWritten)
      }),
    )
  command
    .command('keep')
    .description(t('help.command.pen.keep'))
    .argument(...argument(t, 'body'))
    .action(async (body: string, _: object, self: Command) => {
      await runAndPrint(self, 'pen.keep', { body }, () => [t('cli.kept')])
    })
  return command
}

interface Kept {
  readonly out?: string | undefined
}

/** Runs what gives a text; it is kept in a file, or shown. */
async function runAndKeep(
  self: Command,
  name: string,
  input: object,
  field: 'card' | 'handover' | 'signed',
  { out }: Kept,
): Promise<void> {
  type Given = Readonly<Record<typeof field, string>>
  const path = out === undefined ? undefined : resolve(out)
  const given = await runAndPrint<Given>(self, name, input, ({ t }, value) =>
    path === undefined ? [value[field].trimEnd()] : [t('cli.saved', { path })],
  )
  if (given !== undefined && path !== undefined) await writeFile(path, given[field])
}

async function withFile(self: Command, path: string, use: (text: string) => Promise<void>): Promise<void> {
  const text = await readFile(resolve(path), 'utf8').catch(() => undefined)
  if (text === undefined)
    print(outputFor(globalsOf(self)), refuse({ type: 'file-missing', path: resolve(path) }), () => [])
  else await use(text)
}

function successor(t: Translator): Command {
  const command = new Command('successor').description(t('help.command.successor'))
  command
    .command('propose')
    .description(t('help.command.successor.propose'))
    .argument(...argument(t, 'body'))
    .option(`--size ${slot(t, 'number')}`, t('help.option.size'), wholeNumber(t))
    .option(`--post ${slot(t, 'post')}`, t('help.option.post'))
    .option(`--by ${slot(t, 'body')}`, t('help.option.by'))
    .option(...atOption(t))
    .action(async (body: string, options: object, self: Command) => {
      await runAndPrint(self, 'successor.propose', { body, ...options }, tellWritten)
    })
  command
    .command('endorse')
    .description(t('help.command.successor.endorse'))
    .argument(...argument(t, 'successor'))
    .option(`--body ${slot(t, 'body')}`, t('help.option.endorsing'))
    .option(...atOption(t))
    .action(async (proposed: string, options: object, self: Command) => {
      await runAndPrint(self, 'successor.endorse', { successor: proposed, ...options }, () => [
        t('cli.endorsed'),
      ])
    })
  command
    .command('list')
    .description(t('help.command.successor.list'))
    .argument(...argument(t, 'body'))
    .action((body: string, _: object, self: Command) =>
      readAndPrint(self, `/api/bodies/${body}/keeper`, tellKeeper),
    )
  return command
}

const tellKeeper = (
  { t }: Output,
  { book, name, size, handovers, successors, local }: KeeperView,
): string[] => [
  `${book}  ${t.text(name)}`,
  `${t(local.isHosted ? 'keeper.here' : 'keeper.elsewhere')} ${t('keeper.facts', { size, handovers: handovers.length })}`,
  ...(successors.length === 0
    ? [t('keeper.proposals.none')]
    : successors.map((line) => tellProposal(t, line))),
]

function tellProposal(t: Translator, line: SuccessorLine): string {
  const { book, of, needed, missing, entitled, endorsed, isInEffect } = line
  const stands =
    needed === null || missing === null
      ? t('keeper.proposal.nobody')
      : t(`keeper.proposal.${of}`, { heard: endorsed.length, entitled, needed, missing })
  return `${book}  ${t(isInEffect ? 'keeper.proposal.effect' : 'keeper.proposal.open')} ${stands}`
}
