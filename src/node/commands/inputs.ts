/** What commands are told, in the same words everywhere. */
import { z } from 'zod'
import { isDateTime } from '../../kernel/date-time.ts'
import type { Refusal, Result } from '../../kernel/result.ts'
import { accept } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import type { ApachitaNode } from '../node.ts'
import { type Draft, type Written, writeEntries } from '../write.ts'

/** RFC 3339; the node's clock where absent. */
export const at = z.string().refine(isDateTime).optional()
export const book = z.string().regex(/^[a-z2-7]{52}$/)
export const person = z.string().regex(/^[a-z2-7]{26}$/)
/** The number of an entry. */
export const seq = z.int().min(0)
/** An entry of any book: a motion, most often. */
export const entryNamed = z.object({ book, seq })
export const place = z.string().max(200).optional()
/** How many people. */
export const people = z.int().min(0).max(1_000_000)
/** Hands raised, and how many people signed the paper minute to attest them. */
export const hands = {
  present: people,
  yes: people,
  no: people,
  abstain: people,
  attesters: people.default(0),
}

export const writeOne = (
  node: ApachitaNode,
  actor: Actor,
  body: string,
  draft: Draft,
): Promise<Result<Written, Refusal>> => writeEntries(node, actor, body, () => accept([draft]))
