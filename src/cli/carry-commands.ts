/** Commands of the machine: carrying, exchanging, verifying, rebuilding. */
import { resolve } from 'node:path'
import { Command } from 'commander'
import { entriesIn } from '../carriage/import.ts'
import type { Refusal, Result } from '../kernel/result.ts'
import type { CarriedFile } from '../node/carry-out.ts'
import type { SyncReport } from '../node/sync.ts'
import { refusalText } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, slot } from './help.ts'
import type { Output } from './output.ts'
import { type Refused, markRefused, tellRefused } from './refused.ts'
import { runAndPrint } from './run.ts'

export const carryCommands = (t: Translator): Command[] => [peer(t), carry(t), sync(t), verify(t), views(t)]

function peer(t: Translator): Command {
  const command = new Command('peer').description(t('help.command.peer'))
  command
    .command('add')
    .description(t('help.command.peer.add'))
    .argument(...argument(t, 'address'))
    .action(async (url: string, _: object, self: Command) => {
      await runAndPrint<{ url: string }>(self, 'peer.add', { url }, (_output, added) => [
        t('cli.peer', added),
      ])
    })
  command
    .command('follow')
    .description(t('help.command.peer.follow'))
    .argument(...argument(t, 'book'))
    .action(async (book: string, _: object, self: Command) => {
      await runAndPrint<{ book: string }>(self, 'book.follow', { book }, (_output, added) => [
        t('cli.follow', added),
      ])
    })
  return command
}

function carry(t: Translator): Command {
  const command = new Command('carry').description(t('help.command.carry'))
  command
    .command('out')
    .description(t('help.command.carry.out'))
    .argument(...argument(t, 'file'))
    .option(`--for ${slot(t, 'node')}`, t('help.option.for'))
    .action(async (file: string, options: { for?: string }, self: Command) => {
      const input = { path: resolve(file), ...options }
      await runAndPrint<CarriedFile>(self, 'carry.out', input, (_output, { books, path }) => {
        const entries = entriesIn(books)
        return [t('cli.out', { books: books.length, entries, path })]
      })
    })
  command
    .command('in')
    .description(t('help.command.carry.in'))
    .argument(...argument(t, 'file'))
    .action(async (file: string, _: object, self: Command) => {
      type TakenFile = { grown: { from: number; size: number }[]; refused: Refused[]; waiting: string[] }
      const input = { path: resolve(file) }
      const taken = await runAndPrint<TakenFile>(self, 'carry.in', input, (output, value) => {
        const entries = entriesIn(value.grown)
        const told = [
          output.t('cli.in', { books: value.grown.length, entries, waiting: value.waiting.length }),
        ]
        return [...told, ...tellRefused(output, value.refused)]
      })
      markRefused(taken?.refused)
    })
  return command
}

type PeerResult = { readonly url: string; readonly result: Result<SyncReport, Refusal> }

function sync(t: Translator): Command {
  return new Command('sync')
    .description(t('help.command.sync'))
    .option(`--with ${slot(t, 'address')}`, t('help.option.with'))
    .action(async (options: { with?: string }, self: Command) => {
      const results = await runAndPrint<PeerResult[]>(
        self,
        'node.sync',
        { url: options.with },
        (output, peers) => peers.flatMap(({ url, result }) => tellPeer(output, url, result)),
      )
      markRefused(results?.flatMap(({ result }) => (result.ok ? result.value.refused : [])))
      if (results?.some(({ result }) => !result.ok)) process.exitCode = 1
    })
}

function tellPeer(output: Output, url: string, result: Result<SyncReport, Refusal>): string[] {
  if (!result.ok) return [`${url}: ${refusalText(output.t, result.error)}`]
  const { pulled, entries, pushed, refused } = result.value
  return [output.t('cli.sync', { url, pulled, entries, pushed }), ...tellRefused(output, refused)]
}

function verify(t: Translator): Command {
  return new Command('verify')
    .description(t('help.command.verify'))
    .argument(`[${t('help.value.book')}]`, t('help.argument.book-or-all'))
    .action(async (book: string | undefined, _: object, self: Command) => {
      type Verified = { verified: number; entries: number; damaged: Refused[] }
      const verified = await runAndPrint<Verified>(self, 'book.verify', { book }, (output, value) => [
        output.t('cli.verified', { books: value.verified, entries: value.entries }),
        ...tellRefused(output, value.damaged),
      ])
      markRefused(verified?.damaged)
    })
}

function views(t: Translator): Command {
  const command = new Command('views').description(t('help.command.views'))
  command
    .command('rebuild')
    .description(t('help.command.views.rebuild'))
    .action(async (_: object, self: Command) => {
      await runAndPrint<{ books: number }>(self, 'views.rebuild', {}, (_output, value) => [
        t('cli.rebuilt', value),
      ])
    })
  return command
}
