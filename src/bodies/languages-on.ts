/** Languages that bodies turned on, as this node has heard. */
import type { BookId } from '../book/entry.ts'
import type { Language } from '../kernel/languages.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { draftLanguages } from '../web/languages/catalogue.ts'

/** A language that a body turned on. */
export interface LanguageLine {
  readonly language: string
  /** The entry by which it did; below 0: in a book that this one continues. */
  readonly seq: number
  readonly reviewers: readonly string[]
  /** SHA-256 (base64) of the messages that they reviewed. */
  readonly catalogue: string
}

/** Those of which there is a draft here, and which any of `books` turned on. */
export function languagesTurnedOn(db: ViewsDb, books: ReadonlySet<BookId>): Language[] {
  const rows = prepared<[], { book: string; language: string }>(
    db,
    'SELECT book, language FROM languages_on',
  ).all()
  const on = new Set(rows.filter(({ book }) => books.has(book)).map(({ language }) => language))
  return draftLanguages.filter((language) => on.has(language))
}

/** Those of one body, by their tags. */
export const languagesOnOf = (db: ViewsDb, body: BookId): LanguageLine[] =>
  prepared<[string], { language: string; seq: number; reviewers: string; catalogue: string }>(
    db,
    'SELECT language, seq, reviewers, catalogue FROM languages_on WHERE book = ? ORDER BY language',
  )
    .all(body)
    .map((row) => ({ ...row, reviewers: JSON.parse(row.reviewers) as string[] }))
