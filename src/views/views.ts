/**
 * Views: every room's folds over the archive, in one disposable SQLite file.
 *
 * Invariants
 * 1. Nothing is known only here: delete the file and it comes back identical.
 * 2. A book's rows depend on that book's entries alone, so the order in which books arrive cannot matter.
 * 3. The position folded so far is committed with the rows: a crash loses nothing and folds nothing twice.
 * 4. Nothing at or beyond a fork that stops a book is folded: on either side of it the views are the same.
 * 5. A content that comes after its entry was folded, or goes, has the book folded anew, and so have entries that are set
 *    aside: views are the same for the same entries and contents, and nothing of what went is left.
 * 6. A successor is folded once what it goes on from is held, and anew where that turns out to be another (continuing.ts).
 *
 * Deliberately absent: joins over several books (the rooms' queries), what is local to a node (node/).
 */
import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { type Archive, StoredDamage, agreedSize } from '../archive/contract.ts'
import { forgetLog, keepSmall, overwriteDeleted, rewriteTable } from '../archive/sqlite/schema.ts'
import { penTermsOf } from '../archive/pens.ts'
import type { BookId } from '../book/entry.ts'
import type { PenTerm } from '../book/handover.ts'
import type { Content } from '../book/seal.ts'
import { projectAttachments } from './attachments.ts'
import { Continuing, type Standing } from './continuing.ts'
import { type Judged, type Rooms, evolveBook, foundedOnAnother, initialStates, judgeEntry } from './fold.ts'
import { FoldedRows, foldedTables } from './folded-rows.ts'
import { prepared } from './prepared.ts'
import { addToSearch, dropSearch, forgetInSearch, isOfSearch, searchedTables } from './searched.ts'
import {
  type Continued,
  type EntryTypes,
  type Project,
  type Room,
  type States,
  type ViewsDb,
  leafOf,
} from './room.ts'

const ownTables = `
${foldedTables}CREATE TABLE flags (
  book TEXT NOT NULL, seq INTEGER NOT NULL, status TEXT NOT NULL, breaches TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE seals (
  book TEXT NOT NULL, seq INTEGER NOT NULL, seal TEXT NOT NULL, circle TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX seals_by_seal ON seals (book, seal);
CREATE TABLE opened (
  book TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, breaches TEXT NOT NULL,
  PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE attachments (
  book TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
  circle TEXT NOT NULL, PRIMARY KEY (book, seq, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_by_hash ON attachments (hash);
CREATE TABLE signed_entries (
  book TEXT NOT NULL, leaf TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (book, leaf)
) STRICT, WITHOUT ROWID;
${searchedTables}`

/** A book folded as far as the archive holds it. */
export interface Folded {
  readonly size: number
  readonly states: States
  readonly pens: readonly PenTerm[]
  /** Where a proven fork stops the book and ends what is folded; undefined where none does. */
  readonly forkedAt: number | undefined
  /** The archive's change number up to which contents of its seals are folded. */
  readonly contentsAt: number
  /** Of a successor of which nothing is folded yet: what it goes on from. */
  readonly continued?: Continued | undefined
  /** The book whose prefix has to be held before this successor is folded. */
  readonly awaits?: BookId
}

/** A book as far as it is folded. */
interface Reached {
  readonly at: number
  readonly states: States
  readonly contentsAt: number
  /** The pens up to there; absent where the last that was folded may have passed it on. */
  readonly pens?: readonly PenTerm[]
  /** At 0 of a successor: what it goes on from. */
  readonly continued?: Continued | undefined
}

const batchEntries = 1024

/** What opens seals, by entry number. */
type Contents = ReadonlyMap<number, Content>
const noContents: Contents = new Map()

/**
 * When a book is first touched its states are read as they were stored last, and what came after is judged again, without
 * its rows. States are stored again once that costs more than storing them does: judging an entry, mostly its signature,
 * takes as long as storing some 2 kB of states. So neither what an append stores nor what a first touch judges grows with
 * the book beyond its states. They stand in a table of their own: the row that every append changes stays short.
 */
const bytesWorthAnEntry = 2048
const maxJudgedAgain = 256

/** Books whose states are kept in memory. */
const maxRemembered = 16

export class Views {
  readonly db: ViewsDb
  readonly #rooms: Rooms
  readonly #archive: Archive
  readonly #folded: FoldedRows
  readonly #reachedBefore = new Map<BookId, Reached>()
  readonly #projectors: ReadonlyMap<Room, Project<unknown, EntryTypes>>
  readonly #heirs: ReadonlyMap<Room, ReturnType<NonNullable<Room['heir']>> | undefined>
  /** What successors go on from. */
  readonly continuing: Continuing
  readonly #inTransaction
  readonly #watching = new Set<(book: BookId) => void>()
  /** How often all tables were made anew: dropping them changes no row that SQLite counts. */
  #cleared = 0

