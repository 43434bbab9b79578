/**
 * A session that was held, entered whole under one checkpoint: after a power cut all of it is in the book, or none. What
 * secretaries enter from a paper minute, and what deciding on a referral or telling delegates comes down to.
 */
import { z } from 'zod'
import { voteForms, voteRecorded } from '../../assemblies/entries.ts'
import { optionOfVote } from '../../assemblies/outcome.ts'
import { judgedOutcome } from '../../assemblies/state.ts'
import type { BodiesState } from '../../bodies/state.ts'
import type { BookId, Citation, JsonObject } from '../../book/entry.ts'
import { referralOf } from '../../federation/queries.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import { localizedText } from '../../kernel/schemas.ts'
import { type PositionOption, positionOptions } from '../../kernel/vote.ts'
import type { States } from '../../views/room.ts'
import type { Actor } from '../actor.ts'
import type { ApachitaNode } from '../node.ts'
import { type Draft, type Writing, writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { appliedToIn } from './federating.ts'
import { at, book, seq } from './inputs.ts'

const count = z.int().min(0).max(1_000_000)

/** What a secretary says of a vote; `present`: as many as at the opening, where nothing is said. */
export const voteSaid = z.object({
  form: z.enum(voteForms).default('raised-hands'),
  rule: z.string().min(1).max(64).optional(),
  present: count.optional(),
  yes: count.optional(),
  no: count.optional(),
  abstain: count.optional(),
  invalid: count.optional(),
  said: z.enum(positionOptions).optional(),
  objections: count.optional(),
  subtotals: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).optional(),
  attesters: count.optional(),
})

export type VoteSaid = z.infer<typeof voteSaid>

/** What a vote is on: a motion that stands in a book, or one that is put in this very session. */
export type Subject =
  | { readonly kind: 'own'; readonly cited: Citation }
  | { readonly kind: 'put'; readonly motion: JsonObject }
  /** Referred by a federation: the body's position follows. */
  | { readonly kind: 'referral'; readonly cited: Citation }
  /** Of a federation, where delegates decide on it: what they are told follows. */
  | { readonly kind: 'mandate'; readonly cited: Citation }
  /** Anything else that follows from the vote. */
  | { readonly kind: 'other'; readonly cited: Citation; follows(vote: number, states: States): Draft }

/** A subject that stands in a book already. */
type Standing = Exclude<Subject, { readonly kind: 'put' }>

/** A session as it was held. */
export interface Held {
  readonly body: BookId
  readonly place?: string | undefined
  readonly present?: number | undefined
  readonly entitled?: number | undefined
  readonly at?: string | undefined
  readonly items: readonly { readonly on: Subject; readonly vote: VoteSaid }[]
}

/** Opened, each item voted on with what follows from it, closed. */
export const enterSession = (node: ApachitaNode, actor: Actor, held: Held) =>
  writeEntries(node, actor, held.body, (writing) => sessionDrafts(node, writing, held))

function sessionDrafts(
  node: ApachitaNode,
  writing: Writing,
  { place, present, entitled, items, at: date = node.now() }: Held,
): Result<Draft[], Refusal> {
  const { size, states } = writing
  const opened = without({ place, present, entitled })
  const drafts: Draft[] = [{ type: 'session.opened', data: opened, at: date }]
  for (const { on, vote: said } of items) {
    const put = on.kind === 'put' ? [{ type: 'motion.put', data: on.motion, at: date }] : []
    const cited = on.kind === 'put' ? put.map((one) => writing.citing(one, size + drafts.length)) : [on.cited]
    drafts.push(...put)
    const parsed = voteRecorded.safeParse({ ...without({ present }), ...said })
    if (!parsed.success)
      return refuse({ type: 'input-invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' })
    const vote = parsed.data
    const outcome = judgedOutcome(vote, { entitled: entitled ?? null }, states['bodies'] as BodiesState)
    const number = size + drafts.length
    drafts.push({ type: 'vote.recorded', data: vote as unknown as JsonObject, cites: cited, at: date })
    const follows = followingOf(node, writing, on, number, optionOfVote(vote, outcome))
    if (follows !== undefined) drafts.push({ ...follows, at: date })
  }
  drafts.push({ type: 'session.closed', data: { session: size }, at: date })
  return accept(drafts)
}

