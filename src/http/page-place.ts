/** The body that an address is of, and which part of its pages: for the bar and the way to the page. */
import type { Context } from 'hono'
import type { LocalizedText } from '../kernel/languages.ts'
import type { ApachitaNode } from '../node/node.ts'
import { prepared } from '../views/prepared.ts'
import type { BodyPart, PagePlace } from '../web/page.ts'
import { booksOfSession } from './person-session.ts'

/** By what follows the book in an address of a body. */
const partsByWord: Readonly<Record<string, BodyPart>> = {
  sessions: 'sessions',
  motions: 'motions',
  submissions: 'motions',
  offices: 'offices',
  people: 'people',
  nodes: 'book',
  sealed: 'book',
  keeper: 'book',
  charter: 'charter',
  documents: 'documents',
  memberships: 'federation',
  delegates: 'federation',
}

const partsByKind: Readonly<Record<string, BodyPart>> = {
  books: 'book',
  federations: 'federation',
  motions: 'motions',
}

function partOf(path: string): BodyPart | null {
  const [, kind = '', , word = ''] = path.split('/')
  return (kind === 'bodies' ? partsByWord[word] : partsByKind[kind]) ?? null
}

/** null for addresses of the node itself, and where no such body is shown here (followed-only.ts). */
export function pagePlace(node: ApachitaNode, c: Context): PagePlace | null {
  const book = c.get('bookOfAddress')
  if (book === undefined) return null
  const row = prepared<[string, string], { name: string; isFederation: number }>(
    node.views.db,
    `SELECT name, json_extract(charter, '$.sections') IS NOT NULL
       OR EXISTS (SELECT 1 FROM members WHERE book = ?) AS isFederation FROM bodies WHERE book = ?`,
  ).get(book, book)
  if (row === undefined) return null
  const session = c.get('session')
  return {
    book,
    name: JSON.parse(row.name) as LocalizedText,
    part: partOf(c.req.path),
    isFederation: row.isFederation === 1,
    isOfBody: session !== undefined && booksOfSession(node, session).some((own) => own.book === book),
  }
}
