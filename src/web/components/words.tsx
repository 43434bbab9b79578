/** Small pieces of text: what bodies wrote, dates, identifiers. */
import type { FC } from 'hono/jsx'
import { type LocalizedText, textIn } from '../../kernel/languages.ts'
import type { DateStyle } from '../languages/formats.ts'
import { plainText } from '../languages/plain-text.ts'
import type { Translator } from '../languages/translator.tsx'

/** What a body wrote, in the reader's language where there is one; `lang` says where it is another. */
export const Words: FC<{ t: Translator; of: LocalizedText }> = ({ t, of }) => {
  const { text, language } = textIn(of, t.language)
  return <bdi lang={language === t.shown ? undefined : language}>{plainText(text)}</bdi>
}

/** A moment as its author wrote it. */
export const When: FC<{ t: Translator; at: string; style?: DateStyle }> = ({ t, at, style = 'day' }) => (
  <time datetime={at}>{t.date(at, style)}</time>
)

/** An id, a hash or a key: may break anywhere, and is never translated. */
export const Code: FC<{ text: string }> = ({ text }) => <code translate="no">{plainText(text)}</code>
