import { afterEach, describe, expect, test } from 'vitest'
import { sessionsOf } from '../assemblies/queries.ts'
import type { Archive } from '../archive/contract.ts'
import { draft, founded } from '../testing/drafts.ts'
import { rooms } from '../node/rooms.ts'
import { carry } from '../testing/packs.ts'
import {
  type SmallFederation,
  addTrouble,
  sessionOn,
  sizeOf,
  smallFederation,
} from '../testing/small-federation.ts'
import { type Body, openArchive } from '../testing/world.ts'
import { Views } from '../views/views.ts'
import { Speakers } from '../succession/speakers.ts'
import { type SharedBoard, canDecideOf, sharedBoard } from './board-query.ts'
import { applicationOf, federationView, federations, neighboursOf, referralOf } from './queries.ts'

const opened: Views[] = []
afterEach(() => {
  for (const views of opened.splice(0)) views.close()
})

async function viewsOf(archive: Archive): Promise<Views> {
  const views = new Views(':memory:', rooms, archive)
  opened.push(views)
  for (const { book } of await archive.books()) await views.catchUp(book)
  return views
}

async function boardOf(
  federation: SmallFederation,
  archive = federation.world.archive,
): Promise<SharedBoard> {
  const board = sharedBoard((await viewsOf(archive)).db, federation.motion)
  if (board === undefined) throw new Error('no board')
  return board
}

const named = ({ bodies }: SmallFederation, name: string): Body => {
  const body = bodies.get(name)
  if (body === undefined) throw new Error(`no ${name}`)
  return body
}

const yes = 'yes' as const
const four = { Sajama: yes, Putre: yes, Tacna: yes, Arica: yes }

