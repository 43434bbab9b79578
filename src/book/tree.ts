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
import { concat, concatAll } from '../kernel/encoding.ts'
import { type Hash, type Hashes, hashBytes, mergeHashesAt, nodeHash } from './hash.ts'

export interface CompactRange {
  readonly size: number
  /** One hash for each set bit of `size`, largest subtree first. */
  readonly hashes: readonly Hash[]
}

/** A safe integer has at most 53 bits, and one more leaf is there until it is merged. */
const maxPeaks = 54

export const emptyRange: CompactRange = { size: 0, hashes: [] }

/** Told of every subtree completed whose height is a multiple of 8: what tiles above level 0 are made of. */
export type OnTileHash = (level: number, hash: Hash) => void

/** The range after `leaves` (leaf hashes, in order: an array, or one after another as in a tile). */
export function extendRange(
  range: CompactRange,
  leaves: readonly Hash[] | Hashes,
  onTileHash?: OnTileHash,
): CompactRange {
  const added = leaves instanceof Uint8Array ? leaves : concatAll(leaves)
  const peaks = concat(...range.hashes, new Uint8Array(maxPeaks * hashBytes))
  let [size, end] = [range.size, range.hashes.length * hashBytes]
  for (let at = 0; at < added.length; at += hashBytes) {
    peaks.set(added.subarray(at, at + hashBytes), end)
    let height = 0
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      end -= hashBytes
      mergeHashesAt(peaks, end)
      height += 1
      if (height % 8 === 0) onTileHash?.(height / 8, peaks.slice(end, end + hashBytes))
    }
    end += hashBytes
    size += 1
  }
  return { size, hashes: toHashes(peaks.subarray(0, end)) }
}

/** Hashes one after another as so many arrays of their own. */
export const toHashes = (bytes: Hashes): Hash[] =>
  Array.from({ length: bytes.length / hashBytes }, (_, at) =>
    Uint8Array.prototype.slice.call(bytes, at * hashBytes, (at + 1) * hashBytes),
  )

/** The tree's root (RFC 6962 MTH). The empty tree has none: a book has at least its founding entry. */
export function rootOf(range: CompactRange): Hash {
  const [last, ...larger] = range.hashes.toReversed()
  if (last === undefined) throw new Error('an empty tree has no root')
  return larger.reduce((right, left) => nodeHash(left, right), last)
}