  /** Opens the file, made anew if it was written by other rooms, other tables or states of another shape. `:memory:` for tests. */
  constructor(path: string, rooms: Rooms, archive: Archive) {
    this.db = new Database(path)
    this.db.pragma('journal_mode = WAL')
    this.db.pragma('locking_mode = EXCLUSIVE')
    this.db.pragma('synchronous = NORMAL')
    keepSmall(this.db)
    overwriteDeleted(this.db)
    this.#inTransaction = this.db.transaction((task: () => void) => task())
    this.#folded = new FoldedRows(this.db)
    this.#rooms = rooms
    this.#archive = archive
    this.continuing = new Continuing(rooms, archive)
    const states = JSON.stringify(rooms.map(({ initial }) => initial))
    const hash = createHash('sha256').update(this.#schema()).update(states).digest().readInt32BE()
    if (this.db.pragma('user_version', { simple: true }) !== hash) this.#makeTables(hash)
    this.#projectors = new Map(rooms.map((room) => [room, room.projector(this.db)]))
    this.#heirs = new Map(rooms.map((room) => [room, room.heir?.(this.db)]))
  }

  #schema(): string {
    return [ownTables, ...this.#rooms.map((room) => room.tables)].join('\n')
  }

  #makeTables(hash: number): void {
    this.#reachedBefore.clear()
    this.#cleared += 1
    this.#inTransaction(() => {
      this.db.exec(dropSearch)
      for (const table of tableNames(this.db)) this.db.exec(`DROP TABLE "${table}"`)
      this.db.exec(this.#schema())
      this.db.pragma(`user_version = ${hash}`)
    })
  }

  /** Tells which books are folded on from now on, until what it returns is called. */
  watch(told: (book: BookId) => void): () => void {
    this.#watching.add(told)
    return () => void this.#watching.delete(told)
  }

  /** Another number whenever anything that is folded changed. */
  get version(): number {
    return this.#cleared + (prepared<[], number>(this.db, 'SELECT total_changes()').pluck().get() ?? 0)
  }

  /** How much of a book is folded. */
  foldedSize(book: BookId): number {
    return this.#folded.of(book).size
  }

  /** Forgets everything folded; `catchUp` brings it back. */
  clear(): void {
    this.#makeTables(this.db.pragma('user_version', { simple: true }) as number)
  }

  /**
   * Folds what the archive holds of a book beyond what was folded, or, where a fork was proven below that, folds the book
   * anew up to there. Several at once fold nothing twice. A book that cannot be read stays folded as far as it was, and is
   * told without its pens: one damaged book must not keep a node from its others.
   */
  async catchUp(book: BookId): Promise<Folded> {
    try {
      return await this.#catchUp(book)
    } catch (error) {
      if (!(error instanceof StoredDamage)) throw error
      const states = initialStates(this.#rooms)
      const { size, contentsAt } = this.#folded.of(book)
      return { size, states, pens: [], forkedAt: undefined, contentsAt }
    }
  }

  async #catchUp(book: BookId): Promise<Folded> {
    const record = await this.#archive.book(book)
    const held = record === undefined ? 0 : agreedSize(record)
    const { size, contentsAt, standing: before } = this.#folded.of(book)
    const standing = await this.continuing.standing(book)
    const forkedAt = record?.forkedAt
    const contentsNow = Math.max(record?.contentChange ?? 0, await this.continuing.contentChange(book))
    const known = this.#reachedBefore.get(book)
    const isSame = size === 0 || before === standing
    const isCurrent = isSame && known?.at === size && size === held && known.contentsAt === contentsNow
    if (isCurrent && known.pens !== undefined)
      return { size, states: known.states, pens: known.pens, forkedAt, contentsAt }
    const isOther = await this.#areContentsOther(book, size, contentsAt, contentsNow)
    if (!isSame || size > held || isOther) this.#forget(book)
    else if (contentsNow !== contentsAt) this.#folded.putContentsAt(book, contentsNow)
    const pens = await penTermsOf(this.#archive, book)
    if (standing === 'waits') return this.#waiting(book, pens)
    for (;;) {
      const from = await this.#reached(book, pens, contentsNow, standing)
      if (from.at >= held)
        return { size: from.at, states: from.states, pens, forkedAt, contentsAt: contentsNow }
      const to = Math.min(held, from.at + batchEntries)
      const entries = await this.#entries(book, from.at, to)
      const contents = await this.#contents(book, from.at, to, contentsNow)
      this.#fold(book, from, entries.length, standing, (states, offset) =>
        this.#judge(book, from.at + offset, pens, states, entries[offset] as Uint8Array, contents, standing),
      )
    }
  }

  async #waiting(book: BookId, pens: readonly PenTerm[]): Promise<Folded> {
    const awaits = (await this.continuing.of(book))?.book ?? ''
    const states = initialStates(this.#rooms)
    return { size: 0, states, pens, forkedAt: undefined, contentsAt: 0, awaits }
  }

  /** Whether a content of what is folded already, or of what that goes on from, came or went since. */
  async #areContentsOther(
    book: BookId,
    size: number,
    contentsAt: number,
    contentsNow: number,
  ): Promise<boolean> {
    if (contentsNow <= contentsAt || size === 0) return false
    const lowest = await this.#archive.contents.lowestChanged(book, contentsAt)
    if (lowest !== undefined && lowest < size) return true
    return this.continuing.areContentsOther(book, contentsAt)
  }

  async #entries(book: BookId, from: number, to: number): Promise<Uint8Array[]> {
    const entries: Uint8Array[] = []
    for await (const batch of this.#archive.entries(book, from, to)) entries.push(...batch)
    return entries
  }

  async #contents(book: BookId, from: number, to: number, contentsNow: number): Promise<Contents> {
    if (contentsNow === 0) return noContents
    const held = await this.#archive.contents.read(book, from, to)
    return new Map(held.map((content) => [content.seq, content]))
  }

  /** Every table's rows are some book's (invariant of room.ts). */
  #forget(book: BookId): void {
    this.#reachedBefore.delete(book)
    this.#inTransaction(() => {
      forgetInSearch(this.db, book)
      for (const table of tableNames(this.db))
        this.db.prepare(`DELETE FROM "${table}" WHERE book = ?`).run(book)
    })
  }

  /** How far a book is folded, with its states there: as kept in memory, or from the last that were stored. */
  async #reached(
    book: BookId,
    pens: readonly PenTerm[],
    contentsAt: number,
    standing: Standing,
  ): Promise<Reached> {
    const { size } = this.#folded.of(book)
    const before = this.#reachedBefore.get(book)
    if (before?.at === size) return this.#remember(book, { ...before, pens, contentsAt })
    const row = this.#folded.states(book)
    if (row === undefined) return { at: 0, ...(await this.#beginning(book, standing)), pens, contentsAt }
    const isInitial = row.at === 0 && standing !== 'held'
    let states = isInitial ? initialStates(this.#rooms) : (JSON.parse(row.states) as States)
    const contents = await this.#contents(book, row.at, size, contentsAt)
    for (const [offset, bytes] of (await this.#entries(book, row.at, size)).entries()) {
      const seq = row.at + offset
      const judged = this.#judge(book, seq, pens, states, bytes, contents, standing)
      states = evolveBook(this.#rooms, states, seq, judged)
    }
    return this.#remember(book, { at: size, states, pens, contentsAt })
  }

  async #beginning(book: BookId, standing: Standing): Promise<Pick<Reached, 'states' | 'continued'>> {
    const continues = standing === 'held' ? await this.continuing.of(book) : undefined
    return continues === undefined
      ? { states: initialStates(this.#rooms) }
      : this.continuing.beginning(continues)
  }

  #remember(book: BookId, reached: Reached): Reached {
    this.#reachedBefore.delete(book)
    if (this.#reachedBefore.size >= maxRemembered) {
      const [oldest = ''] = this.#reachedBefore.keys()
      this.#reachedBefore.delete(oldest)
    }
    this.#reachedBefore.set(book, reached)
    return reached
  }

  #judge(
    book: BookId,
    seq: number,
    pens: readonly PenTerm[],
    states: States,
    bytes: Uint8Array,
    contents: Contents,
    standing: Standing,
  ): Judged {
    if (seq === 0 && standing === 'void') return foundedOnAnother
    const isHandover = pens.some((term) => term.from === seq + 1)
    return judgeEntry(this.#rooms, states, { book, seq, pens, isHandover }, bytes, contents.get(seq))
  }

  /**
   * Folds what was just appended to a book after `folded`, judged from its states as `catchUp` would judge it. Does nothing
   * where somebody else folded on in the meantime.
   */
  add(
    book: BookId,
    { size, states, pens, continued }: Folded,
    judged: readonly Judged[],
    contentsAt: number,
  ): void {
    const isPassed = judged.some(({ effect }) => effect?.recorded.isHandover === true)
    const from = { at: size, states, contentsAt, continued, ...(isPassed ? {} : { pens }) }
    const standing = continued === undefined ? 'first' : 'held'
    this.#fold(book, from, judged.length, standing, (_, offset) => judged[offset] as Judged)
  }

  /** Folds `count` entries on, judged one after the other. Does nothing where somebody else folded on in the meantime. */
  #fold(
    book: BookId,
    { at, states: before, pens, contentsAt, continued }: Reached,
    count: number,
    standing: Standing,
    judge: (states: States, offset: number) => Judged,
  ): void {
    const size = at + count
    let isFolded = false
    this.#inTransaction(() => {
      if (this.#folded.of(book).size !== at) return
      isFolded = true
      let states = before
      if (at === 0 && continued !== undefined) this.#folded.putStates(book, 0, states)
      for (let offset = 0; offset < count; offset += 1) {
        const judged = judge(states, offset)
        if (at + offset === 0 && judged.status !== 'void') this.#projectInherited(book, states, continued)
        this.#project(book, at + offset, judged, states)
        states = evolveBook(this.#rooms, states, at + offset, judged)
      }
      this.#storeStates(book, size, states)
      this.#folded.putSize(book, size, contentsAt)
      if (at === 0) this.#folded.putStanding(book, standing)
      this.#remember(book, { at: size, states, contentsAt, ...(pens === undefined ? {} : { pens }) })
    })
    if (isFolded) for (const told of this.#watching) told(book)
  }

  #storeStates(book: BookId, size: number, states: States): void {
    const stored = this.#folded.stored(book)
    const since = size - stored.at
    if (since >= maxJudgedAgain || since * bytesWorthAnEntry >= stored.bytes)
      this.#folded.putStates(book, size, states)
  }

  #projectInherited(book: BookId, states: States, continued: Continued | undefined): void {
    if (continued === undefined) return
    for (const [room, project] of this.#heirs) project?.(book, states[room.name], continued)
  }

  #project(book: BookId, seq: number, { status, breaches, effect, seal }: Judged, states: States): void {
    if (status !== 'in-force') {
      prepared(this.db, 'INSERT INTO flags (book, seq, status, breaches) VALUES (?, ?, ?, ?)').run(
        book,
        seq,
        status,
        JSON.stringify(breaches),
      )
    }
    if (seal !== undefined) this.#projectSeal(book, seq, seal)
    if (effect === undefined) return
    this.#projectors.get(effect.room)?.(effect.recorded, states[effect.room.name], states)
    projectAttachments(this.db, effect.recorded)
    if (effect.recorded.circle === 'open')
      addToSearch(this.db, effect.recorded, effect.room.texts?.(effect.recorded))
    if (effect.recorded.entry.sig !== undefined && effect.recorded.circle === 'open')
      prepared(
        this.db,
        'INSERT INTO signed_entries (book, leaf, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      ).run(book, leafOf(effect.recorded), seq)
  }

  #projectSeal(book: BookId, seq: number, { sealed, inside }: NonNullable<Judged['seal']>): void {
    prepared(this.db, 'INSERT INTO seals (book, seq, seal, circle) VALUES (?, ?, ?, ?)').run(
      book,
      seq,
      sealed.seal,
      JSON.stringify(sealed.circle),
    )
    if (inside === undefined) return
    prepared(this.db, 'INSERT INTO opened (book, seq, type, status, breaches) VALUES (?, ?, ?, ?, ?)').run(
      book,
      seq,
      inside.entry.type,
      inside.status,
      JSON.stringify(inside.breaches),
    )
  }

  /** Writes every table anew and empties the log: after an erasure nothing that went is left in the folder. */
  forgetGone(): void {
    this.#inTransaction(() => {
      for (const table of tableNames(this.db)) rewriteTable(this.db, table)
    })
    forgetLog(this.db)
  }

  /**
   * Every row of every table, ordered by its key: equal dumps are equal views. Left out are the states that stand stored, for
   * up to where they go depends on how a book came, and up to which change of this archive contents are folded: another
   * archive counts its changes otherwise.
   */
  dump(): string {
    const shown = tableNames(this.db).filter((table) => table !== 'folded_states')
    const lines = shown.flatMap((table) => [
      `-- ${table}`,
      ...this.db
        .prepare(table === 'folded' ? 'SELECT book, size, standing FROM folded' : `SELECT * FROM "${table}"`)
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

/** Tables of rows, each of which is some book's: the index of words is kept apart. */
function tableNames(db: ViewsDb): string[] {
  return db
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .all()
    .map(({ name }) => name)
    .filter((name) => !isOfSearch(name))
}
