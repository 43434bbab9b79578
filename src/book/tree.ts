/**
 * The Merkle tree of RFC 6962 section 2.1, kept as a compact range: the roots of the full subtrees that a size is the
 * sum of, largest first (one for each set bit of the size).
 *
 * Invariants
 * 1. Extending costs amortised two hashes an entry; nothing is read back.
 * 2. A range's value depends only on the leaves, never on how they were grouped into extensions.
 *
 * Deliberately absent: storage of hashes (archive/), proofs (proofs.ts).
 */
import { type Hash, nodeHash } from './hash.ts'

export interface CompactRange {
  readonly size: number
  /** One hash for each set bit of `size`, largest subtree first. */
  readonly hashes: readonly Hash[]
}

export const emptyRange: CompactRange = { size: 0, hashes: [] }

/** Told of every subtree completed whose height is a multiple of 8: what tiles above level 0 are made of. */
export type OnTileHash = (level: number, hash: Hash) => void

/** The range after `leaves` (leaf hashes, in order). */
export function extendRange(
  range: CompactRange,
  leaves: readonly Hash[],
  onTileHash?: OnTileHash,
): CompactRange {
  const hashes = [...range.hashes]
  let size = range.size
  for (const leaf of leaves) {
    let [merged, height] = [leaf, 0]
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      merged = nodeHash(hashes.pop() ?? merged, merged)
      height += 1
      if (height % 8 === 0) onTileHash?.(height / 8, merged)
    }
    hashes.push(merged)
    size += 1
  }
  return { size, hashes }
}

/** The tree's root (RFC 6962 MTH). The empty tree has none: a book has at least its founding entry. */
export function rootOf(range: CompactRange): Hash {
  const [last, ...larger] = range.hashes.toReversed()
  if (last === undefined) throw new Error('an empty tree has no root')
  return larger.reduce((right, left) => nodeHash(left, right), last)
}
