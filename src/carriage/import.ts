/**
 * Taking in a pack: each book's part is gathered, judged and stored, one transaction a checkpoint, so it becomes visible
 * only at a verified one. Importing twice changes nothing; a damaged or hostile pack loses nothing.
 */
import {
  type Archive,
  type BookRecord,
  type Cosignature,
  type Fork,
  type Step,
  maxForks,
} from '../archive/contract.ts'
import { bundleToEntries } from '../book/bundle.ts'
import type { BookId } from '../book/entry.ts'
import { type Hashes, leafHashes } from '../book/hash.ts'
import { maxNoteBytes } from '../book/note.ts'
import { noWitnesses } from '../book/vouching.ts'
import { concatAll } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { PackRefusal } from './byte-source.ts'
import { type Covered, type Frame, type Manifest, readPack } from './pack.ts'
import { type Forked, settleForks } from './take-forks.ts'
import type { ReceivedSealed } from './sealed.ts'
import type { ReceivedCosignatures } from './side-data.ts'
import type { WitnessesAt } from './weigh.ts'
import {
  type ReceivedStep,
  differenceRefusal,
  firstDifference,
  pensFor,
  stepsToStore,
} from './verify-part.ts'

const maxPartBytes = 256 * 2 ** 20
/** What holding an entry costs beside its bytes: tiny ones must not fill the memory. */
const entryOverheadBytes = 256
/** What is sealed, and blobs, wait for the pack's end in memory. */
const maxWaitingBytes = 256 * 2 ** 20
/** Cosignatures of one pack, some 300 bytes each. */
const maxCosignatures = 200_000
/** A pack with so many refusals is not worth reading on. */
const maxRefusals = 1000

/** A book that grew: by how much, and how. */
export interface Grown {
  readonly book: BookId
  readonly from: number
  readonly size: number
  /** What its part took in the pack, with what holding each entry costs. */
  readonly bytes: number
}

/** Entries in spans of books: what grew, or what a file holds. */
export const entriesIn = (spans: readonly { readonly from: number; readonly size: number }[]): number =>
  spans.reduce((sum, { from, size }) => sum + size - from, 0)

/** What an import did. Everything refused is named with its reason; `book` is null for the pack as a whole. */
export interface ImportReport {
  /** The sender's manifest, if the pack was readable so far. */
  readonly manifest: Manifest | undefined
  readonly grown: readonly Grown[]
  /** Books of which a fork was proven that was not known here, or of which another part stands than before. */
  readonly forked: readonly BookId[]
  /** By how much the archive's change number grew by this import. */
  readonly changes: number
  readonly cosignatures: readonly ReceivedCosignatures[]
  /** Contents and submissions, still covered. */
  readonly sealed: readonly ReceivedSealed[]
  readonly blobs: readonly Covered[]
  readonly refused: readonly { readonly book: BookId | null; readonly refusal: Refusal }[]
}

/** Whether a book may be stored: `undefined`, or why not (a quota, say). Asked once a book's part, before storing. */
export type Admission = (book: BookId, bytes: number) => Refusal | undefined

/** What an import asks of whoever folds books: for a book whose pen signed two histories. */
export interface Weighing {
  readonly witnessesAt: WitnessesAt
  /** Does one thing at a time on a book, also beside what is written in it. */
  alone<T>(book: BookId, task: () => Promise<T>): Promise<T>
  /** Called before what is held of a book gives way to what its witnesses vouch for. */
  beforeSetAside(book: BookId): Promise<void>
}

/** Where nobody folds: no charter is known, and every proven fork stops its book. */
const nobody: Weighing = {
  witnessesAt: async () => noWitnesses,
  alone: (_, task) => task(),
  beforeSetAside: async () => undefined,
}

export interface Part {
  readonly book: BookId
  readonly from: number
  readonly steps: ReceivedStep[]
  /** Entries after the last checkpoint, and their leaves, hashed as they come: while the wire and the sender are busy. */
  pending: Uint8Array[]
  pendingLeaves: Hashes[]
  readonly cosignatures: Cosignature[]
  readonly frames: Covered[]
  readonly submissions: Uint8Array[]
  readonly forks: Fork[]
  bytes: number
  fault: Refusal | undefined
}

