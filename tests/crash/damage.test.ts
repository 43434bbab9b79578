/** A disk that lost something: one book's damage is that book's alone. */
import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyBook } from '../../src/archive/verify.ts'
import { newNode, visit } from './node-under-test.ts'

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'apachita-damage-'))
  await newNode(folder, 'a'.repeat(52))
  const db = new Database(join(folder, 'books.db'))
  db.exec('DELETE FROM tail WHERE num = 1 AND seq = 1')
  db.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const damaged = (): Promise<number> =>
  visit(folder, async (node) => {
    const books = await node.archive.books()
    const refusals = await Promise.all(books.map(({ book }) => verifyBook(node.archive, book)))
    return refusals.filter((refusal) => refusal !== undefined).length
  })

test('a folder with a damaged book opens while its views are there, and verifying names the book', async () => {
  expect(await damaged()).toBe(1)
})

test('… and when its views are gone', async () => {
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `views.db${end}`), { force: true })
  expect(await damaged()).toBe(1)
})
