/**
 * Languages a body may write in. `es`, `en` and `pt` are complete in the catalogue; `ay` and `qu` are drafts a body
 * turns on (ICU knows no Aymara, so their plurals and months are our own).
 */
export const languages = ['es', 'en', 'pt', 'ay', 'qu'] as const

/** BCP 47 primary tag of a language the project speaks. */
export type Language = (typeof languages)[number]

/** A text in one or more languages; at least one is present. The first in `fallbacks` that exists is shown. */
export type LocalizedText = Readonly<Partial<Record<Language, string>>>

const fallbacks: readonly Language[] = ['es', 'en', 'pt', 'ay', 'qu']

/** The text in `language`, else in the first fallback present, with the language it is really in (for `lang=`). */
export function textIn(text: LocalizedText, language: Language): { text: string; language: Language } {
  for (const candidate of [language, ...fallbacks]) {
    const found = text[candidate]
    if (found !== undefined) return { text: found, language: candidate }
  }
  return { text: '', language }
}
