/** The room of sessions, as it is folded. */
import type { Room } from '../views/room.ts'
import { assembliesEntries } from './entries.ts'
import { type SeesAssemblies, judgeAssemblies } from './rules.ts'
import { type AssembliesState, evolveAssemblies, initialAssembliesState } from './state.ts'
import { assembliesTexts } from './texts.ts'
import { assembliesProjector, assembliesTables } from './tables.ts'

export const assembliesRoom: Room<AssembliesState, SeesAssemblies, typeof assembliesEntries> = {
  name: 'assemblies',
  entries: assembliesEntries,
  initial: initialAssembliesState,
  judge: judgeAssemblies,
  evolve: evolveAssemblies,
  texts: assembliesTexts,
  tables: assembliesTables,
  projector: assembliesProjector,
}
