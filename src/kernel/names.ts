/** Names of people and places compared as people do: not by case, accent or kind of apostrophe. */

/** Accents, and characters that cannot be seen. */
const marks = /[\p{M}\p{Cf}]/gu
const apostrophes = /['’ʼ‘`´]/g

/** Two names are one to a reader where these are equal. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(marks, '')
    .replace(apostrophes, "'")
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()

/** Every character that people type for the apostrophe of a language; some of them fold to other things. */
const typedApostrophes = /['’ʼ‘ʻ`´′ꞌ\u02b9\uff07]/g

const betweenWords = /[^\p{L}\p{N}']+/gu

/** A text folded, with one space between its words. */
const foldedWords = (text: string): string =>
  foldName(text.replace(typedApostrophes, "'")).replace(betweenWords, ' ')

/** What a character folds to between letters. */
const foldedBetween = (character: string): string => foldedWords(`a${character}a`).slice(1, -1)

/** Of the first characters: letters of the languages spoken here, and signs. */
const knownCharacters = 0x180
const foldedCharacters = Array.from({ length: knownCharacters }, (_, code) =>
  foldedBetween(String.fromCharCode(code)),
)

/** Of signs of printed text beyond those. */
const printedSigns = new Map(
  [...'–—“”„…•’ʼ‘ʻ′ꞌ'].map((sign) => [sign.charCodeAt(0), foldedBetween(sign)] as const),
)

/** The same as `foldedWords`, ten times as fast where every character is known: each entry with words comes through here. */
function foldedQuickly(text: string): string {
  let folded = ''
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const character = code < knownCharacters ? foldedCharacters[code] : printedSigns.get(code)
    if (character === undefined) return foldedWords(text)
    folded += character
  }
  return folded
}

const withAndWithout = (word: string): string[] =>
  word.includes("'") ? [word.replaceAll("'", ''), ...word.split("'")] : [word]

/** A text as it may be looked for, in words: one with an apostrophe with and without it, and by its parts. */
export function textToBeFound(text: string): string {
  const folded = foldedQuickly(text)
  return folded.includes("'") ? folded.split(' ').flatMap(withAndWithout).join(' ') : folded
}

const wordsIn = (folded: string): string[] => folded.split(' ').filter((word) => word !== '')

export const wordsToBeFound = (text: string): string[] => wordsIn(textToBeFound(text))

/** Words that somebody looks for, without apostrophes. */
export const askedWords = (text: string): string[] => wordsIn(foldedQuickly(text).replaceAll("'", ''))
