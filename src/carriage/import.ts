/**
 * Taking in a pack: each book's part is gathered, judged and stored, one transaction a checkpoint, so it becomes visible
 * only at a verified one. Importing twice changes nothing; a damaged or hostile pack loses nothing.
 */
import type { Archive, Step } from '../archive/contract.ts'
import { bundleToEntries } from '../book/bundle.ts'
import type { BookId } from '../book/entry.ts'
import { maxNoteBytes } from '../book/note.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { type Frame, type Manifest, type PackRefusal, readPack } from './pack.ts'
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
/** A pack with so many refusals is not worth reading on. */
const maxRefusals = 1000

/** A book that grew: by how much, and how. */
export interface Grown {
  readonly book: BookId
  readonly from: number
  readonly size: number
  /** What its part took in the pack, with what holding each entry costs. */
  readonly bytes: number
  /** Checkpoints it grew to: as many changes of the archive. */
  readonly checkpoints: number
}

/** Entries in spans of books: what grew, or what a file holds. */
export const entriesIn = (spans: readonly { readonly from: number; readonly size: number }[]): number =>
  spans.reduce((sum, { from, size }) => sum + size - from, 0)

/** What an import did. Everything refused is named with its reason; `book` is null for the pack as a whole. */
export interface ImportReport {
  /** The sender's manifest, if the pack was readable so far. */
  readonly manifest: Manifest | undefined
  readonly grown: readonly Grown[]
  readonly refused: readonly { readonly book: BookId | null; readonly refusal: Refusal }[]
}

/** Whether a book may be stored: `undefined`, or why not (a quota, say). Asked once a book's part, before storing. */
export type Admission = (book: BookId, bytes: number) => Refusal | undefined

interface Part {
  readonly book: BookId
  readonly from: number
  readonly steps: ReceivedStep[]
  pending: Uint8Array[]
  bytes: number
  fault: Refusal | undefined
}

/** Imports a pack from its bytes. `onBook` is told after each part, for progress. */
export async function importPack(
  archive: Archive,
  chunks: AsyncIterable<Uint8Array>,
  admit: Admission,
  onBook: (book: BookId, grown: Grown | undefined) => void = () => undefined,
): Promise<ImportReport> {
  const grown: Grown[] = []
  const refused: { book: BookId | null; refusal: Refusal }[] = []
  const finish = async (part: Part | undefined): Promise<void> => {
    if (part === undefined) return
    const { refusal, ...stored } = await storePart(archive, part, admit)
    if (refusal !== undefined) refused.push({ book: part.book, refusal })
    const growth = stored.size > stored.from ? { book: part.book, bytes: part.bytes, ...stored } : undefined
    if (growth !== undefined) grown.push(growth)
    onBook(part.book, growth)
  }
  let manifest: Manifest | undefined
  let part: Part | undefined
  const frames = readPack(chunks)
  let next = await frames.next()
  for (; next.done !== true; next = await frames.next()) {
    if (refused.length >= maxRefusals) {
      refused.push({ book: null, refusal: { type: 'too-many-refusals' } })
      await frames.return(undefined)
      return { manifest, grown, refused }
    }
    const frame: Frame = next.value
    if (frame.kind === 'manifest') manifest ??= frame.manifest
    else if (frame.kind === 'book') {
      await finish(part)
      part = { book: frame.book, from: frame.from, steps: [], pending: [], bytes: 0, fault: undefined }
    } else if (part !== undefined) takeFrame(part, frame)
  }
  await finishLast(part, next.value, finish)
  if (next.value !== undefined) refused.push({ book: null, refusal: next.value })
  return { manifest, grown, refused }
}

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
  if (part.bytes > maxPartBytes) part.fault = { type: 'pack-too-large', bytes: part.bytes }
}

/** A note that is too long to be one is not gathered. */
function takeNote(part: Part, note: Uint8Array): void {
  part.bytes += note.length
  if (note.length > maxNoteBytes) part.fault = { type: 'pack-damaged' }
  else part.steps.push({ entries: part.pending, note })
  part.pending = []
}

function takeBundle(part: Part, bundle: Uint8Array): void {
  const entries = bundleToEntries(bundle)
  part.bytes += bundle.length + (entries?.length ?? 0) * entryOverheadBytes
  if (entries === undefined) part.fault = { type: 'pack-damaged' }
  else for (const entry of entries) part.pending.push(entry)
}

/** How far a book came (`from` and `size` equal: not at all), and what of its part was refused. */
interface Stored {
  readonly from: number
  readonly size: number
  readonly checkpoints: number
  readonly refusal: Refusal | undefined
}

async function storePart(archive: Archive, part: Part, admit: Admission): Promise<Stored> {
  const held = (await archive.book(part.book))?.size ?? 0
  const steps = await judgePart(archive, part, held, admit)
  if (!steps.ok) return { from: held, size: held, checkpoints: 0, refusal: steps.error }
  let [size, checkpoints] = [held, 0]
  for (const step of steps.value) {
    const stored = await archive.extend(part.book, size, [step])
    if (!stored.ok) return { from: held, size, checkpoints, refusal: stored.error }
    size = stored.value.size
    checkpoints += 1
  }
  return {
    from: held,
    size,
    checkpoints,
    refusal: part.pending.length > 0 ? { type: 'pack-damaged' } : undefined,
  }
}

/** The steps to store, each to be verified as it is stored: what comes before a bad one is kept. */
async function judgePart(
  archive: Archive,
  part: Part,
  held: number,
  admit: Admission,
): Promise<Result<Step[], Refusal>> {
  if (part.fault !== undefined) return refuse(part.fault)
  if (part.from > held) return refuse({ type: 'gap', needed: held })
  const entries = part.steps.flatMap((step) => step.entries)
  const pens = await pensFor(archive, part.book, held, entries[0])
  if (!pens.ok) return pens
  const differing = await firstDifference(archive, part.book, held, part.from, entries)
  if (differing !== undefined) {
    return refuse(await differenceRefusal(archive, part.book, part.from, part.steps, pens.value, differing))
  }
  const steps = stepsToStore(pens.value, held, part.from, part.steps)
  const admission = steps.length === 0 ? undefined : admit(part.book, part.bytes)
  return admission === undefined ? accept(steps) : refuse(admission)
}
