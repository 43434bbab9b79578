/**
 * Who holds the pen at which size (rules H1, H2): the founding's pen, then every handover in rising size.
 *
 * Invariant: `pen.passed` changes nothing by itself; the checkpoint signed by the old and the new key does.
 */
import { base64 } from '../kernel/encoding.ts'
import { type Checkpoint, isSignedByPen, originOf } from './checkpoint.ts'
import { type PublicKey, isAdmissibleKey } from './ed25519.ts'
import { isBytes, parseEntry } from './entry.ts'
import { keyIdOf, plainEd25519 } from './note.ts'

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

/** What a head's last entry asks of its checkpoint: the pen alone, or a handover from it to the next. */
export type HandoverCheck =
  | { readonly type: 'no-handover' }
  | { readonly type: 'handover'; readonly next: PublicKey }
  | { readonly type: 'handover-invalid' }

/**
 * Whether a checkpoint already known to be the pen's is a handover. One whose last entry passes the pen (to a key whose
 * id no earlier pen had: else the entry passes nothing) is a handover or nothing: it needs the new key's signature.
 */
export function checkHandover(
  checkpoint: Checkpoint,
  lastEntry: Uint8Array,
  terms: readonly PenTerm[],
): HandoverCheck {
  const next = penPassedTo(lastEntry)
  if (next === undefined) return { type: 'no-handover' }
  const isKeyIdTaken = terms.some(
    ({ pen }) => verifierKeyId(checkpoint, pen) === verifierKeyId(checkpoint, next),
  )
  if (isKeyIdTaken) return { type: 'no-handover' }
  if (!isSignedByPen(checkpoint, next)) return { type: 'handover-invalid' }
  return { type: 'handover', next }
}

const verifierKeyId = ({ book }: Checkpoint, pen: PublicKey): string =>
  base64(keyIdOf(originOf(book), plainEd25519, pen))

/** The pen that signs a head of `size`: the old one up to and at a handover's size, the new one beyond. */
export function penAt(terms: readonly PenTerm[], size: number): PublicKey | undefined {
  return terms.findLast((term) => term.from < size)?.pen
}
