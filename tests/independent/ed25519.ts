/**
 * Ed25519 as RFC 8032 section 5.1 prints it, in BigInt: slow, not in constant time, for tests only.
 * K1 and K2 of docs/formats.md.
 */
import { createHash } from 'node:crypto'
import { concat, equalBytes } from './base.ts'

/** A point of the curve in affine coordinates. */
export type Point = { x: bigint; y: bigint }

const p = 2n ** 255n - 19n
/** The order of the base point (RFC 8032 section 5.1). */
export const L = 2n ** 252n + 27742317777372353535851937790883648493n

const mod = (a: bigint): bigint => ((a % p) + p) % p

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) {
    if (e & 1n) result = mod(result * b)
  }
  return result
}

const inverse = (a: bigint): bigint => power(a, p - 2n)
const d = mod(-121665n * inverse(121666n))
const SQRT_MINUS_ONE = power(2n, (p - 1n) / 4n)
const NEUTRAL: Point = { x: 0n, y: 1n }

/** The number in little-endian bytes. */
function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)
}

function toBytes(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))
}

/** RFC 8032 section 5.1.3, steps 2 and 3: x from y and the sign bit. */
function recoverX(y: bigint, isNegative: boolean): bigint | undefined {
  const u = mod(y * y - 1n)
  const v = mod(d * y * y + 1n)
  const square = mod(u * inverse(v))
  let x = power(square, (p + 3n) / 8n)
  if (mod(x * x) !== square) x = mod(x * SQRT_MINUS_ONE)
  if (mod(x * x) !== square) return undefined
  if (x === 0n && isNegative) return undefined
  return (x & 1n) === (isNegative ? 1n : 0n) ? x : p - x
}

/** RFC 8032 section 5.1.3: the point that 32 bytes encode canonically, or undefined. */
export function decodePoint(bytes: Uint8Array): Point | undefined {
  if (bytes.length !== 32) return undefined
  const value = toNumber(bytes)
  const y = value & (2n ** 255n - 1n)
  if (y >= p) return undefined
  const x = recoverX(y, value >> 255n === 1n)
  return x === undefined ? undefined : { x, y }
}

/** RFC 8032 section 5.1.2. */
export function encodePoint(point: Point): Uint8Array {
  return toBytes(point.y + ((point.x & 1n) << 255n))
}

/** A point with x = X/Z, y = Y/Z, x*y = T/Z (RFC 8032 section 5.1.4). */
type Extended = readonly [X: bigint, Y: bigint, Z: bigint, T: bigint]

function addExtended(one: Extended, two: Extended): Extended {
  const a = mod((one[1] - one[0]) * (two[1] - two[0]))
  const b = mod((one[1] + one[0]) * (two[1] + two[0]))
  const c = mod(one[3] * 2n * d * two[3])
  const zz = mod(one[2] * 2n * two[2])
  const [e, f, g, h] = [b - a, zz - c, zz + c, b + a]
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)]
}

const toExtended = (point: Point): Extended => [point.x, point.y, 1n, mod(point.x * point.y)]

function toAffine(point: Extended): Point {
  const z = inverse(point[2])
  return { x: mod(point[0] * z), y: mod(point[1] * z) }
}

/** The sum of two points. */
export function addPoints(one: Point, two: Point): Point {
  return toAffine(addExtended(toExtended(one), toExtended(two)))
}

/** A multiple of a point, by doubling and adding. */
export function multiplyPoint(factor: bigint, point: Point): Point {
  let sum = toExtended(NEUTRAL)
  let doubled = toExtended(point)
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = addExtended(sum, doubled)
    doubled = addExtended(doubled, doubled)
  }
  return toAffine(sum)
}

/** The base point B (RFC 8032 section 5.1). */
export const B: Point = (() => {
  const y = mod(4n * inverse(5n))
  return { x: recoverX(y, false) ?? 0n, y }
})()

/** Whether the order of a point is 1, 2, 4 or 8. */
export function isSmallOrder(point: Point): boolean {
  const eightfold = multiplyPoint(8n, point)
  return eightfold.x === NEUTRAL.x && eightfold.y === NEUTRAL.y
}

/** K1: whether a public key may be admitted. */
export function isAdmissibleKey(key: Uint8Array): boolean {
  const point = decodePoint(key)
  return point !== undefined && !isSmallOrder(point)
}

const sha512 = (...parts: Uint8Array[]): Uint8Array =>
  createHash('sha512')
    .update(concat(...parts))
    .digest()

/** K2 (RFC 8032 section 5.1.7 without cofactor): a key that is no canonical encoding verifies nothing. */
export function verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const a = decodePoint(key)
  if (a === undefined || signature.length !== 64) return false
  const r = signature.subarray(0, 32)
  const s = toNumber(signature.subarray(32))
  if (s >= L) return false
  const h = toNumber(sha512(r, key, message)) % L
  const minusA: Point = { x: mod(-a.x), y: a.y }
  return equalBytes(encodePoint(addPoints(multiplyPoint(s, B), multiplyPoint(h, minusA))), r)
}

/** RFC 8032 section 5.1.5, steps 1 to 3: the secret scalar and the prefix. */
function expand(seed: Uint8Array): { scalar: bigint; prefix: Uint8Array } {
  const hash = sha512(seed)
  const scalar = (toNumber(hash.subarray(0, 32)) & (2n ** 254n - 8n)) | (2n ** 254n)
  return { scalar, prefix: hash.subarray(32) }
}

/** RFC 8032 section 5.1.5: the public key of a 32-byte private key. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return encodePoint(multiplyPoint(expand(seed).scalar, B))
}

/** RFC 8032 section 5.1.6. */
export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  const { scalar, prefix } = expand(seed)
  const r = toNumber(sha512(prefix, message)) % L
  const encodedR = encodePoint(multiplyPoint(r, B))
  const k = toNumber(sha512(encodedR, publicKeyOf(seed), message)) % L
  return concat(encodedR, toBytes((r + k * scalar) % L))
}
