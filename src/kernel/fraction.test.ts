import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareToFraction, fractionToText, smallestCountReaching } from './fraction.ts'

const fraction = fc
  .tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }))
  .map(([a, den]) => ({ num: Math.min(a, den), den }))
const total = fc.integer({ min: 0, max: 2 ** 32 })

test('a third of three is exactly one, and a third of a million and one is not a whole', () => {
  expect(compareToFraction(1, 3, { num: 1, den: 3 })).toBe(0)
  expect(compareToFraction(333_333, 1_000_000, { num: 1, den: 3 })).toBe(-1)
  expect(compareToFraction(333_334, 1_000_000, { num: 1, den: 3 })).toBe(1)
})

test('large counts are compared without rounding', () => {
  expect(compareToFraction(2 ** 32 - 1, 2 ** 32, { num: 999_999, den: 1_000_000 })).toBe(1)
  expect(compareToFraction(2_863_311_531, 4_294_967_296, { num: 2, den: 3 })).toBe(1)
  expect(compareToFraction(2_863_311_530, 4_294_967_296, { num: 2, den: 3 })).toBe(-1)
})

test('no product is rounded', () => {
  fc.assert(
    fc.property(fraction, total, total, ({ num, den }, count, whole) => {
      const difference = BigInt(count) * BigInt(den) - BigInt(num) * BigInt(whole)
      expect(compareToFraction(count, whole, { num, den })).toBe(
        difference < 0n ? -1 : difference > 0n ? 1 : 0,
      )
      const [quotient, rest] = [
        (BigInt(num) * BigInt(whole)) / BigInt(den),
        (BigInt(num) * BigInt(whole)) % BigInt(den),
      ]
      expect(smallestCountReaching({ num, den }, whole, false)).toBe(
        Number(rest === 0n ? quotient : quotient + 1n),
      )
    }),
  )
})

test('the smallest count that reaches a fraction reaches it, and one less does not', () => {
  fc.assert(
    fc.property(fraction, total, fc.boolean(), (part, whole, moreThan) => {
      const smallest = smallestCountReaching(part, whole, moreThan)
      const reaches = (count: number) => compareToFraction(count, whole, part) >= (moreThan ? 1 : 0)
      expect(reaches(smallest)).toBe(true)
      if (smallest > 0) expect(reaches(smallest - 1)).toBe(false)
    }),
  )
})

test('a fraction is written as people write it', () => {
  expect(fractionToText({ num: 2, den: 3 })).toBe('2/3')
})
