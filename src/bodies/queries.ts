/** Bodies as this node has heard of them. */
import type { BookId, PersonId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { foldedCharter } from './entries.ts'
import { mayWrite } from './state.ts'
import type { CalledPerson } from '../web/languages/called-person.ts'
import type { BodyView, CharterView, NodeLine } from './views.ts'

interface BodyRow {
  book: string
  name: string
  kind: string
  country: string
  region: string | null
  lon: number | null
  lat: number | null
  population: number | null
  population_note: string | null
  standing: string | null
  sources: string | null
  charter: string
  demonstration: number
  founded_at: string
}

/** A body, without the size of its book, which views do not hold. */
export function bodyFacts(db: ViewsDb, book: BookId): Omit<BodyView, 'size'> | undefined {
  const row = prepared<[string], BodyRow>(db, 'SELECT * FROM bodies WHERE book = ?').get(book)
  if (row === undefined) return undefined
  const { prevails, paperBook } = foldedCharter(row.charter)
  return {
    book,
    name: JSON.parse(row.name) as LocalizedText,
    kind: row.kind,
    country: row.country,
    region: row.region,
    lon: row.lon,
    lat: row.lat,
    population: row.population,
    populationNote: row.population_note,
    standing: row.standing,
    sources: row.sources,
    demonstration: row.demonstration === 1,
    foundedAt: row.founded_at,
    prevails,
    paperBook: paperBook ?? null,
    officers: postsHeld(db, book),
  }
}

/** Posts held now, in the order they were assigned; with the name where the open book tells it. */
export function postsHeld(db: ViewsDb, book: BookId): { id: string; post: string; name: string | null }[] {
  return prepared<[string], { id: string; post: string; name: string | null }>(
    db,
    'SELECT person AS id, post, name FROM posts_held WHERE book = ? AND ended IS NULL ORDER BY seq, at',
  ).all(book)
}

/** What the open book tells of a person: of the posts held, one with a name first, else the last; those that ended come last. */
export const calledOf = (db: ViewsDb, book: BookId, person: PersonId): CalledPerson =>
  prepared<[string, string], CalledPerson>(
    db,
    `SELECT name, post FROM posts_held WHERE book = ? AND person = ? AND post <> 'member'
       ORDER BY ended IS NOT NULL, name IS NULL, seq DESC LIMIT 1`,
  ).get(book, person) ?? { name: null, post: null }

/** Whether a person holds a post that may write entries of a type, as the book stands here. */
export function mayWriteIn(db: ViewsDb, book: BookId, person: PersonId, type: string): boolean {
  const row = prepared<[string], { charter: string }>(db, 'SELECT charter FROM bodies WHERE book = ?').get(
    book,
  )
  if (row === undefined) return false
  const posts = postsHeld(db, book).map(({ id, post }) => ({ person: id, post }))
  return mayWrite({ charter: foldedCharter(row.charter), posts }, person, type)
}

/** How a body is listed. */
export interface ListedBody {
  readonly name: LocalizedText
  readonly kind: string
  readonly country: string
  readonly demonstration: boolean
}

/** Every body folded here, by book. */
export function listedBodies(db: ViewsDb): Map<BookId, ListedBody> {
  const rows = prepared<
    [],
    { book: string; name: string; kind: string; country: string; demonstration: number }
  >(db, 'SELECT book, name, kind, country, demonstration FROM bodies').all()
  return new Map(
    rows.map(({ book, name, kind, country, demonstration }) => [
      book,
      { name: JSON.parse(name) as LocalizedText, kind, country, demonstration: demonstration === 1 },
    ]),
  )
}

/** The request keys by which bodies admitted a node, each with the body that did. */
export function admissionsOf(db: ViewsDb, node: string): { book: BookId; request: string }[] {
  return prepared<[string], { book: string; request: string }>(
    db,
    'SELECT book, request FROM node_admissions WHERE node = ? AND ended IS NULL',
  ).all(node)
}

/** Nodes that any of `books` has admitted. */
export function admittedNodes(db: ViewsDb, books: ReadonlySet<BookId>): Set<string> {
  const rows = prepared<[], { book: string; node: string }>(
    db,
    'SELECT book, node FROM node_admissions WHERE ended IS NULL',
  ).all()
  return new Set(rows.filter(({ book }) => books.has(book)).map(({ node }) => node))
}

/**
 * The keys by which bodies here let a node cosign; its word stays its word when an admission ends. Of a book that admitted
 * it itself only those of that book: anybody's book may say anything of a node.
 */
export function cosignKeysOf(db: ViewsDb, node: string, book?: BookId): string[] {
  const rows = prepared<[string], { book: string; cosign: string }>(
    db,
    'SELECT DISTINCT book, cosign FROM node_admissions WHERE node = ?',
  ).all(node)
  const own = rows.filter((row) => row.book === book)
  return [...new Set((own.length > 0 ? own : rows).map(({ cosign }) => cosign))]
}

/** What bodies here call a node, and where it is; undefined if none admitted it. */
export function nodeFacts(db: ViewsDb, node: string): { name: string; country: string } | undefined {
  return prepared<[string], { name: string; country: string }>(
    db,
    'SELECT name, country FROM node_admissions WHERE node = ? ORDER BY book LIMIT 1',
  ).get(node)
}

/** The nodes a body admits now, each with the key to which what is sealed is encrypted for it (age), if it has one. */
export function nodesOf(db: ViewsDb, body: BookId): { node: string; age: string | null }[] {
  return prepared<[string], { node: string; age: string | null }>(
    db,
    'SELECT node, age FROM node_admissions WHERE book = ? AND ended IS NULL ORDER BY node',
  ).all(body)
}

/** The charter in force, and since which entries each of a body's charters was; undefined of a body not folded here. */
export function chartersOf(db: ViewsDb, book: BookId): Pick<CharterView, 'charter' | 'history'> | undefined {
  const rows = prepared<[string], { seq: number; charter: string; motion: number | null; at: string }>(
    db,
    'SELECT seq, charter, motion, at FROM charters WHERE book = ? ORDER BY seq DESC',
  ).all(book)
  const [newest] = rows
  if (newest === undefined) return undefined
  return {
    charter: foldedCharter(newest.charter),
    history: rows.map(({ seq, at, motion }) => ({ seq, at, motion })),
  }
}

/** Every node that a body ever admitted, as it stands now: those admitted first, in the order they were. */
export function nodeLinesOf(db: ViewsDb, body: BookId): NodeLine[] {
  const rows = prepared<
    [string],
    { seq: number; node: string; name: string; country: string; age: string | null; ended: number | null }
  >(db, 'SELECT seq, node, name, country, age, ended FROM node_admissions WHERE book = ? ORDER BY seq').all(
    body,
  )
  const latest = new Map(rows.map((row) => [row.node, row]))
  return [...latest.values()]
    .map(({ seq, age, ended, ...facts }) => ({
      ...facts,
      admittedAt: seq,
      revokedAt: ended,
      canOpenSealed: age !== null,
    }))
    .toSorted(
      (a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null) || a.admittedAt - b.admittedAt,
    )
}

/** The entry by which a body erased what opens a seal; undefined where it did not. */
export function erasureOf(db: ViewsDb, body: BookId, seal: string): number | undefined {
  return prepared<[string, string], { seq: number }>(
    db,
    'SELECT seq FROM erasures WHERE book = ? AND seal = ?',
  ).get(body, seal)?.seq
}

/** Names of the charter's rules of these forms, as the book stands here. Of one without a form votes are counted. */
export function decisionRules(db: ViewsDb, book: BookId, forms: readonly string[]): string[] {
  const row = prepared<[string], { charter: string }>(db, 'SELECT charter FROM bodies WHERE book = ?').get(
    book,
  )
  if (row === undefined) return []
  const { decisions } = foldedCharter(row.charter)
  return Object.keys(decisions).filter((name) => forms.includes(decisions[name]?.form ?? 'counted'))
}
