import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from './base.ts'
import { parseCanonical, parseJson, serialiseJson } from './canonical-json.ts'
import { canonicalBytes, toJson } from './sample-book.ts'

/** Any JSON value within E2 but for its depth. */
const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }).map((value) =>
  JSON.parse(JSON.stringify(value), (_, member: unknown) => {
    return typeof member === 'number' ? Math.trunc(member % 2 ** 53) || 0 : member
  }),
)

describe('canonical JSON (E1, E2)', () => {
  test('means what JSON.parse reads', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value)
        const parsed = parseJson(utf8(text))
        expect(parsed.ok && parsed.value).toEqual(toJson(JSON.parse(text)))
      }),
    )
  })

  test('is read back as the same value, and found canonical', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(parseCanonical(canonicalBytes(value))).toEqual({
          ok: true,
          value: toJson(JSON.parse(JSON.stringify(value))),
        })
        expect(JSON.parse(serialiseJson(toJson(value)))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('reads or refuses any text as JSON.parse does, E2 apart', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'{}[]:,"\\u0019-+.eE truefalsn\t\n'), maxLength: 12 })
    const limits = new Set([
      'the same name twice in an object',
      'a number that is not a safe integer',
      'a lone surrogate',
    ])
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseJson(utf8(text))
        if (!parsed.ok && limits.has(parsed.reason)) return
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        expect(parsed.ok).toBe(isJson)
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['"\\ud83d\\ude00"', true],
    ['"\\ud83d"', false],
    ['"\\ude00\\ud83d"', false],
    ['9007199254740991', true],
    ['-9007199254740991', true],
    ['9007199254740992', false],
    ['1e400', false],
    ['1.5', false],
    ['01', false],
    ['{"a":1,"\\u0061":2}', false],
    ['[1,]', false],
    ['\ufeff1', false],
    ['"\u0009"', false],
    ['', false],
  ])('reads %j: %s', (text, isRead) => {
    expect(parseJson(utf8(text)).ok).toBe(isRead)
  })

  test.each([
    '-0',
    '1.0',
    '1e2',
    '"\\u0041"',
    '"\\/"',
    '"\\u000A"',
    '"\\u001F"',
    '[1, 2]',
    '{"b":1,"a":2}',
    ' 1',
    '1\n',
  ])('%j is JSON but not canonical', (text) => {
    expect(parseCanonical(utf8(text))).toEqual({ ok: false, reason: 'not in canonical form' })
  })

  test('bytes that are not UTF-8', () => {
    for (const byte of [0x80, 0xc0, 0xff]) {
      expect(parseJson(Uint8Array.of(0x22, byte, 0x22))).toEqual({ ok: false, reason: 'not UTF-8' })
    }
    expect(parseJson(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toEqual({ ok: false, reason: 'not UTF-8' })
  })

  test('nesting of 32 but not of 33', () => {
    const nested = (depth: number) => utf8('['.repeat(depth) + ']'.repeat(depth))
    expect(parseCanonical(nested(32)).ok).toBe(true)
    expect(parseCanonical(nested(33))).toEqual({ ok: false, reason: 'nested too deep' })
    expect(parseCanonical(nested(100_000)).ok).toBe(false)
  })
})
