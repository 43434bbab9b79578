/** Example views of languages and of their translation. */
import type { BodyLanguagesView } from '../../src/bodies/languages-page.tsx'
import type { LanguageCount, TranslationView } from '../../src/http/pages/translation-page.tsx'
import type { FaultyMessage, TranslatedLine } from '../../src/node/translations.ts'
import { catalogue, drafts, isMessageKey } from '../../src/web/languages/catalogue.ts'
import { framed } from './example-views.ts'

const lines: TranslatedLine[] = Object.entries(catalogue.es).flatMap(([key, spanish]) => {
  if (!isMessageKey(key)) return []
  const text = drafts.ay[key] ?? null
  const standing = text === null ? 'missing' : key.startsWith('month.') ? 'reviewed' : 'unreviewed'
  return [{ key, spanish, text, standing }]
})

export const translation: TranslationView = {
  language: 'ay',
  name: 'Aymar aru',
  lines,
  imports: [
    {
      id: 2,
      at: '2026-11-20T10:00:00-04:00',
      by: 'Juana Mamani',
      reviewers: ['Teófilo Quispe', 'Saturnina Choque'],
      messages: 12,
      digest: '',
    },
    {
      id: 1,
      at: '2026-11-02T18:30:00-04:00',
      by: 'Instituto de lengua',
      reviewers: [],
      messages: 60,
      digest: '',
    },
  ],
}

export const faults: FaultyMessage[] = [
  { key: 'board.missing.whole', fault: 'arguments' },
  { key: 'body.lead', fault: 'syntax' },
]

export const counts: LanguageCount[] = [
  { language: 'es', name: 'Español', there: 2130, missing: 0, reviewed: 0, isOffered: true },
  { language: 'pt', name: 'Português', there: 2130, missing: 0, reviewed: 0, isOffered: true },
  { language: 'ay', name: 'Aymar aru', there: 131, missing: 1999, reviewed: 12, isOffered: false },
]

const digest = 'B'.repeat(43) + '='

export const bodyLanguages: BodyLanguagesView = {
  body: framed,
  on: [{ language: 'ay', seq: 31, reviewers: ['Teófilo Quispe', 'Saturnina Choque'], catalogue: digest }],
  drafts: [
    { language: 'ay', digest },
    { language: 'qu', digest: 'C'.repeat(43) + '=' },
  ],
  mayTurn: true,
}
