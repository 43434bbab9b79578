/**
 * The index of people's own words (docs/decisions/0031): what is said in the open of entries in force, folded as people
 * compare names. It is no part of the dump: in it books have numbers in the order in which they came.
 *
 * Invariants
 * 1. Nothing sealed is in it.
 * 2. A book's words go with its rows, and come back with them.
 * 3. An entry without words costs nothing here; one with words, one row.
 *
 * Deliberately absent: the texts themselves, which the rooms' tables hold; order by relevance, whose price grows with the
 * history.
 */
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { askedWords, textToBeFound } from '../kernel/names.ts'
import { prepared } from './prepared.ts'
import type { ViewsDb } from './room.ts'

/** Words by which an entry is found. `title`: what it is called; `words`: what else it says. */
export interface Texts {
  readonly title?: readonly (LocalizedText | string | undefined)[]
  readonly words?: readonly (LocalizedText | string | undefined)[]
}

/**
 * `searched_names` holds names of bodies, from their foundings, once more: so few that they are looked through for any
 * beginning. Tokens are made here, so that asking and indexing cannot differ: `ascii` parts them at spaces.
 */
export const searchedTables = `CREATE TABLE searched_books (number INTEGER PRIMARY KEY, book TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE searched USING fts5(title, words, content='', contentless_delete=1, detail=column, tokenize='ascii');
CREATE VIRTUAL TABLE searched_names USING fts5(name, content='', contentless_delete=1, detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE searched_vocabulary USING fts5vocab(searched, instance);
`

/** Whether a table of views.db is the index's, and kept by this module alone. */
export const isOfSearch = (table: string): boolean => /^searched(_|$)/.test(table)

/** A row's number is its book's and its entry's; beyond these nothing is found. */
const entriesABook = 2 ** 32
const maxBooks = 2 ** 20

function numberOf(db: ViewsDb, book: BookId): number | undefined {
  return prepared<[string], number>(db, 'SELECT number FROM searched_books WHERE book = ?').pluck().get(book)
}

function numberFor(db: ViewsDb, book: BookId): number {
  const known = numberOf(db, book)
  if (known !== undefined) return known
  return Number(prepared(db, 'INSERT INTO searched_books (book) VALUES (?)').run(book).lastInsertRowid)
}

const folded = (texts: Texts['title'] = []): string =>
  texts
    .flatMap((text) => (typeof text === 'object' ? Object.values(text) : [text ?? '']))
    .map(textToBeFound)
    .join(' ')
    .trim()

/** Adds an entry by its words; nothing where it has none. */
export function addToSearch(
  db: ViewsDb,
  { book, seq }: { readonly book: BookId; readonly seq: number },
  texts: Texts | undefined,
): void {
  if (texts === undefined) return
  const [title, words] = [folded(texts.title), folded(texts.words)]
  if (title === '' && words === '') return
  const number = numberFor(db, book)
  if (number >= maxBooks || seq >= entriesABook) return
  const row = BigInt(number * entriesABook + seq)
  prepared(db, 'INSERT INTO searched (rowid, title, words) VALUES (?, ?, ?)').run(row, title, words)
  if (seq === 0) prepared(db, 'INSERT INTO searched_names (rowid, name) VALUES (?, ?)').run(row, title)
}

/** Takes a book's words out; they come back as it is folded anew. */
export function forgetInSearch(db: ViewsDb, book: BookId): void {
  const number = numberOf(db, book)
  if (number === undefined) return
  const from = number * entriesABook
  prepared(db, 'DELETE FROM searched WHERE rowid BETWEEN ? AND ?').run(
    BigInt(from),
    BigInt(from + entriesABook - 1),
  )
  prepared(db, 'DELETE FROM searched_names WHERE rowid = ?').run(BigInt(from))
}

/** The statements that drop the index: its own tables go with it. */
export const dropSearch = `DROP TABLE IF EXISTS searched_vocabulary; DROP TABLE IF EXISTS searched_names;
  DROP TABLE IF EXISTS searched; DROP TABLE IF EXISTS searched_books`

