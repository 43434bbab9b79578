/** How often somebody may guess: by what is guessed at, and by where from. */
import type { RateLimiterMemory } from 'rate-limiter-flexible'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'

const windowSeconds = 15 * 60

/** Failures of one kind; after `most` of one key within a quarter of an hour nothing more is tried for as long. */
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

  /** Refused: `too-many-tries`, with how long to wait. */
  async mayTry(key: string): Promise<Result<void, Refusal>> {
    const seen = await (await this.#limiter()).get(key)
    if (seen === null || seen.consumedPoints < this.#most) return accept(undefined)
    return refuse({ type: 'too-many-tries', waitMinutes: Math.ceil(seen.msBeforeNext / 60_000) })
  }

  async failed(key: string): Promise<void> {
    await (await this.#limiter()).penalty(key)
  }

  async forget(key: string): Promise<void> {
    await (await this.#limiter()).delete(key)
  }
}
