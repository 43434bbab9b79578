import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { founded, draftToEntry } from '../testing/drafts.ts'
import { citing } from '../testing/given.ts'
import { personNamed, signerNamed } from '../testing/keys.ts'
import {
  type Entry,
  type JsonObject,
  entryToBytes,
  isSignedByAuthor,
  maxEntryBytes,
  parseCanonicalObject,
  parseEntry,
  signEntry,
} from './entry.ts'
import { bookIdOf } from './founding.ts'

const author = signerNamed('author')
const book = bookIdOf(entryToBytes(draftToEntry(founded('San Pedro'), 'San Pedro')))

const plain: Entry = {
  type: 'note.kept',
  at: '2026-03-01T15:00:00-04:00',
  by: personNamed('author'),
  cites: [],
  data: {},
}

const bytesWith = (fields: object): Uint8Array => entryToBytes({ ...plain, ...fields } as Entry)
const dataText = (text: string): Uint8Array =>
  utf8(`{"at":"${plain.at}","by":"${plain.by}","data":{"x":${text}},"type":"note.kept"}`)

/** An entry of exactly so many bytes. */
function entryOfSize(bytes: number): Uint8Array {
  const empty = bytesWith({ data: { x: '' } }).length
  return bytesWith({ data: { x: 'a'.repeat(bytes - empty) } })
}

const refusalOf = (bytes: Uint8Array): string => {
  const parsed = parseEntry(bytes)
  if (parsed.ok) return 'none'
  return parsed.error.field === undefined ? parsed.error.type : `${parsed.error.type} ${parsed.error.field}`
}

describe('E1: an entry is one canonical JSON object in UTF-8', () => {
  test('a canonical one is read as it was written', () => {
    const cites = [citing('other'), citing('another', 7)]
    const entry: Entry = { ...plain, cites, data: { a: [1, null, true, 'é\u{1f600}'], b: { c: '' } } }
    expect(unwrap(parseEntry(entryToBytes(entry)))).toEqual(entry)
  })

  test.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a string', '"x"'],
    ['a number', '1'],
    ['half an object', '{"at":'],
    ['two objects', '{}{}'],
    ['not JSON at all', 'Acta de la sesión'],
    ['a comment', '{}//'],
    ['a trailing comma', '{"a":1,}'],
    ['single quotes', "{'a':1}"],
    ['a byte order mark', '\ufeff{}'],
    ['a control character in a string', '{"a":"\u0001"}'],
    ['NaN', '{"a":NaN}'],
  ])('no JSON object: %s', (_, text) => {
    expect(parseCanonicalObject(utf8(text))).toMatchObject({ ok: false, error: { type: 'not-json' } })
  })

  test('no JSON: bytes that are not UTF-8', () => {
    const spoilt = bytesWith({ data: { x: '@' } })
    spoilt[spoilt.indexOf(0x40)] = 0xff
    expect(refusalOf(spoilt)).toBe('not-json')
  })

  test.each([
    ['a space', '{"a": 1}'],
    ['a line break at the end', '{"a":1}\n'],
    ['names out of order', '{"b":1,"a":2}'],
    ['a name twice, with the same value', '{"a":1,"a":1}'],
    ['a name twice, with another value', '{"a":1,"a":2}'],
    ['an escape that needs none', '{"a":"\\u0061"}'],
    ['an escaped solidus', '{"a":"\\/"}'],
    ['an escape in upper case', '{"a":"\\u001F"}'],
    ['a long escape where there is a short one', '{"a":"\\u000a"}'],
    ['names in code point order where UTF-16 order differs', '{"\ufb33":1,"\u{1f600}":2}'],
    ['a name twice, once escaped', '{"a":1,"\\u0061":1}'],
  ])('not canonical: %s', (_, text) => {
    expect(parseCanonicalObject(utf8(text))).toMatchObject({ ok: false, error: { type: 'not-canonical' } })
  })

  test('canonical though it looks odd: names that JavaScript knows, integer-like names, an empty name', () => {
    const text = '{"":0,"10":1,"9":2,"__proto__":{"x":1},"constructor":3,"toJSON":4}'
    const parsed = unwrap(parseCanonicalObject(utf8(text)))
    expect(Object.keys(parsed)).toHaveLength(6)
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
    expect(parseCanonicalObject(utf8('{"__proto__":{"b":1,"a":2}}')).ok).toBe(false)
  })

  test('names of any kind in any order: canonical exactly where sorting them gives the same text', () => {
    const name = fc.constantFrom(
      '',
      '0',
      '2',
      '10',
      '9',
      '01',
      'a',
      'B',
      '__proto__',
      'é',
      '\ufb33',
      '\u{1f600}',
    )
    const inner = fc.uniqueArray(name, { maxLength: 5 }).map((names) => {
      return `{${names.map((one) => `${JSON.stringify(one)}:[{}]`).join(',')}}`
    })
    const outer = fc.array(fc.tuple(name, inner), { maxLength: 5 }).map((members) => {
      return `{${members.map(([one, value]) => `${JSON.stringify(one)}:${value}`).join(',')}}`
    })
    fc.assert(
      fc.property(outer, (text) => {
        expect(parseCanonicalObject(utf8(text)).ok).toBe(canonicalize(JSON.parse(text)) === text)
      }),
      { numRuns: 2000, seed: 20260301 },
    )
  })

  test('65,535 bytes are an entry, 65,536 are too many', () => {
    expect(entryOfSize(maxEntryBytes)).toHaveLength(65_535)
    expect(refusalOf(entryOfSize(maxEntryBytes))).toBe('none')
    expect(parseEntry(entryOfSize(65_536))).toEqual({
      ok: false,
      error: { type: 'entry-too-large', bytes: 65_536 },
    })
  })

  test('whatever bytes come, a refusal or an entry, never a throw; accepted bytes are the only ones of their value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const parsed = parseCanonicalObject(bytes)
        if (parsed.ok) expect(utf8(JSON.stringify(parsed.value))).toHaveLength(bytes.length)
      }),
    )
  })
})

