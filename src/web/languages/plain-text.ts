/** Text that others wrote, made safe to stand inside our sentences. Escaping HTML is the renderer's work. */
import { startOfText, withoutPassages } from './passages.ts'

/** Marks that turn the direction of what follows (U+202A-202E, U+2066-2069): one left open would garble a page. */
// oxlint-disable-next-line no-misleading-character-class
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/g

/** Control characters but for tab and line feed: they show nothing and confuse. */
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g

export const plainText = (text: string): string =>
  withoutPassages(text.replace(directionMarks, '').replace(controls, ''))

/** JSON as it is signed, but that marks of direction are written out (RFC 8259, section 7): it turns nothing, and means the same. */
export const plainJson = (json: string): string =>
  withoutPassages(json).replace(directionMarks, (mark) => `\\u${mark.charCodeAt(0).toString(16)}`)

const firstStrongIsolate = '\u2068'
const popIsolate = '\u2069'

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/

/** A name inside a sentence: parted from its direction when it has letters that run right to left. */
export function isolatedText(text: string): string {
  const plain = plainText(text)
  return rightToLeft.test(plain) ? `${firstStrongIsolate}${plain}${popIsolate}` : plain
}

/** A word of the catalogue at the head of a line. */
export function firstUpper(text: string): string {
  const at = startOfText(text)
  return text.slice(0, at) + text.charAt(at).toUpperCase() + text.slice(at + 1)
}
