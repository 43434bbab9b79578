/** The room of federations, as it is folded. */
import type { Room } from '../views/room.ts'
import { federationEntries } from './entries.ts'
import { type SeesFederation, judgeFederation } from './rules.ts'
import { type FederationState, evolveFederation, initialFederationState } from './state.ts'
import { federationTables, projectFederation } from './tables.ts'

export const federationRoom: Room<FederationState, SeesFederation> = {
  name: 'federation',
  entries: federationEntries,
  initial: initialFederationState,
  judge: judgeFederation,
  evolve: evolveFederation,
  tables: federationTables,
  project: projectFederation,
}
