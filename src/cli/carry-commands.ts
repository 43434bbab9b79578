/** Commands of the machine: carrying, exchanging, verifying, rebuilding. */
import { resolve } from 'node:path'
import { Command } from 'commander'
import type { Refusal, Result } from '../kernel/result.ts'
import type { CarriedFile } from '../node/give-out.ts'
import type { SyncReport } from '../node/sync.ts'
import { refusalText } from '../web/languages/refusal-text.ts'
import type { Output } from './output.ts'
import { runAndPrint } from './run.ts'

interface Refused {
  readonly book: string | null
  readonly refusal: Refusal
}

/** Marks the run as one with something wrong in it, if anything was refused. */
function markRefused(refused: readonly Refused[] | undefined): void {
  if (refused !== undefined && refused.length > 0) process.exitCode = 3
}

/** What was refused, each by name and reason. */
function tellRefused({ t }: Output, refused: readonly Refused[]): string[] {
  return refused.map(({ book, refusal }) =>
    t('cli.refused', { book: book ?? '-', reason: refusalText(t, refusal) }),
  )
}

export const carryCommands = (): Command[] => [peer(), carry(), sync(), verify(), views(), node()]

function peer(): Command {
  const command = new Command('peer').description('nodes to exchange with over the link')
  command
    .command('add <url>')
    .description('exchange with the node at this address')
    .action(async (url: string, _: object, self: Command) => {
      await runAndPrint<{ url: string }>(self, 'peer.add', { url }, ({ t }, added) => [t('cli.peer', added)])
    })
  command
    .command('follow <book>')
    .description('hold and show a book that no body here has to do with')
    .action(async (book: string, _: object, self: Command) => {
      await runAndPrint<{ book: string }>(self, 'book.follow', { book }, ({ t }, added) => [
        t('cli.follow', added),
      ])
    })
  return command
}

function carry(): Command {
  const command = new Command('carry').description('books in a file, for a memory stick')
  command
    .command('out <file>')
    .description('write what the receiver was not heard to have')
    .option('--for <peer>', "a peer's address, a node's name or its id; all peers where absent")
    .action(async (file: string, options: { for?: string }, self: Command) => {
      const input = { path: resolve(file), ...options }
      await runAndPrint<CarriedFile>(self, 'carry.out', input, ({ t }, { books, path }) => {
        const entries = books.reduce((sum, { from, size }) => sum + size - from, 0)
        return [t('cli.out', { books: books.length, entries, path })]
      })
    })
  command
    .command('in <file>')
    .description('take in a file; what is refused is named')
    .action(async (file: string, _: object, self: Command) => {
      type TakenFile = { grown: { from: number; size: number }[]; refused: Refused[]; waiting: string[] }
      const input = { path: resolve(file) }
      const taken = await runAndPrint<TakenFile>(self, 'carry.in', input, (output, value) => {
        const entries = value.grown.reduce((sum, { from, size }) => sum + size - from, 0)
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

function sync(): Command {
  return new Command('sync')
    .description('exchange with peers over the link: pull what they have, push what they lack')
    .option('--with <url>', 'one peer only')
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

function verify(): Command {
  return new Command('verify')
    .description('verify books held here: every hash, every handover, every signature')
    .argument('[book]', 'all where absent')
    .action(async (book: string | undefined, _: object, self: Command) => {
      type Verified = { verified: number; entries: number; damaged: Refused[] }
      const verified = await runAndPrint<Verified>(self, 'book.verify', { book }, (output, value) => [
        output.t('cli.verified', { books: value.verified, entries: value.entries }),
        ...tellRefused(output, value.damaged),
      ])
      markRefused(verified?.damaged)
    })
}

function views(): Command {
  const command = new Command('views').description('what pages show, folded from the books')
  command
    .command('rebuild')
    .description('forget the views and fold them again from the books')
    .action(async (_: object, self: Command) => {
      await runAndPrint<{ books: number }>(self, 'views.rebuild', {}, ({ t }, value) => [
        t('cli.rebuilt', value),
      ])
    })
  return command
}

function node(): Command {
  return new Command('node').description('what this node is').action(async (_: object, self: Command) => {
    await runAndPrint<{ id: string; name: string }>(self, 'node.show', {}, (_output, value) => [
      `${value.id}  ${value.name}`,
    ])
  })
}
