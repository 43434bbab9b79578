/** Entry types of delegates: whom a body sends with what mandate, who was there, and how they voted. */
import { z } from 'zod'
import { localizedText } from '../kernel/schemas.ts'
import { positionOptions } from '../kernel/vote.ts'
import { appliedTo, bodies } from './entries-of-books.ts'

const seq = z.int().min(0)
const person = z.string().regex(/^[a-z2-7]{26}$/)
const option = z.enum(positionOptions)
const page = z.int().min(1).max(10_000)
const ruleName = z.string().min(1).max(64)

/** In the body's book; cites the federation. `bound`: votes only as told, motion by motion. */
export const delegateSent = z.object({ person, mandate: z.enum(['free', 'bound']), appliedTo })

/** In the body's book; cites the motion of the federation. What its delegates are told, by `vote` of the open session. */
export const mandateGiven = z.object({ vote: seq, option, appliedTo })

/**
 * In the body's book; cites the federation, and what the body knows of its book last: votes after that are not in its name.
 * Where the charter says by which rule delegates are recalled, it rests on `vote` of the open session on the sending of the
 * delegate, or on `motion` of this book.
 */
export const delegateRecalled = z.object({
  person,
  reason: localizedText,
  vote: seq.optional(),
  motion: seq.optional(),
  appliedTo,
})

/** In the federation's book, in its open session; cites the sending of each delegate who is there, in the order of `persons`. */
export const delegatesPresent = z.object({ session: seq, persons: z.array(person).min(1).max(200), bodies })

/**
 * In the federation's book, in its open session: how delegates voted on `motion` of this book, each for the body that the
 * cited sending is in. Pages as those of a closing; the last has the outcome.
 */
export const delegatesVoted = z.object({
  motion: seq,
  rule: ruleName,
  session: seq,
  page,
  of: page,
  votes: z.array(z.object({ person, option })).max(200),
  bodies,
  outcome: z.enum(['carried', 'failed']).optional(),
})

export const delegateEntries = {
  'delegate.sent': delegateSent,
  'mandate.given': mandateGiven,
  'delegate.recalled': delegateRecalled,
  'delegates.present': delegatesPresent,
  'delegates.voted': delegatesVoted,
}
