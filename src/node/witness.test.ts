/** Nodes countersign what they hold of others' books; their words travel, and everybody can check them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, type TestNode, motion } from '../../tests/support/test-node.ts'
import { rootAt } from '../archive/subtrees.ts'
import { cosignKeysOf } from '../bodies/queries.ts'
import { unsignedCheckpoint } from '../book/checkpoint.ts'
import { cosignedWithAt } from '../book/cosignature.ts'
import { unwrap } from '../kernel/result.ts'

let nodes = new Nodes()
let all: TestNode[] = []
let sajama = ''

beforeEach(async () => {
  nodes = new Nodes()
  all = [
    await nodes.listening('Nodo de Bolivia', 'BO'),
    await nodes.listening('Nodo de Chile', 'CL'),
    await nodes.listening('Nodo del Perú', 'PE'),
  ]
  const books = []
  for (const at of all) books.push(await at.found(`Municipio de ${at.country}`))
  sajama = books[0] ?? ''
  for (const at of all) {
    for (const book of books) await at.did('book.follow', { book })
    for (const other of all) if (other !== at) await at.did('peer.add', { url: other.url })
  }
})
afterEach(() => nodes.close())

/** Everybody with everybody, until nothing changes any more. */
async function settle(): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    const before = await changes()
    for (const at of all) for (const { refused } of await at.synced()) expect(refused).toEqual([])
    if ((await changes()).join() === before.join()) return
  }
  throw new Error('still travelling')
}

const changes = (): Promise<number[]> => Promise.all(all.map(({ node }) => node.archive.change()))

const wordsAt = async (at: TestNode | undefined) =>
  (await at?.node.archive.sideData(sajama))?.cosignatures ?? []

describe('the words of witnesses', () => {
  test('reach every node, are of those that do not write the book, and verify', async () => {
    await settle()
    unwrap(await (all[0] as TestNode).write(sajama, motion('Agua')))
    await settle()
    const others = all.slice(1).map(({ node }) => node.id)
    for (const at of all) {
      const words = await wordsAt(at)
      expect(words.map(({ witness, size }) => [witness, size])).toEqual(
        others.toSorted().map((id) => [id, 3]),
      )
      for (const { witness, size, line } of words) {
        const { archive, views } = at.node
        const checkpoint = unsignedCheckpoint({
          book: sajama,
          size,
          root: await rootAt(archive, sajama, size),
        })
        const times = cosignKeysOf(views.db, witness).map((key) =>
          cosignedWithAt(checkpoint, line, witness, key),
        )
        expect(times).toEqual([BigInt(Date.parse(at.clock) / 1000)])
      }
    }
  })

  test('say since when: the first time a node held so much, however often it exchanges', async () => {
    await settle()
    const [before] = await wordsAt(all[0])
    for (const at of all) at.clock = '2026-04-01T09:00:00-04:00'
    await settle()
    expect((await wordsAt(all[0]))[0]).toEqual(before)
  })

  test('show on the page of the book and under its served checkpoint', async () => {
    await settle()
    const [bolivia] = all as [TestNode]
    const view = await bolivia.json<{ witnesses: object[] }>(`/api/books/${sajama}`)
    expect(view.witnesses).toMatchObject([
      { name: 'Nodo de Chile', country: 'CL', size: 2, at: '2026-03-01T19:00:00Z' },
      { name: 'Nodo del Perú', country: 'PE', size: 2, at: '2026-03-01T19:00:00Z' },
    ])
    const page = await (await bolivia.get(`/books/${sajama}?lang=en`)).text()
    expect(page).toContain('Besides whoever writes it, <b>2 nodes</b> of <b>2 countries</b> have checked it')
    const checkpoint = await (await bolivia.get(`/books/${sajama}/checkpoint`)).text()
    expect(checkpoint.match(/^— apachita-node\//gm)).toHaveLength(2)
  })

  test('are not given by a node that no book admits: nobody could check them', async () => {
    const visitor = await nodes.listening('Visita', 'EC')
    await visitor.did('book.follow', { book: sajama })
    await visitor.did('peer.add', { url: all[0]?.url ?? '' })
    await visitor.synced()
    expect((await visitor.node.archive.book(sajama))?.size).toBe(2)
    expect((await wordsAt(visitor)).map(({ witness }) => witness)).not.toContain(visitor.node.id)
    const own = await visitor.found('Tulcán', 'EC')
    await visitor.synced()
    unwrap(await (all[0] as TestNode).write(sajama, motion('Agua')))
    await visitor.synced()
    expect((await wordsAt(visitor)).map(({ witness }) => witness)).toContain(visitor.node.id)
    expect(await visitor.sizeOf(own)).toBe(2)
  })
})
