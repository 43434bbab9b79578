import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ByNumber, numbered, withNumbered } from './by-number.ts'

const puts = fc.array(fc.tuple(fc.nat({ max: 2000 }), fc.string()), { maxLength: 60 })

describe('a record by entry number', () => {
  test('holds what was put last at each number, and nothing else, in memory and in JSON', () => {
    fc.assert(
      fc.property(puts, fc.array(fc.nat({ max: 2000 })), (all, others) => {
        const record = all.reduce<ByNumber<string>>(
          (before, [at, value]) => withNumbered(before, at, value),
          [],
        )
        const expected = new Map(all)
        const stored = JSON.parse(JSON.stringify(record)) as ByNumber<string>
        for (const at of [...expected.keys(), ...others]) {
          expect(numbered(record, at)).toBe(expected.get(at))
          expect(numbered(stored, at)).toBe(expected.get(at))
        }
      }),
    )
  })

  test('leaves the record it was made from as it was, and shares the pages that did not change', () => {
    const before = withNumbered(withNumbered<string>([], 3, 'three'), 300, 'three hundred')
    const after = withNumbered(before, 301, 'more')
    expect([numbered(before, 301), numbered(after, 301)]).toEqual([undefined, 'more'])
    expect(after[0]).toBe(before[0])
    expect(after[1]).toBe(before[1])
  })

  test('has nothing where no entry can be', () => {
    const record = withNumbered<string>([], 0, 'founding')
    const nowhere = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER]
    expect(nowhere.map((at) => numbered(record, at))).toEqual(nowhere.map(() => undefined))
  })
})
