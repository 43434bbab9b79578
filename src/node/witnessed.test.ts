/**
 * P3, P4: a stolen old pen signs another history. What the charter's witnesses vouch for stands, whichever history a node
 * took in first; what gives way is kept; nobody else's word moves anything.
 */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'
import { agreedSize } from '../archive/contract.ts'
import { verifyBook } from '../archive/verify.ts'
import { hexOf, signerNamed } from '../testing/keys.ts'
import { inChunks } from '../testing/packs.ts'
import { TwoHistories, admissionOf, witnessId } from '../testing/two-histories.ts'
import { type World, allEntries } from '../testing/world.ts'
import { charterOf, founded } from '../testing/drafts.ts'
import { base64 } from '../kernel/encoding.ts'
import { emptyManifest, packOf, partFrames } from '../testing/packs.ts'
import { takeIn } from './take-in.ts'

let nodes = new Nodes()
let two: TwoHistories
beforeEach(() => {
  nodes = new Nodes()
})
afterEach(() => nodes.close())

const newNode = async (): Promise<TestNode> => {
  const at = await nodes.open('Nodo')
  at.node.local.follow(two.book)
  return at
}

const take = (at: TestNode, pack: Uint8Array) =>
  takeIn(at.node, inChunks(pack), { via: 'carried', source: 'a stick', node: null })

const refusalsOf = async (at: TestNode, pack: Uint8Array): Promise<string[]> =>
  (await take(at, pack)).refused.map(({ refusal }) => refusal.type)

async function holding(...packs: readonly Uint8Array[]): Promise<TestNode> {
  const at = await newNode()
  for (const pack of packs) await take(at, pack)
  return at
}

/** How much of the book stands, and whether what is held is this history. */
async function standing(at: TestNode) {
  const record = await at.node.archive.book(two.book)
  if (record === undefined) throw new Error('not held')
  const { size } = record
  const isOf = async (world: World) =>
    size <= (await two.sizeOf(world)) &&
    Buffer.compare(
      Buffer.concat(await allEntries(at.node.archive, two.book)),
      Buffer.concat((await allEntries(world.archive, two.book)).slice(0, size)),
    ) === 0
  return {
    stands: agreedSize(record),
    forkedAt: record.forkedAt,
    holds: (await isOf(two.right)) ? 'right' : (await isOf(two.other)) ? 'other' : 'neither',
    folded: at.node.views.foldedSize(two.book),
    damaged: await verifyBook(at.node.archive, two.book),
  }
}

const rightStands = async () => {
  const stands = await two.sizeOf(two.right)
  return { stands, forkedAt: undefined, holds: 'right', folded: stands, damaged: undefined }
}
const stopped = (holds: string) => ({
  stands: two.parted,
  forkedAt: two.parted,
  holds,
  folded: two.parted,
  damaged: undefined,
})

