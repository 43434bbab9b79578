/** Ways in which books may come to a node: parts cut at any checkpoint, some of them again, in any order, in any packs. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { BookId } from '../../src/book/entry.ts'
import { takeIn } from '../../src/node/take-in.ts'
import { emptyManifest, inChunks, packOf, partFrames } from '../../src/testing/packs.ts'
import type { TestNode } from '../support/test-node.ts'
import type { Signed } from '../../src/testing/world.ts'
import type { WrittenBooks } from './checkpoints.ts'

/** Entries `[from, to)` of a book; `from` is 0 or, as `to`, a size at which its pen signed. */
export interface Part {
  readonly book: BookId
  readonly from: number
  readonly to: number
}

/** Packs, one after the other, each of so many parts; and before which of them the node's views are rebuilt. */
export interface Arrival {
  readonly packs: readonly (readonly Part[])[]
  readonly isRebuiltBefore: readonly boolean[]
}

/** Of all arrivals, whole books are one: no cut anywhere. `maxPack`: so many parts in a pack at most. */
export function anyArrival(story: WrittenBooks, maxPack = 20): fc.Arbitrary<Arrival> {
  const checkpoints = story.books.reduce((sum, book) => sum + story.signedOf({ book }).length, 0)
  const cuts = fc.oneof(
    { weight: 1, arbitrary: fc.constant<boolean[]>([]) },
    { weight: 4, arbitrary: fc.array(fc.boolean(), { minLength: checkpoints, maxLength: checkpoints }) },
  )
  return cuts.chain((isCut) => {
    const parts = partsOf(story, isCut)
    return fc
      .record({ once: shuffled(parts), twice: fc.shuffledSubarray(parts), odd: oddParts(story) })
      .chain(({ once, twice, odd }) =>
        fc
          .record({
            order: shuffled([...once, ...twice, ...odd]),
            sizes: packSizes(maxPack),
            isRebuiltBefore,
          })
          .map(({ order, sizes, isRebuiltBefore: rebuilds }) => ({
            packs: inPacks(order, sizes),
            isRebuiltBefore: rebuilds,
          })),
      )
  })
}

const packSizes = (max: number) =>
  fc.array(fc.integer({ min: Math.ceil(max / 20), max }), { minLength: 1, maxLength: 8 })
const isRebuiltBefore = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 })

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })

/** Every book cut at the checkpoints chosen: the parts together are the whole. */
function partsOf({ books, signedOf }: WrittenBooks, isCut: readonly boolean[]): Part[] {
  let at = 0
  return books.flatMap((book) => {
    const signed = signedOf({ book })
    const stops = signed.filter((_, n) => isCut[at++] === true || n === signed.length - 1)
    return stops.map(({ size: to }, n) => ({ book, from: stops[n - 1]?.size ?? 0, to }))
  })
}

/** Parts that fit no others: from any checkpoint, or the start, to any later one. */
function oddParts({ books, signedOf }: WrittenBooks): fc.Arbitrary<Part[]> {
  const part = fc.constantFrom(...books).chain((book) => {
    const signed = signedOf({ book })
    return fc.tuple(fc.nat({ max: signed.length - 1 }), fc.nat({ max: signed.length - 1 })).map(([a, b]) => {
      const sizeAt = (n: number): number => (signed[n] as Signed).size
      return { book, from: a < b ? sizeAt(a) : 0, to: sizeAt(Math.max(a, b)) }
    })
  })
  return fc.array(part, { maxLength: 60 })
}

function inPacks(parts: readonly Part[], sizes: readonly number[]): Part[][] {
  const packs: Part[][] = []
  for (let at = 0; at < parts.length;) {
    const size = sizes[packs.length % sizes.length] ?? 1
    packs.push(parts.slice(at, at + size))
    at += size
  }
  return packs
}

/** Gives a node one pack, and returns the parts refused because what goes before them has not come. */
export async function deliver(
  written: WrittenBooks,
  node: TestNode,
  parts: readonly Part[],
  expectedRefusals: readonly string[] = ['gap'],
): Promise<Part[]> {
  const frames = []
  for (const { book, from, to } of parts) frames.push(...(await partFrames(written, { book }, from, to)))
  const pack = await packOf([emptyManifest, ...frames])
  const { refused } = await takeIn(node.node, inChunks(pack, 65_536), {
    via: 'carried',
    source: 'a stick',
    node: null,
  })
  expect(
    refused.map(({ refusal }) => refusal.type).filter((type) => !expectedRefusals.includes(type)),
  ).toEqual([])
  const again = new Set(refused.filter(({ refusal }) => refusal.type === 'gap').map(({ book }) => book))
  return parts.filter(({ book }) => again.has(book))
}

/** What was refused for a gap is sent again after the rest, as a sender would. Every round must bring something on. */
export async function deliverAll(
  written: WrittenBooks,
  node: TestNode,
  { packs, isRebuiltBefore }: Arrival,
  expectedRefusals?: readonly string[],
): Promise<number> {
  let count = 0
  for (let waiting = packs; waiting.length > 0;) {
    const before = Object.values(await node.sizes()).reduce((sum, size) => sum + size, 0)
    const again: Part[][] = []
    for (const pack of waiting) {
      if (isRebuiltBefore[count % 40] === true && count % 8 === 0) await node.did('views.rebuild')
      again.push(await deliver(written, node, pack, expectedRefusals))
      count += 1
    }
    waiting = again.filter((pack) => pack.length > 0)
    const after = Object.values(await node.sizes()).reduce((sum, size) => sum + size, 0)
    if (waiting.length > 0) expect(after).toBeGreaterThan(before)
  }
  return count
}
