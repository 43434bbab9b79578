/**
 * What was referred in a book that another goes on from and nobody had closed there (docs/decisions/0030): the new book closes
 * it, by naming the old one, with the electors it was referred to and the rule as it was then.
 */
import { type BodiesState, charterAt } from '../bodies/state.ts'
import type { DecisionRule } from '../bodies/entries.ts'
import type { BookId } from '../book/entry.ts'
import { type OpenReferral, electorsOf } from './members.ts'
import type { FederationState } from './state.ts'

export interface WaitingReferral {
  /** The book that the motion is in. */
  readonly book: BookId
  readonly motion: number
  readonly rule?: DecisionRule
  /** So many of the list of members were there when it was referred; the places of its electors among them. */
  readonly members: number
  readonly electors: readonly number[]
  /** It was closed in this book. */
  readonly isClosed?: true
}

/** Of a prefix that is gone on from: what its successor may close. */
export function waitingAfter(
  federation: FederationState,
  bodies: BodiesState,
  book: BookId,
): readonly WaitingReferral[] {
  const own = Object.entries(federation.open).map(([motion, referral]) =>
    asWaiting(federation, bodies, { book, motion: Number(motion), referral }),
  )
  return [...federation.waiting.filter(({ isClosed }) => isClosed !== true), ...own]
}

function asWaiting(
  federation: FederationState,
  bodies: BodiesState,
  { book, motion, referral }: { book: BookId; motion: number; referral: OpenReferral },
): WaitingReferral {
  const charter = charterAt(bodies, referral.seq)
  const rule = charter?.decisions[referral.rule]
  return {
    book,
    motion,
    ...(rule === undefined ? {} : { rule }),
    members: referral.members,
    electors: electorsOf(federation, referral, charter),
  }
}

export const waitingReferral = (
  { waiting }: FederationState,
  book: BookId,
  motion: number,
): WaitingReferral | undefined => waiting.find((one) => one.book === book && one.motion === motion)

export const closedHere = (
  { waiting }: FederationState,
  book: BookId,
  motion: number,
): readonly WaitingReferral[] =>
  waiting.map((one) => (one.book === book && one.motion === motion ? { ...one, isClosed: true } : one))
