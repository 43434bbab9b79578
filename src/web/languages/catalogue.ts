/**
 * The catalogue: every string a person sees, as ICU MessageFormat, one flat file a language.
 *
 * Invariants (tested)
 * 1. Every language of the catalogue has exactly the same keys, and every message takes the same arguments.
 * 2. A language that is not in it yet (pt, ay, qu) is answered in Spanish.
 *
 * Deliberately absent: what bodies write themselves; that is shown by `textIn`, in the language they wrote it.
 */
import type { Language } from '../../kernel/languages.ts'
import en from './en.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }

export type MessageKey = keyof typeof es

/** Languages with a complete catalogue, in the order the language switch shows them. */
export const catalogueLanguages = ['es', 'en'] as const satisfies readonly Language[]
export type CatalogueLanguage = (typeof catalogueLanguages)[number]

export const catalogue: Readonly<Record<CatalogueLanguage, Readonly<Record<MessageKey, string>>>> = { es, en }

export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(es, key)

/** The language whose words are really shown to somebody who asked for `language`. */
export const shownLanguage = (language: string): CatalogueLanguage =>
  catalogueLanguages.find((known) => known === language) ?? 'es'
