import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bundleToEntries } from '../book/bundle.ts'
import { checkpointToBytes, signCheckpoint } from '../book/checkpoint.ts'
import { concat, utf8 } from '../kernel/encoding.ts'
import { draft, founded } from '../testing/drafts.ts'
import { rooms } from '../node/rooms.ts'
import { hexOf, signerNamed } from '../testing/keys.ts'
import { bundleFrame, carry, nothingHeld, packFor, packOf, partFrames, takeIn } from '../testing/packs.ts'
import { ThreeBooks, session, withNotes } from '../testing/three-books.ts'
import { type Body, World, allEntries, checkpointOf, openArchive } from '../testing/world.ts'
import { Views } from '../views/views.ts'
import { type Frame } from './pack.ts'

let books: ThreeBooks
beforeAll(async () => {
  books = await ThreeBooks.make()
})
beforeEach(() => {
  books.renew()
})

describe('bad input: a checkpoint by the wrong key', () => {
  const resigned = (pen: string) =>
    withNotes((note) => checkpointToBytes(signCheckpoint(checkpointOf(note), signerNamed(pen))))

  test('of a stranger', async () => {
    const report = await takeIn(books.archive, await books.packWith(resigned('stranger')))
    expect(report.refused).toEqual([{ book: books.middle.book, refusal: { type: 'wrong-pen', size: 4 } }])
    expect(await books.sizes()).toEqual([3, 0, 3])
    await books.expectHealedBySendingAgain()
  })

  test('of nobody: no signature at all is no note', async () => {
    const unsigned = withNotes((note) => utf8(`${checkpointOf(note).note.text}\n`))
    expect(books.refusals(await takeIn(books.archive, await books.packWith(unsigned)))).toEqual([
      ['Putre', 'checkpoint-malformed'],
    ])
  })

  test("a position written with a foreign pen: another body's, in this body's book", async () => {
    await takeIn(books.archive, await books.allBooks())
    const position = draft('position.recorded', { vote: 1, option: 'yes' }, [books.first.founding])
    const forger = new World('forger')
    await carryInto(forger)
    await forger.writeAnyway(books.first, position)
    const report = await carry(forger.archive, books.archive)
    expect(report.refused).toEqual([{ book: books.first.book, refusal: { type: 'wrong-pen', size: 4 } }])
    expect(await books.sizes()).toEqual([3, 8, 3])
    await books.expectHealedBySendingAgain()
  })

  /** A books.world that has the books but not their pens: it signs with the key of Tacna. */
  async function carryInto(forger: World): Promise<void> {
    await carry(books.world.archive, forger.archive)
    forger.holdPen(books.first, signerNamed('Tacna pen'))
  }

  test('of a pen that was passed on', async () => {
    const pack = await books.packWith((frames) =>
      frames.map((frame) =>
        frame.kind === 'checkpoint' && checkpointOf(frame.note).size > 4
          ? {
              ...frame,
              note: checkpointToBytes(signCheckpoint(checkpointOf(frame.note), signerNamed('Putre pen'))),
            }
          : frame,
      ),
    )
    expect((await takeIn(books.archive, pack)).refused).toEqual([
      { book: books.middle.book, refusal: { type: 'wrong-pen', size: 8 } },
    ])
  })

  test('of the pen, for another book', async () => {
    const elsewhere = withNotes((note) =>
      checkpointToBytes(
        signCheckpoint({ ...checkpointOf(note), book: books.first.book }, signerNamed('Putre pen')),
      ),
    )
    expect(books.refusals(await takeIn(books.archive, await books.packWith(elsewhere)))).toEqual([
      ['Putre', 'book-id-mismatch'],
    ])
  })

  test("H1: a handover whose new key's line a carrier took away is refused, and the whole one then taken", async () => {
    const stripped = withNotes((note) => {
      const { note: parsed } = checkpointOf(note)
      return checkpointToBytes({
        ...checkpointOf(note),
        note: { ...parsed, signatures: parsed.signatures.slice(0, 1) },
      })
    })
    const report = await takeIn(
      books.archive,
      await packOf(stripped(await partFrames(books.world, books.middle, 0, 4))),
    )
    expect(report.refused).toEqual([
      { book: books.middle.book, refusal: { type: 'handover-invalid', size: 4 } },
    ])
    await books.expectHealedBySendingAgain()
  })
})

