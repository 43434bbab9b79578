/** Which closing of what was referred counts, of those in the books of the body: a join, made when read. */
import type { BookId } from '../book/entry.ts'
import type { Speakers } from '../succession/speakers.ts'
import type { ViewsDb } from '../views/room.ts'
import { type ClosingRow, closingRows } from './board-rows.ts'

/**
 * Its own book's, unless the pen was taken away by then, which closes nothing that stood before; else that of the first book
 * which goes on from it and speaks for the body. `referral`: the number of the entry that referred it.
 */
export function closingThatCounts(
  db: ViewsDb,
  speakers: Speakers,
  { book, motion, referral }: { readonly book: BookId; readonly motion: number; readonly referral: number },
): ClosingRow | undefined {
  const rows = closingRows(db, book, motion)
  if (rows.length === 0) return undefined
  const own = rows.find((row) => row.book === book)
  if (own !== undefined && (speakers.counts(book, own.seq) || !speakers.counts(book, referral))) return own
  return speakers
    .booksOf(speakers.bodyOf(book))
    .map((later) => rows.find((row) => row.book === later.book && row.book !== book))
    .find((row) => row !== undefined && speakers.counts(row.book, row.seq))
}
