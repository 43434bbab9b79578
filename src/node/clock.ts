/** The machine's clock, as authors write dates. It decides nothing. */

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** RFC 3339 with seconds and the machine's own offset: `2026-03-01T15:00:00-04:00`. */
export function localDateTime(date: Date): string {
  const offset = -date.getTimezoneOffset()
  const shifted = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19)
  const minutes = Math.abs(offset)
  const sign = offset < 0 ? '-' : '+'
  return `${shifted}${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}
