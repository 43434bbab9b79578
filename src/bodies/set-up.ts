/**
 * Setting up a charter by answers to a few questions, and changing it in the same words. What is not answered stays as the
 * charter one starts from has it.
 */
import { z } from 'zod'
import type { Fraction } from '../kernel/fraction.ts'
import { onlySaid } from '../kernel/only-said.ts'
import {
  allianceCharter,
  associationCharter,
  commissionCharter,
  communityCharter,
  federationCharter,
  municipalityCharter,
  neighbourhoodCouncilCharter,
  waterCommitteeCharter,
} from './charters.ts'
import { type Charter, charter, type kinds, turnsBy } from './entries.ts'

export type Kind = (typeof kinds)[number]
type Sections = NonNullable<Charter['sections']>

/** Kinds whose members are bodies, in sections. */
export const kindsWithSections: ReadonlySet<Kind> = new Set(['alliance', 'federation', 'commission'])

/** How many of those entitled have to be present; `any`: however many come. */
export const quorums = ['any', 'third', 'half', 'two-thirds'] as const

/** Ids of nodes, as the charter names its witnesses. */
const witnesses = charter.shape.witnesses

/**
 * `ways`: the decisions that are kept, by id. `changedBy`: which of them changes the charter. `termYears`: of the posts
 * that have a term. `turnBy`: who takes turns in the offices that go round; `none`: they do not. `openNames`: whether names
 * of officers are open. `witnesses`: ids of the nodes that are, none of them where the list is empty.
 */
export const answers = z.object({
  ways: z.array(z.string().min(1).max(64)).min(1).optional(),
  quorum: z.enum(quorums).optional(),
  changedBy: z.string().min(1).max(64).optional(),
  termYears: z.int().min(1).max(20).optional(),
  turnBy: z.enum([...turnsBy, 'none']).optional(),
  openNames: z.boolean().optional(),
  frozen: z.enum(['stay', 'leave']).optional(),
  prevails: z.enum(['paper', 'book']).optional(),
  paperBook: z.string().max(500).optional(),
  witnesses,
})

export type Answers = z.infer<typeof answers>

/** The charter one starts from. Sections are those of an alliance, a federation or a commission. */
export function readyCharter(kind: Kind, sections: Sections = []): Charter {
  switch (kind) {
    case 'municipality':
      return municipalityCharter
    case 'neighbourhood-council':
      return neighbourhoodCouncilCharter
    case 'water-committee':
      return waterCommitteeCharter
    case 'association':
      return associationCharter
    case 'alliance':
      return allianceCharter(sections)
    case 'federation':
      return federationCharter(sections)
    case 'commission':
      return commissionCharter(sections)
    default:
      return communityCharter
  }
}

const parts: Record<Exclude<(typeof quorums)[number], 'any'>, Fraction> = {
  third: { num: 1, den: 3 },
  half: { num: 1, den: 2 },
  'two-thirds': { num: 2, den: 3 },
}

/** The charter that comes of `base` by what was answered. */
export function withAnswers(base: Charter, answered: Answers): Charter {
  const { ways, quorum, frozen, prevails, paperBook } = answered
  const kept = Object.entries(base.decisions).filter(([id]) => ways === undefined || ways.includes(id))
  const decisions = Object.fromEntries(
    kept.map(([id, rule]) => [id, quorum === undefined ? rule : withQuorum(rule, quorum)]),
  )
  const first = kept[0]?.[0]
  const stays = (id: string | undefined): string | undefined =>
    id === undefined || Object.hasOwn(decisions, id) ? id : first
  const { changedBy, recalledBy, witnesses: before, ...rest } = base
  const witnessed = answered.witnesses ?? before
  const named = {
    changedBy: answered.changedBy ?? stays(changedBy),
    recalledBy: stays(recalledBy),
    frozen: frozen ?? base.frozen,
    paperBook: paperBook ?? base.paperBook,
    witnesses: witnessed?.length === 0 ? undefined : witnessed,
  }
  return {
    ...rest,
    ...onlySaid(named),
    decisions,
    posts: base.posts.map((post) => postBy(post, answered)),
    prevails: prevails ?? base.prevails,
  }
}

/** A quorum is of those who meet: where the bases decide, each in its own book, nobody has to be in one place. */
function withQuorum(
  rule: Charter['decisions'][string],
  quorum: (typeof quorums)[number],
): Charter['decisions'][string] {
  if (rule.form === 'bases') return rule
  const { quorum: _before, ...others } = rule
  if (quorum === 'any') return others
  return { ...others, quorum: { fraction: parts[quorum], moreThan: quorum === 'half' } }
}

type Post = Charter['posts'][number]

function postBy(post: Post, { termYears, turnBy, openNames }: Answers): Post {
  const { turn, termMonths, public: isPublic, ...others } = post
  const isOffice = post.id !== 'member'
  return {
    ...others,
    ...onlySaid({
      termMonths: termYears === undefined || termMonths === undefined ? termMonths : termYears * 12,
      turn:
        turn === undefined || turnBy === undefined
          ? turn
          : turnBy === 'none'
            ? undefined
            : { ...turn, by: turnBy },
      public: openNames === undefined || !isOffice ? isPublic : openNames || undefined,
    }),
  }
}

/**
 * What a charter answers to the questions: what a form that changes it begins with. Where its parts differ, or are as no
 * answer says, there is no answer, and by none they stay as they are.
 */
export function answersOf(charter: Charter): Answers {
  const meeting = Object.values(charter.decisions).filter(({ form }) => form !== 'bases')
  const offices = charter.posts.filter(({ id }) => id !== 'member')
  const terms = offices.flatMap(({ termMonths }) => (termMonths === undefined ? [] : [termMonths]))
  const term = oneOf(terms)
  return {
    ways: Object.keys(charter.decisions),
    prevails: charter.prevails,
    ...onlySaid({
      quorum: oneOf(meeting.map(quorumOf)),
      openNames: oneOf(offices.map((post) => post.public === true)),
      changedBy: charter.changedBy,
      frozen: charter.frozen,
      paperBook: charter.paperBook,
      witnesses: charter.witnesses,
      termYears: term === undefined || term % 12 !== 0 ? undefined : term / 12,
      turnBy: oneOf(charter.posts.flatMap(({ turn }) => (turn === undefined ? [] : [turn.by]))),
    }),
  }
}

/** What all of them are; undefined where they differ, or there are none. */
const oneOf = <T>(values: readonly T[]): T | undefined =>
  values.every((value) => value === values[0]) ? values[0] : undefined

function quorumOf({ quorum }: Charter['decisions'][string]): (typeof quorums)[number] | undefined {
  if (quorum === undefined) return 'any'
  const { num, den } = quorum.fraction
  return (['third', 'half', 'two-thirds'] as const).find(
    (name) => num === parts[name].num && den === parts[name].den && quorum.moreThan === (name === 'half'),
  )
}
