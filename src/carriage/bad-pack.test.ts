import { Readable } from 'node:stream'
import { createGunzip, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { concat, utf8 } from '../kernel/encoding.ts'
import {
  bundleFrame,
  emptyManifest,
  frameBoundaries,
  packOf,
  partFrames,
  rawFrame,
  takeIn,
} from '../testing/packs.ts'
import { ThreeBooks } from '../testing/three-books.ts'
import { allEntries } from '../testing/world.ts'
import { importPack } from './import.ts'

let books: ThreeBooks
beforeAll(async () => {
  books = await ThreeBooks.make()
})
beforeEach(() => {
  books.renew()
})

describe('bad input: a pack cut short', () => {
  test('at every frame boundary: what was good before it is kept, the rest named', async () => {
    const pack = await books.allBooks()
    for (const at of frameBoundaries(pack).slice(0, -1)) {
      books.renew()
      const report = await takeIn(books.archive, pack.slice(0, at))
      expect(report.refused).toEqual([{ book: null, refusal: { type: 'pack-cut-short' } }])
      await books.expectKeptGood()
      expect(report.grown.map(({ size }) => size)).toEqual((await books.sizes()).filter((size) => size > 0))
      await books.expectHealedBySendingAgain()
    }
  })

  test('anywhere: never anything but what the pens signed, and all of that up to the cut', async () => {
    const pack = await books.allBooks()
    const boundaries = frameBoundaries(pack)
    const kinds = boundaries.map((at) => String.fromCharCode(pack[at] ?? 0))
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: pack.length - 1 }),
        fc.integer({ min: 1, max: 700 }),
        async (at, chunk) => {
          books.renew()
          const report = await takeIn(books.archive, pack.slice(0, at), chunk)
          expect(report.refused).toHaveLength(1)
          await books.expectKeptGood()
          const wholeCheckpoints = kinds.filter(
            (kind, n) => kind === 'C' && (boundaries[n + 1] ?? 0) <= at,
          ).length
          const signedSizes = [3, 4, 8, 3]
          const [a = 0, b = 0, c = 0, d = 0] = signedSizes.slice(0, wholeCheckpoints)
          expect(await books.sizes()).toEqual([a, Math.max(b, c), d])
        },
      ),
      { numRuns: 60 },
    )
  })

  test('gzipped and cut anywhere: the same', async () => {
    const pack = gzipSync(await books.allBooks())
    for (let at = 0; at < pack.length; at += 23) {
      books.renew()
      const report = await importPack(
        books.archive,
        Readable.from([pack.subarray(0, at)]).pipe(createGunzip()),
        () => undefined,
      )
      await books.expectKeptGood()
      if (at < pack.length - 12)
        expect(report.refused.at(-1)?.refusal.type).toMatch(/pack-cut-short|not-a-pack/)
    }
    await books.expectHealedBySendingAgain()
  })
})

describe('bad input: a pack with a flipped byte', () => {
  test('each byte of a small pack: never accepted wrong, never a crash, always named', async () => {
    const pack = await packOf([emptyManifest, ...(await partFrames(books.world, books.first, 0, 3))])
    for (let at = 0; at < pack.length; at += 1) {
      books.renew()
      const spoilt = Uint8Array.from(pack)
      spoilt[at] = (spoilt[at] ?? 0) ^ (1 << (at % 8))
      const report = await takeIn(books.archive, spoilt)
      expect(report.refused, `flipped at ${at}`).not.toEqual([])
      await books.expectKeptGood()
    }
  })

  test('any byte of three books, in any way: what is held is what was signed', async () => {
    const pack = await books.allBooks()
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: pack.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          books.renew()
          const spoilt = Uint8Array.from(pack)
          spoilt[at] = (spoilt[at] ?? 0) ^ flip
          const report = await takeIn(books.archive, spoilt)
          expect(report.refused).not.toEqual([])
          await books.expectKeptGood()
          await books.expectHealedBySendingAgain()
        },
      ),
      { numRuns: 40 },
    )
  })

  test('within an entry: that book is named, those before and after it are kept', async () => {
    const pack = await books.allBooks()
    const needle = Buffer.from('Putre')
    const at = Buffer.from(pack).indexOf(needle, 0)
    pack[at] = 'p'.charCodeAt(0)
    const report = await takeIn(books.archive, pack)
    expect(books.refusals(report)).toEqual([
      ['Putre', 'book-id-mismatch'],
      [null, 'pack-damaged'],
    ])
    expect(await books.sizes()).toEqual([3, 0, 3])
  })

  test('in the digest alone: all is kept, for it was signed, and the damage named', async () => {
    const pack = await books.allBooks()
    pack[pack.length - 1] = (pack.at(-1) ?? 0) ^ 1
    const report = await takeIn(books.archive, pack)
    expect(report.refused).toEqual([{ book: null, refusal: { type: 'pack-damaged' } }])
    expect(await books.sizes()).toEqual([3, 8, 3])
  })

  test('gzipped, any byte: the same', async () => {
    const pack = gzipSync(await books.allBooks())
    for (let at = 0; at < pack.length; at += 17) {
      books.renew()
      const spoilt = Uint8Array.from(pack)
      spoilt[at] = (spoilt[at] ?? 0) ^ (1 << (at % 8))
      await importPack(books.archive, Readable.from([spoilt]).pipe(createGunzip()), () => undefined)
      await books.expectKeptGood()
    }
    await books.expectHealedBySendingAgain()
  })
})

