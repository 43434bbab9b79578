/** Every bullet of "Bad input" of issue 2, over HTTP and from a file: the node serves on, and says what was wrong. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draft, founded } from '../testing/drafts.ts'
import { nothingHeld, packFor } from '../testing/packs.ts'
import { ThreeBooks } from '../testing/three-books.ts'
import { World } from '../testing/world.ts'
import {
  type HostileCase,
  gzipped,
  hostileCases,
  ineffectiveEntries,
} from '../../tests/support/hostile-packs.ts'
import { admitted, pushTo } from '../../tests/support/pushing.ts'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'

type Refused = { readonly book: string | null; readonly refusal: { readonly type: string } }
type Way = (receiver: TestNode, bytes: Uint8Array) => Promise<readonly Refused[]>

const nodes = new Nodes()
let sender: TestNode
let books: ThreeBooks

beforeAll(async () => {
  books = await ThreeBooks.make()
  sender = await nodes.listening('Nodo de Chile', 'CL')
  await sender.found('Colchane')
})
afterAll(() => nodes.close())

/** A node that follows the three books and one body of the sender's, whose node that body admitted. */
async function receiver(): Promise<TestNode> {
  const made = await nodes.listening('Nodo de Bolivia')
  for (const { book } of [books.first, books.middle, books.last]) await made.did('book.follow', { book })
  await admitted(sender, made)
  return made
}

const byPush: Way = async (made, bytes) => {
  const response = await pushTo(made, sender, bytes)
  expect(response.status).toBe(200)
  return ((await response.json()) as { refused: Refused[] }).refused
}

const byFile: Way = async (made, bytes) => {
  const path = join(made.folder, 'stick.apachita')
  writeFileSync(path, bytes)
  const response = await made.asOperator('/api/commands/carry.in', {
    method: 'POST',
    body: JSON.stringify({ path }),
  })
  return ((await response.json()) as { refused: Refused[] }).refused
}

const byForm: Way = async (made, bytes) => {
  const home = await (await made.asOperator('/carriage')).text()
  const token = /name="token" value="([^"]+)"/.exec(home)?.[1] ?? ''
  const form = new FormData()
  form.set('token', token)
  form.set('file', new File([bytes as Uint8Array<ArrayBuffer>], 'stick.apachita'))
  const before = made.node.local.refusals(100).length
  const response = await made.asOperator('/carriage/in', { method: 'POST', body: form })
  expect(response.status).toBe(200)
  const noted = made.node.local.refusals(100)
  return noted
    .slice(0, noted.length - before)
    .toReversed()
    .map(({ book, type }) => ({ book, refusal: { type } }))
}

const someCases = hostileCases.filter(({ what }) => /gzip|wrong key|out of order/.test(what))

const ways: readonly (readonly [string, Way, readonly HostileCase[]])[] = [
  ['pushed by an admitted node', byPush, hostileCases],
  ['carried in by a command', byFile, someCases],
  ['carried in by the form', byForm, someCases],
]

async function sizesAt(made: TestNode): Promise<number[]> {
  return Promise.all([books.first, books.middle, books.last].map(({ book }) => made.sizeOf(book)))
}

const named = (refused: readonly Refused[]): unknown[] =>
  refused.map(({ book, refusal }) => [books.nameOf(book), refusal.type])

async function expectServing(made: TestNode): Promise<void> {
  for (const path of ['/', '/books', '/carriage', '/api/books']) {
    expect((await made.get(path)).status, path).toBe(200)
  }
  expect(await made.did('book.verify')).toMatchObject({ damaged: [] })
}

/** The operator reads what was refused and why; the public listener does not tell. */
async function expectListed(made: TestNode, refused: HostileCase['refused']): Promise<void> {
  type Carriage = { refusals: { book: string | null; type: string }[] }
  const own = (await (await made.asOperator('/api/carriage')).json()) as Carriage
  const listed = own.refusals.map(({ book, type }) => [books.nameOf(book), type])
  expect(listed.toReversed()).toEqual(refused)
  expect((await made.json<Carriage>('/api/carriage')).refusals).toEqual([])
}

describe.each(ways)('a pack %s', (_, way, cases) => {
  test.each(cases)('$what is refused by name, and nothing good is lost', async (hostile) => {
    const made = await receiver()
    if (hostile.before !== undefined) {
      expect(await way(made, gzipSync(await hostile.before(books)))).toEqual([])
    }
    const refused = await way(made, await gzipped(hostile, books))
    expect(named(refused)).toEqual(hostile.refused)
    expect(await sizesAt(made)).toEqual(hostile.sizes)
    await expectListed(made, hostile.refused)
    await expectServing(made)
    expect(await way(made, gzipSync(await books.allBooks()))).toEqual([])
    expect(await sizesAt(made)).toEqual([3, 8, 3])
    await made.close()
  })
})

describe('an entry that a valid checkpoint covers and that says nothing (E7)', () => {
  test.each(ineffectiveEntries)(
    '%s: is kept, relayed and shown as %s (%s)',
    async (what, status, type, bytes) => {
      const world = new World('far away')
      const body = await world.found('Arica', founded('Arica'))
      const isUnknown = status === 'unknown'
      await world.writeAnyway(body, isUnknown ? draft('harvest.shared', { sacks: 12 }) : bytes)
      await world.writeAnyway(body, draft('session.opened'))
      const made = await receiver()
      await made.did('book.follow', { book: body.book })
      expect(await byPush(made, gzipSync(await packFor(world.archive, nothingHeld))), what).toEqual([])
      type Line = { seq: number; status: string; breaches: { type: string }[] }
      const { entries, notUnderstoodFrom } = await made.json<{
        entries: Line[]
        notUnderstoodFrom: number | null
      }>(`/api/books/${body.book}`)
      const line = entries.find(({ seq }) => seq === 1)
      expect([line?.status, line?.breaches[0]?.type]).toEqual([status, type])
      expect(notUnderstoodFrom).toBe(isUnknown ? 1 : null)
      expect((await made.get(`/books/${body.book}`)).status).toBe(200)
      const relay = await nodes.open('Nodo del Perú', 'PE')
      await relay.did('book.follow', { book: body.book })
      await relay.did('peer.add', { url: made.url })
      await relay.synced()
      expect(await relay.sizeOf(body.book)).toBe(3)
      await expectServing(made)
    },
  )
})
