/** Numbers, dates and country names as a language writes them. Time zones never move what an author wrote. */
import type { CatalogueLanguage } from './catalogue.ts'

const locales: Readonly<Record<CatalogueLanguage, string>> = { es: 'es', en: 'en-GB' }

export const localeOf = (language: CatalogueLanguage): string => locales[language]

/** What writes a number down. */
export interface NumberWriter {
  format(value: number | bigint): string
}

/**
 * In Spanish thousands are parted by a no-break space (from five digits on): Bolivia and Chile write a point
 * where Peru writes a comma, and each would misread the other.
 */
function numberWriter(locale: string, options?: Intl.NumberFormatOptions): NumberWriter {
  const format = new Intl.NumberFormat(locale, options)
  if (!locale.startsWith('es')) return format
  const withSpace = (part: Intl.NumberFormatPart): string => (part.type === 'group' ? '\u00a0' : part.value)
  return { format: (value) => format.formatToParts(value).map(withSpace).join('') }
}

const numberWriters = new Map<string, NumberWriter>()

export function numberWriterOf(locale: string, options?: Intl.NumberFormatOptions): NumberWriter {
  const key = `${locale} ${JSON.stringify(options ?? {})}`
  const known = numberWriters.get(key)
  if (known !== undefined) return known
  const made = numberWriter(locale, options)
  numberWriters.set(key, made)
  return made
}

const dateTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

export type DateStyle = 'day' | 'short-day' | 'minute' | 'minute-offset'

const dateOptions: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  'short-day': { day: 'numeric', month: 'short', year: 'numeric' },
  minute: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  'minute-offset': { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(locale: string, style: DateStyle): Intl.DateTimeFormat {
  const key = `${locale} ${style}`
  const known = dateFormats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale, { ...dateOptions[style], timeZone: 'UTC', hourCycle: 'h23' })
  dateFormats.set(key, made)
  return made
}

/**
 * An RFC 3339 date-time on the author's own clock: the day and hour written, never moved to another zone.
 * `minute-offset` names the offset too (`UTC−04:00`). What is no date-time is shown as it stands.
 */
export function dateText(language: CatalogueLanguage, at: string, style: DateStyle): string {
  const [, year, month, day, hour, minute, offset] = dateTime.exec(at) ?? []
  if (offset === undefined) return at
  const clock = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  const text = dateFormat(localeOf(language), style).format(clock)
  if (style !== 'minute-offset') return text
  return `${text} UTC${offset === 'Z' ? '' : offset.replace('-', '\u2212')}`
}

/** Names of countries (ISO 3166-1 alpha-2, several parted by `;`); what is no such code is shown as it stands. */
export function countryName(language: CatalogueLanguage, code: string): string {
  if (code.includes(';'))
    return listText(
      language,
      code.split(';').map((one) => countryName(language, one)),
    )
  if (!/^[A-Z]{2}$/.test(code)) return code
  return new Intl.DisplayNames(localeOf(language), { type: 'region' }).of(code) ?? code
}

/** `a, b y c`. */
export const listText = (language: CatalogueLanguage, items: readonly string[]): string =>
  new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(items)
