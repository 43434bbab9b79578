/** The suite every archive must pass: `archiveContract(open)` inside a `describe`. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bundleToEntries } from '../book/bundle.ts'
import { leafHash } from '../book/hash.ts'
import { isConsistent, isIncluded } from '../book/proofs.ts'
import { emptyRange, extendRange, rootOf } from '../book/tree.ts'
import { equalBytes, utf8, utf8ToText } from '../kernel/encoding.ts'
import { accept, refuse, unwrap } from '../kernel/result.ts'
import { forkProofAt } from '../testing/forks.ts'
import type { Archive, Cosignature, Step } from './contract.ts'
import { agreedSize, entryAt, leafAt, maxForks } from './contract.ts'
import type { Vouching } from '../book/vouching.ts'
import { proveConsistency, proveInclusion, rangeAt, rootAt } from './subtrees.ts'

const book = 'a'.repeat(52)
const other = 'b'.repeat(52)

const entriesOf = (from: number, count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => utf8(`entry ${from + at} ${'.'.repeat((from + at) % 7)}`))

const stepOf = (entries: readonly Uint8Array[], isHandover = false): Step => ({
  entries,
  conclude: (head) => accept({ checkpoint: utf8(`checkpoint at ${head.size}`), isHandover }),
})

async function readAll(archive: Archive, from: number, to: number): Promise<string[]> {
  const texts: string[] = []
  for await (const batch of archive.entries(book, from, to)) {
    expect(batch.length).toBeLessThanOrEqual(256)
    texts.push(...batch.map((entry) => utf8ToText(entry) ?? ''))
  }
  return texts
}

const forkAt = (seq: number) => forkProofAt(book, seq)

const textsOf = (entries: readonly Uint8Array[]) => entries.map((entry) => utf8ToText(entry))
const rootOfEntries = (entries: readonly Uint8Array[]) =>
  rootOf(extendRange(emptyRange, entries.map(leafHash)))

export function archiveContract(open: () => Promise<Archive>): void {
  let archive: Archive
  beforeEach(async () => {
    archive = await open()
  })
  afterEach(async () => {
    await archive.close()
  })

  test('a book not held is undefined everywhere', async () => {
    expect(await archive.book(book)).toBeUndefined()
    expect(await archive.books()).toEqual([])
    expect(await archive.change()).toBe(0)
    expect(await archive.tile(book, 0, 0, 1)).toBeUndefined()
    expect(await archive.bundle(book, 0, 1)).toBeUndefined()
    expect(await archive.handovers(book)).toEqual([])
    expect(await readAll(archive, 0, 10)).toEqual([])
    expect(await archive.check(book)).toBeUndefined()
  })

  test('what was extended is read back, whatever the steps, with the same root', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(sizes, async (counts) => {
        const fresh = await open()
        let size = 0
        for (const count of counts) {
          unwrap(await fresh.extend(book, size, [stepOf(entriesOf(size, count))]))
          size += count
        }
        const expected = entriesOf(0, size)
        const record = await fresh.book(book)
        expect(record?.size).toBe(size)
        expect(record?.root).toEqual(Buffer.from(rootOfEntries(expected)))
        expect(await fresh.check(book)).toBeUndefined()
        expect(utf8ToText((await entryAt(fresh, book, size - 1)) ?? new Uint8Array())).toBe(
          utf8ToText(expected[size - 1] ?? new Uint8Array()),
        )
        await fresh.close()
      }),
      { numRuns: 12 },
    )
  })

  test('entries are read from any number to any other', async () => {
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 600))]))
    expect(await readAll(archive, 250, 520)).toEqual(textsOf(entriesOf(250, 270)))
    expect(await readAll(archive, 590, 9000)).toEqual(textsOf(entriesOf(590, 10)))
    expect(await readAll(archive, 600, 601)).toEqual([])
  })

  test('an extension from another size than the book has is refused as moved, and changes nothing', async () => {
    const before = unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 3))]))
    expect(await archive.extend(book, 0, [stepOf(entriesOf(0, 1))])).toEqual({
      ok: false,
      error: { type: 'moved', size: 3 },
    })
    expect(await archive.extend(book, 4, [stepOf(entriesOf(4, 1))])).toMatchObject({ ok: false })
    expect(await archive.book(book)).toMatchObject({ size: 3, change: before.change })
  })

  test('two extensions at once: one wins', async () => {
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 1))]))
    const results = await Promise.all(
      [0, 1, 2].map((at) => archive.extend(book, 1, [stepOf(entriesOf(10 * at, 2))])),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect((await archive.book(book))?.size).toBe(3)
  })

  test('a step that is refused undoes the steps before it', async () => {
    const never: Step = { entries: entriesOf(300, 2), conclude: () => refuse({ type: 'root-mismatch' }) }
    expect(await archive.extend(book, 0, [stepOf(entriesOf(0, 300)), never])).toEqual({
      ok: false,
      error: { type: 'root-mismatch' },
    })
    expect(await archive.book(book)).toBeUndefined()
    expect(await archive.change()).toBe(0)
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 2))]))
    expect(await archive.check(book)).toBeUndefined()
  })

  test('conclude is told the head its entries lead to', async () => {
    const heads: { size: number; root: Uint8Array }[] = []
    const step = (entries: readonly Uint8Array[]): Step => ({
      entries,
      conclude: (head) => {
        heads.push(head)
        return accept({ checkpoint: utf8('note'), isHandover: false })
      },
    })
    unwrap(await archive.extend(book, 0, [step(entriesOf(0, 5)), step(entriesOf(5, 400))]))
    expect(heads.map((head) => head.size)).toEqual([5, 405])
    expect(heads.map((head) => equalBytes(head.root, rootOfEntries(entriesOf(0, head.size))))).toEqual([
      true,
      true,
    ])
  })

  test('handovers are kept in rising size', async () => {
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 2), true), stepOf(entriesOf(2, 1))]))
    unwrap(await archive.extend(book, 3, [stepOf(entriesOf(3, 9), true)]))
    const kept = await archive.handovers(book)
    expect(kept.map(({ size, checkpoint }) => [size, utf8ToText(checkpoint)])).toEqual([
      [2, 'checkpoint at 2'],
      [12, 'checkpoint at 12'],
    ])
  })

  test('changes are numbered, and books told since a change', async () => {
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 1))]))
    unwrap(await archive.extend(other, 0, [stepOf(entriesOf(0, 1))]))
    expect(await archive.change()).toBe(2)
    expect(await archive.changedSince(1)).toEqual([{ book: other, sizeThen: 0 }])
    unwrap(await archive.extend(book, 1, [stepOf(entriesOf(1, 1))]))
    unwrap(await archive.extend(book, 2, [stepOf(entriesOf(2, 5))]))
    expect(await archive.changedSince(2)).toEqual([{ book, sizeThen: 1 }])
    expect((await archive.books()).map((record) => record.book)).toEqual([book, other])
    expect(await archive.changedSince(4)).toEqual([])
  })

  test('that anything was written is told by another number, and that something was read is not', async () => {
    const seen = [archive.written]
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 1))]))
    seen.push(archive.written)
    await archive.blobs.put({ hash: 'x', type: 'image/png', bytes: new Uint8Array(3) })
    seen.push(archive.written)
    expect(new Set(seen).size).toBe(3)
    await archive.books()
    expect(archive.written).toBe(seen[2])
  })

  test('of each witness the largest cosignature is kept, whatever the order; only what is new is a change', async () => {
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 5))]))
    const word = (witness: string, size: number) => ({ witness, size, line: `— ${witness} ${size}` })
    const give = (...cosignatures: Cosignature[]) => archive.addSideData([{ book, cosignatures, forks: [] }])
    expect(await give(word('w', 3), word('v', 5))).toBe(1)
    expect(await give(word('w', 2))).toBe(0)
    expect(await give(word('w', 3))).toBe(0)
    expect(await archive.change()).toBe(2)
    expect(await give(word('w', 4))).toBe(1)
    expect(await archive.sideData(book)).toEqual({
      cosignatures: [word('v', 5), word('w', 4)],
      forks: [],
    })
    expect((await archive.sideData(book, 2)).cosignatures).toEqual([word('w', 4)])
    expect(await archive.changedSince(2)).toEqual([{ book, sizeThen: 5 }])
    expect(await archive.addSideData([{ book: other, cosignatures: [word('w', 1)], forks: [] }])).toBe(0)
  })

  test('a fork proof a number is kept, and a book stands up to the lowest that is not settled', async () => {
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 5))]))
    const give = (seq: number) =>
      archive.addSideData([{ book, cosignatures: [], forks: [{ proof: forkAt(seq), vouchings: [] }] }])
    const held = async () => (await archive.book(book)) ?? { size: 0, forkedAt: undefined }
    expect(agreedSize(await held())).toBe(5)
    expect([await give(4), await give(4), await give(3), await give(4)]).toEqual([1, 0, 1, 0])
    expect((await archive.sideData(book)).forks.map(({ proof }) => proof)).toEqual([forkAt(3), forkAt(4)])
    expect([(await held()).forkedAt, agreedSize(await held())]).toEqual([3, 3])
    expect((await archive.books())[0]?.forkedAt).toBe(3)
    expect(agreedSize({ size: 2, forkedAt: 3 })).toBe(2)
  })

  test('forks that were settled are evidence only, until one comes that was not; each move is a change', async () => {
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 9))]))
    const give = (seq: number, ...vouchings: Vouching[]) =>
      archive.addSideData([{ book, cosignatures: [], forks: [{ proof: forkAt(seq), vouchings }] }])
    const stands = async () => agreedSize((await archive.book(book)) ?? { size: 0, forkedAt: undefined })
    await give(3)
    await give(6)
    expect(await stands()).toBe(3)
    const before = await archive.change()
    expect([await archive.settle(book, 4), await archive.settle(book, 4), await stands()]).toEqual([
      true,
      false,
      6,
    ])
    expect(await archive.changedSince(before)).toEqual([{ book, sizeThen: 3 }])
    expect([await archive.settle(book, 7), await stands()]).toEqual([true, 9])
    expect([await give(2), await stands()]).toEqual([1, 2])
    expect([await archive.settle(book, 7), await stands()]).toEqual([true, 9])
    expect([await give(7), await stands()]).toEqual([1, 7])
    expect((await archive.sideData(book)).forks.map(({ proof }) => proof.seq)).toEqual([2, 3, 6, 7])
  })

  test('of each witness at most two words a fork are kept, for different leaves', async () => {
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 9))]))
    const word = (witness: string, leaf: string): Vouching => ({
      witness,
      leaf,
      size: 5,
      root: '',
      line: '',
      path: [],
    })
    const give = (...vouchings: Vouching[]) =>
      archive.addSideData([{ book, cosignatures: [], forks: [{ proof: forkAt(3), vouchings }] }])
    expect(await give(word('w', 'a'))).toBe(1)
    const before = await archive.change()
    expect(await give(word('w', 'a'), { ...word('w', 'a'), size: 6 })).toBe(0)
    expect(await give(word('w', 'b'), word('w', 'c'), word('v', 'a'))).toBe(1)
    const [fork] = (await archive.sideData(book, before)).forks
    expect(fork?.vouchings.map(({ witness, leaf }) => witness + leaf)).toEqual(['va', 'wa', 'wb'])
  })

  test('only so many forks are kept, and none that may stop the book goes before one that is settled', async () => {
    unwrap(await archive.extend(book, 0, [stepOf(entriesOf(0, 100))]))
    const give = (seq: number) =>
      archive.addSideData([{ book, cosignatures: [], forks: [{ proof: forkAt(seq), vouchings: [] }] }])
    const seqs = async () => (await archive.sideData(book)).forks.map(({ proof }) => proof.seq)
    for (let seq = 1; seq < maxForks; seq += 1) await give(seq)
    await give(90)
    await archive.settle(book, maxForks)
    await give(80)
    expect((await seqs()).slice(-3)).toEqual([maxForks - 2, 80, 90])
    expect((await archive.book(book))?.forkedAt).toBe(80)
    await archive.settle(book, 95)
    expect(await give(96)).toBe(1)
    expect((await archive.book(book))?.forkedAt).toBe(96)
    expect(await seqs()).toHaveLength(maxForks)
  })

  test('an archive that was put back is named anew', async () => {
    const before = archive.epoch
    await archive.renewEpoch('another')
    expect([archive.epoch, archive.epoch === before]).toEqual(['another', false])
  })

  test('tiles and bundles of every width are served, never wider than what is held', async () => {
    const entries = entriesOf(0, 515)
    unwrap(await archive.extend(book, 0, [stepOf(entries)]))
    const leaves = entries.map((entry) => Buffer.from(leafHash(entry)))
    expect(Buffer.from((await archive.tile(book, 0, 1, 256)) ?? [])).toEqual(
      Buffer.concat(leaves.slice(256, 512)),
    )
    expect(Buffer.from((await archive.tile(book, 0, 2, 2)) ?? [])).toEqual(
      Buffer.concat(leaves.slice(512, 514)),
    )
    expect(Buffer.from((await archive.tile(book, 0, 0, 7)) ?? [])).toEqual(Buffer.concat(leaves.slice(0, 7)))
    expect(await archive.tile(book, 0, 2, 4)).toBeUndefined()
    expect((await archive.tile(book, 1, 0, 2))?.length).toBe(64)
    expect(await archive.tile(book, 1, 0, 3)).toBeUndefined()
    expect(await archive.tile(book, 2, 0, 1)).toBeUndefined()
    expect(await archive.tile(book, 0, 3, 1)).toBeUndefined()
    expect(await archive.bundle(book, 3, 1)).toBeUndefined()
    const bundle = (await archive.bundle(book, 2, 3)) ?? new Uint8Array()
    expect(textsOf(bundleToEntries(bundle) ?? [])).toEqual(textsOf(entries.slice(512)))
    expect(await archive.bundle(book, 2, 4)).toBeUndefined()
    expect(
      textsOf(bundleToEntries((await archive.bundle(book, 0, 9)) ?? new Uint8Array()) ?? []),
    ).toHaveLength(9)
  })

  test('proofs of any entry and any two sizes hold, read from tiles alone', async () => {
    const entries = entriesOf(0, 1100)
    unwrap(await archive.extend(book, 0, [stepOf(entries)]))
    const size = fc.integer({ min: 1, max: 1100 })
    await fc.assert(
      fc.asyncProperty(size, size, async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const root = await rootAt(archive, book, to)
        expect(equalBytes(root, rootOfEntries(entries.slice(0, to)))).toBe(true)
        const fromRoot = await rootAt(archive, book, from)
        expect(equalBytes(rootOf(await rangeAt(archive, book, from)), fromRoot)).toBe(true)
        const consistency = await proveConsistency(archive, book, from, to)
        expect(isConsistent(from, fromRoot, to, root, consistency)).toBe(true)
        const leaf = (await leafAt(archive, book, from - 1)) ?? new Uint8Array()
        const path = await proveInclusion(archive, book, from - 1, to)
        expect(isIncluded(leaf, from - 1, to, path, root)).toBe(true)
        expect(isIncluded(leaf, from, to, path, root)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
}
