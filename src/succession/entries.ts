/** The entry type of successions: a body's word that a proposed book goes on from another one. */
import { z } from 'zod'

/** What the proposed book says it goes on from (docs/formats.md B5); the endorsement says it again, to be read by itself. */
export const continuing = z.object({
  book: z.string().regex(/^[a-z2-7]{52}$/),
  size: z.int().min(1),
  root: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
})

/**
 * In a member's own book, or, of a body without members, in the proposed book itself by an officer of the book continued.
 * Cites entry 0 of the proposed book: that very proposal.
 */
export const successorEndorsed = z.object({
  continues: continuing,
  /** The endorsement this one stands for: of a proposal that is void, for its prefix is not what it says or a fork cuts it. */
  instead: z.int().min(0).optional(),
})

export const successionEntries = { 'successor.endorsed': successorEndorsed }
