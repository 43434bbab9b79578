/** Writing in a hosted book: what breaks a rule is never signed, and everything signed is in order. */
import { secretary } from '../testing/actors.ts'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyBook } from '../archive/verify.ts'
import { parseEntry } from '../book/entry.ts'
import { accept, refuse, unwrap } from '../kernel/result.ts'
import { allEntries } from '../testing/world.ts'
import {
  Nodes,
  type Referred,
  type TestNode,
  decideYes,
  factsOf,
  foundAlliance,
  joinAlliance,
  motion,
  refer,
} from '../../tests/support/test-node.ts'
import { writeEntries } from './write.ts'

const nodes = new Nodes()
afterAll(() => nodes.close())

const titlesOf = async (node: TestNode, book: string): Promise<string[]> => {
  const entries = (await allEntries(node.node.archive, book)).map((bytes) => unwrap(parseEntry(bytes)))
  return entries.flatMap(({ type, data }) =>
    type === 'motion.put' ? [(data['title'] as { es: string }).es] : [],
  )
}

describe('what a rule refuses', () => {
  let node: TestNode
  let [sajama, outsider, alliance] = ['', '', '']
  let referred: Referred
  let pending = 0

  beforeAll(async () => {
    node = await nodes.open('Nodo de Bolivia')
    sajama = await node.found('Sajama')
    outsider = await node.found('Huara', 'CL')
    alliance = await foundAlliance(node)
    await joinAlliance(node, alliance, [{ at: node, body: sajama }])
    referred = await refer(node, alliance)
    unwrap(await decideYes(node, sajama, referred))
    pending = unwrap(await node.write(alliance, motion('Camino'))).refs[0]?.seq ?? 0
  })

  const asked = (more: object) => ({
    motion: { book: alliance, seq: referred.motion },
    present: 5,
    yes: 3,
    no: 1,
    abstain: 0,
    ...more,
  })

  test.each([
    ['a second position', 'position.decide', () => asked({ body: sajama }), 'position-already-recorded'],
    ["a stranger's position", 'position.decide', () => asked({ body: outsider }), 'not-a-member'],
    [
      'more hands than people',
      'position.decide',
      () => asked({ body: outsider, yes: 9 }),
      'more-hands-than-present',
    ],
    [
      'a position on no motion',
      'position.decide',
      () => asked({ body: sajama, motion: { book: alliance, seq: 0 } }),
      'motion-unknown',
    ],
    [
      'a second referral',
      'motion.refer',
      () => ({ body: alliance, motion: referred.motion }),
      'already-referred',
    ],
    ['a referral of no motion', 'motion.refer', () => ({ body: alliance, motion: 0 }), 'motion-unknown'],
    [
      'a referral by an unknown rule',
      'motion.refer',
      () => ({ body: alliance, motion: pending, rule: 'toString' }),
      'rule-unknown',
    ],
    [
      'a second application',
      'membership.apply',
      () => ({ body: sajama, federation: alliance, section: 'BO' }),
      'already-applied',
    ],
    [
      'a second acceptance',
      'membership.accept',
      () => ({ federation: alliance, body: sajama }),
      'already-a-member',
    ],
    [
      'an acceptance of nobody',
      'membership.accept',
      () => ({ federation: alliance, body: outsider }),
      'application-missing',
    ],
    [
      'an application to a book that is not held',
      'membership.apply',
      () => ({ body: sajama, federation: 'a'.repeat(52), section: 'BO' }),
      'book-unknown',
    ],
  ])('%s is refused by name, and nothing is signed', async (_, command, input, type) => {
    const [sizes, change] = [await node.sizes(), await node.node.archive.change()]
    const refused = await node.run(command, input())
    expect(refused.ok ? 'done' : refused.error.type).toBe(type)
    expect(await node.sizes()).toEqual(sizes)
    expect(await node.node.archive.change()).toBe(change)
  })

  test('with others that are good is refused with them: all or nothing', async () => {
    const before = await node.sizeOf(sajama)
    const refused = await node.write(sajama, motion('Ayni'), {
      type: 'session.closed',
      data: { session: 99 },
    })
    expect(refused).toMatchObject({ ok: false, error: { type: 'no-session-open' } })
    expect(await node.sizeOf(sajama)).toBe(before)
  })

  test.each([
    ['an unknown type', { type: 'harvest.shared', data: {} }, 'unknown-type'],
    ['a malformed type', { type: 'Motion Put', data: {} }, 'entry-malformed'],
    ['data that breaks its schema', { type: 'motion.put', data: { title: 'text' } }, 'entry-malformed'],
    ['a number that is no integer', { type: 'session.opened', data: { place: 1.5 } }, 'not-canonical'],
    [
      'a date that is none',
      { type: 'session.opened', data: {}, at: '2026-02-30T10:00:00Z' },
      'entry-malformed',
    ],
    ['a second founding', { type: 'body.founded', data: {} }, 'entry-malformed'],
    ['a pen passed without a handover', { type: 'pen.passed', data: { pen: 'x' } }, 'pen-key-invalid'],
    [
      'a vote without a session',
      {
        type: 'vote.recorded',
        data: { form: 'raised-hands', present: 1, yes: 1, no: 0, abstain: 0, attesters: 0 },
      },
      'no-session-open',
    ],
    ['more than the framing carries', motion('a'.repeat(70_000)), 'entry-too-large'],
  ])('%s is refused as what it is', async (_, draft, type) => {
    const before = await node.sizeOf(sajama)
    const refused = await node.write(sajama, draft)
    expect(refused.ok ? 'written' : refused.error.type).toBe(type)
    expect(await node.sizeOf(sajama)).toBe(before)
  })

  test('in the making of the drafts is refused with the reason given', async () => {
    const refused = await writeEntries(node.node, secretary, sajama, () => refuse({ type: 'not-today' }))
    expect(refused).toEqual({ ok: false, error: { type: 'not-today' } })
  })

  test('leaves every book whole and verified', async () => {
    expect(await node.did('book.verify')).toMatchObject({ damaged: [] })
  })

  test('at a founding leaves no book, and nothing hosted', async () => {
    const [sizes, hosted] = [await node.sizes(), node.node.local.hosted().size]
    expect(await node.run('body.found', { ...factsOf('X'), country: 'bolivia' })).toMatchObject({
      ok: false,
      error: { type: 'input-invalid', field: 'country' },
    })
    const tooLong = { ...factsOf('X'), name: { es: 'x'.repeat(70_000) } }
    expect((await node.run('body.found', tooLong)).ok).toBe(false)
    expect([await node.sizes(), node.node.local.hosted().size]).toEqual([sizes, hosted])
  })
})

