/** Dates as authors write them. They are shown and sorted for people; they decide nothing. */

/** All that a date-time has to be but for the number of days in its month. */
const dateTimePattern =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** RFC 3339 date-time with seconds, no fraction, an offset, and a day the calendar has (no leap second). */
export function isDateTime(text: string): boolean {
  if (!dateTimePattern.test(text)) return false
  const day = Number(text.slice(8, 10))
  return day <= 28 || day <= daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)))
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** The day so many months after a day (`YYYY-MM-DD`): the same day of the month, or the last that month has. */
export function dayMonthsAfter(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const count = year * 12 + month - 1 + months
  const [laterYear, laterMonth] = [Math.floor(count / 12), (count % 12) + 1]
  const later = Math.min(date, daysIn(laterYear, laterMonth))
  return [String(laterYear).padStart(4, '0'), laterMonth, later]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
