/** Passphrases: what one may be, and what is made of it (argon2id, RFC 9106). */
import { foldName } from '../../kernel/names.ts'
import type { Refusal } from '../../kernel/result.ts'
import { commonPassphrases } from './common-passphrases.ts'

/** How much work a guess costs. Kept with each account, so that it can be raised for new ones. */
export interface Stretching {
  readonly memoryKib: number
  readonly passes: number
}

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, one lane. */
export const usualStretching: Stretching = { memoryKib: 19_456, passes: 2 }

/** The library's number for it. */
const argon2id = 2

/** OWASP ASVS 4.0.3, 2.1.1 and 2.1.2. */
const leastCharacters = 12
const mostCharacters = 128

/** What everybody tries here; a passphrase that begins with one and adds little is no better. */
const beginnings =
  `password passw0rd contraseña contrasena qwertyuiop 1234567890 0123456789 9876543210 abcdefghij
  iloveyou bienvenido bienvenidos apachita secretaria secretario comunidad bolivia chile peru administrador administrator`.split(
    /\s+/,
  )

/** Why a passphrase cannot be one, or undefined. Its length and what everybody guesses are all that is asked. */
export function passphraseFault(passphrase: string, accountName: string): Refusal | undefined {
  const text = passphrase.normalize('NFKC')
  const length = [...text.replace(/\s+/g, ' ').trim()].length
  if (length < leastCharacters) return { type: 'passphrase-too-short', needed: leastCharacters }
  if ([...text].length > mostCharacters) return { type: 'passphrase-too-long', most: mostCharacters }
  const folded = foldName(text).replace(/[^\p{L}\p{N}]/gu, '')
  const isOneCharacter = new Set(folded).size <= 2
  const isCommon =
    commonPassphrases.has(folded) ||
    beginnings.some((word) => {
      const known = foldName(word)
      return folded.startsWith(known) && folded.length - known.length <= 4
    })
  const isName = folded === foldName(accountName).replace(/[^\p{L}\p{N}]/gu, '')
  return isOneCharacter || isCommon || isName ? { type: 'passphrase-common' } : undefined
}

/** 32 bytes from a passphrase. */
export async function stretch(
  passphrase: string,
  salt: Uint8Array,
  { memoryKib, passes }: Stretching,
): Promise<Uint8Array> {
  // Loaded when somebody first signs in.
  const { hashRaw } = await import('@node-rs/argon2')
  return hashRaw(passphrase.normalize('NFKC'), {
    algorithm: argon2id,
    memoryCost: memoryKib,
    timeCost: passes,
    parallelism: 1,
    outputLen: 32,
    salt,
  })
}
