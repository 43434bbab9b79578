/** The room of bodies, as it is folded. */
import type { Room } from '../views/room.ts'
import { bodiesEntries } from './entries.ts'
import { judgeBodies } from './rules.ts'
import { type BodiesState, evolveBodies, initialBodiesState } from './state.ts'
import { bodiesTexts } from './texts.ts'
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
  // The charter goes on; since which entries it and those before it hold, and by which motions, is the continued book's.
  inherit: ({ bodies }) => ({ ...bodies, earlierCharters: [], charterMotions: [] }),
  heir: bodiesHeir,
  texts: bodiesTexts,
  tables: bodiesTables,
  projector: bodiesProjector,
}
