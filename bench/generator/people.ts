/** Keys and ids of an invented world: the same seed and name always give the same. */
import { type Signer, signerOf } from '../../src/book/ed25519.ts'
import { sha256 } from '../../src/book/hash.ts'
import type { JsonObject } from '../../src/book/entry.ts'
import { nodeIdOf } from '../../src/book/node-key.ts'
import { base32, utf8 } from '../../src/kernel/encoding.ts'

export const countries = ['BO', 'CL', 'PE'] as const

export const signerFor = (seed: string, name: string): Signer =>
  signerOf(sha256(utf8(`apachita bench key ${seed} ${name}`)))

export const personFor = (seed: string, name: string): string =>
  base32(sha256(utf8(`apachita bench person ${seed} ${name}`)).slice(0, 16))

/** `data` of `node.admitted`: one node a country hosts all its bodies. */
export function nodeAdmission(seed: string, country: string): JsonObject {
  const request = signerFor(seed, `node ${country} request`).key
  const cosign = signerFor(seed, `node ${country} cosign`).key
  return { node: nodeIdOf(request), name: `Nodo ${country}`, country, request, cosign }
}
