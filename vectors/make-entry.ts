/** Entries: form (E1-E4), leaf hash (E5) and author's signature (E6). */
import { type Json, type JsonObject, entryToBytes, maxEntryBytes, signEntry } from '../src/book/entry.ts'
import { leafHash } from '../src/book/hash.ts'
import { base32, base64, utf8 } from '../src/kernel/encoding.ts'
import { type BytesText, type EntryExpect, type VectorFile, bytesOf } from './format.ts'
import { at, collect, entryOf, filled, foundingBytes, otherBook, person, signer, textOf } from './samples.ts'

const { vectors, stands, breaks } = collect<'entry'>()

const leaf = base64(filled(8))
const by = person(1)
const plain = entryOf('motion.put', {})
const plainText = textOf(entryToBytes(plain))

const leafOf = (bytes: BytesText, kind: EntryExpect['kind'] = 'entry'): EntryExpect => ({
  leaf: base64(leafHash(bytesOf(bytes))),
  kind,
})
const isEntry = (rule: string, name: string, bytes: BytesText): void =>
  stands(rule, name, { bytes }, leafOf(bytes))
const isNone = (rule: string, name: string, bytes: BytesText): void => breaks(rule, name, { bytes })

/** The plain entry with fields over it: canonical, but not by the type of an entry. */
const withFields = (fields: Readonly<Record<string, Json>>): string =>
  textOf(entryToBytes({ ...plain, ...fields } as typeof plain))
const withData = (data: JsonObject): string => withFields({ data })
/** The plain entry with another text in the place of its empty data. */
const withRawData = (data: string): string => plainText.replace('{}', data)

function forms(): void {
  isEntry('E1', 'The least entry: no citations, no signature', plainText)
  isNone('E1', 'No bytes', '')
  isNone('E1', 'An array', '[]')
  isNone('E1', 'null', 'null')
  isNone('E1', 'A byte order mark before the object', { base64: base64(utf8(`\uFEFF${plainText}`)) })
  isNone('E1', 'A newline after the object', `${plainText}\n`)
  isNone('E1', 'A space after a comma', plainText.replace(',', ', '))
  isNone('E1', 'Names out of order', `{"type":"motion.put","at":"${at}","by":"${by}","data":{}}`)
  isNone('E1', 'One name twice', plainText.replace('"data":{}', '"data":{},"data":{}'))
  isNone('E1', 'Two objects', plainText + plainText)
  isNone('E1', 'Cut short', plainText.slice(0, -1))
  isNone('E1', 'Not UTF-8: a byte ff in a string', [
    plainText.replace('{}}', '').replace(/"data":.*/, '"data":{"a":"'),
    { base64: '/w==' },
    '"},"type":"motion.put"}',
  ])
  isNone('E1', 'A surrogate encoded in UTF-8 (ed a0 80)', [
    `{"at":"${at}","by":"${by}","data":{"a":"`,
    { base64: '7aCA' },
    '"},"type":"motion.put"}',
  ])
  const empty = withData({ text: '' })
  const room = maxEntryBytes - empty.length
  const [before = '', after = ''] = empty.split('""')
  const long = (times: number): BytesText => [before, '"', { repeat: 'a', times }, '"', after]
  isEntry('E1', '65,535 bytes', long(room))
  isNone('E1', '65,536 bytes', long(room + 1))
}

function strings(): void {
  const text = 'ñandú, Qhichwa, ayvu, 中, 😀, \u2028, \u007f, / and \u0001\b\t\n\f\r"\\'
  isEntry('E1', 'Text of many scripts, escaped only where it must be', withData({ text }))
  isNone('E1', 'A letter escaped that need not be', withRawData(String.raw`{"a":"\u00f1"}`))
  isNone('E1', 'A solidus escaped', withRawData(String.raw`{"a":"\/"}`))
  isNone('E1', 'A newline as \\u000a', withRawData(String.raw`{"a":"\u000a"}`))
  isNone('E1', 'A control character escaped in upper case', withRawData(String.raw`{"a":"\u001F"}`))
  isNone('E1', 'A control character not escaped', withRawData('{"a":"\t"}'))
  isEntry(
    'E1',
    'Names in order of UTF-16 code units: \\ud83d\\ude00 before \\ufb33',
    withData({ '\u{1F600}': 1, '\uFB33': 2 }),
  )
  isNone('E1', 'Names in order of code points, not of code units', withRawData('{"\uFB33":2,"\u{1F600}":1}'))
  isEntry('E1', 'A combining accent stays as it is', withData({ a: 'e\u0301', b: '\u00E9' }))
  isEntry('E1', 'A member named __proto__', withRawData('{"__proto__":{"a":1},"constructor":2,"toJSON":3}'))
  isEntry('E1', 'The empty name', withData({ '': 0 }))
  isNone('E2', 'A lone high surrogate, escaped', withRawData(String.raw`{"a":"\ud83d"}`))
  isNone('E2', 'A lone low surrogate, escaped', withRawData(String.raw`{"a":"\ude00"}`))
  isNone('E2', 'A lone surrogate in a name', withRawData(String.raw`{"\ud83d":1}`))
  isNone('E1', 'A pair of surrogates, escaped', withRawData(String.raw`{"a":"\ud83d\ude00"}`))
}

