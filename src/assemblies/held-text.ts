/** When something is to be held, as it was written: a date-time as a date, other words as they stand. */
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'

export const heldText = (t: Translator, when: string): string => isolatedText(t.date(when, 'minute'))