describe('a history that two of three witnesses vouch for', () => {
  beforeEach(async () => {
    two = await TwoHistories.make()
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
    const part = await partFrames(two.right, two.body, grown - 1, grown)
    expect(await refusalsOf(at, await packOf([emptyManifest, ...part]))).toEqual([])
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

describe('what moves nothing', () => {
  beforeEach(async () => {
    two = await TwoHistories.make()
  })

  test('a proof alone: state stops, on either side', async () => {
    for (const world of [two.right, two.other]) {
      const at = await holding(await two.whole(world), await two.proven())
      expect(await standing(at)).toEqual(stopped(world === two.right ? 'right' : 'other'))
    }
  })

  test('one witness of three', async () => {
    const at = await holding(await two.whole(two.other), await two.whole(two.right, 'Uno'))
    expect(await standing(at)).toEqual(stopped('other'))
  })

  test('one witness many times, on many heads', async () => {
    const at = await holding(await two.whole(two.other))
    const end = await two.sizeOf(two.right)
    for (let size = two.parted + 1; size <= end; size += 1)
      await take(at, await two.proven(await two.word(two.right, 'Uno', size)))
    await take(at, await two.whole(two.right, 'Uno'))
    expect(await standing(at)).toEqual(stopped('other'))
    expect((await at.node.archive.sideData(two.book)).forks[0]?.vouchings).toHaveLength(1)
  })

  test('nodes that the charter does not name, though the body admitted them', async () => {
    two = await TwoHistories.make({ admitted: ['Uno', 'Dos', 'Tres', 'Otro', 'Más'] })
    const at = await holding(await two.whole(two.other), await two.whole(two.right, 'Uno', 'Otro', 'Más'))
    expect(await standing(at)).toEqual(stopped('other'))
  })

  test('witnesses that the body did not admit before the histories part, whatever other books say of their keys', async () => {
    two = await TwoHistories.make({ admitted: ['Uno'] })
    const stranger = await two.right.found('Estafa', founded('Estafa'))
    await two.right.wrote(stranger, admissionOf('Dos'), admissionOf('Tres'))
    const at = await newNode()
    at.node.local.follow(stranger.book)
    const part = await partFrames(two.right, stranger, 0, 3)
    await take(at, await packOf([emptyManifest, ...part]))
    await take(at, await two.whole(two.other))
    await take(at, await two.whole(two.right, 'Uno', 'Dos', 'Tres'))
    expect(await standing(at)).toEqual(stopped('other'))
  })

  test('words by keys that another book says are the witnesses’: nor do they hide the true ones', async () => {
    const stranger = await two.other.found('Estafa', founded('Estafa'))
    const forged = signerNamed('forged')
    await two.other.wrote(stranger, admissionOf('Uno', forged))
    await two.other.wrote(stranger, admissionOf('Dos', signerNamed('forged too')))
    const at = await newNode()
    at.node.local.follow(stranger.book)
    await take(at, await packOf([emptyManifest, ...(await partFrames(two.other, stranger, 0, 3))]))
    const words = [
      await two.word(two.other, 'Uno', undefined, forged),
      await two.word(two.other, 'Dos', undefined, signerNamed('forged too')),
    ]
    await take(at, await two.whole(two.right))
    expect(await refusalsOf(at, await two.proven(...words))).toEqual([
      'cosignature-invalid',
      'cosignature-invalid',
    ])
    const end = await two.sizeOf(two.right)
    const cosignature = await two.cosignature(two.right, 'Uno', end, forged)
    const head = { kind: 'book', book: two.book, from: end } as const
    await take(at, await packOf([emptyManifest, head, { kind: 'cosignature', cosignature }]))
    expect(await standing(at)).toEqual(stopped('right'))
    await take(at, await two.words(two.right, 'Uno', 'Dos'))
    expect(await standing(at)).toEqual(await rightStands())
  })

  test('words on heads from before the histories part', async () => {
    const at = await holding(await two.whole(two.other))
    const head = { kind: 'book', book: two.book, from: 0 } as const
    const early = await Promise.all(
      ['Uno', 'Dos', 'Tres'].map((one) => two.cosignature(two.right, one, two.parted)),
    )
    const frames = early.map((cosignature) => ({ kind: 'cosignature', cosignature }) as const)
    await take(at, await packOf([emptyManifest, head, ...frames]))
    await take(at, await two.whole(two.right))
    expect(await standing(at)).toEqual(stopped('other'))
  })

  test('no witnesses in the charter', async () => {
    two = await TwoHistories.make({ named: [], admitted: ['Uno', 'Dos', 'Tres'] })
    const at = await holding(await two.whole(two.other), await two.whole(two.right, 'Uno', 'Dos', 'Tres'))
    expect(await standing(at)).toEqual(stopped('other'))
  })

  test('entries of another history than the one vouched for', async () => {
    const words = [await two.word(two.right, 'Uno'), await two.word(two.right, 'Dos')]
    const at = await holding(await two.whole(two.other), await two.proven(...words))
    await take(at, await two.whole(two.other))
    expect(await standing(at)).toEqual(stopped('other'))
  })

  test('a history vouched for whose end does not verify: nothing of it is taken in', async () => {
    const words = [await two.word(two.right, 'Uno'), await two.word(two.right, 'Dos')]
    const at = await holding(await two.whole(two.other), await two.proven(...words))
    const part = await partFrames(two.right, two.body, 0, await two.sizeOf(two.right))
    const signed = two.other.signedOf(two.body).at(-1)?.note ?? new Uint8Array()
    const spoilt = part.map((frame, at_) =>
      at_ === part.length - 1 ? ({ kind: 'checkpoint', note: signed } as const) : frame,
    )
    await take(at, await packOf([emptyManifest, ...spoilt]))
    expect(await standing(at)).toEqual(stopped('other'))
    expect(await at.node.archive.setAsides(two.book)).toEqual([])
  })

  test('giant numbers and words that are none', async () => {
    const at = await holding(await two.whole(two.right))
    const good = await two.word(two.right, 'Uno')
    const bad = [
      { ...good, size: Number.MAX_SAFE_INTEGER },
      { ...good, size: two.parted },
      { ...good, witness: witnessId('Dos') },
      { ...good, leaf: good.root },
      { ...good, root: good.leaf },
      { ...good, path: [] },
      { ...good, path: Array.from({ length: 64 }, () => good.root) },
      { ...good, line: 'x'.repeat(400) },
    ]
    for (const word of bad)
      expect(await refusalsOf(at, await two.proven(word)), JSON.stringify(word)).toEqual([
        'cosignature-invalid',
      ])
    expect((await at.node.archive.sideData(two.book)).forks[0]?.vouchings).toEqual([])
  })
})

describe('witnesses that vouch for both', () => {
  test('count for neither: where both histories had two thirds, state stops, whatever came first', async () => {
    two = await TwoHistories.make()
    const packs = [
      await two.whole(two.right, 'Uno', 'Dos'),
      await two.whole(two.other, 'Dos', 'Tres'),
      await two.proven(await two.word(two.right, 'Uno'), await two.word(two.right, 'Dos')),
      await two.proven(await two.word(two.other, 'Dos'), await two.word(two.other, 'Tres')),
    ]
    const dumps = new Set<string>()
    for (const order of [
      [0, 1, 2, 3],
      [1, 0, 3, 2],
      [2, 1, 0, 3],
      [3, 0, 1, 2],
      [1, 2, 0, 3],
    ]) {
      const at = await holding(...[...order, ...order].map((n) => packs[n] ?? new Uint8Array()))
      expect(await standing(at)).toMatchObject({ stands: two.parted, forkedAt: two.parted })
      dumps.add(at.node.views.dump())
    }
    expect(dumps.size).toBe(1)
  })

  test('do not stop what two thirds of the rest vouch for', async () => {
    two = await TwoHistories.make()
    const at = await holding(
      await two.whole(two.right, 'Uno', 'Dos', 'Tres'),
      await two.whole(two.other, 'Tres'),
      await two.proven(await two.word(two.other, 'Tres')),
    )
    expect(await standing(at)).toEqual(await rightStands())
  })
})

describe('two thirds', () => {
  test.each([
    [1, 1, true],
    [2, 1, false],
    [2, 2, true],
    [3, 2, true],
    [4, 2, false],
    [4, 3, true],
    [5, 3, false],
    [6, 4, true],
    [7, 4, false],
    [7, 5, true],
  ])('of %i witnesses, are %i: %s', async (named, count, isEnough) => {
    const names = Array.from({ length: named }, (_, at) => `Testigo ${at}`)
    two = await TwoHistories.make({ named: names })
    const at = await holding(await two.whole(two.other), await two.whole(two.right, ...names.slice(0, count)))
    expect(await standing(at)).toEqual(isEnough ? await rightStands() : stopped('other'))
  })
})

describe('several forks of one book', () => {
  let again: TwoHistories
  let later = 0

  beforeEach(async () => {
    two = await TwoHistories.make()
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
  two = await TwoHistories.make()
  const prefix = await partFrames(two.right, two.body, 0, two.parted)
  const at = await holding(await packOf([emptyManifest, ...prefix]), await two.proven())
  expect(await refusalsOf(at, await two.whole(two.right))).toEqual(['book-forked'])
  await take(at, await two.proven(await two.word(two.right, 'Dos'), await two.word(two.right, 'Tres')))
  expect(await refusalsOf(at, await two.whole(two.other))).toEqual(['book-forked'])
  expect(await refusalsOf(at, await two.whole(two.right))).toEqual([])
  expect(await standing(at)).toEqual(await rightStands())
  expect(await at.node.archive.setAsides(two.book)).toEqual([])
})

describe('a successor of a prefix beyond where the histories part', () => {
  test('is void while the book stops there, and stands again once the witnesses vouch for what it continues', async () => {
    two = await TwoHistories.make()
    const size = await two.sizeOf(two.right)
    const record = await two.right.archive.book(two.book)
    const continues = { book: two.book, size, root: base64(record?.root ?? new Uint8Array()) }
    const charter = { ...charterOf(), witnesses: ['Uno', 'Dos', 'Tres'].map(witnessId) }
    const next = await two.right.found('San Pedro', founded('San Pedro', { charter, continues }))
    const part = await partFrames(two.right, next, 0, 1)
    const at = await holding(await two.whole(two.right))
    at.node.local.follow(next.book)
    await take(at, await packOf([emptyManifest, ...part]))
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
    await take(late, await packOf([emptyManifest, ...part]))
    await take(late, await two.whole(two.right, 'Uno', 'Dos'))
    expect(late.node.views.dump()).toBe(at.node.views.dump())
  })
})
