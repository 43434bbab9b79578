/** What an implementation says of a vector, in the vectors' own terms. */
import type { Format, Formats } from '../../vectors/format.ts'

/** `expect` only where the format has something to expect. */
export type Verdict<F extends Format> =
  { readonly valid: false } | { readonly valid: true; readonly expect?: Formats[F]['expect'] }

/** One judge for each format. */
export type Implementation = {
  readonly [F in Format]: (input: Formats[F]['input']) => Verdict<F>
}

export const invalid = { valid: false } as const
