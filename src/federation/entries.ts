/** Entry types of federations. What a member says is in the member's book; what the federation says is in its own. */
import { z } from 'zod'
import { positionOptions } from '../kernel/vote.ts'

const section = z.string().min(1).max(64)

/** In the applicant's book; cites the federation's founding entry. */
export const membershipApplied = z.object({ section })

/** In the federation's book; cites the application. The member is the body whose book that is. */
export const membershipAccepted = z.object({ section })

/** In the federation's book: the motion `motion` of this book goes to the members, with their number per section. */
export const motionReferred = z.object({
  motion: z.int().min(0),
  /** A rule of the charter's `decisions`. */
  rule: z.string().min(1).max(64),
  electors: z.record(z.string(), z.int().min(0)),
})

/** In the member's book; cites the referral. `vote` is the session's vote it rests on. */
export const positionRecorded = z.object({
  vote: z.int().min(0),
  option: z.enum(positionOptions),
  /** The position this one corrects. It shows beside it and counts only if a closing lists it. */
  corrects: z.int().min(0).optional(),
  /** The federation's book that this body applied to, where the referral stands in a later one of it. */
  appliedTo: z
    .string()
    .regex(/^[a-z2-7]{52}$/)
    .optional(),
})

export const federationEntries = {
  'membership.applied': membershipApplied,
  'membership.accepted': membershipAccepted,
  'motion.referred': motionReferred,
  'position.recorded': positionRecorded,
}

export type MotionReferred = z.infer<typeof motionReferred>
export type PositionRecorded = z.infer<typeof positionRecorded>
