/**
 * The invented city's books come to a fresh node whole or in parts, twice, in any order, a book with two histories among
 * them: what the node shows in the end is always the same. APACHITA_SHUFFLES=200 delivers them so often, without a limit of
 * time; APACHITA_CITY="520 60" tells the whole city; APACHITA_SEED=… repeats a run.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { twentieth } from '../../demo/el-alto/plan.ts'
import { takeIn } from '../../src/node/take-in.ts'
import { inChunks } from '../../src/testing/packs.ts'
import { seedOfRun } from '../crash/chance.ts'
import { statesOf } from '../support/states.ts'
import { Nodes, type TestNode } from '../support/test-node.ts'
import { type CityBooks, writeCityBooks } from './city-books.ts'
import { anyArrival, deliver, deliverAll } from './deliveries.ts'

const shuffles = process.env['APACHITA_SHUFFLES']
const [councils = twentieth.councils, motions = twentieth.motions] = (process.env['APACHITA_CITY'] ?? '')
  .split(' ')
  .filter((text) => text !== '')
  .map(Number)
const seed = seedOfRun()
/** No delivery begins after it, but the fewest. */
const limitMs = 12_000
const fewest = 2

/** What a delivery may be refused for: what goes before has not come, or the pen signed another history. */
const expectedRefusals = ['gap', 'fork', 'root-mismatch', 'book-forked', 'held-differs']

let city: CityBooks
let nodes = new Nodes()
let expected: Awaited<ReturnType<typeof shown>>

beforeAll(async () => {
  city = await writeCityBooks(String(seed), { councils, motions })
  const node = await freshNode()
  for (const book of city.books)
    await deliver(city, node, [{ book, from: 0, to: lastOf(book) }], expectedRefusals)
  await deliverHistories(node)
  expected = await shown(node)
}, 14_400_000)
afterAll(() => nodes.close())

const lastOf = (book: string): number => city.signedOf({ book }).at(-1)?.size ?? 0

async function freshNode(): Promise<TestNode> {
  const node = await nodes.open('Nodo nuevo', 'BO')
  await node.did('book.follow', { book: city.city.federation[0] })
  return node
}

/** Both histories of the double book, as two neighbours would give them who are asked for the whole. */
async function deliverHistories({ node }: TestNode): Promise<void> {
  for (const pack of [...city.histories, ...city.histories])
    await takeIn(node, inChunks(pack, 65_536), { via: 'carried', source: 'a stick', node: null })
}

const shown = async ({ node }: TestNode) => ({ dump: node.views.dump(), states: await statesOf(node) })

describe("the city's books", () => {
  test('are those of the councils, their federation, and two that others go on in', async () => {
    expect(city.books).toHaveLength(councils + 3)
    const records = await city.archive.books()
    expect(records.filter(({ forkedAt }) => forkedAt !== undefined)).toMatchObject([{ book: city.doubled }])
    expect(city.city.motions).toHaveLength(motions)
  })

  test(
    'fold to the same on a fresh node, in whatever parts, order and number they come',
    async () => {
      let [delivered, packs] = [0, 0]
      const end = shuffles === undefined ? performance.now() + limitMs : Number.POSITIVE_INFINITY
      await fc.assert(
        fc.asyncProperty(anyArrival(city, 400), fc.boolean(), async (arrival, areHistoriesFirst) => {
          if (delivered >= fewest && performance.now() > end) return
          const node = await freshNode()
          if (areHistoriesFirst) await deliverHistories(node)
          packs += await deliverAll(city, node, arrival, expectedRefusals)
          await deliverHistories(node)
          const now = await shown(node)
          expect(now.dump === expected.dump).toBe(true)
          expect(now.states).toEqual(expected.states)
          await nodes.close()
          nodes = new Nodes()
          delivered += 1
        }),
        { seed, numRuns: Number(shuffles ?? 20), endOnFailure: true },
      )
      process.stdout.write(
        `city: seed ${seed}, ${councils} councils, delivered ${delivered} times in ${packs} packs\n`,
      )
      expect(delivered).toBeGreaterThanOrEqual(Math.min(fewest, Number(shuffles ?? fewest)))
    },
    120_000 + Number(shuffles ?? 0) * 600_000,
  )
})
