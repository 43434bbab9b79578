/** RFC 6962 section 2.1 hashing. */
import { hash } from 'node:crypto'

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array

/** SHA-256 (FIPS 180-4). The one-shot form is about twice as fast on small input as a hash object. */
export const sha256 = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'buffer')

const leafScratch = new Uint8Array(1 + 65_535)
const nodeScratch = new Uint8Array(65)
nodeScratch[0] = 1

/** `SHA-256(0x00 || entry)`; the entry is at most 65,535 bytes. */
export function leafHash(entry: Uint8Array): Hash {
  leafScratch.set(entry, 1)
  return sha256(leafScratch.subarray(0, entry.length + 1))
}

/** `SHA-256(0x01 || left || right)`. */
export function nodeHash(left: Hash, right: Hash): Hash {
  nodeScratch.set(left, 1)
  nodeScratch.set(right, 33)
  return sha256(nodeScratch)
}
