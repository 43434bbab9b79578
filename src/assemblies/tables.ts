/** Rows of motions, sessions and votes. */
import type { Project, ViewsDb } from '../views/room.ts'
import type { assembliesEntries } from './entries.ts'
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
CREATE TABLE statements (
  book TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, by TEXT NOT NULL, on_book TEXT NOT NULL,
  on_seq INTEGER NOT NULL, option TEXT, text TEXT, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
  book TEXT NOT NULL, seq INTEGER NOT NULL, title TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_on ON statements (on_book, on_seq);
`

export function assembliesProjector(db: ViewsDb): Project<AssembliesState, typeof assembliesEntries> {
  const addMotion = db.prepare('INSERT INTO motions VALUES (?, ?, ?, ?, ?, ?)')
  const openSession = db.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, NULL)')
  const closeSession = db.prepare('UPDATE sessions SET closed_at = ? WHERE book = ? AND seq = ?')
  const addVote = db.prepare('INSERT INTO votes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const addDocument = db.prepare('INSERT INTO documents VALUES (?, ?, ?, ?)')
  const addStatement = db.prepare('INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  return ({ book, seq, entry, type, data }, { session }) => {
    if (type === 'motion.put') {
      const { title, text, source } = data
      addMotion.run(book, seq, JSON.stringify(title), JSON.stringify(text), source ?? null, entry.at)
    } else if (type === 'session.opened') openSession.run(book, seq, entry.at, data.place ?? null)
    else if (type === 'session.closed') closeSession.run(entry.at, book, session)
    else if (type === 'document.attached') addDocument.run(book, seq, JSON.stringify(data.title), entry.at)
    else if (type === 'position.stated' || type === 'correction.asked') {
      const [on] = entry.cites
      const option = 'option' in data ? data.option : null
      const text = data.text === undefined ? null : JSON.stringify(data.text)
      addStatement.run(book, seq, type, entry.by, on?.book ?? book, on?.seq ?? 0, option, text, entry.at)
    } else {
      const [on] = entry.cites
      const { present, yes, no, abstain, attesters } = data
      if (on === undefined) return
      addVote.run(book, seq, session ?? 0, on.book, on.seq, present, yes, no, abstain, attesters)
    }
  }
}
