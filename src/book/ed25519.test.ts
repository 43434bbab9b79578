import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64, base64ToBytes, concat, utf8 } from '../kernel/encoding.ts'
import { seedNamed, signerNamed } from '../testing/keys.ts'
import { admitKey, isAdmissibleKey, isSignedBy, signerOf } from './ed25519.ts'

const signer = signerNamed('signer')
const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n

const smallOrder = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]

/** RFC 8032's curve: C2SP/CCTV prints them; y of the first two and of the last two add up to p. */
const orderEight = [
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
]

const notCanonical = [
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
]

describe('K1: which keys are admitted', () => {
  test('keys that signers have', () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const bytes = base64ToBytes(signerNamed(name).key) ?? new Uint8Array()
      expect(admitKey(bytes)).toBe(signerNamed(name).key)
    }
  })

  test.each(smallOrder)('the point of small order %s is refused', (hex) => {
    expect(admitKey(fromHex(hex))).toBeUndefined()
    expect(isAdmissibleKey(base64(fromHex(hex)))).toBe(false)
  })

  test.each(orderEight)('the point of order 8 %s is refused', (hex) => {
    expect(admitKey(fromHex(hex))).toBeUndefined()
  })

  test.each(notCanonical)('the encoding %s is not canonical', (hex) => {
    expect(admitKey(fromHex(hex))).toBeUndefined()
  })

  test('a y without a point is refused', () => {
    expect(admitKey(fromHex(`02${'00'.repeat(31)}`))).toBeUndefined()
  })

  test('31 and 33 bytes are no key, nor is text that is no base64 of 32', () => {
    const bytes = base64ToBytes(signer.key) ?? new Uint8Array()
    expect(admitKey(bytes.slice(1))).toBeUndefined()
    expect(admitKey(concat(bytes, new Uint8Array(1)))).toBeUndefined()
    for (const text of ['', 'no key', signer.key.slice(0, -1), `${signer.key}AAAA`]) {
      expect(isAdmissibleKey(text)).toBe(false)
    }
  })
})

describe('K2: which signatures hold', () => {
  const message = utf8('acta')
  const signature = signer.sign(message)

  test('the seed gives the key that RFC 8032 section 7.1 prints', () => {
    const seed = fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
    const key = fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
    expect(signerOf(seed).key).toBe(base64(key))
    expect(signerOf(seedNamed('signer')).key).toBe(signer.key)
  })

  test('what was signed holds, under that key and for that message alone', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.nat({ max: 63 }),
        fc.integer({ min: 1, max: 255 }),
        (text, at, flip) => {
          const signed = signer.sign(text)
          expect(isSignedBy(signer.key, text, signed)).toBe(true)
          expect(isSignedBy(signerNamed('another').key, text, signed)).toBe(false)
          expect(isSignedBy(signer.key, concat(text, new Uint8Array(1)), signed)).toBe(false)
          const spoilt = Uint8Array.from(signed)
          spoilt[at] = (spoilt[at] ?? 0) ^ flip
          expect(isSignedBy(signer.key, text, spoilt)).toBe(false)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('S + L is another text of the same signature, and refused', () => {
    const s =
      signature.slice(32).reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n) + groupOrder
    const bytes = Uint8Array.from({ length: 32 }, (_, at) => Number((s >> BigInt(8 * at)) & 255n))
    expect(isSignedBy(signer.key, message, concat(signature.slice(0, 32), bytes))).toBe(false)
  })

  test('63 and 65 bytes are no signature', () => {
    expect(isSignedBy(signer.key, message, signature.slice(1))).toBe(false)
    expect(isSignedBy(signer.key, message, concat(signature, new Uint8Array(1)))).toBe(false)
  })
})
