import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Decision,
  type Elector,
  type Requirement,
  type RequirementState,
  decide,
  sectionsOf,
  tallyOf,
} from './decision.ts'
import { type PositionOption, positionOptions } from './vote.ts'

const twoThirds: Requirement = {
  of: 'all',
  fraction: { num: 2, den: 3 },
  moreThan: false,
  denominator: 'entitled',
}
const majority: Requirement = {
  of: 'all',
  fraction: { num: 1, den: 2 },
  moreThan: true,
  denominator: 'entitled',
}
const majorityOfEach: Requirement = { ...majority, of: 'each-section' }
const joint = [twoThirds, majorityOfEach]

/** `BO2 CL3`: two electors of BO, three of CL, named BO1, BO2, CL1, … */
const electorsOf = (text: string): Elector[] =>
  text.split(' ').flatMap((word) => {
    const [section, count] = [word.slice(0, 2), Number(word.slice(2))]
    return Array.from({ length: count }, (_, at) => ({ body: `${section}${at + 1}`, section }))
  })

/** `BO1+ BO2- CL1~`: yes, no, abstain. */
const positionsOf = (text: string): Map<string, PositionOption> =>
  new Map(
    text
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => [
        word.slice(0, -1),
        ({ '+': 'yes', '-': 'no', '~': 'abstain' } as const)[word.at(-1) as '+'],
      ]),
  )

const given = (electors: string) => ({
  when: (requirements: readonly Requirement[], positions: string, closed = false): Decision =>
    decide(electorsOf(electors), requirements, positionsOf(positions), closed),
})

const first = (decision: Decision): RequirementState => {
  const [state] = decision.requirements
  if (state === undefined) throw new Error('no requirement')
  return state
}

