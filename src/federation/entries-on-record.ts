/** Entry types of what a federation puts on record, and of opinions that are addressed upward and answered. */
import { z } from 'zod'
import { localizedText } from '../kernel/schemas.ts'

const seq = z.int().min(0)
const who = z.string().min(1).max(200)
const source = z.string().max(1000).optional()

/** What a body is before the law, or who receives and accounts for funds in its name. */
export const standingRecorded = z.object({
  what: z.enum(['legal-standing', 'fiscal-agent']),
  who,
  text: localizedText,
  source,
})

/** What a state objects to: `country` (ISO 3166-1 alpha-2), the authority that did, to `motion` of this book where it was to one. */
export const objectionRecorded = z.object({
  country: z.string().regex(/^[A-Z]{2}$/),
  who,
  text: localizedText,
  motion: seq.optional(),
  source,
})

/** To an authority, resting on `motion` of this book. */
export const opinionAddressed = z.object({ to: who, text: localizedText, motion: seq })

/** Cites the opinion: in the book of whoever answers, or, where that keeps none, in the book that addressed it. */
export const opinionAnswered = z.object({ by: who, text: localizedText, source })

export const recordEntries = {
  'standing.recorded': standingRecorded,
  'objection.recorded': objectionRecorded,
  'opinion.addressed': opinionAddressed,
  'opinion.answered': opinionAnswered,
}
