/**
 * What is wrong with a folder whose process was killed, in words; nothing if all is well:
 *
 * 1. Every entry acknowledged is there, with its leaf.
 * 2. Nothing is half there: every book is whole by hashes and signatures, its size is one that was acknowledged or that
 *    of something begun and finished, and no row of books.db belongs to nothing.
 * 3. The views are what the books give when folded from nothing.
 * 4. Every book of this node goes on being written, with its pen.
 */
import { secretary } from '../../src/testing/actors.ts'
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { verifyBook } from '../../src/archive/verify.ts'
import type { BookId } from '../../src/book/entry.ts'
import { leafHash } from '../../src/book/hash.ts'
import { base64 } from '../../src/kernel/encoding.ts'
import { accept } from '../../src/kernel/result.ts'
import { ApachitaNode } from '../../src/node/node.ts'
import { rooms } from '../../src/node/rooms.ts'
import { writeEntries } from '../../src/node/write.ts'
import { Views } from '../../src/views/views.ts'
import { statesOf } from '../support/states.ts'
import { sessions } from './drafts.ts'
import type { Ledger } from './ledger.ts'
import type { Sources } from './sources.ts'

type Leaves = Pick<Sources, 'leaves' | 'sizes'>

/** Opens the folder as after a restart. The ledger goes on from what is found. */
export async function problemsOf(folder: string, ledger: Ledger, sources: Leaves): Promise<string[]> {
  try {
    const opened = await ApachitaNode.open({ folder, now: () => '2026-03-02T09:00:00-04:00' })
    if (!opened.ok) return [`the folder does not open: ${opened.error.type}`]
    const problems = await problemsIn(opened.value, ledger, sources).finally(() => opened.value.close())
    return [...problems, ...strayRows(folder)]
  } catch (error) {
    return [`the check breaks: ${(error as Error).stack}`]
  }
}

async function problemsIn(node: ApachitaNode, ledger: Ledger, sources: Leaves): Promise<string[]> {
  const held = new Map<BookId, readonly string[]>()
  const damaged: string[] = []
  for (const { book } of await node.archive.books()) {
    const refusal = await verifyBook(node.archive, book)
    if (refusal === undefined) held.set(book, await leavesOf(node, book))
    else damaged.push(`damaged: ${book} ${JSON.stringify(refusal)}`)
  }
  const problems = [
    ...ledger.refused.map((refused) => `refused: ${JSON.stringify(refused)}`),
    ...lostEntries(held, ledger),
    ...badSizes(held, ledger, sources),
    ...damaged,
    ...(damaged.length > 0 ? [] : await badViews(node)),
  ]
  ledger.begin(new Map((await node.archive.books()).map(({ book, size }) => [book, size])))
  return problems.length > 0 ? problems : unwritable(node, ledger)
}

async function leavesOf({ archive }: ApachitaNode, book: BookId): Promise<string[]> {
  const leaves: string[] = []
  for await (const batch of archive.entries(book, 0, Number.MAX_SAFE_INTEGER))
    leaves.push(...batch.map((entry) => base64(leafHash(entry))))
  return leaves
}

type Held = ReadonlyMap<BookId, readonly string[]>

function lostEntries(held: Held, ledger: Ledger): string[] {
  const problems: string[] = []
  for (const [book, leaves] of ledger.written) {
    for (const [seq, leaf] of leaves) {
      const found = held.get(book)?.[seq]
      if (found === undefined) problems.push(`acknowledged and lost: ${book} ${seq}`)
      else if (found !== leaf) problems.push(`acknowledged and another: ${book} ${seq}`)
    }
  }
  return problems
}

