/** People of a body as its contents here tell. Whoever asks has been let into the circle: nothing here checks that. */
import type { BookId } from '../book/entry.ts'
import type { ViewsDb } from '../views/room.ts'
import type { PersonFacts } from './entries.ts'
import type { HouseholdLine, PersonLine } from './views.ts'

/** By name; those who left are last. */
export function peopleOf(db: ViewsDb, book: BookId): PersonLine[] {
  const rows = db
    .prepare<[string], { person: string; facts: string; gone: number; seq: number }>(
      'SELECT person, facts, gone, seq FROM persons WHERE book = ?',
    )
    .all(book)
  const households = new Map(householdsOf(db, book).map((line) => [line.household, line]))
  return rows
    .map(({ person, facts, gone, seq }): PersonLine => {
      const { name, household, section, away, awayPlace, birthYear, gender } = JSON.parse(
        facts,
      ) as PersonFacts
      const home = household === undefined ? undefined : households.get(household)
      return {
        person,
        name,
        household: home === undefined ? null : { id: home.household, name: home.name },
        section: section ?? home?.section ?? null,
        gender: gender ?? null,
        birthYear: birthYear ?? null,
        away: away === true,
        awayPlace: awayPlace ?? null,
        gone: gone === 1,
        seq,
      }
    })
    .toSorted((a, b) => Number(a.gone) - Number(b.gone) || a.name.localeCompare(b.name, 'es'))
}

export function householdsOf(db: ViewsDb, book: BookId): HouseholdLine[] {
  return db
    .prepare<[string], { household: string; name: string; section: string | null }>(
      'SELECT household, name, section FROM households WHERE book = ? ORDER BY name, household',
    )
    .all(book)
}

export function couplesOf(db: ViewsDb, book: BookId): { couple: string; persons: [string, string] }[] {
  return db
    .prepare<[string], { couple: string; first: string; second: string }>(
      'SELECT couple, first, second FROM couples WHERE book = ? ORDER BY couple',
    )
    .all(book)
    .map(({ couple, first, second }) => ({ couple, persons: [first, second] }))
}

/** A person's name, where the content that tells it is here. */
export function nameOf(db: ViewsDb, book: BookId, person: string): string | undefined {
  const row = db
    .prepare<[string, string], { facts: string }>('SELECT facts FROM persons WHERE book = ? AND person = ?')
    .get(book, person)
  return row === undefined ? undefined : (JSON.parse(row.facts) as PersonFacts).name
}

/** The bodies a sealed list names, where the list is here. */
export function listedBodies(db: ViewsDb, book: BookId, seal: string): BookId[] {
  return db
    .prepare<[string, string], { body: string }>(
      'SELECT body FROM list_bodies JOIN seals USING (book, seq) WHERE book = ? AND seal = ? ORDER BY body',
    )
    .all(book, seal)
    .map(({ body }) => body)
}

/** Places of the lists held here that name a body. */
export function listsNaming(db: ViewsDb, body: BookId): string[] {
  return db
    .prepare<[string], { book: string; seq: number }>('SELECT book, seq FROM list_bodies WHERE body = ?')
    .all(body)
    .map(({ book, seq }) => `${book}/${seq}`)
}
