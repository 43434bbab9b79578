/** A generated dataset as the engines read it, and the entries added to it later. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteArchive } from '../src/archive/sqlite/sqlite-archive.ts'
import { type Entry, entryToBytes } from '../src/book/entry.ts'
import { chanceOf } from './generator/chance.ts'
import { dateOf } from './generator/draft-book.ts'
import { textOf, titleOf } from './generator/words.ts'
import type { BookMade, Dataset } from './generate.ts'

export const readDataset = (folder: string): Dataset =>
  JSON.parse(readFileSync(join(folder, 'dataset.json'), 'utf8')) as Dataset

/** Every book's entries in order, in memory. */
export async function readEntries(folder: string): Promise<Map<string, Uint8Array[]>> {
  const archive = openSqliteArchive(join(folder, 'books.db'), '')
  const books = new Map<string, Uint8Array[]>()
  for (const { book } of readDataset(folder).books) {
    const all: Uint8Array[] = []
    for await (const entries of archive.entries(book, 0, Number.MAX_SAFE_INTEGER)) all.push(...entries)
    books.set(book, all)
  }
  await archive.close()
  return books
}

export const addedEntries = 100

/** The entries that `round` adds: motions, valid whenever they come, spread over the books. */
export function entriesOfRound(
  { seed, books }: Dataset,
  round: number,
): { readonly book: BookMade; readonly entries: Uint8Array[] }[] {
  const chance = chanceOf(seed, `round ${round}`)
  const spread = books.slice(0, addedEntries)
  return spread.map((book, at) => {
    const count = Math.floor(addedEntries / spread.length) + (at < addedEntries % spread.length ? 1 : 0)
    const entries = Array.from({ length: count }, () => {
      const data = { title: { es: titleOf(chance) }, text: { es: textOf(chance) } }
      const entry: Entry = {
        type: 'motion.put',
        at: dateOf(round * 86_400_000),
        by: book.by,
        cites: [],
        data,
      }
      return entryToBytes(entry)
    })
    return { book, entries }
  })
}
