/** The carriage over HTTP: what is answered to pulls, and which pushes are taken. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Frame, Manifest } from '../carriage/pack.ts'
import { readPack } from '../carriage/pack.ts'
import { gather, inChunks, packFor, packOf as packOfFrames } from '../testing/packs.ts'
import { unwrap } from '../kernel/result.ts'
import { ownManifest, packOf, partialManifest, partsLacking } from '../node/give-out.ts'
import { signRequest } from '../carriage/request-signature.ts'
import { signerNamed } from '../testing/keys.ts'
import { founded } from '../testing/drafts.ts'
import { World } from '../testing/world.ts'
import { publicApp } from './public-app.ts'
import { admitted, pushTo, signedHeaders } from '../../tests/support/pushing.ts'
import { rawRequest } from '../../tests/support/requests.ts'
import { Nodes, type TestNode, motion } from '../../tests/support/test-node.ts'

const nodes = new Nodes()
afterAll(() => nodes.close())

async function framesOf(pack: Uint8Array): Promise<Frame[]> {
  const frames: Frame[] = []
  const reading = readPack(inChunks(pack))
  for (let next = await reading.next(); ; next = await reading.next()) {
    if (next.done === true) {
      expect(next.value).toBeUndefined()
      return frames
    }
    frames.push(next.value)
  }
}

/** The books in a pack, each with the number of the first entry sent. */
async function partsIn(response: Response): Promise<(readonly [string, number])[]> {
  const frames = await framesOf(new Uint8Array(await response.arrayBuffer()))
  return frames.flatMap((frame) => (frame.kind === 'book' ? [[frame.book, frame.from] as const] : []))
}

const bytesOf = async (node: TestNode): Promise<Uint8Array> => {
  const parts = await partsLacking(node.node, new Map())
  return gather(packOf(node.node, await partialManifest(node.node, parts), parts))
}

