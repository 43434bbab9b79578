/** Commands about the people of a body: all that is personal is written sealed, for the people of the body. */
import { z } from 'zod'
import type { JsonObject } from '../../book/entry.ts'
import { foldName } from '../../kernel/names.ts'
import { accept } from '../../kernel/result.ts'
import { coupleFormed, householdFormed, personChanged, personEnrolled } from '../../people/entries.ts'
import { householdsOf } from '../../people/queries.ts'
import type { PersonRow } from '../../people/read-list.ts'
import { newId } from '../new-id.ts'
import { type Draft, writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { at, book, person, writeOne } from './inputs.ts'

/** Sealed for the people of a body. */
const sealed = (body: string, type: string, data: object, date: string | undefined): Draft => ({
  type,
  data: data as JsonObject,
  at: date,
  circle: { members: body },
})

const enrol = personCommand({
  name: 'person.enrol',
  input: personEnrolled.omit({ person: true }).extend({ body: book, at }),
  run: async (node, { body, at: date, ...facts }, { actor }) => {
    const id = newId()
    const written = await writeOne(
      node,
      actor,
      body,
      sealed(body, 'person.enrolled', { person: id, ...facts }, date),
    )
    return written.ok ? accept({ person: id, ...written.value }) : written
  },
})

const change = personCommand({
  name: 'person.change',
  input: personChanged.extend({ body: book, at }),
  run: (node, { body, at: date, ...facts }, { actor }) =>
    writeOne(node, actor, body, sealed(body, 'person.changed', facts, date)),
})

const leave = personCommand({
  name: 'person.leave',
  input: z.object({ body: book, person, reason: z.string().max(500).optional(), at }),
  run: (node, { body, at: date, ...left }, { actor }) =>
    writeOne(node, actor, body, sealed(body, 'person.left', left, date)),
})

/** Also how a household splits: those named leave the one they were in. */
const formHousehold = personCommand({
  name: 'household.form',
  input: householdFormed.omit({ household: true }).extend({ body: book, at }),
  run: async (node, { body, at: date, ...facts }, { actor }) => {
    const id = newId()
    const draft = sealed(body, 'household.formed', { household: id, ...facts }, date)
    const written = await writeOne(node, actor, body, draft)
    return written.ok ? accept({ household: id, ...written.value }) : written
  },
})

const joinHouseholds = personCommand({
  name: 'household.join',
  input: z.object({ body: book, household: person, into: person, at }),
  run: (node, { body, at: date, ...joined }, { actor }) =>
    writeOne(node, actor, body, sealed(body, 'household.joined', joined, date)),
})

const formCouple = personCommand({
  name: 'couple.form',
  input: coupleFormed.omit({ couple: true }).extend({ body: book, at }),
  run: (node, { body, at: date, ...facts }, { actor }) =>
    writeOne(node, actor, body, sealed(body, 'couple.formed', { couple: newId(), ...facts }, date)),
})

const endCouple = personCommand({
  name: 'couple.end',
  input: z.object({ body: book, couple: person, at }),
  run: (node, { body, couple, at: date }, { actor }) =>
    writeOne(node, actor, body, sealed(body, 'couple.ended', { couple }, date)),
})

const row = z.object({
  row: z.int(),
  name: z.string().min(1).max(200),
  household: z.string().max(200).nullable(),
  section: z.string().max(200).nullable(),
  gender: z.enum(['female', 'male', 'other']).nullable(),
  birthYear: z.int().nullable(),
  away: z.boolean(),
  awayPlace: z.string().max(200).nullable(),
  couple: z.string().max(200).nullable(),
})

/** A whole list under one checkpoint: all of it is written, or nothing. Households are made where their name is new. */
const enrolList = personCommand({
  name: 'person.enrol-list',
  input: z.object({ body: book, rows: z.array(row).min(1).max(20_000), at }),
  run: async (node, { body, rows, at: date }, { actor }) => {
    const known = householdsOf(node.views.db, body)
    const drafts = listDrafts(body, rows, known, date)
    const written = await writeEntries(node, actor, body, () => accept(drafts))
    return written.ok ? accept({ people: rows.length, ...written.value }) : written
  },
})

/** Households first, then people, then couples: each rests on those before. */
function listDrafts(
  body: string,
  rows: readonly PersonRow[],
  known: readonly { readonly household: string; readonly name: string }[],
  date: string | undefined,
): Draft[] {
  const households = new Map(known.map(({ household, name }) => [foldName(name), household]))
  const formed: Draft[] = []
  for (const { household: name, section } of rows) {
    if (name === null || households.has(foldName(name))) continue
    const household = newId()
    households.set(foldName(name), household)
    const data = { household, name, persons: [], ...(section === null ? {} : { section }) }
    formed.push(sealed(body, 'household.formed', data, date))
  }
  const couples = new Map<string, string[]>()
  const enrolled = rows.map((one) => {
    const id = newId()
    if (one.couple !== null) {
      const key = `${one.household ?? ''} ${foldName(one.couple)}`
      couples.set(key, [...(couples.get(key) ?? []), id])
    }
    const home = one.household === null ? undefined : households.get(foldName(one.household))
    return sealed(body, 'person.enrolled', { person: id, ...factsOf(one, home) }, date)
  })
  const pairs = [...couples.values()].filter(({ length }) => length === 2)
  return [
    ...formed,
    ...enrolled,
    ...pairs.map((persons) => sealed(body, 'couple.formed', { couple: newId(), persons }, date)),
  ]
}

function factsOf(one: PersonRow, household: string | undefined) {
  const { name, section, gender, birthYear, away, awayPlace } = one
  return {
    name,
    ...(household === undefined ? {} : { household }),
    ...(section === null ? {} : { section }),
    ...(gender === null ? {} : { gender }),
    ...(birthYear === null ? {} : { birthYear }),
    ...(away ? { away } : {}),
    ...(awayPlace === null ? {} : { awayPlace }),
  }
}

export const enrollingCommands = [
  enrol,
  enrolList,
  change,
  leave,
  formHousehold,
  joinHouseholds,
  formCouple,
  endCouple,
]
