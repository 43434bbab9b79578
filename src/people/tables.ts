/** Rows of people: shown only to those of the body, on nodes that hold the contents. */
import type { Project, ViewsDb } from '../views/room.ts'
import type { peopleEntries } from './entries.ts'
import { type PeopleState, evolvePeople } from './state.ts'

export const peopleTables = `
CREATE TABLE persons (
  book TEXT NOT NULL, person TEXT NOT NULL, facts TEXT NOT NULL, gone INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (book, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE households (
  book TEXT NOT NULL, household TEXT NOT NULL, name TEXT NOT NULL, section TEXT, PRIMARY KEY (book, household)
) STRICT, WITHOUT ROWID;
CREATE TABLE couples (
  book TEXT NOT NULL, couple TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, PRIMARY KEY (book, couple)
) STRICT, WITHOUT ROWID;
CREATE TABLE documents_within (
  book TEXT NOT NULL, seq INTEGER NOT NULL, title TEXT NOT NULL, at TEXT NOT NULL, on_book TEXT, on_seq INTEGER,
  PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE list_bodies (
  book TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (book, seq, body)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_bodies_by_body ON list_bodies (body);
`

export function peopleProjector(db: ViewsDb): Project<PeopleState, typeof peopleEntries> {
  const putPerson = db.prepare(
    `INSERT INTO persons VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET facts = excluded.facts, gone = excluded.gone`,
  )
  const addHousehold = db.prepare('INSERT INTO households VALUES (?, ?, ?, ?)')
  const endHousehold = db.prepare('DELETE FROM households WHERE book = ? AND household = ?')
  const addCouple = db.prepare('INSERT INTO couples VALUES (?, ?, ?, ?)')
  const endCouple = db.prepare('DELETE FROM couples WHERE book = ? AND couple = ?')
  const addDocument = db.prepare('INSERT INTO documents_within VALUES (?, ?, ?, ?, ?, ?)')
  const addListed = db.prepare('INSERT INTO list_bodies VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
  return (recorded, before) => {
    const { book, seq, type, data } = recorded
    if (type === 'household.formed') addHousehold.run(book, data.household, data.name, data.section ?? null)
    else if (type === 'household.joined') endHousehold.run(book, data.household)
    else if (type === 'couple.formed') addCouple.run(book, data.couple, data.persons[0], data.persons[1])
    else if (type === 'couple.ended') endCouple.run(book, data.couple)
    else if (type === 'document.attached-within') {
      const [on] = recorded.entry.cites
      const place = [on?.book ?? null, on?.seq ?? null]
      addDocument.run(book, seq, JSON.stringify(data.title), recorded.entry.at, ...place)
    } else if (type === 'list.made') for (const body of data.bodies) addListed.run(book, seq, body)
    const after = evolvePeople(before, recorded)
    const touched = 'person' in data ? [data.person] : Object.keys(after.persons)
    for (const person of touched) {
      const facts = after.persons[person]
      if (facts === undefined || facts === before.persons[person]) continue
      const { isGone, ...kept } = facts
      putPerson.run(book, person, JSON.stringify(kept), isGone ? 1 : 0, seq)
    }
  }
}

/** What a successor takes over, where the contents of the book it continues are held. */
export function peopleHeir(db: ViewsDb) {
  const addPerson = db.prepare('INSERT INTO persons VALUES (?, ?, ?, ?, -1)')
  const addHousehold = db.prepare('INSERT INTO households VALUES (?, ?, ?, ?)')
  const addCouple = db.prepare('INSERT INTO couples VALUES (?, ?, ?, ?)')
  return (book: string, { persons, households, couples }: PeopleState): void => {
    for (const [person, { isGone, ...facts }] of Object.entries(persons))
      addPerson.run(book, person, JSON.stringify(facts), isGone ? 1 : 0)
    for (const [household, { name, section }] of Object.entries(households))
      addHousehold.run(book, household, name, section ?? null)
    for (const [couple, [first, second]] of Object.entries(couples))
      addCouple.run(book, couple, first, second)
  }
}
