/** Nodes that exchange over the link: what travels, how often they ask, and what a break costs. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { unwrap } from '../kernel/result.ts'
import { rawRequest } from '../../tests/support/requests.ts'
import { Proxy } from '../../tests/support/proxy.ts'
import {
  Nodes,
  type TestNode,
  decideYes,
  foundAlliance,
  joinAlliance,
  motion,
  refer,
} from '../../tests/support/test-node.ts'
import { carriageView } from '../http/node-views.ts'
import { type SyncReport, syncAll } from './sync.ts'
import type { Refusal, Result } from '../kernel/result.ts'

const nodes = new Nodes()
const proxies: Proxy[] = []
afterAll(async () => {
  for (const proxy of proxies) await proxy.cut()
  await nodes.close()
})

async function proxyTo(url: string): Promise<Proxy> {
  const proxy = await Proxy.to(url)
  proxies.push(proxy)
  return proxy
}

let bolivia: TestNode
let chile: TestNode
let sajama = ''
let colchane = ''
let link: Proxy

/** Bolivia exchanges with Chile by `link`; each follows the other's book, so that each knows the other's key. */
beforeEach(async () => {
  bolivia = await nodes.listening('Nodo de Bolivia', 'BO')
  chile = await nodes.listening('Nodo de Chile', 'CL')
  sajama = await bolivia.found('Sajama')
  colchane = await chile.found('Colchane')
  await bolivia.did('book.follow', { book: colchane })
  await chile.did('book.follow', { book: sajama })
  link = await proxyTo(chile.url)
  await bolivia.did('peer.add', { url: link.url })
})

async function once(node: TestNode): Promise<Result<SyncReport, Refusal>> {
  const [only] = unwrap(await syncAll(node.node))
  if (only === undefined) throw new Error('no peer')
  return only.result
}

async function expectEqualBooks(): Promise<void> {
  expect(await bolivia.sizes()).toEqual(await chile.sizes())
  expect(bolivia.node.views.dump()).toBe(chile.node.views.dump())
}

/** Both have heard of each other's node, so that pushes are taken. */
async function acquaint(): Promise<void> {
  await once(bolivia)
  await chile.did('peer.add', { url: bolivia.url })
  await chile.synced()
  await once(bolivia)
  link.requests = []
}

describe('one round', () => {
  test('pulls what the peer has, and says how much', async () => {
    await chile.growTo(colchane, 40)
    const report = unwrap(await once(bolivia))
    expect(report).toMatchObject({ node: chile.node.id, pulled: 1, entries: 40, refused: [] })
    expect(await bolivia.sizeOf(colchane)).toBe(40)
    expect(bolivia.node.local.arrivals().get(colchane)).toEqual({ at: bolivia.clock, via: 'link' })
  })

  test('pushes what the peer lacks, once the peer knows the key', async () => {
    expect(unwrap(await once(bolivia))).toMatchObject({ pushed: 0 })
    await acquaint()
    unwrap(await bolivia.write(sajama, motion('Ayni')))
    expect(unwrap(await once(bolivia))).toMatchObject({ pulled: 0, pushed: 1, refused: [] })
    await expectEqualBooks()
  })

  test('both ways in one', async () => {
    await acquaint()
    unwrap(await bolivia.write(sajama, motion('Ayni')))
    unwrap(await chile.write(colchane, motion('Agua')))
    const report = unwrap(await once(bolivia))
    expect(report).toMatchObject({ pulled: 1, entries: 1, pushed: 1 })
    expect(link.requests).toEqual(['GET /carriage/pack', 'POST /carriage/pack'])
    await expectEqualBooks()
  })

  test('with nothing new is one small request', async () => {
    await acquaint()
    expect(unwrap(await once(bolivia))).toMatchObject({ pulled: 0, entries: 0, pushed: 0 })
    expect(link.requests).toEqual(['GET /carriage/pack'])
  })

  test('what was pushed is not pulled back the next time, only the word of who holds it now', async () => {
    await acquaint()
    unwrap(await bolivia.write(sajama, motion('Ayni')))
    await once(bolivia)
    link.requests = []
    const change = await chile.node.archive.change()
    expect(bolivia.node.local.peers()[0]).toMatchObject({ pullChange: change - 1 })
    expect(unwrap(await once(bolivia))).toMatchObject({ entries: 0, pushed: 0 })
    expect((await bolivia.node.archive.sideData(sajama)).cosignatures).toMatchObject([
      { witness: chile.node.id, size: await chile.sizeOf(sajama) },
    ])
    expect(bolivia.node.local.peers()[0]).toMatchObject({ pullChange: change })
    expect(unwrap(await once(bolivia))).toMatchObject({ entries: 0, pushed: 0 })
    expect(link.requests).toEqual(['GET /carriage/pack', 'GET /carriage/pack'])
  })

  test('with a token of an archive that is no more compares manifests, and goes on from there', async () => {
    await acquaint()
    bolivia.node.local.notePull(link.url, chile.node.id, { epoch: 'aaaa', change: 7 })
    unwrap(await chile.write(colchane, motion('Agua')))
    expect(unwrap(await once(bolivia))).toMatchObject({ entries: 1 })
    expect(link.requests).toEqual(['GET /carriage/pack', 'POST /carriage/pull', 'POST /carriage/pack'])
    expect(bolivia.node.local.peers()[0]?.pullEpoch).toBe(chile.epoch(bolivia))
  })

  test('with a peer that is not one says so and keeps all', async () => {
    await bolivia.did('peer.add', { url: `${chile.url}/books` })
    const [, other] = unwrap(await syncAll(bolivia.node)).toSorted((a, b) => a.url.length - b.url.length)
    expect(other?.result).toMatchObject({ ok: false, error: { type: 'not-a-node' } })
    expect(await bolivia.did('book.verify')).toMatchObject({ damaged: [] })
  })

  test('with a peer that was never added is refused', async () => {
    expect(await bolivia.run('node.sync', { url: 'http://127.0.0.1:9' })).toEqual({
      ok: false,
      error: { type: 'peer-unknown', peer: 'http://127.0.0.1:9' },
    })
  })

  test('with itself changes nothing', async () => {
    await bolivia.did('peer.add', { url: bolivia.url })
    const before = await bolivia.node.archive.change()
    expect(await bolivia.synced(bolivia.url)).toMatchObject([{ pulled: 0, pushed: 0, refused: [] }])
    expect(await bolivia.node.archive.change()).toBe(before)
  })
})