describe('writing at the same time', () => {
  let node: TestNode
  let book = ''

  beforeEach(async () => {
    node = await nodes.open('Nodo de Bolivia')
    book = await node.found('Sajama')
  })

  test('in one book: all land, in the order asked, each under its checkpoint', async () => {
    const titles = Array.from({ length: 30 }, (_, at) => `Moción ${at}`)
    const written = await Promise.all(titles.map((title) => node.write(book, motion(title))))
    expect(written.map((one) => unwrap(one).size)).toEqual(titles.map((_, at) => at + 3))
    expect(await titlesOf(node, book)).toEqual(titles)
    expect(await verifyBook(node.node.archive, book)).toBeUndefined()
  })

  test('by the same request twice: one is written and the other refused by the rule', async () => {
    const alliance = await foundAlliance(node)
    await joinAlliance(node, alliance, [{ at: node, body: book }])
    const referred = await refer(node, alliance)
    const both = await Promise.all([decideYes(node, book, referred), decideYes(node, book, referred)])
    expect(both.map((one) => (one.ok ? 'written' : one.error.type))).toEqual([
      'written',
      'position-already-recorded',
    ])
  })

  test('each draft sees what the one before it wrote', async () => {
    const seen: number[] = []
    const write = () =>
      writeEntries(node.node, secretary, book, ({ size }) => {
        seen.push(size)
        return accept([motion(`At ${size}`)])
      })
    await Promise.all([write(), write(), write()])
    expect(seen).toEqual([2, 3, 4])
  })

  test('a draft that throws leaves the next ones their turn', async () => {
    const broken = writeEntries(node.node, secretary, book, () => {
      throw new Error('a defect')
    })
    const next = node.write(book, motion('Ayni'))
    await expect(broken).rejects.toThrow('a defect')
    expect(unwrap(await next).size).toBe(3)
  })

  test('in many books: each in its own order', async () => {
    const books = await Promise.all(['Turco', 'Curahuara', 'Totora'].map((name) => node.found(name)))
    await Promise.all(books.flatMap((one) => [1, 2, 3].map((at) => node.write(one, motion(`${at}`)))))
    for (const one of books) expect(await titlesOf(node, one)).toEqual(['1', '2', '3'])
    expect(await node.did('book.verify')).toMatchObject({ verified: 4, damaged: [] })
  })

  test('while views are folded anew: nothing is lost and nothing folded twice', async () => {
    await node.growTo(book, 100)
    await Promise.all([
      node.run('views.rebuild'),
      ...Array.from({ length: 10 }, (_, at) => node.write(book, motion(`${at}`))),
      node.run('views.rebuild'),
      node.write(book, motion('last')),
    ])
    const dump = node.node.views.dump()
    await node.did('views.rebuild')
    expect(node.node.views.dump()).toBe(dump)
  })
})

