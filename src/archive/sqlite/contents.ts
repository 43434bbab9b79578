/** Contents of seals, submissions and blobs on SQLite: overwritten when they go (secure_delete), and out of the log too. */
import type { BookId } from '../../book/entry.ts'
import type { Blob, BlobStore, ContentStore, HeldContent, Submission, SubmissionStore } from '../contents.ts'
import { type Sqlite, forgetLog, rewriteTable } from './schema.ts'

/** A book's number and size in this file. */
export type Place = { readonly num: number; readonly size: number }

/** What these tables need of the archive they are in. */
export interface Books {
  placeOf(book: BookId): Place | undefined
  /** Numbers a change of a book. */
  noteChange(place: Place): number
}

interface ContentRow {
  seq: number
  salt: Buffer
  inside: Buffer
}

export class SqliteContents implements ContentStore {
  readonly #db: Sqlite
  readonly #books: Books
  readonly #put
  readonly #noteOnBook

  constructor(db: Sqlite, books: Books) {
    this.#db = db
    this.#books = books
    this.#put = db.prepare(
      'INSERT INTO contents (num, seq, salt, inside, change) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    this.#noteOnBook = db.prepare('UPDATE books SET content_change = ? WHERE num = ?')
  }

  async seqs(book: BookId, since = 0): Promise<number[]> {
    return this.#db
      .prepare<[string, number], { seq: number }>(
        `SELECT seq FROM contents JOIN books USING (num)
         WHERE book = ? AND contents.change > ? AND inside IS NOT NULL ORDER BY seq`,
      )
      .all(book, since)
      .map(({ seq }) => seq)
  }

  async read(book: BookId, from: number, to: number): Promise<HeldContent[]> {
    return this.#db
      .prepare<[string, number, number], ContentRow>(
        `SELECT seq, salt, inside FROM contents JOIN books USING (num)
         WHERE book = ? AND seq >= ? AND seq < ? AND inside IS NOT NULL ORDER BY seq`,
      )
      .all(book, from, to)
  }

  /** Within the caller's transaction, whose change number is `change`. */
  put(num: number, contents: readonly HeldContent[], change: number): boolean {
    let added = 0
    for (const { seq, salt, inside } of contents)
      added += this.#put.run(num, seq, salt, inside, change).changes
    if (added > 0) this.#noteOnBook.run(change, num)
    return added > 0
  }

  /** Within the caller's transaction: what is folded of the book's contents is no longer so. */
  noteOn(num: number, change: number): void {
    this.#noteOnBook.run(change, num)
  }

  async add(
    all: readonly { readonly book: BookId; readonly contents: readonly HeldContent[] }[],
  ): Promise<number> {
    const addAll = this.#db.transaction(() => all.filter((one) => this.#addTo(one)).length)
    return all.length === 0 ? 0 : addAll.immediate()
  }

  #addTo({ book, contents }: { readonly book: BookId; readonly contents: readonly HeldContent[] }): boolean {
    const place = this.#books.placeOf(book)
    if (place === undefined) return false
    const held = this.#db.prepare<[number, number]>('SELECT 1 FROM contents WHERE num = ? AND seq = ?')
    const fresh = contents.filter(({ seq }) => seq < place.size && held.get(place.num, seq) === undefined)
    return fresh.length > 0 && this.put(place.num, fresh, this.#books.noteChange(place))
  }

