/**
 * Who holds the pen at which size (rules H1, H2): the founding's pen, then every handover in rising size.
 *
 * Invariant: `pen.passed` changes nothing by itself; the checkpoint signed by the old and the new key does.
 */
import { type Checkpoint, isSignedByPen } from './checkpoint.ts'
import { type PublicKey, isAdmissibleKey } from './ed25519.ts'
import { isBytes, parseEntry } from './entry.ts'

/** A pen and the size from which it signs: 0 for the founding's, else the handover's size. */
export interface PenTerm {
  readonly from: number
  readonly pen: PublicKey
}

/** The key a `pen.passed` entry names, or undefined if these bytes are no such entry. */
export function penPassedTo(bytes: Uint8Array): PublicKey | undefined {
  const entry = parseEntry(bytes)
  if (!entry.ok || entry.value.type !== 'pen.passed') return undefined
  const { pen } = entry.value.data
  return isBytes(pen, 32) && isAdmissibleKey(pen) ? pen : undefined
}

/** The new pen, if `checkpoint` is a handover from `pen`, `lastEntry` being its entry `size - 1`. */
export function handoverTo(
  checkpoint: Checkpoint,
  lastEntry: Uint8Array,
  pen: PublicKey,
): PublicKey | undefined {
  const next = penPassedTo(lastEntry)
  if (next === undefined || next === pen) return undefined
  return isSignedByPen(checkpoint, pen) && isSignedByPen(checkpoint, next) ? next : undefined
}

/** The pen that signs a head of `size`: the old one up to and at a handover's size, the new one beyond. */
export function penAt(terms: readonly PenTerm[], size: number): PublicKey | undefined {
  return terms.findLast((term) => term.from < size)?.pen
}
