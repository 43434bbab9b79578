import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkpointToBytes, signCheckpoint } from '../../src/book/checkpoint.ts'
import { cosign } from '../../src/book/cosignature.ts'
import { nodeIdOf } from '../../src/book/node-key.ts'
import { base32, base64 } from '../../src/kernel/encoding.ts'
import { noteOf, signer, textOf } from '../../vectors/samples.ts'
import { checkpointText, originOf } from '../independent/checkpoint.ts'
import { signNote } from '../independent/note.ts'
import { seedOf } from '../independent/sample-book.ts'
import { agree, edit, editsOf, flip } from './agree.ts'

const heads = fc.record({
  book: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(base32),
  size: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
  root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
})

const pens = fc.uniqueArray(fc.constantFrom(1, 3, 4, 5), { minLength: 1, maxLength: 3 })
const keysOf = (numbers: readonly number[]): string[] => numbers.map((number) => signer(number).key)

// NOTE: names with U+0085 or U+FEFF are cases of vectors/checkpoint.json: the product reads them otherwise.
const inserts = [
  ...'0123456789 \n\t=+/aA—-',
  '\n\n',
  '— ',
  '— a AAAAAAA=\n',
  '\u00A0',
  '\r',
  '\u007F',
  'é',
  'ñ',
]

describe('notes: src/book and the independent implementation agree', () => {
  test('C1, C2: on the bytes of a checkpoint signed', () => {
    fc.assert(
      fc.property(heads, pens, (head, numbers) => {
        const signed = checkpointToBytes(signCheckpoint(head, ...numbers.map(signer)))
        const name = originOf(head.book)
        const signers = numbers.map((number) => ({ name, seed: seedOf(number) }))
        const text = checkpointText(name, head.size, head.root)
        expect(textOf(signed)).toBe(textOf(signNote(text, signers)))
      }),
      { numRuns: 40 },
    )
  })

  test('C1-C4: on whose signatures are enough', () => {
    let valid = 0
    fc.assert(
      fc.property(heads, pens, pens, (head, signed, demanded) => {
        const note = noteOf(signCheckpoint(head, ...signed.map(signer)))
        valid += Number(agree('checkpoint', { note, book: head.book, signers: keysOf(demanded) }))
      }),
    )
    expect(valid).toBeGreaterThan(0)
  })

  test('C1-C3: on changed notes', () => {
    fc.assert(
      fc.property(heads, pens, editsOf(inserts), fc.nat({ max: 2 }), (head, signed, edits, demanded) => {
        const note = edit(noteOf(signCheckpoint(head, ...signed.map(signer))), edits)
        const signers = keysOf(signed.slice(0, 1 + demanded))
        agree('checkpoint', { note, book: head.book, signers })
      }),
      { numRuns: 250 },
    )
  })

  test('C1-C3: on notes with a bit turned', () => {
    fc.assert(
      fc.property(heads, pens, fc.nat(), (head, signed, at) => {
        const note = {
          base64: base64(flip(checkpointToBytes(signCheckpoint(head, ...signed.map(signer))), at)),
        }
        agree('checkpoint', { note, book: head.book, signers: keysOf(signed) })
      }),
      { numRuns: 100 },
    )
  })

  test('N3: on cosignatures, good and changed', () => {
    const [pen, witness, node] = [signer(1), signer(7), nodeIdOf(signer(6).key)]
    const times = fc.oneof(
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.constantFrom(0n, 2n ** 63n - 1n, 2n ** 63n),
    )
    const spoilt = fc.option(fc.nat({ max: 72 * 8 - 1 }), { freq: 2 })
    let valid = 0
    fc.assert(
      fc.property(heads, times, spoilt, fc.constantFrom(64, 71, 72, 72, 72, 73), (head, time, at, length) => {
        const checkpoint = signCheckpoint(head, pen)
        const line = cosign(checkpoint, node, witness, time)
        const bits = at === null ? line.signature : flip(line.signature, at)
        const signature = Uint8Array.from({ length }, (_, i) => bits[i] ?? 0)
        const signatures = [...checkpoint.note.signatures, { ...line, signature }]
        const note = noteOf({ ...checkpoint, note: { ...checkpoint.note, signatures } })
        const input = { note, book: head.book, pen: pen.key, node, key: witness.key }
        valid += Number(agree('cosignature', input))
      }),
      { numRuns: 100 },
    )
    expect(valid).toBeGreaterThan(0)
  })
})