describe('a book that is not written here', () => {
  test('is refused as not hosted, held or not', async () => {
    const [here, there] = [await nodes.listening('Aquí'), await nodes.listening('Allí', 'CL')]
    const book = await there.found('Colchane')
    await here.did('book.follow', { book })
    await here.did('peer.add', { url: there.url })
    await here.synced()
    for (const body of [book, 'a'.repeat(52)]) {
      const put = { body, title: { es: 'x' }, text: { es: 'x' } }
      expect(await here.run('motion.put', put)).toEqual({ ok: false, error: { type: 'not-hosted' } })
    }
    expect(await here.sizeOf(book)).toBe(2)
  })

  test('because its pen is lost is refused, and goes on being read', async () => {
    const node = await nodes.open('Nodo de Bolivia')
    const book = await node.found('Sajama')
    await node.close()
    const db = new Database(join(node.folder, 'node.db'))
    expect(db.prepare(`DELETE FROM keys WHERE name LIKE 'pen/%'`).run().changes).toBe(1)
    db.close()
    await node.reopen()
    expect(await node.write(book, motion('Ayni'))).toEqual({
      ok: false,
      error: { type: expect.stringMatching(/^(wrong-pen|not-hosted)$/) },
    })
    expect(await node.did('book.verify')).toMatchObject({ verified: 1, damaged: [] })
  })

  test('because its file of books is older than the pen knows is refused as what the rules say, never signed twice', async () => {
    const node = await nodes.open('Nodo de Bolivia')
    await node.found('Sajama')
    await node.close()
    for (const file of ['books.db', 'books.db-wal', 'books.db-shm', 'views.db']) {
      rmSync(join(node.folder, file), { force: true })
    }
    await node.reopen()
    const [book = ''] = node.node.local.hosted()
    expect((await node.write(book, motion('Ayni'))).ok).toBe(false)
    expect(await node.sizeOf(book)).toBe(0)
  })
})

describe('a pen that is renewed', () => {
  test('writes on, both keys having signed, and the old one signs no more', async () => {
    const node = await nodes.open('Nodo de Bolivia')
    const book = await node.found('Sajama')
    unwrap(await node.run('pen.renew', { body: book }))
    unwrap(await node.write(book, motion('Ayni')))
    expect((await node.node.archive.handovers(book)).map(({ size }) => size)).toEqual([3])
    expect(await verifyBook(node.node.archive, book)).toBeUndefined()
    await node.close()
    await node.reopen()
    expect(unwrap(await node.write(book, motion('Agua'))).size).toBe(5)
  })
})
