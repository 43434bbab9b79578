/** What a board is joined from: rows of the federation's book, and of the books of its electors. All by index. */
import type { BookId } from '../book/entry.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import type { Mark } from './entries.ts'
import type { BodyRow } from './member-facts.ts'
import { type ChangeRow, wordsOf } from './member-words.ts'

export interface ElectorRow extends BodyRow {
  readonly section: string
  /** The last entry of its books about its membership that the federation had heard of. */
  readonly heardIn: BookId
  readonly heard: number
  readonly frozen: number
}

/** Members as an entry of the federation's book froze them, by section and book; one whose book is not held has its id only. */
export const electorRows = (db: ViewsDb, book: BookId, seq: number): ElectorRow[] =>
  prepared<[string, number], ElectorRow>(
    db,
    `SELECT electors.body AS book, electors.section, heard_in AS heardIn, heard, frozen,
         name, country, region, lon, lat, population, population_note, bodies.standing
       FROM electors LEFT JOIN bodies ON bodies.book = electors.body
       WHERE electors.book = ? AND electors.seq = ? ORDER BY electors.section, electors.body`,
  ).all(book, seq)

/** What the electors' own books say of their membership beyond what the federation had heard, by elector, in order. */
export function changesOf(
  db: ViewsDb,
  speakers: Speakers,
  federation: BookId,
  electors: readonly ElectorRow[],
): Map<BookId, ChangeRow[]> {
  const words = wordsOf(
    db,
    speakers,
    federation,
    electors.map(({ book }) => book),
  )
  for (const { book, heardIn, heard } of electors) {
    const last = { book: heardIn, seq: heard }
    const news = words.get(book)?.filter((word) => speakers.order(last, word) < 0)
    if (news !== undefined) words.set(book, news)
  }
  return words
}

export interface PositionRow {
  readonly book: string
  readonly seq: number
  /** Of the referral it cites; its own. */
  readonly cited: string
  readonly leaf: string
  readonly option: PositionOption
  readonly motion: number | null
  readonly corrects: number | null
  readonly at: string
  readonly name: string | null
  readonly present: number | null
  readonly yes: number | null
  readonly no: number | null
  readonly abstain: number | null
  readonly attesters: number | null
}

/** Every position that cites an entry, by book, in order. */
export const positionRows = (db: ViewsDb, book: BookId, seq: number): PositionRow[] =>
  prepared<[string, number], PositionRow>(
    db,
    `SELECT positions.book, positions.seq, referral_leaf AS cited, leaf, option, positions.motion, corrects, positions.at,
         bodies.name, present, yes, no, abstain, attesters
       FROM positions LEFT JOIN bodies ON bodies.book = positions.book
         LEFT JOIN votes ON votes.book = positions.book AND votes.seq = positions.vote
       WHERE referral_book = ? AND referral_seq = ? ORDER BY positions.book, positions.seq`,
  ).all(book, seq)

export interface ClosingRow {
  /** The book it stands in. */
  readonly book: string
  readonly seq: number
  readonly outcome: 'carried' | 'failed'
  readonly at: string
}

/** Every closing of a motion of a book, in whichever book it stands. */
export const closingRows = (db: ViewsDb, book: BookId, motion: number): ClosingRow[] =>
  prepared<[string, number], ClosingRow>(
    db,
    'SELECT book, seq, outcome, at FROM closings WHERE referred_in = ? AND motion = ? ORDER BY book',
  ).all(book, motion)

export interface ClosingLine {
  readonly body: string
  /** The page that lists it. */
  readonly seq: number
  readonly cited_book: string
  readonly cited_seq: number
  readonly cited_leaf: string
  readonly mark: Mark
}

/** What the closing in the book `by` lists of a motion of `book`. */
export const closingLines = (
  db: ViewsDb,
  by: BookId,
  book: BookId,
  motion: number,
): Map<BookId, ClosingLine> =>
  new Map(
    prepared<[string, string, number], ClosingLine>(
      db,
      `SELECT body, seq, cited_book, cited_seq, cited_leaf, mark FROM closing_lines
         WHERE book = ? AND referred_in = ? AND motion = ?`,
    )
      .all(by, book, motion)
      .map((line) => [line.body, line]),
  )
