import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Archive } from '../archive/contract.ts'
import { sharedBoard } from '../federation/board-query.ts'
import { federationView } from '../federation/queries.ts'
import { draft, founded, foundedAlliance } from '../testing/drafts.ts'
import { citing } from '../testing/given.ts'
import { rooms } from '../node/rooms.ts'
import { anyDeliveries, catchUpAll, deliver } from '../testing/deliveries.ts'
import { carry } from '../testing/packs.ts'
import { type SmallFederation, addTrouble, smallFederation } from '../testing/small-federation.ts'
import { type Body, World, openArchive } from '../testing/world.ts'
import { findWords, wordsAsked } from './searched.ts'
import { Views } from './views.ts'

const opened: Views[] = []
const viewsOf = (archive: Archive): Views => {
  const views = new Views(':memory:', rooms, archive)
  opened.push(views)
  return views
}

afterEach(() => {
  for (const views of opened.splice(0)) views.close()
})

describe('the same books give the same views', () => {
  let federation: SmallFederation
  let everybody: Body[]
  let expected: { dump: string; board: unknown; page: unknown; found: string[] }

  const shown = (views: Views) => ({
    dump: views.dump(),
    board: sharedBoard(views.db, federation.motion),
    page: federationView(views.db, federation.alliance.book),
    found: findWords(views.db, wordsAsked('s'), 500, () => true)
      .map(({ book, seq }) => `${book} ${seq}`)
      .toSorted(),
  })

  beforeAll(async () => {
    federation = await smallFederation({ Sajama: 'yes', Curahuara: 'yes', Putre: 'yes', Tacna: 'abstain' })
    await addTrouble(federation)
    everybody = [federation.alliance, ...federation.bodies.values()]
    const archive = openArchive('told at once')
    await carry(federation.world.archive, archive)
    const views = new Views(':memory:', rooms, archive)
    await catchUpAll(views, archive)
    expected = shown(views)
    expect(expected.found.length).toBeGreaterThan(0)
    views.close()
  })

  test('whole or in parts, in any order, twice, interleaved with folding: dumps and boards are equal', async () => {
    const { world } = federation
    const order = anyDeliveries(world, everybody)
    await fc.assert(
      fc.asyncProperty(order, fc.infiniteStream(fc.boolean()), async (deliveries, chance) => {
        const archive = openArchive('told in parts')
        const views = new Views(':memory:', rooms, archive)
        await deliver(world, archive, deliveries, async () => {
          if (chance.next().value === true) await catchUpAll(views, archive)
        })
        await catchUpAll(views, archive)
        const got = shown(views)
        views.close()
        await archive.close()
        expect(got).toEqual(expected)
      }),
      { numRuns: 25, seed: 20260301 },
    )
  })

  test('deleted and made again they come back identical', async () => {
    const archive = openArchive('told at once')
    await carry(federation.world.archive, archive)
    const views = viewsOf(archive)
    await catchUpAll(views, archive)
    views.clear()
    expect(views.dump()).not.toContain(federation.alliance.book)
    expect(sharedBoard(views.db, federation.motion)).toBeUndefined()
    await catchUpAll(views, archive)
    expect(shown(views)).toEqual(expected)
  })

  test('folded again they stay as they are', async () => {
    const archive = openArchive('told at once')
    await carry(federation.world.archive, archive)
    const views = viewsOf(archive)
    for (let times = 0; times < 3; times += 1) await catchUpAll(views, archive)
    expect(shown(views)).toEqual(expected)
  })

  test("as the authors' own node folds them, entry by entry as they were written", async () => {
    const views = viewsOf(federation.world.archive)
    await catchUpAll(views, federation.world.archive)
    expect(shown(views)).toEqual(expected)
  })

  test('what is void, unknown or flagged is told with its reasons', () => {
    const flags = expected.dump
      .slice(expected.dump.indexOf('-- flags'), expected.dump.indexOf('-- folded'))
      .split('\n')
      .filter((line) => line.startsWith('['))
      .map((line) => JSON.parse(line) as [string, number, string, string])
      .map(([book, seq, status, breaches]) => {
        const name = everybody.find((body) => body.book === book)?.name
        return [name, seq, status, (JSON.parse(breaches) as { type: string }[]).map(({ type }) => type)]
      })
    expect(flags.toSorted()).toEqual([
      ['Alianza', 9, 'void', ['section-unknown']],
      ['Sajama', 8, 'flagged', ['position-already-recorded']],
      ['Salta', 3, 'flagged', ['not-a-member']],
      ['Tacna', 10, 'void', ['not-json']],
      ['Tacna', 11, 'unknown', []],
    ])
  })
})

