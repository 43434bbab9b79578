/** The room of federations, as it is folded. */
import type { Room } from '../views/room.ts'
import { federationEntries } from './entries.ts'
import { type SeesFederation, judgeFederation } from './rules.ts'
import { type FederationState, evolveFederation, initialFederationState } from './state.ts'
import { waitingAfter } from './waiting-referrals.ts'
import { federationHeir, federationProjector, federationTables } from './tables.ts'

export const federationRoom: Room<FederationState, SeesFederation, typeof federationEntries> = {
  name: 'federation',
  entries: federationEntries,
  initial: initialFederationState,
  judge: judgeFederation,
  evolve: evolveFederation,
  // What was referred keeps its place in the book continued, where the successor may close it; it refers motions of its own.
  inherit: ({ federation, bodies }, continued) => ({
    ...federation,
    waiting: waitingAfter(federation, bodies, continued.book),
    open: {},
    closed: [],
    closing: null,
    voting: null,
    present: null,
    opinions: [],
    delegates: federation.delegates.map((sent) => ({ book: continued.book, ...sent })),
  }),
  heir: federationHeir,
  electorsOf: ({ members }) => members.flatMap(({ body, ended }) => (ended === undefined ? [body] : [])),
  tables: federationTables,
  projector: federationProjector,
}
