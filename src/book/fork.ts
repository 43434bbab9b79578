/**
 * Proof that a pen signed two incompatible heads (rule P2): two checkpoints and two different leaves at one place.
 * It travels as evidence beside books; no machine writes it into them.
 */
import { base64, base64ToBytes, equalBytes, utf8, utf8ToText } from '../kernel/encoding.ts'
import { type Checkpoint, checkpointToBytes, isSignedByPen, parseCheckpoint } from './checkpoint.ts'
import type { PublicKey } from './ed25519.ts'
import { type PenTerm, penAt } from './handover.ts'
import type { Hash } from './hash.ts'
import { type BookId, type Json, type JsonObject, isBookId, isBytes, isSeq } from './entry.ts'
import { maxNoteBytes } from './note.ts'
import { isIncluded } from './proofs.ts'

/** One side of a fork: a signed head, the leaf it has at `seq`, and that leaf's inclusion proof. */
export interface ForkSide {
  readonly checkpoint: Checkpoint
  readonly leaf: Hash
  readonly path: readonly Hash[]
}

/** In JSON; notes are text, hashes base64. */
export interface ForkProof {
  readonly book: BookId
  readonly a: string
  readonly b: string
  readonly seq: number
  readonly leafA: string
  readonly pathA: readonly string[]
  readonly leafB: string
  readonly pathB: readonly string[]
}

/** Longer than the path of any book. */
const maxPath = 64

/** A fork proof from parsed JSON, if it has the form of one; `isForkProof` says whether it holds. */
export function toForkProof(value: unknown): ForkProof | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { book, a, b, seq, leafA, pathA, leafB, pathB } = value as Json & JsonObject
  const isFormed =
    isBookId(book) && isSeq(seq) && [a, b].every(isNoteText) && [leafA, leafB].every(isHashText)
  if (!isFormed || ![pathA, pathB].every(isPathText)) return undefined
  return { book, a, b, seq, leafA, pathA, leafB, pathB } as unknown as ForkProof
}

const isNoteText = (value: Json | undefined): boolean =>
  typeof value === 'string' && value.length <= maxNoteBytes
const isHashText = (value: Json | undefined): boolean => isBytes(value, 32)
export const isPathText = (value: Json | undefined): boolean =>
  Array.isArray(value) && value.length <= maxPath && value.every(isHashText)

export function makeForkProof(seq: number, a: ForkSide, b: ForkSide): ForkProof {
  return {
    book: a.checkpoint.book,
    a: utf8ToText(checkpointToBytes(a.checkpoint)) ?? '',
    b: utf8ToText(checkpointToBytes(b.checkpoint)) ?? '',
    seq,
    leafA: base64(a.leaf),
    pathA: a.path.map(base64),
    leafB: base64(b.leaf),
    pathB: b.path.map(base64),
  }
}

/**
 * Whether the proof holds (of entry 0 there is none: it is named by the book's id), given the pens this node knows the book to have had. A pen passed on before `seq` proves
 * nothing: both histories hold its handover, so its later signatures are a stranger's.
 */
export function isForkProof(proof: ForkProof, terms: readonly PenTerm[]): boolean {
  if (proof.seq < 1) return false
  const inForce = penAt(terms, proof.seq + 1)
  const pens = terms.filter(({ from, pen }) => from > proof.seq || pen === inForce).map(({ pen }) => pen)
  const leafA = base64ToBytes(proof.leafA)
  const leafB = base64ToBytes(proof.leafB)
  if (leafA?.length !== 32 || leafB?.length !== 32 || equalBytes(leafA, leafB)) return false
  return (
    isSideProven(proof, proof.a, leafA, proof.pathA, pens) &&
    isSideProven(proof, proof.b, leafB, proof.pathB, pens)
  )
}

function isSideProven(
  proof: ForkProof,
  note: string,
  leaf: Hash,
  path: readonly string[],
  pens: readonly PublicKey[],
): boolean {
  const checkpoint = parseCheckpoint(utf8(note))
  const hashes = path.map((text) => base64ToBytes(text) ?? new Uint8Array())
  if (!checkpoint.ok || checkpoint.value.book !== proof.book) return false
  if (!pens.some((pen) => isSignedByPen(checkpoint.value, pen))) return false
  if (hashes.length > maxPath || hashes.some((hash) => hash.length !== 32)) return false
  return isIncluded(leaf, proof.seq, checkpoint.value.size, hashes, checkpoint.value.root)
}
