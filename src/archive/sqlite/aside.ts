/** Setting aside what was held of a book from a number on: moved within the caller's transaction, and read as evidence. */
import { bundleToEntries, tileWidth } from '../../book/bundle.ts'
import type { BookId } from '../../book/entry.ts'
import { hashBytes } from '../../book/hash.ts'
import { type Cosignature, type Handover, type SetAside, StoredDamage } from '../contract.ts'
import { type Statements, bundleEntries } from './extension.ts'
import type { Sqlite } from './schema.ts'

/** The book as it is held before, and the number of the change that sets a part of it aside. */
export interface Held {
  readonly num: number
  readonly size: number
  readonly root: Uint8Array
  readonly checkpoint: Uint8Array
  readonly change: number
}

interface AsideRow {
  book: string
  place: number
  from: number
  size: number
  root: Buffer
  checkpoint: Buffer
  handovers: string
  cosignatures: string
}

export class AsideTables {
  readonly #db: Sqlite
  readonly #statements: Statements

  constructor(db: Sqlite, statements: Statements) {
    this.#db = db
    this.#statements = statements
  }

  /** Moves everything of the book from number `from` on, and leaves its entries and hashes as they were at that size. */
  keep(held: Held, from: number): void {
    const { num, size, root, checkpoint, change } = held
    const place = this.#count(num)
    const handovers = this.#handovers(num, from)
    const cosignatures = this.#cosignatures(num, from)
    this.#run(
      'INSERT INTO asides VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      num,
      place,
      from,
      size,
      root,
      checkpoint,
      JSON.stringify(handovers),
      JSON.stringify(cosignatures),
      change,
    )
    this.#copyEntries(num, place, from, size)
    this.#run(
      `INSERT INTO aside_contents SELECT num, ?, seq, salt, inside FROM contents
       WHERE num = ? AND seq >= ? AND inside IS NOT NULL`,
      place,
      num,
      from,
    )
    this.#run('DELETE FROM contents WHERE num = ? AND seq >= ?', num, from)
    for (const table of ['handovers', 'cosignatures'])
      this.#run(`DELETE FROM ${table} WHERE num = ? AND size > ?`, num, from)
    for (const table of ['fork_proofs', 'vouchings'])
      this.#run(`DELETE FROM ${table} WHERE num = ? AND seq > ?`, num, from)
    this.#cutBundles(num, from)
    this.#cutTiles(num, from)
  }

  #run(sql: string, ...values: readonly unknown[]): void {
    this.#db.prepare(sql).run(...values)
  }

  #count(num: number): number {
    return (
      this.#db
        .prepare<[number], { count: number }>('SELECT count(*) AS count FROM asides WHERE num = ?')
        .get(num)?.count ?? 0
    )
  }

  /** Checkpoints as base64, for JSON. */
  #handovers(num: number, from: number): { size: number; checkpoint: string }[] {
    return this.#db
      .prepare<[number, number], { size: number; checkpoint: Buffer }>(
        'SELECT size, checkpoint FROM handovers WHERE num = ? AND size > ? ORDER BY size',
      )
      .all(num, from)
      .map(({ size, checkpoint }) => ({ size, checkpoint: checkpoint.toString('base64') }))
  }

  #cosignatures(num: number, from: number): Cosignature[] {
    return this.#db
      .prepare<[number, number], Cosignature>(
        'SELECT witness, size, line FROM cosignatures WHERE num = ? AND size > ? ORDER BY witness',
      )
      .all(num, from)
  }

  #copyEntries(num: number, place: number, from: number, size: number): void {
    const add = this.#db.prepare('INSERT INTO aside_entries (num, place, seq, bytes) VALUES (?, ?, ?, ?)')
    for (let at = from; at < size;) {
      const to = Math.min(size, (Math.floor(at / tileWidth) + 1) * tileWidth)
      const entries = bundleEntries(this.#statements, num, at, to)
      if (entries === undefined) throw new StoredDamage(`entries from ${at} are damaged`)
      for (const [offset, bytes] of entries.entries()) add.run(num, place, at + offset, bytes)
      at = to
    }
  }

  /** What remains of the bundle that `from` cuts stands as rows again. */
  #cutBundles(num: number, from: number): void {
    const [n, width] = [Math.floor(from / tileWidth), from % tileWidth]
    const bundle = this.#statements.bundle.get(num, n)?.bytes
    const leaves = this.#statements.tile.get(num, 0, n)?.hashes
    if (bundle === undefined) this.#run('DELETE FROM tail WHERE num = ? AND seq >= ?', num, from)
    else {
      const entries = bundleToEntries(bundle)?.slice(0, width)
      if (entries === undefined || leaves === undefined) throw new StoredDamage(`bundle ${n} is damaged`)
      this.#statements.dropTail.run(num)
      for (const [at, bytes] of entries.entries()) {
        const leaf = leaves.subarray(at * hashBytes, (at + 1) * hashBytes)
        this.#statements.addTail.run(num, n * tileWidth + at, bytes, leaf)
      }
    }
    this.#run('DELETE FROM bundles WHERE num = ? AND n >= ?', num, n)
    this.#run('DELETE FROM tiles WHERE num = ? AND level = 0 AND n >= ?', num, n)
  }

  /** Tiles above level 0 keep the hashes of subtrees that end before `from`. */
  #cutTiles(num: number, from: number): void {
    const levels = this.#db
      .prepare<[number], { level: number }>('SELECT DISTINCT level FROM tiles WHERE num = ? AND level > 0')
      .all(num)
    for (const { level } of levels) {
      const count = Math.floor(from / tileWidth ** level)
      const [n, width] = [Math.floor(count / tileWidth), count % tileWidth]
      const cut = this.#statements.tile.get(num, level, n)?.hashes.subarray(0, width * hashBytes)
      this.#run('DELETE FROM tiles WHERE num = ? AND level = ? AND n >= ?', num, level, n)
      if (cut !== undefined && width > 0) this.#statements.putTile.run(num, level, n, cut)
    }
  }

  of(book: BookId): SetAside[] {
    return this.#db
      .prepare<[string], AsideRow>(
        `SELECT book, place, from_seq AS "from", asides.size, asides.root, asides.checkpoint, handovers, cosignatures
         FROM asides JOIN books USING (num) WHERE book = ? ORDER BY place`,
      )
      .all(book)
      .map(({ handovers, cosignatures, ...row }) => ({
        ...row,
        handovers: (JSON.parse(handovers) as { size: number; checkpoint: string }[]).map(toHandover),
        cosignatures: JSON.parse(cosignatures) as Cosignature[],
      }))
  }

  entries(book: BookId, place: number, from: number, to: number): Uint8Array[] {
    return this.#db
      .prepare<[string, number, number, number], { bytes: Buffer }>(
        `SELECT bytes FROM aside_entries JOIN books USING (num)
         WHERE book = ? AND place = ? AND seq >= ? AND seq < ? ORDER BY seq`,
      )
      .all(book, place, from, to)
      .map(({ bytes }) => bytes)
  }
}

const toHandover = ({ size, checkpoint }: { size: number; checkpoint: string }): Handover => ({
  size,
  checkpoint: Buffer.from(checkpoint, 'base64'),
})
