/** Documents of a body, and the blobs they cite, as far as somebody may know them. */
import { prepared } from '../views/prepared.ts'
import type { DocumentLine } from '../assemblies/views.ts'
import type { Blob } from '../archive/contents.ts'
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { ApachitaNode } from './node.ts'

interface DocumentRow {
  seq: number
  title: string
  at: string
  on_book: string | null
  on_seq: number | null
  within: number
  hash: string
  type: string
  size: number
}

const selectDocuments = `
  WITH all_documents AS (
    SELECT book, seq, title, at, on_book, on_seq, 0 AS within FROM documents
    UNION ALL SELECT book, seq, title, at, on_book, on_seq, 1 AS within FROM documents_within)
  SELECT seq, title, at, on_book, on_seq, within, hash, type, size FROM all_documents JOIN attachments USING (book, seq)`

/** Newest first. `isOfBody`: whether what is for the people of the body is told, too. */
export async function documentsOf(
  node: ApachitaNode,
  book: BookId,
  isOfBody: boolean,
): Promise<DocumentLine[]> {
  const rows = prepared<[string], DocumentRow>(
    node.views.db,
    `${selectDocuments} WHERE book = ? ORDER BY seq DESC LIMIT 200`,
  ).all(book)
  return documentLines(node, rows, isOfBody)
}

/** What stands beside entries of the body, of the body's own book, in the order of its entering. */
export async function documentsBeside(
  node: ApachitaNode,
  book: BookId,
  seqs: readonly number[],
  isOfBody: boolean,
): Promise<DocumentLine[]> {
  const rows = prepared<[string, string, string], DocumentRow>(
    node.views.db,
    `${selectDocuments} WHERE book = ? AND on_book = ? AND on_seq IN (SELECT value FROM json_each(?)) ORDER BY seq`,
  ).all(book, book, JSON.stringify(seqs))
  return documentLines(node, rows, isOfBody)
}

async function documentLines(
  node: ApachitaNode,
  all: readonly DocumentRow[],
  isOfBody: boolean,
): Promise<DocumentLine[]> {
  const rows = all.filter(({ within }) => within === 0 || isOfBody)
  const held = await node.archive.blobs.held(rows.map(({ hash }) => hash))
  return rows.map(({ seq, title, at, on_book: onBook, on_seq: onSeq, within, hash, type, size }) => ({
    seq,
    title: JSON.parse(title) as LocalizedText,
    at,
    isWithin: within === 1,
    on: onBook === null || onSeq === null ? null : { book: onBook, seq: onSeq },
    hash,
    type,
    sizeBytes: size,
    isHere: held.has(hash),
  }))
}

/**
 * A blob that the body cites in the open, or within for those of the body; undefined for anything else. Of a book that is
 * written elsewhere only what no other book keeps within: it may know no more of it than its hash.
 */
export async function readBlob(
  node: ApachitaNode,
  book: BookId,
  hash: string,
  isOfBody: boolean,
): Promise<Blob | undefined> {
  const rows = prepared<[string], { book: string; circle: string }>(
    node.views.db,
    'SELECT book, circle FROM attachments WHERE hash = ?',
  ).all(hash)
  const own = JSON.stringify({ members: book })
  const ownRows = rows.filter((row) => row.book === book)
  const maySee = ownRows.some(({ circle }) => circle === '"open"' || (isOfBody && circle === own))
  const opening = new Set([book, ...rows.filter(({ circle }) => circle === '"open"').map((row) => row.book)])
  const isKept = !node.local.isHosted(book) && rows.some((row) => !opening.has(row.book))
  return maySee && !isKept ? node.archive.blobs.get(hash) : undefined
}