describe('a peer that is down', () => {
  test('is noted as refusing connections, and heard again when it is back', async () => {
    await once(bolivia)
    await link.cut()
    expect(await once(bolivia)).toMatchObject({ ok: false, error: { type: 'connection-refused' } })
    const shown = async () => (await carriageView(bolivia.node, true)).peers[0]?.lastFailure
    expect(await shown()).toBe('connection-refused')
    unwrap(await chile.write(colchane, motion('Agua')))
    await link.mend()
    expect(unwrap(await once(bolivia))).toMatchObject({ entries: 1 })
    expect(await shown()).toBeNull()
  })

  test('does not keep the others from being heard', async () => {
    const peru = await nodes.listening('Nodo del Perú', 'PE')
    const pisacoma = await peru.found('Pisacoma')
    await bolivia.did('book.follow', { book: pisacoma })
    await bolivia.did('peer.add', { url: peru.url })
    await link.cut()
    const results = unwrap(await syncAll(bolivia.node))
    expect(results.map(({ result }) => result.ok).toSorted()).toEqual([false, true])
    expect(await bolivia.sizeOf(pisacoma)).toBe(2)
  })

  test('was last heard when it last answered, though it had nothing new', async () => {
    await once(bolivia)
    bolivia.clock = '2026-05-05T05:05:05-04:00'
    await once(bolivia)
    expect(await carriageView(bolivia.node, true)).toMatchObject({
      peers: [{ lastHeardAt: '2026-05-05T05:05:05-04:00', lastVia: 'link' }],
    })
  })
})

describe('an answer broken within its body', () => {
  const many = ['Pica', 'Camiña', 'Putre', 'Huara', 'Camarones', 'Pozo Almonte']
  let books: string[] = []

  beforeEach(async () => {
    books = []
    for (const name of many) books.push(await chile.found(name))
    for (const book of books) await chile.growTo(book, 20)
    for (const book of books) await bolivia.did('book.follow', { book })
  })

  const heldOfMany = async (): Promise<number[]> => Promise.all(books.map((book) => bolivia.sizeOf(book)))

  test.each([0, 100, 3000, 6000])(
    'after %i bytes: what was whole is kept, and the next time completes',
    async (bytes) => {
      link.cutAfterBytes = bytes
      await once(bolivia)
      for (const size of await heldOfMany()) expect([0, 20]).toContain(size)
      expect(await bolivia.did('book.verify')).toMatchObject({ damaged: [] })
      link.cutAfterBytes = undefined
      expect(unwrap(await once(bolivia))).toMatchObject({ refused: [] })
      expect(await heldOfMany()).toEqual(many.map(() => 20))
    },
  )

  test('not compressed, the books before the break are there', async () => {
    const plain = await proxyTo(chile.url)
    plain.isPlain = true
    plain.cutAfterBytes = 20_000
    await bolivia.did('peer.add', { url: plain.url })
    await syncAll(bolivia.node, plain.url)
    const sizes = await heldOfMany()
    expect(sizes.filter((size) => size === 20).length).toBeGreaterThan(0)
    expect(sizes.filter((size) => size === 0).length).toBeGreaterThan(0)
  })

  test('is named as cut short, not as damage', async () => {
    link.cutAfterBytes = 3000
    expect(unwrap(await once(bolivia)).refused).toEqual([{ book: null, refusal: { type: 'pack-cut-short' } }])
  })
})

