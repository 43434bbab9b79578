/**
 * P3, P4: a stolen old pen signs another history. What the charter's witnesses vouch for stands, whichever history a node
 * took in first; what gives way is kept.
 */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  begin,
  closeNodes,
  holding,
  newNode,
  partOf,
  refusalsOf,
  rightStands,
  standing,
  stopped,
  take,
} from '../../tests/support/two-histories-nodes.ts'
import { base64 } from '../kernel/encoding.ts'
import { charterOf, founded } from '../testing/drafts.ts'
import { hexOf } from '../testing/keys.ts'
import { emptyManifest, packOf, partFrames } from '../testing/packs.ts'
import { TwoHistories, witnessId } from '../testing/two-histories.ts'
import { allEntries } from '../testing/world.ts'

let two: TwoHistories
afterEach(closeNodes)

describe('a history that two of three witnesses vouch for', () => {
  beforeEach(async () => {
    two = await begin()
  })

  test('stays where it is held: the other one is evidence, and stops nothing', async () => {
    const at = await holding(await two.whole(two.right, 'Uno', 'Dos'))
    expect(await refusalsOf(at, await two.whole(two.other))).toEqual(['history-rewritten'])
    expect(await standing(at)).toEqual(await rightStands())
    const [fork] = (await at.node.archive.sideData(two.book)).forks
    expect(fork?.proof.seq).toBe(two.parted)
    expect(fork?.vouchings.map(({ witness }) => witness)).toEqual(['Uno', 'Dos'].map(witnessId).toSorted())
    expect(await at.node.archive.setAsides(two.book)).toEqual([])
    expect(at.node.forks).toEqual([])
  })

  test('is taken in where the other one was, which is kept aside, every entry of it', async () => {
    const at = await holding(await two.whole(two.other))
    expect(await refusalsOf(at, await two.whole(two.right, 'Uno', 'Dos'))).toEqual([])
    expect(await standing(at)).toEqual(await rightStands())
    const [aside, ...more] = await at.node.archive.setAsides(two.book)
    expect(more).toEqual([])
    expect(aside).toMatchObject({ place: 0, from: two.parted, size: await two.sizeOf(two.other) })
    const kept: Uint8Array[] = []
    for await (const batch of at.node.archive.asideEntries(two.book, 0, 0, 99)) kept.push(...batch)
    const expected = (await allEntries(two.other.archive, two.book)).slice(two.parted)
    expect(kept.map(hexOf)).toEqual(expected.map(hexOf))
    const head = await two.other.archive.book(two.book)
    expect(hexOf(aside?.checkpoint ?? new Uint8Array())).toBe(hexOf(head?.checkpoint ?? new Uint8Array()))
  })

  test('is waited for where only its words are: state stops where the histories part', async () => {
    const at = await holding(await two.whole(two.other))
    const words = [await two.word(two.right, 'Uno'), await two.word(two.right, 'Dos')]
    expect(await refusalsOf(at, await two.proven(...words))).toEqual([])
    expect(await standing(at)).toEqual(stopped('other'))
    expect(await refusalsOf(at, await two.whole(two.right))).toEqual([])
    expect(await standing(at)).toEqual(await rightStands())
  })

  test('is vouched for by words that come one by one, from different senders', async () => {
    const at = await holding(await two.whole(two.other), await two.whole(two.right, 'Uno'))
    expect(await standing(at)).toEqual(stopped('other'))
    expect(await refusalsOf(at, await two.whole(two.right, 'Dos'))).toEqual([])
    expect(await standing(at)).toEqual(await rightStands())
  })

  test('is vouched for by words on different heads of it', async () => {
    const at = await holding(await two.whole(two.other))
    const words = [await two.word(two.right, 'Uno', two.parted + 1), await two.word(two.right, 'Dos')]
    await take(at, await two.proven(...words))
    await take(at, await two.whole(two.right))
    expect(await standing(at)).toEqual(await rightStands())
  })

  test('goes on: more is taken in, and folded', async () => {
    const at = await holding(await two.whole(two.other), await two.whole(two.right, 'Uno', 'Dos'))
    await two.right.wrote(two.body, { type: 'session.opened', data: {} })
    const grown = await two.sizeOf(two.right)
    expect(await refusalsOf(at, await partOf(two.right, two.body, grown - 1, grown))).toEqual([])
    expect(await standing(at)).toMatchObject({ stands: grown, folded: grown })
  })

  test(
    'any packs in any order, once or twice, end in the same views on every node',
    { timeout: 240_000 },
    async () => {
      const packs = [
        await two.whole(two.other, 'Tres'),
        await two.whole(two.right),
        await two.whole(two.right, 'Uno'),
        await two.whole(two.right, 'Dos'),
        await two.proven(),
        await two.proven(await two.word(two.right, 'Uno')),
        await two.proven(await two.word(two.other, 'Tres'), await two.word(two.right, 'Dos')),
      ]
      const expected = await holding(await two.whole(two.right, 'Uno', 'Dos'))
      const dump = expected.node.views.dump()
      const orders = fc.tuple(
        fc.shuffledSubarray(packs, { minLength: packs.length }),
        fc.shuffledSubarray(packs),
      )
      await fc.assert(
        fc.asyncProperty(orders, async ([once, again]) => {
          const at = await holding(...once, ...again)
          // Senders go on until nothing changes: what lacked its entries comes again.
          for (const pack of once) await take(at, pack)
          expect(await standing(at)).toEqual(await rightStands())
          expect(at.node.views.dump()).toBe(dump)
          await at.close()
        }),
        { numRuns: 25 },
      )
    },
  )
})

