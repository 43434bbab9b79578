/** Cosignatures and fork proofs as they come: kept only where they hold; a pack loses nothing by bad ones. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Cosignature } from '../archive/contract.ts'
import { rootAt } from '../archive/subtrees.ts'
import { unsignedCheckpoint } from '../book/checkpoint.ts'
import { cosign } from '../book/cosignature.ts'
import { signatureLineToText } from '../book/note.ts'
import { signerNamed } from '../testing/keys.ts'
import { emptyManifest, packFor, packOf, nothingHeld, takeIn } from '../testing/packs.ts'
import { ThreeBooks } from '../testing/three-books.ts'
import { type CosignKeys, digestOf, sideDataToGive, takeCosignatures } from './side-data.ts'

const witness = 'w'.repeat(32)
const keysOf: CosignKeys = (node) => (node === witness ? [signerNamed('witness').key] : [])

let books: ThreeBooks
beforeEach(async () => {
  books = await ThreeBooks.make()
})

/** The witness's word on the first book's head of a size. */
async function word(size: number, signer = 'witness', of = witness): Promise<Cosignature> {
  const { world, first } = books
  const checkpoint = unsignedCheckpoint({
    book: first.book,
    size,
    root: await rootAt(world.archive, first.book, size),
  })
  return {
    witness: of,
    size,
    line: signatureLineToText(cosign(checkpoint, of, signerNamed(signer), 1_772_000_000n)),
  }
}

const given = (...cosignatures: Cosignature[]) =>
  takeCosignatures(books.archive, [{ book: books.first.book, cosignatures }], keysOf)

const kept = async () => (await books.archive.sideData(books.first.book)).cosignatures

describe('a cosignature', () => {
  beforeEach(async () => {
    await takeIn(books.archive, await packFor(books.world.archive, nothingHeld))
  })

  test('N3: of a node that a book here admits, over the root held, is kept; a smaller one then is no news', async () => {
    expect(await given(await word(2))).toEqual({ changes: 1, refused: [] })
    expect(await given(await word(3))).toEqual({ changes: 1, refused: [] })
    expect(await given(await word(2), await word(3))).toEqual({ changes: 0, refused: [] })
    expect(await kept()).toEqual([await word(3)])
  })

  test.each([
    ['by another key', async () => word(3, 'stranger'), 'cosignature-invalid'],
    ['of another size than it says', async () => ({ ...(await word(2)), size: 3 }), 'cosignature-invalid'],
    ['that is no signature line', async () => ({ ...(await word(3)), line: 'yes' }), 'cosignature-invalid'],
    ['named as another', async () => ({ ...(await word(3)), witness: 'v'.repeat(32) }), 'witness-unknown'],
    ['of more than is held', async () => ({ ...(await word(3)), size: 4 }), 'gap'],
  ])('%s is refused by name', async (_, make, type) => {
    const { changes, refused } = await given(await make())
    expect([changes, refused.map(({ refusal }) => refusal.type)]).toEqual([0, [type]])
    expect(await kept()).toEqual([])
  })

  test('of a book that is not held is refused', async () => {
    const cosignatures = [await word(1)]
    const { refused } = await takeCosignatures(
      books.archive,
      [{ book: 'a'.repeat(52), cosignatures }],
      keysOf,
    )
    expect(refused.map(({ refusal }) => refusal.type)).toEqual(['gap'])
  })

  test('is given on where its node is known, and the digest tells where two differ', async () => {
    await given(await word(3))
    const record = await books.archive.book(books.first.book)
    if (record === undefined) throw new Error('not held')
    const side = await books.archive.sideData(record.book)
    expect(sideDataToGive(record, side, () => true)).toEqual(side)
    expect(digestOf(sideDataToGive(record, side, () => false))).toBe('')
    expect(sideDataToGive({ ...record, forkedAt: 2 }, side, () => true).cosignatures).toEqual([])
    const smaller = { ...side, cosignatures: [await word(2)] }
    expect(digestOf(smaller)).not.toBe(digestOf(side))
    expect(digestOf({ cosignatures: side.cosignatures.toReversed(), forks: [] })).toBe(digestOf(side))
  })
})

describe('a pack', () => {
  test('with cosignatures puts them by for whoever knows the keys; its entries are stored', async () => {
    const cosignature = await word(3)
    const part = [...(await books.whole(books.first)), { kind: 'cosignature', cosignature } as const]
    const report = await takeIn(books.archive, await packOf([emptyManifest, ...part]))
    expect(report).toMatchObject({
      grown: [{ book: books.first.book }],
      refused: [],
      cosignatures: [{ book: books.first.book, cosignatures: [cosignature] }],
    })
    expect(await kept()).toEqual([])
  })

  test('of side data alone for a book not held names the gap', async () => {
    const head = { kind: 'book', book: books.first.book, from: 0 } as const
    const pack = await packOf([emptyManifest, head, { kind: 'cosignature', cosignature: await word(3) }])
    const { refused, cosignatures } = await takeIn(books.archive, pack)
    expect(refused).toEqual([{ book: books.first.book, refusal: { type: 'gap', needed: 0 } }])
    expect(await takeCosignatures(books.archive, cosignatures, keysOf)).toMatchObject({ changes: 0 })
  })

  test('P2: with a proof of a fork that does not hold keeps the entries and refuses the proof', async () => {
    const note = new TextDecoder().decode(books.world.signedOf(books.first).at(-1)?.note)
    const hash = Buffer.alloc(32, 7).toString('base64')
    const proof = {
      book: books.first.book,
      a: note,
      b: note,
      seq: 1,
      leafA: hash,
      pathA: [],
      leafB: hash,
      pathB: [],
    }
    const part = [
      ...(await books.whole(books.first)),
      { kind: 'fork', fork: { proof, vouchings: [] } } as const,
    ]
    const report = await takeIn(books.archive, await packOf([emptyManifest, ...part]))
    expect(report).toMatchObject({ forked: [], refused: [{ refusal: { type: 'fork-proof-invalid' } }] })
    expect(await books.archive.book(books.first.book)).toMatchObject({ size: 3, forkedAt: undefined })
  })
})
