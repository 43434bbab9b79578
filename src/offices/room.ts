/** The room of offices, as it is folded. */
import type { Room } from '../views/room.ts'
import { officesEntries } from './entries.ts'
import type { SeesOffices } from './rules-of-turns.ts'
import { judgeOffices } from './rules.ts'
import { type OfficesState, evolveOffices, initialOfficesState } from './state.ts'
import { officesProjector, officesTables } from './tables.ts'

export const officesRoom: Room<OfficesState, SeesOffices, typeof officesEntries> = {
  name: 'offices',
  entries: officesEntries,
  initial: initialOfficesState,
  judge: judgeOffices,
  evolve: evolveOffices,
  inherit: ({ offices }) => ({ ...offices, terms: {}, cut: {} }),
  tables: officesTables,
  projector: officesProjector,
}
