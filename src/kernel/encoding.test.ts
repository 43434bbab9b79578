import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  base32,
  base32ToBytes,
  base64,
  base64ToBytes,
  concat,
  equalBytes,
  utf8,
  utf8ToText,
} from './encoding.ts'

const bytes = fc.uint8Array({ maxLength: 100 })

describe('base64 and base32', () => {
  test('every byte string comes back', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        expect(base64ToBytes(base64(given))).toEqual(given)
        expect(base32ToBytes(base32(given))).toEqual(given)
      }),
    )
  })

  test('base64 is what Node says it is', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        expect(base64(given)).toBe(Buffer.from(given).toString('base64'))
      }),
    )
  })

  test('a text is read only if it is the one text of its bytes', () => {
    const base64Text = fc.string({
      unit: fc.constantFrom('A', 'B', 'Q', 'g', 'w', '/', '+', '=', '9'),
      maxLength: 12,
    })
    const base32Text = fc.string({
      unit: fc.constantFrom('a', 'b', 'q', 'z', '2', '7', '=', 'A'),
      maxLength: 12,
    })
    fc.assert(
      fc.property(base64Text, base32Text, (text64, text32) => {
        const [from64, from32] = [base64ToBytes(text64), base32ToBytes(text32)]
        if (from64 !== undefined) expect(base64(from64)).toBe(text64)
        if (from32 !== undefined) expect(base32(from32)).toBe(text32)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['no padding', 'Zg'],
    ['half the padding', 'Zg='],
    ['too much padding', 'Zg==='],
    ['padding alone', '===='],
    ['padding within', 'Zg==Zg=='],
    ['left over bits', 'Zh=='],
    ['left over bits of two bytes', 'Zm9='],
    ['url-safe letters', '-_-_'],
    ['a space', 'Zm9v '],
    ['a line break at the end', 'Zm8=\n'],
    ['a line break within', 'Zm\n8'],
    ['a letter outside ASCII', 'Zm9\u00e9'],
    ['a letter outside the BMP', 'Zm\u{1f600}'],
  ])('base64 with %s is refused', (_, text) => {
    expect(base64ToBytes(text)).toBeUndefined()
  })

  test.each([
    ['padding', 'my======'],
    ['upper case', 'MY'],
    ['one letter, which holds no byte', 'm'],
    ['three letters, one too many', 'mya'],
    ['left over bits', 'mz'],
    ['a digit it has not', 'm1'],
  ])('base32 with %s is refused', (_, text) => {
    expect(base32ToBytes(text)).toBeUndefined()
  })
})

describe('UTF-8', () => {
  test('well-formed text comes back, a byte order mark with it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8ToText(utf8(text))).toBe(text)
      }),
    )
    expect(utf8ToText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toBe('\ufeffa')
  })

  test.each([
    ['a lone continuation', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['beyond the last code point', [0xf4, 0x90, 0x80, 0x80]],
    ['a sequence cut short', [0xe2, 0x82]],
  ])('%s is not text', (_, given) => {
    expect(utf8ToText(new Uint8Array(given))).toBeUndefined()
  })
})

test('parts are put together in order, and compared byte by byte', () => {
  fc.assert(
    fc.property(fc.array(bytes), (parts) => {
      const whole = concat(...parts)
      expect(equalBytes(whole, Uint8Array.from(parts.flatMap((part) => [...part])))).toBe(true)
      expect(equalBytes(whole, concat(whole, new Uint8Array(1)))).toBe(false)
      if (whole.length > 0) {
        const other = whole.slice()
        other[whole.length - 1] = (other.at(-1) ?? 0) ^ 1
        expect(equalBytes(whole, other)).toBe(false)
      }
    }),
  )
})
