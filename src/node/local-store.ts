/** What this machine knows of its own: followed books, arrivals, peers, refusals (tables of node.db). */
import type { BookId } from '../book/entry.ts'
import { type Holdings, type Known, toKnown } from '../carriage/export.ts'
import type { Manifest, ManifestLine } from '../carriage/pack.ts'
import type { Refusal } from '../kernel/result.ts'
import { prepared } from '../views/prepared.ts'
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

/** A book as far as it came. */
interface Arrived {
  readonly book: BookId
  readonly size: number
}

const noteAfterMs = 200
const maxRefusalsKept = 1000

export class LocalStore {
  readonly #db: Sqlite
  readonly #inTransaction
  readonly #writtenLately = new Map<BookId, Arrived & { readonly at: string }>()
  #noting: NodeJS.Timeout | undefined
  #chosen = 0

  constructor(db: Sqlite) {
    this.#db = db
    this.#inTransaction = db.transaction((task: () => void) => task())
  }

  setting(key: string): string | undefined {
    return prepared<[string], { value: string }>(this.#db, 'SELECT value FROM settings WHERE key = ?').get(
      key,
    )?.value
  }

  /** Writes nothing where it already says so: every start asks for its name and country. */
  setSetting(key: string, value: string): void {
    if (this.setting(key) === value) return
    prepared(this.#db, 'INSERT OR REPLACE INTO settings VALUES (?, ?)').run(key, value)
  }

  /** Another number whenever what is hosted or added here changed since this store was opened. */
  get chosen(): number {
    return this.#chosen
  }

  /** Another number whenever anything was written to this machine's own file since it was opened. */
  get written(): number {
    return prepared<[], number>(this.#db, 'SELECT total_changes()').pluck().get() ?? 0
  }

  /** Books whose pen is here. */
  hosted(): Set<BookId> {
    const rows = prepared<[], { book: string }>(this.#db, 'SELECT book FROM hosted ORDER BY book').all()
    return new Set(rows.map(({ book }) => book))
  }

  isHosted(book: BookId): boolean {
    return prepared<[string]>(this.#db, 'SELECT 1 FROM hosted WHERE book = ?').get(book) !== undefined
  }

  /** Folders made before there were accounts want an officer named. */
  addHosted(book: BookId): void {
    this.#chosen += 1
    prepared(this.#db, `INSERT INTO hosted (book, officer) VALUES (?, '') ON CONFLICT DO NOTHING`).run(book)
  }

  dropHosted(book: BookId): void {
    this.#chosen += 1
    prepared(this.#db, 'DELETE FROM hosted WHERE book = ?').run(book)
  }

  /**
   * Nodes to be heard before a hosted book is written in again (own-head.ts); undefined where it may be. Empty: none is
   * known to hold it, and only a declaration ends the wait.
   */
  awaited(book: BookId): string[] | undefined {
    const rows = prepared<[string], { node: string }>(
      this.#db,
      'SELECT node FROM awaited WHERE book = ? ORDER BY node',
    ).all(book)
    return rows.length === 0 ? undefined : rows.map(({ node }) => node).filter((node) => node !== '')
  }

  awaitHead(book: BookId, nodes: readonly string[]): void {
    const add = prepared(this.#db, 'INSERT INTO awaited VALUES (?, ?) ON CONFLICT DO NOTHING')
    this.#inTransaction(() => {
      for (const node of nodes.length > 0 ? nodes : ['']) add.run(book, node)
    })
  }

  /** Books that wait for a node to be heard. */
  awaitedBy(node: string): BookId[] {
    return prepared<[string], { book: string }>(this.#db, 'SELECT book FROM awaited WHERE node = ?')
      .all(node)
      .map(({ book }) => book)
  }

  headHeard(book: BookId, node: string): void {
    prepared(this.#db, 'DELETE FROM awaited WHERE book = ? AND node = ?').run(book, node)
  }

  declareHead(book: BookId): void {
    prepared(this.#db, 'DELETE FROM awaited WHERE book = ?').run(book)
  }

  /** Books the operator follows beyond those its bodies have to do with. */
  added(): BookId[] {
    return prepared<[], { book: string }>(this.#db, 'SELECT book FROM added ORDER BY book')
      .all()
      .map(({ book }) => book)
  }

  follow(book: BookId): void {
    this.#chosen += 1
    prepared(this.#db, 'INSERT INTO added VALUES (?) ON CONFLICT DO NOTHING').run(book)
  }

  /** Bytes taken in of books that were not followed then. */
  unfollowedBytes(): Map<BookId, number> {
    const rows = prepared<[], { book: string; bytes: number }>(this.#db, 'SELECT * FROM unfollowed').all()
    return new Map(rows.map(({ book, bytes }) => [book, bytes]))
  }

  addUnfollowed(book: BookId, bytes: number): void {
    prepared(
      this.#db,
      'INSERT INTO unfollowed VALUES (?, ?) ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes',
    ).run(book, bytes)
  }

  /** How much of each book this machine once held. */
  arrivedSizes(): Map<BookId, number> {
    this.noteLately()
    const rows = prepared<[], { book: string; size: number }>(
      this.#db,
      'SELECT book, size FROM arrivals',
    ).all()
    return new Map(rows.map(({ book, size }) => [book, size]))
  }

  /** The archive was put back: books are as long as they are now, and what peers gave since must be asked for again. */
  noteRolledBack(sizes: readonly { readonly book: BookId; readonly size: number }[]): void {
    const put = prepared(this.#db, 'UPDATE arrivals SET size = ? WHERE book = ?')
    this.#inTransaction(() => {
      for (const { book, size } of sizes) put.run(size, book)
      prepared(this.#db, 'UPDATE peers SET pull_epoch = NULL, pull_change = NULL').run()
    })
  }

  arrivals(): Map<BookId, Arrival> {
    this.noteLately()
    const rows = prepared<[], Arrival & { book: string }>(
      this.#db,
      'SELECT book, at, via FROM arrivals',
    ).all()
    return new Map(rows.map(({ book, at, via }) => [book, { at, via }]))
  }

  arrivalOf(book: BookId): Arrival | undefined {
    this.noteLately()
    return prepared<[string], Arrival>(this.#db, 'SELECT at, via FROM arrivals WHERE book = ?').get(book)
  }

  noteArrivals(grown: readonly Arrived[], arrival: Arrival): void {
    this.#inTransaction(() => {
      for (const { book, size } of grown) {
        prepared(this.#db, 'INSERT OR REPLACE INTO arrivals (book, at, via, size) VALUES (?, ?, ?, ?)').run(
          book,
          arrival.at,
          arrival.via,
          size,
        )
      }
    })
  }

  /** The same of a book written here, soon: whoever writes does not wait for what is only shown. */
  noteWritten(written: Arrived, at: string): void {
    this.#writtenLately.set(written.book, { ...written, at })
    this.#noting ??= setTimeout(() => this.#tryToNote(), noteAfterMs).unref()
  }

  /** A full disk must not end a node for what is only shown: it is tried again with the next that is written. */
  #tryToNote(): void {
    try {
      this.noteLately()
    } catch {
      this.#noting = undefined
    }
  }

  /** Notes what was written lately, before it is read and before the file is closed. */
  noteLately(): void {
    clearTimeout(this.#noting)
    this.#noting = undefined
    for (const { at, ...written } of this.#writtenLately.values())
      this.noteArrivals([written], { at, via: 'written' })
    this.#writtenLately.clear()
  }

  peers(): PeerRow[] {
    return prepared<[], PeerRow>(
      this.#db,
      'SELECT url, node, pull_epoch AS pullEpoch, pull_change AS pullChange, failure FROM peers ORDER BY url',
    ).all()
  }

  addPeer(url: string): void {
    prepared(this.#db, 'INSERT INTO peers (url) VALUES (?) ON CONFLICT DO NOTHING').run(url)
  }

  notePull(
    url: string,
    node: string,
    token: { readonly epoch: string; readonly change: number } | undefined,
  ): void {
    prepared(
      this.#db,
      'UPDATE peers SET node = ?, pull_epoch = ?, pull_change = ?, failure = NULL WHERE url = ?',
    ).run(node, token?.epoch ?? null, token?.change ?? null, url)
  }

  noteFailure(url: string, type: string): void {
    prepared(this.#db, 'UPDATE peers SET failure = ? WHERE url = ?').run(type, url)
  }

  /** When and how each node was last heard. */
  heard(): Map<string, Arrival> {
    const rows = prepared<[], Arrival & { node: string }>(this.#db, 'SELECT node, at, via FROM heard').all()
    return new Map(rows.map(({ node, at, via }) => [node, { at, via }]))
  }

  /** A node answered, if only that it has nothing new. */
  noteHeard(node: string, { at, via }: Arrival): void {
    prepared(this.#db, 'INSERT OR REPLACE INTO heard VALUES (?, ?, ?)').run(node, at, via)
  }

  /** What a node said it holds. */
  noteManifest(manifest: Manifest, arrival: Arrival): void {
    this.#inTransaction(() => {
      this.noteHeard(manifest.node, arrival)
      if (manifest.complete) {
        prepared(this.#db, 'DELETE FROM holdings WHERE node = ?').run(manifest.node)
        const wanted = JSON.stringify(manifest.wanted ?? [])
        prepared(this.#db, 'INSERT OR REPLACE INTO wanted VALUES (?, ?)').run(manifest.node, wanted)
      }
      this.noteHolding(manifest.node, manifest.books)
    })
  }

  /** What a node said it holds of these books, or was given and accepted. */
  noteHolding(node: string, lines: readonly ManifestLine[]): void {
    const put = prepared(this.#db, 'INSERT OR REPLACE INTO holdings VALUES (?, ?, ?, ?, ?, ?, ?)')
    this.#inTransaction(() => {
      for (const [book, size, root, side, held = [], sealed = ''] of lines)
        put.run(node, book, size, root, side, JSON.stringify(held), sealed)
    })
  }

  /** Names of the blobs that a node last said it wants (`wantedName` in blobs.ts). */
  wantedBy(node: string): string[] {
    const row = prepared<[string], { hashes: string }>(
      this.#db,
      'SELECT hashes FROM wanted WHERE node = ?',
    ).get(node)
    return row === undefined ? [] : (JSON.parse(row.hashes) as string[])
  }

  /** A node was given these blobs, by the names it asked for: it says itself if it still wants them. */
  noteGiven(node: string, hashes: readonly string[]): void {
    if (hashes.length === 0) return
    const left = this.wantedBy(node).filter((hash) => !hashes.includes(hash))
    prepared(this.#db, 'INSERT OR REPLACE INTO wanted VALUES (?, ?)').run(node, JSON.stringify(left))
  }

  /** Nodes heard to hold anything of a book. */
  holders(book: BookId): string[] {
    return prepared<[string], { node: string }>(
      this.#db,
      'SELECT node FROM holdings JOIN heard USING (node) WHERE book = ? AND size > 0',
    )
      .all(book)
      .map(({ node }) => node)
  }

  /** How much of a book other nodes were heard to hold, and when they were; those that hold least first. */
  copiesOf(book: BookId): { readonly node: string; readonly size: number; readonly at: string }[] {
    return prepared<[string], { node: string; size: number; at: string }>(
      this.#db,
      'SELECT node, size, at FROM holdings JOIN heard USING (node) WHERE book = ? AND size > 0 ORDER BY size, node',
    ).all(book)
  }

  /** What a node was heard to hold; undefined if it was never heard. */
  holdings(node: string): Holdings | undefined {
    if (!this.heard().has(node)) return undefined
    type Row = { book: string; size: number; root: string; side: string; held: string; sealed: string }
    const rows = prepared<[string], Row>(
      this.#db,
      'SELECT book, size, root, side, held, sealed FROM holdings WHERE node = ?',
    ).all(node)
    const known = rows.map(({ book, size, root, side, held, sealed }) =>
      toKnown([book, size, root, side, JSON.parse(held) as number[], sealed]),
    )
    return new Map(rows.map(({ book }, at) => [book, known[at] as Known]))
  }

  /** Notes what was refused of one pack, in one transaction. */
  noteRefusals(
    at: string,
    source: string,
    refused: readonly { readonly book: BookId | null; readonly refusal: Refusal }[],
  ): void {
    if (refused.length === 0) return
    const add = prepared(
      this.#db,
      'INSERT INTO refusals (at, source, book, type, detail) VALUES (?, ?, ?, ?, ?)',
    )
    this.#inTransaction(() => {
      for (const { book, refusal } of refused) {
        const { type, ...figures } = refusal
        add.run(at, source, book, type, JSON.stringify(figures))
      }
      prepared(this.#db, 'DELETE FROM refusals WHERE id <= (SELECT max(id) FROM refusals) - ?').run(
        maxRefusalsKept,
      )
    })
  }

  /** Newest first. */
  refusals(limit: number): { at: string; from: string; book: string | null; type: string; detail: string }[] {
    return prepared<
      [number],
      { at: string; from: string; book: string | null; type: string; detail: string }
    >(this.#db, 'SELECT at, source AS "from", book, type, detail FROM refusals ORDER BY id DESC LIMIT ?').all(
      limit,
    )
  }
}
