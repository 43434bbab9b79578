/**
 * What a vote comes to. The figures are put to the one evaluator of decisions (kernel/decision.ts); nothing is rounded.
 *
 * Invariants
 * 1. A tie, and a vote in which everybody abstains, carry nothing: without more than the rule asks nothing is met.
 * 2. Without quorum nothing is decided, whatever was counted.
 * 3. What a rule asks and the figures do not tell (how many are entitled, what a section said) is not met.
 */
import type { DecisionRule } from '../bodies/entries.ts'
import { type Count, type Requirement, isMetBy } from '../kernel/decision.ts'
import { smallestCountReaching } from '../kernel/fraction.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { VoteForm, VoteRecorded } from './entries.ts'

/** `no-quorum`: nothing was decided, and the motion is where it was. */
export type VoteOutcome = 'carried' | 'failed' | 'no-quorum'

/** What was counted; null where the form does not count. */
export interface Figures {
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly invalid: number
}

type CountedVote = Extract<VoteRecorded, { readonly form: 'raised-hands' | 'ballots' }>

const isCounted = (vote: VoteRecorded): vote is CountedVote =>
  vote.form === 'raised-hands' || vote.form === 'ballots'

export const figuresOf = (vote: VoteRecorded): Figures | null =>
  isCounted(vote) ? { yes: vote.yes, no: vote.no, abstain: vote.abstain, invalid: vote.invalid ?? 0 } : null

/** The form of the charter's rule by which a vote of this form decides. */
export const ruleFormOf = (form: VoteForm): NonNullable<DecisionRule['form']> =>
  form === 'raised-hands' || form === 'ballots' ? 'counted' : form

/** How many have to be present; at least one, for an assembly of nobody is none. Without a quorum in the rule: one. */
export const quorumOf = ({ quorum }: DecisionRule, entitled: number): number =>
  quorum === undefined ? 1 : Math.max(1, smallestCountReaching(quorum.fraction, entitled, quorum.moreThan))

/** Whether a rule cannot be applied without knowing how many are entitled. */
export const asksForEntitled = ({ quorum, requirements = [] }: DecisionRule): boolean =>
  quorum !== undefined ||
  requirements.some(({ of, denominator }) => of === 'all' && denominator === 'entitled')

/** What a rule asks of each section. */
export const requirementsOfSections = ({ requirements = [] }: DecisionRule): readonly Requirement[] =>
  requirements.filter(({ of }) => of === 'each-section')

export const hasQuorum = (rule: DecisionRule, present: number, entitled: number | null): boolean =>
  rule.quorum === undefined ? present > 0 : entitled !== null && present >= quorumOf(rule, entitled)

/** `sections`: ids of the charter's sections, which each have to meet what a rule asks of each. */
export function outcomeOfVote(
  vote: VoteRecorded,
  rule: DecisionRule,
  entitled: number | null,
  sections: readonly string[] = [],
): VoteOutcome {
  if (!hasQuorum(rule, vote.present, entitled)) return 'no-quorum'
  return isCarried(vote, rule.requirements ?? [], entitled, sections) ? 'carried' : 'failed'
}

function isCarried(
  vote: VoteRecorded,
  requirements: readonly Requirement[],
  entitled: number | null,
  sections: readonly string[],
): boolean {
  if (vote.form === 'consent') return vote.objections === 0
  if (!isCounted(vote)) return vote.said === 'yes'
  return (
    requirements.length > 0 &&
    requirements.every((requirement) => isMet(requirement, vote, entitled, sections))
  )
}

function isMet(
  requirement: Requirement,
  vote: CountedVote,
  entitled: number | null,
  sections: readonly string[],
): boolean {
  if (requirement.of === 'all') return isMetByKnown(requirement, countOf(vote, vote.present, entitled))
  return (
    sections.length > 0 &&
    sections.every((section) => isMetByKnown(requirement, countOfSection(vote, section)))
  )
}

type Known = { readonly [figure in keyof Count]: number | null }

/** Of what is not known the evaluator reads nothing: it is asked only where the requirement is a part of something else. */
function isMetByKnown(requirement: Requirement, known: Known): boolean {
  const { denominator } = requirement
  const isUnknown =
    (denominator === 'entitled' && known.entitled === null) ||
    (denominator === 'present' && known.present === null)
  return !isUnknown && isMetBy(requirement, known as Count)
}

const countOf = (
  { yes, no, abstain, invalid = 0 }: Pick<CountedVote, 'yes' | 'no' | 'abstain' | 'invalid'>,
  present: number | null,
  entitled: number | null,
): Known => ({ yes, no, abstain, invalid, present, entitled })

/** What all places of a section counted together; null: one of them does not say. */
function countOfSection({ subtotals = [] }: CountedVote, section: string): Known {
  const own = subtotals.filter((subtotal) => subtotal.section === section)
  const sum = (figures: readonly (number | undefined)[]): number | null =>
    figures.includes(undefined) ? null : figures.reduce<number>((total, figure) => total + (figure ?? 0), 0)
  const total = (name: 'yes' | 'no' | 'abstain'): number => sum(own.map((one) => one[name])) ?? 0
  return countOf(
    {
      yes: total('yes'),
      no: total('no'),
      abstain: total('abstain'),
      invalid: sum(own.map(({ invalid = 0 }) => invalid)) ?? 0,
    },
    sum(own.map(({ present }) => present)),
    sum(own.map(({ entitled }) => entitled)),
  )
}

/** As many yes as no, and neither is enough. */
export const isTie = (vote: VoteRecorded): boolean => {
  const figures = figuresOf(vote)
  return figures !== null && figures.yes > 0 && figures.yes === figures.no
}

/** More than half of the hands raised say yes: yes; more than half say no: no; else an abstention. */
export function optionOfHands({ yes, no, abstain }: Omit<Figures, 'invalid'>): PositionOption {
  const cast = yes + no + abstain
  if (yes * 2 > cast) return 'yes'
  return no * 2 > cast ? 'no' : 'abstain'
}

/**
 * The body's position by a vote. By a rule: yes where it is carried; else no where more said no than yes, or what was said
 * is no, or an objection stands; else an abstention, and so where there was no quorum. Without a rule: as the hands say.
 */
export function optionOfVote(vote: VoteRecorded, outcome: VoteOutcome | null): PositionOption {
  if (outcome === 'carried') return 'yes'
  if (outcome === 'no-quorum') return 'abstain'
  if (vote.form === 'consent') return vote.objections === 0 && vote.present > 0 ? 'yes' : 'no'
  if (!isCounted(vote)) return vote.said
  if (outcome === null) return optionOfHands(vote)
  return vote.no > vote.yes ? 'no' : 'abstain'
}
