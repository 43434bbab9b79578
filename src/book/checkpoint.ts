/** A book's signed head: a C2SP tlog-checkpoint of three lines, signed by the pen (rules C1-C4). */
import { base64, base64ToBytes } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { PublicKey, Signer } from './ed25519.ts'
import { type BookId, isBookId } from './entry.ts'
import type { Hash } from './hash.ts'
import {
  type Note,
  isNoteSignedBy,
  noteToBytes,
  parseNote,
  plainEd25519,
  signNote,
  verifierKeyOf,
} from './note.ts'

/** What a checkpoint says. `size` is at least 1. */
export interface Head {
  readonly book: BookId
  readonly size: number
  readonly root: Hash
}

/** A checkpoint as received: what it says and the note that says it. */
export interface Checkpoint extends Head {
  readonly note: Note
}

export interface CheckpointRefusal extends Refusal {
  readonly type: 'checkpoint-malformed'
}

const originPrefix = 'apachita/'

export const originOf = (book: BookId): string => originPrefix + book

const malformed = (reason: string): Result<never, CheckpointRefusal> =>
  refuse({ type: 'checkpoint-malformed', reason })

export function parseCheckpoint(bytes: Uint8Array): Result<Checkpoint, CheckpointRefusal> {
  const note = parseNote(bytes)
  if (!note.ok) return malformed(note.error.reason)
  const [origin = '', size = '', root = '', end, ...more] = note.value.text.split('\n')
  const book = origin.startsWith(originPrefix) ? origin.slice(originPrefix.length) : ''
  const hash = base64ToBytes(root)
  if (!isBookId(book)) return malformed('origin')
  if (!/^[1-9]\d{0,15}$/.test(size) || !Number.isSafeInteger(Number(size))) return malformed('size')
  if (hash?.length !== 32) return malformed('root')
  if (end !== '' || more.length > 0) return malformed('extension lines')
  return accept({ book, size: Number(size), root: hash, note: note.value })
}

const headToText = ({ book, size, root }: Head): string => `${originOf(book)}\n${size}\n${base64(root)}\n`

/** What a head says, with nobody's signature. */
export const unsignedCheckpoint = (head: Head): Checkpoint => ({
  ...head,
  note: { text: headToText(head), signatures: [] },
})

/** The checkpoint of a head signed by `pens`: one pen, or the old and the new one at a handover. */
export function signCheckpoint(head: Head, ...pens: readonly Signer[]): Checkpoint {
  const unsigned = unsignedCheckpoint(head)
  const note = pens.reduce((signed, pen) => signNote(signed, originOf(head.book), pen), unsigned.note)
  return { ...unsigned, note }
}

export const checkpointToBytes = (checkpoint: Checkpoint): Uint8Array<ArrayBuffer> =>
  noteToBytes(checkpoint.note)

export const isSignedByPen = (checkpoint: Checkpoint, pen: PublicKey): boolean =>
  isNoteSignedBy(checkpoint.note, originOf(checkpoint.book), pen)

/** The pen's verifier key (rule C4), for programs nobody here wrote. */
export const penVerifierKey = (book: BookId, pen: PublicKey): string =>
  verifierKeyOf(originOf(book), plainEd25519, pen)
