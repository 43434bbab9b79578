/** A body's sessions as its book tells them. */
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { ViewsDb } from '../views/room.ts'
import type { SessionView } from './views.ts'

interface SessionRow {
  seq: number
  at: string
  place: string | null
  closed_at: string | null
}

interface VoteRow {
  seq: number
  session: number
  on_book: string
  on_seq: number
  title: string | null
  motion: number | null
  position: PositionOption | null
  present: number
  yes: number
  no: number
  abstain: number
  attesters: number
}

/** Newest first, at most `limit`. Titles and positions are those of referrals this node holds. */
export function sessionsOf(db: ViewsDb, book: BookId, limit = 50): SessionView[] {
  const votes = db
    .prepare<[string], VoteRow>(
      `SELECT votes.seq, session, on_book, on_seq, present, yes, no, abstain, attesters, motions.title, motions.seq AS motion,
         (SELECT option FROM positions
           WHERE positions.book = votes.book AND positions.vote = votes.seq ORDER BY positions.seq LIMIT 1) AS position
       FROM votes
         LEFT JOIN referrals ON referrals.book = on_book AND referrals.seq = on_seq
         LEFT JOIN motions ON motions.book = on_book AND motions.seq = coalesce(referrals.motion, on_seq)
       WHERE votes.book = ? ORDER BY votes.seq`,
    )
    .all(book)
  return db
    .prepare<[string, number], SessionRow>(
      'SELECT seq, at, place, closed_at FROM sessions WHERE book = ? ORDER BY seq DESC LIMIT ?',
    )
    .all(book, limit)
    .map(({ seq, at, place, closed_at: closedAt }) => ({
      seq,
      at,
      place,
      closedAt,
      votes: votes.filter(({ session }) => session === seq).map(voteView),
    }))
}

const voteView = (row: VoteRow): SessionView['votes'][number] => ({
  seq: row.seq,
  on: { book: row.on_book, seq: row.on_seq },
  motion: row.motion === null ? null : { book: row.on_book, seq: row.motion },
  title: row.title === null ? null : (JSON.parse(row.title) as LocalizedText),
  present: row.present,
  yes: row.yes,
  no: row.no,
  abstain: row.abstain,
  attesters: row.attesters,
  position: row.position,
})
