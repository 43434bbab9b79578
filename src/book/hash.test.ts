import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leafHash, nodeHash } from './hash.ts'

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('E5, B2: leaves and nodes are hashed under different prefixes', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), hash, hash, (entry, left, right) => {
      expect(hex(leafHash(entry))).toBe(sha256(new Uint8Array([0]), entry))
      expect(hex(nodeHash(left, right))).toBe(sha256(new Uint8Array([1]), left, right))
    }),
  )
})

test('the largest entry can be hashed', () => {
  const entry = new Uint8Array(65_535).fill(1)
  expect(hex(leafHash(entry))).toBe(sha256(new Uint8Array([0]), entry))
})
