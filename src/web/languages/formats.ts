/**
 * Numbers, amounts, dates and names of countries as a language writes them in a country. Time zones never move what an
 * author wrote.
 *
 * ICU has no Aymara, and of Quechua neither plurals nor months of its own: `Intl.PluralRules('ay')` silently becomes
 * English. Both languages count by the one form that both have, and take months from the catalogue (`month.1` to
 * `month.12`); what else is asked of `Intl` is asked as in the Spanish of the country.
 */
import type { Language } from '../../kernel/languages.ts'
import type { MessageKey } from './catalogue.ts'

/** Countries whose way of writing figures is told apart (ISO 3166-1 alpha-2). */
const countriesApart = ['BO', 'CL', 'PE', 'EC'] as const

const spanishOf = (country: string): string =>
  countriesApart.some((known) => known === country) ? `es-${country}` : 'es'

/** What `Intl` is asked for: the language itself first, so that nothing falls to the machine's own. */
export function localesOf(language: Language, country: string): readonly string[] {
  if (language === 'en') return ['en-GB']
  if (language === 'pt') return ['pt-BR']
  if (language === 'es') return [spanishOf(country)]
  const spanish = spanishOf(country)
  return [language, spanish === 'es' ? 'es-BO' : spanish]
}

/** What writes a number down. */
export interface NumberWriter {
  format(value: number | bigint | Intl.StringNumericLiteral): string
}

/**
 * Thousands are parted from five digits on, in English from four. In Spanish, Aymara and Quechua by a no-break space:
 * Bolivia and Chile write a point where Peru writes a comma, and each would misread the other. The decimal sign is the
 * country's.
 */
function numberWriter(locale: string, options?: Intl.NumberFormatOptions): NumberWriter {
  if (locale.startsWith('en')) return new Intl.NumberFormat(locale, options)
  const format = new Intl.NumberFormat(locale, { useGrouping: 'min2', ...options })
  if (locale.startsWith('pt')) return format
  const withSpace = (part: Intl.NumberFormatPart): string => (part.type === 'group' ? '\u00a0' : part.value)
  return { format: (value) => format.formatToParts(value).map(withSpace).join('') }
}

const numberWriters = new Map<string, NumberWriter>()

export function numberWriterOf(
  locales: readonly string[],
  options: Intl.NumberFormatOptions = {},
): NumberWriter {
  // Of an own language and the Spanish of the country only the second is known to ICU.
  const locale = locales.at(-1) ?? 'es'
  const named = Object.keys(options).length === 0 ? '' : JSON.stringify(options)
  const key = `${locale} ${named}`
  const known = numberWriters.get(key)
  if (known !== undefined) return known
  const made = named === '' ? quickly(numberWriter(locale)) : numberWriter(locale, options)
  numberWriters.set(key, made)
  return made
}

/** A whole number below 1,000 is its digits in every language here: most are, and ICU takes many times as long. */
const quickly = (writer: NumberWriter): NumberWriter => ({
  format: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1000
      ? String(value)
      : writer.format(value),
})

/** Which form of a plural a count takes. */
export type PluralRules = Pick<Intl.PluralRules, 'select'>

const oneForm: PluralRules = { select: () => 'other' }
const oneAndMany: PluralRules = { select: (count) => (count === 1 ? 'one' : 'other') }
const pluralRules = new Map<string, PluralRules>()

/**
 * Aymara and Quechua have one form. In Portuguese only one is singular: by CLDR's rule for Brazil nought would be, too, and a
 * message that says `one {um livro}` in words would say one of none.
 */
export function pluralRulesOf(locales: readonly string[], options?: Intl.PluralRulesOptions): PluralRules {
  const [locale = 'es'] = locales
  const language = locale.split('-')[0]
  if (language === 'ay' || language === 'qu') return oneForm
  if (language === 'pt') return oneAndMany
  const known = pluralRules.get(locale)
  if (known !== undefined) return known
  const made = new Intl.PluralRules(locale, options)
  pluralRules.set(locale, made)
  return made
}

