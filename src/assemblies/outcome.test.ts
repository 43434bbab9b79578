import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DecisionRule } from '../bodies/entries.ts'
import { voteRecorded } from './entries.ts'
import { isTie, optionOfVote, outcomeOfVote, quorumOf } from './outcome.ts'

const hands = (yes: number, no: number, abstain: number, more: object = {}) =>
  voteRecorded.parse({ form: 'raised-hands', present: yes + no + abstain, yes, no, abstain, ...more })

type Denominator = NonNullable<DecisionRule['requirements']>[number]['denominator']

const ruleOf = (num: number, den: number, moreThan: boolean, denominator: Denominator): DecisionRule => ({
  requirements: [{ of: 'all', fraction: { num, den }, moreThan, denominator }],
})

const majority = ruleOf(1, 2, true, 'cast')
const twoThirds = ruleOf(2, 3, false, 'present')
const quorum = (num: number, den: number, moreThan: boolean) => ({ fraction: { num, den }, moreThan })

describe('thresholds are exact', () => {
  test.each([
    [4, 2, 0, 'carried'],
    [3, 3, 0, 'failed'],
    [4, 1, 1, 'carried'],
    [3, 0, 3, 'failed'],
  ])('bad input: 2/3 of 6 present: %i yes, %i no, %i abstain: %s', (yes, no, abstain, outcome) => {
    expect(outcomeOfVote(hands(yes, no, abstain), twoThirds, 6)).toBe(outcome)
  })

  test('2/3 of three times any number is twice that number, and one fewer is not enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300_000 }), (third) => {
        const rule = ruleOf(2, 3, false, 'entitled')
        const of = (yes: number) => outcomeOfVote(hands(yes, 0, 0), rule, third * 3)
        expect([of(third * 2), of(third * 2 - 1)]).toEqual([
          'carried',
          // Of nobody, nobody is present.
          third * 2 - 1 === 0 ? 'no-quorum' : 'failed',
        ])
      }),
    )
  })
})

describe('bad input: bodies of one, two and three', () => {
  test.each([
    [1, [1, 0, 0], 'carried'],
    [1, [0, 1, 0], 'failed'],
    [1, [0, 0, 1], 'failed'],
    [2, [2, 0, 0], 'carried'],
    [2, [1, 1, 0], 'failed'],
    [2, [1, 0, 1], 'failed'],
    [3, [2, 1, 0], 'carried'],
    [3, [1, 1, 1], 'failed'],
    [3, [2, 0, 0], 'carried'],
    [3, [1, 0, 0], 'no-quorum'],
    [2, [1, 0, 0], 'no-quorum'],
  ] as const)(
    'of %i entitled, %o by majority, with more than half there: %s',
    (entitled, counted, outcome) => {
      const rule = { ...majority, quorum: quorum(1, 2, true) }
      expect(outcomeOfVote(hands(counted[0], counted[1], counted[2]), rule, entitled)).toBe(outcome)
    },
  )

  test.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [0, 1],
  ])('more than half of %i entitled is %i; an assembly of nobody is none', (entitled, needed) => {
    expect(quorumOf({ quorum: quorum(1, 2, true) }, entitled)).toBe(needed)
  })
})

describe('ties and abstentions carry nothing', () => {
  test('a tie fails, and is told as one', () => {
    expect(outcomeOfVote(hands(5, 5, 2), majority, null)).toBe('failed')
    expect([isTie(hands(5, 5, 2)), isTie(hands(0, 0, 9)), isTie(hands(5, 4, 0))]).toEqual([
      true,
      false,
      false,
    ])
  })

  test.each(['yes+no', 'valid', 'cast', 'present', 'entitled'] as const)(
    'bad input: everybody abstains, of %s: not carried, whatever is asked',
    (denominator) => {
      expect(outcomeOfVote(hands(0, 0, 9), ruleOf(0, 1, false, denominator), 9)).toBe('failed')
      expect(optionOfVote(hands(0, 0, 9), 'failed')).toBe('abstain')
    },
  )
})

describe('what a rule asks and nobody said is not met', () => {
  test('of those entitled, where their number is not known', () => {
    expect(outcomeOfVote(hands(9, 0, 0), ruleOf(1, 2, true, 'entitled'), null)).toBe('failed')
  })

  test('of each section: all have to reach it, by what was counted there', () => {
    const rule: DecisionRule = {
      requirements: [
        { of: 'each-section', fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'entitled' },
      ],
    }
    const place = (section: string, yes: number, no: number, entitled?: number) => ({
      place: section,
      section,
      yes,
      no,
      abstain: 0,
      ...(entitled === undefined ? {} : { entitled }),
    })
    const of = (...subtotals: readonly object[]) =>
      outcomeOfVote(hands(9, 3, 0, { subtotals }), rule, 20, ['upper', 'lower'])
    expect(of(place('upper', 6, 1, 10), place('lower', 3, 2, 5))).toBe('carried')
    expect(of(place('upper', 6, 1, 10), place('lower', 3, 2, 6))).toBe('failed')
    expect(of(place('upper', 6, 1, 10), place('lower', 3, 2))).toBe('failed')
    expect(of(place('upper', 9, 3, 10))).toBe('failed')
    expect(outcomeOfVote(hands(9, 3, 0), rule, 20, ['upper', 'lower'])).toBe('failed')
    expect(outcomeOfVote(hands(9, 3, 0), rule, 20, [])).toBe('failed')
  })
})

describe('forms without figures', () => {
  const said = (form: string, option: string, present = 9) =>
    voteRecorded.parse({ form, present, said: option })
  const consent = (objections: number, present = 9) =>
    voteRecorded.parse({ form: 'consent', present, objections })

  test('what was said is what they come to', () => {
    for (const form of ['acclamation', 'agreed']) {
      expect(outcomeOfVote(said(form, 'yes'), {}, null)).toBe('carried')
      expect(outcomeOfVote(said(form, 'no'), {}, null)).toBe('failed')
      expect(outcomeOfVote(said(form, 'abstain'), {}, null)).toBe('failed')
    }
  })

  test('consent is there only where an assembly was held and no objection stands', () => {
    expect(outcomeOfVote(consent(0), { form: 'consent' }, null)).toBe('carried')
    expect(outcomeOfVote(consent(1), { form: 'consent' }, null)).toBe('failed')
    expect(outcomeOfVote(consent(0, 0), { form: 'consent' }, null)).toBe('no-quorum')
  })
})

describe('the position a body takes by a vote', () => {
  const parsed = (vote: object) => voteRecorded.parse({ present: 9, ...vote })
  test.each([
    [hands(5, 2, 1), 'carried', 'yes'],
    [hands(5, 4, 0), 'failed', 'abstain'],
    [hands(2, 5, 0), 'failed', 'no'],
    [hands(4, 4, 0), 'failed', 'abstain'],
    [hands(9, 0, 0), 'no-quorum', 'abstain'],
    [hands(5, 2, 1), null, 'yes'],
    [hands(4, 5, 1), null, 'abstain'],
    [parsed({ form: 'acclamation', said: 'no' }), 'failed', 'no'],
    [parsed({ form: 'agreed', said: 'abstain' }), 'failed', 'abstain'],
    [parsed({ form: 'agreed', said: 'yes' }), 'carried', 'yes'],
    [parsed({ form: 'consent', objections: 2 }), 'failed', 'no'],
    [parsed({ form: 'consent', objections: 0 }), null, 'yes'],
  ] as const)('%o, %s: %s', (vote, outcome, option) => {
    expect(optionOfVote(vote, outcome)).toBe(option)
  })
})