function numbers(): void {
  isEntry('E2', '2^53 - 1', withData({ n: 2 ** 53 - 1 }))
  isEntry('E2', '-(2^53 - 1)', withData({ n: 1 - 2 ** 53 }))
  isEntry('E2', 'Zero', withData({ n: 0 }))
  for (const number of ['9007199254740992', '-9007199254740992', '9007199254740993', '1e30', '0.5', '-0.5'])
    isNone('E2', `The number ${number}`, withRawData(`{"n":${number}}`))
  for (const number of ['-0', '1.0', '1e2', '01', '+1', '.5', '1.', '0x1', 'NaN', 'Infinity', '1e999'])
    isNone('E1', `The number ${number}`, withRawData(`{"n":${number}}`))
  const nested = (depth: number): string => '{"a":'.repeat(depth - 1) + '[]' + '}'.repeat(depth - 1)
  isEntry('E2', 'Nested 32 deep', withRawData(nested(31)))
  isNone('E2', 'Nested 33 deep', withRawData(nested(32)))
  isEntry('E2', 'Brackets within a string do not nest', withData({ text: '['.repeat(40) }))
}

function fields(): void {
  isEntry('E3', 'Unknown fields are ignored', withFields({ Later: [1], zzz: null }))
  for (const field of ['at', 'by', 'data', 'type']) {
    const { [field]: _, ...rest } = JSON.parse(plainText) as Record<string, Json>
    isNone('E3', `Without ${field}`, JSON.stringify(rest))
    isNone('E3', `${field} is null`, withFields({ [field]: null }))
  }
  isEntry('E3', 'A type of 64 bytes', withFields({ type: 'a'.repeat(64) }))
  isNone('E3', 'A type of 65 bytes', withFields({ type: 'a'.repeat(65) }))
  isEntry('E3', 'A type of one part, with digits and hyphens', withFields({ type: 'x2--' }))
  isEntry('E3', 'A type called constructor', withFields({ type: 'constructor' }))
  for (const type of ['', 'a.', '.a', 'a..b', 'A.b', 'a.2', '-a', 'a_b', 'a b', 'añ', 'a.b\n'])
    isNone('E3', `The type ${JSON.stringify(type)}`, withFields({ type }))
  isNone('E3', 'data is a list', withFields({ data: [] }))
  const letter = by.slice(0, -1)
  isNone('E3', 'by in upper case', withFields({ by: by.toUpperCase() }))
  isNone('E3', 'by of 15 bytes', withFields({ by: base32(filled(1, 15)) }))
  isNone('E3', 'by of 17 bytes', withFields({ by: base32(filled(1, 17)) }))
  isNone('E3', 'by with trailing bits that are not zero', withFields({ by: `${letter}b` }))
  isNone('E3', 'by with a padding', withFields({ by: `${by}======` }))
  isEntry('E3', 'A sig of 64 bytes, whatever it signs', withFields({ sig: base64(filled(0, 64)) }))
  for (const length of [0, 63, 65])
    isNone('E3', `A sig of ${length} bytes`, withFields({ sig: base64(filled(0, length)) }))
  const sig = base64(filled(0, 64))
  isNone('E3', 'A sig that is null', withFields({ sig: null }))
  isNone('E3', 'A sig without its padding', withFields({ sig: sig.replaceAll('=', '') }))
  isNone('E3', 'A sig with trailing bits that are not zero', withFields({ sig: sig.replace('A==', 'B==') }))
  isNone(
    'E3',
    'A sig in the URL-safe alphabet',
    withFields({ sig: base64(filled(255, 64)).replaceAll('/', '_') }),
  )
  isNone('E3', 'A sig with a newline in it', withFields({ sig: `${sig}\n` }))
}