describe('a decision, given electors, when positions are heard', () => {
  test('2/3 of 6 entitled is exactly 4', () => {
    expect(given('BO6').when([twoThirds], 'BO1+ BO2+ BO3+').outcome).toBe('open')
    expect(given('BO6').when([twoThirds], 'BO1+ BO2+ BO3+ BO4+').outcome).toBe('carried')
    expect(given('BO6').when([twoThirds], 'BO1- BO2- BO3-').outcome).toBe('failed')
    expect(given('BO6').when([twoThirds], 'BO1- BO2-').outcome).toBe('open')
    expect(first(given('BO6').when([twoThirds], '')).neededYes).toBe(4)
  })

  test('2/3 of 56 entitled is 38', () => {
    expect(first(given('BO56').when([twoThirds], ''))).toMatchObject({ neededYes: 38, missingYes: 38 })
    const yes = (count: number) => Array.from({ length: count }, (_, at) => `BO${at + 1}+`).join(' ')
    expect(given('BO56').when([twoThirds], yes(37)).outcome).toBe('open')
    expect(given('BO56').when([twoThirds], yes(38)).outcome).toBe('carried')
  })

  test('a majority of 7 is 4, and of 8 is 5', () => {
    expect(first(given('BO7').when([majority], '')).neededYes).toBe(4)
    expect(first(given('BO8').when([majority], '')).neededYes).toBe(5)
    expect(given('BO8').when([majority], 'BO1+ BO2+ BO3+ BO4+').outcome).toBe('open')
    expect(given('BO8').when([majority], 'BO1+ BO2+ BO3+ BO4+ BO5- BO6- BO7- BO8-').outcome).toBe('failed')
  })

  test('nobody heard from: open, never a no', () => {
    const decision = given('BO3 CL3').when(joint, '')
    expect(decision.outcome).toBe('open')
    expect(decision.requirements.map(({ tally }) => tally.no)).toEqual([0, 0, 0])
  })

  test('nobody entitled to vote: a fraction of nobody is no decision', () => {
    expect(decide([], [twoThirds], new Map()).outcome).toBe('failed')
    expect(decide([], joint, new Map()).outcome).toBe('failed')
  })

  test('nobody entitled under a rule of sections alone: not open, for nothing could close it', () => {
    expect(decide([], [majorityOfEach], new Map()).outcome).not.toBe('open')
  })

  test('uneven sections: the whole is carried and one small section says no: failed', () => {
    const yes = 'BO1+ BO2+ BO3+ BO4+ BO5+ BO6+ BO7+ BO8+'
    expect(given('BO8 CL1').when(joint, `${yes} CL1-`).outcome).toBe('failed')
    expect(given('BO8 CL1').when(joint, yes).outcome).toBe('open')
    expect(given('BO8 CL1').when(joint, `${yes} CL1+`).outcome).toBe('carried')
  })

  test('a majority of a section of two is both', () => {
    expect(given('BO2 CL2').when(joint, 'BO1+ BO2+ CL1+').outcome).toBe('open')
    expect(given('BO2 CL2').when(joint, 'BO1+ BO2+ CL1+ CL2-').outcome).toBe('failed')
  })

  test('a silent section keeps it open even when the whole has its two thirds', () => {
    const decision = given('BO4 PE4 CL2').when(joint, 'BO1+ BO2+ BO3+ BO4+ PE1+ PE2+ PE3+ PE4+')
    expect(decision.outcome).toBe('open')
    const states = decision.requirements.map(({ section, outcome, missingYes }) => [
      section,
      outcome,
      missingYes,
    ])
    expect(states).toEqual([
      [null, 'carried', 0],
      ['BO', 'carried', 0],
      ['CL', 'open', 2],
      ['PE', 'carried', 0],
    ])
  })

  test('an abstention counts among the entitled and the cast, and not in yes+no', () => {
    const of = (denominator: Requirement['denominator']) =>
      given('BO3').when([{ ...majority, denominator }], 'BO1+ BO2~ BO3~').outcome
    expect(of('entitled')).toBe('failed')
    expect(of('cast')).toBe('failed')
    expect(of('yes+no')).toBe('carried')
  })

  test('everybody abstained: a fraction of no votes is not met', () => {
    const any = { ...majority, fraction: { num: 0, den: 1 }, moreThan: false, denominator: 'yes+no' } as const
    expect(given('BO2').when([any], 'BO1~ BO2~').outcome).toBe('failed')
  })

  test('unanimity: one no fails it', () => {
    const all = { ...twoThirds, fraction: { num: 1, den: 1 } }
    expect(given('BO3').when([all], 'BO1+ BO2+').outcome).toBe('open')
    expect(given('BO3').when([all], 'BO1+ BO2-').outcome).toBe('failed')
    expect(given('BO3').when([all], 'BO1+ BO2+ BO3+').outcome).toBe('carried')
  })

  test('more than all can never be: failed at once', () => {
    expect(given('BO3').when([{ ...majority, fraction: { num: 1, den: 1 } }], '').outcome).toBe('failed')
  })

  test('a position of a body that is no elector changes nothing: denominators are frozen', () => {
    const without = given('BO3').when([twoThirds], 'BO1+')
    expect(given('BO3').when([twoThirds], 'BO1+ XX1+ XX2- XX3~')).toEqual(without)
    expect(first(without).tally).toEqual({ entitled: 3, yes: 1, no: 0, abstain: 0, unheard: 2 })
  })

  test('a closing awaits nobody: of the cast, those listed decide; of the entitled, the silent still count', () => {
    const cast = { ...majority, denominator: 'cast' } as const
    expect(given('BO5').when([cast], 'BO1+').outcome).toBe('open')
    expect(given('BO5').when([cast], 'BO1+', true).outcome).toBe('carried')
    expect(given('BO5').when([majority], 'BO1+', true)).toMatchObject({ outcome: 'failed' })
    expect(first(given('BO5').when([majority], 'BO1+', true)).missingYes).toBeNull()
  })

  test('what can no longer be reached is missing null, and what was needed is still told', () => {
    const state = first(given('BO6').when([twoThirds], 'BO1- BO2- BO3- BO4+'))
    expect(state).toMatchObject({ outcome: 'failed', neededYes: 4, missingYes: null })
  })

  test('what was needed does not grow once it is met', () => {
    expect(first(given('BO6').when([twoThirds], 'BO1+ BO2+ BO3+ BO4+ BO5+ BO6+')).neededYes).toBe(4)
  })

  test('sections are told in code point order, whatever the order of the electors', () => {
    expect(sectionsOf(electorsOf('PE1 BO1 CL1'))).toEqual(['BO', 'CL', 'PE'])
  })
})

const elector = fc.record({
  section: fc.constantFrom('BO', 'CL', 'PE'),
  position: fc.option(fc.constantFrom(...positionOptions), { nil: undefined }),
})

