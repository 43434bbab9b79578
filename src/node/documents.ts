/** Documents of a body, and the blobs they cite, as far as somebody may know them. */
import type { DocumentLine } from '../assemblies/views.ts'
import type { Blob } from '../archive/contents.ts'
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { ApachitaNode } from './node.ts'

interface DocumentRow {
  seq: number
  title: string
  at: string
  within: number
  hash: string
  type: string
  size: number
}

/** Newest first. `isOfBody`: whether what is for the people of the body is told, too. */
export async function documentsOf(
  node: ApachitaNode,
  book: BookId,
  isOfBody: boolean,
): Promise<DocumentLine[]> {
  const rows = node.views.db
    .prepare<[string, string], DocumentRow>(
      `SELECT seq, title, at, 0 AS within, hash, type, size FROM documents JOIN attachments USING (book, seq) WHERE book = ?
       UNION ALL
       SELECT seq, title, at, 1 AS within, hash, type, size FROM documents_within JOIN attachments USING (book, seq)
       WHERE book = ? ORDER BY seq DESC LIMIT 200`,
    )
    .all(book, book)
    .filter(({ within }) => within === 0 || isOfBody)
  const held = await node.archive.blobs.held(rows.map(({ hash }) => hash))
  return rows.map(({ seq, title, at, within, hash, type, size }) => ({
    seq,
    title: JSON.parse(title) as LocalizedText,
    at,
    isWithin: within === 1,
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
  const rows = node.views.db
    .prepare<[string], { book: string; circle: string }>(
      'SELECT book, circle FROM attachments WHERE hash = ?',
    )
    .all(hash)
  const own = JSON.stringify({ members: book })
  const ownRows = rows.filter((row) => row.book === book)
  const maySee = ownRows.some(({ circle }) => circle === '"open"' || (isOfBody && circle === own))
  const opening = new Set([book, ...rows.filter(({ circle }) => circle === '"open"').map((row) => row.book)])
  const isKept = !node.local.isHosted(book) && rows.some((row) => !opening.has(row.book))
  return maySee && !isKept ? node.archive.blobs.get(hash) : undefined
}
