/**
 * The archive on SQLite: WAL, synchronous=FULL, one transaction an extension, so that what is acknowledged survives a
 * power cut. Entries are kept as tlog-tiles bundles of 256, the unfinished one as rows.
 */
import { tileWidth } from '../../book/bundle.ts'
import type { BookId } from '../../book/entry.ts'
import { type Hash, leafHashes } from '../../book/hash.ts'
import { type CompactRange, emptyRange, rootOf, toHashes } from '../../book/tree.ts'
import { concat } from '../../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import { checkBook } from '../check.ts'
import type { HeldContent } from '../contents.ts'
import {
  type Archive,
  type BookRecord,
  type BookSideData,
  type Conclusion,
  type Damage,
  type Handover,
  type Moved,
  type SetAside,
  type SideData,
  type Step,
  StoredDamage,
  agreedSize,
} from '../contract.ts'
import { rangeAt } from '../subtrees.ts'
import { type Books, SqliteBlobs, SqliteContents, SqliteSubmissions } from './contents.ts'
import { bundleBytes, bundleEntries, prepareStatements, storeEntries, tileBytes } from './extension.ts'
import { type Sqlite, openBooksFile } from './schema.ts'
import { AsideTables } from './aside.ts'
import { SideDataTables } from './side-data.ts'

interface BookRow {
  num: number
  book: string
  size: number
  root: Buffer
  range: Buffer
  checkpoint: Buffer
  change: number
  content_change: number
  settled: number
  forkedAt: number | null
}

const selectBooks = `SELECT books.*,
  (SELECT min(seq) FROM fork_proofs WHERE num = books.num AND seq >= books.settled) AS forkedAt FROM books`

/** Opens the archive in a file; `epoch` (random) names it if it is new. */
export function openSqliteArchive(path: string, epoch: string): Archive {
  return new SqliteArchive(openBooksFile(path, epoch))
}

/** Thrown to roll an extension back; never leaves this module. */
class Refused {
  constructor(readonly refusal: Moved | Refusal) {}
}

function orRefused<T>(task: () => T): Result<T, Refusal> {
  try {
    return accept(task())
  } catch (thrown) {
    if (thrown instanceof Refused) return refuse(thrown.refusal)
    throw thrown
  }
}

class SqliteArchive implements Archive {
  readonly contents: SqliteContents
  readonly submissions: SqliteSubmissions
  readonly blobs: SqliteBlobs
  readonly #db: Sqlite
  readonly #statements
  readonly #sideData
  readonly #asides
  readonly #extension
  readonly #exchange
  readonly #settlement
  readonly #addition
  readonly #byBook
  readonly #written
  readonly #meta

