/**
 * Lists of what there is: books and federations that are followed here. Their order is made once, and again where something
 * came; a part of a list then costs what it shows.
 */
import type { BookRecord } from '../archive/contract.ts'
import type { BooksAsked, BooksView } from '../bodies/books-page.tsx'
import { type ListedBody, listedBodies } from '../bodies/queries.ts'
import type { BookLine } from '../bodies/views.ts'
import type { BookId } from '../book/entry.ts'
import type { FederationLine, FederationsView } from '../federation/federations-page.tsx'
import { federations } from '../federation/queries.ts'
import type { ApachitaNode } from '../node/node.ts'
import { hasMore, partOf } from '../web/list-parts.ts'

/** Every body folded here, by book. For `node.derived`. */
export const bodiesHere = ({ views }: ApachitaNode): ReadonlyMap<BookId, ListedBody> => listedBodies(views.db)

export const bookLine = (
  { book, size }: Pick<BookRecord, 'book' | 'size'>,
  facts: ListedBody | undefined,
  hosted: boolean,
  arrival: BookLine['arrival'] | undefined,
): BookLine => ({
  book,
  name: facts?.name ?? { es: `${book.slice(0, 8)}…` },
  kind: facts?.kind ?? '',
  country: facts?.country ?? '',
  size,
  demonstration: facts?.demonstration ?? false,
  hosted,
  arrival: arrival ?? null,
})

interface BookOrder {
  /** Federations first, then by country and name. */
  readonly books: readonly BookId[]
  /** The same, those written here first. */
  readonly hostedFirst: readonly BookId[]
  readonly hosted: ReadonlySet<BookId>
  readonly countries: readonly string[]
  readonly kinds: readonly string[]
}

const orders = new WeakMap<ReadonlySet<BookId>, BookOrder>()

async function bookOrder(node: ApachitaNode): Promise<BookOrder> {
  const held = await node.followedHeld()
  const known = orders.get(held) ?? orderOf(node, held)
  orders.set(held, known)
  return known
}

const byName = new Intl.Collator('es')

function orderOf(node: ApachitaNode, held: ReadonlySet<BookId>): BookOrder {
  const bodies = node.derived(bodiesHere)
  const hosted = node.local.hosted()
  const keyed = [...held].map((book) => ({ book, key: sortKey(bodies.get(book)) }))
  const books = keyed.toSorted((a, b) => byName.compare(a.key, b.key)).map(({ book }) => book)
  const valuesOf = (of: 'country' | 'kind'): string[] =>
    [...new Set(books.map((book) => bodies.get(book)?.[of] ?? ''))].filter((value) => value !== '').toSorted()
  return {
    books,
    hostedFirst: [...books.filter((book) => hosted.has(book)), ...books.filter((book) => !hosted.has(book))],
    hosted: new Set(books.filter((book) => hosted.has(book))),
    countries: valuesOf('country'),
    kinds: valuesOf('kind'),
  }
}

/** A book that is not folded is listed by its id. */
const sortKey = (body: ListedBody | undefined): string =>
  `${body?.kind === 'municipality' ? 1 : 0}${body?.country ?? ''}${body?.name.es ?? body?.name.en ?? ''}`

/** Every book followed and held, by name; those not followed are not shown. */
export async function bookLines(node: ApachitaNode): Promise<BookLine[]> {
  const { books, hosted } = await bookOrder(node)
  const [bodies, arrivals] = [node.derived(bodiesHere), node.local.arrivals()]
  const records = new Map((await node.archive.books()).map((record) => [record.book, record]))
  return books.flatMap((book) => {
    const record = records.get(book)
    return record === undefined
      ? []
      : [bookLine(record, bodies.get(book), hosted.has(book), arrivals.get(book))]
  })
}

/** A part of the books that are asked for: those written here first. */
export async function booksView(node: ApachitaNode, asked: BooksAsked, part: number): Promise<BooksView> {
  const { books, hostedFirst, hosted, countries, kinds } = await bookOrder(node)
  const bodies = node.derived(bodiesHere)
  const { country, kind } = asked
  const isAsked = (book: BookId): boolean => {
    const body = bodies.get(book)
    return (country === null || body?.country === country) && (kind === null || body?.kind === kind)
  }
  const found = country === null && kind === null ? hostedFirst : hostedFirst.filter(isAsked)
  const records = await Promise.all(partOf(found, part).map((book) => node.archive.book(book)))
  return {
    asked,
    count: books.length,
    hosted: hosted.size,
    countries,
    kinds,
    books: records
      .filter((record) => record !== undefined)
      .map((record) => {
        const { book } = record
        return bookLine(record, bodies.get(book), hosted.has(book), node.local.arrivalOf(book))
      }),
    part,
    hasMore: hasMore(found, part),
  }
}

/** Federations followed here, by name. For `node.derived`. */
export function federationLines(node: ApachitaNode): readonly FederationLine[] {
  const followed = node.followed()
  return federations(node.views.db).filter(({ book }) => followed.has(book))
}

/** A part of the federations followed here. */
export function federationsView(node: ApachitaNode, part: number): FederationsView {
  const all = node.derived(federationLines)
  return { count: all.length, federations: partOf(all, part), part, hasMore: hasMore(all, part) }
}

/** How many bodies there are of those followed here, by country (ISO 3166-1 alpha-2), most first. For `node.derived`. */
export function bodiesByCountry(
  node: ApachitaNode,
): readonly { readonly country: string; readonly count: number }[] {
  const followed = node.followed()
  const counts = new Map<string, number>()
  for (const [book, { country }] of node.derived(bodiesHere))
    if (followed.has(book)) counts.set(country, (counts.get(country) ?? 0) + 1)
  return [...counts]
    .map(([country, count]) => ({ country, count }))
    .toSorted((a, b) => b.count - a.count || (a.country < b.country ? -1 : 1))
}
