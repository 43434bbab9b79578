/**
 * In how few hands offices are: exact, so that two nodes say the same.
 *
 * Sources: the index of Herfindahl (1950) and Hirschman (1945), the sum of the squares of shares: 1 where one group has all,
 * 1/groups where all have the same. The coefficient of Gini (1912), half the mean difference over the mean: 0 where all have
 * served equally often, near 1 where one has all. The curve of Lorenz (1905), here from whoever has served most: a straight line
 * where all have served equally often.
 */

export interface Ratio {
  readonly num: number
  readonly den: number
}

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other))

const reduced = (num: number, den: number): Ratio => {
  const by = divisor(num, den)
  return { num: num / by, den: den / by }
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

/** Of the terms that each group has had: null where there was none. Exact for up to 90 million terms. */
export function herfindahl(counts: readonly number[]): Ratio | null {
  const all = total(counts)
  return all === 0 ? null : reduced(total(counts.map((count) => count * count)), all * all)
}

/** Of the terms that each taker has had, those with none among them: null where there was no term. */
export function gini(counts: readonly number[]): Ratio | null {
  const all = total(counts)
  if (all === 0) return null
  // Σᵢⱼ|xᵢ-xⱼ| of sorted numbers is 2·Σᵢ(2i-n+1)·xᵢ.
  const sorted = counts.toSorted((a, b) => a - b)
  const differences = total(sorted.map((count, at) => (2 * at - sorted.length + 1) * count))
  return reduced(differences, sorted.length * all)
}

/** Takers by the number of terms they have had. */
export interface HadTerms {
  readonly terms: number
  readonly takers: number
}

/** From the first point on: so many takers, of those who have had most, have had so many terms together. */
export interface CurvePoint {
  readonly takers: number
  readonly terms: number
}

/** From none to all, a point for each number of terms that somebody has had, the largest first; of nothing, no point. */
export function curveOf(had: readonly HadTerms[]): CurvePoint[] {
  let [takers, terms] = [0, 0]
  const points = had
    .toSorted((a, b) => b.terms - a.terms)
    .map((group) => {
      takers += group.takers
      terms += group.takers * group.terms
      return { takers, terms }
    })
  return terms === 0 ? [] : [{ takers: 0, terms: 0 }, ...points]
}

/** How few takers have had half of all terms, or more: of those who have had most. null where there was no term. */
export function fewestWithHalf(had: readonly HadTerms[]): number | null {
  const points = curveOf(had)
  const all = points.at(-1)?.terms ?? 0
  const at = points.findIndex(({ terms }) => terms * 2 >= all)
  const [before, reached] = [points[at - 1], points[at]]
  if (before === undefined || reached === undefined) return null
  const each = (reached.terms - before.terms) / (reached.takers - before.takers)
  return before.takers + Math.ceil((all / 2 - before.terms) / each)
}
