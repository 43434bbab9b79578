/**
 * What is wrong with a folder whose process was killed, in words; nothing if all is well:
 *
 * 1. Every entry acknowledged is there, with its leaf.
 * 2. Nothing is half there: every book is whole by hashes and signatures, its size is one that was acknowledged or that
 *    of something begun and finished, and no row of books.db belongs to nothing.
 * 3. The views are what the books give when folded from nothing.
 * 4. Every book of this node goes on being written, with its pen.
 */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { leafAt } from '../../src/archive/contract.ts'
import { verifyBook } from '../../src/archive/verify.ts'
import type { BookId } from '../../src/book/entry.ts'
import { base64 } from '../../src/kernel/encoding.ts'
import { accept } from '../../src/kernel/result.ts'
import { ApachitaNode, rooms } from '../../src/node/node.ts'
import { writeEntries } from '../../src/node/write.ts'
import { Views } from '../../src/views/views.ts'
import { sessions } from './drafts.ts'
import type { Ledger } from './ledger.ts'
import type { Sources } from './sources.ts'

type Leaves = Pick<Sources, 'leaves' | 'sizes'>

/** Opens the folder as after a restart. The ledger goes on from what is found. */
export async function problemsOf(folder: string, ledger: Ledger, sources: Leaves): Promise<string[]> {
  try {
    const opened = await ApachitaNode.open({ folder, now: () => '2026-03-02T09:00:00-04:00' })
    if (!opened.ok) return [`the folder does not open: ${opened.error.type}`]
    return await problemsIn(opened.value, ledger, sources).finally(() => opened.value.close())
  } catch (error) {
    return [`the check breaks: ${(error as Error).stack}`]
  }
}

async function problemsIn(node: ApachitaNode, ledger: Ledger, sources: Leaves): Promise<string[]> {
  const damaged = await badBooks(node, sources)
  const problems = [
    ...ledger.refused.map((refused) => `refused: ${JSON.stringify(refused)}`),
    ...(await lostEntries(node, ledger)),
    ...(await badSizes(node, ledger, sources)),
    ...damaged,
    ...strayRows(node.folder),
    ...(damaged.length > 0 ? [] : await badViews(node)),
  ]
  ledger.begin(new Map((await node.archive.books()).map(({ book, size }) => [book, size])))
  return problems.length > 0 ? problems : unwritable(node, ledger)
}

async function lostEntries(node: ApachitaNode, ledger: Ledger): Promise<string[]> {
  const problems: string[] = []
  for (const [book, leaves] of ledger.written) {
    for (const [seq, leaf] of leaves) {
      const held = await leafAt(node.archive, book, seq)
      if (held === undefined) problems.push(`acknowledged and lost: ${book} ${seq}`)
      else if (base64(held) !== leaf) problems.push(`acknowledged and another: ${book} ${seq}`)
    }
  }
  return problems
}

async function badSizes(node: ApachitaNode, ledger: Ledger, sources: Leaves): Promise<string[]> {
  const problems: string[] = []
  const held = new Map((await node.archive.books()).map(({ book, size }) => [book, size]))
  for (const book of new Set([...held.keys(), ...ledger.sizes.keys()])) {
    const size = held.get(book) ?? 0
    const acknowledged = ledger.sizes.get(book) ?? 0
    const signed = sources.sizes.get(book)
    if (size < acknowledged) problems.push(`acknowledged and lost: ${book} from ${size} to ${acknowledged}`)
    else if (signed === undefined ? !ledger.allowedSizes(book).includes(size) : !signed.has(size))
      problems.push(`half there: ${book} has ${size} entries`)
  }
  return problems
}

async function badBooks(node: ApachitaNode, sources: Leaves): Promise<string[]> {
  const problems: string[] = []
  for (const { book, size } of await node.archive.books()) {
    const refusal = await verifyBook(node.archive, book)
    if (refusal !== undefined) problems.push(`damaged: ${book} ${JSON.stringify(refusal)}`)
    const originals = sources.leaves.get(book)?.slice(0, size) ?? []
    for (const [seq, leaf] of originals.entries()) {
      const held = await leafAt(node.archive, book, seq)
      if (held === undefined || base64(held) !== leaf) problems.push(`not the original: ${book} ${seq}`)
    }
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
      changes: `SELECT count(*) AS count FROM changes
                WHERE change > (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'change')`,
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
    for (const { book } of await node.archive.books()) await views.catchUp(book)
    return views.dump() === node.views.dump() ? [] : ['the views are not what the books give']
  } finally {
    views.close()
  }
}

/** Writes in every book of this node that is held, and verifies it. */
async function unwritable(node: ApachitaNode, ledger: Ledger): Promise<string[]> {
  const problems: string[] = []
  for (const book of node.local.hosted().keys()) {
    if ((await node.archive.book(book)) === undefined) continue
    const written = await writeEntries(node, book, ({ size }) => accept(sessions(size, 1)))
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
