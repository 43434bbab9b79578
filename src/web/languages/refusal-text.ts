/** What a refusal or a breach is, and what to do about it, in words: one table, `refusal.<type>` of the catalogue. */
import { type MessageKey, isMessageKey } from './catalogue.ts'
import { isolatedText } from './plain-text.ts'
import { type Translator, messageOf } from './translator.tsx'

/** A refusal's type with whatever figures came along. */
export interface NamedRefusal {
  readonly type: string
  readonly [figure: string]: unknown
}

interface MessageElement {
  readonly type: number
  readonly value?: unknown
  readonly options?: Readonly<Record<string, { readonly value: readonly MessageElement[] }>>
  readonly children?: readonly MessageElement[]
}

const literal = 0
const pound = 7
const tag = 8

/** Names of the arguments of a parsed message, tags apart. */
export function argumentsOf(elements: readonly MessageElement[]): Set<string> {
  const names = new Set<string>()
  for (const element of elements) {
    const isArgument = element.type !== literal && element.type !== pound && element.type !== tag
    if (isArgument && typeof element.value === 'string') names.add(element.value)
    for (const option of Object.values(element.options ?? {}))
      for (const name of argumentsOf(option.value)) names.add(name)
    for (const name of argumentsOf(element.children ?? [])) names.add(name)
  }
  return names
}

const figureText = (figure: unknown): string | number =>
  typeof figure === 'number' ? figure : typeof figure === 'string' ? figure.slice(0, 200) : 'unknown'

/** A datum by the word of the catalogue for the last part of its path that has one; else as it is called itself. */
function datumText(t: Translator, field: string): string {
  const named = field
    .split('.')
    .map((part) => `field.${part}`)
    .findLast(isMessageKey)
  return named === undefined ? t('datum.unnamed', { field: isolatedText(field) }) : t(named)
}

/** Of an item of a session, with which it is: by number, and by what it is called where that is told (`called`). */
export function refusalText(t: Translator, refusal: NamedRefusal): string {
  const { item, called } = refusal
  const text = withFigures(t, refusal)
  if (typeof item !== 'number') return text
  return typeof called === 'string'
    ? t('item.wrong.called', { item, called: isolatedText(called.slice(0, 200)), text })
    : t('item.wrong', { item, text })
}

/** A figure the refusal does not carry reads `unknown`, for which every message has words. */
function withFigures(t: Translator, refusal: NamedRefusal): string {
  const named = `refusal.${refusal.type}`
  const key: MessageKey = isMessageKey(named) ? named : 'refusal.other'
  const needed = argumentsOf(messageOf('es', key).getAst() as readonly MessageElement[])
  const { field } = refusal
  const datum = typeof field === 'string' && field !== '' ? datumText(t, field.slice(0, 200)) : undefined
  const figures: NamedRefusal = { ...refusal, datum }
  return t(key, Object.fromEntries([...needed].map((name) => [name, figureText(figures[name])])))
}
