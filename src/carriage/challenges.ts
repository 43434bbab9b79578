/**
 * Challenges a node gives out and takes back once: what makes a signed request new. Kept by nobody until it is spent, so
 * that strangers who ask for many fill nothing.
 *
 * A challenge is when it was given (by a clock that only runs forward) and 16 random bytes, under a key that lives as long
 * as the process. Stale after a time, ten minutes where nothing else is said; spent ones are remembered as long.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const usualLifeMs = 10 * 60_000
const tagBytes = 16

export class Challenges {
  readonly #key = randomBytes(32)
  readonly #now: () => number
  readonly #lifeMs: number
  readonly #spent = new Map<string, number>()

  /** `now`: milliseconds that only run forward. */
  constructor(now: () => number, lifeMs = usualLifeMs) {
    this.#now = now
    this.#lifeMs = lifeMs
  }

  give(): string {
    const given = Buffer.alloc(24)
    given.writeDoubleBE(this.#now())
    randomBytes(16).copy(given, 8)
    return Buffer.concat([given, this.#tag(given)]).toString('base64url')
  }

  /** Whether it was given here, is not stale, and was not spent before; from now on it is. */
  spend(challenge: string): boolean {
    const bytes = Buffer.from(challenge, 'base64url')
    if (bytes.length !== 24 + tagBytes || bytes.toString('base64url') !== challenge) return false
    const given = bytes.subarray(0, 24)
    if (!timingSafeEqual(bytes.subarray(24), this.#tag(given))) return false
    const now = this.#now()
    this.#forgetStale(now)
    if (now - given.readDoubleBE() > this.#lifeMs || this.#spent.has(challenge)) return false
    this.#spent.set(challenge, now)
    return true
  }

  #tag = (given: Uint8Array): Buffer =>
    createHmac('sha256', this.#key).update(given).digest().subarray(0, tagBytes)

  /** In order of spending, so that looking ends at the first that is not stale. */
  #forgetStale(now: number): void {
    for (const [challenge, at] of this.#spent) {
      if (now - at <= this.#lifeMs) return
      this.#spent.delete(challenge)
    }
  }
}
