/** How often somebody may guess: by what is guessed at, and by where from. */
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'

const windowSeconds = 15 * 60

/** Failures of one kind; after `most` of one key within a quarter of an hour nothing more is tried for as long. */
export class Tries {
  readonly #limiter: RateLimiterMemory
  readonly #most: number

  constructor(most: number) {
    this.#most = most
    this.#limiter = new RateLimiterMemory({ points: most, duration: windowSeconds })
  }

  /** Refused: `too-many-tries`, with how long to wait. */
  async mayTry(key: string): Promise<Result<void, Refusal>> {
    const seen: RateLimiterRes | null = await this.#limiter.get(key)
    if (seen === null || seen.consumedPoints < this.#most) return accept(undefined)
    return refuse({ type: 'too-many-tries', waitMinutes: Math.ceil(seen.msBeforeNext / 60_000) })
  }

  async failed(key: string): Promise<void> {
    await this.#limiter.penalty(key)
  }

  async forget(key: string): Promise<void> {
    await this.#limiter.delete(key)
  }
}
