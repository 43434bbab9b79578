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

export const writeOne = (
  node: ApachitaNode,
  actor: Actor,
  body: string,
  draft: Draft,
): Promise<Result<Written, Refusal>> => writeEntries(node, actor, body, () => accept([draft]))
