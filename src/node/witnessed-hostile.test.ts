/**
 * P3, P4: what settles no fork. Nobody but two thirds of the charter's witnesses moves anything.
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
import type { Vouching } from '../book/vouching.ts'
import { founded } from '../testing/drafts.ts'
import { signerNamed } from '../testing/keys.ts'
import { emptyManifest, packOf, partFrames } from '../testing/packs.ts'
import { type TwoHistories, admissionOf, witnessId } from '../testing/two-histories.ts'

let two: TwoHistories
afterEach(closeNodes)

describe('what moves nothing', () => {
  beforeEach(async () => {
    two = await begin()
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
    two = await begin({ admitted: ['Uno', 'Dos', 'Tres', 'Otro', 'Más'] })
    const at = await holding(await two.whole(two.other), await two.whole(two.right, 'Uno', 'Otro', 'Más'))
    expect(await standing(at)).toEqual(stopped('other'))
  })

  test('witnesses that the body did not admit before the histories part, whatever other books say of their keys', async () => {
    two = await begin({ admitted: ['Uno'] })
    const stranger = await two.right.found('Estafa', founded('Estafa'))
    await two.right.wrote(stranger, admissionOf('Dos'), admissionOf('Tres'))
    const at = await newNode()
    at.node.local.follow(stranger.book)
    await take(at, await partOf(two.right, stranger, 0, 3))
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
    await take(at, await partOf(two.other, stranger, 0, 3))
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
    two = await begin({ named: [], admitted: ['Uno', 'Dos', 'Tres'] })
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

test('a word with any character changed settles nothing', { timeout: 120_000 }, async () => {
  two = await begin()
  const [good, spoilt] = [await two.word(two.right, 'Uno'), await two.word(two.right, 'Dos')]
  const entries = await two.whole(two.right)
  const text = JSON.stringify(spoilt)
  const fields = ['witness', 'size', 'root', 'line', 'leaf', 'path'].map((name) => text.indexOf(`"${name}":`))
  const change = fc.tuple(fc.constantFrom(...fields), fc.nat(40), fc.constantFrom('A', 'b', '7', '0'))
  await fc.assert(
    fc.asyncProperty(change, async ([field, offset, to]) => {
      const at = text.indexOf(':', field) + 2 + offset
      const changed = `${text.slice(0, at)}${to}${text.slice(at + 1)}`
      fc.pre(changed !== text && isJson(changed))
      const node = await holding(await two.whole(two.other))
      await take(node, await two.proven(good, JSON.parse(changed) as Vouching))
      await take(node, entries)
      expect(await standing(node)).toEqual(stopped('other'))
      await node.close()
    }),
    { numRuns: 40 },
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('witnesses that vouch for both', () => {
  test('count for neither: where both histories had two thirds, state stops, whatever came first', async () => {
    two = await begin()
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
    two = await begin()
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
    two = await begin({ named: names })
    const at = await holding(await two.whole(two.other), await two.whole(two.right, ...names.slice(0, count)))
    expect(await standing(at)).toEqual(isEnough ? await rightStands() : stopped('other'))
  })
})
