/** Keys and people of tests: the same name always gives the same key and id. */
import { type Signer, signerOf } from '../book/ed25519.ts'
import type { PersonId } from '../book/entry.ts'
import { sha256 } from '../book/hash.ts'
import { base32, utf8 } from '../kernel/encoding.ts'

const signers = new Map<string, Signer>()

export const seedNamed = (name: string): Uint8Array => sha256(utf8(`apachita test key ${name}`))

export function signerNamed(name: string): Signer {
  const known = signers.get(name)
  if (known !== undefined) return known
  const made = signerOf(seedNamed(name))
  signers.set(name, made)
  return made
}

export const personNamed = (name: string): PersonId =>
  base32(sha256(utf8(`apachita test person ${name}`)).slice(0, 16))

/** Bytes as text to compare, whatever kind of array holds them. */
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
