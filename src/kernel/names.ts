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

const betweenWords = /[^\p{L}\p{N}']+/u

const partsOf = (text: string): string[] => foldName(text.replace(typedApostrophes, "'")).split(betweenWords)

/** Words of a text as it may be looked for: one with an apostrophe with and without it, and by its parts. */
export const wordsToBeFound = (text: string): string[] =>
  partsOf(text)
    .flatMap((word) => (word.includes("'") ? [word.replaceAll("'", ''), ...word.split("'")] : [word]))
    .filter((word) => word !== '')

/** Words that somebody looks for, without apostrophes. */
export const askedWords = (text: string): string[] =>
  partsOf(text)
    .map((word) => word.replaceAll("'", ''))
    .filter((word) => word !== '')
