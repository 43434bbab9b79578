/**
 * RFC 6962 section 2.1 by definition, over the whole list every time; proofs are verified as RFC 9162 sections
 * 2.1.3.2 and 2.1.4.2 say. Trees here are lists of leaf hashes.
 */
import { createHash } from 'node:crypto'
import { concat, equalBytes } from './base.ts'

/** SHA-256. */
export function sha256(...parts: (Uint8Array | string)[]): Uint8Array {
  return Uint8Array.from(
    createHash('sha256')
      .update(concat(...parts))
      .digest(),
  )
}

/** RFC 6962 section 2.1: the hash of a leaf, which is E5 of docs/formats.md. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(Uint8Array.of(0), entry)
}

/** RFC 6962 section 2.1: the hash of an inner node. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(Uint8Array.of(1), left, right)
}

/** The largest power of two smaller than n, for n > 1. */
export function splitPoint(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** MTH(D[n]) of RFC 6962 section 2.1, D being given by its leaf hashes. */
export function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (first === undefined) return sha256()
  if (leaves.length === 1) return first
  const k = splitPoint(leaves.length)
  return nodeHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)))
}

/** PATH(m, D[n]) of RFC 6962 section 2.1.1, for 0 <= m < n. */
export function inclusionPath(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  const n = leaves.length
  if (!(m >= 0 && m < n)) throw new RangeError(`no leaf ${m} among ${n}`)
  if (n === 1) return []
  const k = splitPoint(n)
  return m < k
    ? [...inclusionPath(m, leaves.slice(0, k)), treeHash(leaves.slice(k))]
    : [...inclusionPath(m - k, leaves.slice(k)), treeHash(leaves.slice(0, k))]
}

/** PROOF(m, D[n]) of RFC 6962 section 2.1.2, for 0 < m <= n. */
export function consistencyProof(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (!(m > 0 && m <= leaves.length)) throw new RangeError(`no prefix ${m} of ${leaves.length}`)
  return subProof(m, leaves, true)
}

/** SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2. */
function subProof(m: number, leaves: readonly Uint8Array[], isKnown: boolean): Uint8Array[] {
  const n = leaves.length
  if (m === n) return isKnown ? [] : [treeHash(leaves)]
  const k = splitPoint(n)
  return m <= k
    ? [...subProof(m, leaves.slice(0, k), isKnown), treeHash(leaves.slice(k))]
    : [...subProof(m - k, leaves.slice(k), false), treeHash(leaves.slice(0, k))]
}

/** What an inclusion proof claims. */
export type Inclusion = {
  leafHash: Uint8Array
  index: number
  size: number
  path: readonly Uint8Array[]
  root: Uint8Array
}

/** P1: a hash is 32 bytes; else 31 and 33 of them could stand for twice 32. */
const areHashes = (values: readonly Uint8Array[]): boolean => values.every((value) => value.length === 32)
const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0
const isOdd = (n: number): boolean => n % 2 === 1
const half = (n: number): number => Math.floor(n / 2)

/** RFC 9162 section 2.1.3.2. */
export function verifyInclusion(claim: Inclusion): boolean {
  if (!isCount(claim.index) || !isCount(claim.size) || claim.index >= claim.size) return false
  if (!areHashes([claim.leafHash, ...claim.path])) return false
  let fn = claim.index
  let sn = claim.size - 1
  let r = claim.leafHash
  for (const p of claim.path) {
    if (sn === 0) return false
    if (isOdd(fn) || fn === sn) {
      r = nodeHash(p, r)
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      r = nodeHash(r, p)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && equalBytes(r, claim.root)
}

/** What a consistency proof claims. */
export type Consistency = {
  size1: number
  size2: number
  root1: Uint8Array
  root2: Uint8Array
  proof: readonly Uint8Array[]
}

/** RFC 9162 section 2.1.4.2, and for equal sizes from 1: equal roots and an empty proof. */
export function verifyConsistency(claim: Consistency): boolean {
  const { size1, size2, root1, root2, proof } = claim
  if (!isCount(size1) || !isCount(size2) || size1 < 1 || size1 > size2) return false
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2)
  if (proof.length === 0 || !areHashes([root1, ...proof])) return false
  const isPowerOfTwo = splitPoint(size1 + 1) === size1
  const [start, ...rest] = isPowerOfTwo ? [root1, ...proof] : proof
  if (start === undefined) return false
  let fn = size1 - 1
  let sn = size2 - 1
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)]
  let fr = start
  let sr = start
  for (const c of rest) {
    if (sn === 0) return false
    if (isOdd(fn) || fn === sn) {
      fr = nodeHash(c, fr)
      sr = nodeHash(c, sr)
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      sr = nodeHash(sr, c)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && equalBytes(fr, root1) && equalBytes(sr, root2)
}
