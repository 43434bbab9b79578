/**
 * A node that works until it is killed: appends, hands its pens over, imports packs, rebuilds its views, and tells each
 * acknowledgement on file descriptor 3 after the call returned. Bundled and started by the tests of crashes; its one
 * argument is its orders as JSON.
 */
import { secretary } from '../../src/testing/actors.ts'
import { readFileSync, writeSync } from 'node:fs'
import type { Head } from '../../src/book/checkpoint.ts'
import { leafHash } from '../../src/book/hash.ts'
import { base64 } from '../../src/kernel/encoding.ts'
import { accept, unwrap } from '../../src/kernel/result.ts'
import { ApachitaNode } from '../../src/node/node.ts'
import { takeIn } from '../../src/node/take-in.ts'
import { type Written, foundBook, renewPen, writeEntries } from '../../src/node/write.ts'
import { Chance } from './chance.ts'
import { foundingOf, sessions } from './drafts.ts'
import type { Doing, Orders, Told } from './messages.ts'

const orders = JSON.parse(process.argv[2] ?? '') as Orders
const chance = new Chance(orders.seed)
const now = (): string => '2026-03-01T15:00:00-04:00'

/** Synchronous: when this returns, the killer can read it whatever becomes of this process. */
const tell = (told: Told): void => void writeSync(3, `${JSON.stringify(told)}\n`)

let lastId = 0
let nextPack = orders.nextPack

const writtenOf = ({ book, refs }: Written) => ({
  book,
  seq: refs[0]?.seq ?? 0,
  leaves: refs.map(({ leaf }) => leaf),
})

async function append(node: ApachitaNode, book: string): Promise<void> {
  const [id, count] = [++lastId, chance.isOneIn(12) ? chance.between(40, 120) : chance.between(1, 6)]
  tell({ kind: 'intent', id, doing: 'append', entries: { [book]: 2 * count } })
  const written = await writeEntries(node, secretary, book, ({ size }) => accept(sessions(size, count)))
  if (written.ok) tell({ kind: 'done', id, written: writtenOf(written.value) })
  else tell({ kind: 'done', id, refused: written.error })
}

async function handOver(node: ApachitaNode, book: string): Promise<void> {
  const id = ++lastId
  tell({ kind: 'intent', id, doing: 'handover', entries: { [book]: 1 } })
  const written = await renewPen(node, secretary, book)
  if (written.ok) tell({ kind: 'done', id, written: writtenOf(written.value) })
  else tell({ kind: 'done', id, refused: written.error })
}

/** The next pack; once all are there, any again, which changes nothing. */
async function importNext(node: ApachitaNode): Promise<void> {
  const id = ++lastId
  const isNew = nextPack < orders.packs.length
  const path = orders.packs[isNew ? nextPack++ : chance.below(orders.packs.length)] ?? ''
  tell({ kind: 'intent', id, doing: 'import' })
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield readFileSync(path)
  }
  const { grown, refused } = await takeIn(node, bytes(), { via: 'carried', source: path, node: null })
  tell({ kind: 'done', id, grown, ...(refused.length > 0 ? { refused } : {}) })
}

async function rebuild(node: ApachitaNode): Promise<void> {
  const id = ++lastId
  tell({ kind: 'intent', id, doing: 'fold' })
  node.views.clear()
  await node.fold((await node.archive.books()).map(({ book }) => book))
  tell({ kind: 'done', id })
}

const doings: readonly Doing[] = ['append', 'handover', 'import', 'fold']

async function work(node: ApachitaNode, hosted: readonly string[], doing: Doing): Promise<void> {
  if (doing === 'handover') return handOver(node, chance.pick(hosted))
  if (doing === 'import') return importNext(node)
  if (doing === 'fold') return rebuild(node)
  if (!chance.isOneIn(6)) return append(node, chance.pick(hosted))
  await Promise.all([...hosted.map((book) => append(node, book)), importNext(node)])
}

/** What a wrong build does: it tells what is being stored as if it were. */
function acknowledgeTooEarly(node: ApachitaNode): void {
  const extend = node.archive.extend.bind(node.archive)
  node.archive.extend = (book, from, steps) => {
    const leaves = steps.flatMap(({ entries }) => entries.map((entry) => base64(leafHash(entry))))
    if (node.local.hosted().has(book))
      tell({ kind: 'done', id: lastId, written: { book, seq: from, leaves } })
    return extend(book, from, steps)
  }
}

function dieBeforeExtension(node: ApachitaNode, nth: number): void {
  const extend = node.archive.extend.bind(node.archive)
  let count = 0
  node.archive.extend = (...extension) => {
    count += 1
    if (count === nth) process.kill(process.pid, 'SIGKILL')
    return extend(...extension)
  }
}

function dieSettingAside(node: ApachitaNode, when: NonNullable<Orders['diesSettingAside']>): void {
  const setAside = node.archive.setAside.bind(node.archive)
  const die = (): void => void process.kill(process.pid, 'SIGKILL')
  node.archive.setAside = async (book, size, from, steps) => {
    if (when === 'before') die()
    const within = steps.map((step) => ({
      ...step,
      conclude: (head: Head) => {
        if (when === 'within') die()
        return step.conclude(head)
      },
    }))
    const done = await setAside(book, size, from, within)
    die()
    return done
  }
}

async function live(): Promise<void> {
  const id = ++lastId
  tell({ kind: 'intent', id, doing: 'open' })
  const node = unwrap(await ApachitaNode.open({ folder: orders.folder, now }))
  tell({ kind: 'done', id })
  if (orders.isWrong === true) acknowledgeTooEarly(node)
  if (orders.diesBeforeExtension !== undefined) dieBeforeExtension(node, orders.diesBeforeExtension)
  if (orders.diesSettingAside !== undefined) dieSettingAside(node, orders.diesSettingAside)
  const held = new Set((await node.archive.books()).map(({ book }) => book))
  const hosted = [...node.local.hosted()].filter((book) => held.has(book))
  for (const doing of orders.script ?? []) {
    if (doing === 'found')
      unwrap(await foundBook(node, secretary, foundingOf('Curahuara'), 'secretary', now()))
    else await work(node, hosted, doing)
  }
  while (orders.script === undefined) {
    const mostly = chance.isOneIn(3) ? undefined : orders.mostly
    await work(node, hosted, mostly === undefined || mostly === 'open' ? chance.pick(doings) : mostly)
  }
  await node.close()
}

// Nobody left to tell: the killer is gone, and this process with it.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack}\n`)
  process.exit(1)
})
await live()
