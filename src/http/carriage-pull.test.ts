/** The carriage over HTTP: what is answered to who pulls. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Manifest } from '../carriage/pack.ts'
import { unwrap } from '../kernel/result.ts'
import { ownManifest } from '../node/give-out.ts'
import { takeIn } from '../node/take-in.ts'
import { founded } from '../testing/drafts.ts'
import { inChunks, nothingHeld, packFor } from '../testing/packs.ts'
import { World } from '../testing/world.ts'
import { endsIn, framesOf, partsIn } from '../../tests/support/pack-answers.ts'
import { rawRequest } from '../../tests/support/requests.ts'
import { Nodes, type TestNode, motion } from '../../tests/support/test-node.ts'
import { publicApp } from './public-app.ts'

const nodes = new Nodes()
afterAll(() => nodes.close())

describe('GET /carriage/pack?since=', () => {
  let node: TestNode
  let [first, second] = ['', '']

  beforeAll(async () => {
    node = await nodes.listening('Nodo de Bolivia')
    first = await node.found('Sajama')
    second = await node.found('Turco')
  })

  const since = async (change: number): Promise<Response> =>
    node.get(`/carriage/pack?since=${node.epoch()}.${change}`)

  const tokenOf = (response: Response): string => response.headers.get('apachita-change') ?? ''

  test('nothing new is 204, small, and says where the node stands', async () => {
    const change = await node.node.archive.change()
    const response = await since(change)
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
    expect(tokenOf(response)).toBe(`${node.epoch()}.${change}`)
    expect(response.headers.get('apachita-node')).toBe(node.node.id)
    const raw = await rawRequest(node.url, `/carriage/pack?since=${node.epoch()}.${change}`)
    expect(JSON.stringify(raw.headers).length).toBeLessThan(1500)
  })

  test('what is new is a pack of the difference alone', async () => {
    const change = await node.node.archive.change()
    await node.write(second, motion('Ayni'), motion('Mink’a'))
    await node.write(second, motion('Camino'))
    const response = await since(change)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(tokenOf(response)).toBe(`${node.epoch()}.${change + 2}`)
    expect(await partsIn(response)).toEqual([[second, 2]])
  })

  test('from the beginning is everything followed', async () => {
    const response = await since(0)
    expect(await partsIn(response)).toEqual([first, second].toSorted().map((book) => [book, 0]))
  })

  test('its manifest lists the books that changed and says that it is not complete', async () => {
    const change = await node.node.archive.change()
    await node.write(first, motion('Agua'))
    const [manifest] = await framesOf(new Uint8Array(await (await since(change)).arrayBuffer()))
    expect(manifest).toMatchObject({
      kind: 'manifest',
      manifest: {
        node: node.node.id,
        complete: false,
        books: [[first, await node.sizeOf(first), expect.anything(), '']],
      },
    })
  })

  test('travels compressed only where the asker takes it', async () => {
    const plain = await node.get(`/carriage/pack?since=${node.epoch()}.0`, {
      'accept-encoding': 'identity',
    })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(
      Buffer.from(await plain.arrayBuffer())
        .subarray(0, 17)
        .toString(),
    ).toBe('apachita-pack/v1\n')
    const packed = await since(0)
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    await packed.arrayBuffer()
  })

  test.each(['aaaa', '7w2q'])(
    'another epoch (%s) is 410, for the caller to compare manifests',
    async (epoch) => {
      const response = await node.get(`/carriage/pack?since=${epoch}.1`)
      expect([response.status, await response.json()]).toEqual([410, { type: 'epoch-unknown' }])
    },
  )

  test('a number this archive has not reached, as after a restore, is 410', async () => {
    expect((await since((await node.node.archive.change()) + 1)).status).toBe(410)
  })

  test.each([
    '',
    'x',
    '.1',
    'aaaa.',
    'aaaa.-1',
    'aaaa.1.2',
    'AAAA.1',
    'aaaa.1e3',
    `aaaa.${'9'.repeat(16)}`,
    '%00.1',
  ])('a token that is none (%j) is 400 and names the field', async (token) => {
    const response = await node.get(`/carriage/pack?since=${token}`)
    expect([response.status, await response.json()]).toEqual([400, { type: 'input-invalid', field: 'since' }])
  })

  test('no token at all is 400', async () => {
    expect((await node.get('/carriage/pack')).status).toBe(400)
  })

  test('a write while the answer is made is in it, or comes with the next', async () => {
    const app = publicApp(node.node, () => undefined)
    const epoch = node.epoch()
    for (let offset = -30; offset < 30; offset += 1) {
      const change = await node.node.archive.change()
      const ask = async () => app.request(`/carriage/pack?since=${epoch}.${change}`)
      const write = () => node.write(first, motion(`Moción ${offset}`))
      const [answer, written] = await Promise.all([afterTicks(-offset, ask), afterTicks(offset, write)])
      const later = await app.request(`/carriage/pack?since=${tokenOf(answer)}`)
      const ends = [...(await endsIn(answer)), ...(await endsIn(later))]
      expect(ends, `with the write ${offset} ticks after the request`).toContain(unwrap(written).size)
    }
  })

  test('a book followed while the answer is made is in it, or the caller compares manifests next', async () => {
    const app = publicApp(node.node, () => undefined)
    const world = new World('far away')
    const names = Array.from({ length: 40 }, (_, at) => `Lejos ${at}`)
    const books = []
    for (const name of names) books.push((await world.found(name, founded(name))).book)
    const pack = inChunks(await packFor(world.archive, nothingHeld))
    await takeIn(node.node, pack, { via: 'carried', source: 'a stick', node: null })
    for (const [at, book] of books.entries()) {
      const [epoch, change] = [node.epoch(), await node.node.archive.change()]
      const ask = async () => app.request(`/carriage/pack?since=${epoch}.${change}`)
      const [answer] = await Promise.all([
        afterTicks(20 - at, ask),
        afterTicks(at - 20, () => node.run('book.follow', { book })),
      ])
      const later = await app.request(`/carriage/pack?since=${tokenOf(answer)}`)
      const isGiven = answer.status === 200 && (await partsIn(answer)).some(([given]) => given === book)
      expect(isGiven || later.status === 410 || answer.status === 410, `${at - 20} ticks`).toBe(true)
    }
  })

  async function afterTicks<T>(ticks: number, task: () => Promise<T>): Promise<T> {
    for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
    return task()
  }
})

describe('POST /carriage/pull', () => {
  let node: TestNode
  let [first, second] = ['', '']

  beforeAll(async () => {
    node = await nodes.listening('Nodo de Bolivia')
    first = await node.found('Sajama')
    second = await node.found('Turco')
    await node.growTo(second, 5)
  })

  const pull = (manifest: unknown): Promise<Response> =>
    fetch(`${node.url}/carriage/pull`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof manifest === 'string' ? manifest : JSON.stringify(manifest),
    })

  const manifest = (books: Manifest['books']): Manifest => ({
    node: 'stranger',
    epoch: 'aaaa',
    change: 1,
    complete: true,
    books,
  })

  const rootOf = async (book: string, size: number): Promise<string> => {
    const own = await ownManifest(node.node)
    const line = own.books.find(([listed]) => listed === book)
    if (line?.[1] !== size) throw new Error(`the book has ${line?.[1]} entries`)
    return line[2]
  }

  test('who holds nothing gets everything', async () => {
    const response = await pull(manifest([]))
    expect(response.status).toBe(200)
    expect(response.headers.get('apachita-change')).toBe(
      `${node.epoch()}.${await node.node.archive.change()}`,
    )
    expect(await partsIn(response)).toEqual([first, second].toSorted().map((book) => [book, 0]))
  })

  test('who holds the same gets a pack with nothing but the manifest', async () => {
    const own = await ownManifest(node.node)
    const response = await pull(manifest(own.books))
    expect(await partsIn(response)).toEqual([])
  })

  test('who holds a part gets the rest, from where it ends', async () => {
    const root = await rootAtTwo()
    expect(
      await partsIn(
        await pull(
          manifest([
            [first, 2, await rootOf(first, 2), ''],
            [second, 2, root, ''],
          ]),
        ),
      ),
    ).toEqual([[second, 2]])
  })

  /** The root of the second book when it had two entries: its tile of level 0 says. */
  async function rootAtTwo(): Promise<string> {
    const leaves = Buffer.from(await (await node.get(`/books/${second}/tile/0/000.p/2`)).arrayBuffer())
    return createHash('sha256')
      .update(Buffer.concat([Buffer.from([1]), leaves]))
      .digest('base64')
  }

  test('who holds another history of a book gets the whole, and can see the fork', async () => {
    const foreign = Buffer.alloc(32, 7).toString('base64')
    const lines = [
      [first, 2, foreign, ''],
      [second, 5, await rootOf(second, 5), ''],
    ] as const
    expect(await partsIn(await pull(manifest(lines)))).toEqual([[first, 0]])
  })

  test('who holds more than this node, or books it does not know, gets nothing of them', async () => {
    const root = Buffer.alloc(32, 7).toString('base64')
    const lines = [
      [first, 99, root, ''],
      [second, Number.MAX_SAFE_INTEGER, root, ''],
      ['b'.repeat(52), 4, root, ''],
    ] as const
    expect(await partsIn(await pull(manifest(lines)))).toEqual([])
  })

  test.each([
    ['no JSON', 'Acta'],
    ['an empty body', ''],
    ['null', null],
    ['a list', []],
    ['a manifest without books', { node: 'n', epoch: 'e', change: 1, complete: true }],
    ['a size below 0', { node: 'n', epoch: 'e', change: 1, complete: true, books: [['b', -1, '']] }],
    [
      'a size that is a fraction',
      { node: 'n', epoch: 'e', change: 1, complete: true, books: [['b', 1.5, '']] },
    ],
    ['a line that is no list', { node: 'n', epoch: 'e', change: 1, complete: true, books: ['b'] }],
    ['a change that is text', { node: 'n', epoch: 'e', change: '1', complete: true, books: [] }],
  ])('%s is 400', async (_, body) => {
    const response = await pull(body)
    expect([response.status, await response.json()]).toEqual([400, { type: 'manifest-malformed' }])
  })

  test('names that are everywhere in JavaScript are no books', async () => {
    const lines = [
      ['__proto__', 1, '', ''],
      ['constructor', 1, '', ''],
      ['', 0, '', ''],
    ] as const
    expect((await partsIn(await pull(manifest(lines)))).length).toBe(2)
  })

  test('a manifest said to be over 16 MiB is 413 before it is read', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': String(16 * 2 ** 20 + 1) }
    const { status, text } = await rawRequest(node.url, '/carriage/pull', {
      method: 'POST',
      headers,
      isBodyHeld: true,
    })
    expect([status, JSON.parse(text)]).toEqual([413, { type: 'pack-too-large' }])
  })

  test('a manifest over 16 MiB that does not say so is 413, too', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1
        if (sent > 20) controller.close()
        else controller.enqueue(new Uint8Array(2 ** 20).fill(0x20))
      },
    })
    const response = await fetch(`${node.url}/carriage/pull`, {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit)
    expect([response.status, await response.json()]).toEqual([413, { type: 'pack-too-large' }])
  })
})
