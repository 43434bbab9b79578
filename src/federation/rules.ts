/** Rules of federations that one book can tell. What spans books (is it a member's? was it heard?) is joined when read. */
import { type Breach, type Recorded, type Rule, hard, judgeBy, soft } from '../views/room.ts'
import { federationEntries } from './entries.ts'
import { rulesOfCharters } from './rules-of-charters.ts'
import { rulesOfClosings } from './rules-of-closings.ts'
import { rulesOfDelegates } from './rules-of-delegates.ts'
import { rulesOfMembership } from './rules-of-membership.ts'
import { rulesOnRecord } from './rules-on-record.ts'
import { type SeesFederation, dataOf, decisionOn } from './sees.ts'
import { electorsBySection, entitledNow, membersAt, referralKey } from './state.ts'

export { type SeesFederation } from './sees.ts'

const citing: ReadonlySet<string> = new Set([
  'membership.applied',
  'membership.accepted',
  'position.recorded',
])

/** An application cites the federation, an acceptance the application, a position the referral. */
const citesExactlyOneEntry: Rule<SeesFederation> = (_, { entry }) =>
  citing.has(entry.type) && entry.cites.length !== 1 ? hard('entry-malformed', { field: 'cites' }) : undefined

/** What is referred is a motion of this book, once. */
const refersAMotionOnce: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, 'motion.referred')
  if (data === undefined) return undefined
  const { motion } = data
  if (!seen.assemblies.motions.includes(motion)) return hard('motion-unknown', { motion })
  if (Object.hasOwn(seen.federation.open, motion)) return hard('already-referred', { motion })
  return decisionOn(seen, motion) === undefined ? undefined : hard('already-decided', { motion })
}

/** A motion is decided by a rule of the charter. */
const ruleIsInTheCharter: Rule<SeesFederation> = ({ bodies }, { entry }) => {
  if (entry.type !== 'motion.referred') return undefined
  const isKnown = Object.hasOwn(bodies.charter?.decisions ?? {}, String(entry.data.rule))
  return isKnown ? undefined : hard('rule-unknown', { rule: entry.data.rule })
}

/** Members answer from afar: by a rule that counts them, or by consent; acclaiming and talking over take one room. */
const ruleIsForMembersFarApart: Rule<SeesFederation> = ({ bodies }, recorded) => {
  const rule = dataOf(recorded, 'motion.referred')?.rule ?? ''
  const form = Object.hasOwn(bodies.charter?.decisions ?? {}, rule)
    ? bodies.charter?.decisions[rule]?.form
    : undefined
  return form === 'acclamation' || form === 'agreed' ? hard('rule-needs-a-session', { rule }) : undefined
}

/** A referral carries the number of members per section as the book has them: the electors are frozen by it. */
const electorsAreCounted: Rule<SeesFederation> = ({ bodies, federation }, recorded) => {
  const data = dataOf(recorded, 'motion.referred')
  if (data === undefined) return undefined
  const counted = electorsBySection(membersAt(federation, entitledNow(federation, bodies.charter)))
  const said = data.electors
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

/** Whoever froze its membership takes no position until it resumes. */
const positionIsNotFrozen: Rule<SeesFederation> = ({ federation }, { entry }) => {
  const [referral] = entry.cites
  if (entry.type !== 'position.recorded' || referral === undefined) return undefined
  return federation.frozenIn.includes(referral.book) ? hard('membership-frozen') : undefined
}

/** A position is final: a second one is refused, unless it corrects the first. */
const positionIsRecordedOnce: Rule<SeesFederation> = ({ federation }, { entry }) => {
  const [referral] = entry.cites
  if (entry.type !== 'position.recorded' || referral === undefined) return undefined
  const first = federation.positions[referralKey(referral)]
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
  const answered = seen.assemblies.answers[motion]
  const decided = decisionOn(seen, motion)
  if (answered === undefined || referralKey(answered) !== on || decided === undefined) return undefined
  return optionOfOutcome[decided.outcome]
}

const judgeAll = judgeBy<SeesFederation>([
  citesExactlyOneEntry,
  ...rulesOfMembership,
  refersAMotionOnce,
  ruleIsInTheCharter,
  ruleIsForMembersFarApart,
  electorsAreCounted,
  positionIsAMembers,
  positionIsNotFrozen,
  positionIsRecordedOnce,
  positionRestsOnADecision,
  ...rulesOfClosings,
  ...rulesOfDelegates,
  ...rulesOnRecord,
  ...rulesOfCharters,
])

const judged: ReadonlySet<string> = new Set([...Object.keys(federationEntries), 'charter.changed'])

/** Most entries are none of these rules' business, and the fold asks of every one. */
export const judgeFederation = (seen: SeesFederation, recorded: Recorded): Breach[] =>
  judged.has(recorded.entry.type) ? judgeAll(seen, recorded) : []
