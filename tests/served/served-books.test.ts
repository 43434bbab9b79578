/** docs/formats.md section 10, over HTTP: a node's books read by a client that nobody of this project wrote. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leafHash } from '../independent/merkle.ts'
import { type Get, ServedTree, verifyInclusionFromTiles } from '../independent/tiles.ts'
import { type ServedBook, verifyServedBook } from '../independent/verify-book.ts'
import { cosignersOf, cosignKeysIn } from '../independent/witnesses.ts'
import { bringBookWithHandovers } from '../support/book-with-handovers.ts'
import { rawRequest } from '../support/requests.ts'
import { Nodes, type TestNode } from '../support/test-node.ts'

const nodes = new Nodes()
const sizes = [2, 255, 256, 257, 600]
const bookOfSize = new Map<number, string>()
let node: TestNode

const getFrom =
  (at: TestNode): Get =>
  async (path) => {
    const response = await at.get(path)
    return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) }
  }
const get: Get = (path) => getFrom(node)(path)

const bookOf = (size: number): string => bookOfSize.get(size) ?? ''

beforeAll(async () => {
  node = await nodes.listening('Nodo de Bolivia')
  for (const size of sizes) {
    const book = await node.found(`Municipio ${size}`)
    await node.growTo(book, size)
    bookOfSize.set(size, book)
  }
})
afterAll(() => nodes.close())

describe('a served book verifies as a stranger verifies it', () => {
  test.each(sizes)('of %i entries: every entry, every tile, the checkpoint and the pen', async (size) => {
    const book = bookOf(size)
    const verified = await verifyServedBook(get, `/books/${book}`, book)
    expect(verified).toMatchObject({ ok: true, value: { size, bookId: book } })
  })

  test('every book that the node lists', async () => {
    const listed = await node.json<{ book: string; size: number }[]>('/api/books')
    expect(listed.map(({ size }) => size).toSorted((a, b) => a - b)).toEqual(sizes)
    for (const { book, size } of listed) {
      const verified = await verifyServedBook(get, `/books/${book}`, book)
      expect(verified).toMatchObject({ ok: true, value: { size } })
    }
  })

  test('an entry is proven by at most three tiles of hashes, without its bundle', async () => {
    const book = bookOf(600)
    const verified = await verifyServedBook(get, `/books/${book}`, book)
    if (!verified.ok) throw new Error(verified.reason)
    const { entries, root } = verified.value
    for (const index of [0, 255, 256, 599]) {
      const tree = new ServedTree(get, `/books/${book}`, 600)
      const entry = entries[index] ?? new Uint8Array()
      expect(await verifyInclusionFromTiles(tree, { entry, index, root })).toBe(true)
      expect(tree.pathsRead().length).toBeLessThanOrEqual(3)
    }
  })

  test('a book with handovers: /handovers is what a stranger walks, /pen is the last one', async () => {
    const book = await bringBookWithHandovers(node)
    const verified = await verifyServedBook(get, `/books/${book}`, book)
    if (!verified.ok) throw new Error(verified.reason)
    expect(verified.value.pens.map(({ afterSize }) => afterSize)).toEqual([0, 3, 5])
    const handovers = await node.json<{ size: number }[]>(`/books/${book}/handovers`)
    expect(handovers.map(({ size }) => size)).toEqual([3, 5])
  })
})

describe('N3: cosignatures under a served checkpoint', () => {
  const three = new Nodes()
  let served: { readonly at: TestNode; readonly books: ServedBook[] }[]

  beforeAll(async () => {
    const all: TestNode[] = []
    for (const country of ['BO', 'CL', 'PE']) all.push(await three.listening(`Nodo de ${country}`, country))
    const books: string[] = []
    for (const at of all) books.push(await at.found(`Municipio de ${at.country}`))
    for (const at of all) {
      for (const book of books) await at.did('book.follow', { book })
      for (const other of all) if (other !== at) await at.did('peer.add', { url: other.url })
    }
    for (const round of [1, 2, 3]) {
      for (const at of all) await at.synced()
      if (round === 1) await all[0]?.did('pen.renew', { body: books[0] ?? '' })
    }
    served = []
    for (const at of all)
      served.push({ at, books: await Promise.all(books.map((book) => verified(at, book))) })
  })
  afterAll(() => three.close())

  async function verified(at: TestNode, book: string): Promise<ServedBook> {
    const got = await verifyServedBook(getFrom(at), `/books/${book}`, book)
    if (!got.ok) throw new Error(got.reason)
    return got.value
  }

  test('every book bears those of the nodes that do not write it, under a handover too', () => {
    for (const { at, books } of served) {
      const keys = cosignKeysIn(books)
      const ids = served.map(({ at: { node: of } }) => of.id)
      expect([...keys.keys()].toSorted()).toEqual(ids.toSorted())
      for (const [writer, book] of books.entries()) {
        const cosigners = cosignersOf(book, keys)
        if (!cosigners.ok) throw new Error(`${at.name}: ${cosigners.reason}`)
        const others = ids.filter((_, index) => index !== writer)
        expect(cosigners.value.map(({ node: of }) => of).toSorted()).toEqual(others.toSorted())
        const atS = BigInt(Date.parse(at.clock) / 1000)
        expect(cosigners.value.every((cosigner) => cosigner.atS === atS)).toBe(true)
      }
    }
  })

  test('those of an earlier size are not under the next', async () => {
    const [{ at, books }] = served as [(typeof served)[0]]
    const book = books[0]?.bookId ?? ''
    await at.growTo(book, 5)
    expect(cosignersOf(await verified(at, book), cosignKeysIn(books))).toEqual({ ok: true, value: [] })
  })
})

describe('tiles and bundles', () => {
  test('a full bundle is also served in part, and holds the same first entries', async () => {
    const full = (await get(`/books/${bookOf(256)}/tile/entries/000`)).body
    const part = (await get(`/books/${bookOf(256)}/tile/entries/000.p/200`)).body
    expect(Buffer.from(full).subarray(0, part.length).equals(Buffer.from(part))).toBe(true)
    expect((await get(`/books/${bookOf(256)}/tile/0/000.p/200`)).body).toHaveLength(200 * 32)
  })

  test('a partial tile of an earlier size is still served after the book grew', async () => {
    const book = bookOf(600)
    expect((await get(`/books/${book}/tile/0/002.p/7`)).body).toHaveLength(7 * 32)
    expect((await get(`/books/${book}/tile/1/000.p/1`)).body).toHaveLength(32)
    expect((await get(`/books/${book}/tile/1/000.p/2`)).body).toHaveLength(64)
  })

  test('the leaf at a tile is the hash of the entry in the bundle beside it', async () => {
    const book = bookOf(257)
    const tile = (await get(`/books/${book}/tile/0/001.p/1`)).body
    const bundle = (await get(`/books/${book}/tile/entries/001.p/1`)).body
    expect(Buffer.from(tile).equals(Buffer.from(leafHash(bundle.slice(2))))).toBe(true)
  })

  test.each([
    ['a width of 0', 'tile/0/000.p/0'],
    ['a width of 256, which is a full tile', 'tile/0/000.p/256'],
    ['a width with a leading zero', 'tile/0/000.p/01'],
    ['a width that is no number', 'tile/0/000.p/x'],
    ['no width', 'tile/0/000.p/'],
    ['a width below 0', 'tile/0/000.p/-1'],
    ['more than is held', 'tile/0/002.p/89'],
    ['more entries than are held', 'tile/entries/002.p/89'],
    ['a full tile that is not full yet', 'tile/0/002'],
    ['a full bundle that is not full yet', 'tile/entries/002'],
    ['a level above the tree', 'tile/2/000.p/1'],
    ['a level over 63', 'tile/64/000'],
    ['a level with a leading zero', 'tile/00/000'],
    ['a level that is no number', 'tile/x/000'],
    ['a level below 0', 'tile/-1/000'],
    ['an index of two digits', 'tile/0/00'],
    ['an index of four digits', 'tile/0/0000'],
    ['an index of an x with a leading group of zeros', 'tile/0/x000/001'],
    ['a last group with an x', 'tile/0/x001'],
    ['a group without its x', 'tile/0/001/000'],
    ['an index in hexadecimal', 'tile/0/00a'],
    ['an index over 2^53', 'tile/0/x999/x999/x999/x999/x999/999'],
    ['007.p/1 where there is no tile 7 and the last is full', 'tile/1/007.p/1'],
    ['an upper-case X', 'tile/0/X001/000'],
    ['a slash at the end', 'tile/0/000/'],
    ['nothing after the level', 'tile/0/'],
    ['nothing after tile', 'tile/'],
    ['a level of entries that is written otherwise', 'tile/Entries/000'],
    ['a query-like index', 'tile/0/000%3Fx'],
    ['an encoded slash', 'tile%2F0%2F000'],
    ['dots', 'tile/0/%2e%2e'],
  ])('%s is not found', async (_, path) => {
    const { status, text } = await rawRequest(node.url, `/books/${bookOf(600)}/${path}`)
    expect({ status, isTile: text.length > 5000 }).toEqual({ status: 404, isTile: false })
  })

  test.each(['tile/entries/000', 'tile/0/000', 'checkpoint', 'pen', 'handovers'])(
    '%s of a book that is not held is not found, and no page',
    async (path) => {
      const response = await node.get(`/books/${'a'.repeat(52)}/${path}`)
      expect([response.status, await response.json()]).toEqual([404, { type: 'not-found' }])
    },
  )

  test.each(['tile/0/001.p/1', 'tile/entries/001.p/1', 'tile/0/007.p/200', 'tile/entries/x001/234.p/3'])(
    '%s of a book of 255 entries is not found',
    async (path) => {
      expect((await node.get(`/books/${bookOf(255)}/${path}`)).status).toBe(404)
    },
  )

  test('an entry beyond the book cannot be cited', async () => {
    expect(await node.node.citation(bookOf(255), 256)).toBeUndefined()
  })
})

describe('what goes with a book', () => {
  test.each([
    ['checkpoint', /^text\/plain; ?charset=utf-8$/i, 'no-cache'],
    ['pen', /^text\/plain; ?charset=utf-8$/i, 'no-cache'],
    ['tile/0/000', /^application\/octet-stream$/, 'public, max-age=31536000, immutable'],
    ['tile/entries/000', /^application\/octet-stream$/, 'public, max-age=31536000, immutable'],
    ['tile/entries/002.p/88', /^application\/octet-stream$/, 'public, max-age=31536000, immutable'],
  ])('%s has its content type and how long it may be kept', async (path, type, cache) => {
    const response = await node.get(`/books/${bookOf(600)}/${path}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(type)
    expect(response.headers.get('cache-control')).toBe(cache)
    await response.arrayBuffer()
  })

  test('what may change is not kept by a cache, or is JSON that says nothing of it', async () => {
    const response = await node.get(`/books/${bookOf(600)}/handovers`)
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(response.headers.get('cache-control') ?? 'no-cache').not.toMatch(/immutable|max-age=[1-9]/)
    expect(await response.json()).toEqual([])
  })

  test('C4: /pen is one line, a verifier key named by the origin', async () => {
    const book = bookOf(2)
    const text = await (await node.get(`/books/${book}/pen`)).text()
    expect(text).toMatch(new RegExp(`^apachita/${book}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]+=*\\n$`))
  })

  test('the checkpoint is three lines and a signature, and grows with the book', async () => {
    const book = await node.found('Crece')
    const before = await (await node.get(`/books/${book}/checkpoint`)).text()
    expect(before).toMatch(
      new RegExp(`^apachita/${book}\n2\n[A-Za-z0-9+/]{43}=\n\n— apachita/${book} \\S+\n$`),
    )
    await node.growTo(book, 3)
    const after = await (await node.get(`/books/${book}/checkpoint`)).text()
    expect(after.split('\n')[1]).toBe('3')
    expect(await verifyServedBook(get, `/books/${book}`, book)).toMatchObject({ ok: true })
  })

  test('nothing but reading is done at these addresses', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const { status } = await rawRequest(node.url, `/books/${bookOf(2)}/checkpoint`, { method })
      expect(status).toBe(404)
    }
    expect(await node.sizeOf(bookOf(2))).toBe(2)
  })

  test('the operator reads the same on the other listener', async () => {
    const path = `/books/${bookOf(257)}/tile/0/000`
    const [there, here] = [await node.asOperator(path), await node.get(path)]
    expect(Buffer.from(await there.arrayBuffer()).equals(Buffer.from(await here.arrayBuffer()))).toBe(true)
  })

  test('a damaged store is seen by the same stranger', async () => {
    const tampered: Get = async (path) => {
      const served = await get(path)
      if (!path.endsWith('/tile/0/001.p/1')) return served
      return { ...served, body: served.body.with(3, (served.body[3] ?? 0) ^ 1) }
    }
    expect((await verifyServedBook(tampered, `/books/${bookOf(257)}`, bookOf(257))).ok).toBe(false)
  })
})
