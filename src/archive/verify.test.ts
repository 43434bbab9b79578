/** What a page of a book verifies: the part it shows, entry by entry, across the tiles in which the leaves stand. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkpointToBytes, signCheckpoint } from '../book/checkpoint.ts'
import { bookIdOf } from '../book/founding.ts'
import { accept, unwrap } from '../kernel/result.ts'
import { draft, draftToBytes, founded } from '../testing/drafts.ts'
import { signerNamed } from '../testing/keys.ts'
import type { Archive } from './contract.ts'
import { openSqliteArchive } from './sqlite/sqlite-archive.ts'
import { verifyShown } from './verify.ts'

const folder = mkdtempSync(join(tmpdir(), 'apachita-verify-'))
const path = join(folder, 'books.db')
const size = 300
let archive: Archive
let book = ''

beforeAll(async () => {
  archive = openSqliteArchive(path, 'verify')
  const first = draftToBytes(founded('Sajama'), 'Sajama')
  const said = (at: number) => draft('motion.put', { title: { es: `Moción ${at}` }, text: { es: 'Sí.' } })
  const rest = Array.from({ length: size - 1 }, (_, at) => draftToBytes(said(at), 'Sajama'))
  book = bookIdOf(first)
  const conclude = (head: Parameters<typeof signCheckpoint>[0]) =>
    accept({
      checkpoint: checkpointToBytes(signCheckpoint(head, signerNamed('Sajama pen'))),
      isHandover: false,
    })
  unwrap(await archive.extend(book, 0, [{ entries: [first, ...rest], conclude }]))
})
afterAll(async () => {
  await archive.close()
  rmSync(folder, { recursive: true })
})

/** What `task` tells where a row of the unfinished bundle was changed behind the archive's back. */
async function whileChanged<T>(
  column: 'bytes' | 'leaf',
  seq: number,
  changed: (before: Buffer) => Buffer,
  task: () => Promise<T>,
): Promise<T> {
  const before = await put(column, seq, changed)
  const told = await task()
  await put(column, seq, () => before)
  return told
}

/** The archive has its file for itself: it is closed meanwhile. Gives what stood there. */
async function put(column: string, seq: number, changed: (before: Buffer) => Buffer): Promise<Buffer> {
  await archive.close()
  const db = new Database(path)
  const before = db
    .prepare<[number], Buffer>(`SELECT ${column} FROM tail WHERE seq = ?`)
    .pluck()
    .get(seq) as Buffer
  db.prepare(`UPDATE tail SET ${column} = ? WHERE seq = ?`).run(changed(before), seq)
  db.close()
  archive = openSqliteArchive(path, 'verify')
  return before
}

const another = (entry: Buffer): Buffer => Buffer.from(entry.toString().replace('Sí', 'No'))

describe('a part of a book that is shown', () => {
  test.each([
    [0, size],
    [0, 1],
    [250, 260],
    [255, 256],
    [256, 257],
    [size - 1, size],
  ])('from %d to %d is sound where nothing was changed', async (from, to) => {
    expect(await verifyShown(archive, book, from, to)).toBeUndefined()
  })

  test.each([256, 270, size - 1])('tells of an entry in it that was changed: %d', async (seq) => {
    const found = await whileChanged('bytes', seq, another, () => verifyShown(archive, book, 240, size))
    expect(found).toEqual({ type: 'entries-damaged', seq })
  })

  test('does not read, and so not tell, what is not shown', async () => {
    const told = await whileChanged('bytes', 270, another, () => verifyShown(archive, book, 240, 270))
    expect(told).toBeUndefined()
  })

  test('tells of hashes that do not make the root', async () => {
    const zeros = () => Buffer.alloc(32)
    const found = await whileChanged('leaf', 270, zeros, () => verifyShown(archive, book, 240, 260))
    expect(found?.type).toBe('tiles-damaged')
  })
})
