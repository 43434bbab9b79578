/** Rules of closings: whom they count, in which order their pages come, and that their figures are right. */
import { numbered } from '../kernel/by-number.ts'
import { charterAt } from '../bodies/state.ts'
import { type Elector, type Positions, decide, outcomeByConsent } from '../kernel/decision.ts'
import { type PositionOption } from '../kernel/vote.ts'
import type { DecisionRule } from '../bodies/entries.ts'
import { type Rule, hard } from '../views/room.ts'
import type { Mark } from './entries.ts'
import { citedOfMembers, electorsOf } from './members.ts'
import { type SeesFederation, dataOf } from './sees.ts'
import { listedBy, membersAt } from './state.ts'

/** What was referred is closed, once. */
const whatIsClosedWasReferred: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, 'decision.closed')
  if (data === undefined || Object.hasOwn(federation.open, data.motion)) return undefined
  const { motion } = data
  const isDecided = numbered(federation.closed, motion) !== undefined
  return hard(isDecided ? 'already-decided' : 'motion-not-referred', { motion })
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
  return pageFault(data, closing?.motion === data.motion ? closing : undefined)
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
function countedIn({ bodies, federation }: SeesFederation, recorded: Parameters<Rule<SeesFederation>>[1]) {
  const data = dataOf(recorded, 'decision.closed')
  const referral = data === undefined ? undefined : federation.open[data.motion]
  if (data === undefined || referral === undefined) return undefined
  const charter = charterAt(bodies, referral.seq)
  const electors = membersAt(federation, electorsOf(federation, referral, charter))
  const isNext = data.page > 1 && federation.closing?.motion === data.motion
  const before: Readonly<Record<number, Mark>> = isNext ? (federation.closing?.listed ?? {}) : {}
  const then = federation.members.slice(0, referral.members)
  const all = { ...before, ...listedBy(then, citedOfMembers(recorded.entry), data.marks) }
  const bodyAt = (place: string): string => then[Number(place)]?.body ?? ''
  return {
    rule: charter?.decisions[referral.rule],
    electors: new Map(electors.map((elector) => [elector.body, elector])),
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
