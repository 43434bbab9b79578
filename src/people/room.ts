/** The room of people, as it is folded where contents are held. */
import type { Room } from '../views/room.ts'
import { peopleEntries } from './entries.ts'
import { judgePeople } from './rules.ts'
import { type PeopleState, evolvePeople, initialPeopleState } from './state.ts'
import { peopleHeir, peopleProjector, peopleTables } from './tables.ts'

export const peopleRoom: Room<PeopleState, { readonly people: PeopleState }, typeof peopleEntries> = {
  name: 'people',
  isSealed: true,
  entries: peopleEntries,
  initial: initialPeopleState,
  judge: (seen, recorded) => judgePeople(seen.people, recorded),
  evolve: evolvePeople,
  inherit: ({ people }) => people,
  heir: peopleHeir,
  tables: peopleTables,
  projector: peopleProjector,
}
