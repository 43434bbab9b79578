/**
 * Views: every room's folds over the archive, in one disposable SQLite file.
 *
 * Invariants
 * 1. Nothing is known only here: delete the file and it comes back identical.
 * 2. A book's rows depend on that book's entries alone, so the order in which books arrive cannot matter.
 * 3. The position folded so far is committed with the rows: a crash loses nothing and folds nothing twice.
 *
 * Deliberately absent: joins over several books (the rooms' queries), what is local to a node (node/).
 */
import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { type Archive, StoredDamage } from '../archive/contract.ts'
import { penTermsOf } from '../archive/pens.ts'
import type { BookId } from '../book/entry.ts'
import type { PenTerm } from '../book/handover.ts'
import { type Judged, type Rooms, evolveStates, initialStates, judgeEntry } from './fold.ts'
import type { EntryTypes, Project, Room, States, ViewsDb } from './room.ts'

const ownTables = `
CREATE TABLE folded (book TEXT PRIMARY KEY, size INTEGER NOT NULL, states TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE flags (
  book TEXT NOT NULL, seq INTEGER NOT NULL, status TEXT NOT NULL, breaches TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
`

/** A book folded as far as the archive holds it. */
export interface Folded {
  readonly size: number
  readonly states: States
  readonly pens: readonly PenTerm[]
}

const batchEntries = 4096

export class Views {
  readonly db: ViewsDb
  readonly #rooms: Rooms
  readonly #archive: Archive
  readonly #projectors: ReadonlyMap<Room, Project<unknown, EntryTypes>>
  readonly #statements

  /** Opens the file, made anew if it was written by other rooms or other tables. `:memory:` for tests. */
  constructor(path: string, rooms: Rooms, archive: Archive) {
    this.db = new Database(path)
    this.db.pragma('journal_mode = WAL')
    this.db.pragma('synchronous = NORMAL')
    this.#rooms = rooms
    this.#archive = archive
    const hash = createHash('sha256').update(this.#schema()).digest().readInt32BE()
    if (this.db.pragma('user_version', { simple: true }) !== hash) this.#makeTables(hash)
    this.#projectors = new Map(rooms.map((room) => [room, room.projector(this.db)]))
    this.#statements = prepareStatements(this.db)
  }

  #schema(): string {
    return [ownTables, ...this.#rooms.map((room) => room.tables)].join('\n')
  }

  #makeTables(hash: number): void {
    this.db.transaction(() => {
      for (const table of tableNames(this.db)) this.db.exec(`DROP TABLE "${table}"`)
      this.db.exec(this.#schema())
      this.db.pragma(`user_version = ${hash}`)
    })()
  }

  /** Forgets everything folded; `catchUp` brings it back. */
  clear(): void {
    this.#makeTables(this.db.pragma('user_version', { simple: true }) as number)
  }

  /**
   * Folds what the archive holds of a book beyond what was folded. Several at once fold nothing twice. A book that cannot
   * be read stays folded as far as it was: one damaged book must not keep a node from its others.
   */
  async catchUp(book: BookId): Promise<Folded> {
    try {
      return await this.#catchUp(book)
    } catch (error) {
      if (!(error instanceof StoredDamage)) throw error
      const { at, states } = this.#folded(book)
      return { size: at, states, pens: [] }
    }
  }

  async #catchUp(book: BookId): Promise<Folded> {
    const held = (await this.#archive.book(book))?.size ?? 0
    const pens = await penTermsOf(this.#archive, book)
    for (;;) {
      const { at, states } = this.#folded(book)
      if (at >= held) return { size: at, states, pens }
      const entries: Uint8Array[] = []
      for await (const batch of this.#archive.entries(book, at, Math.min(held, at + batchEntries))) {
        entries.push(...batch)
      }
      this.#foldBatch({ book, at, states, pens }, entries)
    }
  }

  #folded(book: BookId): { at: number; states: States } {
    const row = this.#statements.folded.get(book)
    if (row === undefined) return { at: 0, states: initialStates(this.#rooms) }
    return { at: row.size, states: JSON.parse(row.states) as States }
  }

  /** Does nothing where somebody else folded on in the meantime. */
  #foldBatch(
    from: { book: BookId; at: number; states: States; pens: readonly PenTerm[] },
    entries: readonly Uint8Array[],
  ): void {
    const { book, at, pens } = from
    this.db.transaction(() => {
      if (this.#folded(book).at !== at) return
      let states = from.states
      for (const [offset, bytes] of entries.entries()) {
        const seq = at + offset
        const isHandover = pens.some((term) => term.from === seq + 1)
        const judged = judgeEntry(this.#rooms, states, { book, seq, pens, isHandover }, bytes)
        this.#project(book, seq, judged, states)
        states = evolveStates(states, judged)
      }
      this.#statements.putFolded.run(book, at + entries.length, JSON.stringify(states))
    })()
  }

  #project(book: BookId, seq: number, { status, breaches, effect }: Judged, states: States): void {
    if (status !== 'in-force') {
      this.#statements.addFlag.run(book, seq, status, JSON.stringify(breaches))
    }
    if (effect === undefined) return
    const { room, recorded } = effect
    this.#projectors.get(room)?.(recorded, states[room.name])
  }

  /** Every row of every table, ordered by its key: equal dumps are equal views. */
  dump(): string {
    const lines = tableNames(this.db).flatMap((table) => [
      `-- ${table}`,
      ...this.db
        .prepare(`SELECT * FROM "${table}"`)
        .raw()
        .all()
        .map((row) => JSON.stringify(row))
        .toSorted(),
    ])
    return `${lines.join('\n')}\n`
  }

  close(): void {
    this.db.close()
  }
}

const prepareStatements = (db: ViewsDb) => ({
  folded: db.prepare<[string], { size: number; states: string }>(
    'SELECT size, states FROM folded WHERE book = ?',
  ),
  putFolded: db.prepare('INSERT OR REPLACE INTO folded (book, size, states) VALUES (?, ?, ?)'),
  addFlag: db.prepare('INSERT INTO flags (book, seq, status, breaches) VALUES (?, ?, ?, ?)'),
})

function tableNames(db: ViewsDb): string[] {
  return db
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .all()
    .map(({ name }) => name)
}
