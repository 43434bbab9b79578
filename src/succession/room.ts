/** The room of successions, as it is folded. */
import type { BodiesState } from '../bodies/state.ts'
import type { Room } from '../views/room.ts'
import { successionEntries } from './entries.ts'
import { judgeSuccession } from './rules.ts'
import { type SuccessionState, evolveSuccession, inheritSuccession, initialSuccessionState } from './state.ts'
import { successionHeir, successionProjector, successionTables } from './tables.ts'

export interface SeesSuccession {
  readonly bodies: BodiesState
  readonly succession: SuccessionState
}

export const successionRoom: Room<SuccessionState, SeesSuccession, typeof successionEntries> = {
  name: 'succession',
  entries: successionEntries,
  initial: initialSuccessionState,
  judge: ({ succession }, recorded) => judgeSuccession(succession, recorded),
  evolve: evolveSuccession,
  inherit: inheritSuccession,
  heir: successionHeir,
  tables: successionTables,
  projector: successionProjector,
}
