/** Rows of motions, sessions and votes. */
import { prepared } from '../views/prepared.ts'
import type { Recorded, ViewsDb } from '../views/room.ts'
import { motionPut, sessionOpened, voteRecorded } from './entries.ts'
import type { AssembliesState } from './state.ts'

export const assembliesTables = `
CREATE TABLE motions (
  book TEXT NOT NULL, seq INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, source TEXT, at TEXT NOT NULL,
  PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  book TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, place TEXT, closed_at TEXT, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE votes (
  book TEXT NOT NULL, seq INTEGER NOT NULL, session INTEGER NOT NULL, on_book TEXT NOT NULL, on_seq INTEGER NOT NULL,
  present INTEGER NOT NULL, yes INTEGER NOT NULL, no INTEGER NOT NULL, abstain INTEGER NOT NULL,
  attesters INTEGER NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
`

export function projectAssemblies(
  db: ViewsDb,
  { book, seq, entry }: Recorded,
  before: AssembliesState,
): void {
  if (entry.type === 'motion.put') {
    const { title, text, source } = motionPut.parse(entry.data)
    prepared(db, 'INSERT INTO motions VALUES (?, ?, ?, ?, ?, ?)').run(
      book,
      seq,
      JSON.stringify(title),
      JSON.stringify(text),
      source ?? null,
      entry.at,
    )
  } else if (entry.type === 'session.opened') {
    const { place } = sessionOpened.parse(entry.data)
    prepared(db, 'INSERT INTO sessions VALUES (?, ?, ?, ?, NULL)').run(book, seq, entry.at, place ?? null)
  } else if (entry.type === 'session.closed') {
    prepared(db, 'UPDATE sessions SET closed_at = ? WHERE book = ? AND seq = ?').run(
      entry.at,
      book,
      before.session,
    )
  } else projectVote(db, { book, seq, entry }, before.session ?? 0)
}

function projectVote(
  db: ViewsDb,
  { book, seq, entry }: Pick<Recorded, 'book' | 'seq' | 'entry'>,
  session: number,
): void {
  const [on] = entry.cites
  const { present, yes, no, abstain, attesters } = voteRecorded.parse(entry.data)
  if (on === undefined) return
  prepared(db, `INSERT INTO votes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    book,
    seq,
    session,
    on.book,
    on.seq,
    present,
    yes,
    no,
    abstain,
    attesters,
  )
}
