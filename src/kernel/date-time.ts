/** Dates as authors write them. They are shown and sorted for people; they decide nothing. */

const dateTimePattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(Z|[+-](\d{2}):(\d{2}))$/

/** RFC 3339 date-time with seconds, no fraction, an offset, and a day the calendar has (no leap second). */
export function isDateTime(text: string): boolean {
  const match = dateTimePattern.exec(text)
  if (!match) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const [offsetHour, offsetMinute] = [Number(match[8] ?? 0), Number(match[9] ?? 0)]
  const isInDay = hour < 24 && minute < 60 && second < 60 && offsetHour < 24 && offsetMinute < 60
  return isInDay && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
