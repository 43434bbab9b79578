/** One input, the two implementations, one verdict: `src/` against `tests/independent`. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Format, Formats } from '../../vectors/format.ts'
import { independent } from '../vectors/independent.ts'
import { product } from '../vectors/product.ts'

/** That both say the same of an input. Returns whether they took it for valid. */
export function agree<F extends Format>(format: F, input: Formats[F]['input']): boolean {
  const verdict = product[format](input)
  expect(verdict).toEqual(independent[format](input))
  return verdict.valid
}

/** A change of a text: at a place (taken modulo its length), so much removed and this put in. */
export interface Edit {
  readonly at: number
  readonly removed: number
  readonly inserted: string
}

/** One to `most` changes that put in one of the texts given. */
export const editsOf = (inserts: readonly string[], most = 2): fc.Arbitrary<Edit[]> =>
  fc.array(
    fc.record({
      at: fc.nat({ max: 100_000 }),
      removed: fc.nat({ max: 2 }),
      inserted: fc.constantFrom('', ...inserts),
    }),
    { minLength: 1, maxLength: most },
  )

export function edit(text: string, edits: readonly Edit[]): string {
  return edits.reduce((changed, { at, removed, inserted }) => {
    const place = at % (changed.length + 1)
    return changed.slice(0, place) + inserted + changed.slice(place + removed)
  }, text)
}

/** Bytes with one bit turned. */
export function flip(bytes: Uint8Array, at: number): Uint8Array {
  const place = Math.floor(at / 8) % bytes.length
  return bytes.with(place, (bytes[place] ?? 0) ^ (1 << (at % 8)))
}
