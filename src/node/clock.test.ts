import { describe, expect, test } from 'vitest'
import { isDateTime } from '../kernel/date-time.ts'
import { localDateTime, zoneOf } from './clock.ts'

const evening = new Date('2026-03-02T01:30:05Z')
const winter = new Date('2026-07-02T01:30:05Z')

describe('the clock of a node', () => {
  test.each([
    ['BO', '2026-03-01T21:30:05-04:00', '2026-07-01T21:30:05-04:00'],
    ['PE', '2026-03-01T20:30:05-05:00', '2026-07-01T20:30:05-05:00'],
    ['EC', '2026-03-01T20:30:05-05:00', '2026-07-01T20:30:05-05:00'],
    ['CL', '2026-03-01T22:30:05-03:00', '2026-07-01T21:30:05-04:00'],
    ['BR', '2026-03-01T22:30:05-03:00', '2026-07-01T22:30:05-03:00'],
  ])('of %s writes the hour there, though the machine is set to none', (country, inMarch, inJuly) => {
    expect(localDateTime(evening, country, 'UTC')).toBe(inMarch)
    expect(localDateTime(winter, country, 'UTC')).toBe(inJuly)
  })

  test('keeps the zone of the machine where it is one of the country', () => {
    expect(localDateTime(evening, 'BR', 'America/Rio_Branco')).toBe('2026-03-01T20:30:05-05:00')
    expect(localDateTime(winter, 'CL', 'America/Punta_Arenas')).toBe('2026-07-01T22:30:05-03:00')
    expect(zoneOf('EC', 'Pacific/Galapagos')).toBe('Pacific/Galapagos')
  })

  test('is the machine’s in any other country', () => {
    expect(localDateTime(evening, 'AR', 'UTC')).toBe('2026-03-02T01:30:05+00:00')
    expect(localDateTime(evening, '', 'Asia/Kolkata')).toBe('2026-03-02T07:00:05+05:30')
  })

  test('writes what is a date-time at midnight, too', () => {
    const midnight = new Date('2026-03-01T04:00:00Z')
    expect(localDateTime(midnight, 'BO', 'UTC')).toBe('2026-03-01T00:00:00-04:00')
    for (const country of ['BO', 'CL', 'PE', 'EC', 'BR', ''])
      expect(isDateTime(localDateTime(midnight, country))).toBe(true)
  })
})
