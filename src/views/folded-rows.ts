/** How far each book is folded, and from what: written in the transaction of the rows that were folded. */
import type { BookId } from '../book/entry.ts'
import type { Standing } from './continuing.ts'
import { prepared } from './prepared.ts'
import type { States, ViewsDb } from './room.ts'

export const foldedTable = `CREATE TABLE folded (
  book TEXT PRIMARY KEY, size INTEGER NOT NULL, states_at INTEGER NOT NULL, states TEXT NOT NULL,
  contents_at INTEGER NOT NULL DEFAULT 0, standing TEXT NOT NULL DEFAULT 'first'
) STRICT, WITHOUT ROWID;
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
      'SELECT states_at AS at, states FROM folded WHERE book = ?',
    ).get(book)
  }

  putStates(book: BookId, at: number, states: States): void {
    prepared(
      this.#db,
      `INSERT INTO folded (book, size, states_at, states) VALUES (@book, @at, @at, @states)
       ON CONFLICT DO UPDATE SET states_at = @at, states = @states`,
    ).run({ book, at, states: JSON.stringify(states) })
  }

  putSize(book: BookId, size: number, contentsAt: number): void {
    prepared(
      this.#db,
      `INSERT INTO folded (book, size, states_at, states, contents_at) VALUES (?, ?, 0, '', ?)
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
