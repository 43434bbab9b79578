import fc from 'fast-check'
import { expect, test } from 'vitest'
import { curveOf, fewestWithHalf, gini, herfindahl } from './concentration.ts'
import { pathsOf } from './path.ts'
import type { TermRow } from './queries.ts'

test('Herfindahl: 1 where one has all, 1/n where all have the same, nothing of nothing', () => {
  expect(herfindahl([7])).toEqual({ num: 1, den: 1 })
  expect(herfindahl([3, 3, 3])).toEqual({ num: 1, den: 3 })
  expect(herfindahl([1, 2])).toEqual({ num: 5, den: 9 })
  expect(herfindahl([])).toBeNull()
  expect(herfindahl([0, 0])).toBeNull()
})

test('Gini: 0 where all have the same, (n-1)/n where one of n has all', () => {
  expect(gini([2, 2, 2])).toEqual({ num: 0, den: 1 })
  expect(gini([0, 0, 0, 5])).toEqual({ num: 3, den: 4 })
  expect(gini([1, 2, 3])).toEqual({ num: 2, den: 9 })
  expect(gini([0])).toBeNull()
})

test('Gini is the mean of all differences over twice the mean, exactly', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }), (counts) => {
      const all = counts.reduce((sum, count) => sum + count, 0)
      fc.pre(all > 0)
      const differences = counts.flatMap((one) => counts.map((other) => Math.abs(one - other)))
      const total = differences.reduce((sum, difference) => sum + difference, 0)
      const { num, den } = gini(counts) ?? { num: -1, den: 1 }
      expect(num * 2 * counts.length * all).toBe(total * den)
    }),
  )
})

test('the curve goes from whoever has served most, and says how few have served half', () => {
  const had = [
    { terms: 0, takers: 5 },
    { terms: 4, takers: 2 },
    { terms: 1, takers: 4 },
  ]
  expect(curveOf(had)).toEqual([
    { takers: 0, terms: 0 },
    { takers: 2, terms: 8 },
    { takers: 6, terms: 12 },
    { takers: 11, terms: 12 },
  ])
  expect(fewestWithHalf(had)).toBe(2)
  expect(fewestWithHalf([{ terms: 1, takers: 40 }])).toBe(20)
  expect(fewestWithHalf([{ terms: 3, takers: 1 }])).toBe(1)
  expect([curveOf([{ terms: 0, takers: 9 }]), fewestWithHalf([{ terms: 0, takers: 9 }])]).toEqual([[], null])
  expect([curveOf([]), fewestWithHalf([])]).toEqual([[], null])
})

const byTermsOf = (counts: readonly number[]) =>
  [...new Set(counts)].map((terms) => ({
    terms,
    takers: counts.filter((count) => count === terms).length,
  }))

test('so few have served half, and one fewer have not; the area over the even line is half of Gini', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 40 }), (counts) => {
      const all = counts.reduce((sum, count) => sum + count, 0)
      fc.pre(all > 0)
      const most = counts.toSorted((a, b) => b - a)
      const together = (few: number) => most.slice(0, few).reduce((sum, count) => sum + count, 0)
      const few = fewestWithHalf(byTermsOf(counts)) ?? -1
      expect(together(few) * 2).toBeGreaterThanOrEqual(all)
      expect(together(few - 1) * 2).toBeLessThan(all)
      const curve = curveOf(byTermsOf(counts))
      const doubled = curve.slice(1).reduce((sum, { takers, terms }, at) => {
        const before = curve[at] ?? { takers: 0, terms: 0 }
        return sum + (takers - before.takers) * (terms + before.terms)
      }, 0)
      const { num, den } = gini(counts) ?? { num: -1, den: 1 }
      expect((doubled - counts.length * all) * den).toBe(num * counts.length * all)
    }),
  )
})

test('a part has served what the whole had before it split, and not what it serves later', () => {
  const term = (seq: number, taker: string | null, post = 'judge') => ({ seq, taker, post }) as TermRow
  const paths = pathsOf([
    {
      terms: [term(1, 'A'), term(3, 'B', 'authority'), term(6, 'A', 'feast'), term(7, null)],
      splits: [
        { seq: 5, part: 'A2', whole: 'A' },
        { seq: 8, part: 'A3', whole: 'A2' },
      ],
    },
  ])
  const posts = (taker: string) => paths.get(taker)?.map(({ post }) => post)
  expect(posts('A')).toEqual(['judge', 'feast'])
  expect(posts('A2')).toEqual(['judge'])
  expect(posts('A3')).toEqual(['judge'])
  expect(posts('B')).toEqual(['authority'])
})

test('over books that go on from each other it is the same as over one', () => {
  const term = (seq: number, taker: string) => ({ seq, taker, post: `post ${seq}` }) as TermRow
  const before = { terms: [term(1, 'A'), term(9, 'B')], splits: [{ seq: 5, part: 'A2', whole: 'A' }] }
  const after = { terms: [term(2, 'A2')], splits: [{ seq: 1, part: 'B2', whole: 'B' }] }
  const posts = ([taker, terms]: [string, TermRow[]]) => [taker, terms.map(({ post }) => post)]
  expect([...pathsOf([before, after])].map(posts)).toEqual([
    ['A', ['post 1']],
    ['A2', ['post 1', 'post 2']],
    ['B', ['post 9']],
    ['B2', ['post 9']],
  ])
})
