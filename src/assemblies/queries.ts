/** A body's sessions as its book tells them. */
import type { BookId } from '../book/entry.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import type { AgendaItem } from './entries.ts'
import type { CallView, SessionView } from './views.ts'
import { votesFrom, votesOfSession } from './vote-queries.ts'

interface SessionRow {
  seq: number
  at: string
  place: string | null
  closed_at: string | null
  ended: number | null
  adjourned: string | null
  agenda: string
  call: number | null
  present: number | null
  entitled: number | null
}

/** Opened before the entry `before`, newest first, at most `limit`. */
export function sessionsOf(
  db: ViewsDb,
  book: BookId,
  limit = 50,
  before = Number.MAX_SAFE_INTEGER,
): SessionView[] {
  const rows = prepared<[string, number, number], SessionRow>(
    db,
    'SELECT * FROM sessions WHERE book = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
  ).all(book, before, limit)
  const votes = votesFrom(db, book, rows.at(-1)?.seq ?? 0, before)
  return rows.map((row) => sessionView(db, book, row, votes))
}

/** The session that is open, as an entry number; null where none is. */
export const openSessionOf = (db: ViewsDb, book: BookId): number | null =>
  prepared<[string], { seq: number }>(
    db,
    'SELECT seq FROM sessions WHERE book = ? AND closed_at IS NULL ORDER BY seq DESC LIMIT 1',
  ).get(book)?.seq ?? null

/** One session; undefined where the number is none's. */
export function sessionOf(db: ViewsDb, book: BookId, seq: number): SessionView | undefined {
  const row = prepared<[string, number], SessionRow>(
    db,
    'SELECT * FROM sessions WHERE book = ? AND seq = ?',
  ).get(book, seq)
  return row === undefined ? undefined : sessionView(db, book, row, votesOfSession(db, book, seq))
}

function sessionView(
  db: ViewsDb,
  book: BookId,
  { closed_at: closedAt, adjourned, agenda, call: answered, ...row }: SessionRow,
  votes: SessionView['votes'],
): SessionView {
  const call = answered === null ? undefined : callOf(db, book, answered)
  const own = JSON.parse(agenda) as AgendaItem[]
  return {
    ...row,
    closedAt,
    adjourned: adjourned === null ? null : (JSON.parse(adjourned) as SessionView['adjourned']),
    call: call ?? null,
    resumes: call === undefined && answered !== null ? sessionEndedBy(db, book, answered) : null,
    agenda: own.length === 0 ? (call?.agenda ?? []) : own,
    place: row.place ?? call?.place ?? null,
    votes: votes.filter(({ session }) => session === row.seq),
  }
}

/** The session that an entry closed or adjourned. */
export const sessionEndedBy = (db: ViewsDb, book: BookId, ended: number): number | null =>
  prepared<[string, number], { seq: number }>(
    db,
    'SELECT seq FROM sessions WHERE book = ? AND ended = ?',
  ).get(book, ended)?.seq ?? null

interface CallRow {
  seq: number
  at: string
  held: string
  place: string | null
  notice: string | null
  agenda: string
  session: number | null
}

const callView = ({ held, agenda, ...row }: CallRow): CallView => ({
  ...row,
  when: held,
  agenda: JSON.parse(agenda) as AgendaItem[],
})

const callColumns = 'seq, at, held, place, notice, agenda, session'

export function callOf(db: ViewsDb, book: BookId, seq: number): CallView | undefined {
  const row = prepared<[string, number], CallRow>(
    db,
    `SELECT ${callColumns} FROM calls WHERE book = ? AND seq = ?`,
  ).get(book, seq)
  return row === undefined ? undefined : callView(row)
}

/** Calls that no session has answered, newest first. */
export function openCallsOf(db: ViewsDb, book: BookId): CallView[] {
  return prepared<[string], CallRow>(
    db,
    `SELECT ${callColumns} FROM calls WHERE book = ? AND session IS NULL ORDER BY seq DESC LIMIT 20`,
  )
    .all(book)
    .map(callView)
}

/** Whether a photograph or a document stands beside an act: `ended`, the entry that ended the session `seq`. */
export const isActPhotographed = (db: ViewsDb, book: BookId, seq: number, ended: number): boolean =>
  prepared<[{ book: string; seq: number; ended: number }]>(
    db,
    `SELECT 1 FROM documents WHERE book = @book AND on_book = @book AND on_seq IN (@seq, @ended)
     UNION ALL
     SELECT 1 FROM documents_within WHERE book = @book AND on_book = @book AND on_seq IN (@seq, @ended) LIMIT 1`,
  ).get({ book, seq, ended }) !== undefined

/** Ids of the persons in the sealed lists of a session. Whoever asks has been let into the circle. */
export const attendanceOf = (db: ViewsDb, book: BookId, session: number): string[] =>
  prepared<[string, number], { person: string }>(
    db,
    'SELECT person FROM attendance WHERE book = ? AND session = ? ORDER BY person',
  )
    .all(book, session)
    .map(({ person }) => person)

/** What a person has vouched for. */
export const attestedBy = (db: ViewsDb, book: BookId, person: string): number[] =>
  prepared<[string, string], { of: number }>(
    db,
    'SELECT of_seq AS of FROM attestations WHERE book = ? AND person = ?',
  )
    .all(book, person)
    .map(({ of }) => of)
