/** Chance from a seed: the same seed and name give the same draws on every machine. */
import { sha256 } from '../../src/book/hash.ts'
import { utf8 } from '../../src/kernel/encoding.ts'

export interface Chance {
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  /** One of a list that is not empty. */
  oneOf<T>(list: readonly T[]): T
  /** True so often in a hundred. */
  isInHundred(often: number): boolean
}

/** Draws of their own for every `name` under a seed. The generator is sfc32, seeded by SHA-256. */
export function chanceOf(seed: string, name: string): Chance {
  const words = new DataView(sha256(utf8(`apachita bench ${seed} ${name}`)).slice().buffer)
  let [a, b, c, counter] = [0, 4, 8, 12].map((at) => words.getUint32(at)) as [number, number, number, number]
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    between,
    oneOf: <T>(list: readonly T[]): T => list[between(0, list.length - 1)] as T,
    isInHundred: (often) => next() * 100 < often,
  }
}
