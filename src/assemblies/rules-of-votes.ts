/** Rules of votes and ballots: which rule of the charter, how many were there, what was counted. */
import type { Charter, DecisionRule } from '../bodies/entries.ts'
import { type Recorded, type Rule, hard, soft } from '../views/room.ts'
import { uncountedOptions } from './ballots.ts'
import type { Subtotal, VoteRecorded } from './entries.ts'
import {
  asksForEntitled,
  figuresOf,
  hasQuorum,
  quorumOf,
  requirementsOfSections,
  ruleFormOf,
} from './outcome.ts'
import type { SeesAssemblies } from './rules.ts'
import { type AssembliesState, type BallotsCast, motionAt, ruleNamed } from './state.ts'

/** The vote an entry records; undefined of any other entry. */
const voteIn = ({ entry }: Recorded): VoteRecorded | undefined =>
  entry.type === 'vote.recorded' ? (entry.data as unknown as VoteRecorded) : undefined

/** The rule a vote names, where the charter has it. */
function ruleOfVote({ bodies }: SeesAssemblies, recorded: Recorded) {
  const vote = voteIn(recorded)
  const rule = ruleNamed(bodies, vote?.rule)
  return vote === undefined || rule === undefined ? undefined : { vote, rule }
}

/** A vote decides by a rule of the charter. */
const ruleIsInTheCharter: Rule<SeesAssemblies> = ({ bodies }, recorded) => {
  const name = voteIn(recorded)?.rule
  if (name === undefined) return undefined
  return ruleNamed(bodies, name) === undefined ? hard('rule-unknown', { rule: name }) : undefined
}

/** What the bases decide is not decided by hands here; and a rule is voted in its own form. */
const formIsTheRules: Rule<SeesAssemblies> = (seen, recorded) => {
  const found = ruleOfVote(seen, recorded)
  if (found === undefined) return undefined
  const { form, rule: name } = found.vote
  const { form: asked = 'counted' } = found.rule
  if (asked === 'bases') return hard('decided-by-bases', { rule: name })
  return ruleFormOf(form) === asked ? undefined : hard('form-differs-from-rule', { form, asked })
}

/** A part of those entitled can be told only where their number is. */
const thoseEntitledAreCounted: Rule<SeesAssemblies> = (seen, recorded) => {
  const found = ruleOfVote(seen, recorded)
  const isMissing = found !== undefined && asksForEntitled(found.rule) && seen.assemblies.entitled === null
  return isMissing ? hard('entitled-missing') : undefined
}

/** Without quorum nothing is decided. */
const quorumIsThere: Rule<SeesAssemblies> = (seen, recorded) => {
  const found = ruleOfVote(seen, recorded)
  if (found === undefined) return undefined
  const { entitled } = seen.assemblies
  const { present } = found.vote
  const isUntold = found.rule.quorum !== undefined && entitled === null
  if (isUntold || hasQuorum(found.rule, present, entitled)) return undefined
  const needed = quorumOf(found.rule, entitled ?? 0)
  return soft('quorum-not-met', { needed, present, entitled: entitled ?? 0 })
}

/** Nobody raises two hands. */
const handsDoNotExceedThosePresent: Rule<SeesAssemblies> = (_, recorded) => {
  const vote = voteIn(recorded)
  const figures = vote === undefined ? null : figuresOf(vote)
  if (vote === undefined || figures === null) return undefined
  const hands = figures.yes + figures.no + figures.abstain + figures.invalid
  return hands > vote.present ? soft('more-hands-than-present', { hands, present: vote.present }) : undefined
}

const options = ['yes', 'no', 'abstain', 'invalid'] as const

/** What was counted place by place adds up to the whole. */
const subtotalsAddUp: Rule<SeesAssemblies> = (_, recorded) => {
  const vote = voteIn(recorded)
  const figures = vote === undefined ? null : figuresOf(vote)
  const subtotals = placesIn(recorded)
  if (figures === null || subtotals.length === 0) return undefined
  for (const option of options) {
    const sum = subtotals.reduce((total, subtotal) => total + (subtotal[option] ?? 0), 0)
    if (sum !== figures[option]) return soft('subtotals-differ', { option, sum, said: figures[option] })
  }
  return undefined
}

/** A place is of a section that the charter has. */
const placesAreOfSectionsOfTheCharter: Rule<SeesAssemblies> = ({ bodies }, recorded) => {
  const known = sectionsOf(bodies.charter)
  const unknown = placesIn(recorded).find(({ section }) => section !== undefined && !known.includes(section))
  return unknown === undefined ? undefined : hard('section-unknown', { section: unknown.section })
}

/** Where a rule asks each section, each is counted: one that was left out would fail what may have been carried. */
const everySectionIsCounted: Rule<SeesAssemblies> = (seen, recorded) => {
  const found = ruleOfVote(seen, recorded)
  if (found === undefined || requirementsOfSections(found.rule).length === 0) return undefined
  const counted = new Set(placesIn(recorded).map(({ section }) => section))
  const section = sectionsOf(seen.bodies.charter).find((id) => !counted.has(id))
  return section === undefined ? undefined : soft('section-not-counted', { section })
}

const sectionsOf = (charter: Charter | null): string[] => charter?.sections?.map(({ id }) => id) ?? []

const placesIn = (recorded: Recorded): readonly Subtotal[] => voteIn(recorded)?.subtotals ?? []

const takesBallots = (charter: Charter | null): boolean =>
  Object.values(charter?.decisions ?? {}).some(({ ballots }: DecisionRule) => ballots === 'own-key')

/** Ballots with the own key, sealed or open, are cast where the charter says so. */
const ballotsAreOfTheCharter: Rule<SeesAssemblies> = ({ bodies }, { entry }) =>
  entry.type.startsWith('ballot.cast') && !takesBallots(bodies.charter)
    ? hard('ballots-not-taken')
    : undefined

/** Nobody casts two ballots on one motion. */
const oneBallotAPerson: Rule<SeesAssemblies> = ({ assemblies }, { entry }) => {
  if (entry.type !== 'ballot.cast') return undefined
  const ballots = motionAt(assemblies, entry.cites[0]?.seq ?? -1)?.open?.ballots
  return ballots?.voters.includes(entry.by) === true ? hard('already-voted') : undefined
}

function ballotsOn(assemblies: AssembliesState, { book, entry }: Recorded): BallotsCast | undefined {
  const [on] = entry.cites
  return on?.book === book ? motionAt(assemblies, on.seq)?.open?.ballots : undefined
}

/** A vote by ballots counts every ballot that was signed in the open; others may have voted on paper. */
const openBallotsAreCounted: Rule<SeesAssemblies> = ({ assemblies }, recorded) => {
  const vote = voteIn(recorded)
  const [ballots, figures] = [
    ballotsOn(assemblies, recorded),
    vote?.form === 'ballots' ? figuresOf(vote) : null,
  ]
  if (ballots === undefined || figures === null || uncountedOptions(ballots, figures).length === 0)
    return undefined
  const { yes, no, abstain } = ballots
  return soft('ballots-differ', { yes, no, abstain })
}

export const rulesOfVotes: readonly Rule<SeesAssemblies>[] = [
  ruleIsInTheCharter,
  formIsTheRules,
  thoseEntitledAreCounted,
  quorumIsThere,
  handsDoNotExceedThosePresent,
  subtotalsAddUp,
  placesAreOfSectionsOfTheCharter,
  everySectionIsCounted,
  ballotsAreOfTheCharter,
  oneBallotAPerson,
  openBallotsAreCounted,
]
