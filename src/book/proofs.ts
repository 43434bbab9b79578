/**
 * Inclusion and consistency proofs, made and verified (RFC 6962 section 2.1.1 and 2.1.2, RFC 9162 section 2.1.3.2 and
 * 2.1.4.2). Making one asks for the hashes of full subtrees, so it reads O(log n) of them from wherever they are kept.
 */
import { equalBytes } from '../kernel/encoding.ts'
import { type Hash, nodeHash } from './hash.ts'

/** The hash of the full subtree over leaves `[start, start + 2^height)`, `start` a multiple of `2^height`. */
export type SubtreeHash = (start: number, height: number) => Hash

/** The largest power of two below `size` (RFC 6962's k); `size` is at least 2. */
function split(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

/** The exponent of a power of two, or undefined. */
function exponentOf(size: number): number | undefined {
  let [power, exponent] = [1, 0]
  while (power < size) [power, exponent] = [power * 2, exponent + 1]
  return power === size ? exponent : undefined
}

/** RFC 6962 MTH over leaves `[start, start + size)`, `start` a multiple of the largest power of two in `size`. */
function hashOf(start: number, size: number, subtree: SubtreeHash): Hash {
  const height = exponentOf(size)
  if (height !== undefined) return subtree(start, height)
  const left = split(size)
  return nodeHash(hashOf(start, left, subtree), hashOf(start + left, size - left, subtree))
}

/** The root of the first `size` leaves. */
export const rootFrom = (size: number, subtree: SubtreeHash): Hash => hashOf(0, size, subtree)

/** PATH(seq, D[size]), leaf side first; `0 <= seq < size`. */
export function inclusionProof(seq: number, size: number, subtree: SubtreeHash): Hash[] {
  const walk = (start: number, width: number): Hash[] => {
    if (width === 1) return []
    const left = split(width)
    return seq < start + left
      ? [...walk(start, left), hashOf(start + left, width - left, subtree)]
      : [...walk(start + left, width - left), hashOf(start, left, subtree)]
  }
  return walk(0, size)
}

/** PROOF(from, D[size]); `1 <= from <= size`. */
export function consistencyProof(from: number, size: number, subtree: SubtreeHash): Hash[] {
  const walk = (known: number, start: number, width: number, isWhole: boolean): Hash[] => {
    if (known === width) return isWhole ? [] : [hashOf(start, width, subtree)]
    const left = split(width)
    return known <= left
      ? [...walk(known, start, left, isWhole), hashOf(start + left, width - left, subtree)]
      : [...walk(known - left, start + left, width - left, false), hashOf(start, left, subtree)]
  }
  return from === size ? [] : walk(from, 0, size, true)
}

const isHash = (bytes: Uint8Array): boolean => bytes.length === 32

/** Whether `path` shows `leaf` at `seq` under `root` of a tree of `size`. */
export function isIncluded(
  leaf: Hash,
  seq: number,
  size: number,
  path: readonly Hash[],
  root: Hash,
): boolean {
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(size) || seq < 0 || seq >= size) return false
  if (![leaf, root, ...path].every(isHash)) return false
  let [node, last, hash] = [seq, size - 1, leaf]
  for (const sibling of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash)
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)]
    } else hash = nodeHash(hash, sibling)
    ;[node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
  }
  return last === 0 && equalBytes(hash, root)
}

/** Whether `path` shows that the tree of `size` and `root` extends the tree of `from` and `fromRoot`. */
export function isConsistent(
  from: number,
  fromRoot: Hash,
  size: number,
  root: Hash,
  path: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(size) || from < 1 || from > size) return false
  if (from === size) return path.length === 0 && equalBytes(fromRoot, root)
  if (![fromRoot, root, ...path].every(isHash)) return false
  const [first, ...rest] = exponentOf(from) !== undefined ? [fromRoot, ...path] : path
  if (first === undefined) return false
  let [node, last] = [from - 1, size - 1]
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
  let [older, newer] = [first, first]
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      older = nodeHash(sibling, older)
      newer = nodeHash(sibling, newer)
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)]
    } else newer = nodeHash(newer, sibling)
    ;[node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
  }
  return last === 0 && equalBytes(older, fromRoot) && equalBytes(newer, root)
}