describe('catching up', () => {
  test('a book not held is folded as nothing', async () => {
    const archive = openArchive('empty')
    const folded = await viewsOf(archive).catchUp('a'.repeat(52))
    expect([folded.size, folded.pens]).toEqual([0, []])
  })

  test('a book of many entries is folded in batches as it is in one', async () => {
    const world = new World('large')
    const body = await world.found('Arica', founded('Arica'))
    const notes = Array.from({ length: 300 }, (_, at) => draft('note.kept', { at }))
    const [slow, fast] = [viewsOf(world.archive), viewsOf(world.archive)]
    for (let times = 0; times < 3; times += 1) {
      await world.writeAnyway(body, ...notes)
      await slow.catchUp(body.book)
    }
    await fast.catchUp(body.book)
    expect(slow.dump()).toBe(fast.dump())
  })

  test('two at once fold nothing twice', async () => {
    const world = new World('busy')
    const body = await world.found('Arica', founded('Arica'))
    await world.writeAnyway(body, draft('note.kept'), draft('session.opened'))
    const views = viewsOf(world.archive)
    await Promise.all([views.catchUp(body.book), views.catchUp(body.book)])
    expect((await views.catchUp(body.book)).size).toBe(3)
  })
})

describe('no entry under a valid checkpoint stops the fold of its book', () => {
  const foldAfter = async (
    name: string,
    ...entries: Parameters<World['writeAnyway']>[1][]
  ): Promise<number> => {
    const world = new World(name)
    const body = await world.found(name, foundedAlliance(name, ['BO']))
    await world.writeAnyway(body, ...entries)
    return (await viewsOf(world.archive).catchUp(body.book)).size
  }

  test.each(['constructor', 'a'.repeat(64), 'valueof', 'x.y.z'])('a type named %s', async (type) => {
    expect(await foldAfter('Arica', draft(type))).toBe(2)
  })

  test('numbers and texts at the edge of what an entry can hold', async () => {
    const max = Number.MAX_SAFE_INTEGER
    const odd = foundedAlliance('Arica', ['BO'], {
      population: { count: max, year: -max, kind: '\u0000' },
      place: { lon: `-${'9'.repeat(400)}.5`, lat: '-0' },
    })
    const world = new World('Arica')
    const body = await world.found('Arica', odd)
    await world.writeAnyway(
      body,
      draft('motion.put', { title: { es: '\u0000' }, text: { es: '\u{1f600}' } }),
      draft('membership.applied', { section: '__proto__' }, [citing('other', max)]),
      draft('session.opened'),
      draft('position.recorded', { vote: max, option: 'yes', corrects: max }, [citing('other', max)]),
    )
    expect((await viewsOf(world.archive).catchUp(body.book)).size).toBe(5)
  })

  test('charters with names that JavaScript knows', async () => {
    const world = new World('Arica')
    const requirements = [{ of: 'all', fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'cast' }]
    const charter = {
      rulesVersion: 1,
      posts: [
        { id: 'secretary', writes: ['*'] },
        { id: 'clerk', writes: ['x'] },
      ],
      decisions: JSON.parse(`{"__proto__":{"requirements":${JSON.stringify(requirements)}}}`) as object,
      prevails: 'book',
      sections: [
        { id: '__proto__', name: { es: 'x' } },
        { id: 'constructor', name: { es: 'x' } },
      ],
    }
    const body = await world.found('Arica', foundedAlliance('Arica', [], { charter: charter as never }))
    await world.writeAnyway(
      body,
      draft('membership.accepted', { section: '__proto__' }, [citing('one')]),
      draft('membership.accepted', { section: 'constructor' }, [citing('two')]),
      draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } }),
      draft('motion.referred', { motion: 3, rule: 'constructor', electors: {} }),
      draft('motion.referred', { motion: 3, rule: '__proto__', electors: {} }),
      draft('session.opened'),
    )
    const views = viewsOf(world.archive)
    expect((await views.catchUp(body.book)).size).toBe(7)
    federationView(views.db, body.book)
    sharedBoard(views.db, { book: body.book, seq: 3 })
  })

  test('a motion referred twice, the first time citing something', async () => {
    const motion = draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } })
    const referred = draft('motion.referred', { motion: 1, rule: 'joint', electors: {} }, [citing('a study')])
    expect(await foldAfter('Arica', motion, referred, referred)).toBe(4)
  })
})
