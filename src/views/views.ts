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

/** Books whose states are kept in memory as they were folded last: those a node is writing in or taking in. */
const maxRemembered = 64

export class Views {
  readonly db: ViewsDb
  readonly #rooms: Rooms
  readonly #archive: Archive
  readonly #projectors: ReadonlyMap<Room, Project<unknown, EntryTypes>>
  readonly #statements
  readonly #remembered = new Map<BookId, Folded>()

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
      return { ...this.#folded(book), pens: [] }
    }
  }

  /**
   * Folds what was just appended to a book after `folded`, judged from its states as `catchUp` would judge it; `pens` are
   * those after it. Does nothing where somebody else folded on in the meantime.
   */
  add(book: BookId, folded: Folded, judged: readonly Judged[], pens: readonly PenTerm[] = folded.pens): void {
    this.#fold(book, { ...folded, pens }, judged.length, (_, offset) => judged[offset] as Judged)
  }

  async #catchUp(book: BookId): Promise<Folded> {
    const held = (await this.#archive.book(book))?.size ?? 0
    const known = this.#rememberedOf(book)
    if (known !== undefined && known.size >= held) return known
    const pens = await penTermsOf(this.#archive, book)
    for (;;) {
      const folded = { ...this.#folded(book), pens }
      if (folded.size >= held) return folded
      const entries: Uint8Array[] = []
      const to = Math.min(held, folded.size + batchEntries)
      for await (const batch of this.#archive.entries(book, folded.size, to)) entries.push(...batch)
      this.#fold(book, folded, entries.length, (states, offset) => {
        const seq = folded.size + offset
        const isHandover = pens.some((term) => term.from === seq + 1)
        return judgeEntry(this.#rooms, states, { book, seq, pens, isHandover }, entries[offset] as Uint8Array)
      })
    }
  }

  /** What was folded last, if it is what the file says: a file that was cleared knows nothing. */
  #rememberedOf(book: BookId): Folded | undefined {
    const known = this.#remembered.get(book)
    return known?.size === this.#sizeOf(book) ? known : undefined
  }

  #remember(book: BookId, folded: Folded): void {
    this.#remembered.delete(book)
    this.#remembered.set(book, folded)
    const [oldest] = this.#remembered.keys()
    if (this.#remembered.size > maxRemembered && oldest !== undefined) this.#remembered.delete(oldest)
  }

  #sizeOf(book: BookId): number {
    return this.#statements.size.get(book)?.size ?? 0
  }

  #folded(book: BookId): Omit<Folded, 'pens'> {
    const known = this.#rememberedOf(book)
    if (known !== undefined) return known
    const row = this.#statements.folded.get(book)
    if (row === undefined) return { size: 0, states: initialStates(this.#rooms) }
    return { size: row.size, states: JSON.parse(row.states) as States }
  }

  /** Folds `count` entries on, judged one after the other. Does nothing where somebody else folded on in the meantime. */
  #fold(
    book: BookId,
    { size, pens, states }: Folded,
    count: number,
    judge: (states: States, offset: number) => Judged,
  ): void {
    const after = this.db.transaction(() => {
      if (this.#sizeOf(book) !== size) return undefined
      let current = states
      for (let offset = 0; offset < count; offset += 1) {
        const judged = judge(current, offset)
        this.#project(book, size + offset, judged, current)
        current = evolveStates(current, judged)
      }
      this.#statements.putFolded.run(book, size + count, JSON.stringify(current))
      return current
    })()
    if (after !== undefined) this.#remember(book, { size: size + count, states: after, pens })
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
  size: db.prepare<[string], { size: number }>('SELECT size FROM folded WHERE book = ?'),
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
