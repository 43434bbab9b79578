import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { charterFault } from './charter-faults.ts'
import { charter, kinds, turnsBy } from './entries.ts'
import { type Answers, answersOf, quorums, readyCharter, withAnswers } from './set-up.ts'

const sections = [{ id: 'bo', name: { es: 'Bolivia' } }]
const aKind = fc.constantFrom(...kinds)

/** Answers that a form can give on a charter. */
const answersTo = (ways: readonly string[]): fc.Arbitrary<Answers> =>
  fc.record(
    {
      ways: fc.subarray([...ways], { minLength: 1 }),
      quorum: fc.constantFrom(...quorums),
      termYears: fc.integer({ min: 1, max: 20 }),
      turnBy: fc.constantFrom(...turnsBy, 'none' as const),
      openNames: fc.boolean(),
      frozen: fc.constantFrom('stay' as const, 'leave' as const),
      prevails: fc.constantFrom('paper' as const, 'book' as const),
      witnesses: fc.subarray(['a'.repeat(32), 'b'.repeat(32)]),
    },
    { requiredKeys: [] },
  )

const answered = aKind.chain((kind) => {
  const base = readyCharter(kind, sections)
  return answersTo(Object.keys(base.decisions)).map((answers) => ({ base, answers }))
})

describe('a charter by answers', () => {
  test.each(kinds)('nothing answered: the ready-made charter of a %s', (kind) => {
    const base = readyCharter(kind, sections)
    expect(withAnswers(base, {})).toEqual(base)
  })

  test('whatever is answered, it can be lived by, and is a charter by its schema', () => {
    fc.assert(
      fc.property(answered, ({ base, answers }) => {
        const made = withAnswers(base, answers)
        expect(charterFault(made)).toBeUndefined()
        expect(charter.parse(made)).toEqual(made)
      }),
    )
  })

  test('its own answers, given again, change nothing', () => {
    fc.assert(
      fc.property(answered, ({ base, answers }) => {
        const made = withAnswers(base, answers)
        expect(withAnswers(made, answersOf(made))).toEqual(made)
      }),
    )
  })

  test('what its parts say differently is no answer, in whatever order they stand', () => {
    const { decisions, ...rest } = readyCharter('community')
    const mixed = { ...rest, decisions: Object.fromEntries(Object.entries(decisions).toReversed()) }
    expect(answersOf(mixed)).not.toHaveProperty('quorum')
    expect(withAnswers(mixed, answersOf(mixed))).toEqual(mixed)
  })

  test('what changes the charter has to be a way that is kept', () => {
    const made = withAnswers(readyCharter('community'), { ways: ['agreed'], changedBy: 'assembly' })
    expect(charterFault(made)).toEqual({ fault: 'decisionUnknown', at: 'assembly' })
  })

  test('a charter changed by a way that is given up is changed by what is left', () => {
    const made = withAnswers(readyCharter('community'), { ways: ['agreed'] })
    expect(made).toMatchObject({ changedBy: 'agreed', recalledBy: 'agreed' })
  })

  test('where the bases decide nobody has to be in one place', () => {
    const made = withAnswers(readyCharter('alliance', sections), { quorum: 'two-thirds' })
    expect(made.decisions['joint']).not.toHaveProperty('quorum')
    expect(made.decisions['delegates']?.quorum).toEqual({ fraction: { num: 2, den: 3 }, moreThan: false })
  })
})
