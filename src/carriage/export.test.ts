import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bundleToEntries } from '../book/bundle.ts'
import { base64 } from '../kernel/encoding.ts'
import { draft, founded } from '../testing/drafts.ts'
import { carry, gather, manifestFor, nothingHeld, packFor, sourceOf, takeIn } from '../testing/packs.ts'
import { ThreeBooks } from '../testing/three-books.ts'
import { World, checkpointOf, openArchive } from '../testing/world.ts'
import { type Holdings, commonHoldings, holdingsOf, manifestOf, packFrames, partsFor } from './export.ts'
import { type Frame, writePack } from './pack.ts'

let books: ThreeBooks
beforeAll(async () => {
  books = await ThreeBooks.make()
})
beforeEach(() => {
  books.renew()
})

const counted = (change: number) => ({ node: 'n', epoch: 'e', change })

const rootOf = async (size: number): Promise<string> => {
  const { first, world } = books
  const note = world.signedOf(first).find((signed) => signed.size === size)?.note
  return note === undefined ? 'unsigned' : base64(checkpointOf(note).root)
}

async function framesFor(holdings: Holdings): Promise<Frame[]> {
  const { archive } = books.world
  const frames: Frame[] = []
  const parts = await partsFor(sourceOf(archive), await archive.books(), holdings)
  for await (const frame of packFrames(sourceOf(archive), await manifestFor(archive), parts))
    frames.push(frame)
  return frames
}

/** `[book, from, entries]` for each part. */
async function sentFor(holdings: Holdings): Promise<unknown[]> {
  const sent: { name: string | null; from: number; entries: number }[] = []
  for (const frame of await framesFor(holdings)) {
    if (frame.kind === 'book') sent.push({ name: books.nameOf(frame.book), from: frame.from, entries: 0 })
    const part = sent.at(-1)
    if (frame.kind === 'entries' && part) part.entries += bundleToEntries(frame.bundle)?.length ?? 0
  }
  return sent.map(({ name, from, entries }) => [name, from, entries]).toSorted()
}

describe('what goes into a pack', () => {
  test('for one who holds nothing: every book, from its founding', async () => {
    expect(await sentFor(nothingHeld)).toEqual([
      ['Putre', 0, 8],
      ['Sajama', 0, 3],
      ['Tacna', 0, 3],
    ])
  })

  test('for one who holds everything: the manifest alone', async () => {
    await carry(books.world.archive, books.archive)
    const holdings = holdingsOf(await manifestFor(books.archive))
    expect((await framesFor(holdings)).map(({ kind }) => kind)).toEqual(['manifest'])
  })

  test('for one who holds a prefix: what is beyond it, and no book twice', async () => {
    const holdings = new Map([
      [books.first.book, { size: 1, root: await rootOf(1) }],
      [books.middle.book, { size: 6, root: undefined }],
    ])
    expect(await sentFor(holdings)).toEqual([
      ['Putre', 6, 2],
      ['Sajama', 1, 2],
      ['Tacna', 0, 3],
    ])
  })

  test('for one who holds more: nothing of that book', async () => {
    const holdings = new Map(
      [books.first, books.middle, books.last].map(({ book }) => [book, { size: 99, root: 'x' }]),
    )
    expect(await sentFor(holdings)).toEqual([])
  })

  test('for one whose root is not ours: the whole book, so that it can see the fork', async () => {
    const holdings = new Map([
      [books.first.book, { size: 3, root: await rootOf(1) }],
      [books.last.book, { size: 2, root: 'AAAA' }],
      [books.middle.book, { size: 8, root: undefined }],
    ])
    expect(await sentFor(holdings)).toEqual([
      ['Sajama', 0, 3],
      ['Tacna', 0, 3],
    ])
  })

  test('a book followed and not held has size 0 and no root: all of it is sent', async () => {
    const manifest = await manifestOf(counted(0), sourceOf(books.archive), [], [books.first.book])
    expect(manifest.books).toEqual([[books.first.book, 0, '', '']])
    expect(await sentFor(holdingsOf(manifest))).toContainEqual(['Sajama', 0, 3])
  })

  test('H1: a part that crosses a handover has its checkpoint at it, one that begins there has not', async () => {
    const notesFrom = async (from: number) => {
      const sizes: number[] = []
      for (const frame of await framesFor(
        new Map([
          [books.first.book, { size: 3, root: undefined }],
          [books.last.book, { size: 3, root: undefined }],
          [books.middle.book, { size: from, root: undefined }],
        ]),
      ))
        if (frame.kind === 'checkpoint') sizes.push(checkpointOf(frame.note).size)
      return sizes
    }
    expect(await notesFrom(0)).toEqual([4, 8])
    expect(await notesFrom(3)).toEqual([4, 8])
    expect(await notesFrom(4)).toEqual([8])
    expect(await notesFrom(7)).toEqual([8])
    expect(await notesFrom(8)).toEqual([])
  })

  test('a part is of the book as it was when the parts were made', async () => {
    const world = new World('growing')
    const body = await world.found('Arica', founded('Arica'))
    const parts = await partsFor(sourceOf(world.archive), await world.archive.books(), nothingHeld)
    await world.wrote(body, draft('session.opened'))
    const pack = await gather(
      writePack(packFrames(sourceOf(world.archive), await manifestFor(world.archive), parts)),
    )
    expect(await takeIn(books.archive, pack)).toMatchObject({
      grown: [{ book: body.book, size: 1 }],
      refused: [],
    })
  })

  test('a book of more than one bundle goes in bundles of at most 256, from any number', async () => {
    const world = new World('large')
    const body = await world.found('Arica', founded('Arica'))
    await world.writeAnyway(body, ...Array.from({ length: 700 }, (_, at) => draft('note.kept', { at })))
    for (const from of [0, 1, 255, 256, 257, 700]) {
      const receiver = openArchive('receiver')
      const holdings = new Map([[body.book, { size: from, root: undefined }]])
      if (from > 0) await carry(world.archive, receiver)
      const report = await takeIn(receiver, await packFor(world.archive, holdings))
      expect(report.refused).toEqual([])
      expect((await receiver.book(body.book))?.size).toBe(701)
      const parts = await partsFor(sourceOf(world.archive), await world.archive.books(), holdings)
      for await (const frame of packFrames(
        sourceOf(world.archive),
        await manifestFor(world.archive),
        parts,
      )) {
        if (frame.kind === 'entries') expect(bundleToEntries(frame.bundle)?.length).toBeLessThanOrEqual(256)
      }
    }
  })
})

