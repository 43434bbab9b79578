/** The only way in: a pack, verified against the books' own signatures, stored, folded, and noted as arrived. */
import { cosignKeysOf } from '../bodies/queries.ts'
import type { BookId } from '../book/entry.ts'
import { type Grown, type ImportReport, importPack } from '../carriage/import.ts'
import type { Manifest } from '../carriage/pack.ts'
import { takeCosignatures } from '../carriage/side-data.ts'
import type { Refusal } from '../kernel/result.ts'
import type { Arrival, LocalStore, Via } from './local-store.ts'
import type { ApachitaNode } from './node.ts'
import { hearHeads } from './own-head.ts'
import { settlePens } from './settle-pens.ts'
import { settle, takeSealed } from './take-sealed.ts'
import { weighForks, weighingOf } from './weighing.ts'
import { cosignHeld } from './witness.ts'

/** What books that nobody here follows may take in all: 64 MiB. */
const waitingQuotaBytes = 64 * 2 ** 20

export interface TakenIn extends ImportReport {
  /** Books held that nobody here follows: kept under a quota, not shown and not relayed. */
  readonly waiting: readonly BookId[]
  /** This archive's change number before, and after; the same as before where something else was written meanwhile. */
  readonly changeBefore: number
  readonly changeAfter: number
}

/** Where a pack comes from. */
export interface Sender {
  readonly via: Exclude<Via, 'written'>
  /** An address, a file or a node's id: for the list of refusals. */
  readonly source: string
  /**
   * The node that sent it, where that is known: only its own word of what it holds is noted. A carried file says itself
   * whose it is.
   */
  readonly node: string | null
}

/** Takes in a pack. `onBook` is told after each book's part, for progress. */
export async function takeIn(
  node: ApachitaNode,
  chunks: AsyncIterable<Uint8Array>,
  sender: Sender,
  onBook: (done: number) => void = () => undefined,
): Promise<TakenIn> {
  const changeBefore = await node.archive.change()
  const followed = node.followed()
  const admit = admission(followed, await node.waiting())
  const arrival = { at: node.now(), via: sender.via }
  let done = 0
  const noteBook = (_: BookId, grown: Grown | undefined) => {
    if (grown !== undefined) noteGrown(node.local, grown, followed, arrival)
    onBook(++done)
  }
  const report = await importPack(node.archive, chunks, admit, noteBook, weighingOf(node))
  const grownBooks = report.grown.map(({ book }) => book)
  await node.fold([...grownBooks, ...report.forked])
  await settlePens(node, grownBooks)
  const keysOf = (witness: string, book: BookId) => cosignKeysOf(node.views.db, witness, book)
  const witnessed = await takeCosignatures(node.archive, report.cosignatures, keysOf)
  const weighed = await weighForks(
    node,
    [...report.cosignatures, ...report.grown].map(({ book }) => book),
  )
  await node.fold(weighed.moved)
  const sealed = await takeSealed(node, report)
  await settle(node, [...new Set([...report.grown, ...report.sealed].map(({ book }) => book))])
  const refused = [...report.refused, ...witnessed.refused, ...sealed.refused]
  node.local.noteRefusals(arrival.at, sender.source, refused)
  count(node, sender, refused)
  await noteManifest(node, report.manifest, sender, arrival)
  if (report.manifest !== undefined && isItsOwn(sender, report.manifest) && report.refused.length === 0)
    await hearHeads(node, report.manifest)
  const own = changeBefore + report.changes + witnessed.changes + weighed.changes + sealed.changes
  const changeAfter = own === (await node.archive.change()) ? own : changeBefore
  await cosignHeld(node)
  const waiting = [...(await node.waiting()).keys()]
  return { ...report, refused, waiting, changeBefore, changeAfter }
}

function count({ counts }: ApachitaNode, { via }: Sender, refused: TakenIn['refused']): void {
  counts.packs.add(via)
  for (const { refusal } of refused) counts.refusedParts.add(refusal.type)
}

/** A node speaks for itself only; of a carried file nobody else is known. */
const isItsOwn = (sender: Sender, manifest: Manifest): boolean =>
  (sender.node ?? manifest.node) === manifest.node

/** Noted book by book, as stored: an import broken off leaves little unsaid. */
function noteGrown(local: LocalStore, grown: Grown, followed: ReadonlySet<BookId>, arrival: Arrival): void {
  local.noteArrivals([grown], arrival)
  if (!followed.has(grown.book)) local.addUnfollowed(grown.book, grown.bytes)
}

/** What the sender says of itself; of other books than those held or followed here it may say anything, and none is kept. */
async function noteManifest(
  node: ApachitaNode,
  manifest: Manifest | undefined,
  sender: Sender,
  arrival: Arrival,
): Promise<void> {
  if (manifest === undefined || !isItsOwn(sender, manifest)) return
  const known = new Set(node.followed())
  for (const { book } of await node.archive.books()) known.add(book)
  node.local.noteManifest({ ...manifest, books: manifest.books.filter(([book]) => known.has(book)) }, arrival)
}

/** Followed books always; others while there is room for what waits and what this pack adds to it. */
function admission(
  followed: ReadonlySet<BookId>,
  waiting: ReadonlyMap<BookId, number>,
): (book: BookId, bytes: number) => Refusal | undefined {
  let used = [...waiting.values()].reduce((sum, bytes) => sum + bytes, 0)
  return (book, bytes) => {
    if (followed.has(book)) return undefined
    if (used + bytes > waitingQuotaBytes) return { type: 'quota-exceeded', quotaBytes: waitingQuotaBytes }
    used += bytes
    return undefined
  }
}
