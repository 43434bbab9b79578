/** Rules of federations that one book can tell. What spans books (is it a member's? was it heard?) is joined when read. */
import type { AssembliesState } from '../assemblies/state.ts'
import type { BodiesState } from '../bodies/state.ts'
import { type Rule, hard, judgeBy, soft } from '../views/room.ts'
import { type FederationState, electorsBySection, referralKey } from './state.ts'

/** The states these rules read. */
export interface SeesFederation {
  readonly bodies: BodiesState
  readonly assemblies: AssembliesState
  readonly federation: FederationState
}

const citing: ReadonlySet<string> = new Set([
  'membership.applied',
  'membership.accepted',
  'position.recorded',
])

/** An application cites the federation, an acceptance the application, a position the referral. */
const citesExactlyOneEntry: Rule<SeesFederation> = (_, { entry }) =>
  citing.has(entry.type) && entry.cites.length !== 1 ? hard('entry-malformed', { field: 'cites' }) : undefined

/** A federation is applied to once. */
const appliesOnce: Rule<SeesFederation> = ({ federation }, { entry }) => {
  const [cited] = entry.cites
  if (entry.type !== 'membership.applied' || cited === undefined) return undefined
  return federation.applied.includes(cited.book) ? soft('already-applied') : undefined
}

/** A body is accepted once. */
const isAcceptedOnce: Rule<SeesFederation> = ({ federation }, { entry }) => {
  const [cited] = entry.cites
  if (entry.type !== 'membership.accepted' || cited === undefined) return undefined
  return federation.members.some(({ body }) => body === cited.book) ? hard('already-a-member') : undefined
}

/** Members are grouped in the charter's sections. */
const sectionIsInTheCharter: Rule<SeesFederation> = ({ bodies }, { entry }) => {
  if (entry.type !== 'membership.accepted') return undefined
  const isKnown = bodies.charter?.sections?.some(({ id }) => id === entry.data.section)
  return isKnown ? undefined : hard('section-unknown', { section: entry.data.section })
}

/** What is referred is a motion of this book, once. */
const refersAMotionOnce: Rule<SeesFederation> = ({ assemblies, federation }, { entry }) => {
  if (entry.type !== 'motion.referred') return undefined
  const motion = Number(entry.data.motion)
  if (!assemblies.motions.includes(motion)) return hard('motion-unknown', { motion })
  return federation.referred.includes(motion) ? hard('already-referred', { motion }) : undefined
}

/** A motion is decided by a rule of the charter. */
const ruleIsInTheCharter: Rule<SeesFederation> = ({ bodies }, { entry }) => {
  if (entry.type !== 'motion.referred') return undefined
  const isKnown = Object.hasOwn(bodies.charter?.decisions ?? {}, String(entry.data.rule))
  return isKnown ? undefined : hard('rule-unknown', { rule: entry.data.rule })
}

/** A referral carries the number of members per section as the book has them: the electors are frozen by it. */
const electorsAreCounted: Rule<SeesFederation> = ({ federation }, { entry }) => {
  if (entry.type !== 'motion.referred') return undefined
  const counted = electorsBySection(federation.members)
  const said = entry.data.electors as Readonly<Record<string, number>>
  const isSame =
    Object.keys(said).length === Object.keys(counted).length &&
    Object.entries(counted).every(([section, number]) => said[section] === number)
  return isSame ? undefined : soft('electors-miscounted', { counted })
}

/** A body takes positions in federations it applied to. */
const positionIsAMembers: Rule<SeesFederation> = ({ federation }, { entry }) => {
  const [referral] = entry.cites
  if (entry.type !== 'position.recorded' || referral === undefined) return undefined
  const { appliedTo } = entry.data as { appliedTo?: string }
  return federation.applied.includes(appliedTo ?? referral.book) ? undefined : soft('not-a-member')
}

/** A position is final: a second one is refused, unless it corrects the first. */
const positionIsRecordedOnce: Rule<SeesFederation> = ({ federation }, { entry }) => {
  const [referral] = entry.cites
  if (entry.type !== 'position.recorded' || referral === undefined) return undefined
  const first = federation.positions[referralKey(referral)]
  if (first === undefined || entry.data.corrects === first) return undefined
  return soft('position-already-recorded', { first })
}

/** A position rests on a vote of the open session on the same referral. */
const positionRestsOnItsVote: Rule<SeesFederation> = ({ assemblies }, { entry }) => {
  const [referral] = entry.cites
  if (entry.type !== 'position.recorded' || referral === undefined) return undefined
  const vote = assemblies.votes.find(({ seq }) => seq === entry.data.vote)
  if (vote === undefined || referralKey(vote.on) !== referralKey(referral)) return soft('vote-missing')
  return vote.option === entry.data.option
    ? undefined
    : soft('position-differs-from-vote', { vote: vote.option })
}

export const judgeFederation = judgeBy<SeesFederation>([
  citesExactlyOneEntry,
  appliesOnce,
  isAcceptedOnce,
  sectionIsInTheCharter,
  refersAMotionOnce,
  ruleIsInTheCharter,
  electorsAreCounted,
  positionIsAMembers,
  positionIsRecordedOnce,
  positionRestsOnItsVote,
])
