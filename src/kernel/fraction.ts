/** Exact fractions for thresholds: two safe integers, compared without division. */

/** `num`/`den`, 0 < den, 0 <= num <= den, both at most 1,000,000. */
export interface Fraction {
  readonly num: number
  readonly den: number
}

export const fractionToText = ({ num, den }: Fraction): string => `${num}/${den}`

/** Sign of `count/total - fraction`: exact for counts below 2^32. A total of 0 compares as the count would. */
export function compareToFraction(count: number, total: number, { num, den }: Fraction): -1 | 0 | 1 {
  const difference = BigInt(count) * BigInt(den) - BigInt(num) * BigInt(total)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The smallest count that is at least (`moreThan`: strictly more than) the fraction of `total`. */
export function smallestCountReaching({ num, den }: Fraction, total: number, moreThan: boolean): number {
  const product = BigInt(num) * BigInt(total)
  const whole = product / BigInt(den)
  const exact = product % BigInt(den) === 0n
  return Number(exact && !moreThan ? whole : whole + 1n)
}

/** Sign of `one - other`. */
export const compareFractions = (one: Fraction, other: Fraction): -1 | 0 | 1 =>
  compareToFraction(one.num, one.den, other)
