/** Rules of closings: whom they count, in which order their pages come, and that their figures are right. */
import { numbered } from '../kernel/by-number.ts'
import { charterAt } from '../bodies/state.ts'
import { type Elector, type Positions, decide, outcomeByConsent } from '../kernel/decision.ts'
import { type PositionOption } from '../kernel/vote.ts'
import type { DecisionRule } from '../bodies/entries.ts'
import { type Rule, hard } from '../views/room.ts'
import type { z } from 'zod'
import type { Mark, decisionClosed } from './entries.ts'
import { citedOfMembers, electorsOf } from './members.ts'
import { type SeesFederation, dataOf } from './sees.ts'
import { type Closing, listedBy, membersAt } from './state.ts'
import { waitingReferral } from './waiting-referrals.ts'

/** What was referred is closed, once; what was in a book that this one goes on from, where nobody had. */
const whatIsClosedWasReferred: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, 'decision.closed')
  if (data === undefined) return undefined
  const { motion, referredIn } = data
  const waiting = referredIn === undefined ? undefined : waitingReferral(federation, referredIn, motion)
  const isOpen = referredIn === undefined ? Object.hasOwn(federation.open, motion) : waiting !== undefined
  const isClosed =
    referredIn === undefined ? numbered(federation.closed, motion) !== undefined : waiting?.isClosed === true
  if (isOpen && !isClosed) return undefined
  return hard(isClosed ? 'already-decided' : 'motion-not-referred', { motion })
}

/** What a closing says it is about. */
export type Closed = Pick<z.infer<typeof decisionClosed>, 'motion' | 'referredIn'>

const isAbout = ({ motion, referredIn }: Closed, closing: Closing | null): closing is Closing =>
  closing?.motion === motion && closing.referredIn === referredIn

/** Who was entitled when it was referred, in this book or in one that it goes on from, and by which rule. */
export function referralClosed(
  { bodies, federation }: Pick<SeesFederation, 'bodies' | 'federation'>,
  { motion, referredIn }: Closed,
) {
  if (referredIn !== undefined) {
    const waiting = waitingReferral(federation, referredIn, motion)
    if (waiting === undefined) return undefined
    const { rule, members, electors } = waiting
    return { rule, members, electors: membersAt(federation, electors) }
  }
  const referral = federation.open[motion]
  if (referral === undefined) return undefined
  const charter = charterAt(bodies, referral.seq)
  const electors = membersAt(federation, electorsOf(federation, referral, charter))
  return { rule: charter?.decisions[referral.rule], members: referral.members, electors }
}

/** Pages come one after the other; the first begins anew. The last, and it alone, has the outcome. */
export function pageFault(
  { page, of, outcome }: { readonly page: number; readonly of: number; readonly outcome?: unknown },
  before: { readonly next: number; readonly of: number } | undefined,
) {
  if (page > of) return hard('entry-malformed', { field: 'data.page' })
  if ((page === of) !== (outcome !== undefined)) return hard('entry-malformed', { field: 'data.outcome' })
  if (page === 1 || (before?.next === page && before.of === of)) return undefined
  return hard('page-out-of-order', { expected: before?.of === of ? before.next : 1 })
}

const pagesComeInOrder: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, 'decision.closed')
  if (data === undefined) return undefined
  const { closing } = federation
  return pageFault(data, isAbout(data, closing) ? closing : undefined)
}

/** Every position listed is cited and an elector's, and no elector is listed twice. */
const closingListsElectorsOnce: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, 'decision.closed')
  const counted = countedIn(seen, recorded)
  if (data === undefined || counted === undefined) return undefined
  const cites = citedOfMembers(recorded.entry)
  if (cites.length !== data.marks.length) return hard('entry-malformed', { field: 'data.marks' })
  const listed = new Set(counted.before)
  for (const { book } of cites) {
    if (!counted.electors.has(book)) return hard('not-an-elector')
    if (listed.has(book)) return hard('counted-twice')
    listed.add(book)
  }
  return undefined
}

/** The outcome is what the positions listed make by the rule it was referred under. */
const outcomeFollowsFromThePositions: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, 'decision.closed')
  const counted = countedIn(seen, recorded)
  if (data?.outcome === undefined || counted === undefined) return undefined
  const outcome = outcomeClosed([...counted.electors.values()], counted.marks, counted.rule)
  return outcome === data.outcome ? undefined : hard('outcome-miscounted', { outcome })
}

/** Electors of a closing's referral by body, and what it lists with this page; undefined of what is no closing of one. */
function countedIn(seen: SeesFederation, recorded: Parameters<Rule<SeesFederation>>[1]) {
  const { federation } = seen
  const data = dataOf(recorded, 'decision.closed')
  const referral = data === undefined ? undefined : referralClosed(seen, data)
  if (data === undefined || referral === undefined) return undefined
  const { closing } = federation
  const isNext = data.page > 1 && isAbout(data, closing)
  const before: Readonly<Record<number, Mark>> = isNext ? closing.listed : {}
  const then = federation.members.slice(0, referral.members)
  const all = { ...before, ...listedBy(then, citedOfMembers(recorded.entry), data.marks) }
  const bodyAt = (place: string): string => then[Number(place)]?.body ?? ''
  return {
    rule: referral.rule,
    electors: new Map(referral.electors.map((elector) => [elector.body, elector])),
    before: Object.keys(before).map(bodyAt),
    marks: new Map(Object.entries(all).map(([place, mark]) => [bodyAt(place), mark])),
  }
}

/** The outcome where nobody is awaited any more: those who left are not entitled. */
export function outcomeClosed(
  electors: readonly Elector[],
  marks: ReadonlyMap<string, Mark>,
  rule: DecisionRule | undefined,
): 'carried' | 'failed' {
  const stay = electors.filter(({ body }) => marks.get(body) !== 'left')
  const positions = new Map([...marks].filter((line): line is [string, PositionOption] => line[1] !== 'left'))
  return outcomeBy(rule, stay, positions, true) === 'carried' ? 'carried' : 'failed'
}

/** How what was referred stands, by the form of its rule. */
export const outcomeBy = (
  rule: DecisionRule | undefined,
  electors: readonly Elector[],
  positions: Positions,
  closed: boolean,
) =>
  rule?.form === 'consent'
    ? outcomeByConsent(electors, positions, closed)
    : decide(electors, rule?.requirements ?? [], positions, closed).outcome

export const rulesOfClosings: readonly Rule<SeesFederation>[] = [
  whatIsClosedWasReferred,
  pagesComeInOrder,
  closingListsElectorsOnce,
  outcomeFollowsFromThePositions,
]
