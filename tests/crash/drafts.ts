/** What the node under test writes: valid by its rooms' rules, at any size of the book. */
import { municipalityCharter } from '../../src/bodies/charters.ts'
import type { JsonObject } from '../../src/book/entry.ts'
import type { Draft } from '../../src/node/write.ts'

/** `count` sessions, opened and closed, from entry `size` on: two entries each. */
export const sessions = (size: number, count: number): Draft[] =>
  Array.from({ length: count }, (_, at): Draft[] => [
    { type: 'session.opened', data: { place: 'Sede de la subcentral' } },
    { type: 'session.closed', data: { session: size + 2 * at } },
  ]).flat()

export const foundingOf = (name: string): JsonObject =>
  ({
    name: { es: name },
    kind: 'municipality',
    country: 'BO',
    charter: municipalityCharter,
    demonstration: true,
  }) as unknown as JsonObject
