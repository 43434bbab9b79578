import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../book/entry.ts'
import { draft, founded } from '../testing/drafts.ts'
import { type Told, author, given, givenFlagged, tell } from '../testing/given.ts'
import { personNamed } from '../testing/keys.ts'
import { hard, soft } from '../views/room.ts'
import type { PeopleState } from './state.ts'

const founding = founded(author)
const idOf = personNamed
const [juana, pedro, rosa] = ['Juana Mamani', 'Pedro Choque', 'Rosa Colque']

/** For the people of the body: everything about people stands so. */
const sealed = (type: string, data: JsonObject): Told => ({ ...draft(type, data), isSealed: true })

const enrolled = (name: string, more: JsonObject = {}): Told =>
  sealed('person.enrolled', { person: idOf(name), name, ...more })
const changed = (name: string, data: JsonObject): Told =>
  sealed('person.changed', { person: idOf(name), ...data })
const left = (name: string): Told => sealed('person.left', { person: idOf(name) })
const household = (name: string, ...persons: readonly string[]): Told =>
  sealed('household.formed', { household: idOf(name), name, persons: persons.map(idOf) })
const joined = (from: string, into: string): Told =>
  sealed('household.joined', { household: idOf(from), into: idOf(into) })
const couple = (name: string, ...persons: readonly string[]): Told =>
  sealed('couple.formed', { couple: idOf(name), persons: persons.map(idOf) })
const parted = (name: string): Told => sealed('couple.ended', { couple: idOf(name) })

const stateAfter = (...past: readonly Told[]): PeopleState => tell(past).states['people'] as PeopleState

/** The household that each of these is in. */
const homes = ({ persons }: PeopleState, ...names: readonly string[]) =>
  names.map((name) => persons[idOf(name)]?.household)

describe('what is said of people is sealed', () => {
  test.each([
    enrolled(juana),
    household('Los Mamani'),
    sealed('person.left', { person: idOf(juana) }),
    sealed('couple.ended', { couple: idOf('x') }),
  ])('given $type in the open, then it is void', ({ type, data }) => {
    given(founding)
      .when(draft(type, data))
      .thenVoid(hard('must-be-sealed', { entryType: type }))
  })

  test('given somebody who holds no post, when it is sealed, then it is void all the same', () => {
    given(founding)
      .when({ ...enrolled(juana), by: 'a stranger' })
      .thenVoid(hard('author-not-entitled', { entryType: 'person.enrolled' }))
    given(founding)
      .when({ ...enrolled(juana), by: `${author} clerk` })
      .thenVoid(hard('author-not-entitled', { entryType: 'person.enrolled' }))
  })
})

describe('personIsEnrolledOnce: a person is enrolled once by an id', () => {
  test('given nobody, when a person is enrolled, then the body knows the name', () => {
    given(founding).when(enrolled(juana)).thenInForce()
    expect(stateAfter(founding, enrolled(juana)).persons).toEqual({
      [idOf(juana)]: { name: juana, isGone: false },
    })
  })

  test('given a person, when the id is enrolled again, then it is void, also after leaving', () => {
    const again = sealed('person.enrolled', { person: idOf(juana), name: 'Otra' })
    given(founding, enrolled(juana)).when(again).thenVoid(hard('person-already-enrolled'))
    given(founding, enrolled(juana), left(juana)).when(again).thenVoid(hard('person-already-enrolled'))
  })
})

describe('nobodyIsEnrolledTwice: the same name in a household is one person until something tells them apart', () => {
  const twice = (name: string, more: JsonObject = {}): Told =>
    sealed('person.enrolled', { person: idOf(`${name} again`), name, ...more })

  test('given a person, when the same name is enrolled in other letters, then it is flagged', () => {
    for (const name of [juana, 'JUANA  MAMÁNI', 'juana\u200b mamani'])
      given(founding, enrolled(juana)).when(twice(name)).thenFlagged(soft('enrolled-twice'))
  })

  test('given a year of birth on one side only, then it is flagged; given two that differ, then not', () => {
    given(founding, enrolled(juana, { birthYear: 1980 }))
      .when(twice(juana))
      .thenFlagged(soft('enrolled-twice'))
    given(founding, enrolled(juana, { birthYear: 1980 }))
      .when(twice(juana, { birthYear: 1980 }))
      .thenFlagged(soft('enrolled-twice'))
    given(founding, enrolled(juana, { birthYear: 1980 }))
      .when(twice(juana, { birthYear: 2004 }))
      .thenInForce()
  })

  test('given the same name in another household, or somebody who left, then it is another person', () => {
    const home = household('Los Mamani')
    given(founding, home, enrolled(juana))
      .when(twice(juana, { household: idOf('Los Mamani') }))
      .thenInForce()
    given(founding, enrolled(juana), left(juana)).when(twice(juana)).thenInForce()
  })

  test('given one who was enrolled twice, then both are there: a flag takes nothing away', () => {
    const { states } = givenFlagged(founding, enrolled(juana), twice(juana))
      .when(enrolled(rosa))
      .thenInForce()
    expect(Object.keys((states['people'] as PeopleState).persons)).toHaveLength(3)
  })
})

