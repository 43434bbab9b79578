/**
 * How far somebody's books went when the person looked last: what changed since is told by their size, never by a clock.
 *
 * Invariants
 * 1. What is new stays new for a whole session: it is compared with what was seen before that session.
 * 2. Nothing is told here of books that the account was not shown.
 */
import type { BookId } from '../../book/entry.ts'
import { prepared } from '../../views/prepared.ts'
import type { Sqlite } from '../node-db.ts'
import type { Session } from './sessions.ts'

type Sizes = ReadonlyMap<BookId, number>

export class Visits {
  readonly #db: Sqlite
  readonly #before = new WeakMap<Session, Map<BookId, number>>()
  readonly #inTransaction

  constructor(db: Sqlite) {
    this.#db = db
    this.#inTransaction = db.transaction((task: () => void) => task())
  }

  /**
   * Sizes of books when they were seen last before this session, or, where they never were, when they were first seen in it;
   * and notes that they are seen now, unless it is a program that asks.
   */
  see(session: Session, shown: Sizes): Sizes {
    const { account } = session.unlocked
    const before = this.#before.get(session) ?? this.#noted(account)
    for (const [book, size] of shown) if (!before.has(book)) before.set(book, size)
    this.#before.set(session, before)
    const noted = this.#noted(account)
    const other = [...shown].filter(([book, size]) => noted.get(book) !== size)
    if (other.length > 0 && session.isOfToken !== true) this.#note(account, other)
    return before
  }

  #noted(account: string): Map<BookId, number> {
    const rows = prepared<[string], { book: BookId; size: number }>(
      this.#db,
      'SELECT book, size FROM visits WHERE account = ?',
    ).all(account)
    return new Map(rows.map(({ book, size }) => [book, size]))
  }

  #note(account: string, sizes: readonly (readonly [BookId, number])[]): void {
    const put = prepared(this.#db, 'INSERT OR REPLACE INTO visits (account, book, size) VALUES (?, ?, ?)')
    this.#inTransaction(() => {
      for (const [book, size] of sizes) put.run(account, book, size)
    })
  }
}