describe('the board of a motion', () => {
  test('nobody heard from: open, and everybody entitled is on it', async () => {
    const board = await boardOf(await smallFederation({}))
    expect(board).toMatchObject({ outcome: 'open', entitled: 6, heard: 0, uncounted: [] })
    expect(board.members.map(({ position }) => position)).toEqual([null, null, null, null, null, null])
    expect(board.sections.map(({ section, entitled, unheard }) => [section, entitled, unheard])).toEqual([
      ['BO', 2, 2],
      ['CL', 2, 2],
      ['PE', 2, 2],
    ])
    expect(board.requirements).toMatchObject([{ section: null, neededYes: 4, missingYes: 4 }])
  })

  test('two thirds of all, but a section not yet: open, saying what would decide it', async () => {
    const board = await boardOf(await smallFederation(four))
    expect(board.outcome).toBe('open')
    expect(board.requirements).toMatchObject([{ outcome: 'carried', missingYes: 0 }])
    expect(board.sections.map(({ requirement }) => [requirement?.outcome, requirement?.missingYes])).toEqual([
      ['open', 1],
      ['carried', 0],
      ['open', 1],
    ])
  })

  test('two thirds of all and a majority of each section: carried', async () => {
    const board = await boardOf(await smallFederation({ ...four, Curahuara: yes, Palca: yes }))
    expect(board).toMatchObject({ outcome: 'carried', heard: 6 })
  })

  test('one section against: failed, though the others agree', async () => {
    const board = await boardOf(
      await smallFederation({ Sajama: yes, Curahuara: yes, Tacna: yes, Palca: yes, Putre: 'no' }),
    )
    expect(board.outcome).toBe('failed')
  })

  test("each member's line tells its session and the entry that proves it", async () => {
    const federation = await smallFederation({ Putre: 'no' })
    const board = await boardOf(federation)
    const { book } = named(federation, 'Putre')
    expect(board.members.find(({ body }) => body === book)).toMatchObject({
      name: { es: 'Putre' },
      section: 'CL',
      position: 'no',
      present: 9,
      yes: 1,
      no: 7,
      abstain: 0,
      attesters: 3,
      proof: { book, seq: 4 },
    })
  })

  test("positions that do not count are shown with the reason: a stranger's, a second, one on another text", async () => {
    const federation = await smallFederation({ Sajama: yes })
    const before = await boardOf(federation)
    await addTrouble(federation)
    const board = await boardOf(federation)
    const reasons = board.uncounted.map(({ name, position, reason }) => [name?.es, position, reason])
    expect(reasons.toSorted()).toEqual([
      ['Sajama', 'no', 'position-already-recorded'],
      ['Salta', 'yes', 'not-an-elector'],
      ['Tacna', 'yes', 'cites-another-text'],
    ])
    expect({ ...board, uncounted: [] }).toEqual(before)
  })

  test('a correction shows beside the first, which stands', async () => {
    const federation = await smallFederation({ Sajama: yes })
    const body = named(federation, 'Sajama')
    const from = await sizeOf(federation.world, body)
    const again = sessionOn(federation.referral, from, 'no').map((one) =>
      one.type === 'position.recorded' ? { ...one, data: { ...one.data, corrects: 4 } } : one,
    )
    await federation.world.wrote(body, ...again)
    const board = await boardOf(federation)
    expect(board.uncounted).toMatchObject([
      { body: body.book, position: 'no', reason: 'position-already-recorded' },
    ])
    expect(board.members.find((member) => member.body === body.book)?.position).toBe('yes')
  })

  // countPositions says "each elector's first position that cites this very referral"; the state's key is book and seq
  // without the leaf, so a position on another text (a fork's, a mistake) takes the place of the one on this text.
  test('a position on another text does not stand in the way of the one on this text', async () => {
    const federation = await smallFederation({})
    const body = named(federation, 'Tacna')
    const elsewhere = { ...federation.referral, leaf: federation.alliance.founding.leaf }
    await federation.world.writeAnyway(body, ...sessionOn(elsewhere, 2, 'no'))
    await federation.world.writeAnyway(body, ...sessionOn(federation.referral, 6, 'yes'))
    const board = await boardOf(federation)
    expect(board.members.find((member) => member.body === body.book)?.position).toBe('yes')
  })

  test('electors are frozen at the referral: who is accepted later is not entitled', async () => {
    const federation = await smallFederation({ Sajama: yes })
    const { world, alliance } = federation
    const late = await world.found('Oruro', founded('Oruro'))
    const application = await world.wrote(
      late,
      draft('membership.applied', { section: 'BO' }, [alliance.founding]),
    )
    await world.wrote(alliance, draft('membership.accepted', { section: 'BO' }, [application]))
    await world.wrote(late, ...sessionOn(federation.referral, 2, 'yes'))
    const board = await boardOf(federation)
    expect(board).toMatchObject({ entitled: 6, heard: 1 })
    expect(board.uncounted).toMatchObject([{ body: late.book, reason: 'not-an-elector' }])
  })

  test('a member whose book is not held is on the board by its id, not heard from', async () => {
    const federation = await smallFederation({ Sajama: yes })
    const { world, alliance } = federation
    const archive = openArchive('holds the alliance alone')
    await carry(world.archive, archive)
    const alone = openArchive('alone')
    await carry(await onlyThe(alliance.book, archive), alone)
    const board = await boardOf(federation, alone)
    expect(board).toMatchObject({ outcome: 'open', entitled: 6, heard: 0 })
    expect(board.members.every(({ name }) => name.es?.endsWith('…') === true)).toBe(true)
  })

  /** An archive that shows one of the books another holds. */
  async function onlyThe(book: string, archive: Archive): Promise<Archive> {
    return new Proxy(archive, {
      get: (target, name) => {
        if (name === 'books')
          return async () => (await target.books()).filter((record) => record.book === book)
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
  }

  test('there is none of what was not referred, or is not held', async () => {
    const federation = await smallFederation({})
    const { db } = await viewsOf(federation.world.archive)
    expect(sharedBoard(db, { ...federation.motion, seq: 0 })).toBeUndefined()
    expect(sharedBoard(db, { ...federation.motion, book: named(federation, 'Putre').book })).toBeUndefined()
  })

  test('who can decide here: the entitled that are hosted and have not', async () => {
    const federation = await smallFederation({ Sajama: yes })
    const hosted = new Set(['Sajama', 'Putre', 'Salta'].map((name) => named(federation, name).book))
    const speakers = new Speakers((await viewsOf(federation.world.archive)).db)
    expect(canDecideOf(await boardOf(federation), hosted, speakers)).toEqual([
      { body: named(federation, 'Putre').book, name: { es: 'Putre' } },
    ])
  })
})

describe('a federation', () => {
  test('tells its members by section and name, its charter, and its motions newest first', async () => {
    const federation = await smallFederation({ Sajama: yes })
    const { world, alliance } = federation
    await world.wrote(alliance, draft('motion.put', { title: { es: 'Otra' }, text: { es: 'x' } }))
    const { db } = await viewsOf(world.archive)
    const view = federationView(db, alliance.book)
    expect(view?.members.map(({ name, section }) => [section, name.es])).toEqual([
      ['BO', 'Curahuara'],
      ['BO', 'Sajama'],
      ['CL', 'Arica'],
      ['CL', 'Putre'],
      ['PE', 'Palca'],
      ['PE', 'Tacna'],
    ])
    expect(view?.charter.joint.map(({ of, fraction }) => [of, fraction])).toEqual([
      ['all', '2/3'],
      ['each-section', '1/2'],
    ])
    expect(
      view?.motions.map(({ title, outcome, heard, entitled }) => [title.es, outcome, heard, entitled]),
    ).toEqual([
      ['Otra', null, 0, 0],
      ['Turismo integrado', 'open', 1, 6],
    ])
    expect(federations(db)).toEqual([{ book: alliance.book, name: { es: 'Alianza' }, members: 6 }])
    expect(referralOf(db, alliance.book, federation.motion.seq)).toEqual({
      seq: federation.referral.seq,
      leaf: federation.referral.leaf,
    })
  })

  test('tells which applications wait, until they are answered', async () => {
    const federation = await smallFederation({})
    const { world, alliance } = federation
    const late = await world.found('Oruro', founded('Oruro'))
    const application = await world.wrote(
      late,
      draft('membership.applied', { section: 'BO' }, [alliance.founding]),
    )
    const waiting = federationView((await viewsOf(world.archive)).db, alliance.book)?.waiting
    expect(waiting).toMatchObject([
      { body: late.book, section: 'BO', application: { book: late.book, seq: 1 } },
    ])
    expect(applicationOf((await viewsOf(world.archive)).db, alliance.book, late.book)).toEqual({
      seq: 1,
      leaf: application.leaf,
      section: 'BO',
    })
    await world.wrote(alliance, draft('membership.accepted', { section: 'BO' }, [application]))
    expect(federationView((await viewsOf(world.archive)).db, alliance.book)?.waiting).toEqual([])
  })

  test('a node follows the federations of its bodies and all their members', async () => {
    const federation = await smallFederation({})
    const { db } = await viewsOf(federation.world.archive)
    const everybody = [federation.alliance, ...federation.bodies.values()]
    const members = everybody.filter(({ name }) => name !== 'Salta').map(({ book }) => book)
    expect(neighboursOf(db, [named(federation, 'Putre').book]).toSorted()).toEqual(members.toSorted())
    expect(neighboursOf(db, [federation.alliance.book]).toSorted()).toEqual(members.toSorted())
    const salta = named(federation, 'Salta').book
    expect(neighboursOf(db, [salta])).toEqual([salta])
    expect(neighboursOf(db, [])).toEqual([])
  })
})

describe('whoever applies', () => {
  test("is followed where the federation is one's own, and not from a fellow member's node", async () => {
    const federation = await smallFederation({})
    const { world, alliance } = federation
    const late = await world.found('Oruro', founded('Oruro'))
    await world.wrote(late, draft('membership.applied', { section: 'BO' }, [alliance.founding]))
    const { db } = await viewsOf(world.archive)
    expect(neighboursOf(db, [alliance.book])).toContain(late.book)
    expect(neighboursOf(db, [named(federation, 'Putre').book])).not.toContain(late.book)
  })
})

describe('the sessions of a body', () => {
  test("tell each vote with its motion's title and the position that rests on it", async () => {
    const federation = await smallFederation({ Putre: 'no' })
    const { db } = await viewsOf(federation.world.archive)
    expect(sessionsOf(db, named(federation, 'Putre').book)).toMatchObject([
      {
        seq: 2,
        place: 'Sede',
        votes: [
          {
            seq: 3,
            title: { es: 'Turismo integrado' },
            figures: { yes: 1, no: 7 },
            attesters: 3,
            purpose: { kind: 'position', option: 'no' },
          },
        ],
      },
    ])
  })

  test('a vote that two positions rest on is one vote', async () => {
    const federation = await smallFederation({ Putre: 'no' })
    const { referral, world } = federation
    const body = named(federation, 'Putre')
    await world.writeAnyway(body, draft('position.recorded', { vote: 3, option: 'no' }, [referral]))
    const { db } = await viewsOf(world.archive)
    expect(sessionsOf(db, body.book).flatMap(({ votes }) => votes)).toHaveLength(1)
  })
})
