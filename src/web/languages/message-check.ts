/**
 * What has to hold of a translation, whoever made it: the same arguments, choices and tags as the Spanish message, ICU
 * MessageFormat that parses, nothing that would do something to a page.
 */
import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../../kernel/languages.ts'
import { type MessageKey, catalogue, isMessageKey } from './catalogue.ts'
import { plainText } from './plain-text.ts'

/** An element of a parsed message, as far as it is looked at (@formatjs/icu-messageformat-parser). */
interface Element {
  readonly type: number
  readonly value?: unknown
  readonly style?: unknown
  readonly offset?: number
  readonly pluralType?: string
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>
  readonly children?: readonly Element[]
}

const literal = 0
const argument = 1
const select = 5
const pound = 7
const tag = 8

/** What may be wrong with a message, the first that is. */
export const messageFaults = [
  'key-unknown',
  'not-text',
  'too-long',
  'characters',
  'syntax',
  'markup',
  'arguments',
] as const
export type MessageFault = (typeof messageFaults)[number]

/** A translation may be so much longer than the Spanish. */
const timesLonger = 3
const charsMore = 100

const parse = (text: string): readonly Element[] | undefined => {
  try {
    return new IntlMessageFormat(text, 'es').getAst() as readonly Element[]
  } catch {
    return undefined
  }
}

/** What a message wants of whoever fills it in. */
interface Wants {
  /** Names of arguments. */
  readonly names: readonly string[]
  /** Tags, and choices by a code: a translation has to have the very same. */
  readonly fixed: readonly string[]
  /** Arguments written as numbers or counted: a translation may write them plainly, and count no others. */
  readonly counted: readonly string[]
}

function wantsOf(elements: readonly Element[]): Wants {
  const [names, fixed, counted] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const look = (all: readonly Element[]): void => {
    for (const { type, value, style, offset, pluralType, options = {}, children = [] } of all) {
      if (type === literal || type === pound) continue
      if (type === tag) fixed.add(`<${String(value)}>`)
      else names.add(String(value))
      if (type === select) fixed.add(`${String(value)}: ${Object.keys(options).toSorted().join(' ')}`)
      else if (type !== argument && type !== tag)
        counted.add([type, value, JSON.stringify(style ?? null), offset ?? 0, pluralType ?? ''].join(' '))
      for (const option of Object.values(options)) look(option.value)
      look(children)
    }
  }
  look(elements)
  return {
    names: [...names].toSorted(),
    fixed: [...fixed].toSorted(),
    counted: [...counted],
  }
}

const wanted = new Map<MessageKey, Wants>()

function wantedBy(key: MessageKey): Wants {
  const known = wanted.get(key) ?? wantsOf(parse(catalogue.es[key]) ?? [])
  wanted.set(key, known)
  return known
}

function wantsTheSame(own: Wants, spanish: Wants): boolean {
  return (
    own.names.join(' ') === spanish.names.join(' ') &&
    own.fixed.join('\n') === spanish.fixed.join('\n') &&
    own.counted.every((count) => spanish.counted.includes(count))
  )
}

const literalsOf = (elements: readonly Element[]): string[] =>
  elements.flatMap(({ type, value, options = {}, children = [] }) => [
    ...(type === literal ? [String(value)] : []),
    ...Object.values(options).flatMap((option) => literalsOf(option.value)),
    ...literalsOf(children),
  ])

/** What is wrong with `text` as the message of a key; undefined: nothing. */
export function messageFault(key: string, text: unknown): MessageFault | undefined {
  if (!isMessageKey(key)) return 'key-unknown'
  if (typeof text !== 'string' || text.trim() === '') return 'not-text'
  if (text.length > catalogue.es[key].length * timesLonger + charsMore) return 'too-long'
  if (plainText(text) !== text) return 'characters'
  const elements = parse(text)
  if (elements === undefined) return 'syntax'
  if (literalsOf(elements).some((part) => /[<>]/.test(part))) return 'markup'
  return wantsTheSame(wantsOf(elements), wantedBy(key)) ? undefined : 'arguments'
}

/** Whether a translation says just what the Spanish does. */
export const isSameAsSpanish = (key: MessageKey, language: Language, text: string): boolean =>
  language !== 'es' && text === catalogue.es[key] && /\p{L}/u.test(literalsOf(parse(text) ?? []).join(''))