function badSizes(held: Held, ledger: Ledger, sources: Leaves): string[] {
  const problems: string[] = []
  for (const book of new Set([...held.keys(), ...ledger.sizes.keys()])) {
    const leaves = held.get(book) ?? []
    const acknowledged = ledger.sizes.get(book) ?? 0
    const [signed, original] = [sources.sizes.get(book), sources.leaves.get(book)]
    const isSize = signed?.has(leaves.length) ?? ledger.allowedSizes(book).includes(leaves.length)
    if (leaves.length < acknowledged)
      problems.push(`acknowledged and lost: ${book} from ${leaves.length} to ${acknowledged}`)
    else if (!isSize) problems.push(`half there: ${book} has ${leaves.length} entries`)
    if (original !== undefined && leaves.some((leaf, seq) => leaf !== original[seq]))
      problems.push(`not the original: ${book}`)
  }
  return problems
}

/** Rows of books.db that no book's record accounts for, and pages that are not sound. */
function strayRows(folder: string): string[] {
  const db = new Database(join(folder, 'books.db'), { readonly: true })
  try {
    const count = (sql: string): number => db.prepare<[], { count: number }>(sql).get()?.count ?? -1
    const strays = {
      tail: `SELECT count(*) AS count FROM tail LEFT JOIN books USING (num)
             WHERE size IS NULL OR seq >= size OR seq < size - size % 256`,
      bundles: `SELECT count(*) AS count FROM bundles LEFT JOIN books USING (num) WHERE size IS NULL OR n >= size / 256`,
      tiles: `SELECT count(*) AS count FROM tiles LEFT JOIN books USING (num)
              WHERE size IS NULL OR level = 0 AND n >= size / 256`,
      handovers: `SELECT count(*) AS count FROM handovers LEFT JOIN books USING (num)
                  WHERE books.size IS NULL OR handovers.size > books.size`,
      changes: `SELECT count(*) AS count FROM changes LEFT JOIN books USING (num)
                WHERE books.size IS NULL OR size_before > books.size OR changes.change > books.change`,
      cosignatures: `SELECT count(*) AS count FROM cosignatures LEFT JOIN books USING (num)
                     WHERE books.size IS NULL OR cosignatures.size > books.size`,
    }
    const problems = Object.entries(strays)
      .filter(([, sql]) => count(sql) !== 0)
      .map(([table]) => `half there: rows of ${table} that belong to nothing`)
    const isSound = db.pragma('integrity_check', { simple: true }) === 'ok'
    return isSound ? problems : [...problems, 'books.db is not sound']
  } finally {
    db.close()
  }
}

async function badViews(node: ApachitaNode): Promise<string[]> {
  const views = new Views(':memory:', rooms, node.archive)
  try {
    const given = await statesOf({ archive: node.archive, views })
    const isSame =
      views.dump() === node.views.dump() && isDeepStrictEqual(given, await statesOf(node)) && isOfBooks(node)
    return isSame ? [] : ['the views are not what the books give']
  } finally {
    views.close()
  }
}

/** Whether states stand stored of folded books only. */
const isOfBooks = ({ views }: ApachitaNode): boolean =>
  views.db.prepare('SELECT 1 FROM folded_states LEFT JOIN folded USING (book) WHERE size IS NULL').get() ===
  undefined

/** Writes in every book of this node that is held, and verifies it. */
async function unwritable(node: ApachitaNode, ledger: Ledger): Promise<string[]> {
  const problems: string[] = []
  for (const book of node.local.hosted()) {
    if ((await node.archive.book(book)) === undefined) continue
    const written = await writeEntries(node, secretary, book, ({ size }) => accept(sessions(size, 1)))
    const refusal = written.ok ? await verifyBook(node.archive, book) : written.error
    if (refusal !== undefined) problems.push(`cannot be written: ${book} ${JSON.stringify(refusal)}`)
    if (written.ok) ledger.hear({ kind: 'done', id: 0, written: writtenPart(book, written.value.refs) })
  }
  return problems
}

const writtenPart = (book: BookId, refs: readonly { readonly seq: number; readonly leaf: string }[]) => ({
  book,
  seq: refs[0]?.seq ?? 0,
  leaves: refs.map(({ leaf }) => leaf),
})
