/** What a page speaks with: messages of the catalogue, numbers, dates and the words of one reader's language. */
import type { Child } from 'hono/jsx'
import { IntlMessageFormat } from 'intl-messageformat'
import { type Language, type LocalizedText, textIn } from '../../kernel/languages.ts'
import { type MessageKey, type Messages, catalogue, isMessageKey, shippedMessages } from './catalogue.ts'
import {
  type DateStyle,
  collatorOf,
  countryName,
  dateText,
  listText,
  localesOf,
  moneyText,
  numberWriterOf,
  pluralRulesOf,
} from './formats.ts'
import { remembered } from '../remembered.ts'
import { passage } from './passages.ts'
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
  /** The language of the catalogue's words: the page's `lang`. What a draft lacks is said in Spanish. */
  readonly shown: Language
  /** What `Intl` is asked for in this language and country. */
  readonly locales: string[]
  /** Below 0 where one text stands before the other, as this language sorts. */
  compare(one: string, other: string): number
  /** The same without marks of passages: for what is no page. */
  plain(): Translator
  /** A message with its tags as elements; without tags simply its text. */
  rich(key: MessageKey, values?: MessageValues, tags?: MessageTags): Child
  /** The catalogue's word for a code; a code it does not know is shown as it stands. */
  word(group: WordGroup, code: string): string
  /** What a body wrote, for a sentence or an attribute. */
  text(written: LocalizedText): string
  number(value: number): string
  /** An amount, as an exact decimal, of an ISO 4217 currency. */
  money(amount: string, currency: string): string
  /** RFC 3339, on the author's own clock. */
  date(at: string, style?: DateStyle): string
  /** ISO 3166-1 alpha-2. */
  country(code: string): string
  list(items: readonly string[]): string
}

/** Who is spoken to, and with which words. */
export interface Speaking {
  /** ISO 3166-1 alpha-2: whose way of writing figures it is. */
  readonly country?: string
  /** Messages of this language that were brought to this node: before those that come with the program. */
  readonly imported?: Messages
  /** Whether each text carries its language along (passages.ts): for pages in a language of which there is a draft. */
  readonly isMarked?: boolean
}

const formatters = {
  getNumberFormat: (locales?: string | string[], options?: Intl.NumberFormatOptions) =>
    numberWriterOf([locales ?? 'es'].flat(), options) as Intl.NumberFormat,
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...args),
  getPluralRules: (locales?: string | string[], options?: Intl.PluralRulesOptions) =>
    pluralRulesOf([locales ?? 'es'].flat(), options) as Intl.PluralRules,
}

const compiled = new Map<string, IntlMessageFormat>()

/** The parsed form of a message; parsed once. */
function compile(text: string, locales: readonly string[]): IntlMessageFormat {
  const name = `${locales.join(' ')} ${text}`
  const known = compiled.get(name)
  if (known !== undefined) return known
  const made = new IntlMessageFormat(text, [...locales], undefined, { formatters })
  compiled.set(name, made)
  return made
}

/** The message as it comes with the program in a language; in Spanish where a draft lacks it. */
export const messageOf = (language: Language, key: MessageKey): IntlMessageFormat =>
  compile(shippedMessages[language][key] ?? catalogue.es[key], localesOf(language, ''))

const bold = (inside: Child): Child => <b>{inside}</b>

function richText(
  message: IntlMessageFormat,
  values: MessageValues,
  tags: MessageTags,
): string | Child | (string | Child)[] {
  const asElements = Object.entries({ b: bold, ...tags }).map(
    ([name, element]) => [name, (parts: Child[]): Child => element(parts)] as const,
  )
  const elements: Record<string, (parts: Child[]) => Child> = Object.fromEntries(asElements)
  return message.format<Child>({ ...values, ...elements } as Record<string, string>)
}

/** Which words a key has, and in which language. */
function wordsBy(language: Language, imported: Messages) {
  return (key: MessageKey): { readonly in: Language; readonly text: string } => {
    const own = imported[key] ?? shippedMessages[language][key]
    return own === undefined ? { in: 'es', text: catalogue.es[key] } : { in: language, text: own }
  }
}

function makeTranslator(language: Language, speaking: Speaking): Translator {
  const { country = '', imported = {}, isMarked = false } = speaking
  const wordsOf = wordsBy(language, imported)
  const locales = localesOf(language, country)
  const numbers = numberWriterOf(locales)
  const marked = isMarked ? passage : (_: Language, text: string): string => text
  const own = (key: MessageKey): string => wordsOf(key).text
  const messages = new Map<MessageKey, { readonly in: Language; readonly message: IntlMessageFormat }>()
  const messageIn = (key: MessageKey) => {
    const known = messages.get(key)
    if (known !== undefined) return known
    const words = wordsOf(key)
    const made = { in: words.in, message: compile(words.text, localesOf(words.in, country)) }
    messages.set(key, made)
    return made
  }
  const say = (key: MessageKey, values: MessageValues): string => {
    const { in: spoken, message } = messageIn(key)
    return marked(spoken, String(message.format({ ...values, b: (parts) => parts.join('') })))
  }
  // Most messages take no values, and say the same on every page.
  const always = new Map<MessageKey, string>()
  const t = (key: MessageKey, values?: MessageValues): string => {
    if (values !== undefined) return say(key, values)
    const text = always.get(key) ?? say(key, {})
    always.set(key, text)
    return text
  }
  // One page says the same day many times, and the next one does again.
  const dates = remembered<string>(1000)
  const made: Translator = Object.assign(t, {
    language,
    shown: language,
    locales: [...locales],
    compare: (one: string, other: string) => collatorOf(locales).compare(one, other),
    plain: (): Translator => (isMarked ? translatorFor(language, { ...speaking, isMarked: false }) : made),
    rich: (key: MessageKey, values: MessageValues = {}, tags: MessageTags = {}): Child => {
      const { in: spoken, message } = messageIn(key)
      const inside = richText(message, values, tags) as Child
      return spoken === language ? inside : <span lang={spoken}>{inside}</span>
    },
    word: (group: WordGroup, code: string) => {
      const key = `${group}.${code}`
      if (!isMessageKey(key)) return isolatedText(code)
      const words = wordsOf(key)
      return marked(words.in, words.text)
    },
    text: (written: LocalizedText) => isolatedText(textIn(written, language).text),
    number: (value: number) => numbers.format(value),
    money: (amount: string, currency: string) => moneyText(locales, amount, currency),
    date: (at: string, style: DateStyle = 'day') =>
      dates(`${style} ${at}`, () => dateText(language, at, style, own)),
    country: (code: string) => countryName(locales, code),
    list: (items: readonly string[]) => listText(locales, items),
  })
  return made
}

const translators = new Map<string, { readonly imported: Messages; readonly made: Translator }>()
const nothingImported: Messages = {}

/** The translator of a language. */
export function translatorFor(language: Language, speaking: Speaking = {}): Translator {
  const { country = '', imported = nothingImported, isMarked = false } = speaking
  const name = `${language} ${country} ${isMarked}`
  const known = translators.get(name)
  if (known?.imported === imported) return known.made
  const made = makeTranslator(language, { country, imported, isMarked })
  translators.set(name, { imported, made })
  return made
}
