import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Archive } from '../archive/contract.ts'
import { draft, foundedAlliance } from '../testing/drafts.ts'
import { anyDeliveries, catchUpAll, deliver } from '../testing/deliveries.ts'
import { rooms } from '../node/rooms.ts'
import { carry } from '../testing/packs.ts'
import { type SmallFederation, smallFederation } from '../testing/small-federation.ts'
import {
  type Turning,
  bodyNamed,
  closing,
  decides,
  reason,
  says,
  turningCharter,
  turningFederation,
} from '../testing/turning-federation.ts'
import { type Body, openArchive } from '../testing/world.ts'
import { Views } from '../views/views.ts'
import { type SharedBoard, sharedBoard } from './board-query.ts'
import { federationView, motionsOf } from './queries.ts'

const opened: Views[] = []
afterEach(() => {
  for (const views of opened.splice(0)) views.close()
})

async function viewsOf(archive: Archive): Promise<Views> {
  const views = new Views(':memory:', rooms, archive)
  opened.push(views)
  await catchUpAll(views, archive)
  return views
}

async function boardOf(federation: SmallFederation, motion = federation.motion): Promise<SharedBoard> {
  const board = sharedBoard((await viewsOf(federation.world.archive)).db, motion)
  if (board === undefined) throw new Error('no board')
  return board
}

/** Positions by name; what is marked, by name and type. */
const saidBy = ({ members }: SharedBoard) =>
  Object.fromEntries(members.map(({ name, position }) => [name.es, position]))
const marksIn = ({ members }: SharedBoard) =>
  members.flatMap(({ name, marks }) => marks.map(({ type }) => `${name.es}: ${type}`)).toSorted()
const gone = ({ absent }: SharedBoard) => absent.map(({ name, why }) => `${name.es}: ${why}`).toSorted()

describe('frozen in the middle of a decision', () => {
  const withCharter = (frozen: 'leave' | 'stay') => smallFederation({}, turningCharter(frozen))

  test('by its own word, with `leave`: it is not counted from then on, and that shows', async () => {
    const federation = await withCharter('leave')
    for (const name of ['Sajama', 'Putre']) await decides(federation, name, 'yes')
    expect(await boardOf(federation)).toMatchObject({ outcome: 'open', entitled: 6, heard: 2 })
    for (const name of ['Curahuara', 'Arica', 'Tacna']) await says(federation, name, 'frozen')
    const board = await boardOf(federation)
    expect(board).toMatchObject({ outcome: 'carried', entitled: 3, heard: 2 })
    expect(gone(board)).toEqual(['Arica: frozen', 'Curahuara: frozen', 'Tacna: frozen'])
    const { book } = bodyNamed(federation, 'Tacna')
    expect(board.absent.find(({ body }) => body === book)?.proof).toEqual({ book, seq: 2 })
  })

  test('it resumes: what rests on its leaving stays; a position after that does not count here', async () => {
    const federation = await withCharter('leave')
    for (const name of ['Sajama', 'Putre']) await decides(federation, name, 'yes')
    for (const name of ['Curahuara', 'Arica', 'Tacna']) await says(federation, name, 'frozen')
    await says(federation, 'Tacna', 'resumed')
    await decides(federation, 'Tacna', 'no')
    const board = await boardOf(federation)
    expect(board).toMatchObject({ outcome: 'carried', entitled: 3 })
    expect(board.uncounted).toMatchObject([{ position: 'no', reason: 'left-before' }])
  })

  test('its position before that counts', async () => {
    const federation = await withCharter('leave')
    await decides(federation, 'Tacna', 'no')
    await says(federation, 'Tacna', 'frozen')
    const board = await boardOf(federation)
    expect(board).toMatchObject({ entitled: 6, heard: 1, absent: [] })
    expect([saidBy(board)['Tacna'], marksIn(board)]).toEqual(['no', ['Tacna: frozen']])
  })

  test('with `stay`: it stays in the count, and is said to be frozen; who ends its membership leaves', async () => {
    const federation = await withCharter('stay')
    await says(federation, 'Tacna', 'frozen')
    await says(federation, 'Palca', 'ended')
    const board = await boardOf(federation)
    expect(board).toMatchObject({ entitled: 5, heard: 0 })
    expect([marksIn(board), gone(board)]).toEqual([['Tacna: frozen'], ['Palca: ended']])
  })

  test("by the federation's word: nothing changes in what was referred before", async () => {
    const federation = await withCharter('leave')
    const { world, alliance } = federation
    const before = await boardOf(federation)
    for (const name of ['Arica', 'Tacna', 'Palca', 'Putre']) {
      const cited = await world.citationOf(bodyNamed(federation, name).book, 1)
      await world.wrote(alliance, draft('membership.frozen', { as: 'federation', reason }, [cited]))
    }
    await world.wrote(alliance, draft('section.frozen', { section: 'BO', reason }))
    expect(await boardOf(federation)).toEqual(before)
  })

  test('frozen at a referral: with `leave` no elector, and the board says so', async () => {
    const federation = await withCharter('leave')
    const { world, alliance } = federation
    await world.wrote(alliance, draft('section.frozen', { section: 'PE', reason }))
    const motion = await world.wrote(alliance, draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } }))
    const electors = { BO: 2, CL: 2 }
    await world.wrote(alliance, draft('motion.referred', { motion: motion.seq, rule: 'joint', electors }))
    const board = await boardOf(federation, motion)
    expect(board).toMatchObject({ entitled: 4 })
    expect(gone(board)).toEqual(['Palca: frozen-then', 'Tacna: frozen-then'])
  })

  test('a freeze that the federation had heard of, and a resumption, do not touch what comes later', async () => {
    const federation = await withCharter('leave')
    const { world, alliance } = federation
    for (const said of ['frozen', 'resumed'] as const) {
      const cited = await says(federation, 'Tacna', said)
      await world.wrote(alliance, draft(`membership.${said}`, { as: 'heard', reason }, [cited]))
    }
    const motion = await world.wrote(alliance, draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } }))
    const electors = { BO: 2, CL: 2, PE: 2 }
    await world.wrote(alliance, draft('motion.referred', { motion: motion.seq, rule: 'joint', electors }))
    expect(await boardOf(federation, motion)).toMatchObject({ entitled: 6, absent: [] })
    expect(await boardOf(federation)).toMatchObject({ entitled: 5 })
  })
})