/** Imports a pack from its bytes. `onBook` is told after each part, for progress. */
export async function importPack(
  archive: Archive,
  chunks: AsyncIterable<Uint8Array>,
  admit: Admission,
  onBook: (book: BookId, grown: Grown | undefined) => void = () => undefined,
  weighing: Weighing = nobody,
): Promise<ImportReport> {
  const report = new Report()
  const finish = async (part: Part | undefined): Promise<void> => {
    if (part !== undefined) onBook(part.book, await storeWhole(archive, part, admit, report, weighing))
  }
  let part: Part | undefined
  const frames = readPack(chunks)
  let next = await frames.next()
  for (; next.done !== true; next = await frames.next()) {
    if (report.refused.length >= maxRefusals) {
      report.refuse(null, { type: 'too-many-refusals' })
      await frames.return(undefined)
      return report
    }
    const frame: Frame = next.value
    if (frame.kind === 'manifest') report.manifest ??= frame.manifest
    else if (frame.kind === 'blob') report.addBlob(frame)
    else if (frame.kind === 'book') {
      await finish(part)
      part = newPart(frame)
    } else if (part !== undefined) takeFrame(part, frame)
  }
  await finishLast(part, next.value, finish)
  report.refuse(null, next.value)
  return report
}

/** What an import has done so far. */
class Report implements ImportReport {
  manifest: Manifest | undefined
  changes = 0
  readonly grown: Grown[] = []
  readonly forked: BookId[] = []
  readonly cosignatures: ReceivedCosignatures[] = []
  readonly sealed: ReceivedSealed[] = []
  readonly blobs: Covered[] = []
  readonly refused: { book: BookId | null; refusal: Refusal }[] = []
  #cosignatures = 0
  #waitingBytes = 0

  refuse(book: BookId | null, refusal: Refusal | undefined): void {
    if (refusal !== undefined) this.refused.push({ book, refusal })
  }

  addForked(book: BookId, { isNews, changes, refused }: Forked): void {
    for (const refusal of refused) this.refuse(book, refusal)
    if (isNews) this.forked.push(book)
    this.changes += changes
  }

