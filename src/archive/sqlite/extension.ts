/** Writing an extension's entries and hashes, inside the caller's transaction. */
import { bundleToEntries, entriesToBundle, isCarriable, tileWidth } from '../../book/bundle.ts'
import { type Hash, type Hashes, hashBytes } from '../../book/hash.ts'
import { type CompactRange, extendRange } from '../../book/tree.ts'
import type { Handover } from '../contract.ts'
import { concat } from '../../kernel/encoding.ts'
import type { Sqlite } from './schema.ts'

export type Statements = ReturnType<typeof prepareStatements>

export function prepareStatements(db: Sqlite) {
  return {
    tail: db.prepare<[number, number], { bytes: Buffer; leaf: Buffer }>(
      'SELECT bytes, leaf FROM tail WHERE num = ? AND seq >= ? ORDER BY seq',
    ),
    tailLeaves: db
      .prepare<[number, number], Buffer>('SELECT leaf FROM tail WHERE num = ? AND seq >= ? ORDER BY seq')
      .pluck(),
    addTail: db.prepare('INSERT INTO tail (num, seq, bytes, leaf) VALUES (?, ?, ?, ?)'),
    dropTail: db.prepare('DELETE FROM tail WHERE num = ?'),
    bundle: db.prepare<[number, number], { bytes: Buffer }>(
      'SELECT bytes FROM bundles WHERE num = ? AND n = ?',
    ),
    addBundle: db.prepare('INSERT INTO bundles (num, n, bytes) VALUES (?, ?, ?)'),
    tile: db.prepare<[number, number, number], { hashes: Buffer }>(
      'SELECT hashes FROM tiles WHERE num = ? AND level = ? AND n = ?',
    ),
    lastChange: db.prepare<[], { change: number | null }>('SELECT max(change) AS change FROM changes'),
    addChange: db.prepare('INSERT INTO changes (change, num, size_before) VALUES (?, ?, ?)'),
    setChange: db.prepare('UPDATE books SET change = ? WHERE num = ?'),
    addHandover: db.prepare('INSERT INTO handovers (num, size, checkpoint) VALUES (?, ?, ?)'),
    handovers: db.prepare<[string], Handover>(
      `SELECT handovers.size, handovers.checkpoint FROM handovers JOIN books USING (num)
       WHERE book = ? ORDER BY handovers.size`,
    ),
    putBook: db.prepare(
      `INSERT INTO books (num, book, size, root, range, checkpoint, change) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (num) DO UPDATE SET size = excluded.size, root = excluded.root, range = excluded.range,
         checkpoint = excluded.checkpoint, change = excluded.change`,
    ),
    putTile: db.prepare(
      'INSERT INTO tiles (num, level, n, hashes) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET hashes = excluded.hashes',
    ),
  }
}

/** Stores entries with their leaf hashes after a range of `range.size`, and returns the range they lead to. */
export function storeEntries(
  statements: Statements,
  num: number,
  range: CompactRange,
  entries: readonly Uint8Array[],
  leaves: Hashes,
): CompactRange {
  if (!entries.every(isCarriable)) throw new Error('an entry the framing cannot carry')
  if (leaves.length !== entries.length * hashBytes) throw new Error('a leaf hash for every entry')
  const upper = new Map<number, Hash[]>()
  const next = extendRange(range, leaves, (level, hash) => {
    upper.set(level, [...(upper.get(level) ?? []), hash])
  })
  storeBundles(statements, num, range.size, entries, leaves)
  for (const [level, hashes] of upper) storeTileHashes(statements, num, range.size, level, hashes)
  return next
}

/** Full bundles and level-0 tiles go as blobs; what is left over stays as rows until it fills a bundle. */
function storeBundles(
  statements: Statements,
  num: number,
  size: number,
  entries: readonly Uint8Array[],
  leaves: Hashes,
): void {
  let at = 0
  for (;;) {
    const held = (size + at) % tileWidth
    const end = at + tileWidth - held
    if (end > entries.length) break
    const n = Math.floor((size + at) / tileWidth)
    const tail = held === 0 ? [] : statements.tail.all(num, size + at - held)
    const bundle = entriesToBundle([...tail.map(({ bytes }) => bytes), ...entries.slice(at, end)])
    const tile = concat(...tail.map(({ leaf }) => leaf), leaves.subarray(at * hashBytes, end * hashBytes))
    statements.addBundle.run(num, n, bundle)
    statements.putTile.run(num, 0, n, tile)
    if (tail.length > 0) statements.dropTail.run(num)
    at = end
  }
  for (; at < entries.length; at += 1)
    statements.addTail.run(num, size + at, entries[at], leaves.subarray(at * hashBytes, (at + 1) * hashBytes))
}

/** Tiles above level 0 grow in place; `size` is the book's size before the extension. */
function storeTileHashes(
  statements: Statements,
  num: number,
  size: number,
  level: number,
  hashes: Hash[],
): void {
  let at = Math.floor(size / tileWidth ** level)
  for (let from = 0; from < hashes.length;) {
    const n = Math.floor(at / tileWidth)
    const held = statements.tile.get(num, level, n)?.hashes ?? Buffer.alloc(0)
    const added = hashes.slice(from, from + tileWidth - (at % tileWidth))
    statements.putTile.run(num, level, n, Buffer.concat([held, ...added]))
    from += added.length
    at += added.length
  }
}

/** The first `width` entries of a bundle as bytes, or undefined if fewer are held. */
export function bundleBytes(
  statements: Statements,
  num: number,
  index: number,
  width: number,
): Uint8Array | undefined {
  const full = statements.bundle.get(num, index)?.bytes
  if (full !== undefined && width === tileWidth) return full
  const entries =
    full === undefined
      ? statements.tail.all(num, index * tileWidth).map((row) => row.bytes)
      : bundleToEntries(full)
  return entries === undefined || entries.length < width
    ? undefined
    : entriesToBundle(entries.slice(0, width))
}

/** Entries `[from, to)` of one bundle, or undefined if fewer are held. */
export function bundleEntries(
  statements: Statements,
  num: number,
  from: number,
  to: number,
): Uint8Array[] | undefined {
  const index = Math.floor(from / tileWidth)
  const full = statements.bundle.get(num, index)?.bytes
  const entries =
    full === undefined
      ? statements.tail.all(num, from).map((row) => row.bytes)
      : bundleToEntries(full)?.slice(from - index * tileWidth)
  return entries === undefined || entries.length < to - from ? undefined : entries.slice(0, to - from)
}

/** The first `width` hashes of a tile, or undefined if fewer are held. */
export function tileBytes(
  statements: Statements,
  num: number,
  level: number,
  index: number,
  width: number,
): Uint8Array | undefined {
  const stored = statements.tile.get(num, level, index)?.hashes
  const hashes =
    stored ?? (level === 0 ? Buffer.concat(statements.tailLeaves.all(num, index * tileWidth)) : undefined)
  return hashes === undefined || hashes.length < width * 32 ? undefined : hashes.subarray(0, width * 32)
}
