/** Every outcome the story tells is asserted: a step that is not as told ends the run with an error. */
import { isDeepStrictEqual } from 'node:util'

export class NotAsTold extends Error {}

export function expectSame(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return
  throw new NotAsTold(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`)
}
