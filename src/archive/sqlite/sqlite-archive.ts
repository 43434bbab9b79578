/**
 * The archive on SQLite: WAL, synchronous=FULL, one transaction an extension, so that what is acknowledged survives a
 * power cut. Entries are kept as tlog-tiles bundles of 256, the unfinished one as rows.
 */
import { bundleToEntries, tileWidth } from '../../book/bundle.ts'
import type { BookId } from '../../book/entry.ts'
import type { Hash } from '../../book/hash.ts'
import { type CompactRange, emptyRange, rootOf } from '../../book/tree.ts'
import { concat } from '../../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import { checkBook } from '../check.ts'
import {
  type Archive,
  type BookRecord,
  type Conclusion,
  type Damage,
  type Handover,
  type Moved,
  type Step,
  StoredDamage,
} from '../contract.ts'
import { bundleBytes, prepareStatements, storeEntries, tileBytes } from './extension.ts'
import { type Sqlite, openBooksFile } from './schema.ts'

interface BookRow {
  num: number
  book: string
  size: number
  root: Buffer
  range: Buffer
  checkpoint: Buffer
  change: number
}

/** Opens the archive in a file; `epoch` (random) names it if it is new. */
export function openSqliteArchive(path: string, epoch: string): Archive {
  return new SqliteArchive(openBooksFile(path, epoch))
}

/** Thrown to roll an extension back; never leaves this module. */
class Refused {
  constructor(readonly refusal: Moved | Refusal) {}
}

class SqliteArchive implements Archive {
  readonly epoch: string
  readonly #db: Sqlite
  readonly #statements
  readonly #byBook
  readonly #meta

  constructor(db: Sqlite) {
    this.#db = db
    this.#statements = prepareStatements(db)
    this.#byBook = db.prepare<[string], BookRow>('SELECT * FROM books WHERE book = ?')
    this.#meta = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
    this.epoch = this.#meta.get('epoch')?.value ?? ''
  }

  async change(): Promise<number> {
    return Number(this.#meta.get('change')?.value)
  }

  async books(): Promise<BookRecord[]> {
    return this.#db.prepare<[], BookRow>('SELECT * FROM books ORDER BY book').all().map(rowToRecord)
  }

  async grownSince(since: number): Promise<{ book: BookId; sizeThen: number }[]> {
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
    try {
      return accept(this.#db.transaction(() => this.#extend(book, from, steps)).immediate())
    } catch (thrown) {
      if (thrown instanceof Refused) return refuse(thrown.refusal)
      throw thrown
    }
  }

  #extend(book: BookId, from: number, steps: readonly Step[]): BookRecord {
    const row = this.#byBook.get(book)
    if ((row?.size ?? 0) !== from) throw new Refused({ type: 'moved', size: row?.size ?? 0 })
    const num = row?.num ?? this.#newNum()
    let range = row === undefined ? emptyRange : { size: row.size, hashes: toHashes(row.range) }
    let head: { root: Hash; conclusion: Conclusion } | undefined
    for (const step of steps) {
      if (step.entries.length === 0) throw new Error('an extension adds entries')
      range = storeEntries(this.#statements, num, range, step.entries)
      const root = rootOf(range)
      const concluded = step.conclude({ book, size: range.size, root })
      if (!concluded.ok) throw new Refused(concluded.error)
      head = { root, conclusion: concluded.value }
      if (concluded.value.isHandover) this.#addHandover(num, range.size, concluded.value.checkpoint)
    }
    if (head === undefined) throw new Error('an extension adds entries')
    const record = { book, size: range.size, root: head.root, checkpoint: head.conclusion.checkpoint }
    return { ...record, change: this.#putBook(num, from, range, record) }
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

  #putBook(num: number, sizeBefore: number, range: CompactRange, record: Omit<BookRecord, 'change'>): number {
    const change = Number(this.#meta.get('change')?.value) + 1
    const { book, size, root, checkpoint } = record
    this.#statements.putChange.run(String(change))
    this.#statements.addChange.run(change, num, sizeBefore)
    this.#statements.putBook.run(num, book, size, root, concat(...range.hashes), checkpoint, change)
    return change
  }

  async handovers(book: BookId): Promise<Handover[]> {
    return this.#db
      .prepare<[string], Handover>(
        `SELECT handovers.size, handovers.checkpoint FROM handovers JOIN books USING (num)
         WHERE book = ? ORDER BY handovers.size`,
      )
      .all(book)
  }

  async *entries(book: BookId, from: number, to: number): AsyncIterable<Uint8Array[]> {
    const row = this.#byBook.get(book)
    const end = Math.min(to, row?.size ?? 0)
    for (let at = from; row !== undefined && at < end;) {
      const index = Math.floor(at / tileWidth)
      const last = Math.min(end, (index + 1) * tileWidth)
      const bundle = this.#bundle(row.num, index, last - index * tileWidth)
      yield bundle.slice(at - index * tileWidth)
      at = last
    }
  }

  #bundle(num: number, index: number, width: number): Uint8Array[] {
    const bytes = bundleBytes(this.#statements, num, index, width)
    const entries = bytes === undefined ? undefined : bundleToEntries(bytes)
    if (entries === undefined) throw new StoredDamage(`bundle ${index} is damaged`)
    return entries
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

const rowToRecord = ({ book, size, root, checkpoint, change }: BookRow): BookRecord => ({
  book,
  size,
  root,
  checkpoint,
  change,
})

const toHashes = (bytes: Uint8Array): Hash[] =>
  Array.from({ length: bytes.length / 32 }, (_, at) => bytes.slice(at * 32, at * 32 + 32))
