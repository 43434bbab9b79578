/** Pages of languages and their translations, as examples. */
import { BodyLanguagesPage } from '../../src/bodies/languages-page.tsx'
import { LanguagesPage, TranslationPage } from '../../src/http/pages/translation-page.tsx'
import type { RenderPage } from './example-pages.tsx'
import * as translated from './example-translations.ts'

export const languagePages: Readonly<Record<string, RenderPage>> = {
  languages: (page) => <LanguagesPage page={page} languages={translated.counts} />,
  translation: (page) => (
    <TranslationPage
      page={page}
      view={translated.translation}
      show="missing"
      from={0}
      done={null}
      problem={{ type: 'translation-faulty', count: 2, faults: translated.faults }}
    />
  ),
  'translation-reviewed': (page) => (
    <TranslationPage
      page={page}
      view={translated.translation}
      show="all"
      from={50}
      done="brought"
      problem={null}
    />
  ),
  'body-languages': (page) => (
    <BodyLanguagesPage page={page} view={translated.bodyLanguages} done="on" problem={null} />
  ),
}
