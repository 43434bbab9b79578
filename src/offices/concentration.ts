/**
 * In how few hands offices are: exact, so that two nodes say the same.
 *
 * Sources: the index of Herfindahl (1950) and Hirschman (1945), the sum of the squares of shares: 1 where one group has all,
 * 1/groups where all have the same. The coefficient of Gini (1912), half the mean difference over the mean: 0 where all have
 * served equally often, near 1 where one has all.
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