describe('E2: numbers, strings, nesting', () => {
  test.each(['0', '-1', '9007199254740991', '-9007199254740991'])('%s is a number', (text) => {
    expect(refusalOf(dataText(text))).toBe('none')
  })

  test.each(['9007199254740992', '-9007199254740992', '1e21', '0.5', '1.0', '-0', '1e3', '1E400', '1e-7'])(
    '%s is none, or not written so',
    (text) => {
      expect(refusalOf(dataText(text))).toBe('not-canonical')
    },
  )

  test.each(['01', '+1', '.5', '0x10', 'Infinity'])('%s is no JSON', (text) => {
    expect(refusalOf(dataText(text))).toBe('not-json')
  })

  test.each([
    ['a high one', '"\\ud83d"'],
    ['a low one', '"\\ude00"'],
    ['two in the wrong order', '"\\ude00\\ud83d"'],
    ['a high one before another pair', '"\\ud83d\\ud83d\\ude00"'],
    ['one in a name', '{"\\ud83d":1}'],
    ['one in a list', '["\\udfff"]'],
  ])('lone surrogates are refused: %s', (_, text) => {
    expect(refusalOf(dataText(text))).toBe('not-canonical')
  })

  test('a backslash before the letters of an escape is a character like others', () => {
    expect(refusalOf(dataText(String.raw`"\\ud800"`))).toBe('none')
    expect(refusalOf(dataText(String.raw`"\\\ud800"`))).toBe('not-canonical')
    expect(refusalOf(utf8(String.raw`{"\ud800":1}`))).toBe('not-canonical')
  })

  test('a pair of surrogates is written as the character, not as two escapes', () => {
    expect(refusalOf(dataText('"\u{1f600}"'))).toBe('none')
    expect(refusalOf(dataText('"\\ud83d\\ude00"'))).toBe('not-canonical')
  })

  test('32 deep is an entry, 33 is not (the entry is depth 1, its data 2)', () => {
    const nested = (depth: number) => dataText('['.repeat(depth - 2) + ']'.repeat(depth - 2))
    expect(refusalOf(nested(32))).toBe('none')
    expect(refusalOf(nested(33))).not.toBe('none')
  })

  test('brackets in strings are no nesting, quotes escaped or not', () => {
    expect(refusalOf(dataText(JSON.stringify('["{'.repeat(100))))).toBe('none')
    expect(refusalOf(dataText(JSON.stringify('\\"'.repeat(100) + '{'.repeat(100))))).toBe('none')
  })

  test.each([
    ['[', '['.repeat(60_000)],
    ['[ and ]', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['{"":', '{"":'.repeat(15_000)],
  ])('a bomb of 60,000 brackets is refused, not run into: %s', (_, text) => {
    expect(refusalOf(dataText(text))).toBe('not-json')
    expect(refusalOf(utf8(text))).toBe('not-json')
  })

  test('a bomb of closing brackets, or one hidden after them, neither', () => {
    expect(refusalOf(utf8(']'.repeat(60_000)))).toBe('not-json')
    expect(refusalOf(utf8(']'.repeat(30_000) + '['.repeat(30_000)))).toBe('not-json')
  })
})

describe('E3: fields', () => {
  test.each([
    ['type', { type: '' }],
    ['type', { type: 'Note.kept' }],
    ['type', { type: 'note..kept' }],
    ['type', { type: 'note.' }],
    ['type', { type: '.note' }],
    ['type', { type: 'note.1kept' }],
    ['type', { type: 'note_kept' }],
    ['type', { type: 'note.kept\n' }],
    ['type', { type: `a${'b'.repeat(64)}` }],
    ['type', { type: 7 }],
    ['type', { type: undefined }],
    ['at', { at: '2026-02-30T00:00:00Z' }],
    ['at', { at: 0 }],
    ['at', { at: undefined }],
    ['by', { by: '' }],
    ['by', { by: plain.by.toUpperCase() }],
    ['by', { by: `${plain.by.slice(0, 25)}b` }],
    ['by', { by: `${plain.by}a` }],
    ['by', { by: undefined }],
    ['data', { data: [] }],
    ['data', { data: null }],
    ['data', { data: undefined }],
    ['sig', { sig: '' }],
    ['sig', { sig: null }],
    ['sig', { sig: 'A'.repeat(84) }],
    ['sig', { sig: `${'A'.repeat(85)}B==` }],
  ])('%s is refused: %j', (field, fields) => {
    expect(refusalOf(bytesWith(fields))).toBe(`entry-malformed ${field}`)
  })

  test('a type of 64 bytes and one with digits and dashes are types', () => {
    expect(refusalOf(bytesWith({ type: 'a'.repeat(64) }))).toBe('none')
    expect(refusalOf(bytesWith({ type: 'a-1.b2--c.d' }))).toBe('none')
  })

  test('unknown fields are ignored, and hashed', () => {
    const entry = unwrap(parseEntry(bytesWith({ colour: 'red' })))
    expect(Object.keys(entry).toSorted()).toEqual(['at', 'by', 'cites', 'data', 'type'])
  })
})

describe('E4: citations', () => {
  const good = citing('other')
  const citing513 = Array.from({ length: 513 }, () => good)
  const bytesCiting = (cites: unknown): Uint8Array => utf8(canonicalize({ ...plain, cites }) ?? '')

  test('1 to 512 are carried, 513 are too many', () => {
    expect(refusalOf(bytesCiting([good]))).toBe('none')
    expect(refusalOf(bytesCiting(citing513.slice(1)))).toBe('none')
    expect(refusalOf(bytesCiting(citing513))).toBe('entry-malformed cites')
  })

  test.each([
    ['none', []],
    ['no list', {}],
    ['null', null],
    ['a text', ['x']],
    ['no book', [{ seq: 0, leaf: good.leaf }]],
    ['a short book id', [{ ...good, book: good.book.slice(1) }]],
    ['a book id with bits left over', [{ ...good, book: `${'a'.repeat(51)}b` }]],
    ['a seq below 0', [{ ...good, seq: -1 }]],
    ['a seq as text', [{ ...good, seq: '0' }]],
    ['a short leaf', [{ ...good, leaf: 'AAAA' }]],
    ['one good and one bad', [good, { ...good, leaf: 1 }]],
  ])('refused: %s', (_, cites) => {
    expect(refusalOf(bytesCiting(cites))).toBe('entry-malformed cites')
  })
})

describe('E6: the author signs the entry, the book and the purpose', () => {
  const signed = signEntry(book, { ...plain, data: { a: 1 } }, author)

  test('a signature holds for its author, in its book', () => {
    expect(isSignedByAuthor(book, entryToBytes(signed), author.key)).toBe(true)
    expect(isSignedByAuthor(book, entryToBytes(signed), signerNamed('another').key)).toBe(false)
    expect(isSignedByAuthor(citing('other').book, entryToBytes(signed), author.key)).toBe(false)
  })

  test('nothing of the entry can be changed under it, unknown fields neither', () => {
    const others: object[] = [{ at: '2026-03-01T15:00:01-04:00' }, { data: { a: 2 } }, { colour: 'red' }]
    for (const fields of others) {
      const bytes = entryToBytes({ ...signed, ...fields } as Entry)
      expect(isSignedByAuthor(book, bytes, author.key)).toBe(false)
    }
  })

  test('unknown fields that the author signed are covered', () => {
    const withMore = signEntry(book, { ...plain, colour: 'red' } as Entry, author)
    expect(isSignedByAuthor(book, entryToBytes(withMore), author.key)).toBe(true)
  })

  test('an entry without a signature is signed by nobody', () => {
    expect(isSignedByAuthor(book, entryToBytes(plain), author.key)).toBe(false)
    expect(isSignedByAuthor(book, utf8('{}'), author.key)).toBe(false)
    expect(isSignedByAuthor(book, utf8('no JSON'), author.key)).toBe(false)
  })

  test('signing again replaces the signature', () => {
    expect(signEntry(book, signed, author)).toEqual(signed)
  })
})

describe('whatever an author writes', () => {
  const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null))
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  }))

  test('it is read back from its bytes as it was, signed or not', () => {
    fc.assert(
      fc.property(json.object, fc.boolean(), (data, isSigned) => {
        const entry: Entry = { ...plain, data: data as JsonObject }
        const written = isSigned ? signEntry(book, entry, author) : entry
        const bytes = entryToBytes(written)
        expect(entryToBytes(unwrap(parseEntry(bytes)))).toEqual(bytes)
        if (isSigned) expect(isSignedByAuthor(book, bytes, author.key)).toBe(true)
      }),
    )
  })
})
