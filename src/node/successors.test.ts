/** A federation's book is taken from a pen that is not handed over: proposed on another node, endorsed, and gone on with. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestNode, decideYes, motion, refer } from '../../tests/support/test-node.ts'
import {
  type ThreeKeepers,
  expectSameViews,
  settled,
  speakerOf,
  threeKeepers,
} from '../../tests/support/three-keepers.ts'
import type { BoardView } from '../federation/views.ts'
import type { BodiesState } from '../bodies/state.ts'
import type { Entry, JsonObject } from '../book/entry.ts'
import { base64 } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { actorNamed } from '../testing/actors.ts'
import { succession } from '../succession/queries.ts'
import { carryOut } from './carry-out.ts'
import type { Identity } from './actor.ts'
import { type Written, beginBook } from './write.ts'

let nodes: ThreeKeepers['nodes']
let alliance = ''
let trio: ThreeKeepers['trio']
let bodies: ThreeKeepers['bodies'] = ['', '', '']

beforeEach(async () => {
  ;({ nodes, alliance, trio, bodies } = await threeKeepers())
})
afterEach(() => nodes.close())

const settle = (): Promise<void> => settled(trio)
const expectSame = (): void => expectSameViews(trio)
const speakerAt = (at: TestNode, body = alliance): string => speakerOf(at, body)

async function carry(from: TestNode, to: TestNode): Promise<void> {
  const path = join(nodes.folder, 'stick.apachita')
  unwrap(await carryOut(from.node, path, undefined))
  await to.did('carry.in', { path })
}

const proposeAt = (at: TestNode, more: object = {}): Promise<Written> =>
  at.did('successor.propose', { body: alliance, ...more })

describe('a federation whose pen is not handed over', () => {
  test('goes on in a successor that two of three members endorsed, and all show the same', async () => {
    const [bolivia, chile, peru] = trio
    await refer(bolivia, alliance)
    await settle()
    const { book: successor } = await proposeAt(chile, { by: bodies[1] })
    await settle()
    for (const at of trio) expect(speakerAt(at)).toBe(alliance)
    expect(succession(peru.node.views.db, alliance).successors).toMatchObject([
      { book: successor, entitled: 3, needed: 2, missing: 1, isInEffect: false },
    ])
    await peru.did('successor.endorse', { successor, body: bodies[2] })
    unwrap(await bolivia.write(alliance, motion('Lo que la secretaría quiere')))
    await settle()
    for (const at of trio) expect(speakerAt(at)).toBe(successor)
    const referred = await refer(chile, successor)
    await settle()
    for (const [index, at] of trio.entries()) unwrap(await decideYes(at, bodies[index] ?? '', referred))
    await settle()
    const path = `/api/motions/${successor}/${referred.motion}`
    const boards = await Promise.all(trio.map((at) => at.json<BoardView>(path)))
    for (const board of boards) expect(board).toMatchObject({ outcome: 'carried', heard: 3, entitled: 3 })
    expectSame()
  })

  test('what the old pen writes beyond stays as evidence: boards of it are without effect, and lists leave it out', async () => {
    const [bolivia, chile, peru] = trio
    const { book: successor } = await proposeAt(chile, { by: bodies[1] })
    await settle()
    await peru.did('successor.endorse', { successor, body: bodies[2] })
    const referred = await refer(bolivia, alliance)
    await settle()
    unwrap(await decideYes(peru, bodies[2], referred))
    await settle()
    for (const at of trio) {
      const board = await at.json<BoardView>(`/api/motions/${alliance}/${referred.motion}`)
      expect(board.isInForce).toBe(false)
      const { motions } = await at.json<{ motions: { ref: { book: string } }[] }>(
        `/api/federations/${successor}`,
      )
      expect(motions).toEqual([])
      const listed = await at.json<{ book: string }[]>('/api/federations')
      expect(listed.map(({ book }) => book)).toEqual([successor])
    }
    expectSame()
  })

  test('members answer what was referred before, in their own books, and it is counted as it was', async () => {
    const [bolivia, chile, peru] = trio
    const before = await refer(bolivia, alliance)
    await settle()
    const { book: successor } = await proposeAt(chile, { by: bodies[1] })
    await settle()
    await peru.did('successor.endorse', { successor, body: bodies[2] })
    await settle()
    for (const [index, at] of trio.entries()) unwrap(await decideYes(at, bodies[index] ?? '', before))
    await settle()
    const board = await peru.json<BoardView>(`/api/motions/${alliance}/${before.motion}`)
    expect(board).toMatchObject({ isInForce: true, outcome: 'carried', heard: 3 })
    const { motions } = await peru.json<{ motions: unknown[] }>(`/api/federations/${successor}`)
    expect(motions).toMatchObject([{ ref: { book: alliance, seq: before.motion }, outcome: 'carried' }])
  })

  test('what was referred before and waits for the silent is closed by the new pen, and not by the old', async () => {
    const [bolivia, chile, peru] = trio
    const before = await refer(bolivia, alliance)
    await settle()
    unwrap(await decideYes(chile, bodies[1], before))
    const { book: successor } = await proposeAt(chile, { by: bodies[1] })
    await settle()
    await peru.did('successor.endorse', { successor, body: bodies[2] })
    unwrap(await decideYes(peru, bodies[2], before))
    await settle()
    const close = { body: alliance, motion: before.motion }
    expect(await bolivia.run('motion.close', close)).toMatchObject({ error: { type: 'not-hosted' } })
    const { book, size } = await chile.did('motion.close', close)
    expect(book).toBe(successor)
    expect(await chile.run('motion.close', close)).toMatchObject({ error: { type: 'already-decided' } })
    await settle()
    for (const at of trio)
      expect(await at.json(`/api/motions/${alliance}/${before.motion}`)).toMatchObject({
        closed: { ref: { book: successor, seq: size - 1 } },
        heard: 2,
        entitled: 3,
      })
    expectSame()
  })

  test('by carried files alone it is the same', async () => {
    const [bolivia, chile, peru] = trio
    const { book: successor } = await proposeAt(chile, { by: bodies[1] })
    await carry(chile, peru)
    await peru.did('successor.endorse', { successor, body: bodies[2] })
    await carry(peru, bolivia)
    await carry(peru, chile)
    for (const at of trio) expect(speakerAt(at)).toBe(successor)
    expectSame()
  })

  test('a node that has the successor before the book it continues folds it when that comes', async () => {
    const [, chile, peru] = trio
    const { book: successor } = await proposeAt(chile, { by: bodies[1] })
    await settle()
    await peru.did('successor.endorse', { successor, body: bodies[2] })
    await settle()
    const late = await nodes.open('Nodo que llega')
    await late.did('book.follow', { book: successor })
    await late.did('peer.add', { url: chile.url })
    await late.synced()
    expect(speakerAt(late)).toBe(successor)
    expect(late.node.views.dump()).toBe(chile.node.views.dump())
    await late.node.close()
    await late.reopen()
    await late.did('views.rebuild')
    expect(late.node.views.dump()).toBe(chile.node.views.dump())
  })

  test('a successor of a successor goes on from what the first one says', async () => {
    const [bolivia, chile, peru] = trio
    const { book: second } = await proposeAt(chile, { by: bodies[1] })
    await settle()
    await peru.did('successor.endorse', { successor: second, body: bodies[2] })
    await settle()
    const referred = await refer(chile, second)
    await settle()
    const { book: third } = await peru.did('successor.propose', { body: second, by: bodies[2] })
    await settle()
    await bolivia.did('successor.endorse', { successor: third, body: bodies[0] })
    await settle()
    for (const at of trio) expect(speakerAt(at)).toBe(third)
    const next = await refer(peru, third)
    await settle()
    for (const [index, at] of trio.entries()) {
      unwrap(await decideYes(at, bodies[index] ?? '', referred))
      unwrap(await decideYes(at, bodies[index] ?? '', next))
    }
    await settle()
    expect(await bolivia.json(`/api/motions/${third}/${next.motion}`)).toMatchObject({ outcome: 'carried' })
    expect(await bolivia.json(`/api/motions/${second}/${referred.motion}`)).toMatchObject({
      outcome: 'carried',
    })
    expectSame()
  })
})

describe('bad input: successors', () => {
  test('two proposed at once: a member endorses one; neither has two thirds until the third member decides', async () => {
    const [bolivia, chile, peru] = trio
    const { book: one } = await proposeAt(chile, { by: bodies[1] })
    const { book: other } = await proposeAt(peru, { by: bodies[2], at: '2026-03-02T10:00:00-05:00' })
    await settle()
    expect(await chile.run('successor.endorse', { successor: other, body: bodies[1] })).toMatchObject({
      error: { type: 'already-endorsed' },
    })
    for (const at of trio) expect(speakerAt(at)).toBe(alliance)
    await bolivia.did('successor.endorse', { successor: other, body: bodies[0] })
    await settle()
    for (const at of trio) {
      expect(speakerAt(at)).toBe(other)
      expect(succession(at.node.views.db, one).successors.find(({ book }) => book === one)).toMatchObject({
        isInEffect: false,
        missing: 1,
      })
    }
    expectSame()
  })

  test('a size beyond what is held, or beyond a proven fork, is refused by name', async () => {
    const [, chile] = trio
    const size = await chile.sizeOf(alliance)
    expect(await chile.run('successor.propose', { body: alliance, size: size + 1 })).toMatchObject({
      error: { type: 'continued-book-missing', size },
    })
  })

  test('who is no member, who endorses twice, and what nobody proposed are refused by name', async () => {
    const [bolivia, chile, peru] = trio
    const { book: successor } = await proposeAt(chile, { by: bodies[1] })
    await settle()
    const stranger = await peru.found('Salta')
    const refused = (at: TestNode, input: object) => at.run('successor.endorse', { successor, ...input })
    expect(await refused(peru, { body: stranger })).toMatchObject({
      error: { type: 'not-entitled-to-endorse' },
    })
    expect(await refused(peru, {})).toMatchObject({ error: { type: 'not-entitled-to-endorse' } })
    expect(await refused(chile, { body: bodies[1] })).toMatchObject({ error: { type: 'already-endorsed' } })
    expect(await refused(peru, { body: bodies[0] })).toMatchObject({ error: { type: 'not-hosted' } })
    expect(await refused(bolivia, { successor: alliance, body: bodies[0] })).toMatchObject({
      error: { type: 'successor-unknown' },
    })
  })

  test('an endorsement by the old pen of a member after its own successor does not count', async () => {
    const [, chile, peru] = trio
    const { book: second } = await peru.did('successor.propose', { body: bodies[2] })
    await peru.did('successor.endorse', { successor: second })
    expect(speakerAt(peru, bodies[2])).toBe(second)
    const { book: successor } = await proposeAt(chile, { by: bodies[1] })
    await settle()
    const cites = [unwrapDefined(await peru.node.citation(successor, 0))]
    const [proposal] = succession(peru.node.views.db, alliance).successors
    const continues = unwrapDefined(await peru.node.views.continuing.of(successor))
    const data = {
      continues: { ...continues, root: Buffer.from(continues.root).toString('base64') },
    }
    unwrap(await peru.write(bodies[2], { type: 'successor.endorsed', data, cites }))
    await settle()
    expect(proposal).toMatchObject({ missing: 1 })
    for (const at of trio) {
      expect(succession(at.node.views.db, alliance).successors).toMatchObject([
        { missing: 1, uncounted: [{ reason: 'beyond-successor' }] },
      ])
    }
    await peru.did('successor.endorse', { successor, body: bodies[2] })
    await settle()
    for (const at of trio) expect(speakerAt(at)).toBe(successor)
    expectSame()
  })

  test('who decided on what would be cut off does not cut it off', async () => {
    const [bolivia, chile, peru] = trio
    const size = await chile.sizeOf(alliance)
    const referred = await refer(bolivia, alliance)
    await settle()
    unwrap(await decideYes(peru, bodies[2], referred))
    const { book: successor } = await proposeAt(chile, { by: bodies[1], size })
    await settle()
    await peru.did('successor.endorse', { successor, body: bodies[2] })
    await settle()
    for (const at of trio) {
      expect(speakerAt(at)).toBe(alliance)
      expect(succession(at.node.views.db, alliance).successors).toMatchObject([
        { missing: 1, uncounted: [{ reason: 'own-position-cut-off' }] },
      ])
    }
  })

  test('a root that is not the prefix makes the founding void, on every node, and the book has no effect', async () => {
    const [, chile, peru] = trio
    const size = await chile.sizeOf(alliance)
    const continues = { book: alliance, size, root: new Uint8Array(32) }
    const beginning = await chile.node.views.continuing.beginning({ ...continues, filled: ['secretary'] })
    const bodies = beginning.states['bodies'] as BodiesState
    const first = (pen: string, { person, signer }: Identity): Entry => ({
      type: 'body.founded',
      at: chile.clock,
      by: person,
      cites: [],
      data: {
        name: { es: 'Alianza' },
        kind: bodies.kind ?? '',
        charter: bodies.charter as unknown as JsonObject,
        pen,
        officers: [{ id: person, key: signer.key, post: 'secretary' }],
        continues: { ...continues, root: base64(continues.root) },
      },
    })
    const { book } = unwrap(
      await beginBook(chile.node, first, (toBook) => chile.actor.identityForNew(toBook), beginning),
    )
    await chile.did('views.rebuild')
    await settle()
    await peru.did('book.follow', { book })
    await settle()
    for (const { node } of [chile, peru]) {
      const flags = node.views.db.prepare('SELECT seq, status, breaches FROM flags WHERE book = ?').all(book)
      expect(flags).toMatchObject([
        { seq: 0, status: 'void', breaches: '[{"type":"continued-book-differs","isHard":true}]' },
        { seq: 1, status: 'void' },
      ])
      expect(succession(node.views.db, alliance).successors).toEqual([])
    }
    expect(chile.node.views.dump()).toBe(peru.node.views.dump())
  })
})

describe('two histories', () => {
  test('a successor that continues at the fork takes over; one from beyond it is void everywhere', async () => {
    const [bolivia, chile, peru] = trio
    await bolivia.close()
    const folder = join(nodes.folder, 'copy')
    cpSync(bolivia.folder, folder, { recursive: true })
    await bolivia.reopen()
    const copy = await nodes.openFolder(folder, 'Nodo de Bolivia', 'BO')
    await bolivia.listen()
    await copy.listen()
    const parted = await bolivia.sizeOf(alliance)
    unwrap(await bolivia.write(alliance, motion('Una historia')))
    unwrap(await copy.write(alliance, motion('Otra historia')))
    await chile.did('peer.add', { url: bolivia.url })
    await chile.run('node.sync', { url: bolivia.url })
    const { book: beyond } = await proposeAt(chile, { by: bodies[1] })
    await peru.did('peer.add', { url: copy.url })
    await peru.run('node.sync', { url: copy.url })
    await settle()
    for (const at of [chile, peru]) {
      expect((await at.node.archive.book(alliance))?.forkedAt).toBe(parted)
      expect(succession(at.node.views.db, alliance).successors).toEqual([])
    }
    expect(await peru.run('successor.endorse', { successor: beyond, body: bodies[2] })).toMatchObject({
      error: { type: 'successor-unknown' },
    })
    expect(await chile.run('successor.propose', { body: alliance, size: parted + 1 })).toMatchObject({
      error: { type: 'book-forked', seq: parted },
    })
    const { book: successor } = await peru.did('successor.propose', { body: alliance, by: bodies[2] })
    await settle()
    // Putre's word for the one that is void does not bind it.
    await chile.did('successor.endorse', { successor, body: bodies[1] })
    expect(await chile.run('successor.endorse', { successor: beyond, body: bodies[1] })).toMatchObject({
      error: { type: 'successor-unknown' },
    })
    await settle()
    for (const at of trio) expect(speakerAt(at)).toBe(successor)
    const referred = await refer(peru, successor)
    await settle()
    for (const [index, at] of trio.entries()) unwrap(await decideYes(at, bodies[index] ?? '', referred))
    await settle()
    for (const at of trio)
      expect(await at.json(`/api/motions/${successor}/${referred.motion}`)).toMatchObject({
        outcome: 'carried',
        heard: 3,
      })
    expectSame()
  })
})

describe('a body without members', () => {
  test('is gone on with by its officers, with the keys that the book continued had for them', async () => {
    const [bolivia, chile] = trio
    const [putre] = [bodies[1]]
    const officer = bolivia.actor
    await bolivia.did('book.follow', { book: putre })
    bolivia.actor = officer
    const { book: successor } = await bolivia.did('successor.propose', { body: putre })
    expect(speakerAt(bolivia, putre)).toBe(putre)
    bolivia.actor = actorNamed('somebody else')
    expect(await bolivia.run('successor.endorse', { successor })).toMatchObject({
      error: { type: 'not-entitled-to-endorse' },
    })
    bolivia.actor = officer
    await bolivia.did('successor.endorse', { successor })
    await settle()
    for (const at of trio) expect(speakerAt(at, putre)).toBe(successor)
    expect(await chile.run('successor.endorse', { successor })).toMatchObject({ ok: false })
    expectSame()
  })

  test('from another node an officer’s word travels as a submission, and whoever keeps the proposed book enters it', async () => {
    const [bolivia, chile] = trio
    const putre = bodies[1]
    await bolivia.did('book.follow', { book: putre })
    bolivia.actor = actorNamed('la que lo llevaría')
    const { book: successor } = await bolivia.did('successor.propose', { body: putre })
    await settle()
    const { id } = await chile.did<{ id: string }>('successor.endorse', { successor })
    await settle()
    expect(speakerAt(bolivia, putre)).toBe(putre)
    await bolivia.did('submission.enter', { body: successor, id })
    await settle()
    for (const at of trio) expect(speakerAt(at, putre)).toBe(successor)
    unwrap(await bolivia.write(successor, motion('Seguimos')))
    await settle()
    expectSame()
  })
})

function unwrapDefined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing there')
  return value
}
