/** What is on record in a federation's book, with answers wherever they were written, as far as this node has heard. */
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { booksUpTo } from './member-words.ts'
import type { RecordLine } from './views.ts'

interface Row {
  readonly book: string
  readonly seq: number
  readonly what: RecordLine['what']
  readonly who: string
  readonly text: string
  readonly country: string | null
  readonly motion: number | null
  readonly source: string | null
  readonly at: string
}

const columns = 'book, seq, what, who, text, country, motion, source, at'

/** Newest first: what a book says, and those it goes on from say where they speak for the body. */
export function onRecord(db: ViewsDb, federation: BookId): RecordLine[] {
  const speakers = new Speakers(db)
  const answers = prepared<[string, number], Row>(
    db,
    `SELECT ${columns} FROM on_record WHERE answers_book = ? AND answers_seq = ? ORDER BY book, seq`,
  )
  const rows = prepared<[string], Row>(
    db,
    `SELECT ${columns} FROM on_record WHERE book = ? AND what <> 'answer' ORDER BY seq DESC`,
  )
  return booksUpTo(speakers, federation)
    .toReversed()
    .flatMap((book) => rows.all(book))
    .filter(({ book, seq }) => book === federation || speakers.counts(book, seq))
    .map((row) => ({
      what: row.what,
      country: row.country,
      motion: row.motion === null ? null : { book: row.book, seq: row.motion },
      ...said(row),
      answers: row.what === 'opinion' ? answers.all(row.book, row.seq).map(said) : [],
    }))
}

const said = ({ book, seq, who, text, source, at }: Row) => ({
  who,
  text: JSON.parse(text) as LocalizedText,
  source,
  at,
  proof: { book, seq },
})
