/** How somebody is called whose name the reader may not know: by the name of a public office, else by the post. */
import { isolatedText } from './plain-text.ts'
import type { Translator } from './translator.tsx'

/** What the open book tells of a person: the name where the charter makes the office public, and the office. */
export interface CalledPerson {
  readonly name: string | null
  readonly post: string | null
}

/** null where the open book tells nothing. */
export const calledPersonText = (t: Translator, { name, post }: CalledPerson): string | null => {
  if (name !== null) return isolatedText(name)
  return post === null ? null : t('person.by-post', { post: t.word('post', post) })
}
