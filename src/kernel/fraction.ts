/** Exact fractions for thresholds: two integers, compared without division. */

/** `num`/`den`, 0 < den, 0 <= num <= den, both at most 1,000,000. */
export interface Fraction {
  readonly num: number
  readonly den: number
}

export const fractionToText = ({ num, den }: Fraction): string => `${num}/${den}`

/** Sign of `count/total - fraction`; counts below 2^32, so that no product leaves the safe integers. A total of 0 compares as the count would. */
export function compareToFraction(count: number, total: number, { num, den }: Fraction): -1 | 0 | 1 {
  const difference = count * den - num * total
  return difference < 0 ? -1 : difference > 0 ? 1 : 0
}

/** The smallest count that is at least (`moreThan`: strictly more than) the fraction of `total`, which is below 2^32. */
export function smallestCountReaching({ num, den }: Fraction, total: number, moreThan: boolean): number {
  const product = num * total
  const rest = product % den
  const whole = (product - rest) / den
  return rest === 0 && !moreThan ? whole : whole + 1
}

/** Sign of `one - other`. */
export const compareFractions = (one: Fraction, other: Fraction): -1 | 0 | 1 =>
  compareToFraction(one.num, one.den, other)
