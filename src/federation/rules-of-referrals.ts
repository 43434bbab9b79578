/** Rules of what goes to the members: which motions, by which rule, with whom; and what it is no longer here to decide. */
import { motionAt } from '../assemblies/state.ts'
import { numbered } from '../kernel/by-number.ts'
import { type Breach, type Recorded, type Rule, hard, soft } from '../views/room.ts'
import { type SeesFederation, dataOf, decisionOn } from './sees.ts'
import { electorsBySection, entitledNow, membersAt } from './state.ts'

/** A motion goes to the members, or to a vote of delegates, while it is open and nobody else has it to decide. */
export function motionIsFree(seen: SeesFederation, motion: number): Breach | undefined {
  const found = motionAt(seen.assemblies, motion)
  if (found === undefined) return hard('motion-unknown', { motion })
  if (Object.hasOwn(seen.federation.open, motion)) return hard('already-referred', { motion })
  if (decisionOn(seen, motion) !== undefined) return hard('already-decided', { motion })
  return found.open === undefined ? hard('motion-not-open', { motion }) : undefined
}

/** What is referred is a motion of this book that is open, once. */
const refersAnOpenMotionOnce: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, 'motion.referred')
  return data === undefined ? undefined : motionIsFree(seen, data.motion)
}

const isBallot = (type: string): boolean => type.startsWith('ballot.cast')

/**
 * The motion that an entry would decide, amend or take back here, or that a ballot is cast on, which would count nothing; a vote
 * without a rule of the charter is an opinion.
 */
function motionTouched({ book, entry: { type, data, cites } }: Recorded): number | undefined {
  if (type === 'motion.withdrawn') return Number(data['motion'])
  if (type === 'motion.put') return data['amends'] === undefined ? undefined : Number(data['amends'])
  const isDecision = isBallot(type) || (type === 'vote.recorded' && data['rule'] !== undefined)
  return isDecision && cites[0]?.book === book ? cites[0].seq : undefined
}

/** What went to the bases, and what they or the delegates decided, is theirs: here it is not decided, amended or withdrawn. */
const whatTheBasesHaveIsTheirs: Rule<SeesFederation> = ({ assemblies, federation }, recorded) => {
  const touched = motionTouched(recorded)
  if (touched === undefined) return undefined
  const { type } = recorded.entry
  const decides = type === 'vote.recorded' || isBallot(type)
  const amended = decides ? motionAt(assemblies, touched)?.open?.amends : undefined
  for (const motion of [touched, amended]) {
    if (motion === undefined) continue
    if (Object.hasOwn(federation.open, motion)) return hard('with-the-bases', { motion })
    if (numbered(federation.closed, motion) !== undefined) return hard('already-decided', { motion })
  }
  return undefined
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

export const rulesOfReferrals: readonly Rule<SeesFederation>[] = [
  refersAnOpenMotionOnce,
  whatTheBasesHaveIsTheirs,
  ruleIsInTheCharter,
  ruleIsForMembersFarApart,
  electorsAreCounted,
]
