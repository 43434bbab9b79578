/**
 * The one evaluator of decisions, used for motions, ratifications, plans, calls and endorsements.
 *
 * Invariants
 * 1. Clocks and order of arrival decide nothing: the result depends on the electors, the positions heard and the closing.
 * 2. Not heard from is not no: a result is `carried` or `failed` only when no position not yet heard could change it,
 *    or when a complete closing says which positions were counted.
 * 3. Thresholds are exact fractions of a named denominator; nothing is rounded.
 *
 * Deliberately absent: who is entitled (the referral freezes it), what a position was based on (each body's book says).
 */
import { type Fraction, compareToFraction, smallestCountReaching } from './fraction.ts'
import type { PositionOption } from './vote.ts'

export type DecisionOutcome = 'carried' | 'failed' | 'open'

/**
 * What a threshold is a fraction of (OpenSlides' terms): `valid` counts abstentions, `cast` also what was spoilt, `present`
 * also who gave no vote, `entitled` also the silent. Where bodies answer from afar, those present are those heard.
 */
export const denominators = ['yes+no', 'valid', 'cast', 'present', 'entitled'] as const

export type Denominator = (typeof denominators)[number]

/** One condition of a rule. `moreThan`: strictly above the fraction (a majority is more than 1/2). */
export interface Requirement {
  readonly of: 'all' | 'each-section'
  readonly fraction: Fraction
  readonly moreThan: boolean
  readonly denominator: Denominator
}

export interface Elector {
  readonly body: string
  readonly section: string
}

export interface Tally {
  readonly entitled: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly unheard: number
  /** Where they answered in one room: how many were there. */
  readonly present?: number
}

/** What was counted in a room: hands, ballots. `invalid`: cast, and for nothing. */
export interface Count {
  readonly entitled: number
  readonly present: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly invalid: number
}

/** How a requirement stands for the whole or for one section. */
export interface RequirementState extends Requirement {
  /** null for the whole. */
  readonly section: string | null
  readonly tally: Tally
  readonly outcome: DecisionOutcome
  /** Yes positions that meet the requirement whatever is still unheard; at least 1. */
  readonly neededYes: number
  /** Further yes positions that would decide it; 0 once met, null when those unheard can no longer reach it. */
  readonly missingYes: number | null
}

export interface Decision {
  readonly outcome: DecisionOutcome
  readonly requirements: readonly RequirementState[]
}

/** The electors' positions that count, by body: one each, already joined and checked by the room that asks. */
export type Positions = ReadonlyMap<string, PositionOption>

/** `closed`: a complete closing listed `positions`, so those unheard are no longer awaited. */
export function decide(
  electors: readonly Elector[],
  requirements: readonly Requirement[],
  positions: Positions,
  closed = false,
): Decision {
  const states = requirements.flatMap((requirement) =>
    requirement.of === 'all'
      ? [stateOf(requirement, null, tallyOf(electors, positions), closed)]
      : sectionsOf(electors).map((section) =>
          stateOf(
            requirement,
            section,
            tallyOf(
              electors.filter((elector) => elector.section === section),
              positions,
            ),
            closed,
          ),
        ),
  )
  return { outcome: outcomeOf(states), requirements: states }
}

/**
 * By consent: every elector has said something, somebody yes, and nobody no. Silence is never consent: it keeps the
 * decision open, and where a closing awaits nobody any more it is not carried.
 */
export function outcomeByConsent(
  electors: readonly Elector[],
  positions: Positions,
  closed = false,
): DecisionOutcome {
  const { yes, no, unheard } = tallyOf(electors, positions)
  if (no > 0 || (unheard > 0 && closed)) return 'failed'
  if (unheard > 0) return 'open'
  return yes > 0 ? 'carried' : 'failed'
}

/**
 * Decided in one room: what was counted is all there is. `countIn` tells it for the whole (null) and for each section of
 * those entitled.
 */
export function decideInRoom(
  electors: readonly Elector[],
  requirements: readonly Requirement[],
  countIn: (section: string | null) => Count,
): Decision {
  const states = requirements.flatMap((requirement) =>
    (requirement.of === 'all' ? [null] : sectionsOf(electors)).map((section) =>
      stateInRoom(requirement, section, countIn(section)),
    ),
  )
  return { outcome: outcomeOf(states), requirements: states }
}

