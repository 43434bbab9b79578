/** Entry types of offices: who takes turns, the order that was adopted, terms, excuses, handing over. */
import { z } from 'zod'
import { isDateTime } from '../kernel/date-time.ts'
import { decimal, localizedText } from '../kernel/schemas.ts'

/** base32 of 16 random bytes. Of a person, a couple or a household: the id it is enrolled by (people/). */
const id = z.string().regex(/^[a-z2-7]{26}$/)
const seq = z.int().min(0)
/** A term: by the number of the entry that began it; below 0, one that ran in the book which this one goes on from. */
export const termNumber = z.int().min(-1_000_000)
const post = z.string().min(1).max(64)

/** A calendar day, `YYYY-MM-DD`, as the body counts days. */
const day = z.string().refine((text) => isDateTime(`${text}T00:00:00Z`))

export const takerKinds = ['person', 'couple', 'household', 'ayllu', 'section'] as const

/** Whose name is nobody's own: it may stand in the open. */
export const namedKinds: ReadonlySet<string> = new Set(['ayllu', 'section'])

/** Somebody who takes turns. `name`: of an ayllu or a section only. `away`: lives away, and keeps turns and duties at home. */
export const takerRegistered = z.object({
  taker: id,
  by: z.enum(takerKinds),
  name: localizedText.optional(),
  away: z.boolean().optional(),
})

/** Whether a taker lives away from here on. */
export const takerMoved = z.object({ taker: id, away: z.boolean() })

/** A taker takes no more turns. One that comes back is registered again. */
export const takerLeft = z.object({
  taker: id,
  reason: z.enum(['moved', 'dissolved', 'died', 'other']).optional(),
})

/**
 * One taker becomes several, which stand where it stood and have served what it has served. It may be one of them; `serving`
 * says which goes on with the office it holds.
 */
export const takerSplit = z.object({ taker: id, into: z.array(id).min(2).max(10), serving: id.optional() })

/** Takers in an entry at most: more stand in further pages. */
export const takersAPage = 400

const page = {
  post,
  order: z.array(id).max(takersAPage),
  exempt: z.array(id).max(takersAPage).optional(),
  more: z.boolean().optional(),
}

/**
 * The order in which a post goes round, as the body decided on `motion` (an entry of this book). `exempt`: who takes no turn
 * at it. `more`: further pages follow. A new order goes on with the round that runs.
 */
export const turnAdopted = z.object({ ...page, motion: seq })

/** A further page of the order adopted last. */
export const turnContinued = z.object(page)

export const conditions = ['good', 'worn', 'broken', 'missing'] as const

/** A thing that goes with an office. `why`: what there is to say where it is fewer, broken or missing. */
const item = z.object({
  thing: z.string().trim().min(1).max(200),
  quantity: decimal.refine((text) => !text.startsWith('-')),
  unit: z.string().trim().min(1).max(40).optional(),
  condition: z.enum(conditions),
  why: z.string().trim().min(1).max(500).optional(),
})

export type Item = z.infer<typeof item>

const items = z.array(item).max(100)

/**
 * A term begins. `taker`: whose turn it is; left out where the post does not go round. `persons`: who holds it. `sent`: the
 * taker lives away and sent them. `name`: of the holders, where the post is public. `substitutes`: the term, ended early,
 * that is served out; `counts`: this is the substitute's own turn, too. `received`: things besides those handed on.
 */
export const termStarted = z.object({
  post,
  taker: id.optional(),
  persons: z.array(id).min(1).max(20),
  sent: z.boolean().optional(),
  name: z.string().trim().min(1).max(200).optional(),
  until: day.optional(),
  substitutes: termNumber.optional(),
  counts: z.boolean().optional(),
  received: items.optional(),
})

export const endReasons = ['completed', 'resigned', 'recalled', 'died', 'other'] as const

/** A term ends. `handed`: what was handed on, to these persons. `owes`: the taker has its turn in this round yet. */
export const termEnded = z.object({
  term: termNumber,
  reason: z.enum(endReasons),
  handed: items.optional(),
  to: z.array(id).max(20).optional(),
  owes: z.boolean().optional(),
})

/** Coarse on purpose: illness, mourning and want are not told apart in the open. */
export const excuseReasons = ['hardship', 'away', 'other-office', 'other'] as const

/** A turn moves back within its round, by so many places or to its end. */
export const termExcused = z.object({
  post,
  taker: id,
  reason: z.enum(excuseReasons),
  places: z.int().min(1).max(10_000).optional(),
})

/** The body recalled who holds a term, by what it decided on `motion`. */
export const officeRecalled = z.object({ term: termNumber, motion: seq })

export const officesEntries = {
  'taker.registered': takerRegistered,
  'taker.moved': takerMoved,
  'taker.left': takerLeft,
  'taker.split': takerSplit,
  'turn.adopted': turnAdopted,
  'turn.continued': turnContinued,
  'term.started': termStarted,
  'term.ended': termEnded,
  'term.excused': termExcused,
  'office.recalled': officeRecalled,
}

export type TakerKind = (typeof takerKinds)[number]
export type TermStarted = z.infer<typeof termStarted>
export type TermEnded = z.infer<typeof termEnded>