const requirement: fc.Arbitrary<Requirement> = fc.record({
  of: fc.constantFrom('all' as const, 'each-section' as const),
  fraction: fc
    .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 7 }))
    .map(([a, b]) => ({ num: Math.min(a, b), den: b })),
  moreThan: fc.boolean(),
  denominator: fc.constantFrom('yes+no' as const, 'cast' as const, 'entitled' as const),
})

const question = fc
  .record({
    electors: fc.array(elector, { minLength: 1, maxLength: 9 }),
    requirements: fc.array(requirement, { minLength: 1, maxLength: 3 }),
  })
  .map(({ electors, requirements }) => ({
    electors: electors.map(({ section }, at): Elector => ({ body: `body ${at}`, section })),
    requirements,
    heard: new Map(
      electors.flatMap(({ position }, at): [string, PositionOption][] =>
        position === undefined ? [] : [[`body ${at}`, position]],
      ),
    ),
  }))

const unheardOf = (electors: readonly Elector[], heard: ReadonlyMap<string, PositionOption>) =>
  electors.filter(({ body }) => !heard.has(body)).map(({ body }) => body)

describe('decisions, whatever the electors and the positions', () => {
  test('carried and failed never change, whatever the unheard say, in any order', () => {
    fc.assert(
      fc.property(question, fc.infiniteStream(fc.nat()), ({ electors, requirements, heard }, chance) => {
        const { outcome } = decide(electors, requirements, heard)
        if (outcome === 'open') return
        const positions = new Map(heard)
        for (const body of unheardOf(electors, heard).toSorted(
          () => ((chance.next().value ?? 0) % 2) - 0.5,
        )) {
          positions.set(body, positionOptions[(chance.next().value ?? 0) % 3] ?? 'yes')
          expect(decide(electors, requirements, positions).outcome).toBe(outcome)
        }
        expect(decide(electors, requirements, positions, true).outcome).toBe(outcome)
      }),
      { numRuns: 500 },
    )
  })

  test('open means that there are two ways to go on with different results', () => {
    fc.assert(
      fc.property(question, ({ electors, requirements, heard }) => {
        if (decide(electors, requirements, heard).outcome !== 'open') return
        const all = (option: PositionOption) =>
          decide(
            electors,
            requirements,
            new Map([...heard, ...unheardOf(electors, heard).map((body) => [body, option] as const)]),
          ).outcome
        expect([all('yes'), all('no')]).toEqual(['carried', 'failed'])
      }),
      { numRuns: 500 },
    )
  })

  test('when everybody was heard nothing is open', () => {
    fc.assert(
      fc.property(question, ({ electors, requirements, heard }) => {
        const rest = unheardOf(electors, heard).map((body) => [body, 'abstain'] as const)
        expect(decide(electors, requirements, new Map([...heard, ...rest])).outcome).not.toBe('open')
      }),
    )
  })

  test('the order in which positions were heard changes nothing', () => {
    fc.assert(
      fc.property(question, ({ electors, requirements, heard }) => {
        const reversed = new Map([...heard].toReversed())
        expect(decide(electors.toReversed(), requirements, reversed)).toEqual(
          decide(electors, requirements, heard),
        )
      }),
    )
  })

  test('missingYes is the least number of further yes after which the rest does not matter', () => {
    fc.assert(
      fc.property(question, ({ electors, requirements, heard }) => {
        for (const state of decide(electors, requirements, heard).requirements) {
          const own = electors.filter(({ section }) => state.section === null || section === state.section)
          const silent = unheardOf(own, heard)
          const isMetAfter = (yes: number) => {
            const answers = silent.map((body, at) => [body, at < yes ? 'yes' : 'no'] as const)
            const alone = { ...state, of: 'all' } as const
            return decide(own, [alone], new Map([...heard, ...answers])).outcome === 'carried'
          }
          const least = [...silent, ''].findIndex((_, yes) => isMetAfter(yes))
          expect(state.missingYes).toBe(least < 0 ? null : least)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a tally adds up to those entitled', () => {
    fc.assert(
      fc.property(question, ({ electors, heard }) => {
        const { entitled, yes, no, abstain, unheard } = tallyOf(electors, heard)
        expect(yes + no + abstain + unheard).toBe(entitled)
        expect(entitled).toBe(electors.length)
      }),
    )
  })
})
