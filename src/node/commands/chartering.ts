/** Commands of charters: one is proposed as a motion, and put into force once that is carried. */
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { type Charter, charter } from '../../bodies/entries.ts'
import type { BodiesState } from '../../bodies/state.ts'
import { type Json, type JsonObject, parseEntry } from '../../book/entry.ts'
import { entryAt } from '../../archive/contract.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import { localizedText } from '../../kernel/schemas.ts'
import { writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { at, book, seq, writeOne } from './inputs.ts'

/**
 * The charter of a file that somebody edited. Refused: `charter-malformed` with the place in it, and whether that is
 * `missing`, `unknown` (misspelt, most often: it would be left out) or `wrong`.
 */
export function readCharter(said: unknown): Result<Charter, Refusal> {
  const parsed = charter.safeParse(said)
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path ?? []
    const problem = path.length > 0 && valueAt(said, path) === undefined ? 'missing' : 'wrong'
    return refuse({ type: 'charter-malformed', part: path.map(String).join('.') || 'charter', problem })
  }
  const unknown = leftOut(said as Json, parsed.data as unknown as Json)
  return unknown === undefined
    ? accept(parsed.data)
    : refuse({ type: 'charter-malformed', part: unknown, problem: 'unknown' })
}

const valueAt = (said: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | null)?.[part], said)

/** The first place in what was said that is not in what was understood of it. */
function leftOut(said: Json, understood: Json | undefined, path: readonly string[] = []): string | undefined {
  if (understood === undefined) return path.join('.')
  if (typeof said !== 'object' || said === null) return undefined
  for (const [name, value] of Object.entries(said)) {
    const found = leftOut(value as Json, (understood as JsonObject)[name] as Json | undefined, [
      ...path,
      name,
    ])
    if (found !== undefined) return found
  }
  return undefined
}

/** A motion that proposes another charter than the one in force. Refused: `charter-same`, and what the charter has wrong. */
const propose = personCommand({
  name: 'charter.propose',
  input: z.object({ body: book, title: localizedText, text: localizedText, charter: z.unknown(), at }),
  run: async (node, { body, title, text, charter: said, at: date }, { actor }) => {
    const proposed = readCharter(said)
    if (!proposed.ok) return proposed
    const data = { title, text, charter: proposed.value } as unknown as JsonObject
    return writeEntries(node, actor, body, ({ states }) => {
      const inForce = (states['bodies'] as BodiesState).charter
      return canonicalize(inForce) === canonicalize(proposed.value)
        ? refuse({ type: 'charter-same' })
        : accept([{ type: 'motion.put', data, at: date }])
    })
  },
})

/** The charter becomes what a motion proposed, once that is carried. */
const change = personCommand({
  name: 'charter.change',
  input: z.object({ body: book, motion: seq, at }),
  run: async (node, { body, motion, at: date }, { actor }) => {
    const bytes = await entryAt(node.archive, body, motion)
    const entry = bytes === undefined ? undefined : parseEntry(bytes)
    const carried = entry?.ok === true ? entry.value.data['charter'] : undefined
    if (carried === undefined) return refuse({ type: 'charter-not-decided', motion })
    return writeOne(node, actor, body, {
      type: 'charter.changed',
      data: { charter: carried, motion },
      at: date,
    })
  },
})

export const charteringCommands = [propose, change]
