import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8 } from '../kernel/encoding.ts'
import { hexOf } from '../testing/keys.ts'
import { type Hash, leafHash, nodeHash } from './hash.ts'
import { emptyRange, extendRange, rootOf } from './tree.ts'

/** RFC 6962 section 2.1, word for word. */
function treeHash(leaves: readonly Hash[]): Hash {
  const [only] = leaves
  if (leaves.length === 1 && only !== undefined) return only
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return nodeHash(treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)))
}

const leaves = Array.from({ length: 600 }, (_, at) => leafHash(utf8(`entry ${at}`)))

test('B2: the root is the recursion of RFC 6962, at every size to 130 and around powers of two', () => {
  const sizes = [...Array.from({ length: 130 }, (_, at) => at + 1), 255, 256, 257, 511, 512, 513, 600]
  for (const size of sizes) {
    const range = extendRange(emptyRange, leaves.slice(0, size))
    expect(rootOf(range)).toEqual(treeHash(leaves.slice(0, size)))
    expect(range.hashes).toHaveLength(size.toString(2).replaceAll('0', '').length)
  }
})

test('a range depends on the leaves alone, however they were grouped into extensions', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 6 }), (counts) => {
      let range = emptyRange
      for (const count of counts) range = extendRange(range, leaves.slice(range.size, range.size + count))
      expect(range).toEqual(extendRange(emptyRange, leaves.slice(0, range.size)))
    }),
  )
})

test('every subtree of 256 leaves is told, at its level, in order, once', () => {
  const told: [number, Hash][] = []
  let range = emptyRange
  for (let at = 0; at < 600; at += 100) {
    range = extendRange(range, leaves.slice(at, at + 100), (level, hash) => told.push([level, hash]))
  }
  expect(told).toEqual([
    [1, treeHash(leaves.slice(0, 256))],
    [1, treeHash(leaves.slice(256, 512))],
  ])
})

test('extending does not change the range it starts from', () => {
  const start = extendRange(emptyRange, leaves.slice(0, 3))
  const before = start.hashes.map(hexOf)
  extendRange(start, leaves.slice(3, 9))
  expect([start.size, start.hashes.map(hexOf)]).toEqual([3, before])
})

test('an empty tree has no root: a book has at least its founding', () => {
  expect(() => rootOf(emptyRange)).toThrow('an empty tree has no root')
})
