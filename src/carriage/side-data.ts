/**
 * What lies beside books, as it comes and goes: cosignatures of nodes, and proofs of forks.
 *
 * Invariants
 * 1. Nothing is kept unchecked: a cosignature by the key with which a book held here admitted its node, over the root
 *    this archive has at that size; a fork proof by the book's own pens.
 * 2. Beyond a fork that stops a book cosignatures speak of one side: they are not given as such, but as words for its
 *    history, beside the proof (weigh.ts).
 */
import {
  type Archive,
  type BookRecord,
  type BookSideData,
  type Cosignature,
  type Fork,
  type SideData,
  agreedSize,
} from '../archive/contract.ts'
import { rootAt } from '../archive/subtrees.ts'
import { unsignedCheckpoint } from '../book/checkpoint.ts'
import { cosignedWithAt } from '../book/cosignature.ts'
import type { PublicKey } from '../book/ed25519.ts'
import type { BookId } from '../book/entry.ts'
import { sha256 } from '../book/hash.ts'
import type { NodeId } from '../book/node-key.ts'
import { base32, utf8 } from '../kernel/encoding.ts'
import type { Refusal } from '../kernel/result.ts'

/** The cosigning keys by which a book admitted a node; if it did not, those by which others here did; empty: nobody knows it. */
export type CosignKeys = (witness: NodeId, book: BookId) => readonly PublicKey[]

/** Cosignatures that came for a book: judged when what came with them is folded, which tells whose keys they bear. */
export interface ReceivedCosignatures {
  readonly book: BookId
  readonly cosignatures: readonly Cosignature[]
}

export interface BookRefusal {
  readonly book: BookId
  readonly refusal: Refusal
}

/**
 * Of what lies beside a book, what may go to others: words of nodes that `isKnown`, up to any fork that stops it, and forks
 * up to that one. What lies beyond may be of one side only, and would never be the same on both.
 */
export function sideDataToGive(
  record: BookRecord,
  { cosignatures, forks }: SideData,
  isKnown: (witness: NodeId) => boolean,
): SideData {
  const end = agreedSize(record)
  return {
    cosignatures: cosignatures.filter(({ witness, size }) => size <= end && isKnown(witness)),
    forks: forks.filter(({ proof }) => proof.seq <= end),
  }
}

/** A text that is equal where two nodes have the same side data to give; empty where there is none. */
export function digestOf({
  cosignatures,
  forks,
  submissions = [],
}: SideData & { readonly submissions?: readonly { readonly id: string }[] }): string {
  if (cosignatures.length === 0 && forks.length === 0 && submissions.length === 0) return ''
  const lines = cosignatures.map(({ witness, size }) => `${witness} ${size}`)
  return textDigest([
    ...lines,
    ...submissions.map(({ id }) => `submission ${id}`),
    ...(forks.length === 0 ? ['fork -'] : forks.flatMap(linesOf)),
  ])
}

const linesOf = ({ proof: { seq }, vouchings }: Fork): string[] => [
  `fork ${seq}`,
  ...vouchings.map(({ witness, leaf }) => `word ${seq} ${witness} ${leaf}`),
]

/** Equal where the lines are, in whatever order. */
export const textDigest = (lines: readonly string[]): string =>
  base32(sha256(utf8(lines.toSorted().join('\n')))).slice(0, 26)

/** Keeps those that say more than what is held; how many changes of the archive that made, and what was refused. */
export async function takeCosignatures(
  archive: Archive,
  received: readonly ReceivedCosignatures[],
  keysOf: CosignKeys,
): Promise<{ readonly changes: number; readonly refused: readonly BookRefusal[] }> {
  const sound: BookSideData[] = []
  const refused: BookRefusal[] = []
  for (const { book, cosignatures } of received) {
    const kept: Cosignature[] = []
    for (const cosignature of await newOf(archive, book, cosignatures)) {
      const refusal = await cosignatureRefusal(archive, book, cosignature, keysOf(cosignature.witness, book))
      if (refusal === undefined) kept.push(cosignature)
      else refused.push({ book, refusal })
    }
    sound.push({ book, cosignatures: kept, forks: [] })
  }
  return { changes: await archive.addSideData(sound), refused }
}

/** Those that say more than what is held of their witness. */
async function newOf(
  archive: Archive,
  book: BookId,
  cosignatures: readonly Cosignature[],
): Promise<Cosignature[]> {
  const held = new Map(
    (await archive.sideData(book)).cosignatures.map(({ witness, size }) => [witness, size]),
  )
  return cosignatures.filter(({ witness, size }) => size > (held.get(witness) ?? 0))
}

async function cosignatureRefusal(
  archive: Archive,
  book: BookId,
  { witness, size, line }: Cosignature,
  keys: readonly PublicKey[],
): Promise<Refusal | undefined> {
  const held = (await archive.book(book))?.size ?? 0
  if (size > held) return { type: 'gap', needed: held }
  if (keys.length === 0) return { type: 'witness-unknown', node: witness }
  const checkpoint = unsignedCheckpoint({ book, size, root: await rootAt(archive, book, size) })
  return keys.some((key) => cosignedWithAt(checkpoint, line, witness, key) !== undefined)
    ? undefined
    : { type: 'cosignature-invalid', node: witness }
}
