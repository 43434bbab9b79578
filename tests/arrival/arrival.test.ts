/**
 * The story's books come to a fresh node whole or in parts, twice, in any order: what it shows in the end is always the
 * same, and the same again after `apachita views rebuild`. APACHITA_ARRIVALS=500 delivers them five hundred times, without
 * a limit of time; APACHITA_SEED=… repeats a run.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BoardView } from '../../src/federation/views.ts'
import { sharedBoard } from '../../src/federation/board-query.ts'
import { takeIn } from '../../src/node/take-in.ts'
import { emptyManifest, inChunks, packOf, partFrames } from '../../src/testing/packs.ts'
import { seedOfRun } from '../crash/chance.ts'
import { statesOf } from '../support/states.ts'
import { Nodes, type TestNode } from '../support/test-node.ts'
import { type Arrival, type Part, anyArrival } from './deliveries.ts'
import { type StoryBooks, writeStoryBooks } from './story-books.ts'

const arrivals = process.env['APACHITA_ARRIVALS']
const seed = seedOfRun()
/** No delivery begins after it, but the fewest. */
const limitMs = 9_000
const fewest = 3

let story: StoryBooks
let nodes = new Nodes()
let expected: Awaited<ReturnType<typeof shown>>

beforeAll(async () => {
  story = await writeStoryBooks()
  const node = await freshNode()
  for (const book of story.books) await deliver(node, [{ book, from: 0, to: lastOf(book) }])
  expected = await shown(node)
})
afterAll(() => nodes.close())

const lastOf = (book: string): number => story.signedOf({ book }).at(-1)?.size ?? 0

async function freshNode(): Promise<TestNode> {
  const node = await nodes.open('Nodo nuevo', 'PE')
  await node.did('book.follow', { book: story.alliance })
  return node
}

const shown = async ({ node }: TestNode) => ({
  dump: node.views.dump(),
  states: await statesOf(node),
  board: sharedBoard(node.views.db, { book: story.alliance, seq: story.motion }) as BoardView | undefined,
})

/** Gives a node one pack, and returns the parts refused because what goes before them has not come. */
async function deliver(node: TestNode, parts: readonly Part[]): Promise<Part[]> {
  const frames = []
  for (const { book, from, to } of parts) frames.push(...(await partFrames(story, { book }, from, to)))
  const pack = await packOf([emptyManifest, ...frames])
  const { refused } = await takeIn(node.node, inChunks(pack, 65_536), {
    via: 'carried',
    source: 'a stick',
    node: null,
  })
  expect(refused.map(({ refusal }) => refusal.type).filter((type) => type !== 'gap')).toEqual([])
  const again = new Set(refused.map(({ book }) => book))
  return parts.filter(({ book }) => again.has(book))
}

/** What was refused for a gap is sent again after the rest, as a sender would. Every round must bring something on. */
async function deliverAll(node: TestNode, { packs, isRebuiltBefore }: Arrival): Promise<number> {
  let count = 0
  for (let waiting = packs; waiting.length > 0;) {
    const before = Object.values(await node.sizes()).reduce((sum, size) => sum + size, 0)
    const again: Part[][] = []
    for (const pack of waiting) {
      if (isRebuiltBefore[count % 40] === true && count % 8 === 0) await node.did('views.rebuild')
      again.push(await deliver(node, pack))
      count += 1
    }
    waiting = again.filter((pack) => pack.length > 0)
    const after = Object.values(await node.sizes()).reduce((sum, size) => sum + size, 0)
    if (waiting.length > 0) expect(after).toBeGreaterThan(before)
  }
  return count
}

describe("the story's books", () => {
  test('are 57, each cut at every checkpoint its pen signed, and two of them change hands', async () => {
    expect(story.books).toHaveLength(57)
    const signed = story.books.map((book) => story.signedOf({ book }))
    const records = await story.archive.books()
    expect(signed.map((one) => one.at(-1)?.size)).toEqual(records.map(({ size }) => size))
    expect(signed.flat().filter(({ isHandover }) => isHandover)).toHaveLength(2)
    const written = 57 + 56 + 56 + 2 + 50 + 2
    expect(signed.flat()).toHaveLength(written)
    expect(expected.board).toMatchObject({ entitled: 56, heard: 50, outcome: 'carried' })
  })

  test(
    'fold to the same on a fresh node, in whatever parts, order and number they come, and again when rebuilt',
    async () => {
      let [delivered, packs] = [0, 0]
      const end = arrivals === undefined ? performance.now() + limitMs : Number.POSITIVE_INFINITY
      await fc.assert(
        fc.asyncProperty(anyArrival(story), async (arrival) => {
          if (delivered >= fewest && performance.now() > end) return
          const node = await freshNode()
          packs += await deliverAll(node, arrival)
          expect(await shown(node)).toEqual(expected)
          await node.did('views.rebuild')
          expect(await shown(node)).toEqual(expected)
          await nodes.close()
          nodes = new Nodes()
          delivered += 1
        }),
        { seed, numRuns: Number(arrivals ?? 50) },
      )
      process.stdout.write(`arrival: seed ${seed}, delivered ${delivered} times in ${packs} packs\n`)
      expect(delivered).toBeGreaterThanOrEqual(Math.min(fewest, Number(arrivals ?? fewest)))
    },
    120_000 + Number(arrivals ?? 0) * 10_000,
  )
})
