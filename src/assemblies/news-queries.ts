/** What came of late: decisions of any body, acts that wait for their photograph, and what a book has new. */
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import type { Place } from './views.ts'
import { isActPhotographed } from './queries.ts'

export interface DecidedLine extends Place {
  readonly title: LocalizedText
  readonly outcome: 'carried' | 'failed'
  readonly at: string
  readonly body: { readonly name: LocalizedText; readonly country: string }
}

/** So many are looked through for those that may be told. */
const maxLookedThrough = 200

/** What bodies decided themselves last, by what their sessions' dates say, at most `limit`; of books that `isShown`. */
export function decidedLast(db: ViewsDb, limit: number, isShown: (book: BookId) => boolean): DecidedLine[] {
  type Row = {
    book: BookId
    seq: number
    title: string
    outcome: DecidedLine['outcome']
    at: string
    name: string
    country: string
  }
  const rows = prepared<[number], Row>(
    db,
    `SELECT votes.book, on_seq AS seq, motions.title, outcome, votes.at, bodies.name, bodies.country
     FROM votes JOIN motions ON motions.book = votes.book AND motions.seq = on_seq JOIN bodies ON bodies.book = votes.book
     WHERE on_book = votes.book AND outcome IN ('carried', 'failed') ORDER BY votes.at DESC LIMIT ?`,
  )
  const lines: DecidedLine[] = []
  for (const { book, seq, title, outcome, at, name, country } of rows.iterate(maxLookedThrough)) {
    if (lines.length >= limit) break
    if (!isShown(book)) continue
    const body = { name: JSON.parse(name) as LocalizedText, country }
    lines.push({ book, seq, title: JSON.parse(title) as LocalizedText, outcome, at, body })
  }
  return lines
}

/** Acts are looked for among so many sessions: what is older is left to its own page. */
const sessionsLookedAt = 12

/** Sessions that were closed and beside whose act nothing stands yet, newest first. */
export function actsWithoutPhotograph(
  db: ViewsDb,
  book: BookId,
): { readonly seq: number; readonly ended: number; readonly at: string }[] {
  return prepared<[{ book: string; limit: number }], { seq: number; ended: number; at: string }>(
    db,
    `SELECT seq, ended, at FROM (SELECT * FROM sessions WHERE book = @book ORDER BY seq DESC LIMIT @limit)
     WHERE ended IS NOT NULL AND adjourned IS NULL`,
  )
    .all({ book, limit: sessionsLookedAt })
    .filter(({ seq, ended }) => !isActPhotographed(db, book, seq, ended))
}

export interface NewsLine {
  readonly kind: 'motion' | 'decided' | 'session' | 'call' | 'document'
  readonly seq: number
  readonly title: LocalizedText | null
  readonly outcome: 'carried' | 'failed' | null
  readonly at: string
}

/** What a book says from the entry `since` on, newest first, at most `limit`. */
export function newsSince(db: ViewsDb, book: BookId, since: number, limit: number): NewsLine[] {
  type Row = Omit<NewsLine, 'title'> & { title: string | null }
  return prepared<[{ book: string; since: number; limit: number }], Row>(
    db,
    `SELECT * FROM (
       SELECT 'motion' AS kind, seq, seq AS came, title, NULL AS outcome, at FROM motions
         WHERE book = @book AND seq >= @since
       UNION ALL SELECT 'decided', motions.seq, votes.seq, title, outcome, votes.at
         FROM votes JOIN motions ON motions.book = votes.on_book AND motions.seq = votes.on_seq
         WHERE votes.book = @book AND votes.on_book = @book AND votes.seq >= @since AND outcome IN ('carried', 'failed')
       UNION ALL SELECT 'session', seq, ended, NULL, NULL, at FROM sessions WHERE book = @book AND ended >= @since
         AND seq >= (SELECT coalesce(max(seq), 0) FROM sessions WHERE book = @book AND seq < @since)
       UNION ALL SELECT 'call', seq, seq, NULL, NULL, held FROM calls
         WHERE book = @book AND seq >= @since AND session IS NULL
       UNION ALL SELECT 'document', seq, seq, title, NULL, at FROM documents WHERE book = @book AND seq >= @since)
     ORDER BY came DESC LIMIT @limit`,
  )
    .all({ book, since, limit })
    .map(({ kind, seq, title, outcome, at }) => ({
      kind,
      seq,
      outcome,
      at,
      title: title === null ? null : (JSON.parse(title) as LocalizedText),
    }))
}

/** Motions of a body on which a person cast a ballot within. Whoever asks is that person. */
export const castWithin = (db: ViewsDb, book: BookId, person: string): Set<number> =>
  new Set(
    prepared<[string, string], number>(db, 'SELECT motion FROM ballots_within WHERE book = ? AND person = ?')
      .pluck()
      .all(book, person),
  )
