import { describe, expect, test } from 'vitest'
import { leafHash, treeHash } from './merkle.ts'
import { getFrom, resourcesOf, sampleBook } from './sample-book.ts'
import { ServedTree, verifyConsistencyFromTiles, verifyInclusionFromTiles } from './tiles.ts'
import { verifyServedBook } from './verify-book.ts'

describe('a served book', () => {
  test.each([1, 2, 255, 256, 257, 520])('of %i entries verifies', async (size) => {
    const book = sampleBook(size, size > 2 ? [2] : [])
    const prefix = `/books/${book.bookId}`
    const verified = await verifyServedBook(getFrom(resourcesOf(book, prefix)), prefix, book.bookId)
    expect(verified).toMatchObject({ ok: true, value: { size, bookId: book.bookId } })
  })

  test('is refused if any one of its resources is changed or missing', async () => {
    const book = sampleBook(257)
    const resources = resourcesOf(book, '/b')
    for (const [path, body] of resources) {
      const changed = new Map(resources).set(path, body.with(body.length - 2, (body.at(-2) ?? 0) ^ 1))
      expect(await verifyServedBook(getFrom(changed), '/b', book.bookId), path).toMatchObject({ ok: false })
      changed.delete(path)
      expect(await verifyServedBook(getFrom(changed), '/b', book.bookId), path).toMatchObject({ ok: false })
    }
  })

  test('is refused under the id of another', async () => {
    const book = sampleBook(3)
    const other = sampleBook(1).bookId.replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a'))
    expect((await verifyServedBook(getFrom(resourcesOf(book, '')), '', other)).ok).toBe(false)
  })
})

describe('proofs from tiles alone', () => {
  const book = sampleBook(700)
  const leaves = book.entries.map(leafHash)
  const root = treeHash(leaves)
  const get = getFrom(resourcesOf(book, '/b'))

  test.each([0, 1, 255, 256, 511, 512, 698, 699])('the inclusion of entry %i', async (index) => {
    const tree = new ServedTree(get, '/b', 700)
    const entry = book.entries[index] ?? new Uint8Array()
    expect(await verifyInclusionFromTiles(tree, { entry, index, root })).toBe(true)
    expect(tree.pathsRead().every((path) => !path.includes('entries'))).toBe(true)
    expect(tree.pathsRead().length).toBeLessThanOrEqual(3)
    expect(await verifyInclusionFromTiles(tree, { entry, index: (index + 1) % 700, root })).toBe(false)
    expect(await verifyInclusionFromTiles(tree, { entry, index: 700, root })).toBe(false)
  })

  test.each([1, 2, 255, 256, 257, 512, 699, 700])('consistency with size %i', async (size1) => {
    const tree = new ServedTree(get, '/b', 700)
    const root1 = treeHash(leaves.slice(0, size1))
    expect(await verifyConsistencyFromTiles(tree, { size1, root1, root2: root })).toBe(true)
    expect(await verifyConsistencyFromTiles(tree, { size1, root1: leafHash(root1), root2: root })).toBe(false)
  })
})
