import { describe, expect, test } from 'vitest'
import { ballotsAgainst, noBallots, uncountedOptions } from './ballots.ts'

const held = { yes: 3, no: 2, abstain: 0 }

describe('ballots held against what was recorded', () => {
  test.each([
    ['same', held],
    ['fewer', { yes: 5, no: 2, abstain: 1 }],
    ['more', { yes: 2, no: 2, abstain: 0 }],
    ['more', { yes: 9, no: 1, abstain: 0 }],
    ['more', noBallots],
  ])('%s than %o', (stand, recorded) => {
    expect(ballotsAgainst(held, recorded)).toBe(stand)
  })

  test('tells of what more are held: as many in all does not make up for it', () => {
    expect(uncountedOptions(held, { yes: 2, no: 1, abstain: 2 })).toEqual(['yes', 'no'])
    expect(uncountedOptions(held, { yes: 3, no: 1, abstain: 1 })).toEqual(['no'])
  })
})
