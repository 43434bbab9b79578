/** How a delegate is called: by a public name, else by the post held in the body; else as somebody of that body. */
import type { LocalizedText } from '../kernel/languages.ts'
import { type CalledPerson, calledPersonText } from '../web/languages/called-person.ts'
import { firstUpper, isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'

interface Delegate {
  readonly person: string
  readonly called?: CalledPerson
}

/** `body`: whose delegate it is. */
export const delegateName = (t: Translator, { person, called }: Delegate, body: LocalizedText): string =>
  firstUpper(
    (called === undefined ? null : calledPersonText(t, called)) ??
      t('delegate.of', { body: isolatedText(t.text(body)), number: person.slice(0, 6) }),
  )
