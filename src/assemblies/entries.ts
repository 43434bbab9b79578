/** Entry types of sessions: what a body is called to, what is put, how it is decided, what is corrected. */
import { z } from 'zod'
import { charter } from '../bodies/entries.ts'
import { attachments, localizedText } from '../kernel/schemas.ts'
import { positionOptions } from '../kernel/vote.ts'

const seq = z.int().min(0)
const count = z.int().min(0).max(1_000_000)
const place = z.string().max(200)

/**
 * A motion put by the body (Popolo Motion). `source`: where its subject is documented. `amends`: the motion of this book of
 * which it is an amendment: what is carried stands beside it. `charter`: the very charter it
 * proposes. What it answers in another book, a referral, it cites first.
 */
export const motionPut = z.object({
  title: localizedText,
  text: localizedText,
  source: z.string().max(1000).optional(),
  amends: seq.optional(),
  charter: charter.optional(),
})

export const motionWithdrawn = z.object({ motion: seq, reason: localizedText.optional() })

/** What a session is to deal with; `motion`: of this book. */
const agendaItem = z.object({ title: localizedText, motion: seq.optional() })

/**
 * Calls a session. `when` it is to be held is what people understand, a date-time or words, and is compared with no clock;
 * so is `notice`, how and since when people were told.
 */
export const sessionCalled = z.object({
  agenda: z.array(agendaItem).max(100).default([]),
  when: z.string().min(1).max(100),
  place: place.optional(),
  notice: z.string().max(300).optional(),
})

/**
 * A session begins. `call`: the number of the call it answers, or of the adjournment it goes on from. `present` and
 * `entitled`, as the secretary counted; a list of names is sealed (`attendance.listed`).
 */
export const sessionOpened = z.object({
  place: place.optional(),
  agenda: z.array(localizedText).optional(),
  call: seq.optional(),
  present: count.optional(),
  entitled: count.optional(),
})

/** Why a session stops before its end. */
export const adjournments = ['no-quorum', 'time', 'other'] as const

/** `until`: when it goes on, in the words of `session.called`. */
export const sessionAdjourned = z.object({
  session: seq,
  reason: z.enum(adjournments),
  words: localizedText.optional(),
  until: z.string().min(1).max(100).optional(),
})

const absent = z.undefined().optional()

/** Ids of decisions, as charters name them. */
const rule = z.string().min(1).max(64)

/** What was counted in one place; `section`: of the charter, where a rule asks each. */
const subtotal = z.object({
  place: z.string().min(1).max(200),
  section: z.string().min(1).max(64).optional(),
  entitled: count.optional(),
  present: count.optional(),
  yes: count,
  no: count,
  abstain: count,
  invalid: count.optional(),
})

/** `rule`: of the body's charter; without one it is the simple majority of what was cast, and no decision of the body. */
const vote = { rule: rule.optional(), present: count, attesters: count.optional() }

const uncounted = { yes: absent, no: absent, abstain: absent, invalid: absent, subtotals: absent }

const countedForms = ['raised-hands', 'ballots'] as const

export const voteForms = [...countedForms, 'acclamation', 'agreed', 'consent'] as const

/**
 * A vote (Popolo VoteEvent) in the open session, on the motion or referral the entry cites first: people present, what was
 * counted where the form counts, and how many people signed the paper minute to attest it. `said`: what an acclamation or a
 * talk until all agree came to; `abstain` is no agreement. `objections` that stand when consent is asked for.
 */
export const voteRecorded = z.discriminatedUnion('form', [
  z.object({
    form: z.enum(countedForms),
    ...vote,
    yes: count,
    no: count,
    abstain: count,
    invalid: count.optional(),
    subtotals: z.array(subtotal).min(1).max(200).optional(),
    said: absent,
    objections: absent,
  }),
  z.object({
    form: z.enum(['acclamation', 'agreed']),
    ...vote,
    ...uncounted,
    said: z.enum(positionOptions),
    objections: absent,
  }),
  z.object({ form: z.literal('consent'), ...vote, ...uncounted, said: absent, objections: count }),
])

/** A person's own ballot on the motion the entry cites, signed with the person's own key. Sealed: `ballot.cast-within`. */
export const ballotCast = z.object({ option: z.enum(positionOptions) })

/** Somebody of the body who was there vouches, with the own key, for the vote or the session the entry cites. */
export const actAttested = z.object({})

/** The entry cited was recorded wrongly: what is right, and of a vote the right figures. Both stand. */
export const correctionRecorded = z.object({
  text: localizedText,
  figures: z
    .object({ present: count, yes: count, no: count, abstain: count, invalid: count })
    .partial()
    .optional(),
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
  'motion.withdrawn': motionWithdrawn,
  'session.called': sessionCalled,
  'session.opened': sessionOpened,
  'session.adjourned': sessionAdjourned,
  'session.closed': sessionClosed,
  'vote.recorded': voteRecorded,
  'ballot.cast': ballotCast,
  'act.attested': actAttested,
  'correction.recorded': correctionRecorded,
  'position.stated': positionStated,
  'correction.asked': correctionAsked,
  'document.attached': documentAttached,
}

const person = z.string().regex(/^[a-z2-7]{26}$/)

/** Who is at a session, by the numbers people are enrolled under: for the people of the body. Several lists add up. */
export const attendanceListed = z.object({ session: seq, persons: z.array(person).min(1).max(5000) })

/** What of sessions stands sealed. */
export const assembliesWithinEntries = {
  'attendance.listed': attendanceListed,
  'ballot.cast-within': ballotCast,
}

export type VoteRecorded = z.infer<typeof voteRecorded>
export type VoteForm = VoteRecorded['form']
export type Subtotal = z.infer<typeof subtotal>
export type AgendaItem = z.infer<typeof agendaItem>
