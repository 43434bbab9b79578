/** How often somebody may guess: by what is guessed at, and by where from. */
import type { RateLimiterMemory } from 'rate-limiter-flexible'
import { foldName } from '../../kernel/names.ts'
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

const failuresOfAName = 5
const failuresOfAnAddress = 30

/** Failures to sign in, with a phrase or with a passkey alike: of an account's name, and from an address. */
export class SignInTries {
  readonly #ofNames = new Tries(failuresOfAName)
  readonly #fromAddresses = new Tries(failuresOfAnAddress)

  /** Refused: `too-many-tries`. `name`: undefined where it is not known whose account is tried. */
  async mayTry(name: string | undefined, address: string): Promise<Result<void, Refusal>> {
    const may = name === undefined ? accept(undefined) : await this.#ofNames.mayTry(keyOf(name))
    return may.ok ? this.#fromAddresses.mayTry(address) : may
  }

  async failed(name: string | undefined, address: string): Promise<void> {
    if (name !== undefined) await this.#ofNames.failed(keyOf(name))
    await this.#fromAddresses.failed(address)
  }

  succeeded(name: string): Promise<void> {
    return this.#ofNames.forget(keyOf(name))
  }
}

const keyOf = (name: string): string => foldName(name).slice(0, 200)
