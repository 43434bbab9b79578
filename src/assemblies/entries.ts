/** Entry types of sessions: what is put, what is voted on, by raised hands. */
import { z } from 'zod'
import { charter } from '../bodies/entries.ts'
import { attachments, localizedText } from '../kernel/schemas.ts'
import { positionOptions } from '../kernel/vote.ts'

const seq = z.int().min(0)
const count = z.int().min(0).max(1_000_000)

/**
 * A motion put by the body (Popolo Motion). `source`: where its subject is documented. `charter`: the very charter it
 * proposes. What it answers in another book, a referral, it cites first.
 */
export const motionPut = z.object({
  title: localizedText,
  text: localizedText,
  source: z.string().max(1000).optional(),
  charter: charter.optional(),
})

export const sessionOpened = z.object({
  place: z.string().max(200).optional(),
  agenda: z.array(localizedText).optional(),
})

/**
 * A vote by raised hands (Popolo VoteEvent) in the open session, on the motion or referral the entry cites first:
 * people present, hands for each option, and how many people signed the paper minute to attest the count.
 */
export const voteRecorded = z.object({
  form: z.literal('raised-hands'),
  present: count,
  yes: count,
  no: count,
  abstain: count,
  attesters: count,
})

export const sessionClosed = z.object({ session: seq })

/** What a member says of what the entry cites: shown beside it, counted nowhere. */
export const positionStated = z.object({
  option: z.enum(positionOptions),
  text: localizedText.optional(),
})

/** A member's word that what the entry cites was recorded wrongly. */
export const correctionAsked = z.object({ text: localizedText })

/** Photographs of stamped pages, recordings, documents: kept beside the book (Popolo has no word for them). */
export const documentAttached = z.object({ title: localizedText, attachments })

export const assembliesEntries = {
  'motion.put': motionPut,
  'session.opened': sessionOpened,
  'vote.recorded': voteRecorded,
  'session.closed': sessionClosed,
  'position.stated': positionStated,
  'correction.asked': correctionAsked,
  'document.attached': documentAttached,
}

export type VoteRecorded = z.infer<typeof voteRecorded>
