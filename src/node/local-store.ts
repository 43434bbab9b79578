/** What this machine knows of its own: followed books, arrivals, peers, refusals (tables of node.db). */
import type { Head } from '../book/checkpoint.ts'
import type { BookId } from '../book/entry.ts'
import type { Holdings } from '../carriage/export.ts'
import type { Manifest } from '../carriage/pack.ts'
import { base64 } from '../kernel/encoding.ts'
import type { Refusal } from '../kernel/result.ts'
import type { Sqlite } from './node-db.ts'

/** How something reached this node. */
export type Via = 'link' | 'carried' | 'written'

export interface Arrival {
  readonly at: string
  readonly via: Via
}

export interface PeerRow {
  readonly url: string
  /** The node behind the address, once heard. */
  readonly node: string | null
  /** Where the last pull left off, in the peer's own counting. */
  readonly pullEpoch: string | null
  readonly pullChange: number | null
  /** Type of the last attempt's failure; null if it went well. */
  readonly failure: string | null
}

const maxRefusalsKept = 1000

export class LocalStore {
  readonly #db: Sqlite
  /** What every append asks and notes. */
  readonly #officer
  readonly #putArrival

  constructor(db: Sqlite) {
    this.#db = db
    this.#officer = db.prepare<[string], { officer: string }>('SELECT officer FROM hosted WHERE book = ?')
    this.#putArrival = db.prepare('INSERT OR REPLACE INTO arrivals (book, at, via, size) VALUES (?, ?, ?, ?)')
  }

  setting(key: string): string | undefined {
    return this.#db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?').get(key)
      ?.value
  }

  /** Writes nothing where it already says so: every start asks for its name and country. */
  setSetting(key: string, value: string): void {
    if (this.setting(key) === value) return
    this.#db.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(key, value)
  }

  /** Books whose pen is here, with the officer in whose name the operator writes. */
  hosted(): Map<BookId, string> {
    const rows = this.#db
      .prepare<[], { book: string; officer: string }>('SELECT * FROM hosted ORDER BY book')
      .all()
    return new Map(rows.map(({ book, officer }) => [book, officer]))
  }

  /** In whose name the operator writes in a book; undefined where its pen is not here. */
  officerOf(book: BookId): string | undefined {
    return this.#officer.get(book)?.officer
  }

  addHosted(book: BookId, officer: string): void {
    this.#db.prepare('INSERT INTO hosted VALUES (?, ?)').run(book, officer)
  }

  dropHosted(book: BookId): void {
    this.#db.prepare('DELETE FROM hosted WHERE book = ?').run(book)
  }

  /** Books the operator follows beyond those its bodies have to do with. */
  added(): BookId[] {
    return this.#db
      .prepare<[], { book: string }>('SELECT book FROM added ORDER BY book')
      .all()
      .map(({ book }) => book)
  }

  follow(book: BookId): void {
    this.#db.prepare('INSERT INTO added VALUES (?) ON CONFLICT DO NOTHING').run(book)
  }

  /** Bytes taken in of books that were not followed then. */
  unfollowedBytes(): Map<BookId, number> {
    const rows = this.#db.prepare<[], { book: string; bytes: number }>('SELECT * FROM unfollowed').all()
    return new Map(rows.map(({ book, bytes }) => [book, bytes]))
  }

  addUnfollowed(book: BookId, bytes: number): void {
    this.#db
      .prepare(
        'INSERT INTO unfollowed VALUES (?, ?) ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes',
      )
      .run(book, bytes)
  }

  arrivals(): Map<BookId, Arrival> {
    const rows = this.#db.prepare<[], Arrival & { book: string }>('SELECT book, at, via FROM arrivals').all()
    return new Map(rows.map(({ book, at, via }) => [book, { at, via }]))
  }