  constructor(db: Sqlite) {
    this.#db = db
    this.#statements = prepareStatements(db)
    this.#sideData = new SideDataTables(db)
    this.#asides = new AsideTables(db, this.#statements)
    const books: Books = {
      placeOf: (book) => this.#byBook.get(book),
      noteChange: ({ num, size }) => this.#noteChange(num, size),
    }
    this.contents = new SqliteContents(db, books)
    this.submissions = new SqliteSubmissions(db, books)
    this.blobs = new SqliteBlobs(db)
    this.#extension = db.transaction((...extension: Parameters<typeof this.extend>) =>
      this.#extend(...extension),
    )
    this.#exchange = db.transaction((before: BookRow, range: CompactRange, steps: readonly Step[]) =>
      this.#setAside(before, range, steps),
    )
    this.#settlement = db.transaction((book: BookId, seq: number) => this.#settle(book, seq))
    this.#addition = db.transaction(
      (all: readonly BookSideData[]) => all.filter((data) => this.#addSideData(data)).length,
    )
    this.#byBook = db.prepare<[string], BookRow>(`${selectBooks} WHERE book = ?`)
    this.#written = db.prepare<[], number>('SELECT total_changes()').pluck()
    this.#meta = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
  }

  get epoch(): string {
    return this.#meta.get('epoch')?.value ?? ''
  }

  async renewEpoch(epoch: string): Promise<void> {
    this.#db.prepare(`UPDATE meta SET value = ? WHERE key = 'epoch'`).run(epoch)
  }

  async change(): Promise<number> {
    return this.#lastChange()
  }

  get written(): number {
    return this.#written.get() ?? 0
  }

  #lastChange(): number {
    return this.#statements.lastChange.get()?.change ?? 0
  }

  async books(): Promise<BookRecord[]> {
    return this.#db.prepare<[], BookRow>(`${selectBooks} ORDER BY book`).all().map(rowToRecord)
  }

  async changedSince(since: number): Promise<{ book: BookId; sizeThen: number }[]> {
    return this.#db
      .prepare<[number], { book: string; sizeThen: number }>(
        `SELECT book, min(size_before) AS sizeThen FROM changes JOIN books USING (num)
         WHERE changes.change > ? GROUP BY num ORDER BY book`,
      )
      .all(since)
  }

  async book(book: BookId): Promise<BookRecord | undefined> {
    const row = this.#byBook.get(book)
    return row === undefined ? undefined : rowToRecord(row)
  }

  async extend(
    book: BookId,
    from: number,
    steps: readonly Step[],
  ): Promise<Result<BookRecord, Moved | Refusal>> {
    return orRefused(() => this.#extension.immediate(book, from, steps))
  }

  #extend(book: BookId, from: number, steps: readonly Step[]): BookRecord {
    const row = this.#byBook.get(book)
    if ((row?.size ?? 0) !== from) throw new Refused({ type: 'moved', size: row?.size ?? 0 })
    const num = row?.num ?? this.#newNum()
    let range = row === undefined ? emptyRange : { size: row.size, hashes: toHashes(row.range) }
    let head: { root: Hash; conclusion: Conclusion } | undefined
    const contents: HeldContent[] = []
    for (const step of steps) {
      if (step.entries.length === 0) throw new Error('an extension adds entries')
      range = storeEntries(
        this.#statements,
        num,
        range,
        step.entries,
        step.leaves ?? leafHashes(step.entries),
      )
      const root = rootOf(range)
      const concluded = step.conclude({ book, size: range.size, root })
      if (!concluded.ok) throw new Refused(concluded.error)
      head = { root, conclusion: concluded.value }
      contents.push(...(step.contents ?? []))
      if (concluded.value.isHandover) this.#addHandover(num, range.size, concluded.value.checkpoint)
    }
    if (head === undefined) throw new Error('an extension adds entries')
    const { root, conclusion } = head
    const record = { book, size: range.size, root, checkpoint: conclusion.checkpoint }
    const change = this.#nextChange(num, from)
    this.#putBook(num, range, { ...record, change })
    const hasNew = contents.length > 0 && this.contents.put(num, contents, change)
    const contentChange = hasNew ? change : (row?.content_change ?? 0)
    return { ...record, change, contentChange, forkedAt: row?.forkedAt ?? undefined }
  }

  async setAside(
    book: BookId,
    size: number,
    from: number,
    steps: readonly Step[],
  ): Promise<Result<BookRecord, Moved | Refusal>> {
    const before = this.#byBook.get(book)
    if (before?.size !== size) return refuse({ type: 'moved', size: before?.size ?? 0 })
    if (from < 1 || from >= size) throw new Error('something is set aside, and never a founding')
    const range = await rangeAt(this, book, from)
    return orRefused(() => this.#exchange.immediate(before, range, steps))
  }

  /** `before` as it was when `range` was read: nothing of it may have changed since. */
  #setAside(before: BookRow, range: CompactRange, steps: readonly Step[]): BookRecord {
    const { num, book } = before
    const row = this.#byBook.get(book)
    if (row?.size !== before.size || row.change !== before.change)
      throw new Refused({ type: 'moved', size: row?.size ?? 0 })
    const change = this.#lastChange() + 1
    this.#asides.keep({ ...row, change }, range.size)
    this.#putBook(num, range, { ...rowToRecord(row), size: range.size, root: rootOf(range) })
    const record = this.#extend(book, range.size, steps)
    this.contents.noteOn(num, change)
    return { ...record, contentChange: change }
  }

  async setAsides(book: BookId): Promise<SetAside[]> {
    return this.#asides.of(book)
  }

  async *asideEntries(book: BookId, place: number, from: number, to: number): AsyncIterable<Uint8Array[]> {
    const aside = this.#asides.of(book)[place]
    const end = Math.min(to, aside?.size ?? 0)
    for (let at = Math.max(from, aside?.from ?? 0); at < end; at += tileWidth)
      yield this.#asides.entries(book, place, at, Math.min(end, at + tileWidth))
  }

  #newNum(): number {
    return (
      this.#db.prepare<[], { num: number }>('SELECT coalesce(max(num), 0) + 1 AS num FROM books').get()
        ?.num ?? 1
    )
  }

  #addHandover(num: number, size: number, checkpoint: Uint8Array): void {
    this.#statements.addHandover.run(num, size, checkpoint)
  }

  #nextChange(num: number, sizeBefore: number): number {
    const change = this.#lastChange() + 1
    this.#statements.addChange.run(change, num, sizeBefore)
    return change
  }

  #noteChange(num: number, size: number): number {
    const change = this.#nextChange(num, size)
    this.#statements.setChange.run(change, num)
    return change
  }

  #putBook(num: number, range: CompactRange, record: Omit<BookRecord, 'forkedAt' | 'contentChange'>): void {
    const { book, size, root, checkpoint, change } = record
    this.#statements.putBook.run(num, book, size, root, concat(...range.hashes), checkpoint, change)
  }

  async addSideData(all: readonly BookSideData[]): Promise<number> {
    if (all.length === 0) return 0
    return this.#addition.immediate(all)
  }

  #addSideData(data: BookSideData): boolean {
    const row = this.#byBook.get(data.book)
    if (row === undefined) return false
    const next = this.#lastChange() + 1
    if (!this.#sideData.put(row.num, data, next)) return false
    this.#noteChange(row.num, row.size)
    return true
  }

  async settle(book: BookId, seq: number): Promise<boolean> {
    return this.#settlement.immediate(book, seq)
  }

  #settle(book: BookId, seq: number): boolean {
    const before = this.#byBook.get(book)
    if (before === undefined || before.settled === seq) return false
    this.#db.prepare('UPDATE books SET settled = ? WHERE num = ?').run(seq, before.num)
    const after = this.#byBook.get(book) ?? before
    if (after.forkedAt === before.forkedAt) return false
    const stood = [before, after].map((row) => agreedSize(rowToRecord(row)))
    this.#noteChange(before.num, Math.min(...stood))
    return true
  }

  async sideData(book: BookId, since = 0): Promise<SideData> {
    const row = this.#byBook.get(book)
    return row === undefined ? { cosignatures: [], forks: [] } : this.#sideData.get(row.num, since)
  }

  async handovers(book: BookId): Promise<Handover[]> {
    return this.#statements.handovers.all(book)
  }

  async *entries(book: BookId, from: number, to: number): AsyncIterable<Uint8Array[]> {
    const row = this.#byBook.get(book)
    const end = Math.min(to, row?.size ?? 0)
    for (let at = from; row !== undefined && at < end;) {
      const last = Math.min(end, (Math.floor(at / tileWidth) + 1) * tileWidth)
      const entries = bundleEntries(this.#statements, row.num, at, last)
      if (entries === undefined) throw new StoredDamage(`entries from ${at} are damaged`)
      yield entries
      at = last
    }
  }

  async bundle(book: BookId, index: number, width: number): Promise<Uint8Array | undefined> {
    const row = this.#byBook.get(book)
    return row === undefined ? undefined : bundleBytes(this.#statements, row.num, index, width)
  }

  async tile(book: BookId, level: number, index: number, width: number): Promise<Uint8Array | undefined> {
    const row = this.#byBook.get(book)
    return row === undefined ? undefined : tileBytes(this.#statements, row.num, level, index, width)
  }

  async check(book: BookId): Promise<Damage | undefined> {
    return checkBook(this, book)
  }

  async close(): Promise<void> {
    this.#db.close()
  }
}

const rowToRecord = (row: BookRow): BookRecord => {
  const { book, size, root, checkpoint, change, content_change: contentChange } = row
  return { book, size, root, checkpoint, change, contentChange, forkedAt: row.forkedAt ?? undefined }
}
