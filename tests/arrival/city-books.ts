/** The books of the invented city at a size, told in this process, and the other history of its double book. */
import { type City, tellCity } from '../../demo/el-alto/city.ts'
import type { CitySize } from '../../demo/el-alto/plan.ts'
import type { Archive } from '../../src/archive/contract.ts'
import type { BookId } from '../../src/book/entry.ts'
import { packFrames, partsFor } from '../../src/carriage/export.ts'
import { writePack } from '../../src/carriage/pack.ts'
import { gather, manifestFor, nothingHeld, packFor, sourceOf, takeIn } from '../../src/testing/packs.ts'
import { openArchive } from '../../src/testing/world.ts'
import { CityStage } from '../support/city-stage.ts'
import { Nodes } from '../support/test-node.ts'
import { Checkpoints, type WrittenBooks } from './checkpoints.ts'

export interface CityBooks extends WrittenBooks {
  readonly city: City
  /** The book that has two histories, and a pack with each. */
  readonly doubled: BookId
  readonly histories: readonly Uint8Array[]
}

export async function writeCityBooks(seed: string, size: CitySize): Promise<CityBooks> {
  const nodes = new Nodes()
  const checkpoints = new Checkpoints()
  try {
    const stage = await CityStage.open(nodes, (node) => checkpoints.watch(node.node.archive))
    const city = await tellCity(stage, { seed, size, progress: () => undefined })
    const [seat, , south] = stage.nodes
    if (seat === undefined || south === undefined) throw new Error('no three nodes')
    const archive = openArchive('the city')
    await takeIn(archive, await packFor(south.node.archive, nothingHeld))
    const books = (await archive.books()).map(({ book }) => book)
    const doubled = (await south.node.archive.books()).find(({ forkedAt }) => forkedAt !== undefined)?.book
    if (doubled === undefined) throw new Error('no book has two histories')
    const histories = await Promise.all([south, seat].map(({ node }) => packOfBook(node.archive, doubled)))
    return { archive, books, city, doubled, histories, signedOf: await checkpoints.heldIn(archive) }
  } finally {
    await nodes.close()
  }
}

/** A book with all that a node holds of it, as one pack. */
async function packOfBook(archive: Archive, book: BookId): Promise<Uint8Array> {
  const records = (await archive.books()).filter((record) => record.book === book)
  const parts = await partsFor(sourceOf(archive), records, nothingHeld)
  return gather(writePack(packFrames(sourceOf(archive), await manifestFor(archive), parts)))
}
