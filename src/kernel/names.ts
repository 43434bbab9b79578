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
