/** The room of sessions, as it is folded. */
import type { Room } from '../views/room.ts'
import { assembliesEntries } from './entries.ts'
import { judgeAssemblies } from './rules.ts'
import { type AssembliesState, evolveAssemblies, initialAssembliesState } from './state.ts'
import { assembliesProjector, assembliesTables } from './tables.ts'

export interface SeesAssemblies {
  readonly assemblies: AssembliesState
}

export const assembliesRoom: Room<AssembliesState, SeesAssemblies, typeof assembliesEntries> = {
  name: 'assemblies',
  entries: assembliesEntries,
  initial: initialAssembliesState,
  judge: (seen, recorded) => judgeAssemblies(seen.assemblies, recorded),
  evolve: evolveAssemblies,
  tables: assembliesTables,
  projector: assembliesProjector,
}
