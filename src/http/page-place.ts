/** The body that an address is of, and which part of its pages: for the bar and the way to the page. */
import type { Context } from 'hono'
import { placeOf } from '../federation/queries.ts'
import type { ApachitaNode } from '../node/node.ts'
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
  const place = placeOf(node.views.db, book)
  if (place === undefined) return null
  const session = c.get('session')
  return {
    book,
    ...place,
    part: partOf(c.req.path),
    isOfBody: session !== undefined && booksOfSession(node, session).some((own) => own.book === book),
  }
}
