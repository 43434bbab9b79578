/** What a book says of memberships and referrals: as a federation, and as a member of others. */
import type { BookId } from '../book/entry.ts'
import { type Elector, sectionsOf } from '../kernel/decision.ts'
import type { Recorded } from '../views/room.ts'
import { membershipAccepted } from './entries.ts'

export interface FederationState {
  /** Members of this federation, in order of acceptance. */
  readonly members: readonly Elector[]
  /** Motions of this book referred to the members. */
  readonly referred: readonly number[]
  /** Federations this body applied to. */
  readonly applied: readonly BookId[]
  /** First positions this body recorded, by `<book>/<seq>` of the referral. */
  readonly positions: Readonly<Record<string, number>>
}

export const initialFederationState: FederationState = {
  members: [],
  referred: [],
  applied: [],
  positions: {},
}

/** Names a referral wherever it stands. */
export const referralKey = (referral: { readonly book: BookId; readonly seq: number }): string =>
  `${referral.book}/${referral.seq}`

/** Number of members per section: what a referral carries. */
export function electorsBySection(members: readonly Elector[]): Record<string, number> {
  return Object.fromEntries(
    sectionsOf(members).map((section) => [
      section,
      members.filter((member) => member.section === section).length,
    ]),
  )
}

export function evolveFederation(state: FederationState, { seq, entry }: Recorded): FederationState {
  const [cited] = entry.cites
  if (cited === undefined) {
    return entry.type === 'motion.referred'
      ? { ...state, referred: [...state.referred, Number(entry.data.motion)] }
      : state
  }
  if (entry.type === 'membership.applied') return { ...state, applied: [...state.applied, cited.book] }
  if (entry.type === 'membership.accepted') {
    const { section } = membershipAccepted.parse(entry.data)
    return { ...state, members: [...state.members, { body: cited.book, section }] }
  }
  if (entry.type !== 'position.recorded') return state
  const key = referralKey(cited)
  return key in state.positions ? state : { ...state, positions: { ...state.positions, [key]: seq } }
}