  /**
   * When and how a book grew last. It is only shown: what has arrived is safe in the archive, so nothing waits for this to
   * be on the disk. It is there with the next thing that must be; a power cut before that leaves the earlier arrival.
   */
  noteArrivals(grown: readonly { readonly book: BookId; readonly size: number }[], arrival: Arrival): void {
    this.#db.pragma('synchronous = NORMAL')
    try {
      this.#db.transaction(() => {
        for (const { book, size } of grown) this.#putArrival.run(book, arrival.at, arrival.via, size)
      })()
    } finally {
      this.#db.pragma('synchronous = FULL')
    }
  }

  peers(): PeerRow[] {
    return this.#db
      .prepare<[], PeerRow>(
        'SELECT url, node, pull_epoch AS pullEpoch, pull_change AS pullChange, failure FROM peers ORDER BY url',
      )
      .all()
  }

  addPeer(url: string): void {
    this.#db.prepare('INSERT INTO peers (url) VALUES (?) ON CONFLICT DO NOTHING').run(url)
  }

  notePull(
    url: string,
    node: string,
    token: { readonly epoch: string; readonly change: number } | undefined,
  ): void {
    this.#db
      .prepare('UPDATE peers SET node = ?, pull_epoch = ?, pull_change = ?, failure = NULL WHERE url = ?')
      .run(node, token?.epoch ?? null, token?.change ?? null, url)
  }

  noteFailure(url: string, type: string): void {
    this.#db.prepare('UPDATE peers SET failure = ? WHERE url = ?').run(type, url)
  }

  /** When and how each node was last heard. */
  heard(): Map<string, Arrival> {
    const rows = this.#db.prepare<[], Arrival & { node: string }>('SELECT node, at, via FROM heard').all()
    return new Map(rows.map(({ node, at, via }) => [node, { at, via }]))
  }

  /** A node answered, if only that it has nothing new. */
  noteHeard(node: string, { at, via }: Arrival): void {
    this.#db.prepare('INSERT OR REPLACE INTO heard VALUES (?, ?, ?)').run(node, at, via)
  }

  /** What a node said it holds. */
  noteManifest(manifest: Manifest, arrival: Arrival): void {
    const put = this.#db.prepare('INSERT OR REPLACE INTO heard_books VALUES (?, ?, ?, ?)')
    this.#db.transaction(() => {
      this.noteHeard(manifest.node, arrival)
      if (manifest.complete) this.#db.prepare('DELETE FROM heard_books WHERE node = ?').run(manifest.node)
      for (const [book, size, root] of manifest.books) put.run(manifest.node, book, size, root)
    })()
  }

  /** Books given to a node and accepted by it. */
  noteHolding(node: string, records: readonly Head[]): void {
    const put = this.#db.prepare('INSERT OR REPLACE INTO heard_books VALUES (?, ?, ?, ?)')
    this.#db.transaction(() => {
      for (const { book, size, root } of records) put.run(node, book, size, base64(root))
    })()
  }

  /** What a node was heard to hold; undefined if it was never heard. */
  holdings(node: string): Holdings | undefined {
    if (!this.heard().has(node)) return undefined
    const rows = this.#db
      .prepare<[string], { book: string; size: number; root: string }>(
        'SELECT book, size, root FROM heard_books WHERE node = ?',
      )
      .all(node)
    return new Map(rows.map(({ book, size, root }) => [book, { size, root: size === 0 ? undefined : root }]))
  }

  /** Notes what was refused of one pack, in one transaction. */
  noteRefusals(
    at: string,
    source: string,
    refused: readonly { readonly book: BookId | null; readonly refusal: Refusal }[],
  ): void {
    if (refused.length === 0) return
    const add = this.#db.prepare(
      'INSERT INTO refusals (at, source, book, type, detail) VALUES (?, ?, ?, ?, ?)',
    )
    this.#db.transaction(() => {
      for (const { book, refusal } of refused) {
        const { type, ...figures } = refusal
        add.run(at, source, book, type, JSON.stringify(figures))
      }
      this.#db
        .prepare('DELETE FROM refusals WHERE id <= (SELECT max(id) FROM refusals) - ?')
        .run(maxRefusalsKept)
    })()
  }

  /** Newest first. */
  refusals(limit: number): { at: string; from: string; book: string | null; type: string; detail: string }[] {
    return this.#db
      .prepare<[number], { at: string; from: string; book: string | null; type: string; detail: string }>(
        'SELECT at, source AS "from", book, type, detail FROM refusals ORDER BY id DESC LIMIT ?',
      )
      .all(limit)
  }
}
