/** Entry types of federations. What a member says is in the member's book; what the federation says is in its own. */
import { z } from 'zod'
import { localizedText } from '../kernel/schemas.ts'
import { positionOptions } from '../kernel/vote.ts'
import { appliedTo, bodies, referredIn } from './entries-of-books.ts'
import { delegateEntries } from './entries-of-delegates.ts'
import { recordEntries } from './entries-on-record.ts'

const seq = z.int().min(0)
const section = z.string().min(1).max(64)

/** In the applicant's book; cites the federation's founding entry. */
export const membershipApplied = z.object({ section })

/** In the federation's book; cites the application. The member is the body whose book that is. */
export const membershipAccepted = z.object({ section })

/**
 * Whose word it is that a membership is frozen, goes on, or has ended. `member`: in the member's own book; cites the
 * federation, and what it knows of its book last. `federation`: in the federation's book; cites what the member applied
 * by; `motion` of that book may have decided it. `heard`: in the federation's book, which notes what the member's book
 * says by citing it.
 */
export const sides = ['member', 'federation', 'heard'] as const

const motion = seq.optional()
const word = { as: z.enum(sides), motion, appliedTo, bodies }
export const membershipFrozen = z.object({ ...word, reason: localizedText })
export const membershipResumed = z.object({ ...word, reason: localizedText.optional() })
export const membershipEnded = z.object({ ...word, reason: localizedText })

/** In the federation's book, on the word of a whole section: cites what its members wrote, or says in words whose word. */
export const sectionFrozen = z.object({ section, reason: localizedText, bodies })
export const sectionResumed = z.object({ section, reason: localizedText.optional(), bodies })

/** In the federation's book: the motion `motion` of this book goes to the members, with their number per section. */
export const motionReferred = z.object({
  motion: seq,
  /** A rule of the charter's `decisions`. */
  rule: z.string().min(1).max(64),
  electors: z.record(z.string(), seq),
})

/**
 * In the member's book; cites the referral. It rests on `vote`, of the open session, or, where the members of the member
 * decided, on `motion` of its own book.
 */
export const positionRecorded = z.object({
  vote: seq.optional(),
  motion,
  option: z.enum(positionOptions),
  /** The position this one corrects. It shows beside it and counts only if a closing lists it. */
  corrects: seq.optional(),
  appliedTo,
})

/** What a closing says of an elector: the position it counts, or that it has left by its own word. */
export const marks = [...positionOptions, 'left'] as const
export type Mark = (typeof marks)[number]

/** So many are listed on a page. */
export const maxListed = 200

const page = z.int().min(1).max(10_000)

/**
 * In the federation's book: nobody is awaited any more on `motion`, which was referred. Page `page` of `of` cites the
 * positions that count, `marks` says of each what it is; the last page has the outcome. `referredIn`: the book that the motion
 * is in, where it is one that this book goes on from.
 */
export const decisionClosed = z.object({
  motion: seq,
  referredIn,
  page,
  of: page,
  marks: z.array(z.enum(marks)).max(maxListed),
  bodies,
  outcome: z.enum(['carried', 'failed']).optional(),
})

export const federationEntries = {
  'membership.applied': membershipApplied,
  'membership.accepted': membershipAccepted,
  'membership.frozen': membershipFrozen,
  'membership.resumed': membershipResumed,
  'membership.ended': membershipEnded,
  'section.frozen': sectionFrozen,
  'section.resumed': sectionResumed,
  'motion.referred': motionReferred,
  'position.recorded': positionRecorded,
  'decision.closed': decisionClosed,
  ...delegateEntries,
  ...recordEntries,
}

export type PositionRecorded = z.infer<typeof positionRecorded>