describe('personIsEnrolled: what is said of a person is said of one who is enrolled', () => {
  test('given a person, when facts change, then what was not said stays', () => {
    const past = [founding, enrolled(juana, { section: 'Arriba', birthYear: 1980 })]
    const after = stateAfter(...past, changed(juana, { section: 'Abajo' }))
    expect(after.persons[idOf(juana)]).toEqual({
      name: juana,
      section: 'Abajo',
      birthYear: 1980,
      isGone: false,
    })
  })

  test('given nobody, or somebody who left, when facts change or the person leaves, then it is void', () => {
    for (const told of [changed(juana, { section: 'Abajo' }), left(juana)]) {
      given(founding).when(told).thenVoid(hard('person-unknown'))
      given(founding, enrolled(juana), left(juana)).when(told).thenVoid(hard('person-unknown'))
    }
  })
})

describe('householdIsOfPeople: a household is formed once, of people who are enrolled', () => {
  test('given two people, when a household is formed of them, then both leave the one they were in', () => {
    const past = [
      founding,
      household('Vieja'),
      enrolled(juana, { household: idOf('Vieja') }),
      enrolled(pedro),
    ]
    const after = stateAfter(...past, household('Nueva', juana, pedro))
    expect(homes(after, juana, pedro)).toEqual([idOf('Nueva'), idOf('Nueva')])
  })

  test('given a household, when its id is formed again, then it is void', () => {
    given(founding, household('Los Mamani'))
      .when(household('Los Mamani'))
      .thenVoid(hard('household-already-formed'))
  })

  test('given one who is not enrolled, or left, among them, then it is void', () => {
    given(founding, enrolled(juana))
      .when(household('Los Mamani', juana, pedro))
      .thenVoid(hard('person-unknown'))
    given(founding, enrolled(juana), left(juana))
      .when(household('Los Mamani', juana))
      .thenVoid(hard('person-unknown'))
  })

  test('given a household, when some form another, then it is split, and the others stay', () => {
    const home = { household: idOf('Vieja') }
    const past = [founding, household('Vieja'), enrolled(juana, home), enrolled(pedro, home)]
    expect(homes(stateAfter(...past, household('Nueva', juana)), juana, pedro)).toEqual([
      idOf('Nueva'),
      idOf('Vieja'),
    ])
  })
})

describe('householdIsKnown: a person is put into a household that there is', () => {
  test('given none, when somebody is enrolled or moved into it, then it is void', () => {
    const nowhere = { household: idOf('Nadie') }
    given(founding).when(enrolled(juana, nowhere)).thenVoid(hard('household-unknown'))
    given(founding, enrolled(juana)).when(changed(juana, nowhere)).thenVoid(hard('household-unknown'))
  })

  test('given a household that joined another, when somebody is put into it, then it is void', () => {
    given(founding, household('Vieja'), household('Nueva'), joined('Vieja', 'Nueva'))
      .when(enrolled(juana, { household: idOf('Vieja') }))
      .thenVoid(hard('household-unknown'))
  })
})

describe('householdsJoinAreKnown: two different households that there are become one', () => {
  const two = [founding, household('Vieja'), household('Nueva')]

  test('given two, when one joins the other, then its people are of the other, and it is no more', () => {
    const past = [...two, enrolled(juana, { household: idOf('Vieja') }), enrolled(pedro)]
    const after = stateAfter(...past, joined('Vieja', 'Nueva'))
    expect(homes(after, juana, pedro)).toEqual([idOf('Nueva'), undefined])
    expect(Object.keys(after.households)).toEqual([idOf('Nueva')])
  })

  test('given a household, when it joins itself, one that is not there, or one that ended, then it is void', () => {
    for (const [from, into] of [
      ['Vieja', 'Vieja'],
      ['Vieja', 'Nadie'],
      ['Nadie', 'Vieja'],
    ] as const)
      given(...two)
        .when(joined(from, into))
        .thenVoid(hard('household-unknown'))
    given(...two, joined('Vieja', 'Nueva'))
      .when(joined('Nueva', 'Vieja'))
      .thenVoid(hard('household-unknown'))
  })
})

describe('coupleIsOfTwo: a couple is of two people who are enrolled and in no other', () => {
  const people = [founding, enrolled(juana), enrolled(pedro), enrolled(rosa)]

  test('given two people, then they are a couple', () => {
    given(...people)
      .when(couple('una', juana, pedro))
      .thenInForce()
  })

  test('given one twice, somebody not enrolled, or somebody who left, then it is void', () => {
    for (const [first, second] of [
      [juana, juana],
      [juana, 'Nadie'],
    ] as const)
      given(...people)
        .when(couple('una', first, second))
        .thenVoid(hard('person-unknown'))
    given(...people, left(pedro))
      .when(couple('una', juana, pedro))
      .thenVoid(hard('person-unknown'))
  })

  test('given one or three, then it is no couple', () => {
    for (const persons of [[juana], [juana, pedro, rosa]])
      given(...people)
        .when(couple('una', ...persons))
        .thenVoid(hard('entry-malformed', { field: 'data.persons' }))
  })

  test('given one who is in a couple, then a second is flagged, until the first has ended', () => {
    const first = couple('una', juana, pedro)
    given(...people, first)
      .when(couple('otra', pedro, rosa))
      .thenFlagged(soft('already-a-couple'))
    given(...people, first, parted('una'))
      .when(couple('otra', pedro, rosa))
      .thenInForce()
  })
})

describe('coupleThatEndsWasOne: a couple that ends was one', () => {
  test('given none, or one that ended, when it ends, then it is void', () => {
    const past = [founding, enrolled(juana), enrolled(pedro), couple('una', juana, pedro)]
    given(...past)
      .when(parted('otra'))
      .thenVoid(hard('couple-unknown'))
    given(...past)
      .when(parted('una'))
      .thenInForce()
    given(...past, parted('una'))
      .when(parted('una'))
      .thenVoid(hard('couple-unknown'))
  })
})
