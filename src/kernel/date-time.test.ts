import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayMonthsAfter, isDateTime } from './date-time.ts'

test.each([
  '2026-03-01T15:00:00-04:00',
  '2026-03-01T15:00:00Z',
  '2024-02-29T00:00:00+00:00',
  '2000-02-29T23:59:59+23:59',
  '2026-12-31T23:59:59-00:00',
])('E3: %s is a date-time', (text) => {
  expect(isDateTime(text)).toBe(true)
})

test.each([
  ['a day February has not', '2026-02-29T00:00:00Z'],
  ['a leap day of 1900', '1900-02-29T00:00:00Z'],
  ['the 31st of April', '2026-04-31T00:00:00Z'],
  ['month 13', '2026-13-01T00:00:00Z'],
  ['month 0', '2026-00-10T00:00:00Z'],
  ['day 0', '2026-01-00T00:00:00Z'],
  ['hour 24', '2026-01-01T24:00:00Z'],
  ['minute 60', '2026-01-01T00:60:00Z'],
  ['a leap second', '2016-12-31T23:59:60Z'],
  ['an offset of 24 hours', '2026-01-01T00:00:00+24:00'],
  ['an offset of 60 minutes', '2026-01-01T00:00:00+00:60'],
  ['a fraction', '2026-01-01T00:00:00.0Z'],
  ['no offset', '2026-01-01T00:00:00'],
  ['no seconds', '2026-01-01T00:00Z'],
  ['a small t', '2026-01-01t00:00:00Z'],
  ['a small z', '2026-01-01T00:00:00z'],
  ['a space', '2026-01-01 00:00:00Z'],
  ['a year of five digits', '12026-01-01T00:00:00Z'],
  ['a line break at the end', '2026-01-01T00:00:00Z\n'],
  ['digits of another script', '٢٠٢٦-01-01T00:00:00Z'],
])('E3: refused is %s', (_, text) => {
  expect(isDateTime(text)).toBe(false)
})

test('E3: the calendar is the one JavaScript has', () => {
  const part = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'))
  const year = fc.integer({ min: 1000, max: 9999 }).map(String)
  fc.assert(
    fc.property(year, part(14), part(32), (y, month, day) => {
      const text = `${y}-${month}-${day}T12:00:00Z`
      const parsed = new Date(text)
      const isReal = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text.slice(0, 10))
      expect(isDateTime(text)).toBe(isReal)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['2026-03-01', 12, '2027-03-01'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-12-31', 0, '2026-12-31'],
  ['2026-08-15', 24, '2028-08-15'],
])('%s and %i months later: %s', (day, months, later) => {
  expect(dayMonthsAfter(day, months)).toBe(later)
})
