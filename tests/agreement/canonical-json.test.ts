import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxEntryBytes, parseCanonicalObject } from '../../src/book/entry.ts'
import { parseCanonical } from '../independent/canonical-json.ts'
import { canonicalBytes } from '../independent/sample-book.ts'
import { type Edit, edit, editsOf, flip } from './agree.ts'

/** Objects of any JSON within E2, their canonical text by the independent implementation. */
const objects = fc
  .dictionary(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }),
    {
      maxKeys: 4,
    },
  )
  .map(
    (object) =>
      JSON.parse(JSON.stringify(object), (_, member: unknown) =>
        typeof member === 'number' ? Math.trunc(member % 2 ** 53) || 0 : member,
      ) as object,
  )

/** What spoils a JSON text, or spells the same value otherwise. */
const inserts = [...'{}[]:,"\\ \t\n/0-.eE1a'].concat(
  [
    '\\u0061',
    '\\u0000',
    '\\n',
    '\\/',
    '\\ud83d',
    '\\ude00',
    '\\ud83d\\ude00',
    '"a":1,',
    ',"a":1',
    '[[',
    '{"":',
  ],
  ['\uFEFF', '\uD83D', '\u2028', '\u007F', '9007199254740991', '9007199254740993', '1e2', '-0', 'null', '[]'],
)

function bothRead(bytes: Uint8Array): boolean {
  const [ours, theirs] = [parseCanonicalObject(bytes), parseCanonical(bytes)]
  const isObject = theirs.ok && theirs.value instanceof Map && bytes.length <= maxEntryBytes
  expect(ours.ok).toBe(isObject)
  if (ours.ok) expect(canonicalBytes(ours.value)).toEqual(bytes)
  return ours.ok
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('canonical JSON (E1, E2): src/book and the independent implementation', () => {
  test('take the canonical text of any object', () => {
    fc.assert(
      fc.property(objects, (object) => {
        expect(bothRead(canonicalBytes(object))).toBe(true)
      }),
    )
  })

  test('agree on JSON as JSON.stringify writes it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.nat({ max: 2 }), (value, indent) => {
        bothRead(encode(JSON.stringify(value, null, indent)))
        bothRead(encode(JSON.stringify({ value }, null, indent)))
      }),
      { numRuns: 150 },
    )
  })

  test('agree on changed texts', () => {
    fc.assert(
      fc.property(objects, editsOf(inserts), (object, edits) => {
        bothRead(encode(edit(new TextDecoder().decode(canonicalBytes(object)), edits)))
      }),
      { numRuns: 800 },
    )
  })

  test('agree on changed bytes', () => {
    fc.assert(
      fc.property(objects, fc.nat(), (object, at) => void bothRead(flip(canonicalBytes(object), at))),
      { numRuns: 300 },
    )
  })

  test('agree on every change of one place of a text that has everything', () => {
    const text = '{"a":[1,-2,true,null,{"b":"\\n\\u0001é😀"}],"é":{}}'
    for (let at = 0; at <= text.length; at++) {
      for (const inserted of ['', ...inserts]) {
        const edits: Edit[] = [0, 1, 2].map((removed) => ({ at, removed, inserted }))
        for (const one of edits) bothRead(encode(edit(text, [one])))
      }
    }
  })

  test('agree on nesting, in objects and lists', () => {
    for (const depth of [1, 31, 32, 33, 20_000]) {
      const lists = `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`.replace('{"a":}', '{}')
      expect(bothRead(encode(lists))).toBe(depth <= 32)
      const within = '{"a":'.repeat(depth - 1) + '{}' + '}'.repeat(depth - 1)
      expect(bothRead(encode(within))).toBe(depth <= 32)
    }
  })
})
