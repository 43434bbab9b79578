import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { leafAt } from '../archive/contract.ts'
import { penTermsOf } from '../archive/pens.ts'
import { checkpointToBytes, signCheckpoint } from '../book/checkpoint.ts'
import { base64, utf8 } from '../kernel/encoding.ts'
import { hexOf, signerNamed } from '../testing/keys.ts'
import {
  bundleFrame,
  emptyManifest,
  manifestFor,
  nothingHeld,
  packFor,
  packOf,
  partFrames,
  rawFrame,
  rawPack,
  takeIn,
} from '../testing/packs.ts'
import { ThreeBooks, withNotes } from '../testing/three-books.ts'
import { checkpointOf } from '../testing/world.ts'
import { importPack } from './import.ts'

let books: ThreeBooks
beforeAll(async () => {
  books = await ThreeBooks.make()
})
beforeEach(() => {
  books.renew()
})

describe('a good pack', () => {
  test('is stored whole, with its handovers, and named', async () => {
    const report = await takeIn(books.archive, await books.allBooks())
    expect(report.refused).toEqual([])
    expect(report.grown.map(({ book, from, size }) => [books.nameOf(book), from, size])).toEqual([
      ['Sajama', 0, 3],
      ['Putre', 0, 8],
      ['Tacna', 0, 3],
    ])
    expect(await penTermsOf(books.archive, books.middle.book)).toEqual(
      await penTermsOf(books.world.archive, books.middle.book),
    )
    await books.expectKeptGood()
  })

  test('tells of each book as it is done, and asks admission once a book with its bytes', async () => {
    const [told, asked]: [string[], [string, boolean][]] = [[], []]
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield await books.allBooks()
    }
    const admit = (book: string, bytes: number) => {
      asked.push([book, bytes > 500])
      return book === books.middle.book ? { type: 'quota-full' } : undefined
    }
    const report = await importPack(books.archive, chunks(), admit, (book) => told.push(book))
    const ids = [books.first.book, books.middle.book, books.last.book]
    expect([told, asked]).toEqual([ids, ids.map((book) => [book, true])])
    expect(books.refusals(report)).toEqual([['Putre', 'quota-full']])
    expect(await books.sizes()).toEqual([3, 0, 3])
  })

  test("is the sender's word for its manifest alone", async () => {
    const pack = await packFor(books.world.archive, nothingHeld)
    expect((await takeIn(books.archive, pack)).manifest).toEqual(await manifestFor(books.world.archive))
  })

  test('with nothing in it changes nothing', async () => {
    expect(await takeIn(books.archive, await packOf([emptyManifest]))).toMatchObject({
      grown: [],
      refused: [],
    })
    expect(await takeIn(books.archive, await packOf([]))).toMatchObject({ grown: [], refused: [] })
    expect(await books.archive.change()).toBe(0)
  })
})

describe('bad input: sent twice', () => {
  test('the same pack again changes nothing and refuses nothing', async () => {
    const pack = await books.allBooks()
    await takeIn(books.archive, pack)
    const change = await books.archive.change()
    expect(await takeIn(books.archive, pack)).toMatchObject({ grown: [], refused: [] })
    expect(await books.archive.change()).toBe(change)
    await books.expectKeptGood()
  })

  test('the same book twice in one pack', async () => {
    const pack = await packOf([
      emptyManifest,
      ...(await books.whole(books.middle)),
      ...(await books.whole(books.middle)),
    ])
    const report = await takeIn(books.archive, pack)
    expect([report.grown.length, report.refused]).toEqual([1, []])
    await books.expectKeptGood()
  })

  test('parts that overlap what is held, from any number to any size the pen signed', async () => {
    const stops = books.world.signedOf(books.middle).map(({ size }) => size)
    for (const held of stops) {
      for (const from of [0, 1, 2, 3, 4, 5, 6].filter((at) => at <= held)) {
        for (const to of stops.filter((at) => at > from)) {
          books.renew()
          await takeIn(books.archive, await packOf(await partFrames(books.world, books.middle, 0, held)))
          const report = await takeIn(
            books.archive,
            await packOf(await partFrames(books.world, books.middle, from, to)),
          )
          expect(report.refused, `held ${held}, sent ${from} to ${to}`).toEqual([])
          expect((await books.archive.book(books.middle.book))?.size).toBe(Math.max(held, to))
          await books.expectKeptGood()
        }
      }
    }
  })
})

