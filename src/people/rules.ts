/** Rules of enrolment. Whether the author may write is bodies/' to say. */
import type { PersonId } from '../book/entry.ts'
import { foldName } from '../kernel/names.ts'
import { type Rule, hard, judgeBy, soft } from '../views/room.ts'
import type { PersonFacts } from './entries.ts'
import type { PeopleState } from './state.ts'

const ofPerson: ReadonlySet<string> = new Set(['person.changed', 'person.left'])

const isThere = ({ persons }: PeopleState, person: PersonId): boolean =>
  Object.hasOwn(persons, person) && persons[person]?.isGone === false

/** A person is enrolled once by an id. */
const personIsEnrolledOnce: Rule<PeopleState> = (state, { entry }) =>
  entry.type === 'person.enrolled' && Object.hasOwn(state.persons, String(entry.data.person))
    ? hard('person-already-enrolled')
    : undefined

/** Nobody stands twice in a household: the same name and year of birth are one person until something tells them apart. */
const nobodyIsEnrolledTwice: Rule<PeopleState> = (state, { entry }) => {
  if (entry.type !== 'person.enrolled') return undefined
  const { name, household, birthYear } = entry.data as unknown as PersonFacts
  const isSame = (other: PersonFacts): boolean =>
    foldName(other.name) === foldName(name) &&
    other.household === household &&
    (other.birthYear === undefined || birthYear === undefined || other.birthYear === birthYear)
  const isTwice = Object.values(state.persons).some((other) => !other.isGone && isSame(other))
  return isTwice ? soft('enrolled-twice') : undefined
}

/** What is said of a person is said of one who is enrolled. */
const personIsEnrolled: Rule<PeopleState> = (state, { entry }) =>
  ofPerson.has(entry.type) && !isThere(state, String(entry.data.person)) ? hard('person-unknown') : undefined

/** A household is formed once, of people who are enrolled. */
const householdIsOfPeople: Rule<PeopleState> = (state, { entry }) => {
  if (entry.type !== 'household.formed') return undefined
  const { household, persons } = entry.data as unknown as { household: string; persons: PersonId[] }
  if (Object.hasOwn(state.households, household)) return hard('household-already-formed')
  return persons.every((person) => isThere(state, person)) ? undefined : hard('person-unknown')
}

/** A person is put into a household that there is. */
const householdIsKnown: Rule<PeopleState> = (state, { entry }) => {
  if (entry.type !== 'person.enrolled' && entry.type !== 'person.changed') return undefined
  const { household } = entry.data
  return household === undefined || Object.hasOwn(state.households, String(household))
    ? undefined
    : hard('household-unknown')
}

/** Two different households that there are become one. */
const householdsJoinAreKnown: Rule<PeopleState> = (state, { entry }) => {
  if (entry.type !== 'household.joined') return undefined
  const [from, into] = [String(entry.data.household), String(entry.data.into)]
  const areKnown = Object.hasOwn(state.households, from) && Object.hasOwn(state.households, into)
  return from !== into && areKnown ? undefined : hard('household-unknown')
}

/** A couple is of two people who are enrolled and in no other. */
const coupleIsOfTwo: Rule<PeopleState> = (state, { entry }) => {
  if (entry.type !== 'couple.formed') return undefined
  const persons = entry.data.persons as unknown as PersonId[]
  if (new Set(persons).size !== 2 || !persons.every((person) => isThere(state, person)))
    return hard('person-unknown')
  const taken = new Set(Object.values(state.couples).flat())
  return persons.some((person) => taken.has(person)) ? soft('already-a-couple') : undefined
}

/** A couple that ends was one. */
const coupleThatEndsWasOne: Rule<PeopleState> = (state, { entry }) =>
  entry.type === 'couple.ended' && !Object.hasOwn(state.couples, String(entry.data.couple))
    ? hard('couple-unknown')
    : undefined

export const judgePeople = judgeBy<PeopleState>([
  personIsEnrolledOnce,
  nobodyIsEnrolledTwice,
  personIsEnrolled,
  householdIsOfPeople,
  householdIsKnown,
  householdsJoinAreKnown,
  coupleIsOfTwo,
  coupleThatEndsWasOne,
])
