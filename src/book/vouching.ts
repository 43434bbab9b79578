/**
 * A witness's word for one of two histories (rule P3), and which of them a book's witnesses vouch for (rule P4).
 *
 * Invariants
 * 1. A word is its witness's cosignature on a head, and an inclusion proof of the leaf that this head has where the
 *    histories part: it says the same whoever carries it, and needs no entry.
 * 2. At most one history is ever vouched for: a witness with words for two counts for none, so those that count for one
 *    and for another are different witnesses.
 */
import { base64ToBytes } from '../kernel/encoding.ts'
import { unsignedCheckpoint } from './checkpoint.ts'
import { cosignedWithAt, maxCosignatureLength } from './cosignature.ts'
import type { PublicKey } from './ed25519.ts'
import { type BookId, type Json, type JsonObject, isBytes, isSeq } from './entry.ts'
import { isPathText } from './fork.ts'
import { type NodeId, isNodeId } from './node-key.ts'
import { isIncluded } from './proofs.ts'

/** In JSON: `line` is the cosignature's line in a note, hashes are base64. */
export interface Vouching {
  readonly witness: NodeId
  readonly size: number
  readonly root: string
  readonly line: string
  readonly leaf: string
  readonly path: readonly string[]
}

/** Of one witness at one fork: with two words for different leaves it counts for none. */
export const maxWordsOfOne = 2

/** Who a book's witnesses are: how many its charter names, and the cosigning keys of those it has admitted. */
export interface Witnesses {
  readonly named: number
  readonly keys: ReadonlyMap<NodeId, PublicKey>
}

export const noWitnesses: Witnesses = { named: 0, keys: new Map() }

/** A word from parsed JSON, if it has the form of one; `isVouching` says whether it holds. */
export function toVouching(value: unknown): Vouching | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { witness, size, root, line, leaf, path } = value as Json & JsonObject
  const isFormed =
    isNodeId(witness) &&
    isSeq(size) &&
    typeof line === 'string' &&
    line.length <= maxCosignatureLength &&
    [root, leaf].every((hash) => isBytes(hash, 32)) &&
    isPathText(path)
  return isFormed ? ({ witness, size, root, line, leaf, path } as unknown as Vouching) : undefined
}

/** Whether a word on the history that has `leaf` at `seq` is that of a witness. */
export function isVouching(
  book: BookId,
  seq: number,
  { witness, size, root, line, leaf, path }: Vouching,
  { keys }: Witnesses,
): boolean {
  const key = keys.get(witness)
  const [rootHash, leafHash, ...hashes] = [root, leaf, ...path].map((text) => base64ToBytes(text))
  if (key === undefined || rootHash === undefined || leafHash === undefined) return false
  const known = hashes.filter((hash) => hash !== undefined)
  if (known.length < hashes.length || !isIncluded(leafHash, seq, size, known, rootHash)) return false
  return cosignedWithAt(unsignedCheckpoint({ book, size, root: rootHash }), line, witness, key) !== undefined
}

/** How many witnesses count for each leaf; the words are sound (`isVouching`). */
export function countedFor(vouchings: readonly Pick<Vouching, 'witness' | 'leaf'>[]): Map<string, number> {
  const said = new Map<NodeId, Set<string>>()
  for (const { witness, leaf } of vouchings) said.set(witness, (said.get(witness) ?? new Set()).add(leaf))
  const counted = new Map<string, number>()
  for (const leaves of said.values()) {
    const [leaf = ''] = leaves
    if (leaves.size === 1) counted.set(leaf, (counted.get(leaf) ?? 0) + 1)
  }
  return counted
}

/** How many of a charter's witnesses are two thirds of them, exactly; 0 of none, who vouch for nothing. */
export const twoThirdsOfWitnesses = (named: number): number => Math.ceil((2 * named) / 3)

/** Whether so many of a charter's witnesses are two thirds of them: exactly; of none nothing is. */
export const isTwoThirds = (count: number, named: number): boolean =>
  named > 0 && count >= twoThirdsOfWitnesses(named)

/** The leaf of the history that the witnesses vouch for, or undefined: none, or not enough of them. */
export function vouchedLeaf(
  vouchings: readonly Pick<Vouching, 'witness' | 'leaf'>[],
  { named }: Witnesses,
): string | undefined {
  return [...countedFor(vouchings)].find(([, count]) => isTwoThirds(count, named))?.[0]
}
