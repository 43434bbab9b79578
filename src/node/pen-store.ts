/** What this machine remembers of pens on their way to or from it (tables of node.db). Each line is durable before it returns. */
import type { PublicKey } from '../book/ed25519.ts'
import type { BookId } from '../book/entry.ts'
import type { Sqlite } from './node-db.ts'

const tables = `
CREATE TABLE IF NOT EXISTS pen_offers (
  pen TEXT PRIMARY KEY, book TEXT NOT NULL, person TEXT NOT NULL, size INTEGER, root TEXT,
  isRestored INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pens_passing (
  book TEXT PRIMARY KEY, pen TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL, entry BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pens_refused (pen TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`

/** A key made here for the pen of a book that is written elsewhere, and the one head it has signed; null: none yet. */
export interface Offer {
  readonly pen: PublicKey
  readonly book: BookId
  readonly person: string
  readonly size: number | null
  /** base64 */
  readonly root: string | null
  /** 1: it came out of a backup, and nobody knows what it signed since: it signs nothing more. */
  readonly isRestored: number
}

/** The name in the key store of a pen. */
export const penName = (key: PublicKey): string => `pen/${key}`

/** A handover prepared here, and not completed: nothing else is written in that book. */
export interface Passing {
  readonly book: BookId
  readonly pen: PublicKey
  readonly size: number
  /** base64 */
  readonly root: string
  readonly entry: Uint8Array
}

export class PenStore {
  readonly #db: Sqlite

  constructor(db: Sqlite) {
    db.exec(tables)
    this.#db = db
  }

  offers(): Offer[] {
    return this.#db.prepare<[], Offer>('SELECT * FROM pen_offers ORDER BY pen').all()
  }

  offer(pen: PublicKey): Offer | undefined {
    return this.offers().find((one) => one.pen === pen)
  }

  addOffer({ pen, book, person }: Pick<Offer, 'pen' | 'book' | 'person'>, isRestored = false): void {
    this.#db
      .prepare('INSERT INTO pen_offers VALUES (?, ?, ?, NULL, NULL, ?)')
      .run(pen, book, person, isRestored ? 1 : 0)
  }

  /** From here on the key signs no other head. */
  noteSigned(pen: PublicKey, size: number, root: string): void {
    this.#db.prepare('UPDATE pen_offers SET size = ?, root = ? WHERE pen = ?').run(size, root, pen)
  }

  dropOffersOf(book: BookId): void {
    this.#db.prepare('DELETE FROM pen_offers WHERE book = ?').run(book)
  }

  passing(): Passing[] {
    return this.#db.prepare<[], Passing>('SELECT * FROM pens_passing ORDER BY book').all()
  }

  passingOf(book: BookId): Passing | undefined {
    return this.passing().find((one) => one.book === book)
  }

  addPassing({ book, pen, size, root, entry }: Passing): void {
    this.#db.prepare('INSERT INTO pens_passing VALUES (?, ?, ?, ?, ?)').run(book, pen, size, root, entry)
  }

  /** The pen has gone: nothing of it is left. */
  endPassing(book: BookId): void {
    this.#db.prepare('DELETE FROM pens_passing WHERE book = ?').run(book)
  }

  /** The pen stays here: that key, which may have signed, is never passed to again. */
  refuse({ book, pen }: Pick<Passing, 'book' | 'pen'>): void {
    this.#db.transaction(() => {
      this.#db.prepare('INSERT INTO pens_refused VALUES (?) ON CONFLICT DO NOTHING').run(pen)
      this.endPassing(book)
    })()
  }

  isRefused(pen: PublicKey): boolean {
    return this.#db.prepare('SELECT 1 FROM pens_refused WHERE pen = ?').get(pen) !== undefined
  }
}
