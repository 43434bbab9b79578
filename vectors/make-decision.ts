/** Decisions: electors, requirements and positions heard give an outcome, and how each requirement stands. */
import { type Elector, type Positions, decide } from '../src/kernel/decision.ts'
import type { PositionOption } from '../src/kernel/vote.ts'
import type { DecisionExpect, DecisionInput, SectionInput, VectorFile } from './format.ts'
import { collect } from './samples.ts'

type Requirement = DecisionInput['requirements'][number]

/** Electors named by section and number: the first say yes, the next no, the next abstain, the rest are not heard. */
export function electorsOf(sections: readonly SectionInput[]): { electors: Elector[]; positions: Positions } {
  const electors: Elector[] = []
  const positions = new Map<string, PositionOption>()
  for (const { section, entitled, yes, no, abstain } of sections) {
    for (let number = 0; number < entitled; number += 1) {
      const body = `${section}/${number}`
      electors.push({ body, section })
      if (number < yes) positions.set(body, 'yes')
      else if (number < yes + no) positions.set(body, 'no')
      else if (number < yes + no + abstain) positions.set(body, 'abstain')
    }
  }
  return { electors, positions }
}

/** What the product's evaluator makes of an input. `neededYes` is told only where it means something: while open. */
export function decisionOf({ sections, requirements, closed }: DecisionInput): DecisionExpect {
  const { electors, positions } = electorsOf(sections)
  const decision = decide(electors, requirements, positions, closed)
  return {
    outcome: decision.outcome,
    requirements: decision.requirements.map(({ section, outcome, neededYes, missingYes }) => ({
      section,
      outcome,
      ...(outcome === 'open' ? { neededYes } : {}),
      missingYes,
    })),
  }
}

const section = (name: string, entitled: number, yes = 0, no = 0, abstain = 0): SectionInput => ({
  section: name,
  entitled,
  yes,
  no,
  abstain,
})
const requirement = (
  num: number,
  den: number,
  denominator: Requirement['denominator'],
  more: Partial<Requirement> = {},
): Requirement => ({
  of: 'all',
  fraction: { num, den },
  moreThan: false,
  denominator,
  ...more,
})
const twoThirds = requirement(2, 3, 'entitled')
const majority = (denominator: Requirement['denominator'], of: Requirement['of'] = 'all'): Requirement =>
  requirement(1, 2, denominator, { of, moreThan: true })
const inEach = majority('entitled', 'each-section')

const { vectors, stands } = collect<'decision'>()

const decides = (
  name: string,
  sections: readonly SectionInput[],
  requirements: readonly Requirement[],
  closed = false,
): void => {
  const input = { sections, requirements, closed }
  stands('kernel/decision', name, input, decisionOf(input))
}
const both = (
  name: string,
  sections: readonly SectionInput[],
  requirements: readonly Requirement[],
): void => {
  decides(name, sections, requirements)
  decides(`${name}, closed`, sections, requirements, true)
}

function fractions(): void {
  for (const yes of [0, 3, 4, 5, 6])
    decides(`2/3 of 6 entitled: ${yes} yes`, [section('AR', 6, yes)], [twoThirds])
  decides('2/3 of 6 entitled: 3 no', [section('AR', 6, 3, 3)], [twoThirds])
  decides('2/3 of 6 entitled: 2 no', [section('AR', 6, 0, 2)], [twoThirds])
  for (const yes of [0, 37, 38])
    decides(`2/3 of 56 entitled is 38: ${yes} yes`, [section('AR', 56, yes)], [twoThirds])
  decides('2/3 of 56 entitled: 18 no', [section('AR', 56, 20, 18)], [twoThirds])
  decides('2/3 of 56 entitled: 19 no', [section('AR', 56, 20, 19)], [twoThirds])
}

function inSections(): void {
  const three = (bo: number, pe: number, cl: number): SectionInput[] => [
    section('BO', 20, bo),
    section('CL', 15, cl),
    section('PE', 21, pe),
  ]
  const whole = [twoThirds, inEach]
  decides('2/3 of 56 in three uneven sections and a majority in each: enough', three(16, 14, 8), whole)
  decides('The same: enough in all, one section short', three(20, 20, 7), whole)
  decides('The same: a majority in each, too few in all', three(11, 11, 8), whole)
  decides(
    'The same: one section can no longer',
    [section('BO', 20, 20), section('CL', 15, 7, 8), section('PE', 21, 21)],
    whole,
  )
  both(
    'Uneven sections 1, 2 and 9, the small ones silent',
    [section('A', 1), section('B', 2), section('C', 9, 9)],
    [twoThirds, inEach],
  )
  decides(
    'Sections are told in order of their names',
    [section('b', 1, 1), section('a', 2, 1), section('B', 1)],
    [inEach],
  )
}

function denominators(): void {
  for (const denominator of ['yes+no', 'cast', 'entitled'] as const) {
    const rule = [majority(denominator)]
    both(`More than half of ${denominator}: everyone abstains`, [section('A', 5, 0, 0, 5)], rule)
    both(`More than half of ${denominator}: nobody heard`, [section('A', 5)], rule)
    both(`More than half of ${denominator}: 2 yes, 1 no, 2 abstain`, [section('A', 5, 2, 1, 2)], rule)
    both(`More than half of ${denominator}: a tie of all`, [section('A', 4, 2, 2)], rule)
    both(
      `At least half of ${denominator}: a tie of all`,
      [section('A', 4, 2, 2)],
      [requirement(1, 2, denominator)],
    )
    both(`More than half of ${denominator}: 1 yes of 5, the rest silent`, [section('A', 5, 1)], rule)
    both(`More than half of ${denominator}: 3 yes of 5, the rest silent`, [section('A', 5, 3)], rule)
    both(`All of ${denominator}: 1 abstains`, [section('A', 4, 2, 0, 1)], [requirement(1, 1, denominator)])
    both(
      `More than all of ${denominator} is never`,
      [section('A', 2, 2)],
      [requirement(1, 1, denominator, { moreThan: true })],
    )
    both(
      `At least none of ${denominator}, but no yes`,
      [section('A', 2, 0, 2)],
      [requirement(0, 1, denominator)],
    )
    both(
      `At least none of ${denominator}: one yes is enough`,
      [section('A', 3, 1, 2)],
      [requirement(0, 1, denominator)],
    )
  }
}

function further(): void {
  both('Two requirements, of which one is met', [section('A', 6, 4)], [twoThirds, majority('cast')])
  decides(
    'Nothing is rounded: 333,333/1,000,000 of 3 is one',
    [section('A', 3, 1)],
    [requirement(333_333, 1_000_000, 'entitled')],
  )
  decides(
    'Nothing is rounded: 333,334/1,000,000 of 3 is two',
    [section('A', 3, 1)],
    [requirement(333_334, 1_000_000, 'entitled')],
  )
  decides('Nobody entitled: a fraction of nobody is no decision', [], [twoThirds])
}

/** The cases of decision.json. */
export function makeDecision(): VectorFile<'decision'> {
  vectors.length = 0
  for (const make of [fractions, inSections, denominators, further]) make()
  return {
    format: 'decision',
    rules: 'src/kernel/decision.ts, which docs/formats.md has no section for',
    vectors: [...vectors],
  }
}