describe('bad input: a rewritten history', () => {
  /** The same founding and pen, and another entry 1: what a restored backup writes. */
  async function rewritten(more: number): Promise<World> {
    const other = new World('rewriter')
    const body = await other.found('Sajama', founded('Sajama'))
    expect(body.book).toBe(books.first.book)
    await other.wrote(body, draft('session.opened', { place: 'elsewhere' }))
    for (let at = 0; at < more; at += 1) await other.writeAnyway(body, draft('note.kept', { at }))
    return other
  }

  test('under the true pen, longer than what is held: named with the first entry that differs', async () => {
    await takeIn(books.archive, await books.allBooks())
    const report = await carry((await rewritten(6)).archive, books.archive)
    expect(report.refused).toEqual([
      { book: books.first.book, refusal: { type: 'history-rewritten', seq: 1 } },
    ])
    expect(await books.sizes()).toEqual([3, 8, 3])
    await books.expectKeptGood()
  })

  test('shorter than what is held', async () => {
    await takeIn(books.archive, await books.allBooks())
    const other = await rewritten(0)
    const sent = await takeIn(books.archive, await packFor(other.archive, nothingHeld))
    expect(sent.refused).toEqual([{ book: books.first.book, refusal: { type: 'history-rewritten', seq: 1 } }])
    await books.expectKeptGood()
  })

  test("without the signature of the book's own pen it is no evidence of a fork, only a foreign pen", async () => {
    await takeIn(books.archive, await books.allBooks())
    const other = await rewritten(0)
    other.holdPen(books.first, signerNamed('stranger'))
    await other.writeAnyway(books.first, draft('note.kept'))
    const sent = await takeIn(books.archive, await packFor(other.archive, nothingHeld))
    expect(sent.refused).toEqual([{ book: books.first.book, refusal: { type: 'wrong-pen', size: 3 } }])
    await books.expectKeptGood()
  })

  /** Putre's book, whose pen passed at 4, as another history: the same to `seq`, by whoever held the pen there. */
  async function forkOfMiddle(seq: 2 | 6): Promise<World> {
    const other = new World('rewriter')
    const body = await other.found('Putre', founded('Putre'))
    await other.wrote(body, draft('session.opened'))
    if (seq === 6) {
      await other.wrote(body, draft('session.closed', { session: 1 }))
      await other.passPen(body, signerNamed('Putre second pen'))
      await other.wrote(body, ...session(4))
    }
    await other.writeAnyway(body, ...Array.from({ length: 4 }, (_, at) => draft('note.kept', { at })))
    return other
  }

  test('beyond a handover that both histories have', async () => {
    await takeIn(books.archive, await books.allBooks())
    const sent = await takeIn(books.archive, await packFor((await forkOfMiddle(6)).archive, nothingHeld))
    expect(sent.refused).toEqual([
      { book: books.middle.book, refusal: { type: 'history-rewritten', seq: 6 } },
    ])
    await books.expectKeptGood()
  })

  test('before a handover, by the pen that was in force there', async () => {
    await takeIn(books.archive, await books.allBooks())
    const sent = await takeIn(books.archive, await packFor((await forkOfMiddle(2)).archive, nothingHeld))
    expect(sent.refused).toEqual([
      { book: books.middle.book, refusal: { type: 'history-rewritten', seq: 2 } },
    ])
    await books.expectKeptGood()
  })

  test('only the end of it, as if it went on from what is held: the root does not fit', async () => {
    await takeIn(books.archive, await books.allBooks())
    const other = await rewritten(6)
    const entries = (await allEntries(other.archive, books.first.book)).slice(3)
    const note = (await other.archive.book(books.first.book))?.checkpoint ?? new Uint8Array()
    const pack = await packOf([
      { kind: 'book', book: books.first.book, from: 3 },
      bundleFrame(entries),
      { kind: 'checkpoint', note },
    ])
    expect((await takeIn(books.archive, pack)).refused).toEqual([
      { book: books.first.book, refusal: { type: 'root-mismatch', size: 8 } },
    ])
    expect(await books.sizes()).toEqual([3, 8, 3])
    await books.expectKeptGood()
  })
})

describe('bad input: tampered tiles re-hashed under the old checkpoint', () => {
  test('every hash above the changed entry recomputed, the checkpoint left: the root does not fit', async () => {
    const pack = await books.packWith((frames) =>
      frames.map((frame, at) => {
        if (frame.kind !== 'entries' || at !== 3) return frame
        const [entry = new Uint8Array(), ...rest] = bundleToEntries(frame.bundle) ?? []
        const text = Buffer.from(entry).toString().replace('2026-03-01', '2026-03-02')
        return bundleFrame([utf8(text), ...rest])
      }),
    )
    expect((await takeIn(books.archive, pack)).refused).toEqual([
      { book: books.middle.book, refusal: { type: 'root-mismatch', size: 8 } },
    ])
    expect((await books.sizes()).filter((_, at) => at !== 1)).toEqual([3, 3])
    await books.expectHealedBySendingAgain()
  })

  test('an entry left out, put twice, or two changed about', async () => {
    const change = (of: (entries: Uint8Array[]) => Uint8Array[]) => (frames: Frame[]) =>
      frames.map((frame, at) =>
        frame.kind === 'entries' && at === 1 ? bundleFrame(of(bundleToEntries(frame.bundle) ?? [])) : frame,
      )
    const [left, twice, about] = [
      change((entries) => entries.slice(0, -1)),
      change((entries) => [...entries, ...entries.slice(-1)]),
      change(([founding = new Uint8Array(), one = founding, two = founding, ...rest]) => [
        founding,
        two,
        one,
        ...rest,
      ]),
    ]
    for (const [how, refused] of [
      [left, ['Putre', 'checkpoint-size-mismatch']],
      [twice, ['Putre', 'checkpoint-size-mismatch']],
      [about, ['Putre', 'root-mismatch']],
    ] as const) {
      books.renew()
      expect(books.refusals(await takeIn(books.archive, await books.packWith(how)))).toEqual([refused])
      expect(await books.sizes()).toEqual([3, 0, 3])
      await books.expectHealedBySendingAgain()
    }
  })
})

