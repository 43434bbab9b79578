/** The check of crashes sees what it is for: folders damaged by hand, one thing each. */
import { secretary } from '../../src/testing/actors.ts'
import Database from 'better-sqlite3'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accept, unwrap } from '../../src/kernel/result.ts'
import { writeEntries } from '../../src/node/write.ts'
import { problemsOf } from './checker.ts'
import { sessions } from './drafts.ts'
import type { Ledger } from './ledger.ts'
import { newNode, visit } from './node-under-test.ts'

const noSources = { leaves: new Map<string, string[]>(), sizes: new Map<string, Set<number>>() }

let folder: string
let ledger: Ledger
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'apachita-checker-'))
  ledger = await newNode(folder, 'a'.repeat(52))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function damage(file: string, sql: string): void {
  const db = new Database(join(folder, file))
  db.exec(sql)
  db.close()
}

const problems = (): Promise<string[]> => problemsOf(folder, ledger, noSources)

test('an undamaged folder has no problems, twice', async () => {
  expect(await problems()).toEqual([])
  expect(await problems()).toEqual([])
})

test('a folder as it was before the last acknowledgement has lost it', async () => {
  const before = `${folder} before`
  cpSync(folder, before, { recursive: true })
  await visit(folder, async (node) => {
    const [book = ''] = node.local.hosted()
    const { refs } = unwrap(
      await writeEntries(node, secretary, book, ({ size }) => accept(sessions(size, 1))),
    )
    ledger.hear({ kind: 'done', id: 1, written: { book, seq: 2, leaves: refs.map(({ leaf }) => leaf) } })
  })
  cpSync(before, folder, { recursive: true })
  rmSync(before, { recursive: true })
  expect(await problems()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^acknowledged and lost: .* 2$/),
      expect.stringMatching(/^acknowledged and lost: .* from 2 to 4$/),
    ]),
  )
})

test('an entry that nobody acknowledged nor began is half there', async () => {
  await visit(folder, async (node) => {
    const [book = ''] = node.local.hosted()
    unwrap(await writeEntries(node, secretary, book, ({ size }) => accept(sessions(size, 1))))
  })
  expect(await problems()).toEqual([expect.stringMatching(/^half there: .* has 4 entries$/)])
})

test.each([
  ['an entry without its book', "INSERT INTO tail VALUES (9, 0, x'7b7d', x'00')", 'tail'],
  ['an entry beyond the size', "INSERT INTO tail VALUES (1, 7, x'7b7d', x'00')", 'tail'],
  ['a handover beyond the size', "INSERT INTO handovers VALUES (1, 9, x'00')", 'handovers'],
  ['a tile without its book', "INSERT INTO tiles VALUES (9, 0, 0, x'00')", 'tiles'],
])('%s is half there', async (_, sql, table) => {
  damage('books.db', sql)
  expect(await problems()).toContain(`half there: rows of ${table} that belong to nothing`)
})

test('a head whose entries were not stored is damaged', async () => {
  damage('books.db', 'DELETE FROM tail WHERE num = 1 AND seq = 1')
  expect(await problems()).toContainEqual(expect.stringMatching(/^damaged: .*entries-damaged/))
})

test('a head that no pen signed is damaged', async () => {
  damage(
    'books.db',
    "UPDATE books SET checkpoint = CAST(replace(checkpoint, 'apachita', 'apachitas') AS BLOB)",
  )
  expect(await problems()).toContainEqual(expect.stringMatching(/^damaged: .*checkpoint-malformed/))
})

test.each([
  ['a row too few', 'DELETE FROM bodies WHERE book = (SELECT max(book) FROM bodies)'],
  ['a row too many', "INSERT INTO flags SELECT book, 0, 'void', '[]' FROM folded"],
  ['states of a book that is not here', "INSERT INTO folded_states VALUES ('none', 256, 2, '{}')"],
  ['other states', "UPDATE folded_states SET states = replace(states, 'secretary', 'president')"],
])('views with %s are not what the books give', async (_, sql) => {
  damage('views.db', sql)
  expect(await problems()).toContain('the views are not what the books give')
})

test('a book whose pen is gone cannot be written', async () => {
  damage('node.db', `DELETE FROM keys WHERE name LIKE 'pen/%'`)
  expect(await problems()).toEqual([
    expect.stringMatching(/^cannot be written: .*wrong-pen/),
    expect.stringMatching(/^cannot be written: .*wrong-pen/),
  ])
})