  async erase(book: BookId, seqs: readonly number[]): Promise<number> {
    const drop = this.#db.prepare(
      `INSERT INTO contents (num, seq, salt, inside, change) VALUES (@num, @seq, NULL, NULL, @change)
       ON CONFLICT DO UPDATE SET salt = NULL, inside = NULL, change = @change`,
    )
    const gone = this.#db.prepare<[number, number]>(
      'SELECT 1 FROM contents WHERE num = ? AND seq = ? AND inside IS NULL',
    )
    const count = this.#db
      .transaction(() => {
        const place = this.#books.placeOf(book)
        const going = place === undefined ? [] : seqs.filter((seq) => gone.get(place.num, seq) === undefined)
        if (place === undefined || going.length === 0) return 0
        const change = this.#books.noteChange(place)
        const { num } = place
        this.#noteOnBook.run(change, num)
        for (const seq of going) drop.run({ num, seq, change })
        rewriteTable(this.#db, 'contents')
        return going.length
      })
      .immediate()
    if (count > 0) forgetLog(this.#db)
    return count
  }

  async lowestChanged(book: BookId, since: number): Promise<number | undefined> {
    const row = this.#db
      .prepare<[string, number, string, number], { seq: number | null }>(
        `SELECT min(seq) AS seq FROM (
           SELECT seq FROM contents JOIN books USING (num) WHERE book = ? AND contents.change > ?
           UNION ALL SELECT from_seq FROM asides JOIN books USING (num) WHERE book = ? AND asides.change > ?)`,
      )
      .get(book, since, book, since)
    return row?.seq ?? undefined
  }

  async aside(book: BookId): Promise<(HeldContent & { place: number })[]> {
    return this.#db
      .prepare<[string], ContentRow & { place: number }>(
        `SELECT place, seq, salt, inside FROM aside_contents JOIN books USING (num) WHERE book = ? ORDER BY place, seq`,
      )
      .all(book)
  }

  async eraseAside(book: BookId, place: number, seq: number): Promise<void> {
    this.#db
      .transaction(() => {
        const { num } = this.#books.placeOf(book) ?? { num: 0 }
        this.#db
          .prepare('DELETE FROM aside_contents WHERE num = ? AND place = ? AND seq = ?')
          .run(num, place, seq)
        rewriteTable(this.#db, 'aside_contents')
      })
      .immediate()
    forgetLog(this.#db)
  }
}

interface SubmissionRow {
  id: string
  outer: Buffer
  salt: Buffer | null
  inside: Buffer | null
}

export class SqliteSubmissions implements SubmissionStore {
  readonly #db: Sqlite
  readonly #books: Books
  readonly #any
  readonly #withAny

  constructor(db: Sqlite, books: Books) {
    this.#db = db
    this.#books = books
    this.#any = db.prepare<[string]>(
      'SELECT 1 FROM submissions JOIN books USING (num) WHERE book = ? LIMIT 1',
    )
    this.#withAny = db.prepare<[], { book: string }>(
      'SELECT DISTINCT book FROM submissions JOIN books USING (num)',
    )
  }

  async isAny(book: BookId): Promise<boolean> {
    return this.#any.get(book) !== undefined
  }

  async of(book: BookId, since = 0): Promise<Submission[]> {
    return this.#db
      .prepare<[string, number], SubmissionRow>(
        `SELECT id, outer, salt, inside FROM submissions JOIN books USING (num)
         WHERE book = ? AND submissions.change > ? ORDER BY id`,
      )
      .all(book, since)
      .map(({ id, outer, salt, inside }) => ({
        id,
        outer,
        content: salt === null || inside === null ? undefined : { salt, inside },
      }))
  }

  async books(): Promise<Set<BookId>> {
    return new Set(this.#withAny.all().map(({ book }) => book))
  }

  async add(book: BookId, submissions: readonly Submission[]): Promise<number> {
    const put = this.#db.prepare(
      'INSERT INTO submissions (num, id, outer, salt, inside, change) VALUES (?, ?, ?, ?, ?, ?)',
    )
    const held = this.#db.prepare<[number, string]>('SELECT 1 FROM submissions WHERE num = ? AND id = ?')
    return this.#db
      .transaction(() => {
        const place = this.#books.placeOf(book)
        if (place === undefined) return 0
        let added = 0
        for (const { id, outer, content } of submissions) {
          if (held.get(place.num, id) !== undefined) continue
          const change = this.#books.noteChange(place)
          put.run(place.num, id, outer, content?.salt ?? null, content?.inside ?? null, change)
          added += 1
        }
        return added
      })
      .immediate()
  }

  async drop(book: BookId, ids: readonly string[]): Promise<void> {
    const remove = this.#db.prepare(
      'DELETE FROM submissions WHERE id = ? AND num = (SELECT num FROM books WHERE book = ?)',
    )
    const gone = this.#db
      .transaction(() => {
        const count = ids.reduce((sum, id) => sum + remove.run(id, book).changes, 0)
        if (count > 0) rewriteTable(this.#db, 'submissions')
        return count
      })
      .immediate()
    if (gone > 0) forgetLog(this.#db)
  }
}

export class SqliteBlobs implements BlobStore {
  readonly #db: Sqlite

  constructor(db: Sqlite) {
    this.#db = db
  }

  async get(hash: string): Promise<Blob | undefined> {
    return this.#db
      .prepare<[string], { hash: string; type: string; bytes: Buffer }>(
        'SELECT hash, type, bytes FROM blobs WHERE hash = ?',
      )
      .get(hash)
  }

  async held(hashes: readonly string[]): Promise<Set<string>> {
    const one = this.#db.prepare<[string]>('SELECT 1 FROM blobs WHERE hash = ?')
    return new Set(hashes.filter((hash) => one.get(hash) !== undefined))
  }

  async sizes(): Promise<Map<string, number>> {
    const rows = this.#db
      .prepare<[], { hash: string; size: number }>('SELECT hash, length(bytes) AS size FROM blobs')
      .all()
    return new Map(rows.map(({ hash, size }) => [hash, size]))
  }

  async put({ hash, type, bytes }: Blob): Promise<void> {
    this.#db
      .prepare('INSERT INTO blobs (hash, type, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(hash, type, bytes)
  }

  async drop(hashes: readonly string[]): Promise<void> {
    const remove = this.#db.prepare('DELETE FROM blobs WHERE hash = ?')
    const gone = this.#db
      .transaction(() => hashes.reduce((sum, hash) => sum + remove.run(hash).changes, 0))
      .immediate()
    if (gone > 0) forgetLog(this.#db)
  }
}