/** What was asked for: as many words as are looked for, and whether some were left out. */
export interface AskedWords {
  readonly words: readonly string[]
  readonly isCut: boolean
}

const maxWords = 8
const maxWordLength = 64

/** Words of whatever somebody typed. No character of it means anything to the index. */
export function wordsAsked(typed: string): AskedWords {
  const all = askedWords(typed.slice(0, 1000))
  const words = all.slice(0, maxWords).map((word) => [...word].slice(0, maxWordLength).join(''))
  return { words, isCut: all.length > maxWords || typed.length > 1000 }
}

export interface FoundEntry {
  readonly book: BookId
  readonly seq: number
}

/** So many rows are looked through for each question: of books that are not shown there may be many. */
const maxLookedThrough = 20_000

/**
 * Entries in which every word begins some word, at most `limit`: those that are called so first, and among them bodies by
 * their names; then those that say so. Of each book the newest first. `isShown`: whether a book may be told of.
 */
export function findWords(
  db: ViewsDb,
  { words }: AskedWords,
  limit: number,
  isShown: (book: BookId) => boolean,
): FoundEntry[] {
  if (words.length === 0) return []
  const beginnings = words.map((word) => `"${word}"*`)
  const all = words.map((word) => wordsThatBegin(db, word)).join(' AND ')
  const found = new Map<string, FoundEntry>()
  const questions = [
    [selectNames, beginnings.join(' ')],
    [selectEntries, `{title} : (${all})`],
    [selectEntries, all],
  ] as const
  for (const [select, question] of questions) {
    if (found.size >= limit) break
    for (const entry of lookThrough(db, select, question, limit + found.size, isShown)) {
      const key = `${entry.book} ${entry.seq}`
      if (!found.has(key)) found.set(key, entry)
    }
  }
  return [...found.values()].slice(0, limit)
}

/** Of a beginning of more words than these the rows of all are merged before the first is told: it costs what there is. */
const maxWordsThatBegin = 40

/**
 * The words of the index that begin so, as a question: rows of words named whole come one by one, newest first, and what is not
 * told is not read. Each word is the first after the one before: one step a word, however often it is said.
 */
function wordsThatBegin(db: ViewsDb, beginning: string): string {
  const next = prepared<[string], string>(
    db,
    'SELECT term FROM searched_vocabulary WHERE term >= ? LIMIT 1',
  ).pluck()
  const words: string[] = []
  let word = next.get(beginning)
  while (word?.startsWith(beginning) === true) {
    if (words.length === maxWordsThatBegin) return `"${beginning}"*`
    words.push(word)
    word = next.get(`${word} `)
  }
  return words.length === 0 ? `"${beginning}"` : `(${words.map((one) => `"${one}"`).join(' OR ')})`
}

const selectNames =
  'SELECT rowid FROM searched_names WHERE searched_names MATCH ? ORDER BY rowid DESC LIMIT ?'
const selectEntries = 'SELECT rowid FROM searched WHERE searched MATCH ? ORDER BY rowid DESC LIMIT ?'

function lookThrough(
  db: ViewsDb,
  select: string,
  question: string,
  limit: number,
  isShown: (book: BookId) => boolean,
): FoundEntry[] {
  const books = new Map<number, BookId | undefined>()
  const bookOf = (number: number): BookId | undefined => {
    if (!books.has(number)) {
      const book = prepared<[number], string>(db, 'SELECT book FROM searched_books WHERE number = ?')
        .pluck()
        .get(number)
      books.set(number, book !== undefined && isShown(book) ? book : undefined)
    }
    return books.get(number)
  }
  const rows = prepared<[string, number], number>(db, select).pluck()
  const found: FoundEntry[] = []
  for (const rowid of rows.iterate(question, maxLookedThrough)) {
    const book = bookOf(Math.floor(rowid / entriesABook))
    if (book !== undefined) found.push({ book, seq: rowid % entriesABook })
    if (found.length >= limit) break
  }
  return found
}
