/** The first page of a node: of whom it keeps books, what was decided last, and what waits for whoever is signed in. */
import type { Context } from 'hono'
import { type DecidedLine, decidedLast } from '../assemblies/news-queries.ts'
import { bodyFacts } from '../bodies/queries.ts'
import { newestMotions } from '../federation/queries.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { lastVerified } from '../node/last-verified.ts'
import type { ApachitaNode } from '../node/node.ts'
import { Speakers } from '../succession/speakers.ts'
import { bodiesByCountry, federationLines } from './book-lists.ts'
import { booksOfSession } from './person-session.ts'
import { type RoleView, roleView } from './role-views.ts'
import type { HomeView } from './views.ts'

interface NamedBook {
  readonly book: string
  readonly name: LocalizedText
}

export interface FirstPageView {
  readonly node: HomeView['node']
  /** How many books are written here, and some of them. */
  readonly hosted: number
  readonly written: readonly NamedBook[]
  /** Bodies whose books are followed here, by country (ISO 3166-1 alpha-2), most first. */
  readonly bodies: readonly { readonly country: string; readonly count: number }[]
  readonly federations: HomeView['federations']
  readonly federationsCount: number
  /** Motions that members decide, the latest put first. */
  readonly motions: HomeView['motions']
  /** What bodies decided themselves last. */
  readonly decided: readonly DecidedLine[]
  /** What the last verification of all books found, damaged ones by name; null: there was none. */
  readonly verified: {
    readonly at: string
    readonly books: number
    readonly damaged: readonly NamedBook[]
    readonly damagedCount: number
  } | null
  /** For somebody to check: a book, with its name; null where there is none. */
  readonly example: NamedBook | null
  readonly roles: readonly RoleView[]
  /** Bodies of whoever is signed in, of which the roles are the first. */
  readonly rolesCount: number
}

const [federationsShown, motionsShown, decidedShown, rolesShown, writtenShown, damagedShown] = [
  4, 4, 4, 6, 8, 4,
]

/** What is the same for whoever asks. */
type Shown = Pick<
  FirstPageView,
  'hosted' | 'written' | 'bodies' | 'federations' | 'federationsCount' | 'motions' | 'decided' | 'example'
>

/** For `node.derived`. */
function shownHere(node: ApachitaNode): Shown {
  const { db } = node.views
  const followed = node.followed()
  const all = node.derived(federationLines)
  const federations = all.slice(0, federationsShown)
  const hosted = [...node.local.hosted()]
  const written = hosted.slice(0, writtenShown).flatMap((book) => {
    const name = bodyFacts(db, book)?.name
    return name === undefined ? [] : [{ book, name }]
  })
  const decided = decidedLast(db, decidedShown, (book) => followed.has(book))
  return {
    hosted: hosted.length,
    written,
    bodies: node.derived(bodiesByCountry),
    federations,
    federationsCount: all.length,
    motions: newestMotions(db, federations, motionsShown).map(({ federation, motion }) => {
      const { ref, title, outcome, heard, entitled } = motion
      return { ...ref, title, federation: federation.name, outcome, heard, entitled }
    }),
    decided,
    example: federations[0] ?? decidedBook(decided[0]) ?? written[0] ?? null,
  }
}

export async function firstPageView(node: ApachitaNode, c: Context): Promise<FirstPageView> {
  const books = ownBooks(node, c)
  const roles: RoleView[] = []
  for (const book of books) {
    const role = roles.length < rolesShown ? await roleView(node, c, book) : undefined
    if (role !== undefined) roles.push(role)
  }
  return {
    node: { id: node.id, name: node.name, country: node.country },
    ...node.derived(shownHere),
    verified: verifiedView(node),
    roles,
    rolesCount: books.length,
  }
}

function verifiedView(node: ApachitaNode): FirstPageView['verified'] {
  const last = lastVerified(node)
  if (last === undefined || last.books === 0) return null
  const followed = node.followed()
  const all = last.damaged.filter((book) => followed.has(book))
  const damaged = all.slice(0, damagedShown).map((book) => ({
    book,
    name: bodyFacts(node.views.db, book)?.name ?? { es: `${book.slice(0, 8)}…` },
  }))
  return { at: last.at, books: last.books, damaged, damagedCount: all.length }
}

const decidedBook = (line: DecidedLine | undefined): FirstPageView['example'] =>
  line === undefined ? null : { book: line.book, name: line.body.name }

function ownBooks(node: ApachitaNode, c: Context): string[] {
  const session = c.get('session')
  if (session === undefined) return []
  const speakers = new Speakers(node.views.db)
  return [...new Set(booksOfSession(node, session).map(({ book }) => book))].filter((book) =>
    speakers.isSpeaker(book),
  )
}
