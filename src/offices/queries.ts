/** Takers, terms, orders and excuses as a book tells them: without names of people, which are joined where they may be known. */
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import type { Item, TakerKind } from './entries.ts'
import type { Told } from './path.ts'

export interface TakerRow {
  readonly taker: string
  readonly kind: TakerKind
  /** Of an ayllu or a section. */
  readonly name: LocalizedText | null
  readonly away: boolean
  readonly isGone: boolean
}

/** In the order they were registered. */
export function takersIn(db: ViewsDb, book: BookId): TakerRow[] {
  return prepared<
    [string],
    { taker: string; kind: TakerKind; name: string | null; away: number; gone: number | null }
  >(db, 'SELECT taker, kind, name, away, gone FROM takers WHERE book = ? ORDER BY seq, taker')
    .all(book)
    .map(({ taker, kind, name, away, gone }) => ({
      taker,
      kind,
      name: name === null ? null : (JSON.parse(name) as LocalizedText),
      away: away === 1,
      isGone: gone !== null,
    }))
}

export interface TermRow {
  readonly seq: number
  readonly post: string
  /** Whose turn it was when it began; null where the post does not go round. */
  readonly taker: string | null
  readonly persons: readonly string[]
  /** Of the holders of a public post. */
  readonly name: string | null
  readonly at: string
  /** `YYYY-MM-DD`. */
  readonly until: string | null
  readonly sent: boolean
  readonly isSubstitute: boolean
  /** Whether it is the taker's own turn. */
  readonly counts: boolean
  readonly endedAt: string | null
  readonly reason: string | null
}

/** In the order they began. */
export function termsIn(db: ViewsDb, book: BookId): TermRow[] {
  return prepared<[string], Record<string, string | number | null>>(
    db,
    `SELECT seq, post, taker, persons, name, at, until, sent, substitute, counts, ended_at, reason
       FROM office_terms WHERE book = ? ORDER BY seq`,
  )
    .all(book)
    .map(
      ({ persons, sent, substitute, counts, ended_at: endedAt, ...row }) =>
        ({
          ...row,
          persons: JSON.parse(String(persons)) as string[],
          sent: sent === 1,
          isSubstitute: substitute === 1,
          counts: counts === 1,
          endedAt,
        }) as unknown as TermRow,
    )
}

/**
 * The terms and splits of a book and of those it goes on from, a book after the other: each term where it began, so that one
 * which ran when a book was gone on from is told once.
 */
export const historyOf = (db: ViewsDb, book: BookId): Told[] =>
  [...new Speakers(db).before(book), { book, size: Number.POSITIVE_INFINITY }].map((one) => {
    const isThere = ({ seq }: { readonly seq: number }): boolean => seq >= 0 && seq < one.size
    return {
      terms: termsIn(db, one.book).filter(isThere),
      splits: partsIn(db, one.book).filter(isThere),
    }
  })

/** The things of a post's terms: what each received and handed on, by the term's number. */
export function thingsIn(
  db: ViewsDb,
  book: BookId,
  post: string,
): Map<number, { readonly received: Item[]; readonly handed: Item[] }> {
  const rows = prepared<
    [string, string],
    { term: number; is_handed: number } & Record<keyof Item, string | null>
  >(
    db,
    `SELECT term, is_handed, thing, quantity, unit, condition, why FROM office_things
         JOIN office_terms USING (book) WHERE book = ? AND post = ? AND term = office_terms.seq
       ORDER BY office_things.seq, place`,
  ).all(book, post)
  const things = new Map<number, { received: Item[]; handed: Item[] }>()
  for (const { term, is_handed: isHanded, ...columns } of rows) {
    const of = things.get(term) ?? { received: [], handed: [] }
    things.set(term, of)
    const item = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null))
    of[isHanded === 1 ? 'handed' : 'received'].push(item as unknown as Item)
  }
  return things
}

export interface ExcuseRow {
  readonly post: string
  readonly taker: string
  readonly reason: string
  readonly round: number
  readonly at: string
}

export function excusesIn(db: ViewsDb, book: BookId): ExcuseRow[] {
  return prepared<[string], ExcuseRow>(
    db,
    'SELECT post, taker, reason, round, at FROM office_excuses WHERE book = ? ORDER BY seq',
  ).all(book)
}

/** When a post's order was last adopted, and on which motion. */
export function orderAdopted(
  db: ViewsDb,
  book: BookId,
  post: string,
): { readonly seq: number; readonly motion: number; readonly at: string } | undefined {
  return prepared<[string, string], { seq: number; motion: number; at: string }>(
    db,
    `SELECT seq, motion, at FROM turn_orders WHERE book = ? AND post = ? AND motion IS NOT NULL
       ORDER BY seq DESC LIMIT 1`,
  ).get(book, post)
}

/** Splits in order: from then on the part has also served what the whole had. */
export function partsIn(
  db: ViewsDb,
  book: BookId,
): { readonly seq: number; readonly part: string; readonly whole: string }[] {
  return prepared<[string], { seq: number; part: string; whole: string }>(
    db,
    'SELECT seq, part, whole FROM taker_parts WHERE book = ? ORDER BY seq, part',
  ).all(book)
}
