/** Taking in: the quota of books that nobody here follows, and what is noted of what came. */
import { gzipSync } from 'node:zlib'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkpointToBytes, signCheckpoint } from '../book/checkpoint.ts'
import { utf8 } from '../kernel/encoding.ts'
import { draft, founded, foundedAlliance } from '../testing/drafts.ts'
import { signerNamed } from '../testing/keys.ts'
import { emptyManifest, inChunks, nothingHeld, packFor, packOf, partFrames } from '../testing/packs.ts'
import { withNotes } from '../testing/three-books.ts'
import { type Body, World, checkpointOf } from '../testing/world.ts'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'
import { takeIn } from './take-in.ts'

const nodes = new Nodes()
let node: TestNode
beforeEach(async () => {
  node = await nodes.open('Nodo de Bolivia')
})
afterAll(() => nodes.close())

const taken = (pack: Uint8Array) =>
  takeIn(node.node, inChunks(pack, 2 ** 20), { via: 'carried', source: 'a stick', node: null })

const waitingIds = async (): Promise<string[]> => [...(await node.node.waiting()).keys()]

async function stranger(name: string): Promise<{ world: World; body: Body }> {
  const world = new World(name)
  return { world, body: await world.found(name, founded(name)) }
}

/** Grows a book by so many entries of the largest size. */
async function fatten(world: World, body: Body, entries: number): Promise<void> {
  await world.writeAnyway(body, ...Array.from({ length: entries }, () => utf8('a'.repeat(65_535))))
}

describe('books that nobody here follows', () => {
  test('wait, with the bytes they take', async () => {
    const { world, body } = await stranger('Arica')
    const report = await taken(await packFor(world.archive, nothingHeld))
    expect(report).toMatchObject({ refused: [], waiting: [body.book] })
    const [bytes = 0] = (await node.node.waiting()).values()
    expect(bytes).toBeGreaterThan(500)
  })

  test('sent again take no more of the quota', async () => {
    const { world, body } = await stranger('Arica')
    const pack = await packFor(world.archive, nothingHeld)
    await taken(pack)
    const before = (await node.node.waiting()).get(body.book)
    await taken(pack)
    expect((await node.node.waiting()).get(body.book)).toBe(before)
  })

  describe('over 64 MiB in all', () => {
    const books: string[] = []
    const packs: Uint8Array[] = []

    beforeAll(async () => {
      for (const name of ['Arica', 'Tacna']) {
        const { world, body } = await stranger(name)
        await fatten(world, body, 600)
        books.push(body.book)
        packs.push(await packFor(world.archive, nothingHeld))
      }
    })

    test('are refused, and those within it kept; what is followed has no quota', async () => {
      const [first = '', second = ''] = books
      const [one = new Uint8Array(), other = one] = packs
      expect((await taken(one)).refused).toEqual([])
      expect((await taken(other)).refused).toEqual([
        { book: second, refusal: { type: 'quota-exceeded', quotaBytes: 64 * 2 ** 20 } },
      ])
      expect(await node.sizes()).toEqual({ [first]: 601 })
      expect(node.node.local.refusals(10)).toMatchObject([{ book: second, type: 'quota-exceeded' }])
      await node.did('book.follow', { book: first })
      expect((await taken(other)).refused).toEqual([])
      expect(await node.sizeOf(second)).toBe(601)
      expect(await waitingIds()).toEqual([second])
    })
  })

  test('that are refused neither wait nor use up the quota', async () => {
    const { world, body } = await stranger('Arica')
    const forged = withNotes((note) =>
      checkpointToBytes(signCheckpoint(checkpointOf(note), signerNamed('stranger'))),
    )
    const pack = await packOf([emptyManifest, ...forged(await partFrames(world, body, 0, 1))])
    expect(await taken(pack)).toMatchObject({
      refused: [{ book: body.book, refusal: { type: 'wrong-pen' } }],
    })
    expect(await node.sizes()).toEqual({})
    expect(await waitingIds()).toEqual([])
  })
})

