/** A body for tests of this room: a rule of every form, and members who may do what members may. */
import type { JsonObject } from '../book/entry.ts'
import { type Draft, charterOf, draft, founded } from '../testing/drafts.ts'
import { author } from '../testing/given.ts'
import { personNamed, signerNamed } from '../testing/keys.ts'

const requirement = (denominator: string, num: number, den: number, moreThan: boolean, of = 'all') => ({
  of,
  fraction: { num, den },
  moreThan,
  denominator,
})

const half = { fraction: { num: 1, den: 2 }, moreThan: true }

export const decisions: JsonObject = {
  assembly: { requirements: [requirement('cast', 1, 2, true)], quorum: half },
  'two-thirds': { requirements: [requirement('present', 2, 3, false)] },
  'of-all': { requirements: [requirement('entitled', 1, 2, true)] },
  'each-place': { requirements: [requirement('valid', 1, 2, true, 'each-section')] },
  ballots: { requirements: [requirement('valid', 1, 2, true)], ballots: 'own-key' },
  acclamation: { form: 'acclamation' },
  agreed: { form: 'agreed', quorum: half },
  consent: { form: 'consent' },
  joint: { form: 'bases', requirements: [requirement('entitled', 2, 3, false)] },
}

export const charter: JsonObject = {
  ...charterOf(['upper', 'lower']),
  decisions,
  posts: [
    { id: 'secretary', writes: ['*'] },
    { id: 'clerk', writes: ['session.opened', 'motion.withdrawn'] },
    {
      id: 'member',
      writes: ['motion.put', 'motion.withdrawn', 'ballot.cast', 'ballot.cast-within', 'act.attested'],
    },
  ],
}

/** The body's members, who hold keys. */
export const members = ['Juana', 'Pedro', 'Rosa'] as const

export const founding: Draft = founded(author, { charter })

/** Entries 1 to 6: each member's key and post. */
export const withMembers: readonly Draft[] = [
  founding,
  ...members.flatMap((name) => [
    draft('key.registered', { person: personNamed(name), key: signerNamed(name).key }),
    draft('post.assigned', { person: personNamed(name), post: 'member' }),
  ]),
]
