/** What a page speaks with: messages of the catalogue, numbers, dates and the words of one reader's language. */
import type { Child } from 'hono/jsx'
import { IntlMessageFormat } from 'intl-messageformat'
import { type Language, type LocalizedText, textIn } from '../../kernel/languages.ts'
import {
  type CatalogueLanguage,
  type MessageKey,
  catalogue,
  isMessageKey,
  shownLanguage,
} from './catalogue.ts'
import { type DateStyle, countryName, dateText, listText, localeOf, numberWriterOf } from './formats.ts'
import { isolatedText } from './plain-text.ts'

export type MessageValues = Readonly<Record<string, string | number>>

/** What stands for a tag of a message such as `<proof>…</proof>`; `<b>` needs none. */
export type MessageTags = Readonly<Record<string, (inside: Child) => Child>>

/** Groups of words that entries carry as codes: `kind.municipality`, `entry.position.recorded`. */
export type WordGroup =
  | 'kind'
  | 'post'
  | 'entry'
  | 'standing'
  | 'status'
  | 'via'
  | 'position'
  | 'outcome'
  | 'denominator'
  | 'fraction'
  | 'people-done'
  | 'decision'
  | 'hands'
  | 'holder'
  | 'turn'
  | 'quorum'
  | 'offices-done'
  | 'end'
  | 'session-done'
  | 'motion-standing'

export interface Translator {
  /** A message in plain text. A value the message needs and does not get is a defect and throws. */
  (key: MessageKey, values?: MessageValues): string
  /** The language the reader asked for: what bodies wrote is shown in it where they wrote it. */
  readonly language: Language
  /** The language of the catalogue's words: the page's `lang`. */
  readonly shown: CatalogueLanguage
  /** A message with its tags as elements; without tags simply its text. */
  rich(key: MessageKey, values?: MessageValues, tags?: MessageTags): Child
  /** The catalogue's word for a code; a code it does not know is shown as it stands. */
  word(group: WordGroup, code: string): string
  /** What a body wrote, for a sentence or an attribute. */
  text(written: LocalizedText): string
  number(value: number): string
  /** RFC 3339, on the author's own clock. */
  date(at: string, style?: DateStyle): string
  /** ISO 3166-1 alpha-2. */
  country(code: string): string
  list(items: readonly string[]): string
}

const formatters = {
  getNumberFormat: (locale?: string | string[], options?: Intl.NumberFormatOptions) =>
    numberWriterOf(String(locale), options) as Intl.NumberFormat,
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
}

const compiled = new Map<string, IntlMessageFormat>()

/** The parsed message of one language; parsed once. */
export function messageOf(language: CatalogueLanguage, key: MessageKey): IntlMessageFormat {
  const name = `${language} ${key}`
  const known = compiled.get(name)
  if (known !== undefined) return known
  const locale = localeOf(language)
  const made = new IntlMessageFormat(catalogue[language][key], locale, undefined, { formatters })
  compiled.set(name, made)
  return made
}

const bold = (inside: Child): Child => <b>{inside}</b>

function richIn(
  language: CatalogueLanguage,
  key: MessageKey,
  values: MessageValues,
  tags: MessageTags,
): Child {
  const asElements = Object.entries({ b: bold, ...tags }).map(
    ([name, element]) => [name, (parts: Child[]): Child => element(parts)] as const,
  )
  const elements: Record<string, (parts: Child[]) => Child> = Object.fromEntries(asElements)
  return messageOf(language, key).format<Child>({ ...values, ...elements } as Record<string, string>)
}

function makeTranslator(language: Language): Translator {
  const shown = shownLanguage(language)
  const t = (key: MessageKey, values: MessageValues = {}): string =>
    String(messageOf(shown, key).format({ ...values, b: (parts) => parts.join('') }))
  return Object.assign(t, {
    language,
    shown,
    rich: (key: MessageKey, values: MessageValues = {}, tags: MessageTags = {}) =>
      richIn(shown, key, values, tags),
    word: (group: WordGroup, code: string) => {
      const key = `${group}.${code}`
      return isMessageKey(key) ? catalogue[shown][key] : isolatedText(code)
    },
    text: (written: LocalizedText) => isolatedText(textIn(written, language).text),
    number: (value: number) => numberWriterOf(localeOf(shown)).format(value),
    date: (at: string, style: DateStyle = 'day') => dateText(shown, at, style),
    country: (code: string) => countryName(shown, code),
    list: (items: readonly string[]) => listText(shown, items),
  })
}

const translators = new Map<Language, Translator>()

/** The translator of a language; a language without a catalogue speaks Spanish. */
export function translatorFor(language: Language): Translator {
  const known = translators.get(language)
  if (known !== undefined) return known
  const made = makeTranslator(language)
  translators.set(language, made)
  return made
}