describe('bad input: a huge length', () => {
  test('of a frame after good ones: named, and the good is kept', async () => {
    const pack = await packOf([emptyManifest, ...(await books.whole(books.first))])
    const huge = concat(pack.slice(0, -37), rawFrame('E', utf8('x'), 2 ** 32 - 1))
    const report = await takeIn(books.archive, huge)
    expect(report.refused).toEqual([{ book: null, refusal: { type: 'pack-too-large', bytes: 2 ** 32 - 1 } }])
    expect(await books.sizes()).toEqual([3, 0, 0])
    await books.expectHealedBySendingAgain()
  })

  test('of an entry within its bundle: damage of that book', async () => {
    const pack = await books.packWith((frames) =>
      frames.map((frame) =>
        frame.kind === 'entries' ? { kind: 'entries', bundle: new Uint8Array([0xff, 0xff, 1]) } : frame,
      ),
    )
    expect(books.refusals(await takeIn(books.archive, pack))).toEqual([['Putre', 'pack-damaged']])
    expect(await books.sizes()).toEqual([3, 0, 3])
    await books.expectHealedBySendingAgain()
  })

  test('of a book: a size no book reaches is a gap', async () => {
    const from = Number.MAX_SAFE_INTEGER
    const pack = await books.packWith(([, ...rest]) => [
      { kind: 'book', book: books.middle.book, from },
      ...rest,
    ])
    const report = await takeIn(books.archive, pack)
    expect(report.refused).toEqual([{ book: books.middle.book, refusal: { type: 'gap', needed: 0 } }])
  })
})

describe('bad input: a book whose first entry does not hash to its id', () => {
  test("under another book's id", async () => {
    const pack = await books.packWith(([, ...rest]) => [
      { kind: 'book', book: books.last.book, from: 0 },
      ...rest,
    ])
    const report = await takeIn(books.archive, pack)
    expect(books.refusals(report)).toEqual([['Tacna', 'book-id-mismatch']])
    expect(await books.sizes()).toEqual([3, 0, 3])
    await books.expectHealedBySendingAgain()
  })

  test('under an id that is none', async () => {
    for (const book of ['', 'a', '../../etc/passwd', 'A'.repeat(52), "'; DROP TABLE books; --"]) {
      const pack = await books.packWith(([, ...rest]) => [{ kind: 'book', book, from: 0 }, ...rest])
      expect(books.refusals(await takeIn(books.archive, pack))).toEqual([[book, 'book-id-mismatch']])
    }
    await books.expectHealedBySendingAgain()
  })

  test('with a first entry that founds nothing', async () => {
    const entries = (await allEntries(books.world.archive, books.middle.book)).slice(1)
    const pack = await packOf([
      { kind: 'book', book: books.middle.book, from: 0 },
      bundleFrame(entries),
      { kind: 'checkpoint', note: books.world.signedOf(books.middle).at(-1)?.note ?? new Uint8Array() },
    ])
    expect(books.refusals(await takeIn(books.archive, pack))).toEqual([['Putre', 'founding-malformed']])
  })
})
