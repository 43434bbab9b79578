/** How far each book is folded, and from what: written in the transaction of the rows that were folded. */
import type { BookId } from '../book/entry.ts'
import type { Standing } from './continuing.ts'
import { prepared } from './prepared.ts'
import type { States, ViewsDb } from './room.ts'

/** The row that every append changes stays short: states have a table of their own. */
export const foldedTables = `CREATE TABLE folded (
  book TEXT PRIMARY KEY, size INTEGER NOT NULL, contents_at INTEGER NOT NULL, standing TEXT NOT NULL DEFAULT 'first'
) STRICT, WITHOUT ROWID;
CREATE TABLE folded_states (book TEXT PRIMARY KEY, at INTEGER NOT NULL, bytes INTEGER NOT NULL, states TEXT NOT NULL) STRICT, WITHOUT ROWID;
`

interface FoldedRow {
  readonly size: number
  /** The archive's change number up to which contents are folded. */
  readonly contentsAt: number
  /** How its founding stood when it was folded. */
  readonly standing: Standing
}

export class FoldedRows {
  readonly #db: ViewsDb

  constructor(db: ViewsDb) {
    this.#db = db
  }

  of(book: BookId): FoldedRow {
    return (
      prepared<[string], FoldedRow>(
        this.#db,
        'SELECT size, contents_at AS contentsAt, standing FROM folded WHERE book = ?',
      ).get(book) ?? { size: 0, contentsAt: 0, standing: 'first' }
    )
  }

  /** The states stored last (at 0 only a successor's), and at which number; undefined of what is not folded. */
  states(book: BookId): { readonly at: number; readonly states: string } | undefined {
    return prepared<[string], { at: number; states: string }>(
      this.#db,
      `SELECT coalesce(at, 0) AS at, coalesce(states, '') AS states
       FROM folded LEFT JOIN folded_states USING (book) WHERE book = ?`,
    ).get(book)
  }

  /** At which number states were stored last, and how long they were; 0 and 0 where none were. */
  stored(book: BookId): { readonly at: number; readonly bytes: number } {
    return (
      prepared<[string], { at: number; bytes: number }>(
        this.#db,
        'SELECT at, bytes FROM folded_states WHERE book = ?',
      ).get(book) ?? { at: 0, bytes: 0 }
    )
  }

  putStates(book: BookId, at: number, states: States): void {
    const text = JSON.stringify(states)
    prepared(
      this.#db,
      'INSERT OR REPLACE INTO folded_states (book, at, bytes, states) VALUES (?, ?, ?, ?)',
    ).run(book, at, text.length, text)
  }

  putSize(book: BookId, size: number, contentsAt: number): void {
    prepared(
      this.#db,
      `INSERT INTO folded (book, size, contents_at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET size = excluded.size, contents_at = excluded.contents_at`,
    ).run(book, size, contentsAt)
  }

  putStanding(book: BookId, standing: Standing): void {
    prepared(this.#db, 'UPDATE folded SET standing = ? WHERE book = ?').run(standing, book)
  }

  putContentsAt(book: BookId, contentsAt: number): void {
    prepared(this.#db, 'UPDATE folded SET contents_at = ? WHERE book = ?').run(contentsAt, book)
  }
}