function dates(): void {
  const good = [
    '2024-02-29T23:59:59Z',
    '2000-02-29T00:00:00+23:59',
    '0000-02-29T00:00:00Z',
    '9999-12-31T00:00:00-00:00',
  ]
  for (const date of good) isEntry('E3', `at ${date}`, withFields({ at: date }))
  const bad = [
    ['a day the calendar lacks', '2026-02-29T00:00:00Z'],
    ['a day that 1900 lacks', '1900-02-29T00:00:00Z'],
    ['the 31st of April', '2026-04-31T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['month 0', '2026-00-01T00:00:00Z'],
    ['hour 24', '2026-01-01T24:00:00Z'],
    ['minute 60', '2026-01-01T00:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['a fraction', '2026-01-01T00:00:00.5Z'],
    ['no seconds', '2026-01-01T00:00Z'],
    ['no offset', '2026-01-01T00:00:00'],
    ['an offset of 24:00', '2026-01-01T00:00:00+24:00'],
    ['an offset of 60 minutes', '2026-01-01T00:00:00+00:60'],
    ['an offset without colon', '2026-01-01T00:00:00-0400'],
    ['a lower-case t', '2026-01-01t00:00:00Z'],
    ['a lower-case z', '2026-01-01T00:00:00z'],
    ['a space for T', '2026-01-01 00:00:00Z'],
    ['five digits of year', '12026-01-01T00:00:00Z'],
    ['a newline at the end', '2026-01-01T00:00:00Z\n'],
    ['digits of another script', '٢٠٢٦-01-01T00:00:00Z'],
  ] as const
  for (const [name, date] of bad) isNone('E3', `at: ${name}`, withFields({ at: date }))
}

function citations(): void {
  const cite: JsonObject = { book: otherBook, seq: 0, leaf }
  isEntry('E4', 'One citation', withFields({ cites: [cite] }))
  isEntry('E4', 'A citation of the highest seq', withFields({ cites: [{ ...cite, seq: 2 ** 53 - 1 }] }))
  isEntry('E4', 'Unknown fields of a citation are ignored', withFields({ cites: [{ ...cite, note: 1 }] }))
  const text = JSON.stringify({ book: otherBook, leaf, seq: 0 })
  const many = (times: number): BytesText => {
    const [before = '', after = ''] = plainText.split('"data"')
    return [before, '"cites":[', { repeat: `${text},`, times: times - 1 }, text, '],"data"', after]
  }
  isNone('E3', 'No citation in cites', plainText.replace('"data"', '"cites":[],"data"'))
  isEntry('E3', '512 citations', many(512))
  isNone('E3', '513 citations', many(513))
  isNone('E3', 'cites is null', plainText.replace('"data"', '"cites":null,"data"'))
  isNone('E3', 'cites is an object', plainText.replace('"data"', `"cites":${text},"data"`))
  const bad: [name: string, cite: Json][] = [
    ['is a text', 'x'],
    ['is null', null],
    ['with a seq of -1', { ...cite, seq: -1 }],
    ['with a seq that is a text', { ...cite, seq: '0' }],
    ['without seq', { book: otherBook, leaf }],
    ['without book', { seq: 0, leaf }],
    ['without leaf', { book: otherBook, seq: 0 }],
    ['with a book of 51 characters', { ...cite, book: otherBook.slice(1) }],
    ['with a book whose trailing bits are not zero', { ...cite, book: `${otherBook.slice(0, -1)}b` }],
    ['with a leaf of 31 bytes', { ...cite, leaf: base64(filled(8, 31)) }],
    ['with a leaf without padding', { ...cite, leaf: leaf.replace('=', '') }],
  ]
  for (const [name, value] of bad)
    isNone('E4', `A citation that ${name}`.replace('that with', 'with'), withFields({ cites: [value] }))
}

function signatures(): void {
  const entry = { ...entryOf('motion.put', { text: 'ñ' }), cites: [{ book: otherBook, seq: 4, leaf }] }
  const key = signer(2).key
  const signed = textOf(entryToBytes(signEntry(otherBook, entry, signer(2))))
  const unsigned = textOf(entryToBytes(entry))
  stands('E6', 'Signed by its author for its book', { bytes: signed, book: otherBook, key }, leafOf(signed))
  breaks('E6', 'Signed by another key', { bytes: signed, book: otherBook, key: signer(9).key })
  breaks('E6', 'Signed for another book', { bytes: signed, book: base32(filled(6)), key })
  breaks('E6', 'No signature', { bytes: unsigned, book: otherBook, key })
  breaks('E6', 'Changed after it was signed', {
    bytes: signed.replace('motion', 'notion'),
    book: otherBook,
    key,
  })
  const unknown = signed.replace('{"at"', '{"And":1,"at"')
  breaks('E6', 'A field unknown here added after it was signed', { bytes: unknown, book: otherBook, key })
  const bare = base64(signer(2).sign(utf8(unsigned)))
  const untagged = textOf(entryToBytes({ ...entry, sig: bare }))
  breaks('E6', 'Signed without the domain tag and the book', { bytes: untagged, book: otherBook, key })
}

/** The cases of entry.json. */
export function makeEntry(): VectorFile<'entry'> {
  vectors.length = 0
  for (const make of [forms, strings, numbers, fields, dates, citations, signatures]) make()
  const founding = textOf(foundingBytes())
  isEntry('E5', 'The leaf hash is of the bytes as received', founding)
  const sealed = `{"circle":"open","seal":"${leaf}","type":"sealed"}`
  stands(
    'S1',
    'A sealed entry is one by S1 and S2 (seal.json has more)',
    { bytes: sealed },
    leafOf(sealed, 'sealed'),
  )
  isNone('S1', 'A sealed entry with the fields of a plain one', withFields({ type: 'sealed' }))
  return { format: 'entry', rules: 'docs/formats.md section 1', vectors: [...vectors] }
}
