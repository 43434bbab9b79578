/**
 * The floor: what one core must do, written straight. RFC 6962 leaf and inner hashes, and bundles of 256 into SQLite
 * (WAL, synchronous=FULL), one transaction and so one flush a book. Nothing of src/ is used but to read the dataset.
 */
import { hash } from 'node:crypto'
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { readEntries } from '../dataset.ts'

export interface Floor {
  readonly entries: number
  /** Microseconds an entry. */
  readonly hashUs: number
  readonly insertUs: number
  /** Milliseconds of one fdatasync after a write of a bundle's size, the median of one a book. */
  readonly fdatasyncMs: number
}

export type FloorPart = {
  measure(parameters: { readonly dataset: string; readonly folder: string }): Promise<Floor>
}

export const floorPart = (): FloorPart => ({
  async measure({ dataset, folder }) {
    const books = [...(await readEntries(dataset)).values()]
    const entries = books.reduce((sum, book) => sum + book.length, 0)
    const hashMs = elapsed(() => books.forEach(hashBook))
    const insertMs = insertAll(join(folder, 'floor.db'), books)
    return {
      entries,
      hashUs: (hashMs * 1000) / entries,
      insertUs: (insertMs * 1000) / entries,
      fdatasyncMs: flushes(join(folder, 'floor.bin'), books.length),
    }
  },
})

function elapsed(task: () => void): number {
  const start = performance.now()
  task()
  return performance.now() - start
}

/** The root's peaks of one book: a leaf hash an entry, an inner hash for each pair completed. */
function hashBook(entries: readonly Uint8Array[]): void {
  const leaf = Buffer.alloc(65_536)
  const inner = Buffer.alloc(65, 1)
  const peaks: Buffer[] = []
  for (let seq = 0; seq < entries.length; seq += 1) {
    const entry = entries[seq] as Uint8Array
    leaf.set(entry, 1)
    let merged = hash('sha256', leaf.subarray(0, entry.length + 1), 'buffer')
    for (let rest = seq; rest % 2 === 1; rest >>= 1) {
      inner.set(peaks.pop() as Buffer, 1)
      inner.set(merged, 33)
      merged = hash('sha256', inner, 'buffer')
    }
    peaks.push(merged)
  }
}

function insertAll(path: string, books: readonly (readonly Uint8Array[])[]): number {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE bundles (num INTEGER, n INTEGER, bytes BLOB, PRIMARY KEY (num, n))')
  const insert = db.prepare('INSERT INTO bundles VALUES (?, ?, ?)')
  const insertBook = db.transaction((num: number, entries: readonly Uint8Array[]) => {
    for (let from = 0; from < entries.length; from += 256)
      insert.run(num, from / 256, bundleOf(entries.slice(from, from + 256)))
  })
  const ms = elapsed(() => books.forEach((entries, num) => insertBook(num, entries)))
  db.close()
  return ms
}

function bundleOf(entries: readonly Uint8Array[]): Buffer {
  const bundle = Buffer.allocUnsafe(entries.reduce((sum, { length }) => sum + 2 + length, 0))
  let at = 0
  for (const entry of entries) {
    at = bundle.writeUInt16BE(entry.length, at)
    bundle.set(entry, at)
    at += entry.length
  }
  return bundle
}

function flushes(path: string, count: number): number {
  const file = openSync(path, 'w')
  const bytes = Buffer.alloc(75_000, 1)
  const times = Array.from({ length: count }, () => {
    writeSync(file, bytes)
    return elapsed(() => fdatasyncSync(file))
  })
  closeSync(file)
  return times.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? 0
}