describe('bad input: sent out of order', () => {
  test('a later part first is refused with the size needed, and taken after the earlier', async () => {
    const [early, late] = [
      await packOf(await partFrames(books.world, books.middle, 0, 4)),
      await packOf(await partFrames(books.world, books.middle, 4, 8)),
    ]
    expect((await takeIn(books.archive, late)).refused).toEqual([
      { book: books.middle.book, refusal: { type: 'gap', needed: 0 } },
    ])
    await takeIn(books.archive, await packOf(await partFrames(books.world, books.middle, 0, 3)))
    expect((await takeIn(books.archive, late)).refused).toEqual([
      { book: books.middle.book, refusal: { type: 'gap', needed: 3 } },
    ])
    expect((await takeIn(books.archive, early)).refused).toEqual([])
    expect((await takeIn(books.archive, late)).refused).toEqual([])
    expect((await books.archive.book(books.middle.book))?.size).toBe(8)
    await books.expectKeptGood()
  })

  test('within one pack: the late part is refused, the early one kept', async () => {
    const pack = await packOf([
      ...(await partFrames(books.world, books.middle, 4, 8)),
      ...(await partFrames(books.world, books.middle, 0, 4)),
    ])
    expect((await takeIn(books.archive, pack)).refused).toEqual([
      { book: books.middle.book, refusal: { type: 'gap', needed: 0 } },
    ])
    expect((await books.archive.book(books.middle.book))?.size).toBe(4)
  })

  test('entries before any book, and a second manifest, are passed over', async () => {
    const pack = await packOf([
      emptyManifest,
      bundleFrame([utf8('x')]),
      ...(await books.whole(books.first)),
      emptyManifest,
    ])
    expect((await takeIn(books.archive, pack)).refused).toEqual([])
    expect(await books.sizes()).toEqual([3, 0, 0])
  })

  test('entries that no checkpoint ends are damage', async () => {
    const pack = await books.packWith((frames) => frames.slice(0, -1))
    expect(books.refusals(await takeIn(books.archive, pack))).toEqual([['Putre', 'pack-damaged']])
    expect((await books.sizes()).filter((_, at) => at !== 1)).toEqual([3, 3])
    await books.expectHealedBySendingAgain()
  })

  // A pack cut at the same place keeps what the checkpoint at 4 covers; here judgePart refuses the part before any step.
  test('… and what an earlier checkpoint of the part covers is kept', async () => {
    await takeIn(books.archive, await books.packWith((frames) => frames.slice(0, -1)))
    expect(await books.sizes()).toEqual([3, 4, 3])
  })
})

describe('a handover in the middle of a pack', () => {
  test('is kept, and what the new pen signed after it taken, all in one part', async () => {
    await takeIn(books.archive, await packOf(await books.whole(books.middle)))
    expect((await books.archive.handovers(books.middle.book)).map(({ size }) => size)).toEqual([4])
    const [, second] = await penTermsOf(books.archive, books.middle.book)
    expect(second).toEqual({ from: 4, pen: signerNamed('Putre second pen').key })
  })

  test("left out by the carrier: what the new pen signed is a foreign pen's", async () => {
    const frames = await books.whole(books.middle)
    const entries = frames.flatMap((frame) => (frame.kind === 'entries' ? [frame] : []))
    const pack = await packOf([...frames.slice(0, 1), ...entries, ...frames.slice(-1)])
    expect((await takeIn(books.archive, pack)).refused).toEqual([
      { book: books.middle.book, refusal: { type: 'wrong-pen', size: 8 } },
    ])
    await books.expectHealedBySendingAgain()
  })

  test('before damage in the same part: what was good up to the handover is kept', async () => {
    const spoil = withNotes((note) =>
      checkpointOf(note).size > 4
        ? checkpointToBytes(signCheckpoint(checkpointOf(note), signerNamed('stranger')))
        : note,
    )
    expect(books.refusals(await takeIn(books.archive, await books.packWith(spoil)))).toEqual([
      ['Putre', 'wrong-pen'],
    ])
    expect(await books.sizes()).toEqual([3, 4, 3])
  })
})

describe('two imports at once', () => {
  test('of the same pack: everything arrives, nothing twice', async () => {
    const pack = await books.allBooks()
    const reports = await Promise.all([
      takeIn(books.archive, pack, 7),
      takeIn(books.archive, pack, 1000),
      takeIn(books.archive, pack, 64),
    ])
    expect(await books.sizes()).toEqual([3, 8, 3])
    await books.expectKeptGood()
    for (const { refused } of reports) {
      for (const { refusal } of refused) expect(refusal.type).toBe('moved')
    }
  })
})

test('a leaf held is the hash of the entry held', async () => {
  await takeIn(books.archive, await books.allBooks())
  const leaf = await leafAt(books.archive, books.first.book, 0)
  expect(base64(leaf ?? new Uint8Array())).toBe(books.first.founding.leaf)
})

test('a pack of raw frames is the pack the writer writes', async () => {
  const frames = await books.whole(books.first)
  const raw = frames.map((frame) => {
    if (frame.kind === 'entries') return rawFrame('E', frame.bundle)
    if (frame.kind === 'checkpoint') return rawFrame('C', frame.note)
    return rawFrame('B', utf8(JSON.stringify({ book: books.first.book, from: 0 })))
  })
  expect(hexOf(rawPack(...raw))).toBe(hexOf(await packOf(frames)))
})