describe('several forks of one book', () => {
  let again: TwoHistories
  let later = 0

  beforeEach(async () => {
    two = await begin()
    again = await TwoHistories.make()
    later = await two.sizeOf(two.right)
    await two.right.wrote(two.body, { type: 'session.opened', data: { place: 'Plaza' } })
    await again.right.wrote(two.body, { type: 'session.opened', data: { place: 'Escuela' } })
  })

  /** Words on the head from before the later fork. */
  async function early(...witnesses: readonly string[]): Promise<Uint8Array> {
    const part = await partFrames(two.right, two.body, 0, later)
    const said = await Promise.all(witnesses.map((one) => two.cosignature(two.right, one, later)))
    const frames = said.map((cosignature) => ({ kind: 'cosignature', cosignature }) as const)
    return packOf([emptyManifest, ...part, ...frames])
  }

  test.each([
    ['stops at the one that nobody settles', []],
    ['goes on where both are settled', ['Dos', 'Tres']],
  ])('%s, in any order', { timeout: 120_000 }, async (_, witnesses) => {
    const packs = [
      await two.whole(two.other),
      await early('Uno', 'Dos'),
      await two.whole(two.right, ...witnesses),
      await again.whole(again.right),
    ]
    const dumps = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(packs, { minLength: packs.length }), async (order) => {
        const at = await holding(...order, ...order, ...order)
        const stands = witnesses.length > 0 ? later + 1 : later
        expect(await standing(at)).toMatchObject({ stands, folded: stands, damaged: undefined })
        dumps.add(at.node.views.dump())
        await at.close()
      }),
      { numRuns: 12 },
    )
    expect(dumps.size).toBe(1)
  })
})

test('a book held exactly up to where its histories part goes on with the one vouched for, and no other', async () => {
  two = await begin()
  const at = await holding(await partOf(two.right, two.body, 0, two.parted), await two.proven())
  expect(await refusalsOf(at, await two.whole(two.right))).toEqual(['book-forked'])
  await take(at, await two.proven(await two.word(two.right, 'Dos'), await two.word(two.right, 'Tres')))
  expect(await refusalsOf(at, await two.whole(two.other))).toEqual(['book-forked'])
  expect(await refusalsOf(at, await two.whole(two.right))).toEqual([])
  expect(await standing(at)).toEqual(await rightStands())
  expect(await at.node.archive.setAsides(two.book)).toEqual([])
})

describe('a successor of a prefix beyond where the histories part', () => {
  test('is void while the book stops there, and stands again once the witnesses vouch for what it continues', async () => {
    two = await begin()
    const size = await two.sizeOf(two.right)
    const record = await two.right.archive.book(two.book)
    const continues = { book: two.book, size, root: base64(record?.root ?? new Uint8Array()) }
    const charter = { ...charterOf(), witnesses: ['Uno', 'Dos', 'Tres'].map(witnessId) }
    const next = await two.right.found('San Pedro', founded('San Pedro', { charter, continues }))
    const part = await partOf(two.right, next, 0, 1)
    const at = await holding(await two.whole(two.right))
    at.node.local.follow(next.book)
    await take(at, part)
    const standingOf = () =>
      at.node.views.db.prepare('SELECT standing FROM folded WHERE book = ?').get(next.book)
    expect(standingOf()).toEqual({ standing: 'held' })
    await take(at, await two.whole(two.other))
    expect(standingOf()).toEqual({ standing: 'void' })
    await take(at, await two.words(two.right, 'Uno', 'Dos'))
    expect(standingOf()).toEqual({ standing: 'held' })
    const late = await newNode()
    late.node.local.follow(next.book)
    await take(late, await two.whole(two.other))
    await take(late, part)
    await take(late, await two.whole(two.right, 'Uno', 'Dos'))
    expect(late.node.views.dump()).toBe(at.node.views.dump())
  })
})
