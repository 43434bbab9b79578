import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decisionOf } from '../../vectors/make-decision.ts'
import { outcomeByTrying } from '../independent/decision.ts'
import { agree } from './agree.ts'

const requirement = fc.record({
  of: fc.constantFrom('all' as const, 'each-section' as const),
  fraction: fc
    .tuple(fc.integer({ min: 1, max: 7 }), fc.nat({ max: 7 }))
    .map(([den, num]) => ({ num: Math.min(num, den), den })),
  moreThan: fc.boolean(),
  denominator: fc.constantFrom('yes+no' as const, 'cast' as const, 'entitled' as const),
})

const sectionsOf = (most: number) =>
  fc
    .array(fc.record({ yes: fc.nat(most), no: fc.nat(most), abstain: fc.nat(most), silent: fc.nat(most) }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((sections) => sections.map((section, i) => ({ section: 'cab'.charAt(i), ...section })))
    .map((sections) => sections.filter(({ yes, no, abstain, silent }) => yes + no + abstain + silent > 0))

type Counted = { section: string; yes: number; no: number; abstain: number; silent: number }
const toInput = ({ silent, ...rest }: Counted) => ({
  ...rest,
  entitled: rest.yes + rest.no + rest.abstain + silent,
})

const requirements = fc.array(requirement, { minLength: 1, maxLength: 2 })

describe('decisions: src/kernel and trying every completion agree', () => {
  test('on how each requirement stands, and what is missing', () => {
    fc.assert(
      fc.property(sectionsOf(6), requirements, fc.boolean(), (sections, rules, closed) => {
        fc.pre(sections.length > 0)
        agree('decision', { sections: sections.map(toInput), requirements: rules, closed })
      }),
      { numRuns: 400 },
    )
  })

  test('on the outcome, when all positions not yet heard are tried together', () => {
    fc.assert(
      fc.property(sectionsOf(2), requirements, fc.boolean(), (sections, rules, closed) => {
        fc.pre(sections.length > 0)
        const ours = decisionOf({ sections: sections.map(toInput), requirements: rules, closed }).outcome
        expect(ours).toBe(outcomeByTrying(rules, sections, closed))
      }),
      { numRuns: 300 },
    )
  })
})
