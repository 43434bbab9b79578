import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64, concat, utf8, utf8ToText } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { citing } from '../testing/given.ts'
import { signerNamed } from '../testing/keys.ts'
import {
  type Head,
  checkpointToBytes,
  isSignedByPen,
  originOf,
  parseCheckpoint,
  penVerifierKey,
  signCheckpoint,
} from './checkpoint.ts'
import { sha256 } from './hash.ts'
import { noteToBytes, parseNote, signNote } from './note.ts'

const [pen, other] = [signerNamed('pen'), signerNamed('other pen')]
const { book } = citing('book')
const root = sha256(utf8('root'))
const head: Head = { book, size: 7, root }
const signed = checkpointToBytes(signCheckpoint(head, pen))
const textOf = (bytes: Uint8Array) => utf8ToText(bytes) ?? ''
const reasonOf = (bytes: Uint8Array) => {
  const parsed = parseCheckpoint(bytes)
  return parsed.ok ? 'none' : parsed.error.reason
}
const signedText = (text: string) => noteToBytes(signNote({ text, signatures: [] }, originOf(book), pen))

describe('C1: a checkpoint is three lines', () => {
  test('as tlog-checkpoint says: origin, size, root, a blank line, signatures', () => {
    const lines = textOf(signed).split('\n')
    expect(lines.slice(0, 4)).toEqual([`apachita/${book}`, '7', base64(root), ''])
    expect(lines[4]).toMatch(/^— apachita\/[a-z2-7]{52} [A-Za-z0-9+/]+=*$/)
    expect(lines.slice(5)).toEqual([''])
  })

  test('what was signed is read back', () => {
    const parsed = unwrap(parseCheckpoint(signed))
    expect(parsed).toMatchObject({ book, size: 7 })
    expect(base64(parsed.root)).toBe(base64(root))
    expect(textOf(checkpointToBytes(parsed))).toBe(textOf(signed))
  })

  test.each([
    ['origin', `example.com/${book}\n7\n${base64(root)}\n`],
    ['origin', `apachita/${book.slice(1)}\n7\n${base64(root)}\n`],
    ['origin', `apachita/${book.toUpperCase()}\n7\n${base64(root)}\n`],
    ['origin', `apachita/${'a'.repeat(51)}b\n7\n${base64(root)}\n`],
    ['size', `apachita/${book}\n0\n${base64(root)}\n`],
    ['size', `apachita/${book}\n07\n${base64(root)}\n`],
    ['size', `apachita/${book}\n-7\n${base64(root)}\n`],
    ['size', `apachita/${book}\n7.0\n${base64(root)}\n`],
    ['size', `apachita/${book}\n 7\n${base64(root)}\n`],
    ['size', `apachita/${book}\n9007199254740992\n${base64(root)}\n`],
    ['size', `apachita/${book}\n99999999999999999999\n${base64(root)}\n`],
    ['root', `apachita/${book}\n7\n${base64(root.slice(1))}\n`],
    ['root', `apachita/${book}\n7\n${base64(root).slice(0, -1)}\n`],
    ['root', `apachita/${book}\n7\nnone\n`],
    ['extension lines', `apachita/${book}\n7\n${base64(root)}\nmore\n`],
    ['size', `apachita/${book}\n`],
  ])('%s is refused: %j', (reason, text) => {
    expect(reasonOf(signedText(text))).toBe(reason)
  })

  test('the largest safe size is a size', () => {
    expect(reasonOf(signedText(`apachita/${book}\n9007199254740991\n${base64(root)}\n`))).toBe('none')
  })

  test('16 signatures are carried, 17 are too many', () => {
    const many = (count: number) =>
      signCheckpoint(head, ...Array.from({ length: count }, (_, at) => signerNamed(`pen ${at}`)))
    expect(reasonOf(checkpointToBytes(many(16)))).toBe('none')
    expect(reasonOf(checkpointToBytes(many(17)))).toBe('number of signatures')
  })

  test('16,384 bytes are carried, one more is too many', () => {
    const line = (bytes: number) => {
      const name = 'x'.repeat(bytes - '—  AAAAAAA=\n'.length - 2)
      return utf8(`— ${name} AAAAAAA=\n`)
    }
    const rest = 16_384 - signed.length
    expect(concat(signed, line(rest))).toHaveLength(16_384)
    expect(reasonOf(concat(signed, line(rest)))).toBe('none')
    expect(reasonOf(concat(signed, line(rest + 1)))).toBe('too long')
  })
})

describe('C2, C3: whose signature it needs', () => {
  test('the pen that signed it, and no other key', () => {
    const checkpoint = unwrap(parseCheckpoint(signed))
    expect(isSignedByPen(checkpoint, pen.key)).toBe(true)
    expect(isSignedByPen(checkpoint, other.key)).toBe(false)
  })

  test('the same key under another name is another key', () => {
    const note = signNote(
      { text: unwrap(parseNote(signed)).text, signatures: [] },
      originOf(citing('other').book),
      pen,
    )
    expect(isSignedByPen(unwrap(parseCheckpoint(noteToBytes(note))), pen.key)).toBe(false)
  })

  test('lines of unknown keys are ignored, wherever they stand', () => {
    const both = signCheckpoint(head, other, pen)
    expect(isSignedByPen(both, pen.key)).toBe(true)
    const stranger = utf8(`— example.com/x ${base64(new Uint8Array(68))}\n`)
    expect(isSignedByPen(unwrap(parseCheckpoint(concat(signed, stranger))), pen.key)).toBe(true)
  })

  test('a line of the pen that does not verify refuses the note, beside one that does', () => {
    const wrong = signCheckpoint({ ...head, size: 8 }, pen).note.signatures
    const checkpoint = signCheckpoint(head, pen)
    const spoilt = {
      ...checkpoint,
      note: { ...checkpoint.note, signatures: [...checkpoint.note.signatures, ...wrong] },
    }
    expect(isSignedByPen(spoilt, pen.key)).toBe(false)
  })

  test('with any bit flipped it is no checkpoint of this pen for another head', () => {
    fc.assert(
      fc.property(fc.nat({ max: signed.length - 1 }), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const spoilt = signed.slice()
        spoilt[at] = (spoilt[at] ?? 0) ^ (1 << bit)
        const parsed = parseCheckpoint(spoilt)
        if (parsed.ok) expect(isSignedByPen(parsed.value, pen.key)).toBe(false)
      }),
      { numRuns: 400 },
    )
  })
})

test('C4: the verifier key names the origin, the key id and the key', () => {
  const [name, id, key] = penVerifierKey(book, pen.key).split('+')
  expect(name).toBe(`apachita/${book}`)
  expect(id).toMatch(/^[0-9a-f]{8}$/)
  expect(key?.startsWith('A')).toBe(true)
  const rest = penVerifierKey(book, pen.key).slice(`apachita/${book}+${id}+`.length)
  expect(Buffer.from(rest, 'base64').toString('hex')).toBe(
    `01${Buffer.from(pen.key, 'base64').toString('hex')}`,
  )
})
