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
import type { Submission } from '../archive/contents.ts'
import { type Ranges, commonRanges } from './sealed.ts'
import { digestOf } from './side-data.ts'

/** What a receiver is known to hold of a book; `root` (base64) and the digests where it said. */
export interface Known {
  readonly size: number
  readonly root: string | undefined
  readonly side?: string | undefined
  /** Of which seals it has the content, or knows it erased. */
  readonly held?: Ranges
  /** Digest of the sealed submissions it has. */
  readonly sealedSide?: string | undefined
}

/** By book; a book not in it: nothing. */
export type Holdings = ReadonlyMap<BookId, Known>

export const toKnown = ([, size, root, side, held, sealedSide]: ManifestLine): Known => ({
  size,
  root: size === 0 ? undefined : root,
  side,
  ...(held === undefined ? {} : { held }),
  ...(sealedSide === undefined ? {} : { sealedSide }),
})

export const holdingsOf = (manifest: Manifest): Holdings =>
  new Map(manifest.books.map((line) => [line[0], toKnown(line)]))

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
        common.set(book, commonOf(known, theirs))
      }
    }
  }
  return common
}

function commonOf(a: Known, b: Known): Known {
  const { size, root } = b.size < a.size ? b : a
  const held = commonRanges(a.held ?? [], b.held ?? [])
  return {
    size,
    root,
    side: a.side === b.side ? a.side : undefined,
    ...(held.length === 0 ? {} : { held }),
    ...(a.sealedSide === b.sealedSide && a.sealedSide !== undefined ? { sealedSide: a.sealedSide } : {}),
  }
}

/** A book's part of a pack: its entries from `from` on, if any, and the side data that came after a change. */
export interface Part {
  readonly record: BookRecord
  readonly from: number
  /** A change number of this archive; 0: all of it; null: none. */
  readonly sideSince: number | null
  /** What is sealed, and goes to the receiver. */
  readonly sealed: Sealed
}

/** Of what is sealed in a book: contents by entry number, and submissions by id. */
export interface Sealed {
  readonly seqs: readonly number[]
  readonly submissions: readonly string[]
}

export const nothingSealed: Sealed = { seqs: [], submissions: [] }

/** Whether a part carries anything. */
export const isAnything = ({ record, from, sideSince, sealed }: Part): boolean =>
  from < record.size || sideSince !== null || sealed.seqs.length > 0 || sealed.submissions.length > 0

/** Whether a part carries entries, or only what others said of the book. */
export const hasEntries = ({ record, from }: Part): boolean => from < record.size

/** What a node gives from: its archive, and of what lies beside a book that which came after a change and may go out. */
export interface Source {
  readonly archive: Archive
  sideDataOf(record: BookRecord, since?: number): Promise<OpenSideData>
  /** What is sealed that the receiver may have, and lacks: what it was not heard to have, or what came after a change. */
  sealedFor(record: BookRecord, lacking: Known | { readonly since: number } | undefined): Promise<Sealed>
  /** That as frames: in the open, or encrypted to the nodes it is for. */
  sealedFrames(record: BookRecord, sealed: Sealed): AsyncIterable<Frame>
  /** What the manifest says of seals opened here, and of sealed submissions. */
  sealedHeld(record: BookRecord): Promise<readonly [Ranges, string]>
}

/** What lies beside a book and everybody may have. */
export interface OpenSideData extends SideData {
  readonly submissions?: readonly Submission[]
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
    const sealed = await source.sealedFor(record, known)
    const part = { record, from, sideSince, sealed }
    if (isAnything(part)) parts.push(part)
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
  blobs: AsyncIterable<Frame> = noFrames(),
  onBook: (done: number) => void = () => undefined,
): AsyncIterable<Frame> {
  yield { kind: 'manifest', manifest }
  for (const [at, { record, from, sideSince, sealed }] of parts.entries()) {
    yield { kind: 'book', book: record.book, from }
    if (from < record.size) yield* bookFrames(source.archive, record, from)
    if (sideSince !== null) yield* sideFrames(await source.sideDataOf(record, sideSince))
    yield* source.sealedFrames(record, sealed)
    onBook(at + 1)
  }
  yield* blobs
}

async function* noFrames(): AsyncGenerator<Frame> {}

function* sideFrames({ cosignatures, forks, submissions = [] }: OpenSideData): Iterable<Frame> {
  for (const cosignature of cosignatures) yield { kind: 'cosignature', cosignature }
  for (const { outer } of submissions) yield { kind: 'submission', outer }
  for (const fork of forks.toReversed()) yield { kind: 'fork', fork }
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
    const [held, sealedSide] = await source.sealedHeld(record)
    const isPlain = held.length === 0 && sealedSide === ''
    const line = [record.book, size, base64(root), side] as const
    lines.push(isPlain ? line : [...line, held, sealedSide])
  }
  const heldBooks = new Set(records.map(({ book }) => book))
  for (const book of alsoFollowed) if (!heldBooks.has(book)) lines.push([book, 0, '', ''])
  const books = lines.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { node, epoch, change, complete, books }
}
