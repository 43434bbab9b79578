/** The tree of a federation from books as they come: in any order, with some that are not here, and with those that go on in others. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rooms } from '../node/rooms.ts'
import { anyDeliveries, catchUpAll, deliver } from '../testing/deliveries.ts'
import { draft, founded, foundedAlliance } from '../testing/drafts.ts'
import { smallFederation } from '../testing/small-federation.ts'
import { goesOn } from '../testing/successors.ts'
import { bodyNamed } from '../testing/turning-federation.ts'
import { type Body, type World, openArchive } from '../testing/world.ts'
import { Views } from '../views/views.ts'
import { federationTree } from './tree-query.ts'
import type { FederationTree, TreeBody } from './views.ts'

let world: World
let alliance: Body
let district: Body
let bodies: Body[]

async function joins(federation: Body, member: Body, section: string): Promise<void> {
  const application = await world.wrote(
    member,
    draft('membership.applied', { section }, [federation.founding]),
  )
  await world.wrote(federation, draft('membership.accepted', { section }, [application]))
}

beforeAll(async () => {
  const small = await smallFederation({})
  ;({ world, alliance } = small)
  district = await world.found('Distrito', foundedAlliance('Distrito', ['BO']))
  const council = await world.found('Junta', founded('Junta', { kind: 'neighbourhood-council' }))
  await joins(alliance, district, 'BO')
  await joins(district, council, 'BO')
  await joins(district, alliance, 'BO')
  bodies = [
    alliance,
    district,
    council,
    ...['Sajama', 'Putre', 'Tacna'].map((name) => bodyNamed(small, name)),
  ]
})

const opened: Views[] = []
afterAll(() => {
  for (const views of opened) views.close()
})

async function viewsOf(archive = world.archive): Promise<Views> {
  const views = new Views(':memory:', rooms, archive)
  opened.push(views)
  // Successors are folded once what they go on from is.
  for (let round = 0; round < 3; round += 1) await catchUpAll(views, archive)
  return views
}

function treeIn(views: Views, isShown: (book: string) => boolean = () => true): FederationTree {
  const tree = federationTree(views.db, alliance.book, isShown)
  if (tree === undefined) throw new Error('no tree')
  return tree
}

const membersOf = ({ sections }: TreeBody): readonly TreeBody[] => sections.flatMap(({ members }) => members)
const namesOf = (body: TreeBody): (string | undefined)[] => membersOf(body).map(({ facts }) => facts?.name.es)

test('given a federation in a federation in a circle, then it is told by sections, and where the circle closes', async () => {
  const tree = treeIn(await viewsOf())
  expect(tree.root.sections.map(({ section }) => section)).toEqual(['BO', 'CL', 'PE'])
  expect(namesOf(tree.root)).toEqual(['Curahuara', 'Distrito', 'Sajama', 'Arica', 'Putre', 'Palca', 'Tacna'])
  const below = membersOf(membersOf(tree.root)[1] as TreeBody)
  expect(below.map(({ facts, stands }) => [facts?.name.es, stands])).toEqual([
    ['Alianza', 'circle'],
    ['Junta', 'whole'],
  ])
  expect(tree).toMatchObject({ bodies: 8, federations: 1, notHere: 0, levels: 3, hasCircle: true })
})

test('given books that are held and followed by nobody, then they are as if not here, and none is left out', async () => {
  const views = await viewsOf()
  const tree = treeIn(views, (book) => book !== district.book)
  expect(tree).toMatchObject({ bodies: 7, federations: 0, notHere: 1, levels: 2, hasCircle: false })
  expect(JSON.stringify(tree)).not.toContain('Distrito')
  expect(federationTree(views.db, alliance.book, () => false)).toBeUndefined()
})

test('given the same books, when they come in any order, in parts, twice, then the tree is the same', async () => {
  const missing = new Set(['Curahuara', 'Arica', 'Palca'])
  const expected = treeIn(await viewsOf(), (book) => bodies.some((body) => body.book === book))
  expect(expected.notHere).toBe(missing.size)
  let at = 0
  await fc.assert(
    fc.asyncProperty(anyDeliveries(world, bodies), async (deliveries) => {
      const archive = openArchive(`arrival ${(at += 1)}`)
      await deliver(world, archive, deliveries, () => Promise.resolve())
      expect(treeIn(await viewsOf(archive))).toEqual(expected)
      await archive.close()
    }),
    { numRuns: 8 },
  )
})

describe('a member that goes on in another book', () => {
  test('is there once, by the book that speaks for it', async () => {
    const small = await smallFederation({})
    const next = await goesOn(small.world, bodyNamed(small, 'Tacna'), founded('Tacna', { country: 'PE' }))
    const views = await viewsOf(small.world.archive)
    const tree = federationTree(views.db, small.alliance.book, () => true)
    if (tree === undefined) throw new Error('no tree')
    const tacna = membersOf(tree.root).filter(({ facts }) => facts?.name.es === 'Tacna')
    expect(tacna.map(({ book }) => book)).toEqual([next.book])
    expect(tree.bodies).toBe(6)
  })
})
