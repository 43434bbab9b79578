/** Circles, for real: contents leave only for admitted nodes, by link and by file, in any order of arrival. */
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unwrap } from '../../src/kernel/result.ts'
import { carryOut } from '../../src/node/carry-out.ts'
import type { TestNode } from '../support/test-node.ts'
import { writeAsNewer } from './newer-node.ts'
import { ThreeNodes } from './three-nodes.ts'

let world: ThreeNodes
beforeEach(async () => {
  world = await ThreeNodes.open()
})
afterEach(() => world.close())

let files = 0

/** A file that one node writes for another, read by whoever it is given to. */
async function carried(from: TestNode, to: TestNode, receiver: string | undefined): Promise<string[]> {
  files += 1
  const path = join(world.nodes.folder, `stick-${files}.apachita`)
  unwrap(await carryOut(from.node, path, receiver))
  const { refused } = await to.did<{ refused: { refusal: { type: string } }[] }>('carry.in', { path })
  return refused.map(({ refusal }) => refusal.type)
}

describe('what is sealed to the people of a body', () => {
  test('reaches an admitted node over the link, and no other', async () => {
    await world.admit(world.friend)
    await world.enrol('Juana Mamani')
    await world.neighbour.synced(world.home.url)
    await world.friend.synced(world.home.url)
    expect(world.namesAt(world.home)).toEqual(['Juana Mamani'])
    expect(world.namesAt(world.friend)).toEqual(['Juana Mamani'])
    expect(world.namesAt(world.neighbour)).toEqual([])
    expect(await world.contentsAt(world.neighbour)).toEqual([])
    expect(await world.neighbour.sizeOf(world.body)).toBe(await world.home.sizeOf(world.body))
  })

  test('is pushed to an admitted node', async () => {
    await world.admit(world.friend)
    await world.friend.synced(world.home.url)
    await world.enrol('Juana Mamani')
    await world.home.synced(world.friend.url)
    await world.home.synced(world.neighbour.url)
    expect(world.namesAt(world.friend)).toEqual(['Juana Mamani'])
    expect(world.namesAt(world.neighbour)).toEqual([])
  })

  test('goes on from an admitted node to another', async () => {
    await world.admit(world.friend)
    await world.admit(world.neighbour)
    await world.enrol('Juana Mamani')
    await world.friend.synced(world.home.url)
    await world.neighbour.synced(world.friend.url)
    expect(world.namesAt(world.neighbour)).toEqual(['Juana Mamani'])
  })

  test('is kept, relayed and erased where its type is not known here, as any other', async () => {
    await world.admit(world.friend)
    const known = await world.enrol('Juana Mamani')
    const drafts = ['dues.recorded', 'attendance.listed', 'ballot.cast'].map((type) => ({
      type,
      data: { said: type },
    }))
    const unknown = await writeAsNewer(world.home, world.body, world.circle, drafts)
    await world.friend.synced(world.home.url)
    await world.neighbour.synced(world.friend.url)
    const all = [...known, ...unknown]
    expect(await world.contentsAt(world.friend)).toEqual(all)
    expect(await world.contentsAt(world.neighbour)).toEqual([])
    await world.admit(world.neighbour)
    await world.friend.synced(world.home.url)
    await world.neighbour.synced(world.friend.url)
    await world.neighbour.synced(world.friend.url)
    expect(await world.contentsAt(world.neighbour)).toEqual(all)
    const [erased = 0] = unknown
    await world.erase(erased)
    for (const node of [world.friend, world.neighbour]) {
      await node.synced(world.home.url)
      expect(await world.contentsAt(node)).toEqual(all.filter((seq) => seq !== erased))
      expect(await node.did('book.verify', { book: world.body })).toMatchObject({ damaged: [] })
    }
  })

  test('reaches an admitted node in a file for anybody; the neighbour reads the same file in vain', async () => {
    await world.admit(world.friend)
    await world.enrol('Juana Mamani')
    expect(await carried(world.home, world.neighbour, undefined)).toEqual([])
    expect(await carried(world.home, world.friend, undefined)).toEqual([])
    expect(world.namesAt(world.friend)).toEqual(['Juana Mamani'])
    expect(await world.contentsAt(world.neighbour)).toEqual([])
  })

  test('a late grant delivers what came before, over the link', async () => {
    await world.enrol('Juana Mamani')
    await world.friend.synced(world.home.url)
    expect(world.namesAt(world.friend)).toEqual([])
    await world.admit(world.friend)
    await world.enrol('Pedro Choque')
    await world.friend.synced(world.home.url)
    await world.friend.synced(world.home.url)
    expect(world.namesAt(world.friend)).toEqual(['Juana Mamani', 'Pedro Choque'])
    expect(world.friend.node.views.dump()).toContain('Juana')
  })

  test('a late grant is pushed, too', async () => {
    await world.enrol('Juana Mamani')
    await world.friend.synced(world.home.url)
    await world.admit(world.friend)
    await world.home.synced(world.friend.url)
    await world.home.synced(world.friend.url)
    expect(world.namesAt(world.friend)).toEqual(['Juana Mamani'])
  })

  test('a revoked node keeps what it had, and gets nothing later', async () => {
    await world.admit(world.friend)
    await world.enrol('Juana Mamani')
    await world.friend.synced(world.home.url)
    await world.revoke(world.friend)
    await world.enrol('Pedro Choque')
    await world.friend.synced(world.home.url)
    await carried(world.home, world.friend, undefined)
    expect(world.namesAt(world.friend)).toEqual(['Juana Mamani'])
    expect(await world.friend.sizeOf(world.body)).toBe(await world.home.sizeOf(world.body))
  })

  test('views are the same on the nodes that hold the same contents, whenever these came', async () => {
    await world.enrol('Juana Mamani')
    await world.friend.synced(world.home.url)
    await world.admit(world.friend)
    await world.enrol('Pedro Choque')
    await world.friend.synced(world.home.url)
    await world.friend.synced(world.home.url)
    const rows = (node: TestNode) =>
      node.node.views
        .dump()
        .split('\n')
        .filter((line) => line.includes(world.body) && !line.includes('"states"'))
    const withoutPositions = (lines: string[]) =>
      lines.filter((line) => !/^\["[a-z2-7]{52}",\d+,0,""/.test(line))
    expect(withoutPositions(rows(world.friend))).toEqual(withoutPositions(rows(world.home)))
  })

  test('when nothing is new nothing travels, on either side', async () => {
    await world.admit(world.friend)
    await world.enrol('Juana Mamani')
    for (let round = 0; round < 3; round += 1) {
      await world.friend.synced(world.home.url)
      await world.home.synced(world.friend.url)
    }
    const changes = [await world.home.node.archive.change(), await world.friend.node.archive.change()]
    await world.friend.synced(world.home.url)
    await world.home.synced(world.friend.url)
    expect([await world.home.node.archive.change(), await world.friend.node.archive.change()]).toEqual(
      changes,
    )
  })
})

describe('erasure', () => {
  test('deletes here and at an admitted node; the book still verifies; a late content is refused', async () => {
    await world.admit(world.friend)
    const [seq = 0] = await world.enrol('Juana Mamani')
    files += 1
    const before = join(world.nodes.folder, `stick-${files}.apachita`)
    unwrap(await carryOut(world.home.node, before, undefined))
    await world.friend.synced(world.home.url)
    await world.erase(seq)
    expect(world.namesAt(world.home)).toEqual([])
    expect(await world.contentsAt(world.home)).toEqual([])
    await world.friend.synced(world.home.url)
    expect(world.namesAt(world.friend)).toEqual([])
    const late = await world.friend.did<{ refused: { refusal: { type: string } }[] }>('carry.in', {
      path: before,
    })
    expect(late.refused.map(({ refusal }) => refusal.type)).toEqual(['content-erased'])
    expect(await world.contentsAt(world.friend)).toEqual([])
    for (const node of [world.home, world.friend])
      expect(await node.did('book.verify', { book: world.body })).toMatchObject({ damaged: [] })
  })

  test('erased before it came: the content is refused', async () => {
    await world.admit(world.friend)
    const [seq = 0] = await world.enrol('Juana Mamani')
    files += 1
    const before = join(world.nodes.folder, `stick-${files}.apachita`)
    unwrap(await carryOut(world.home.node, before, undefined))
    await world.erase(seq)
    await world.friend.synced(world.home.url)
    await world.friend.did('carry.in', { path: before })
    expect(world.namesAt(world.friend)).toEqual([])
  })
})

/** What may happen, in any order: what the secretary writes, and what travels. */
type Step =
  | { readonly kind: 'enrol' }
  | { readonly kind: 'admit' }
  | { readonly kind: 'revoke' }
  | { readonly kind: 'erase'; readonly which: number }
  | { readonly kind: 'link' | 'file'; readonly from: number; readonly to: number }

const nodeNumber = fc.integer({ min: 0, max: 2 })
const delivery = fc.record({
  kind: fc.constantFrom('link' as const, 'file' as const),
  from: nodeNumber,
  to: nodeNumber,
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('enrol' as const) }) },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'admit' as const }, { kind: 'revoke' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), which: fc.nat(5) }) },
  { weight: 4, arbitrary: delivery },
)

