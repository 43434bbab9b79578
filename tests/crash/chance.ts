/** Chance with a seed, for tests that print it: the same seed gives the same run. */

/** mulberry32: 32 bits of state, plenty for choosing what to break. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to below 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** An integer from 0 to below `count`; 0 where `count` is. */
  below(count: number): number {
    return Math.floor(this.fraction() * count)
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  isOneIn(count: number): boolean {
    return this.below(count) === 0
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)]
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }
}

/** The seed of a run: given in APACHITA_SEED, or any. */
export const seedOfRun = (): number => Number(process.env['APACHITA_SEED'] ?? Date.now() % 2 ** 31)
