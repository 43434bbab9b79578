/** Blobs are in the circle of what cites them, and who knows no more of one than its hash gets it by no citation. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BookId } from '../../src/book/entry.ts'
import { base64, utf8 } from '../../src/kernel/encoding.ts'
import { unwrap } from '../../src/kernel/result.ts'
import { nodeAdmission } from '../../src/node/write.ts'
import { blobPath } from '../../src/web/paths.ts'
import type { TestNode } from '../support/test-node.ts'
import { ThreeNodes } from './three-nodes.ts'

let world: ThreeNodes
beforeEach(async () => {
  world = await ThreeNodes.open()
  await world.admit(world.friend)
})
afterEach(() => world.close())

const bytes = utf8('%PDF-1.4\n% what only San Pedro knows\n%%EOF\n')

/** Attaches at home; the blob's hash. */
async function attach(isOpen: boolean): Promise<string> {
  await world.home.did('document.attach', {
    body: world.body,
    title: { es: 'Acta' },
    bytes: base64(bytes),
    isOpen,
  })
  const [hash = ''] = [...(await world.home.node.archive.blobs.sizes()).keys()]
  return hash
}

/** A book of another node that home and the friend follow. */
async function strangersBook(at: TestNode): Promise<BookId> {
  const book = await at.found('Otra')
  for (const node of [world.home, world.friend]) await node.did('book.follow', { book })
  return book
}

async function exchangeAll(): Promise<void> {
  const all = [world.home, world.friend, world.neighbour]
  for (let round = 0; round < 3; round += 1)
    for (const node of all) for (const other of all) if (node !== other) await node.synced(other.url)
}

const hasBlob = async (node: TestNode): Promise<boolean> => (await node.node.archive.blobs.sizes()).size > 0

const cite = (hash: string, isWithin: boolean, book: BookId) => ({
  type: isWithin ? 'document.attached-within' : 'document.attached',
  data: { title: { es: 'Mía' }, attachments: [{ hash, type: 'application/pdf', size: bytes.length }] },
  ...(isWithin ? { circle: { members: book } } : {}),
})

test('what is attached in the open reaches everybody, what is attached within the people’s nodes', async () => {
  await attach(true)
  await exchangeAll()
  expect([await hasBlob(world.friend), await hasBlob(world.neighbour)]).toEqual([true, true])
})

test('what is attached within reaches admitted nodes only', async () => {
  await attach(false)
  await exchangeAll()
  expect([await hasBlob(world.friend), await hasBlob(world.neighbour)]).toEqual([true, false])
})

test.each([
  ['in the open', false],
  ['within another body', true],
])('what is attached within is opened to nobody by a citation %s', async (_, isWithin) => {
  const other = await strangersBook(world.neighbour)
  for (const node of [world.home, world.friend])
    unwrap(
      await world.neighbour.write(other, { type: 'node.admitted', data: await nodeAdmission(node.node) }),
    )
  const hash = await attach(false)
  unwrap(await world.neighbour.write(other, cite(hash, isWithin, other)))
  await exchangeAll()
  expect([await hasBlob(world.friend), await hasBlob(world.neighbour)]).toEqual([true, false])
  for (const node of [world.home, world.friend])
    expect((await node.get(blobPath(other, hash))).status).toBe(404)
})

test('what was opened where it was brought stays open, though another body attaches the same within', async () => {
  const other = await strangersBook(world.home)
  const hash = await attach(true)
  unwrap(await world.home.write(other, cite(hash, true, other)))
  await exchangeAll()
  expect([await hasBlob(world.friend), await hasBlob(world.neighbour)]).toEqual([true, true])
  expect((await world.home.get(blobPath(world.body, hash))).status).toBe(200)
})
