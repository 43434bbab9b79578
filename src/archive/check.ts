/** A full check of a stored book: every entry is read and hashed again, and every hash stored is compared. */
import { tileWidth } from '../book/bundle.ts'
import type { BookId } from '../book/entry.ts'
import { type Hash, leafHash } from '../book/hash.ts'
import { type CompactRange, emptyRange, extendRange, rootOf } from '../book/tree.ts'
import { concat, equalBytes } from '../kernel/encoding.ts'
import type { Archive, Damage } from './contract.ts'

/** Hashes by tile level, level 0 being the leaves. */
type Levels = Map<number, Hash[]>

/** The first damage found, in order of entries; undefined if there is none or the book is not held. */
export async function checkBook(archive: Archive, book: BookId): Promise<Damage | undefined> {
  const record = await archive.book(book)
  if (record === undefined) return undefined
  const levels: Levels = new Map()
  let range = emptyRange
  try {
    for await (const entries of archive.entries(book, 0, record.size))
      range = recompute(range, levels, entries)
  } catch {
    return { type: 'entries-damaged', seq: range.size }
  }
  const damaged = await firstDamagedTile(archive, book, levels)
  if (damaged !== undefined) return { type: 'tiles-damaged', seq: damaged }
  const isWhole = range.size === record.size && equalBytes(rootOf(range), record.root)
  return isWhole ? undefined : { type: 'root-mismatch', seq: range.size }
}

function recompute(range: CompactRange, levels: Levels, entries: readonly Uint8Array[]): CompactRange {
  const add = (level: number, hash: Hash) => {
    const hashes = levels.get(level)
    if (hashes === undefined) levels.set(level, [hash])
    else hashes.push(hash)
  }
  const leaves = entries.map(leafHash)
  for (const leaf of leaves) add(0, leaf)
  return extendRange(range, leaves, add)
}

/** The first entry under a tile that is not what the entries give. */
async function firstDamagedTile(archive: Archive, book: BookId, levels: Levels): Promise<number | undefined> {
  for (const [level, hashes] of levels) {
    for (let from = 0; from < hashes.length; from += tileWidth) {
      const expected = concat(...hashes.slice(from, from + tileWidth))
      const stored = await archive.tile(book, level, from / tileWidth, expected.length / 32)
      if (stored === undefined || !equalBytes(stored, expected)) return from * tileWidth ** level
    }
  }
  return undefined
}
