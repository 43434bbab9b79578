/** The generator of bench/: what it makes is what bodies write, in bulk by the rules and in small through the commands. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { generate, grownFrom10000 } from '../../bench/generate.ts'
import { generateByCommands } from '../../bench/generator/by-commands.ts'
import { openSqliteArchive } from '../../src/archive/sqlite/sqlite-archive.ts'
import { verifyBook } from '../../src/archive/verify.ts'
import { parseEntry } from '../../src/book/entry.ts'
import { base64 } from '../../src/kernel/encoding.ts'
import { unwrap } from '../../src/kernel/result.ts'
import { rooms } from '../../src/node/rooms.ts'
import { Views } from '../../src/views/views.ts'

const folder = mkdtempSync(join(tmpdir(), 'apachita-generator-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What an archive holds: sizes and roots by book, the types of its entries, and how many are not plainly in force. */
async function look(name: string) {
  const archive = openSqliteArchive(join(folder, name, 'books.db'), 'another')
  const views = new Views(':memory:', rooms, archive)
  const types = new Set<string>()
  const roots: string[] = []
  for (const { book, size, root } of await archive.books()) {
    expect(await verifyBook(archive, book)).toBeUndefined()
    await views.catchUp(book)
    for await (const entries of archive.entries(book, 0, size))
      for (const entry of entries) types.add(unwrap(parseEntry(entry)).type)
    roots.push(`${book} ${size} ${base64(root)}`)
  }
  const flags = views.db.prepare<[], { count: number }>('SELECT count(*) AS count FROM flags').get()?.count
  views.close()
  await archive.close()
  return { roots, types: [...types].toSorted(), flags }
}

describe('the generator', () => {
  test('in bulk: any number of books and entries, all in force, the same from the same seed', async () => {
    const options = { size: { books: 12, entries: 900 }, years: 3 }
    const made = await generate(join(folder, 'one'), { seed: 'a', ...options })
    await generate(join(folder, 'again'), { seed: 'a', ...options })
    await generate(join(folder, 'other'), { seed: 'b', ...options })
    const [one, again, other] = [await look('one'), await look('again'), await look('other')]
    expect(made).toMatchObject({ entries: 900, years: 3 })
    expect([one.roots.length, one.flags]).toEqual([12, 0])
    expect(again.roots).toEqual(one.roots)
    expect(other.roots.some((line) => one.roots.includes(line))).toBe(false)
  })

  test('worlds that grew begin alike, book by book', async () => {
    const [first, small] = [
      { books: 5, entries: 120 },
      { books: 3, entries: 60 },
    ]
    const short = await generate(join(folder, 'short'), { seed: 'a', size: [first, small] })
    const long = await generate(join(folder, 'long'), { seed: 'a', size: [first, small, small] })
    expect(long.books.slice(0, short.books.length)).toEqual(short.books)
    expect(short.entries).toBe(180)
    const sizes = [0, 9, 99].map((count) => grownFrom10000(count).reduce((sum, of) => sum + of.entries, 0))
    expect(sizes).toEqual([10_000, 100_000, 1_000_000])
  })

  test('in small: through the ordinary commands, with the same kinds of entries', async () => {
    const entries = await generateByCommands(join(folder, 'small'), {
      seed: 'a',
      books: 5,
      entries: 150,
      years: 2,
    })
    const [small, bulk] = [await look('small'), await look('one')]
    expect(entries).toBeGreaterThanOrEqual(150)
    expect([small.roots.length, small.flags]).toEqual([5, 0])
    expect(small.types).toEqual(bulk.types)
  })
})
