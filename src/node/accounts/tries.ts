/** How often somebody may guess: by what is guessed at, and by where from. */
import type { RateLimiterMemory } from 'rate-limiter-flexible'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'

const windowSeconds = 15 * 60

/**
 * Guesses of one kind; after `most` of one key within a quarter of an hour nothing more is tried for as long. A guess is
 * counted before it is looked at, so that many at once are no more than many in turn; one that was right is given back.
 */
export class Tries {
  #made: Promise<RateLimiterMemory> | undefined
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** Made, and its library loaded, when somebody first tries. */
  #limiter(): Promise<RateLimiterMemory> {
    this.#made ??= import('rate-limiter-flexible').then(
      ({ RateLimiterMemory: Limiter }) => new Limiter({ points: this.#most, duration: windowSeconds }),
    )
    return this.#made
  }

  /** Counts a guess. Refused, and not counted: `too-many-tries`, with how long to wait. */
  async take(key: string): Promise<Result<void, Refusal>> {
    const limiter = await this.#limiter()
    const seen = await limiter.penalty(key)
    if (seen.consumedPoints <= this.#most) return accept(undefined)
    await limiter.reward(key)
    return refuse({ type: 'too-many-tries', waitMinutes: Math.ceil(seen.msBeforeNext / 60_000) })
  }

  /** A guess that was counted is not, after all. */
  async giveBack(key: string): Promise<void> {
    await (await this.#limiter()).reward(key)
  }

  /** Nothing was guessed at this key. */
  async forget(key: string): Promise<void> {
    await (await this.#limiter()).delete(key)
  }
}

/** A key, and the tries that it is counted in. */
export type Counted = readonly [Tries, string]

/** Counts a guess in all of them, or in none where one refuses. */
export async function takeAll(all: readonly Counted[]): Promise<Result<void, Refusal>> {
  for (const [at, [tries, key]] of all.entries()) {
    const taken = await tries.take(key)
    if (taken.ok) continue
    for (const [earlier, itsKey] of all.slice(0, at)) await earlier.giveBack(itsKey)
    return taken
  }
  return accept(undefined)
}
