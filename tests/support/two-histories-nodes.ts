/** Nodes of tests that follow a book of two histories, and what they hold of it. */
import { agreedSize } from '../../src/archive/contract.ts'
import { verifyBook } from '../../src/archive/verify.ts'
import { takeIn } from '../../src/node/take-in.ts'
import { emptyManifest, inChunks, packOf, partFrames } from '../../src/testing/packs.ts'
import { TwoHistories } from '../../src/testing/two-histories.ts'
import { type World, allEntries } from '../../src/testing/world.ts'
import { Nodes, type TestNode } from './test-node.ts'

let nodes = new Nodes()
let two: TwoHistories

/** A book of two histories, which new nodes follow from now on. */
export async function begin(...told: Parameters<typeof TwoHistories.make>): Promise<TwoHistories> {
  two = await TwoHistories.make(...told)
  return two
}

/** A pack of one part of a book, from somebody who said what is held. */
export const partOf = async (...part: Parameters<typeof partFrames>): Promise<Uint8Array> =>
  packOf([emptyManifest, ...(await partFrames(...part))])

export async function closeNodes(): Promise<void> {
  await nodes.close()
  nodes = new Nodes()
}

export const newNode = async (): Promise<TestNode> => {
  const at = await nodes.open('Nodo')
  at.node.local.follow(two.book)
  return at
}

export const take = (at: TestNode, pack: Uint8Array) =>
  takeIn(at.node, inChunks(pack), { via: 'carried', source: 'a stick', node: null })

export const refusalsOf = async (at: TestNode, pack: Uint8Array): Promise<string[]> =>
  (await take(at, pack)).refused.map(({ refusal }) => refusal.type)

export async function holding(...packs: readonly Uint8Array[]): Promise<TestNode> {
  const at = await newNode()
  for (const pack of packs) await take(at, pack)
  return at
}

/** How much of the book stands, and whether what is held is this history. */
export async function standing(at: TestNode) {
  const record = await at.node.archive.book(two.book)
  if (record === undefined) throw new Error('not held')
  const { size } = record
  const isOf = async (world: World) =>
    size <= (await two.sizeOf(world)) &&
    Buffer.compare(
      Buffer.concat(await allEntries(at.node.archive, two.book)),
      Buffer.concat((await allEntries(world.archive, two.book)).slice(0, size)),
    ) === 0
  return {
    stands: agreedSize(record),
    forkedAt: record.forkedAt,
    holds: (await isOf(two.right)) ? 'right' : (await isOf(two.other)) ? 'other' : 'neither',
    folded: at.node.views.foldedSize(two.book),
    damaged: await verifyBook(at.node.archive, two.book),
  }
}

export const rightStands = async () => {
  const stands = await two.sizeOf(two.right)
  return { stands, forkedAt: undefined, holds: 'right', folded: stands, damaged: undefined }
}
export const stopped = (holds: string) => ({
  stands: two.parted,
  forkedAt: two.parted,
  holds,
  folded: two.parted,
  damaged: undefined,
})