/** What follows from a vote, besides the body's own decision. */
export function followingOf(
  node: ApachitaNode,
  { states }: Pick<Writing, 'states'>,
  on: Subject,
  vote: number,
  option: PositionOption,
): Draft | undefined {
  if (on.kind === 'other') return on.follows(vote, states)
  if (on.kind === 'own' || on.kind === 'put') return undefined
  const type = on.kind === 'referral' ? 'position.recorded' : 'mandate.given'
  const { cited } = on
  return { type, data: { vote, option, ...appliedToIn(node, states, cited.book) }, cites: [cited] }
}

/** Leaves out what is not said: an entry has no undefined. */
const without = (named: Record<string, JsonObject[string] | undefined>): JsonObject =>
  Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as JsonObject

/** The motion of `body` itself, or a referral by another book, as a vote cites it. Refused: `motion-unknown`. */
export async function subjectOf(
  node: ApachitaNode,
  body: BookId,
  motion: { readonly book: BookId; readonly seq: number },
): Promise<Result<Standing, Refusal>> {
  if (motion.book === body) {
    const cited = await node.citation(body, motion.seq)
    return cited === undefined
      ? refuse({ type: 'motion-unknown', ...motion })
      : accept({ kind: 'own', cited })
  }
  const referral = referralOf(node.views.db, motion.book, motion.seq)
  return referral === undefined
    ? refuse({ type: 'motion-unknown', ...motion })
    : accept({ kind: 'referral', cited: { book: motion.book, ...referral } })
}

/** What delegates are told on: a motion of a federation that stands in its book. */
export async function mandateOn(
  node: ApachitaNode,
  motion: { readonly book: BookId; readonly seq: number },
): Promise<Result<Standing, Refusal>> {
  const cited = await node.citation(motion.book, motion.seq)
  return cited === undefined
    ? refuse({ type: 'motion-unknown', ...motion })
    : accept({ kind: 'mandate', cited })
}

const place = z.string().max(200).optional()
const named = z.object({ book, seq })

/** `put`: a motion of the body itself. `motion`: one that stands in a book. `tells`: what its delegates are told. */
const item = voteSaid
  .extend({
    put: z.object({ title: localizedText, text: localizedText }).optional(),
    motion: named.optional(),
    tells: named.optional(),
  })
  .refine((said) => [said.put, said.motion, said.tells].filter((on) => on !== undefined).length === 1, {
    path: ['motion'],
  })

const enter = personCommand({
  name: 'session.enter',
  input: z.object({
    body: book,
    place,
    present: count,
    entitled: count.optional(),
    items: z.array(item).min(1).max(100),
    at,
  }),
  run: async (node, { items, ...held }, { actor }) => {
    const subjects: Held['items'][number][] = []
    for (const { put, motion, tells, ...vote } of items) {
      const on: Result<Subject, Refusal> =
        put !== undefined
          ? accept({ kind: 'put', motion: put as unknown as JsonObject })
          : motion !== undefined
            ? await subjectOf(node, held.body, motion)
            : await mandateOn(node, tells ?? { book: held.body, seq: -1 })
      if (!on.ok) return on
      subjects.push({ on: on.value, vote })
    }
    return enterSession(node, actor, { ...held, items: subjects })
  },
})

const hands = { present: count, yes: count, no: count, abstain: count, attesters: count.default(0) }

/** A council's session on what was referred: opened, voted by raised hands, position recorded, closed. */
const decide = personCommand({
  name: 'position.decide',
  input: z.object({ body: book, motion: named, ...hands, place, at }),
  run: async (node, { body, motion, place: where, at: date, ...counted }, { actor }) => {
    const on = await subjectOf(node, body, motion)
    if (!on.ok) return on
    const items = [{ on: on.value, vote: { form: 'raised-hands' as const, ...counted } }]
    return enterSession(node, actor, { body, place: where, at: date, items })
  },
})

/** A session of the body tells its delegates how to vote on a motion of a federation. */
const bind = personCommand({
  name: 'delegate.bind',
  input: z.object({ body: book, motion: named, ...hands, place, at }),
  run: async (node, { body, motion, place: where, at: date, ...counted }, { actor }) => {
    const on = await mandateOn(node, motion)
    if (!on.ok) return on
    const items = [{ on: on.value, vote: { form: 'raised-hands' as const, ...counted } }]
    return enterSession(node, actor, { body, place: where, at: date, items })
  },
})

export const sessionEnteringCommands = [enter, decide, bind]
