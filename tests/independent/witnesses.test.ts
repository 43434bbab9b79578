import { describe, expect, test } from 'vitest'
import { base64Encode, fromUtf8, utf8 } from './base.ts'
import { originOf } from './checkpoint.ts'
import { publicKeyOf } from './ed25519.ts'
import { nodeIdOf } from './entry.ts'
import { parseNote, signNote } from './note.ts'
import { getFrom, resourcesOf, sampleBook, sampleCheckpoint, sampleEntry, seedOf } from './sample-book.ts'
import { verifyServedBook } from './verify-book.ts'
import { cosignersOf, cosignKeysIn } from './witnesses.ts'

const node = nodeIdOf(publicKeyOf(seedOf(40)))
const keyOf = (seed: number): string => base64Encode(publicKeyOf(seedOf(seed)))
const admission = { node, name: 'Nodo', country: 'CL', request: keyOf(40), cosign: keyOf(41) }

/** A book that admits the node as given, verified as it is served. */
async function served(data: object = admission) {
  const book = sampleBook(3)
  const entries = [...book.entries.slice(0, 2), sampleEntry('node.admitted', data)]
  const admitting = { ...book, entries, checkpoint: sampleCheckpoint(entries, 3, [seedOf(1)]) }
  const verified = await verifyServedBook(getFrom(resourcesOf(admitting, '/b')), '/b', book.bookId)
  if (!verified.ok) throw new Error(verified.reason)
  return verified.value
}

/** The book's checkpoint with lines of others after the pen's. */
async function under(signers: readonly { name: string; seed: number; atS?: bigint }[]) {
  const book = await served()
  const whole = fromUtf8(book.checkpoint) ?? ''
  const note = parseNote(book.checkpoint)
  const text = note.ok ? note.value.text : ''
  const more = signers.map(({ name, seed, atS }) => {
    const signer = { name, seed: seedOf(seed), ...(atS === undefined ? {} : { cosignedAtS: atS }) }
    return (fromUtf8(signNote(text, [signer])) ?? '').slice(text.length + 1)
  })
  return { ...book, checkpoint: utf8(whole + more.join('')) }
}

const witness = { name: `apachita-node/${node}`, seed: 41, atS: 1_772_000_000n }

describe('N3: a checkpoint with cosignatures', () => {
  test('tells who countersigned and when they say they did', async () => {
    const book = await under([witness])
    expect(cosignersOf(book, cosignKeysIn([book]))).toEqual({ ok: true, value: [{ node, atS: witness.atS }] })
  })

  test('tells of nobody where the pen alone signed', async () => {
    const book = await served()
    expect(cosignersOf(book, cosignKeysIn([book]))).toEqual({ ok: true, value: [] })
  })

  test.each([
    ['a key no book gave the node', [{ ...witness, seed: 42 }], 'does not verify'],
    [
      'a plain signature in the place of a cosignature',
      [{ name: witness.name, seed: 41 }],
      'does not verify',
    ],
    ['a node no book admits', [{ ...witness, name: `apachita-node/${'a'.repeat(32)}` }], 'no book'],
    ['somebody else', [{ ...witness, name: 'example.org/witness' }], 'a signature by'],
    ['one node twice', [witness, { ...witness, atS: 5n }], 'twice'],
  ])('is refused with a line of %s', async (_, signers, reason) => {
    const book = await under(signers)
    expect(cosignersOf(book, cosignKeysIn([book]))).toMatchObject({
      ok: false,
      reason: expect.stringContaining(reason) as string,
    })
  })

  test("is refused with a pen's line after a witness's", async () => {
    const { bookId } = await served()
    const book = await under([witness, { name: originOf(bookId), seed: 1 }])
    expect(cosignersOf(book, cosignKeysIn([book])).ok).toBe(false)
  })

  test('is refused with a cosignature of another size', async () => {
    const book = await under([witness])
    const other = (fromUtf8(book.checkpoint) ?? '').replace('\n3\n', '\n2\n')
    expect(cosignersOf({ ...book, checkpoint: utf8(other) }, cosignKeysIn([book])).ok).toBe(false)
  })
})

describe('N2: keys are taken from an admission', () => {
  test.each([
    ['with one key for both', { ...admission, cosign: keyOf(40) }],
    ["with the pen's key", { ...admission, cosign: keyOf(1) }],
    ['with the id of another node', { ...admission, node: nodeIdOf(publicKeyOf(seedOf(41))) }],
  ])('but not from one %s', async (_, data) => {
    expect([...cosignKeysIn([await served(data)])]).toEqual([])
  })
})
