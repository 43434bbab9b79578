/**
 * The catalogue: every string a person sees, as ICU MessageFormat, one flat file a language.
 *
 * Invariants (tested)
 * 1. Spanish, English and Portuguese are complete: the same keys, and every message takes the same arguments.
 * 2. Aymara and Quechua are drafts made by machine that nobody who speaks them has reviewed: a part of the keys. What they
 *    lack is said in Spanish, message by message. A node offers them only where a body it writes for has turned them on.
 *
 * Deliberately absent: what bodies write themselves; that is shown by `textIn`, in the language they wrote it.
 */
import type { Language } from '../../kernel/languages.ts'
import ay from './ay.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }
import pt from './pt.json' with { type: 'json' }
import qu from './qu.json' with { type: 'json' }

export type MessageKey = keyof typeof es

/** Messages by key, as far as there are any. */
export type Messages = Readonly<Partial<Record<MessageKey, string>>>

/** Languages with a complete catalogue, in the order the language switch shows them. */
export const catalogueLanguages = ['es', 'en', 'pt'] as const satisfies readonly Language[]
export type CatalogueLanguage = (typeof catalogueLanguages)[number]

/** Languages of which there is a draft. */
export const draftLanguages = ['ay', 'qu'] as const satisfies readonly Language[]
export type DraftLanguage = (typeof draftLanguages)[number]

export const catalogue: Readonly<Record<CatalogueLanguage, Readonly<Record<MessageKey, string>>>> = {
  es,
  en,
  pt,
}

export const drafts: Readonly<Record<DraftLanguage, Messages>> = { ay, qu }

/** What comes with the program, complete or not. */
export const shippedMessages: Readonly<Record<Language, Messages>> = { ...catalogue, ...drafts }

export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(es, key)

export const isDraftLanguage = (language: string): language is DraftLanguage =>
  draftLanguages.some((draft) => draft === language)