describe('more that is heard never takes back an outcome', () => {
  type Step = readonly [name: string, does: 'yes' | 'no' | 'abstain' | 'frozen' | 'ended' | 'resumed']
  const names = ['Sajama', 'Curahuara', 'Putre', 'Arica', 'Tacna', 'Palca']
  const step = fc.tuple(
    fc.constantFrom(...names),
    fc.constantFrom<Step[1]>('yes', 'yes', 'no', 'abstain', 'frozen', 'ended', 'resumed'),
  )

  test('whatever members decide, freeze, resume and end, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 14 }),
        fc.constantFrom('leave', 'stay'),
        async (steps, frozen) => {
          const federation = await smallFederation({}, turningCharter(frozen as 'leave'))
          let before = 'open'
          for (const [name, does] of steps) {
            // What a rule refuses is not written.
            const done =
              does === 'yes' || does === 'no' || does === 'abstain'
                ? decides(federation, name, does)
                : says(federation, name, does)
            await done.catch(() => undefined)
            const { outcome } = await boardOf(federation)
            if (before !== 'open') expect(outcome).toBe(before)
            before = outcome
          }
          for (const views of opened.splice(0)) views.close()
        },
      ),
      { numRuns: 40, seed: 20260502 },
    )
  }, 60_000)
})

describe('a closing', () => {
  let federation: Turning
  beforeAll(async () => {
    federation = await turningFederation()
  })

  test('counts what it lists; a correction counts as it is listed; who left is not in the count', async () => {
    const board = await boardOf(federation)
    expect(board).toMatchObject({ outcome: 'carried', entitled: 5, heard: 3 })
    expect(saidBy(board)).toEqual({ Sajama: 'yes', Putre: 'yes', Arica: null, Tacna: 'yes', Palca: null })
    expect(gone(board)).toEqual(['Curahuara: frozen'])
    expect(marksIn(board)).toContain('Tacna: corrected')
    expect(board.closed?.ref.book).toBe(federation.alliance.book)
  })

  test('a position that came after it shows as late; the first of one corrected, as corrected', async () => {
    const { uncounted } = await boardOf(federation)
    expect(uncounted.map(({ name, position, reason }) => [name?.es, position, reason]).toSorted()).toEqual([
      ['Palca', 'yes', 'late'],
      ['Tacna', 'no', 'corrected-in-closing'],
    ])
  })

  test('is what the list of motions says, without joining anything anew', async () => {
    const { db } = await viewsOf(federation.world.archive)
    expect(motionsOf(db, federation.alliance.book)).toMatchObject([
      { outcome: 'carried', heard: 4, entitled: 4 },
      { outcome: 'carried', heard: 3, entitled: 5 },
    ])
  })

  test("that lists what the members' books do not say shows it; where a book has not come, it says that", async () => {
    const lied = await smallFederation({ Putre: 'no' }, turningCharter('leave'))
    const { world, alliance, motion } = lied
    const said = await world.citationOf(bodyNamed(lied, 'Putre').book, 4)
    const invented = await world.citationOf(bodyNamed(lied, 'Sajama').book, 1)
    const later = { ...invented, seq: 40 }
    const named = (name: string) => ({ ...later, book: bodyNamed(lied, name).book })
    const lines = [
      [said, 'yes'],
      [invented, 'yes'],
      [named('Tacna'), 'yes'],
      [named('Palca'), 'left'],
      [{ ...invented, book: bodyNamed(lied, 'Arica').book }, 'left'],
    ] as const
    await world.wrote(alliance, closing(motion.seq, lines, 'carried'))
    const board = await boardOf(lied)
    expect(marksIn(board)).toEqual([
      'Putre: not-in-its-book',
      'Sajama: not-in-its-book',
      'Tacna: not-here-yet',
    ])
    const marked = board.absent.map(({ name, marks }) => [name.es, marks[0]?.type])
    expect(marked.toSorted()).toEqual([
      ['Arica', 'not-in-its-book'],
      ['Palca', 'not-here-yet'],
    ])
    expect([board.outcome, board.disputed]).toEqual(['carried', 'failed'])
  })
})

