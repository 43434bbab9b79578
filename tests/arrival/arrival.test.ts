/**
 * The story's books come to a fresh node whole or in parts, twice, in any order: what it shows in the end is always the
 * same, and the same again after `apachita views rebuild`. APACHITA_ARRIVALS=500 delivers them five hundred times, without
 * a limit of time; APACHITA_SEED=… repeats a run.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BoardView } from '../../src/federation/views.ts'
import { sharedBoard } from '../../src/federation/board-query.ts'
import { seedOfRun } from '../crash/chance.ts'
import { statesOf } from '../support/states.ts'
import { Nodes, type TestNode } from '../support/test-node.ts'
import { anyArrival, deliver, deliverAll } from './deliveries.ts'
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
  for (const book of story.books) await deliver(story, node, [{ book, from: 0, to: lastOf(book) }])
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
          packs += await deliverAll(story, node, arrival)
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
