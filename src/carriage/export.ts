/** What goes into a pack: of the books this node follows, what the receiver was not heard to have. */
import {
  type Archive,
  type BookRecord,
  type SideData,
  StoredDamage,
  agreedSize,
} from '../archive/contract.ts'
import { rootAt } from '../archive/subtrees.ts'
import { entriesToBundle, tileWidth } from '../book/bundle.ts'
import type { BookId } from '../book/entry.ts'
import { base64 } from '../kernel/encoding.ts'
import type { Frame, Manifest, ManifestLine } from './pack.ts'
import { digestOf } from './side-data.ts'

/** What a receiver is known to hold of a book; `root` (base64) and `side` (digest) where it said. */
export interface Known {
  readonly size: number
  readonly root: string | undefined
  readonly side?: string | undefined
}

/** By book; a book not in it: nothing. */
export type Holdings = ReadonlyMap<BookId, Known>

export const toKnown = (size: number, root: string, side: string): Known => ({
  size,
  root: size === 0 ? undefined : root,
  side,
})

export const holdingsOf = (manifest: Manifest): Holdings =>
  new Map(manifest.books.map(([book, size, root, side]) => [book, toKnown(size, root, side)]))

/** Holdings that every one of several receivers has at least: what a file for all of them may leave out. */
export function commonHoldings(all: readonly Holdings[]): Holdings {
  const [first, ...others] = all
  const common = new Map(first ?? [])
  for (const other of others) {
    for (const [book, known] of common) {
      const theirs = other.get(book)
      const isOtherRoot = theirs?.size === known.size && theirs.root !== known.root
      if (theirs === undefined || isOtherRoot) common.delete(book)
      else {
        const side = theirs.side === known.side ? known.side : undefined
        common.set(book, { ...(theirs.size < known.size ? theirs : known), side })
      }
    }
  }
  return common
}

/** A book's part of a pack: its entries from `from` on, if any, and the side data that came after a change. */
export interface Part {
  readonly record: BookRecord
  readonly from: number
  /** A change number of this archive; 0: all of it; null: none. */
  readonly sideSince: number | null
}

/** Whether a part carries entries, or only what others said of the book. */
export const hasEntries = ({ record, from }: Part): boolean => from < record.size

/** What a node gives from: its archive, and of what lies beside a book that which came after a change and may go out. */
export interface Source {
  readonly archive: Archive
  sideDataOf(record: BookRecord, since?: number): Promise<SideData>
}

/**
 * The parts a receiver with these holdings lacks. Where its root is not ours, the whole book: it can see the fork. Who
 * holds more than stands here, for a fork was proven here, is given the proof.
 */
export async function partsFor(
  source: Source,
  records: readonly BookRecord[],
  holdings: Holdings,
): Promise<Part[]> {
  const parts: Part[] = []
  for (const record of records) {
    const known = holdings.get(record.book)
    const side = digestOf(await source.sideDataOf(record))
    const sideSince = side === '' || side === known?.side ? null : 0
    const from = await firstLacking(source.archive, record, known)
    if (from < record.size || sideSince !== null) parts.push({ record, from, sideSince })
  }
  return parts
}

/** The first entry a receiver lacks; the book's size where it lacks none. */
async function firstLacking(archive: Archive, record: BookRecord, known: Known | undefined): Promise<number> {
  const { size, root } = known ?? { size: 0, root: undefined }
  const stands = agreedSize(record)
  if (size > stands) return record.size
  if (root !== undefined && !(await hasRoot(archive, record, size, root))) return 0
  return size === stands ? record.size : size
}

/** Books of which a sender says it holds another history than this archive. */
export async function contradictedBy(archive: Archive, manifest: Manifest): Promise<BookId[]> {
  const contradicted: BookId[] = []
  for (const [book, size, root] of manifest.books) {
    const record = await archive.book(book)
    const isComparable = record !== undefined && size > 0 && size <= agreedSize(record)
    if (isComparable && !(await hasRoot(archive, record, size, root))) contradicted.push(book)
  }
  return contradicted
}

async function hasRoot(archive: Archive, record: BookRecord, size: number, root: string): Promise<boolean> {
  if (size === 0) return true
  const ours = size === record.size ? record.root : await rootAt(archive, record.book, size)
  return base64(ours) === root
}

/** The frames of a pack. `onBook` is told after each part, for progress. */
export async function* packFrames(
  source: Source,
  manifest: Manifest,
  parts: readonly Part[],
  onBook: (done: number) => void = () => undefined,
): AsyncIterable<Frame> {
  yield { kind: 'manifest', manifest }
  for (const [at, { record, from, sideSince }] of parts.entries()) {
    yield { kind: 'book', book: record.book, from }
    if (from < record.size) yield* bookFrames(source.archive, record, from)
    if (sideSince !== null) yield* sideFrames(await source.sideDataOf(record, sideSince))
    onBook(at + 1)
  }
}

function* sideFrames({ cosignatures, fork }: SideData): Iterable<Frame> {
  for (const cosignature of cosignatures) yield { kind: 'cosignature', cosignature }
  if (fork !== undefined) yield { kind: 'fork', proof: fork }
}

/** Entries with every handover beyond `from`, and the head's checkpoint last. */
async function* bookFrames(archive: Archive, record: BookRecord, from: number): AsyncIterable<Frame> {
  const handovers = await archive.handovers(record.book)
  const stops = [...handovers.filter(({ size }) => size > from && size < record.size), record]
  let at = from
  for (const stop of stops) {
    for (; at < stop.size; at = Math.min(stop.size, nextBundle(at))) {
      yield {
        kind: 'entries',
        bundle: await bundleFrom(archive, record.book, at, Math.min(stop.size, nextBundle(at))),
      }
    }
    yield { kind: 'checkpoint', note: stop.checkpoint }
  }
}

const nextBundle = (at: number): number => (Math.floor(at / tileWidth) + 1) * tileWidth

/** Entries `[from, to)` of one bundle: as it is stored where they are all of it. */
async function bundleFrom(archive: Archive, book: BookId, from: number, to: number): Promise<Uint8Array> {
  const isWholeFrom = from % tileWidth === 0
  const stored = isWholeFrom ? await archive.bundle(book, from / tileWidth, to - from) : undefined
  if (stored !== undefined) return stored
  for await (const entries of archive.entries(book, from, to)) return entriesToBundle(entries)
  throw new StoredDamage(`entries from ${from} are missing`)
}

/** What this node says it holds: every book it follows as far as it stands, those not held with size 0. */
export async function manifestOf(
  { node, epoch, change }: Pick<Manifest, 'node' | 'epoch' | 'change'>,
  source: Source,
  records: readonly BookRecord[],
  alsoFollowed: readonly BookId[] = [],
  complete = true,
): Promise<Manifest> {
  const lines: ManifestLine[] = []
  for (const record of records) {
    const [size, side] = [agreedSize(record), digestOf(await source.sideDataOf(record))]
    const root = size === record.size ? record.root : await rootAt(source.archive, record.book, size)
    lines.push([record.book, size, base64(root), side])
  }
  const heldBooks = new Set(records.map(({ book }) => book))
  for (const book of alsoFollowed) if (!heldBooks.has(book)) lines.push([book, 0, '', ''])
  const books = lines.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { node, epoch, change, complete, books }
}
