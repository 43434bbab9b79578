/** Entry types of people: all of them stand sealed, for the people of the body. */
import { z } from 'zod'
import { attachments, localizedText } from '../kernel/schemas.ts'

/** base32 of 16 random bytes. */
const id = z.string().regex(/^[a-z2-7]{26}$/)
const name = z.string().trim().min(1).max(200)

/** What a body notes of a person (Popolo Person). `household`, `section` as the body calls them. */
const facts = z.object({
  name,
  household: id.optional(),
  section: z.string().min(1).max(200).optional(),
  gender: z.enum(['female', 'male', 'other']).optional(),
  birthYear: z.int().min(1900).max(2100).optional(),
  /** A resident living away, who keeps duties at home; and where, if it is said. */
  away: z.boolean().optional(),
  awayPlace: z.string().min(1).max(200).optional(),
})

export type PersonFacts = z.infer<typeof facts>

export const personEnrolled = facts.extend({ person: id })

/** What is said takes the place of what was said before; the rest stays. */
export const personChanged = facts.partial().extend({ person: id })

export const personLeft = z.object({ person: id, reason: z.string().max(500).optional() })

/** A household of these people, who leave the ones they were in: so households split, too. */
export const householdFormed = z.object({
  household: id,
  name,
  section: z.string().min(1).max(200).optional(),
  persons: z.array(id).max(200),
})

/** All people of a household go over to another, and it ends. */
export const householdJoined = z.object({ household: id, into: id })

export const coupleFormed = z.object({ couple: id, persons: z.array(id).length(2) })
export const coupleEnded = z.object({ couple: id })

/** Readers that nobody else can see: what cites this list's seal as its circle goes to nodes of these bodies. */
export const listMade = z.object({
  label: z.string().min(1).max(200),
  bodies: z
    .array(z.string().regex(/^[a-z2-7]{52}$/))
    .min(1)
    .max(1000),
})

/** A member's word that what the entry cites was noted wrongly: for the people of the body. */
export const correctionAskedWithin = z.object({ text: localizedText })

/** The same as `document.attached`, for the people of the body only. */
export const documentAttachedWithin = z.object({ title: localizedText, attachments })

export const peopleEntries = {
  'person.enrolled': personEnrolled,
  'person.changed': personChanged,
  'person.left': personLeft,
  'household.formed': householdFormed,
  'household.joined': householdJoined,
  'couple.formed': coupleFormed,
  'couple.ended': coupleEnded,
  'list.made': listMade,
  'correction.asked-within': correctionAskedWithin,
  'document.attached-within': documentAttachedWithin,
}