function stateInRoom(requirement: Requirement, section: string | null, count: Count): RequirementState {
  const { entitled, present, yes, no, abstain } = count
  const isCarried = isMetBy(requirement, count)
  const base = denominatorIn(requirement.denominator, count)
  return {
    ...requirement,
    section,
    tally: { entitled, present, yes, no, abstain, unheard: entitled - yes - no - abstain },
    outcome: isCarried ? 'carried' : 'failed',
    neededYes: Math.max(1, smallestCountReaching(requirement.fraction, base, requirement.moreThan)),
    missingYes: isCarried ? 0 : null,
  }
}

/** Where nobody is entitled nothing can be carried. */
function outcomeOf(states: readonly RequirementState[]): DecisionOutcome {
  if (states.some((state) => state.outcome === 'failed')) return 'failed'
  if (states.length === 0) return 'failed'
  return states.every((state) => state.outcome === 'carried') ? 'carried' : 'open'
}

/** Sections that have electors, in order of UTF-16 code units. */
export function sectionsOf(electors: readonly Elector[]): string[] {
  return [...new Set(electors.map((elector) => elector.section))].toSorted()
}

export function tallyOf(electors: readonly Elector[], positions: Positions): Tally {
  const counts = { yes: 0, no: 0, abstain: 0 }
  for (const elector of electors) {
    const position = positions.get(elector.body)
    if (position !== undefined) counts[position] += 1
  }
  const heard = counts.yes + counts.no + counts.abstain
  return { entitled: electors.length, ...counts, unheard: electors.length - heard }
}

function stateOf(
  requirement: Requirement,
  section: string | null,
  tally: Tally,
  closed: boolean,
): RequirementState {
  const worst = closed ? tally : { ...tally, no: tally.no + tally.unheard, unheard: 0 }
  const best = closed ? tally : { ...tally, yes: tally.yes + tally.unheard, unheard: 0 }
  const outcome = isMet(requirement, worst) ? 'carried' : isMet(requirement, best) ? 'open' : 'failed'
  const neededYes = neededYesOf(requirement, worst)
  const missing = outcome === 'failed' ? null : Math.max(0, neededYes - tally.yes)
  return { ...requirement, section, tally, outcome, neededYes, missingYes: missing }
}

/**
 * Whatever the unheard say, yes or no, they are in the denominator; so the number needed does not move with them. (An
 * abstention not yet heard can only lower it, where abstentions are not counted.)
 */
function neededYesOf({ fraction, moreThan, ...requirement }: Requirement, worst: Tally): number {
  return Math.max(
    1,
    smallestCountReaching(fraction, denominatorIn(requirement.denominator, countOf(worst)), moreThan),
  )
}

/** The number that a threshold is a fraction of. */
export function denominatorIn(
  denominator: Denominator,
  { entitled, present, yes, no, abstain, invalid }: Count,
): number {
  switch (denominator) {
    case 'yes+no':
      return yes + no
    case 'valid':
      return yes + no + abstain
    case 'cast':
      return yes + no + abstain + invalid
    case 'present':
      return present
    default:
      return entitled
  }
}

/** Whether what was counted meets a requirement. Without a single yes nothing is met: a fraction of nobody is no decision. */
export function isMetBy(requirement: Omit<Requirement, 'of'>, count: Count): boolean {
  if (count.yes === 0) return false
  const total = denominatorIn(requirement.denominator, count)
  const compared = compareToFraction(count.yes, total, requirement.fraction)
  return requirement.moreThan ? compared > 0 : compared >= 0
}

/** Bodies that answer: whoever is heard is present, and no answer is spoilt. */
const countOf = ({ entitled, yes, no, abstain }: Tally): Count => ({
  entitled,
  present: yes + no + abstain,
  yes,
  no,
  abstain,
  invalid: 0,
})

const isMet = (requirement: Requirement, tally: Tally): boolean => isMetBy(requirement, countOf(tally))