describe('what comes in', () => {
  test('is noted with when and how, and from whom what was refused', async () => {
    const { world, body } = await stranger('Arica')
    node.clock = '2026-04-01T08:00:00-05:00'
    const pack = await packFor(world.archive, nothingHeld)
    const path = join(node.folder, 'stick.apachita')
    writeFileSync(path, gzipSync(pack.slice(0, -3)))
    await node.did('book.follow', { book: body.book })
    expect(await node.did('carry.in', { path })).toMatchObject({
      grown: [{ book: body.book, from: 0, size: 1 }],
      refused: [{ book: null, refusal: { type: 'pack-cut-short' } }],
      waiting: [],
    })
    expect(node.node.local.arrivals().get(body.book)).toEqual({ at: node.clock, via: 'carried' })
    expect(node.node.local.refusals(10)).toMatchObject([
      { at: node.clock, from: path, type: 'pack-cut-short' },
    ])
  })

  test('from a file that is not there is refused with its path', async () => {
    const path = join(node.folder, 'nowhere.apachita')
    expect(await node.run('carry.in', { path })).toEqual({ ok: false, error: { type: 'file-missing', path } })
  })

  test('from a folder is refused as no pack, and the node goes on', async () => {
    expect(await node.did('carry.in', { path: node.folder })).toMatchObject({
      grown: [],
      refused: [{ book: null, refusal: { type: expect.stringMatching(/not-a-pack|pack-damaged/) } }],
    })
    await node.found('Sajama')
  })

  test("for a hosted book changes nothing where it is this node's own, and names a rewritten history", async () => {
    const book = await node.found('Sajama')
    const foreign = await stranger('Arica')
    const frames = await partFrames(foreign.world, foreign.body, 0, 1)
    const renamed = frames.map((frame) => (frame.kind === 'book' ? { ...frame, book } : frame))
    expect((await taken(await packOf(renamed))).refused).toMatchObject([{ book }])
    expect(await node.sizeOf(book)).toBe(2)
  })

  test("from an alliance's book makes its members followed, whose books waited", async () => {
    const world = new World('far away')
    const [alliance, member] = [
      await world.found('Alianza', foundedAlliance('Alianza', ['BO', 'CL', 'PE'])),
      await world.found('Putre', founded('Putre')),
    ]
    const applied = await world.wrote(
      member,
      draft('membership.applied', { section: 'CL' }, [alliance.founding]),
    )
    const before = await packFor(world.archive, nothingHeld)
    await world.wrote(alliance, draft('membership.accepted', { section: 'CL' }, [applied]))
    await node.did('book.follow', { book: alliance.book })
    expect((await taken(before)).waiting).toEqual([])
    const elsewhere = await nodes.open('Nodo del Perú', 'PE')
    await elsewhere.did('book.follow', { book: member.book })
    await takeIn(elsewhere.node, inChunks(before), { via: 'carried', source: 'a stick', node: null })
    expect((await elsewhere.node.followed()).has(alliance.book)).toBe(true)
  })

  test('is at most a thousand refusals long in the list, the newest kept', async () => {
    await node.close()
    const db = new Database(join(node.folder, 'node.db'))
    db.exec(`WITH RECURSIVE n(at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM n WHERE at < 1000)
      INSERT INTO refusals (at, source, type, detail) SELECT '', 'a stick', 'refusal-' || at, '{}' FROM n`)
    db.close()
    await node.reopen()
    for (const at of [1001, 1002, 1003, 1004]) {
      node.node.local.noteRefusals(node.clock, 'a stick', [
        { book: null, refusal: { type: `refusal-${at}` } },
      ])
    }
    const all = node.node.local.refusals(5000)
    expect([all.length, all[0]?.type, all.at(-1)?.type]).toEqual([1000, 'refusal-1004', 'refusal-5'])
  })
})

describe('what is given out', () => {
  test('in a file for a node that was never heard of by that name is refused', async () => {
    await node.found('Sajama')
    const path = join(node.folder, 'out.apachita')
    expect(await node.run('carry.out', { path, for: 'Nadie' })).toEqual({
      ok: false,
      error: { type: 'peer-unknown', peer: 'Nadie' },
    })
  })

  test('in a file that cannot be written is refused by name', async () => {
    await node.found('Sajama')
    const path = join(node.folder, 'no-such-folder', 'out.apachita')
    await expect(node.run('carry.out', { path })).resolves.toMatchObject({ ok: false })
  })
})
