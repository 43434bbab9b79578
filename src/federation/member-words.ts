/**
 * What members' own books say of their membership in a federation: a join over all the books that speak for either
 * (docs/decisions/0021, 0024).
 */
import type { BookId } from '../book/entry.ts'
import { groupedBy } from '../kernel/grouped.ts'
import type { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'

export interface ChangeRow {
  readonly book: string
  readonly seq: number
  readonly said: 'frozen' | 'resumed' | 'ended'
  readonly leaf: string
  /** The federation's book that it cites, and how far it knows that. */
  readonly other: string
  readonly known: number
  readonly reason: string | null
  readonly at: string
}

/** Books that speak for the body of a book, the first first; the book itself, whether it does or not. */
export function booksBeside(speakers: Speakers, book: BookId): BookId[] {
  const books = speakers.booksOf(speakers.bodyOf(book)).map((kept) => kept.book)
  return books.includes(book) ? books : [...books, book]
}

/** A body's books from the first to this one: they are one body. */
export function booksUpTo(speakers: Speakers, book: BookId): BookId[] {
  const books = speakers.booksOf(speakers.bodyOf(book)).map((kept) => kept.book)
  const at = books.indexOf(book)
  return at < 0 ? [book] : books.slice(0, at + 1)
}

/** What is read of a body's books from the first to this one, in order: of this one all, of those before what counts. */
export const readUpTo = <Row extends { readonly seq: number }>(
  speakers: Speakers,
  book: BookId,
  rowsOf: (book: BookId) => readonly Row[],
): (Row & { readonly book: BookId })[] =>
  booksUpTo(speakers, book).flatMap((one) =>
    rowsOf(one)
      .filter(({ seq }) => one === book || speakers.counts(one, seq))
      .map((row) => ({ ...row, book: one })),
  )

/** Every book that speaks for one of these bodies, with that one; a body may be named by any book of it. */
export function bodiesByBook(speakers: Speakers, bodies: Iterable<BookId>): Map<BookId, BookId> {
  const named = new Map<BookId, BookId>()
  for (const body of bodies)
    for (const { book } of speakers.booksOf(speakers.bodyOf(body))) named.set(book, body)
  return named
}

/** By body, in order, where it counts for it; of those that said something. */
export function wordsOf(
  db: ViewsDb,
  speakers: Speakers,
  federation: BookId,
  bodies: Iterable<BookId>,
): Map<BookId, ChangeRow[]> {
  const named = bodiesByBook(speakers, bodies)
  const rows = prepared<[string, string], ChangeRow>(
    db,
    `SELECT changes.book, changes.seq, said, leaf, other, known, reason, at
       FROM json_each(?) AS own CROSS JOIN membership_changes AS changes
         ON changes.book = own.value AND changes.other IN (SELECT value FROM json_each(?))
       WHERE word = 'member'`,
  ).all(JSON.stringify([...named.keys()]), JSON.stringify(booksBeside(speakers, federation)))
  return inForceByBody(speakers, named, rows)
}

/** Rows of these books by the body each is of, in order; what a book says beyond its end is left out. */
export function inForceByBody<Row extends { readonly book: BookId; readonly seq: number }>(
  speakers: Speakers,
  named: ReadonlyMap<BookId, BookId>,
  rows: readonly Row[],
): Map<BookId, Row[]> {
  const inForce = rows.filter(({ book, seq }) => named.has(book) && speakers.counts(book, seq))
  const byBody = groupedBy(inForce, ({ book }) => named.get(book) ?? book)
  for (const ofBody of byBody.values()) ofBody.sort((one, other) => speakers.order(one, other))
  return byBody
}
