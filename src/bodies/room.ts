/** The room of bodies, as it is folded. */
import type { Room } from '../views/room.ts'
import { bodiesEntries } from './entries.ts'
import { judgeBodies } from './rules.ts'
import { type BodiesState, evolveBodies, initialBodiesState } from './state.ts'
import { bodiesHeir, bodiesProjector, bodiesTables } from './tables.ts'

/** The states that rules which need to know the body may read. */
export interface SeesBodies {
  readonly bodies: BodiesState
}

export const bodiesRoom: Room<BodiesState, SeesBodies, typeof bodiesEntries> = {
  name: 'bodies',
  entries: bodiesEntries,
  initial: initialBodiesState,
  judge: (seen, recorded) => judgeBodies(seen.bodies, recorded),
  evolve: evolveBodies,
  // Charters there were before end at entries of the book continued.
  inherit: ({ bodies }) => ({ ...bodies, earlierCharters: [] }),
  heir: bodiesHeir,
  tables: bodiesTables,
  projector: bodiesProjector,
}