describe('a manifest', () => {
  test('tells every book held with its size and root, by id, and those followed and not held', async () => {
    const { world } = books
    const records = await world.archive.books()
    const lacking = ['a'.repeat(52), 'z'.repeat(52)]
    const followed = [...lacking, records[0]?.book ?? '']
    const manifest = await manifestOf(counted(7), sourceOf(world.archive), records, followed, false)
    expect(manifest).toMatchObject({ node: 'n', epoch: 'e', change: 7, complete: false })
    expect(manifest.books.map(([book]) => book)).toEqual(
      [...records.map(({ book }) => book), ...lacking].toSorted(),
    )
    expect(manifest.books).toContainEqual([books.first.book, 3, await rootOf(3), ''])
    expect(manifest.books).toContainEqual([lacking[0], 0, '', ''])
  })

  test('is heard as holdings, size 0 without a root', async () => {
    const manifest = await manifestOf(
      counted(0),
      sourceOf(books.world.archive),
      await books.world.archive.books(),
      ['a'.repeat(52)],
    )
    const holdings = holdingsOf(manifest)
    expect(holdings.get(books.first.book)).toEqual({ size: 3, root: await rootOf(3), side: '' })
    expect(holdings.get('a'.repeat(52))).toEqual({ size: 0, root: undefined, side: '' })
  })
})

describe('what several receivers have in common', () => {
  const known = fc.record({ size: fc.nat({ max: 5 }), root: fc.constant(undefined) })
  const holdings = fc
    .array(fc.tuple(fc.constantFrom<string>('a', 'b', 'c'), known))
    .map((all) => new Map(all))

  test('is what each of them has at least, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(holdings, { minLength: 1, maxLength: 4 }), (all) => {
        const common = commonHoldings(all)
        for (const book of ['a', 'b', 'c']) {
          const least = Math.min(...all.map((one) => one.get(book)?.size ?? -1))
          expect(common.get(book)?.size ?? -1).toBe(least)
        }
        expect(commonHoldings(all.toReversed())).toEqual(common)
      }),
    )
  })

  test('of nobody is nothing: a file for nobody known holds everything', () => {
    expect(commonHoldings([]).size).toBe(0)
  })

  test('the root is that of the smaller', () => {
    const [one, two] = [
      { size: 3, root: 'three' },
      { size: 2, root: 'two' },
    ]
    expect(commonHoldings([new Map([['a', one]]), new Map([['a', two]])]).get('a')).toEqual(two)
    expect(commonHoldings([new Map([['a', two]]), new Map([['a', one]])]).get('a')).toEqual(two)
  })

  test('two of one size and different roots have nothing of that book in common', () => {
    const [one, two] = [
      new Map([['a', { size: 3, root: 'one' }]]),
      new Map([['a', { size: 3, root: 'two' }]]),
    ]
    expect(commonHoldings([one, two]).has('a')).toBe(false)
    expect(commonHoldings([two, one]).has('a')).toBe(false)
  })
})
