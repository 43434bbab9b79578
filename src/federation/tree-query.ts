/** The tree of a federation as this node has heard. */
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { type Known, treeOf } from './tree.ts'
import type { FederationTree, TreeBody } from './views.ts'

interface BodyRow {
  readonly name: string
  readonly kind: string
  readonly country: string
  readonly region: string | null
  readonly sections: string | null
  readonly demonstration: number
}

const rowOf = (db: ViewsDb, book: BookId): BodyRow | undefined =>
  prepared<[string], BodyRow>(
    db,
    `SELECT name, kind, country, region, json_extract(charter, '$.sections') AS sections, demonstration
     FROM bodies WHERE book = ?`,
  ).get(book)

const membersOf = (db: ViewsDb, book: BookId): { book: BookId; section: string }[] =>
  prepared<[string], { book: BookId; section: string }>(
    db,
    'SELECT body AS book, section FROM members WHERE book = ? AND ended IS NULL',
  ).all(book)

/** `isShown`: whether a book is shown here; others are as if not held. undefined where the federation's own is not here. */
export function federationTree(
  db: ViewsDb,
  book: BookId,
  isShown: (book: BookId) => boolean,
): FederationTree | undefined {
  const row = isShown(book) ? rowOf(db, book) : undefined
  if (row === undefined) return undefined
  const speakers = new Speakers(db)
  const seen = new Map<BookId, Known>()
  const knownAs = (one: BookId): Known => {
    const known = seen.get(one) ?? knownIn(db, speakers.bodyOf(one), one, isShown)
    seen.set(one, known)
    return known
  }
  const root = treeOf(knownAs(book), (one) => knownAs(speakers.speakerOf(speakers.bodyOf(one))))
  return { demonstration: row.demonstration === 1, root, ...treeFigures(root) }
}

function knownIn(db: ViewsDb, body: BookId, book: BookId, isShown: (book: BookId) => boolean): Known {
  const row = isShown(book) ? rowOf(db, book) : undefined
  if (row === undefined) return { body, book, facts: null, sections: [], members: [] }
  const { name, kind, country, region, sections } = row
  return {
    body,
    book,
    facts: { name: JSON.parse(name) as LocalizedText, kind, country, region },
    sections: JSON.parse(sections ?? '[]') as Known['sections'],
    members: membersOf(db, book),
  }
}

/** What a tree holds, in figures. */
export function treeFigures(root: TreeBody): Omit<FederationTree, 'demonstration' | 'root'> {
  const bodies = new Set<BookId>()
  const federations = new Set<BookId>()
  const notHere = new Set<BookId>()
  let [levels, hasCircle] = [1, false]
  const look = (body: TreeBody, level: number): void => {
    levels = Math.max(levels, level)
    if (level > 1) bodies.add(body.book)
    if (level > 1 && body.members > 0) federations.add(body.book)
    if (body.stands === 'not-here') notHere.add(body.book)
    if (body.stands === 'circle') hasCircle = true
    for (const { members } of body.sections) for (const member of members) look(member, level + 1)
  }
  look(root, 1)
  bodies.delete(root.book)
  federations.delete(root.book)
  return {
    bodies: bodies.size,
    federations: federations.size,
    notHere: notHere.size,
    levels,
    hasCircle,
  }
}
