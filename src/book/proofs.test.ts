import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../kernel/encoding.ts'
import { hexOf } from '../testing/keys.ts'
import { type Hash, leafHash } from './hash.ts'
import { consistencyProof, inclusionProof, isConsistent, isIncluded, rootFrom } from './proofs.ts'
import { emptyRange, extendRange, rootOf } from './tree.ts'

const leaves = Array.from({ length: 300 }, (_, at) => leafHash(utf8(`entry ${at}`)))
const rootAt = (size: number) => rootOf(extendRange(emptyRange, leaves.slice(0, size)))
const subtree = (start: number, height: number): Hash =>
  rootOf(extendRange(emptyRange, leaves.slice(start, start + 2 ** height)))
const leafAt = (seq: number): Hash => leaves[seq] ?? new Uint8Array()

const size = fc.integer({ min: 1, max: 300 })
const sizeAndSeq = size.chain((of) => fc.tuple(fc.constant(of), fc.nat({ max: of - 1 })))
const twoSizes = fc.tuple(size, size).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)

const spoil = (hash: Hash): Hash => hash.map((byte, at) => (at === 0 ? byte ^ 1 : byte))

test('a root asked from subtrees is the root', () => {
  fc.assert(
    fc.property(size, (of) => {
      expect(hexOf(rootFrom(of, subtree))).toBe(hexOf(rootAt(of)))
    }),
  )
})

describe('P1: inclusion', () => {
  test('a proof made here holds for its leaf, place, size and root, and for no other', () => {
    fc.assert(
      fc.property(sizeAndSeq, fc.nat(), ([of, seq], chance) => {
        const path = inclusionProof(seq, of, subtree)
        const root = rootAt(of)
        expect(isIncluded(leafAt(seq), seq, of, path, root)).toBe(true)
        expect(isIncluded(spoil(leafAt(seq)), seq, of, path, root)).toBe(false)
        expect(isIncluded(leafAt(seq), seq, of, path, spoil(root))).toBe(false)
        expect(isIncluded(leafAt(seq), seq, of, [...path, root], root)).toBe(false)
        if (path.length > 0) {
          const at = chance % path.length
          expect(isIncluded(leafAt(seq), seq, of, path.slice(1), root)).toBe(false)
          const spoilt = path.map((hash, place) => (place === at ? spoil(hash) : hash))
          expect(isIncluded(leafAt(seq), seq, of, spoilt, root)).toBe(false)
        }
        const other = chance % of
        if (other !== seq) expect(isIncluded(leafAt(seq), other, of, path, root)).toBe(false)
      }),
    )
  })

  test('places outside the tree, and sizes that are no numbers, hold nothing', () => {
    const root = rootAt(1)
    for (const [seq, of] of [
      [1, 1],
      [-1, 1],
      [0, 0],
      [0.5, 1],
      [Number.NaN, 1],
      [0, Number.POSITIVE_INFINITY],
    ] as const) {
      expect(isIncluded(leafAt(0), seq, of, [], root)).toBe(false)
    }
  })
})

describe('P1: consistency', () => {
  test('a proof made here shows the extension, and nothing else', () => {
    fc.assert(
      fc.property(twoSizes, fc.nat(), ([from, to], chance) => {
        const path = consistencyProof(from, to, subtree)
        const [older, newer] = [rootAt(from), rootAt(to)]
        expect(isConsistent(from, older, to, newer, path)).toBe(true)
        expect(isConsistent(from, spoil(older), to, newer, path)).toBe(false)
        expect(isConsistent(from, older, to, spoil(newer), path)).toBe(false)
        expect(isConsistent(from, older, to, newer, [...path, newer])).toBe(false)
        if (from !== to) expect(isConsistent(to, newer, from, older, path)).toBe(false)
        if (path.length > 0) {
          const at = chance % path.length
          const spoilt = path.map((hash, place) => (place === at ? spoil(hash) : hash))
          expect(isConsistent(from, older, to, newer, spoilt)).toBe(false)
          expect(isConsistent(from, older, to, newer, path.slice(0, -1))).toBe(false)
        }
      }),
    )
  })

  test('nothing extends a book of no entries, and no size extends a larger one', () => {
    expect(isConsistent(0, rootAt(1), 1, rootAt(1), [])).toBe(false)
    expect(isConsistent(2, rootAt(2), 1, rootAt(1), [])).toBe(false)
    expect(isConsistent(1, rootAt(1), 2, rootAt(2), [])).toBe(false)
    expect(isConsistent(3, rootAt(3), 3, rootAt(4), [])).toBe(false)
  })
})

describe('P1: a path is of hashes of 32 bytes', () => {
  const path = inclusionProof(1, 4, subtree)
  const root = rootAt(4)

  test('a left sibling with bytes added proves nothing', () => {
    const longer = path.map((hash) => new Uint8Array([...hash, 0]))
    expect(isIncluded(leafAt(1), 1, 4, [longer[0] ?? root, ...path.slice(1)], root)).toBe(false)
  })

  test('an empty sibling does not stand for the one hashed before', () => {
    expect(isIncluded(leafAt(0), 0, 2, [leafAt(1)], rootAt(2))).toBe(true)
    expect(isIncluded(leafAt(0), 0, 2, [new Uint8Array()], rootAt(2))).toBe(false)
  })

  test('a right sibling with bytes added is refused, not run into', () => {
    expect(isIncluded(leafAt(0), 0, 2, [new Uint8Array(33)], rootAt(2))).toBe(false)
  })
})
