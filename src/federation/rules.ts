/** Rules of federations that one book can tell. What spans books (is it a member's? was it heard?) is joined when read. */
import { motionAt } from '../assemblies/state.ts'
import { type Breach, type Recorded, type Rule, hard, judgeBy, soft } from '../views/room.ts'
import { federationEntries } from './entries.ts'
import { federationMeant } from './members.ts'
import { rulesOfCharters } from './rules-of-charters.ts'
import { rulesOfClosings } from './rules-of-closings.ts'
import { rulesOfDelegates } from './rules-of-delegates.ts'
import { rulesOfMembership } from './rules-of-membership.ts'
import { rulesOfReferrals } from './rules-of-referrals.ts'
import { rulesOnRecord } from './rules-on-record.ts'
import { type SeesFederation, dataOf, decisionOn } from './sees.ts'
import { positionOn, referralKey } from './state.ts'

export { type SeesFederation } from './sees.ts'

const citing: ReadonlySet<string> = new Set([
  'membership.applied',
  'membership.accepted',
  'position.recorded',
])

/** An application cites the federation, an acceptance the application, a position the referral. */
const citesExactlyOneEntry: Rule<SeesFederation> = (_, { entry }) =>
  citing.has(entry.type) && entry.cites.length !== 1 ? hard('entry-malformed', { field: 'cites' }) : undefined

/** A body takes positions in federations it applied to. */
const positionIsAMembers: Rule<SeesFederation> = ({ federation }, { entry }) => {
  const meant = federationMeant(entry)
  if (entry.type !== 'position.recorded' || meant === undefined) return undefined
  return federation.applied.includes(meant) ? undefined : soft('not-a-member')
}

/** Whoever froze its membership takes no position until it resumes. */
const positionIsNotFrozen: Rule<SeesFederation> = ({ federation }, { entry }) => {
  if (entry.type !== 'position.recorded') return undefined
  return federation.frozenIn.includes(federationMeant(entry) ?? '') ? hard('membership-frozen') : undefined
}

/** A position is final: a second one is refused, unless it corrects the first. */
const positionIsRecordedOnce: Rule<SeesFederation> = ({ federation }, { entry }) => {
  const [referral] = entry.cites
  if (entry.type !== 'position.recorded' || referral === undefined) return undefined
  const first = positionOn(federation, referral)
  if (first === undefined || entry.data.corrects === first) return undefined
  return soft('position-already-recorded', { first })
}

const optionOfOutcome = { carried: 'yes', failed: 'no' } as const

/** A position rests on a vote of the open session on the same referral, or on what the body's own members decided on it. */
const positionRestsOnADecision: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, 'position.recorded')
  const [referral] = recorded.entry.cites
  if (data === undefined || referral === undefined) return undefined
  if ((data.vote === undefined) === (data.motion === undefined))
    return hard('entry-malformed', { field: 'data.vote' })
  const option =
    data.motion === undefined
      ? optionOfVote(seen, data.vote, referralKey(referral))
      : optionOfMotion(seen, data.motion, referralKey(referral))
  if (option === undefined) return soft('vote-missing')
  return option === data.option ? undefined : soft('position-differs-from-vote', { vote: option })
}

function optionOfVote({ assemblies }: SeesFederation, seq: number | undefined, on: string) {
  const vote = assemblies.votes.find((taken) => taken.seq === seq)
  return vote !== undefined && referralKey(vote.on) === on ? vote.option : undefined
}

/** Of a motion of this book that answers the referral: carried is yes, failed is no. */
function optionOfMotion(seen: SeesFederation, motion: number, on: string) {
  const answered = motionAt(seen.assemblies, motion)?.answers
  const decided = decisionOn(seen, motion)
  if (answered === undefined || referralKey(answered) !== on || decided === undefined) return undefined
  return optionOfOutcome[decided.outcome]
}

const judgeAll = judgeBy<SeesFederation>([
  citesExactlyOneEntry,
  ...rulesOfMembership,
  ...rulesOfReferrals,
  positionIsAMembers,
  positionIsNotFrozen,
  positionIsRecordedOnce,
  positionRestsOnADecision,
  ...rulesOfClosings,
  ...rulesOfDelegates,
  ...rulesOnRecord,
  ...rulesOfCharters,
])

const judged: ReadonlySet<string> = new Set([
  ...Object.keys(federationEntries),
  'ballot.cast',
  'ballot.cast-within',
  'charter.changed',
  'motion.put',
  'motion.withdrawn',
  'vote.recorded',
])

/** Most entries are none of these rules' business, and the fold asks of every one. */
export const judgeFederation = (seen: SeesFederation, recorded: Recorded): Breach[] =>
  judged.has(recorded.entry.type) ? judgeAll(seen, recorded) : []
