/** Takers of turns joined with the people of a body, where their contents are here. Whoever asks has been let in. */
import type { Charter } from '../bodies/entries.ts'
import type { BookId } from '../book/entry.ts'
import { foldName } from '../kernel/names.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { TakerKind } from '../offices/entries.ts'
import { couplesOf, householdsOf, peopleOf } from '../people/queries.ts'
import type { PersonLine } from '../people/views.ts'
import type { ViewsDb } from '../views/room.ts'

/** Somebody of the body who may take turns. */
export interface Enrolled {
  readonly id: string
  readonly kind: TakerKind
  readonly name: string
  readonly section: string | null
  /** All of them live away. */
  readonly away: boolean
  /** In the order they are listed. */
  readonly persons: readonly PersonLine[]
}

/** Persons, couples and households of a body, by id. */
export function enrolledIn(db: ViewsDb, body: BookId): Map<string, Enrolled> {
  const people = peopleOf(db, body)
  const there = people.filter(({ gone }) => !gone)
  const enrolled = new Map<string, Enrolled>()
  const add = (
    id: string,
    kind: TakerKind,
    name: string,
    persons: readonly PersonLine[],
    section: string | null,
  ) =>
    enrolled.set(id, {
      id,
      kind,
      name,
      section,
      away: persons.length > 0 && persons.every(({ away }) => away),
      persons,
    })
  for (const person of people) add(person.person, 'person', person.name, [person], person.section)
  for (const { household, name, section } of householdsOf(db, body))
    add(
      household,
      'household',
      name,
      there.filter((one) => one.household?.id === household),
      section,
    )
  for (const { couple, persons } of couplesOf(db, body)) {
    const both = people.filter(({ person }) => persons.includes(person))
    add(couple, 'couple', both.map(({ name }) => name).join(' · '), both, both[0]?.section ?? null)
  }
  return enrolled
}

/**
 * Who holds an office where nobody says: the person, the couple; of a household its couple where the office is a couple's,
 * and else who stands first in its list. Undefined where that cannot be told.
 */
export function usualHolders(
  db: ViewsDb,
  body: BookId,
  taker: Enrolled | undefined,
  holder: Charter['posts'][number]['holder'],
): string[] | undefined {
  if (taker === undefined) return undefined
  const ids = taker.persons.map(({ person }) => person)
  if (holder !== 'couple') return ids.length === 0 ? undefined : ids.slice(0, 1)
  if (taker.kind === 'couple') return ids
  const pair = couplesOf(db, body).find(({ persons }) => persons.every((person) => ids.includes(person)))
  return pair?.persons
}

/** Refused: `name-unknown` where nobody of that kind has the name, `name-ambiguous` where several have it. */
export function takerCalled(
  enrolled: ReadonlyMap<string, Enrolled>,
  kind: TakerKind,
  name: string,
): Result<string, Refusal> {
  const folded = foldName(name)
  const found = [...enrolled.values()].filter((one) => one.kind === kind && foldName(one.name) === folded)
  const [first] = found
  if (first === undefined) return refuse({ type: 'name-unknown', name })
  return found.length > 1 ? refuse({ type: 'name-ambiguous', name }) : accept(first.id)
}
