/** The carriage over HTTP: which pushes are taken. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signRequest } from '../carriage/request-signature.ts'
import { unwrap } from '../kernel/result.ts'
import { founded } from '../testing/drafts.ts'
import { signerNamed } from '../testing/keys.ts'
import { packFor, packOf } from '../testing/packs.ts'
import { World } from '../testing/world.ts'
import { partsIn, wholePackOf } from '../../tests/support/pack-answers.ts'
import { admitted, pushTo, signedHeaders, introduced } from '../../tests/support/pushing.ts'
import { rawRequest } from '../../tests/support/requests.ts'
import { Nodes, type TestNode, motion } from '../../tests/support/test-node.ts'

const nodes = new Nodes()
afterAll(() => nodes.close())

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
    body = gzipSync(await wholePackOf(sender))
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
    const epoch = receiver.epoch(sender)
    expect([response.status, await response.json()]).toEqual([
      200,
      { epoch, changeBefore: before, changeAfter: before + 1, refused: [] },
    ])
    await expectTaken()
  })

  test('counts nothing that was written here meanwhile', async () => {
    const own = await receiver.found('Sajama')
    let isPushing = true
    const pushing = pushTo(receiver, sender, body).finally(() => {
      isPushing = false
    })
    const written: number[] = []
    while (isPushing) {
      unwrap(await receiver.write(own, motion('Agua')))
      written.push((await receiver.node.archive.book(own))?.change ?? 0)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const { changeBefore, changeAfter } = (await (await pushing).json()) as Record<string, number>
    const skipped = written.filter((at) => at > (changeBefore ?? 0) && at <= (changeAfter ?? 0))
    expect(skipped).toEqual([])
  })

  test('not compressed is taken, too', async () => {
    const plain = gunzipSync(body)
    expect((await pushTo(receiver, sender, plain, { isPlain: true })).status).toBe(200)
    await expectTaken()
  })

  test('bad input: replayed is refused, and nothing changes', async () => {
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
    expect([again.status, await again.json()]).toEqual([401, { type: 'challenge-stale' }])
    expect(await receiver.node.archive.change()).toBe(change)
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
      await introduced(receiver),
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
    const since = await receiver.get(`/carriage/pack?since=${receiver.epoch()}.0`)
    expect((await partsIn(since)).map(([book_]) => book_)).toEqual([book])
  })

  test("says nothing of what a third node holds: a manifest is its sender's word of itself", async () => {
    const third = 'c'.repeat(32)
    const lines = [[book, 99, Buffer.alloc(32).toString('base64'), '']] as const
    const manifest = { node: third, epoch: 'aaaa', change: 1, complete: true, books: lines }
    await (await pushTo(receiver, sender, gzipSync(await packOf([{ kind: 'manifest', manifest }])))).json()
    expect(receiver.node.local.holdings(third)).toBeUndefined()
  })
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
    here.node.local.noteRefusals(here.clock, there.url, [{ book: null, refusal: { type: 'pack-damaged' } }])
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
