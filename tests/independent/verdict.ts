/**
 * How this implementation refuses. Deep inside a check `refuse` throws; at the edge `verdict` turns that, and
 * only that, into a value: any other throw is a defect of this code and is let through.
 *
 * Nothing in this folder imports anything from `src/`: it is a second reading of `docs/formats.md`.
 */

/** What a check found: a value, or the reason it was refused. */
export type Verdict<T> = { ok: true; value: T } | { ok: false; reason: string }

class Refusal extends Error {}

/** Ends the running check with a reason. */
export function refuse(reason: string): never {
  throw new Refusal(reason)
}

/** Ends the running check unless the condition holds. */
export function demand(condition: boolean, reason: string): asserts condition {
  if (!condition) refuse(reason)
}

/** Runs a check that may refuse. */
export function verdict<T>(check: () => T): Verdict<T> {
  try {
    return { ok: true, value: check() }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.message }
    throw error
  }
}

/** Runs an asynchronous check that may refuse. */
export async function verdictLater<T>(check: () => Promise<T>): Promise<Verdict<T>> {
  try {
    return { ok: true, value: await check() }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.message }
    throw error
  }
}