describe('bad input: what the framing cannot carry', () => {
  test('E7: an entry over 65,535 bytes: the writer throws, and signs nothing', async () => {
    const other = new World('other')
    const body = await other.found('Sajama', founded('Sajama'))
    for (const bytes of [new Uint8Array(65_536), new Uint8Array(0)]) {
      expect(() => bundleFrame([bytes])).toThrow('the framing cannot carry')
      await other.writeAnyway(body, bytes).catch(() => undefined)
    }
  })

  test('E7: the archive stores no entry of no bytes', async () => {
    const other = new World('other')
    const body = await other.found('Sajama', founded('Sajama'))
    await other.writeAnyway(body, new Uint8Array(0)).catch(() => undefined)
    expect((await other.archive.book(body.book))?.size).toBe(1)
    expect(await other.archive.check(body.book)).toBeUndefined()
  })

  test('a hostile frame of 65,536 bytes as one entry is read as its 16 bits say, and named', async () => {
    const long = concat(new Uint8Array([0, 0]), new Uint8Array(65_536).fill(0x61))
    const pack = await books.packWith((frames) =>
      frames.map((frame) => (frame.kind === 'entries' ? { kind: 'entries', bundle: long } : frame)),
    )
    expect(books.refusals(await takeIn(books.archive, pack))).toEqual([['Putre', 'pack-damaged']])
    await books.expectHealedBySendingAgain()
  })

  test('an entry of exactly 65,535 bytes is carried, though it is no entry', async () => {
    const other = new World('other')
    const body = await other.found('Arica', founded('Arica'))
    await other.writeAnyway(body, new Uint8Array(65_535).fill(0x61))
    expect((await carry(other.archive, books.archive)).refused).toEqual([])
    expect((await allEntries(books.archive, body.book)).at(-1)).toHaveLength(65_535)
    expect(await books.archive.check(body.book)).toBeUndefined()
  })
})

describe('bad input under a valid checkpoint is stored and relayed (E7)', () => {
  const deep = `{"data":${'['.repeat(40)}${']'.repeat(40)}}`
  test.each([
    ['void', 'not-json', 'no JSON at all: Acta de la sesión'],
    ['void', 'not-json', '\ufeff{}'],
    ['void', 'not-json', deep],
    ['void', 'not-canonical', '{"b":1,"a":2}'],
    ['void', 'entry-malformed', '{"type":"motion.put"}'],
    ['void', 'entry-malformed', '{"circle":"closed","seal":"","type":"sealed"}'],
  ])('%s for %s: %j', async (status, type, text) => {
    await expectRelayed(utf8(text), status, type)
  })

  test('void for not-json: bytes that are not text', async () => {
    await expectRelayed(new Uint8Array([0xff, 0x00, 0xc0]), 'void', 'not-json')
  })

  test('unknown types are kept, relayed and folded as unknown', async () => {
    const other = new World('other')
    const body = await other.found('Arica', founded('Arica'))
    await other.writeAnyway(body, draft('harvest.shared', { sacks: 12 }))
    await expectRelayedFrom(other, body, 'unknown', undefined)
  })

  async function expectRelayed(bytes: Uint8Array, status: string, type: string): Promise<void> {
    const other = new World('other')
    const body = await other.found('Arica', founded('Arica'))
    await other.writeAnyway(body, bytes)
    await expectRelayedFrom(other, body, status, type)
  }

  async function expectRelayedFrom(
    other: World,
    body: Body,
    status: string,
    type: string | undefined,
  ): Promise<void> {
    await other.writeAnyway(body, draft('session.opened'))
    const relay = openArchive('relay')
    expect((await carry(other.archive, relay)).refused).toEqual([])
    expect((await carry(relay, books.archive)).refused).toEqual([])
    expect((await allEntries(books.archive, body.book)).map(hexOf)).toEqual(
      (await allEntries(other.archive, body.book)).map(hexOf),
    )
    expect(await books.archive.check(body.book)).toBeUndefined()
    const views = new Views(':memory:', rooms, books.archive)
    expect((await views.catchUp(body.book)).size).toBe(3)
    const flags = views.db.prepare('SELECT seq, status, breaches FROM flags').all() as {
      seq: number
      status: string
      breaches: string
    }[]
    expect(flags.map(({ seq, status: is }) => [seq, is])).toEqual([[1, status]])
    const breaches = JSON.parse(flags[0]?.breaches ?? '') as { type: string; isHard: boolean }[]
    expect(breaches.map((breach) => [breach.type, breach.isHard])).toEqual(
      type === undefined ? [] : [[type, true]],
    )
    views.close()
  }
})
