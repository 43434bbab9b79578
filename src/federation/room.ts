/** The room of federations, as it is folded. */
import type { Room } from '../views/room.ts'
import { federationEntries } from './entries.ts'
import { type SeesFederation, judgeFederation } from './rules.ts'
import { type FederationState, evolveFederation, initialFederationState } from './state.ts'
import { federationProjector, federationTables } from './tables.ts'

export const federationRoom: Room<FederationState, SeesFederation, typeof federationEntries> = {
  name: 'federation',
  entries: federationEntries,
  initial: initialFederationState,
  judge: judgeFederation,
  evolve: evolveFederation,
  tables: federationTables,
  projector: federationProjector,
}