  /** Cosignatures wait in memory for the pack's end: so many, and no more. */
  addCosignatures({ book, cosignatures }: ReceivedCosignatures): void {
    this.#cosignatures += cosignatures.length
    if (this.#cosignatures > maxCosignatures) this.refuse(book, { type: 'pack-too-large' })
    else if (cosignatures.length > 0) this.cosignatures.push({ book, cosignatures })
  }

  /** So do contents, submissions and blobs. */
  addSealed({ book, frames, submissions }: ReceivedSealed): void {
    if (frames.length === 0 && submissions.length === 0) return
    const bytes = [...frames.map((frame) => frame.bytes), ...submissions].reduce(
      (sum, one) => sum + one.length + entryOverheadBytes,
      0,
    )
    if (this.#isRoomFor(bytes, book)) this.sealed.push({ book, frames, submissions })
  }

  addBlob({ isEncrypted, bytes }: Covered): void {
    if (this.#isRoomFor(bytes.length + entryOverheadBytes, null)) this.blobs.push({ isEncrypted, bytes })
  }

  #isRoomFor(bytes: number, book: BookId | null): boolean {
    this.#waitingBytes += bytes
    if (this.#waitingBytes > maxWaitingBytes) this.refuse(book, { type: 'pack-too-large' })
    return this.#waitingBytes <= maxWaitingBytes
  }
}

/** Stores a part's entries, settles its forks, and puts its cosignatures by; what grew. */
async function storeWhole(
  archive: Archive,
  part: Part,
  admit: Admission,
  report: Report,
  weighing: Weighing,
): Promise<Grown | undefined> {
  const { book, bytes } = part
  let stored = await storePart(archive, part, admit)
  report.changes += stored.changes
  const contested = contestedAt(stored.refusal)
  const forked = await settleForks(archive, part, contested, admit, weighing)
  report.addForked(book, forked)
  if (stored.refusal?.type === 'book-forked' && forked.isNews && forked.adopted === undefined) {
    // What came with the entries may have settled the fork that kept them out.
    stored = await storePart(archive, part, admit)
    report.changes += stored.changes
  }
  const isAdopted = forked.adopted !== undefined
  if (!isAdopted) report.refuse(book, stored.refusal)
  // Those that speak of another history than the one held were weighed with it.
  const end = isAdopted || contested === undefined ? Number.POSITIVE_INFINITY : contested
  report.addCosignatures({ book, cosignatures: part.cosignatures.filter(({ size }) => size <= end) })
  report.addSealed(part)
  const { from, size } = forked.adopted ?? stored
  const grown = size > from ? { book, from, size, bytes } : undefined
  if (grown !== undefined) report.grown.push(grown)
  return grown
}

/** The number from which a part holds what this archive does not take: another history, or what is beyond a fork. */
const contestedAt = (refusal: Refusal | undefined): number | undefined =>
  refusal?.type === 'history-rewritten' || refusal?.type === 'book-forked'
    ? Number(refusal['seq'])
    : undefined

const newPart = ({ book, from }: { readonly book: BookId; readonly from: number }): Part => ({
  book,
  from,
  steps: [],
  pending: [],
  pendingLeaves: [],
  cosignatures: [],
  frames: [],
  submissions: [],
  forks: [],
  bytes: 0,
  fault: undefined,
})

/** A part that the pack's end cut off keeps what its last whole checkpoint covers; its own fault is told beside. */
async function finishLast(
  part: Part | undefined,
  fault: PackRefusal | undefined,
  finish: (part: Part | undefined) => Promise<void>,
): Promise<void> {
  if (part === undefined) return
  if (fault !== undefined) part.pending = []
  const isTold = fault === undefined || part.fault !== undefined
  if (isTold || part.steps.length > 0) await finish(part)
}

function takeFrame(part: Part, frame: Frame): void {
  if (part.fault !== undefined) return
  if (frame.kind === 'checkpoint') takeNote(part, frame.note)
  else if (frame.kind === 'entries') takeBundle(part, frame.bundle)
  else if (frame.kind === 'cosignature' && part.cosignatures.length <= maxCosignatures)
    part.cosignatures.push(frame.cosignature)
  else if (frame.kind === 'fork' && part.forks.length < maxForks) part.forks.push(frame.fork)
  else if (frame.kind === 'contents') takeSealed(part, part.frames, frame, frame.bytes)
  else if (frame.kind === 'submission') takeSealed(part, part.submissions, frame.outer, frame.outer)
  if (part.bytes > maxPartBytes) part.fault = { type: 'pack-too-large', bytes: part.bytes }
}

function takeSealed<T>(part: Part, into: T[], one: T, bytes: Uint8Array): void {
  part.bytes += bytes.length + entryOverheadBytes
  into.push(one)
}

/** A note that is too long to be one is not gathered. */
function takeNote(part: Part, note: Uint8Array): void {
  part.bytes += note.length
  if (note.length > maxNoteBytes) part.fault = { type: 'pack-damaged' }
  else part.steps.push({ entries: part.pending, leaves: concatAll(part.pendingLeaves), note })
  part.pending = []
  part.pendingLeaves = []
}

function takeBundle(part: Part, bundle: Uint8Array): void {
  const entries = bundleToEntries(bundle)
  part.bytes += bundle.length + (entries?.length ?? 0) * entryOverheadBytes
  if (entries === undefined) {
    part.fault = { type: 'pack-damaged' }
    return
  }
  for (const entry of entries) part.pending.push(entry)
  part.pendingLeaves.push(leafHashes(entries))
}

/** How far a book came (`from` and `size` equal: not at all), and what of its part was refused. */
interface Stored {
  readonly from: number
  readonly size: number
  /** By how much the archive's change number grew. */
  readonly changes: number
  readonly refusal: Refusal | undefined
}

async function storePart(archive: Archive, part: Part, admit: Admission): Promise<Stored> {
  const record = await archive.book(part.book)
  const from = record?.size ?? 0
  const judged = await judgePart(archive, part, record, admit)
  if (!judged.ok) return { from, size: from, changes: 0, refusal: judged.error }
  let [size, changes] = [from, 0]
  for (const step of judged.value) {
    const stored = await archive.extend(part.book, size, [step])
    if (!stored.ok) return { from, size, changes, refusal: stored.error }
    size = stored.value.size
    changes += 1
  }
  return { from, size, changes, refusal: part.pending.length > 0 ? { type: 'pack-damaged' } : undefined }
}

/** The steps to store, each to be verified as it is stored: what comes before a bad one is kept. */
async function judgePart(
  archive: Archive,
  part: Part,
  record: BookRecord | undefined,
  admit: Admission,
): Promise<Result<Step[], Refusal>> {
  const held = record?.size ?? 0
  if (part.fault !== undefined) return refuse(part.fault)
  if (part.from > held) return refuse({ type: 'gap', needed: held })
  const pens = await pensFor(archive, part.book, held, firstEntry(part.steps))
  if (!pens.ok) return pens
  const differing = await firstDifference(archive, part.book, held, part.from, part.steps)
  if (differing === 0) return refuse({ type: 'book-id-mismatch' })
  if (differing !== undefined) {
    return refuse(await differenceRefusal(archive, part.book, part.from, part.steps, pens.value, differing))
  }
  const steps = stepsToStore(pens.value, held, part.from, part.steps)
  if (steps.length === 0) return accept(steps)
  const forkedAt = record?.forkedAt ?? Number.POSITIVE_INFINITY
  const refusal = held >= forkedAt ? { type: 'book-forked', seq: forkedAt } : admit(part.book, part.bytes)
  return refusal === undefined ? accept(steps) : refuse(refusal)
}

function firstEntry(steps: readonly ReceivedStep[]): Uint8Array | undefined {
  return steps.find(({ entries }) => entries.length > 0)?.entries[0]
}
