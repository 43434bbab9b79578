/** The room of offices, as it is folded. */
import type { Room } from '../views/room.ts'
import { officesEntries } from './entries.ts'
import type { SeesOffices } from './rules-of-turns.ts'
import { judgeOffices } from './rules.ts'
import { type OfficesState, evolveOffices, inheritOffices, initialOfficesState } from './state.ts'
import { officesHeir, officesProjector, officesTables } from './tables.ts'

export const officesRoom: Room<OfficesState, SeesOffices, typeof officesEntries> = {
  name: 'offices',
  entries: officesEntries,
  initial: initialOfficesState,
  judge: judgeOffices,
  evolve: evolveOffices,
  inherit: inheritOffices,
  heir: officesHeir,
  tables: officesTables,
  projector: officesProjector,
}
