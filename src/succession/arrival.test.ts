/** Successors in any order of arrival: cut at any checkpoint, interleaved with folding, the views are the same. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Archive } from '../archive/contract.ts'
import { rootAt } from '../archive/subtrees.ts'
import { sharedBoard } from '../federation/board-query.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Draft, draft, draftToEntry, founded, foundedAlliance } from '../testing/drafts.ts'
import { entryToBytes, signEntry } from '../book/entry.ts'
import { rooms } from '../node/rooms.ts'
import { personNamed, signerNamed } from '../testing/keys.ts'
import { packOf, partFrames, takeIn } from '../testing/packs.ts'
import { sessionOn, sizeOf } from '../testing/small-federation.ts'
import { type Body, World, openArchive } from '../testing/world.ts'
import { Views } from '../views/views.ts'
import { Speakers } from './speakers.ts'
import { succession } from './queries.ts'

const names = ['Sajama', 'Putre', 'Tacna', 'Palca']

/** Four members; two successors proposed; the second is in effect, goes on, and one member goes on in a book of its own. */
async function story() {
  const world = new World()
  const alliance = await world.found('Alianza', foundedAlliance('Alianza', ['BO']))
  const members = new Map<string, Body>()
  for (const name of names) {
    const body = await world.found(name, founded(name))
    await world.wrote(body, draft('membership.applied', { section: 'BO' }, [alliance.founding]))
    const application = await world.citationOf(body.book, 1)
    await world.wrote(alliance, draft('membership.accepted', { section: 'BO' }, [application]))
    members.set(name, body)
  }
  const named = (name: string): Body => members.get(name) as Body
  const continuesOf = async (body: Body, size: number) => ({
    book: body.book,
    size,
    root: base64(await rootAt(world.archive, body.book, size)),
  })
  const propose = async (name: string, of: Draft, body: Body, size: number): Promise<Body> => {
    const officer = { id: personNamed(name), key: signerNamed(name).key, post: 'secretary' }
    const data = { ...of.data, pen: signerNamed(`${name} pen`).key, officers: [officer] }
    return world.found(name, { ...of, data: { ...data, continues: await continuesOf(body, size) } })
  }
  const endorse = async (body: Body, proposal: Body, continued: Body, size: number): Promise<void> => {
    const continues = await continuesOf(continued, size)
    const entry = draftToEntry(draft('successor.endorsed', { continues }, [proposal.founding]), body.name)
    await world.writeAnyway(body, entryToBytes(signEntry(body.book, entry, signerNamed(body.name))))
  }
  const size = await sizeOf(world, alliance)
  const of = foundedAlliance('Alianza', ['BO'])
  const one = await propose('Una propuesta', of, alliance, size - 1)
  const other = await propose('Otra propuesta', of, alliance, size)
  await endorse(named('Palca'), one, alliance, size - 1)
  for (const name of ['Sajama', 'Putre', 'Tacna']) await endorse(named(name), other, alliance, size)
  await endorse(named('Palca'), other, alliance, size)
  await world.writeAnyway(alliance, draft('membership.accepted', { section: 'BO' }, [alliance.founding]))
  // Tacna's own book is gone on with, by its one officer; its old pen votes no beyond.
  const tacna = await sizeOf(world, named('Tacna'))
  const later = await propose('Tacna de nuevo', founded('Tacna'), named('Tacna'), tacna)
  const word = draftToEntry(
    draft('successor.endorsed', { continues: await continuesOf(named('Tacna'), tacna) }, [later.founding]),
    'Tacna',
  )
  await world.writeAnyway(later, entryToBytes(signEntry(later.book, word, signerNamed('Tacna'))))
  const motion = await world.wrote(
    other,
    draft('motion.put', { title: { es: 'Agua' }, text: { es: 'Pozo' } }),
  )
  const electors = { BO: 4 }
  // The world of tests folds a book by itself alone: what a successor may refer it cannot judge.
  await world.writeAnyway(other, draft('motion.referred', { motion: motion.seq, rule: 'joint', electors }))
  const referral = await world.citationOf(other.book, motion.seq + 1)
  for (const name of ['Sajama', 'Putre'])
    await world.writeAnyway(named(name), ...sessionOn(referral, await sizeOf(world, named(name)), 'yes'))
  await world.writeAnyway(named('Tacna'), ...sessionOn(referral, tacna, 'no'))
  await world.writeAnyway(later, ...sessionOn(referral, await sizeOf(world, later), 'yes'))
  return { world, alliance, other, later, motion, all: [alliance, one, other, later, ...members.values()] }
}

describe('successors, in whatever order their books arrive', () => {
  let told: Awaited<ReturnType<typeof story>>
  let expected: string

  const shown = (views: Views): string =>
    views.dump() +
    JSON.stringify([sharedBoard(views.db, told.motion), succession(views.db, told.alliance.book)])

  async function foldAll(views: Views, archive: Archive): Promise<void> {
    for (const { book } of await archive.books()) await views.catchUp(book)
  }

  beforeAll(async () => {
    told = await story()
    const views = new Views(':memory:', rooms, told.world.archive)
    await foldAll(views, told.world.archive)
    expected = shown(views)
    const speakers = new Speakers(views.db)
    expect(speakers.speakerOf(told.alliance.book)).toBe(told.other.book)
    expect(sharedBoard(views.db, told.motion)).toMatchObject({
      isInForce: true,
      outcome: 'carried',
      heard: 3,
      uncounted: [{ position: 'no', reason: 'beyond-successor' }],
    })
    views.close()
  })

  test('dumps, boards and who speaks are equal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (chance) => {
        const below = (limit: number): number => (chance.next().value ?? 0) % limit
        const archive = openArchive('arrival')
        const views = new Views(':memory:', rooms, archive)
        const lacking = new Set(told.all)
        while (lacking.size > 0) {
          const body = [...lacking][below(lacking.size)] as Body
          const from = (await archive.book(body.book))?.size ?? 0
          const stops = told.world.signedOf(body).filter(({ size }) => size > from)
          const to = stops[below(stops.length)]?.size ?? 0
          await takeIn(archive, await packOf(await partFrames(told.world, body, from, to)))
          if (stops.at(-1)?.size === to) lacking.delete(body)
          if (below(2) === 0) await foldAll(views, archive)
        }
        await foldAll(views, archive)
        expect(shown(views)).toBe(expected)
        views.close()
      }),
      { numRuns: 25 },
    )
  })
})
