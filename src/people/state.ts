/** Who a body's people are, as far as its contents are held here. Read by no room whose entries are open. */
import type { PersonId } from '../book/entry.ts'
import type { RecordedOf } from '../views/room.ts'
import type { PersonFacts, peopleEntries } from './entries.ts'

export interface Enrolled extends PersonFacts {
  readonly isGone: boolean
}

export interface Household {
  readonly name: string
  readonly section: string | undefined
}

export interface PeopleState {
  readonly persons: Readonly<Record<PersonId, Enrolled>>
  /** Those that have not ended, by id. */
  readonly households: Readonly<Record<string, Household>>
  /** Those that have not ended, by id. */
  readonly couples: Readonly<Record<string, readonly PersonId[]>>
}

export const initialPeopleState: PeopleState = { persons: {}, households: {}, couples: {} }

const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))

/** The persons with those of `who` in a household. */
function moved(
  persons: PeopleState['persons'],
  who: (person: PersonId, facts: Enrolled) => boolean,
  household: string,
): PeopleState['persons'] {
  return Object.fromEntries(
    Object.entries(persons).map(([person, facts]) => [
      person,
      who(person, facts) ? { ...facts, household } : facts,
    ]),
  )
}

export function evolvePeople(
  state: PeopleState,
  { type, data }: RecordedOf<typeof peopleEntries>,
): PeopleState {
  const { persons, households, couples } = state
  switch (type) {
    case 'person.enrolled': {
      const { person, ...facts } = data
      return { ...state, persons: { ...persons, [person]: { ...facts, isGone: false } } }
    }
    case 'person.changed': {
      const { person, ...facts } = data
      const before = persons[person]
      if (before === undefined) return state
      return { ...state, persons: { ...persons, [person]: { ...before, ...facts } as Enrolled } }
    }
    case 'person.left': {
      const before = persons[data.person]
      if (before === undefined) return state
      return { ...state, persons: { ...persons, [data.person]: { ...before, isGone: true } } }
    }
    case 'household.formed': {
      const { household, name, section, persons: members } = data
      return {
        ...state,
        persons: moved(persons, (person) => members.includes(person), household),
        households: { ...households, [household]: { name, section } },
      }
    }
    case 'household.joined':
      return {
        ...state,
        persons: moved(persons, (_, { household }) => household === data.household, data.into),
        households: without(households, data.household),
      }
    case 'couple.formed':
      return { ...state, couples: { ...couples, [data.couple]: data.persons } }
    case 'couple.ended':
      return { ...state, couples: without(couples, data.couple) }
    case 'list.made':
    case 'correction.asked-within':
    case 'document.attached-within':
      return state
  }
}
