/** Rows of successors and of what was said of them. */
import type { Continued, Project, ViewsDb } from '../views/room.ts'
import type { successionEntries } from './entries.ts'
import { type SuccessionState, standsInstead } from './state.ts'

export const successionTables = `
CREATE TABLE successors (
  book TEXT PRIMARY KEY, body TEXT NOT NULL, continued TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL,
  fraction TEXT NOT NULL, of TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX successors_by_continued ON successors (continued);
CREATE TABLE successor_electors (
  book TEXT NOT NULL, elector TEXT NOT NULL, PRIMARY KEY (book, elector)
) STRICT, WITHOUT ROWID;
CREATE TABLE endorsements (
  book TEXT NOT NULL, seq INTEGER NOT NULL, successor TEXT NOT NULL, continues TEXT NOT NULL, person TEXT NOT NULL,
  stands INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX endorsements_by_successor ON endorsements (successor);
`

/** Who is entitled stands in the prefix that is continued: bodies, or officers. */
export function successionHeir(db: ViewsDb) {
  const add = db.prepare('INSERT INTO successors VALUES (?, ?, ?, ?, ?, ?, ?)')
  const addElector = db.prepare('INSERT INTO successor_electors VALUES (?, ?) ON CONFLICT DO NOTHING')
  return (book: string, { effect }: SuccessionState, continued: Continued): void => {
    if (effect === null) return
    const { body, fraction, of, officers } = effect
    add.run(book, body, continued.book, continued.size, continued.root, JSON.stringify(fraction), of)
    const electors = of === 'members' ? continued.electors : Object.keys(officers)
    for (const elector of electors) addElector.run(book, elector)
  }
}

export function successionProjector(db: ViewsDb): Project<SuccessionState, typeof successionEntries> {
  const add = db.prepare('INSERT INTO endorsements VALUES (?, ?, ?, ?, ?, ?, ?)')
  return ({ book, seq, entry, data }, { endorsed, endorsedBy }) => {
    const successor = entry.cites[0]?.book ?? ''
    const first = successor === book ? endorsedBy[entry.by] : endorsed[data.continues.book]
    const { book: continued, size, root } = data.continues
    const continues = JSON.stringify([continued, size, root])
    const stands = standsInstead(first, data.instead) ? 1 : 0
    add.run(book, seq, successor, continues, entry.by, stands, entry.at)
  }
}
