/**
 * Judging a book's part of a pack against what is held and against the book's own signatures. Trust the author, never
 * the carrier.
 */
import type { Archive, Step } from '../archive/contract.ts'
import { penTermsOf } from '../archive/pens.ts'
import { rangeAt } from '../archive/subtrees.ts'
import { tileWidth } from '../book/bundle.ts'
import { type Checkpoint, type Head, isSignedByPen, parseCheckpoint } from '../book/checkpoint.ts'
import type { BookId } from '../book/entry.ts'
import { parseFounding } from '../book/founding.ts'
import { type PenTerm, checkHandover, penAt } from '../book/handover.ts'
import { type Hashes, hashBytes } from '../book/hash.ts'
import { extendRange, rootOf } from '../book/tree.ts'
import { equalBytes } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'

/** Entries and the checkpoint they lead to, as received, with the hashes of the entries' leaves. */
export interface ReceivedStep {
  readonly entries: readonly Uint8Array[]
  readonly leaves: Hashes
  readonly note: Uint8Array
}

/** The pens to verify a part with: those of the book held, or of the founding entry that arrives. */
export async function pensFor(
  archive: Archive,
  book: BookId,
  heldSize: number,
  first: Uint8Array | undefined,
): Promise<Result<PenTerm[], Refusal>> {
  if (heldSize > 0) return accept(await penTermsOf(archive, book))
  const founding = first === undefined ? undefined : parseFounding(first)
  if (founding === undefined) return refuse({ type: 'gap', needed: 0 })
  if (!founding.ok) return founding
  if (founding.value.book !== book) return refuse({ type: 'book-id-mismatch' })
  return accept([{ from: 0, pen: founding.value.pen }])
}

/** The first entry received that differs from the one held at its place, if the part overlaps what is held. */
export async function firstDifference(
  archive: Archive,
  book: BookId,
  heldSize: number,
  from: number,
  received: readonly ReceivedStep[],
): Promise<number | undefined> {
  let at = from
  for (const { leaves } of received) {
    const end = Math.min(heldSize, at + leaves.length / hashBytes)
    const differing = await firstOtherLeaf(archive, book, at, leaves.subarray(0, (end - at) * hashBytes))
    if (differing !== undefined) return differing
    at = end
  }
  return undefined
}

/** The first of `leaves`, which begin at number `from`, that is not the one held. */
async function firstOtherLeaf(
  archive: Archive,
  book: BookId,
  from: number,
  leaves: Hashes,
): Promise<number | undefined> {
  const end = from + leaves.length / hashBytes
  for (let at = from; at < end;) {
    const index = Math.floor(at / tileWidth)
    const last = Math.min(end, (index + 1) * tileWidth)
    const tile = await archive.tile(book, 0, index, last - index * tileWidth)
    for (; at < last; at += 1) {
      const held = tile?.subarray((at % tileWidth) * hashBytes, ((at % tileWidth) + 1) * hashBytes)
      const received = leaves.subarray((at - from) * hashBytes, (at - from + 1) * hashBytes)
      if (held === undefined || !equalBytes(held, received)) return at
    }
  }
  return undefined
}

/**
 * Why a part that differs from what is held at `seq` is refused: because its entries do not lead to its checkpoint, or
 * the checkpoint is not the pen's; or, where both hold, because the pen signed another history.
 */
export async function differenceRefusal(
  archive: Archive,
  book: BookId,
  from: number,
  received: readonly ReceivedStep[],
  terms: readonly PenTerm[],
  seq: number,
): Promise<Refusal> {
  const pens = terms.filter((term) => term.from <= from)
  let range = await rangeAt(archive, book, from)
  for (const { entries, leaves, note } of received) {
    const last = entries.at(-1)
    if (last === undefined) return { type: 'pack-damaged' }
    range = extendRange(range, leaves)
    const concluded = conclude({ book, size: range.size, root: rootOf(range) }, note, last, pens)
    if (!concluded.ok) return concluded.error
    if (range.size > seq) return { type: 'history-rewritten', seq }
  }
  return { type: 'pack-damaged' }
}

/** Steps for the archive from those received: what is already held is left out, and each conclusion is verified. */
export function stepsToStore(
  terms: readonly PenTerm[],
  heldSize: number,
  from: number,
  received: readonly ReceivedStep[],
): Step[] {
  const pens = [...terms]
  const steps: Step[] = []
  let at = from
  for (const { entries, leaves, note } of received) {
    const held = Math.max(0, heldSize - at)
    const last = entries.at(-1)
    if (held < entries.length && last !== undefined) {
      steps.push({
        entries: entries.slice(held),
        leaves: leaves.subarray(held * hashBytes),
        conclude: (head) => conclude(head, note, last, pens),
      })
    }
    at += entries.length
  }
  return steps
}

function conclude(
  head: Head,
  note: Uint8Array,
  lastEntry: Uint8Array,
  pens: PenTerm[],
): Result<{ checkpoint: Uint8Array; isHandover: boolean }, Refusal> {
  const checkpoint = parseCheckpoint(note)
  if (!checkpoint.ok) return checkpoint
  const refusal = headRefusal(head, checkpoint.value)
  if (refusal !== undefined) return refuse(refusal)
  const pen = penAt(pens, head.size)
  if (pen === undefined || !isSignedByPen(checkpoint.value, pen))
    return refuse({ type: 'wrong-pen', size: head.size })
  const handover = checkHandover(checkpoint.value, lastEntry, pens)
  if (handover.type === 'handover-invalid') return refuse({ type: 'handover-invalid', size: head.size })
  if (handover.type === 'handover') pens.push({ from: head.size, pen: handover.next })
  return accept({ checkpoint: note, isHandover: handover.type === 'handover' })
}

function headRefusal(head: Head, checkpoint: Checkpoint): Refusal | undefined {
  if (checkpoint.book !== head.book) return { type: 'book-id-mismatch' }
  if (checkpoint.size !== head.size)
    return { type: 'checkpoint-size-mismatch', size: checkpoint.size, entries: head.size }
  return equalBytes(checkpoint.root, head.root) ? undefined : { type: 'root-mismatch', size: head.size }
}