/** Signs of the currencies of the region; `$` alone is another one in each of its countries. */
const currencySigns: Readonly<Record<string, string>> = {
  BOB: 'Bs',
  BRL: 'R$',
  CLP: 'CLP $',
  PEN: 'S/',
  USD: 'US$',
}

/** An amount of an ISO 4217 currency, with as many decimals as it has; `amount` is an exact decimal. */
export function moneyText(locales: readonly string[], amount: string, currency: string): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  const figure = numberWriterOf(locales, {
    minimumFractionDigits: digits.minimumFractionDigits ?? 2,
    maximumFractionDigits: digits.maximumFractionDigits ?? 2,
  }).format(amount as Intl.StringNumericLiteral)
  return `${currencySigns[currency] ?? currency}\u00a0${figure}`
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

/** The same in every country of a language: days and hours are written alike, by the clock of 24 hours. */
function dateFormat(language: Language, style: DateStyle): Intl.DateTimeFormat {
  const key = `${language} ${style}`
  const known = dateFormats.get(key)
  if (known !== undefined) return known
  const [locale] = localesOf(language, '')
  const made = new Intl.DateTimeFormat(locale, { ...dateOptions[style], timeZone: 'UTC', hourCycle: 'h23' })
  dateFormats.set(key, made)
  return made
}

/** A word of the language's own catalogue. */
export type OwnWord = (key: MessageKey) => string

/**
 * An RFC 3339 date-time on the author's own clock: the day and hour written, never moved to another zone.
 * `minute-offset` names the offset too (`UTC−04:00`). What is no date-time is shown as it stands.
 */
export function dateText(language: Language, at: string, style: DateStyle, word: OwnWord): string {
  const [, year, month, day, hour, minute, offset] = dateTime.exec(at) ?? []
  if (offset === undefined) return at
  const clock = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)))
  const text =
    language === 'ay' || language === 'qu'
      ? ownDateText(clock, style, word)
      : dateFormat(language, style).format(clock)
  if (style !== 'minute-offset') return text
  return `${text} UTC${offset === 'Z' ? '' : offset.replace('-', '\u2212')}`
}

/** Day, month by its name in the catalogue, year; with the hour where it is asked for. */
function ownDateText(clock: Date, style: DateStyle, word: OwnWord): string {
  const month = word(`month.${clock.getUTCMonth() + 1}` as MessageKey)
  const day = `${clock.getUTCDate()} ${month} ${clock.getUTCFullYear()}`
  return style === 'minute' || style === 'minute-offset'
    ? `${day}, ${clock.toISOString().slice(11, 16)}`
    : day
}

/** Names of countries (ISO 3166-1 alpha-2, several parted by `;`); what is no such code is shown as it stands. */
export function countryName(locales: readonly string[], code: string): string {
  if (code.includes(';'))
    return listText(
      locales,
      code.split(';').map((one) => countryName(locales, one)),
    )
  if (!/^[A-Z]{2}$/.test(code)) return code
  const known = regionNames(locales)
  const name = known.get(code) ?? displayNames(locales).of(code) ?? code
  known.set(code, name)
  return name
}

/** One for each language: making one costs more than a page of names. */
function madeOnce<Made>(make: (locales: readonly string[]) => Made): (locales: readonly string[]) => Made {
  const known = new Map<string, Made>()
  return (locales) => {
    const name = locales.join(' ')
    const made = known.get(name) ?? make(locales)
    known.set(name, made)
    return made
  }
}

const displayNames = madeOnce((locales) => new Intl.DisplayNames(locales.at(-1), { type: 'region' }))
/** Of two letters there are 676. */
const regionNames = madeOnce(() => new Map<string, string>())
const listWriter = madeOnce(([locale]) => new Intl.ListFormat(locale, { type: 'conjunction' }))

/** How a language sorts. */
export const collatorOf = madeOnce((locales) => new Intl.Collator([...locales]))

/** `a, b y c`; parted by commas alone where the language's word for "and" is not known to ICU. */
export const listText = (locales: readonly string[], items: readonly string[]): string =>
  locales.length > 1 ? items.join(', ') : listWriter(locales).format(items)
