import { describe, expect, test } from 'vitest'
import { colourNames, contrastOf, pixelsOf, schemes, tokenValue } from './design-tokens.ts'

describe('colours', () => {
  test('are a colour in every scheme', () => {
    expect(colourNames).toContain('ink')
    for (const scheme of schemes)
      for (const name of colourNames) expect(tokenValue(`--${name}`, scheme)).toMatch(/^#([0-9a-f]{3}){1,2}$/)
  })

  test('differ where the sheets say so, and are as in light where they do not', () => {
    const paper = schemes.map((scheme) => tokenValue('--paper', scheme))
    expect(paper).toEqual(['#fbfaf5', '#12171d', '#fff', '#000'])
    expect(tokenValue('--r', 'dark')).toBe(tokenValue('--r'))
  })

  test('bad input: a name that no sheet has is nothing', () => {
    expect(tokenValue('--no-such-colour', 'dark')).toBe('')
  })
})

describe('contrast is that of WCAG 2.2', () => {
  test.each([
    ['#000', '#fff', 21],
    ['#ffffff', '#fff', 1],
    ['#777', '#fff', 4.48],
    ['#fff', '#767676', 4.54],
    ['#0000ff', '#fff', 8.59],
  ])('%s on %s: %f', (one, other, ratio) => {
    expect(contrastOf(one, other)).toBeCloseTo(ratio, 2)
    expect(contrastOf(other, one)).toBeCloseTo(ratio, 2)
  })
})

describe('sizes', () => {
  test('are read where a rule says them', () => {
    expect(pixelsOf('.btn', 'min-height')).toBe(44)
    expect(pixelsOf('body', 'font')).toBe(17)
  })

  test('bad input: a rule that is not there, or does not say it, is a defect', () => {
    expect(() => pixelsOf('.no-such-class', 'font')).toThrow('no font of .no-such-class')
    expect(() => pixelsOf('.btn', 'max-width')).toThrow('no max-width of .btn')
  })
})