describe('GET /carriage/pack?since=', () => {
  let node: TestNode
  let [first, second] = ['', '']

  beforeAll(async () => {
    node = await nodes.listening('Nodo de Bolivia')
    first = await node.found('Sajama')
    second = await node.found('Turco')
  })

  const since = async (change: number): Promise<Response> =>
    node.get(`/carriage/pack?since=${node.node.archive.epoch}.${change}`)

  const tokenOf = (response: Response): string => response.headers.get('apachita-change') ?? ''

  test('nothing new is 204, small, and says where the node stands', async () => {
    const change = await node.node.archive.change()
    const response = await since(change)
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
    expect(tokenOf(response)).toBe(`${node.node.archive.epoch}.${change}`)
    expect(response.headers.get('apachita-node')).toBe(node.node.id)
    const raw = await rawRequest(node.url, `/carriage/pack?since=${node.node.archive.epoch}.${change}`)
    expect(JSON.stringify(raw.headers).length).toBeLessThan(1500)
  })

  test('what is new is a pack of the difference alone', async () => {
    const change = await node.node.archive.change()
    await node.write(second, motion('Ayni'), motion('Mink’a'))
    await node.write(second, motion('Camino'))
    const response = await since(change)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(tokenOf(response)).toBe(`${node.node.archive.epoch}.${change + 2}`)
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
        books: [[first, await node.sizeOf(first), expect.anything()]],
      },
    })
  })

  test('travels compressed only where the asker takes it', async () => {
    const plain = await node.get(`/carriage/pack?since=${node.node.archive.epoch}.0`, {
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

  // Bug: answerSince (src/http/carriage-routes.ts) gathers the parts first and reads the change number after
  // (partialManifest, src/node/give-out.ts). What is written in between is in no part, yet below the number given: the
  // caller's next `since` skips it, for as long as that book does not grow again. Fix: read the change number before
  // partsSince and put that one in manifest and headers.
  test.fails('a write while the answer is made is in it, or comes with the next', async () => {
    const app = publicApp(node.node)
    const epoch = node.node.archive.epoch
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

  async function afterTicks<T>(ticks: number, task: () => Promise<T>): Promise<T> {
    for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
    return task()
  }

  /** The sizes that books of a pack reach. */
  async function endsIn(response: Response): Promise<number[]> {
    if (response.status === 204) return []
    const frames = await framesOf(new Uint8Array(await response.arrayBuffer()))
    return frames.flatMap((frame) =>
      frame.kind === 'manifest' ? frame.manifest.books.map(([, end]) => end) : [],
    )
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
      `${node.node.archive.epoch}.${await node.node.archive.change()}`,
    )
    expect(await partsIn(response)).toEqual([first, second].toSorted().map((book) => [book, 0]))
  })

  test('who holds the same gets a pack with nothing but the manifest', async () => {
    const own = await ownManifest(node.node)
    const response = await pull(manifest(own.books))
    expect(await partsIn(response)).toEqual([])
  })

  test('who holds a part gets the rest, from where it ends', async () => {
    const shorter = await nodes.open('Otro')
    await shorter.did('book.follow', { book: second })
    const root = await rootAtTwo(shorter)
    expect(
      await partsIn(
        await pull(
          manifest([
            [first, 2, await rootOf(first, 2)],
            [second, 2, root],
          ]),
        ),
      ),
    ).toEqual([[second, 2]])
  })

  /** The root of the second book when it had two entries: its tile of level 0 says. */
  async function rootAtTwo(_: TestNode): Promise<string> {
    const leaves = Buffer.from(await (await node.get(`/books/${second}/tile/0/000.p/2`)).arrayBuffer())
    const { createHash } = await import('node:crypto')
    return createHash('sha256')
      .update(Buffer.concat([Buffer.from([1]), leaves]))
      .digest('base64')
  }

  test('who holds another history of a book gets the whole, and can see the fork', async () => {
    const foreign = Buffer.alloc(32, 7).toString('base64')
    const lines = [
      [first, 2, foreign],
      [second, 5, await rootOf(second, 5)],
    ] as const
    expect(await partsIn(await pull(manifest(lines)))).toEqual([[first, 0]])
  })

  test('who holds more than this node, or books it does not know, gets nothing of them', async () => {
    const root = Buffer.alloc(32, 7).toString('base64')
    const lines = [
      [first, 99, root],
      [second, Number.MAX_SAFE_INTEGER, root],
      ['b'.repeat(52), 4, root],
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
      ['__proto__', 1, ''],
      ['constructor', 1, ''],
      ['', 0, ''],
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

describe('POST /carriage/pack', () => {
  let sender: TestNode
  let receiver: TestNode
  let body: Uint8Array
  let book = ''

  beforeAll(async () => {
    sender = await nodes.listening('Nodo de Chile', 'CL')
    book = await sender.found('Colchane')
  })

  beforeEach(async () => {
    receiver = await nodes.listening('Nodo de Bolivia')
    await admitted(sender, receiver)
    unwrap(await sender.write(book, motion('Ayni')))
    body = gzipSync(await bytesOf(sender))
  })

  const expectUntouched = async (): Promise<void> =>
    expect(await receiver.sizeOf(book)).toBe((await sender.sizeOf(book)) - 1)

  const expectTaken = async (): Promise<void> =>
    expect(await receiver.sizeOf(book)).toBe(await sender.sizeOf(book))

  async function expectNotAdmitted(answer: Promise<Response>): Promise<void> {
    const response = await answer
    expect([response.status, await response.json()]).toEqual([401, { type: 'not-admitted' }])
    await expectUntouched()
  }

  test('signed by an admitted key is taken, and the answer says how far the archive went', async () => {
    const before = await receiver.node.archive.change()
    const response = await pushTo(receiver, sender, body)
    const { epoch } = receiver.node.archive
    expect([response.status, await response.json()]).toEqual([
      200,
      { epoch, changeBefore: before, changeAfter: before + 1, refused: [] },
    ])
    await expectTaken()
  })

  test('not compressed is taken, too', async () => {
    const plain = gunzipSync(body)
    expect((await pushTo(receiver, sender, plain, { isPlain: true })).status).toBe(200)
    await expectTaken()
  })

  test('replayed is harmless: nothing changes, nothing is refused', async () => {
    const headers = await signedHeaders(receiver, sender, body)
    const send = () =>
      fetch(`${receiver.url}/carriage/pack`, {
        method: 'POST',
        headers,
        body: body as Uint8Array<ArrayBuffer>,
      })
    await (await send()).json()
    const [change, dump] = [await receiver.node.archive.change(), receiver.node.views.dump()]
    const again = await send()
    expect(await again.json()).toMatchObject({ changeBefore: change, changeAfter: change, refused: [] })
    expect(receiver.node.views.dump()).toBe(dump)
  })

  test('replayed later, when the book has grown, takes nothing back', async () => {
    const headers = await signedHeaders(receiver, sender, body)
    unwrap(await sender.write(book, motion('Camino')))
    await receiver.synced(sender.url)
    const response = await fetch(`${receiver.url}/carriage/pack`, {
      method: 'POST',
      headers,
      body: body as Uint8Array<ArrayBuffer>,
    })
    expect(await response.json()).toMatchObject({ refused: [] })
    await expectTaken()
  })

  test('unsigned is refused', async () => {
    await expectNotAdmitted(
      fetch(`${receiver.url}/carriage/pack`, { method: 'POST', body: body as Uint8Array<ArrayBuffer> }),
    )
  })

  test('signed by a key that nobody admitted is refused', async () => {
    const stranger = await nodes.open('Nadie', 'PE')
    await expectNotAdmitted(pushTo(receiver, stranger, body))
  })

  test("signed by a stranger's key in an admitted node's name is refused", async () => {
    const stranger = await nodes.open('Nadie', 'PE')
    await expectNotAdmitted(pushTo(receiver, stranger, body, { signedAs: sender.node.id }))
  })

  test('signed by a node that a body here not followed admitted is refused', async () => {
    const other = await nodes.listening('Nodo del Perú', 'PE')
    await other.found('Pisacoma')
    receiver.node.local.addPeer(other.url)
    await receiver.synced(other.url)
    expect((await receiver.node.waiting()).size).toBe(1)
    await expectNotAdmitted(pushTo(receiver, other, body))
  })

  test("signed by a body's pen, which is no request key, is refused", async () => {
    const pen = signerNamed('a pen')
    const headers = await signRequest(
      { method: 'POST', url: `${receiver.url}/carriage/pack`, headers: { 'content-encoding': 'gzip' } },
      body,
      receiver.node.id,
      sender.node.id,
      pen,
    )
    await expectNotAdmitted(
      fetch(`${receiver.url}/carriage/pack`, {
        method: 'POST',
        headers,
        body: body as Uint8Array<ArrayBuffer>,
      }),
    )
  })

  test('signed for another receiver is refused, whatever the header is changed to', async () => {
    const other = 'a'.repeat(32)
    await expectNotAdmitted(pushTo(receiver, sender, body, { signedFor: other }))
    await expectNotAdmitted(
      pushTo(receiver, sender, body, {
        signedFor: other,
        change: (headers) => ({ ...headers, 'apachita-to': receiver.node.id }),
      }),
    )
  })

  test('with a body changed after signing is refused, though the digest is made to fit', async () => {
    const signedBody = gzipSync(Buffer.from('another body'))
    await expectNotAdmitted(pushTo(receiver, sender, body, { signedBody }))
    const honest = await signedHeaders(receiver, sender, body)
    const change = (headers: Record<string, string>) => ({
      ...headers,
      'content-digest': honest['content-digest'] ?? '',
    })
    await expectNotAdmitted(pushTo(receiver, sender, body, { signedBody, change }))
  })

  test.each(['signature', 'signature-input', 'content-digest', 'apachita-to'])(
    'without the header %s is refused',
    async (name) => {
      const change = (headers: Record<string, string>) =>
        Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name))
      await expectNotAdmitted(pushTo(receiver, sender, body, { change }))
    },
  )

  test.each([
    ['covers less', (input: string) => input.replace('"content-digest" ', '')],
    ['has no key', (input: string) => input.replace(/;keyid="[^"]*"/, '')],
    ['has another algorithm', (input: string) => `${input.replace(/;alg="[^"]*"/, '')};alg="hmac-sha256"`],
    ['is no structured field', () => '((((((;;;;'],
    ['is very long', (input: string) => `${input}, ${'x'.repeat(8000)}=()`],
  ])('with a signature input that %s is refused', async (_, spoil) => {
    const change = (headers: Record<string, string>) => ({
      ...headers,
      'signature-input': spoil(headers['signature-input'] ?? ''),
    })
    await expectNotAdmitted(pushTo(receiver, sender, body, { change }))
  })

  test('said to be over 256 MiB is 413 before it is read', async () => {
    const headers = { 'content-length': String(256 * 2 ** 20 + 1) }
    const { status, text } = await rawRequest(receiver.url, '/carriage/pack', {
      method: 'POST',
      headers,
      isBodyHeld: true,
    })
    expect([status, JSON.parse(text)]).toEqual([413, { type: 'pack-too-large' }])
    await expectUntouched()
  })

  test('a book of a stranger in it waits and is not relayed', async () => {
    const world = new World('far away')
    const stranger = await world.found('Arica', founded('Arica'))
    const pack = gzipSync(await packFor(world.archive, new Map()))
    expect(await (await pushTo(receiver, sender, pack)).json()).toMatchObject({ refused: [] })
    expect([...(await receiver.node.waiting()).keys()]).toEqual([stranger.book])
    const since = await receiver.get(`/carriage/pack?since=${receiver.node.archive.epoch}.0`)
    expect((await partsIn(since)).map(([book_]) => book_)).toEqual([book])
  })

  // Bug: POST /carriage/pack notes the manifest in a push as what `manifest.node` holds, whoever signed the request
  // (takeIn in src/node/take-in.ts, src/http/carriage-routes.ts). An admitted node, or whoever wrote a peer's pack, can
  // have this one believe that a third node holds everything, so that nothing is given to it any more. Fix: pass the
  // signer (for pulls: the id of the answer's header) to takeIn, and note a manifest only of that node.
  test.fails(
    "says nothing of what a third node holds: a manifest is its sender's word of itself",
    async () => {
      const third = 'c'.repeat(32)
      const lines = [[book, 99, Buffer.alloc(32).toString('base64')]] as const
      const manifest = { node: third, epoch: 'aaaa', change: 1, complete: true, books: lines }
      await (
        await pushTo(receiver, sender, gzipSync(await packOfFrames([{ kind: 'manifest', manifest }])))
      ).json()
      expect(receiver.node.local.holdings(third)).toBeUndefined()
    },
  )
})

describe('the state of carriage', () => {
  test('shows peers and refusals to the operator, and neither to the public', async () => {
    const [here, there] = [
      await nodes.listening('Nodo de Bolivia'),
      await nodes.listening('Nodo de Chile', 'CL'),
    ]
    await there.found('Colchane')
    await here.did('peer.add', { url: there.url })
    await here.synced()
    const address = new URL(there.url).host
    here.node.local.noteRefusal(here.clock, there.url, null, { type: 'pack-damaged' })
    type Carriage = { peers: { url: string }[]; refusals: { from: string; type: string }[] }
    const own = (await (await here.asOperator('/api/carriage')).json()) as Carriage
    expect(own.peers.map(({ url }) => url)).toEqual([there.url])
    expect(own.refusals).toMatchObject([{ from: there.url, type: 'pack-damaged' }])
    expect(await (await here.asOperator('/carriage')).text()).toContain(address)
    for (const path of ['/api/carriage', '/carriage', '/api/node', '/']) {
      const text = await (await here.get(path)).text()
      expect(text, path).not.toContain(address)
      expect(text, path).not.toContain('pack-damaged')
    }
  })
})
