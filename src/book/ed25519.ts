/**
 * Ed25519 (RFC 8032), strict so that no two nodes split.
 *
 * Invariants
 * 1. A public key is admitted only if its bytes are the canonical encoding of a curve point of large order
 *    (rules K1): node:crypto would accept the identity key, under which any message verifies.
 * 2. Verification is node:crypto's, which is cofactorless and compares R byte for byte (rule K2).
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { base64, base64ToBytes, concat } from '../kernel/encoding.ts'

/** base64 of a public key's 32 bytes: the form in which keys are written in entries and compared. */
export type PublicKey = string

const p = 2n ** 255n - 19n
const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n

/** y coordinates of the points whose order divides 8: orders 4, 1, 2, and two of order 8. */
const smallOrderYs: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  p - 1n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
  p - 2707385501144840649318225287225658788936804267575313519463743609750303402022n,
])

/** The key's base64, or undefined if rule K1 refuses it. About a millisecond: ask once, when a key is admitted. */
export function admitKey(bytes: Uint8Array): PublicKey | undefined {
  if (bytes.length !== 32) return undefined
  const encoded = bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n)
  const y = encoded & (2n ** 255n - 1n)
  if (y >= p || smallOrderYs.has(y) || !isOnCurve(y)) return undefined
  return base64(bytes)
}

/** Whether a text is base64 of a key that rule K1 admits. */
export function isAdmissibleKey(text: string): boolean {
  const known = admissible.get(text)
  if (known !== undefined) return known
  const bytes = base64ToBytes(text)
  const result = bytes !== undefined && admitKey(bytes) !== undefined
  if (admissible.size >= 10_000) admissible.clear()
  admissible.set(text, result)
  return result
}

/** A cache only: the answer depends on nothing but the text. */
const admissible = new Map<string, boolean>()

/** Whether x^2 = (y^2 - 1) / (d y^2 + 1) has a root mod p (Euler's criterion). x = 0 only where y is of small order. */
function isOnCurve(y: bigint): boolean {
  const ySquared = (y * y) % p
  const numerator = (ySquared - 1n + p) % p
  const denominator = (d * ySquared + 1n) % p
  return power((numerator * denominator) % p, (p - 1n) / 2n) === 1n
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let factor = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % p
    factor = (factor * factor) % p
  }
  return result
}

type KeyObject = ReturnType<typeof createPublicKey>

const pkcs8Prefix = base64ToBytes('MC4CAQAwBQYDK2VwBCIEIA==') ?? new Uint8Array()
const keyObjects = new Map<PublicKey, KeyObject>()

/** Whether `signature` over `message` is `key`'s. The key must have been admitted. */
export function isSignedBy(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, message, publicKeyObject(key), signature)
}

function publicKeyObject(key: PublicKey): KeyObject {
  const known = keyObjects.get(key)
  if (known) return known
  const x = key.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')
  const made = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  if (keyObjects.size >= 10_000) keyObjects.clear()
  keyObjects.set(key, made)
  return made
}

/** A private key that signs; its seed stays inside. */
export interface Signer {
  readonly key: PublicKey
  sign(message: Uint8Array): Uint8Array
}

/** The signer of a 32-byte seed (RFC 8032's private key). */
export function signerOf(seed: Uint8Array): Signer {
  const encoded = base64(concat(pkcs8Prefix, seed))
  const privateKey = createPrivateKey(`-----BEGIN PRIVATE KEY-----\n${encoded}\n-----END PRIVATE KEY-----`)
  const x = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? ''
  const key = x.replaceAll('-', '+').replaceAll('_', '/').padEnd(44, '=')
  return { key, sign: (message) => sign(null, message, privateKey) }
}