describe('books nobody here follows', () => {
  test('wait, are not shown in the list, and are not relayed', async () => {
    const pica = await chile.found('Pica')
    await once(bolivia)
    expect([...(await bolivia.node.waiting()).keys()]).toEqual([pica])
    expect((await bolivia.json<{ book: string }[]>('/api/books')).map(({ book }) => book)).not.toContain(pica)
    const peru = await nodes.listening('Nodo del Perú', 'PE')
    await peru.did('peer.add', { url: bolivia.url })
    await peru.synced()
    expect(Object.keys(await peru.sizes()).toSorted()).toEqual([sajama, colchane].toSorted())
  })

  test('are shown and relayed once the operator follows them', async () => {
    const pica = await chile.found('Pica')
    await once(bolivia)
    await bolivia.did('book.follow', { book: pica })
    expect((await bolivia.node.waiting()).size).toBe(0)
    const peru = await nodes.listening('Nodo del Perú', 'PE')
    await peru.did('peer.add', { url: bolivia.url })
    await peru.synced()
    expect(await peru.sizeOf(pica)).toBe(2)
  })

  test('reach a peer that asked before they were followed here', async () => {
    const pica = await chile.found('Pica')
    await once(bolivia)
    const peru = await nodes.listening('Nodo del Perú', 'PE')
    await peru.did('book.follow', { book: pica })
    await peru.did('peer.add', { url: bolivia.url })
    await peru.synced()
    await bolivia.did('book.follow', { book: pica })
    await peru.synced()
    expect(await peru.sizeOf(pica)).toBe(2)
  })

  test('are not found by anyone who asks for them, page, API or tile', async () => {
    const pica = await chile.found('Pica')
    await once(bolivia)
    for (const path of [
      `/books/${pica}`,
      `/api/books/${pica}`,
      `/bodies/${pica}`,
      `/api/bodies/${pica}`,
      `/federations/${pica}`,
      `/api/federations/${pica}`,
      `/books/${pica}/checkpoint`,
      `/books/${pica}/tile/entries/000.p/2`,
      `/books/${pica}/pen`,
    ]) {
      expect((await bolivia.get(path)).status, path).toBe(404)
    }
  })

  test('are not found under their id encoded twice', async () => {
    const pica = await chile.found('Pica')
    await once(bolivia)
    const encoded = `%25${pica.charCodeAt(0).toString(16)}${pica.slice(1)}`
    for (const path of [`/books/${encoded}/checkpoint`, `/bodies/${encoded}`]) {
      expect((await rawRequest(bolivia.url, path)).status, path).toBe(404)
    }
  })

  test('are followed by an alliance they apply to', async () => {
    const alliance = await foundAlliance(bolivia)
    await chile.did('book.follow', { book: alliance })
    await chile.did('peer.add', { url: bolivia.url })
    await chile.synced()
    const pica = await chile.found('Pica')
    await once(bolivia)
    expect([...(await bolivia.node.waiting()).keys()]).toEqual([pica])
    await chile.did('membership.apply', { body: pica, federation: alliance, section: 'CL' })
    await once(bolivia)
    expect((await bolivia.node.waiting()).size).toBe(0)
    expect(await bolivia.node.followed()).toContain(pica)
    await bolivia.did('membership.accept', { federation: alliance, body: pica })
  })

  test('a node that follows nothing holds them all as waiting, and gives none of them', async () => {
    const nobody = await nodes.listening('Nadie', 'PE')
    await nobody.did('peer.add', { url: chile.url })
    await nobody.synced()
    expect([...(await nobody.node.waiting()).keys()]).toEqual([colchane])
    expect(await nobody.json('/api/books')).toEqual([])
    const since = await nobody.get(`/carriage/pack?since=${nobody.epoch()}.0`)
    expect(since.status).toBe(204)
  })
})

test('what an alliance decides is heard by a node that hosts one of its members only', async () => {
  const alliance = await foundAlliance(bolivia)
  await joinAlliance(bolivia, alliance, [
    { at: bolivia, body: sajama },
    { at: chile, body: colchane },
  ])
  const referred = await refer(bolivia, alliance)
  unwrap(await decideYes(bolivia, sajama, referred))
  await chile.synced(bolivia.url)
  unwrap(await decideYes(chile, colchane, referred))
  const path = `/api/motions/${alliance}/${referred.motion}`
  expect(await chile.json(path)).toMatchObject({ outcome: 'carried', heard: 2, entitled: 2 })
  expect(await bolivia.json(path)).toMatchObject({ outcome: 'open', heard: 1, entitled: 2 })
  await chile.synced(bolivia.url)
  expect(await bolivia.json(path)).toMatchObject({ heard: 2 })
})
