/** What the rules of federations read: the states of one book. */
import { type AssembliesState, motionAt } from '../assemblies/state.ts'
import type { BodiesState } from '../bodies/state.ts'
import { numbered } from '../kernel/by-number.ts'
import type { Recorded } from '../views/room.ts'
import type { z } from 'zod'
import type { federationEntries } from './entries.ts'
import type { ClosedDecision, FederationState } from './state.ts'

export interface SeesFederation {
  readonly bodies: BodiesState
  readonly assemblies: AssembliesState
  readonly federation: FederationState
}

type Types = typeof federationEntries

/** The data of an entry of this type, its form checked; undefined of any other. */
export const dataOf = <Type extends keyof Types>(
  { entry }: Recorded,
  ...types: readonly Type[]
): z.infer<Types[Type]> | undefined =>
  types.some((type) => type === entry.type) ? (entry.data as unknown as z.infer<Types[Type]>) : undefined

/** How the body decided on a motion of its own, in whatever way, and by which entry; undefined while it has not. */
export const decisionOn = (
  { assemblies, federation }: Pick<SeesFederation, 'assemblies' | 'federation'>,
  motion: number,
): ClosedDecision | undefined => {
  const own = motionAt(assemblies, motion)?.decided
  return numbered(federation.closed, motion) ?? (own === undefined ? undefined : { ...own, seq: own.vote })
}
