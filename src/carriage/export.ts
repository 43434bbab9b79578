/** What goes into a pack: of the books this node follows, what the receiver was not heard to have. */
import type { Archive, BookRecord } from '../archive/contract.ts'
import { rootAt } from '../archive/subtrees.ts'
import { entriesToBundle } from '../book/bundle.ts'
import type { BookId } from '../book/entry.ts'
import { base64 } from '../kernel/encoding.ts'
import type { Frame, Manifest } from './pack.ts'

/** What a receiver is known to hold of a book; `root` (base64) where it said. */
export interface Known {
  readonly size: number
  readonly root: string | undefined
}

/** By book; a book not in it: nothing. */
export type Holdings = ReadonlyMap<BookId, Known>

export const holdingsOf = (manifest: Manifest): Holdings =>
  new Map(manifest.books.map(([book, size, root]) => [book, { size, root: size === 0 ? undefined : root }]))

/** Holdings that every one of several receivers has at least: what a file for all of them may leave out. */
export function commonHoldings(all: readonly Holdings[]): Holdings {
  const [first, ...others] = all
  const common = new Map(first ?? [])
  for (const other of others) {
    for (const [book, known] of common) {
      const theirs = other.get(book)
      if (theirs === undefined) common.delete(book)
      else if (theirs.size < known.size) common.set(book, theirs)
      else if (theirs.size === known.size && theirs.root !== known.root) common.delete(book)
    }
  }
  return common
}

/** A book's part of a pack: its entries from `from` on. */
export interface Part {
  readonly record: BookRecord
  readonly from: number
}

/** The parts a receiver with these holdings lacks. Where its root is not ours, the whole book: it can see the fork. */
export async function partsFor(
  archive: Archive,
  records: readonly BookRecord[],
  holdings: Holdings,
): Promise<Part[]> {
  const parts: Part[] = []
  for (const record of records) {
    const known = holdings.get(record.book)
    const size = known?.size ?? 0
    const isSameHistory =
      known?.root === undefined || size > record.size || (await hasRoot(archive, record, size, known.root))
    if (size < record.size || !isSameHistory) parts.push({ record, from: isSameHistory ? size : 0 })
  }
  return parts
}

async function hasRoot(archive: Archive, record: BookRecord, size: number, root: string): Promise<boolean> {
  if (size === 0) return true
  const ours = size === record.size ? record.root : await rootAt(archive, record.book, size)
  return base64(ours) === root
}

/** The frames of a pack. `onBook` is told after each part, for progress. */
export async function* packFrames(
  archive: Archive,
  manifest: Manifest,
  parts: readonly Part[],
  onBook: (done: number) => void = () => undefined,
): AsyncIterable<Frame> {
  yield { kind: 'manifest', manifest }
  for (const [at, { record, from }] of parts.entries()) {
    yield { kind: 'book', book: record.book, from }
    yield* bookFrames(archive, record, from)
    onBook(at + 1)
  }
}

/** Entries with every handover beyond `from`, and the head's checkpoint last. */
async function* bookFrames(archive: Archive, record: BookRecord, from: number): AsyncIterable<Frame> {
  const handovers = await archive.handovers(record.book)
  const stops = [...handovers.filter(({ size }) => size > from && size < record.size), record]
  let at = from
  for (const stop of stops) {
    for await (const entries of archive.entries(record.book, at, stop.size)) {
      yield { kind: 'entries', bundle: entriesToBundle(entries) }
    }
    yield { kind: 'checkpoint', note: stop.checkpoint }
    at = stop.size
  }
}

/** What this node says it holds: every book it follows, those not held with size 0. */
export function manifestOf(
  node: string,
  archive: { readonly epoch: string; readonly change: number },
  records: readonly BookRecord[],
  alsoFollowed: readonly BookId[] = [],
  complete = true,
): Manifest {
  const held = records.map(({ book, size, root }) => [book, size, base64(root)] as const)
  const heldBooks = new Set(records.map(({ book }) => book))
  const lacking = alsoFollowed.filter((book) => !heldBooks.has(book)).map((book) => [book, 0, ''] as const)
  const books = [...held, ...lacking].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { node, epoch: archive.epoch, change: archive.change, complete, books }
}
