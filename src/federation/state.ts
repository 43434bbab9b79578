/** What a book says of memberships and referrals: as a federation, and as a member of others. */
import type { BookId, Citation } from '../book/entry.ts'
import { type Elector, sectionsOf } from '../kernel/decision.ts'
import type { RecordedOf } from '../views/room.ts'
import type { federationEntries } from './entries.ts'

export interface FederationState {
  /** Members of this federation, in order of acceptance. */
  readonly members: readonly Elector[]
  /** Motions of this book referred to the members. */
  readonly referred: readonly number[]
  /** Federations this body applied to. */
  readonly applied: readonly BookId[]
  /** First positions this body recorded, by `<book>/<seq>/<leaf>` of the referral. */
  readonly positions: Readonly<Record<string, number>>
}

export const initialFederationState: FederationState = {
  members: [],
  referred: [],
  applied: [],
  positions: {},
}

/** Names what was cited wherever it stands: the place and the very text. */
export const referralKey = ({ book, seq, leaf }: Citation): string => `${book}/${seq}/${leaf}`

/** Number of members per section: what a referral carries. */
export function electorsBySection(members: readonly Elector[]): Record<string, number> {
  return Object.fromEntries(
    sectionsOf(members).map((section) => [
      section,
      members.filter((member) => member.section === section).length,
    ]),
  )
}

export function evolveFederation(
  state: FederationState,
  { seq, entry, type, data }: RecordedOf<typeof federationEntries>,
): FederationState {
  if (type === 'motion.referred') return { ...state, referred: [...state.referred, data.motion] }
  const [cited] = entry.cites
  if (cited === undefined) return state
  if (type === 'membership.applied') return { ...state, applied: [...state.applied, cited.book] }
  if (type === 'membership.accepted') {
    return { ...state, members: [...state.members, { body: cited.book, section: data.section }] }
  }
  const key = referralKey(cited)
  return key in state.positions ? state : { ...state, positions: { ...state.positions, [key]: seq } }
}
