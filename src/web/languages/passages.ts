/**
 * Passages in another language than their page. A message that a draft lacks is said in Spanish, and has to carry
 * `lang="es"` within a page of `lang="ay"`. Texts are put together from messages in many places; so each carries its language
 * along, in noncharacters that no text may hold (U+FDD0, U+FDD1), and where the page is sent they become `lang`.
 *
 * Invariants
 * 1. No mark leaves this node: `withPassages` takes every one out, within attributes, too.
 * 2. Marks that do not close within one piece of text become nothing: no element is opened that is not closed.
 */
import type { Language } from '../../kernel/languages.ts'

const open = '\uFDD0'
const close = '\uFDD1'

/** Any mark, with the language that one which opens names. */
const marks = /\uFDD0(?:es|en|pt|ay|qu)?|\uFDD1/g
const whole = /^\uFDD0(es|en|pt|ay|qu)([^\uFDD0\uFDD1]*)\uFDD1$/

/** Text that knows its language. */
export const passage = (language: Language, text: string): string =>
  text === '' ? text : `${open}${language}${text}${close}`

/** Text without the marks of its passages. */
export const withoutPassages = (text: string): string => (hasMarks(text) ? text.replaceAll(marks, '') : text)

const hasMarks = (text: string): boolean => text.includes(open) || text.includes(close)

/** The place of the first letter: behind a mark, if there is one. */
export const startOfText = (text: string): number => (text.startsWith(open) ? 3 : 0)

/** HTML with a `lang` at each passage that is not in the language of what is around it. */
export function withPassages(html: string, language: string): string {
  if (!hasMarks(html)) return html
  const pieces = html.match(/<[^>]*>|[^<]+/g) ?? []
  return pieces.map((piece, at) => pieceWithPassages(pieces, piece, at, language)).join('')
}

function pieceWithPassages(pieces: string[], piece: string, at: number, language: string): string {
  if (piece.startsWith('<')) {
    const inside = wholePassage(pieces, at + 1)
    const plain = withoutPassages(piece)
    return inside === undefined || inside === language ? plain : plain.replace(/>$/, ` lang="${inside}">`)
  }
  if (wholePassage(pieces, at) !== undefined || holdsTextOnly(pieces[at - 1] ?? ''))
    return withoutPassages(piece)
  return textWithPassages(piece, language)
}

/** The language of a text that is one passage and all that is in its element: then the element says it. */
function wholePassage(pieces: string[], at: number): string | undefined {
  const before = pieces[at - 1] ?? ''
  const isAlone = isOpening(before) && pieces[at + 1]?.startsWith('</') === true
  return isAlone && !/\slang=/.test(before) ? whole.exec(pieces[at]?.trim() ?? '')?.[1] : undefined
}

const isOpening = (tag: string): boolean => /^<[a-z]/.test(tag) && !/^<(input|img|br|meta|link)\b/.test(tag)
const holdsTextOnly = (tag: string): boolean => /^<(title|option|textarea)\b/.test(tag)

/** A stack of languages; what is in the language around it needs no element. */
function textWithPassages(text: string, language: string): string {
  const stack: { readonly language: string; readonly element: boolean }[] = []
  let written = ''
  let from = 0
  for (const { 0: mark, index } of text.matchAll(marks)) {
    written += text.slice(from, index)
    from = index + mark.length
    if (mark === close) written += stack.pop()?.element === true ? '</span>' : ''
    else {
      const named = mark.slice(1) || language
      const element = named !== (stack.at(-1)?.language ?? language)
      stack.push({ language: named, element })
      if (element) written += `<span lang="${named}">`
    }
  }
  written += text.slice(from)
  return stack.length === 0 ? written : withoutPassages(text)
}