describe('what delegates voted, beside what their bases told them', () => {
  test('against a mandate, bound and told nothing, recalled before the vote, never sent: it stands, and it shows', async () => {
    const federation = await turningFederation()
    const board = await boardOf(federation, federation.second)
    expect(board).toMatchObject({ how: 'delegates', outcome: 'carried', entitled: 4, heard: 4 })
    expect(saidBy(board)).toEqual({ Sajama: 'yes', Putre: 'yes', Tacna: 'yes', Palca: 'yes' })
    expect(marksIn(board)).toEqual([
      'Palca: delegate-never-sent',
      'Putre: as-told',
      'Sajama: against-mandate',
      'Sajama: membership-frozen',
      'Tacna: delegate-recalled',
      'Tacna: mandate-missing',
    ])
    expect(gone(board)).toEqual(['Arica: frozen-then', 'Curahuara: frozen-then'])
  })
})

describe('a board reads what belongs to it', () => {
  test('by index, whatever else there is: no table is gone through', async () => {
    const federation = await turningFederation()
    const { db } = await viewsOf(federation.world.archive)
    const asked = new Set<string>()
    const listening = new Proxy(db, {
      get: (target, name) =>
        name === 'prepare'
          ? (sql: string) => {
              asked.add(sql)
              return target.prepare(sql)
            }
          : Reflect.get(target, name, target),
    })
    for (const motion of [federation.motion, federation.second]) sharedBoard(listening, motion)
    expect(asked.size).toBeGreaterThan(10)
    const scans = [...asked].flatMap((sql) => {
      const unknown = Array.from({ length: sql.split('?').length - 1 }, () => null)
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...unknown) as { detail: string }[]
      // What is above a federation, and lists of books, are made by the query itself; successors are few, and read whole.
      return plan
        .filter(({ detail }) => /^SCAN (?!above|own|json_each|successors)/.test(detail))
        .map(({ detail }) => `${detail}: ${sql}`)
    })
    expect(scans).toEqual([])
  })
})

describe('bad input: a circle of federations', () => {
  test('is found however long it is, and shown on the board', async () => {
    const federation = await smallFederation({})
    const { world, alliance } = federation
    const foundWith = (name: string) => world.found(name, foundedAlliance(name, ['x']))
    const [districts, between] = [await foundWith('Distritos'), await foundWith('Mancomunidad')]
    const joins = async (upper: Body, lower: Body, section: string) => {
      const application = await world.wrote(lower, draft('membership.applied', { section }, [upper.founding]))
      await world.wrote(upper, draft('membership.accepted', { section }, [application]))
    }
    await joins(alliance, districts, 'CL')
    const motion = await world.wrote(alliance, draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } }))
    const electors = { BO: 2, CL: 3, PE: 2 }
    await world.wrote(alliance, draft('motion.referred', { motion: motion.seq, rule: 'joint', electors }))
    await joins(between, alliance, 'x')
    expect(marksIn(await boardOf(federation, motion))).toEqual([])
    await joins(districts, between, 'x')
    expect(marksIn(await boardOf(federation, motion))).toEqual(['Distritos: circle'])
  })
})

describe('the same books give the same views, with freezing, recalls and closings', () => {
  test('whole or in parts, in any order, twice, interleaved with folding', async () => {
    const federation = await turningFederation()
    const everybody = [federation.alliance, ...federation.bodies.values()]
    const { world } = federation
    const shown = (views: Views) => ({
      dump: views.dump(),
      boards: [federation.motion, federation.second].map((motion) => sharedBoard(views.db, motion)),
      page: federationView(views.db, federation.alliance.book),
    })
    const archive = openArchive('told at once')
    await carry(world.archive, archive)
    const expected = shown(await viewsOf(archive))
    expect(expected.dump).not.toContain('"flagged"')
    await fc.assert(
      fc.asyncProperty(
        anyDeliveries(world, everybody),
        fc.infiniteStream(fc.boolean()),
        async (deliveries, chance) => {
          const there = openArchive('told in parts')
          const views = new Views(':memory:', rooms, there)
          await deliver(world, there, deliveries, async () => {
            if (chance.next().value === true) await catchUpAll(views, there)
          })
          await catchUpAll(views, there)
          const got = shown(views)
          views.clear()
          await catchUpAll(views, there)
          expect([got, shown(views)]).toEqual([expected, expected])
          views.close()
          await there.close()
        },
      ),
      { numRuns: 20, seed: 20260501 },
    )
  }, 60_000)
})