/** What everybody should end with, told by a model that knows nothing of packs. */
interface Model {
  isAdmitted: boolean
  /** Entry numbers of the sealed entries, with the names in them. */
  readonly sealed: Map<number, string>
  readonly erased: Set<number>
}

async function take(steps: readonly Step[], model: Model): Promise<void> {
  const nodes = [world.home, world.friend, world.neighbour]
  for (const one of steps) {
    if (one.kind === 'enrol') {
      const name = `Persona ${model.sealed.size}`
      const [seq = 0] = await world.enrol(name)
      model.sealed.set(seq, name)
    } else if (one.kind === 'admit') {
      await world.admit(world.friend)
      model.isAdmitted = true
    } else if (one.kind === 'revoke') {
      if (!model.isAdmitted) continue
      await world.revoke(world.friend)
      model.isAdmitted = false
    } else if (one.kind === 'erase') {
      const left = [...model.sealed.keys()].filter((seq) => !model.erased.has(seq))
      const seq = left[one.which % Math.max(1, left.length)]
      if (seq === undefined) continue
      await world.erase(seq)
      model.erased.add(seq)
    } else if (one.kind === 'link' || one.kind === 'file') {
      const [from, to] = [nodes[one.from], nodes[one.to]]
      if (from === undefined || to === undefined || from === to) continue
      if (one.kind === 'link') await to.synced(from.url)
      else await carried(from, to, undefined)
    }
    expect(await world.contentsAt(world.neighbour), 'the neighbour has nothing').toEqual([])
  }
}

test('in any order of arrival, by link and by file: admitted nodes end with all that was not erased, the neighbour with nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (steps) => {
      await world.close()
      world = await ThreeNodes.open()
      const model: Model = { isAdmitted: false, sealed: new Map(), erased: new Set() }
      await take(steps, model)
      for (let round = 0; round < 2; round += 1) {
        await world.friend.synced(world.home.url)
        await world.neighbour.synced(world.home.url)
        await carried(world.friend, world.neighbour, undefined)
      }
      const left = [...model.sealed].filter(([seq]) => !model.erased.has(seq))
      const all = left.map(([, name]) => name).toSorted()
      expect(world.namesAt(world.home)).toEqual(all)
      const atFriend = world.namesAt(world.friend)
      if (model.isAdmitted) expect(atFriend).toEqual(all)
      else expect(all).toEqual(expect.arrayContaining(atFriend))
      expect(world.namesAt(world.neighbour)).toEqual([])
      for (const node of [world.home, world.friend, world.neighbour])
        expect(await node.sizeOf(world.body)).toBe(await world.home.sizeOf(world.body))
    }),
    { numRuns: Number(process.env['APACHITA_DELIVERIES'] ?? 12) },
  )
}, 600_000)
