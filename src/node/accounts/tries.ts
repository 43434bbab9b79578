/** How often somebody may guess: by what is guessed at, and by where from. */
import type { RateLimiterMemory } from 'rate-limiter-flexible'
import { foldName } from '../../kernel/names.ts'
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
type Counted = readonly [Tries, string]

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

/** Failures within a quarter of an hour, after which nothing more is tried. */
const failuresFromAPlace = 5
const failuresOfAName = 20
const failuresOfAnAddress = 30

/** Somebody who tries to sign in. */
export interface Guess {
  /** undefined: it is not known whose account is tried. */
  readonly name: string | undefined
  readonly address: string
  /** The device, where that account was opened on it before. */
  readonly device: string | undefined
}

/** A guess that was counted. */
export interface Counting {
  /** It was right: nothing is held against its place. */
  succeeded(): Promise<void>
  /** It was no guess. */
  giveBack(): Promise<void>
}

/**
 * Failures to sign in, with a phrase or with a passkey alike: of a name from a place, of a name, from an address. A device
 * where the account was opened before counts by itself: whoever guesses from elsewhere, or from the same address, does not
 * lock out those who are at home there.
 */
export class SignInTries {
  readonly #byPlace = new Tries(failuresFromAPlace)
  readonly #byName = new Tries(failuresOfAName)
  readonly #byAddress = new Tries(failuresOfAnAddress)

  /** Refused: `too-many-tries`. */
  async take({ name, address, device }: Guess): Promise<Result<Counting, Refusal>> {
    const counted = this.#countedIn(name === undefined ? undefined : keyOf(name), address, device)
    const taken = await takeAll(counted)
    if (!taken.ok) return taken
    const giveBack = async (all: readonly Counted[]): Promise<void> => {
      for (const [tries, key] of all) await tries.giveBack(key)
    }
    return accept({
      succeeded: async () => {
        await giveBack(counted.filter(([tries]) => tries !== this.#byPlace))
        for (const [tries, key] of counted) if (tries === this.#byPlace) await tries.forget(key)
      },
      giveBack: () => giveBack(counted),
    })
  }

  #countedIn(name: string | undefined, address: string, device: string | undefined): readonly Counted[] {
    if (name === undefined) return [[this.#byAddress, address]]
    if (device !== undefined) return [[this.#byPlace, `device ${device} ${name}`]]
    return [
      [this.#byPlace, `address ${address} ${name}`],
      [this.#byAddress, address],
      [this.#byName, name],
    ]
  }
}

const keyOf = (name: string): string => foldName(name).slice(0, 200)
