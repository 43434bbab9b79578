import { describe, expect, test } from 'vitest'
import { base32, base64, base64ToBytes, utf8 } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { draft, draftToBytes, draftToEntry, founded } from '../testing/drafts.ts'
import { citing } from '../testing/given.ts'
import { personNamed, signerNamed } from '../testing/keys.ts'
import { type JsonObject, entryToBytes, isBookId } from './entry.ts'
import { bookIdOf, parseFounding } from './founding.ts'
import { leafHash } from './hash.ts'

const name = 'San Pedro'
const officer = { id: personNamed(name), key: signerNamed(name).key, post: 'secretary' }
const bytesWith = (more: JsonObject) => draftToBytes(founded(name, more), name)
const faultOf = (bytes: Uint8Array) => {
  const parsed = parseFounding(bytes)
  if (parsed.ok) return 'none'
  return parsed.error.field === undefined
    ? parsed.error.type
    : `${parsed.error.type} ${String(parsed.error.field)}`
}

describe('B1: a book is named by its founding', () => {
  test("the id is base32 of entry 0's leaf hash, 52 characters", () => {
    const bytes = bytesWith({})
    expect(bookIdOf(bytes)).toBe(base32(leafHash(bytes)))
    expect(isBookId(bookIdOf(bytes))).toBe(true)
    expect(unwrap(parseFounding(bytes)).book).toBe(bookIdOf(bytes))
  })

  test.each([
    ['founding-malformed type', draftToBytes(draft('body.renamed', founded(name).data), name)],
    ['founding-malformed not-json', utf8('Acta de fundación')],
    ['founding-malformed not-canonical', utf8('{ }')],
    ['founding-malformed type', utf8('{}')],
    ['founding-malformed entry-too-large', bytesWith({ x: 'x'.repeat(65_536) })],
    [
      'founding-malformed sig',
      entryToBytes({ ...draftToEntry(founded(name), name), sig: base64(new Uint8Array(64)) }),
    ],
  ])('%s is no founding', (fault, bytes) => {
    expect(faultOf(bytes)).toBe(fault)
  })
})

describe('B4: the pen and the officers', () => {
  test('are read', () => {
    const { pen, officers } = unwrap(parseFounding(bytesWith({ officers: [officer] })))
    expect([pen, officers]).toEqual([signerNamed(`${name} pen`).key, [officer]])
  })

  test.each([
    ['founding-malformed pen', { pen: 7 }],
    ['founding-malformed pen', { pen: 'AAAA' }],
    ['pen-key-invalid', { pen: base64(new Uint8Array(32)) }],
    ['founding-malformed officers', { officers: [] }],
    ['founding-malformed officers', { officers: {} }],
    ['founding-malformed officers', { officers: Array.from({ length: 65 }, () => officer) }],
    ['founding-malformed officers', { officers: [{ ...officer, id: 'Ana' }] }],
    ['founding-malformed officers', { officers: [{ ...officer, post: 1 }] }],
    ['founding-malformed officers', { officers: [{ ...officer, key: 'AAAA' }] }],
    ['key-invalid', { officers: [{ ...officer, key: base64(new Uint8Array(32)) }] }],
    ['founding-malformed by', { officers: [{ ...officer, id: personNamed('another') }] }],
  ])('%s where %j', (fault, more) => {
    expect(faultOf(bytesWith(more))).toBe(fault)
  })

  test('64 officers are a board', () => {
    const officers = Array.from({ length: 64 }, () => officer)
    expect(faultOf(bytesWith({ officers }))).toBe('none')
  })
})

describe('B5: a successor says which prefix it goes on from', () => {
  const { book, leaf } = citing('continued')

  test('and is a book of its own', () => {
    const bytes = bytesWith({ continues: { book, size: 3, root: leaf } })
    const founding = unwrap(parseFounding(bytes))
    expect(founding.continues).toEqual({ book, size: 3, root: base64ToBytes(leaf) })
    expect(founding.book).not.toBe(book)
  })

  test.each([
    [{ book, size: 0, root: leaf }],
    [{ book, size: '3', root: leaf }],
    [{ book: 'x', size: 3, root: leaf }],
    [{ book, size: 3, root: 'AAAA' }],
    [{ book, size: 3 }],
    [null],
    [[]],
  ])('refused: %j', (continues) => {
    expect(faultOf(bytesWith({ continues }))).toBe('founding-malformed continues')
  })
})
