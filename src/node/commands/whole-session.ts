/**
 * A session that was held, entered whole under one checkpoint: after a power cut all of it is in the book, or none. What
 * secretaries enter from a paper minute, and what deciding on a referral or telling delegates comes down to.
 */
import { z } from 'zod'
import { type VoteRecorded, attendanceListed, voteForms, voteRecorded } from '../../assemblies/entries.ts'
import { optionOfVote } from '../../assemblies/outcome.ts'
import { judgedOutcome } from '../../assemblies/state.ts'
import type { BodiesState } from '../../bodies/state.ts'
import type { BookId, Citation, JsonObject } from '../../book/entry.ts'
import { referralOf } from '../../federation/queries.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import { onlySaid } from '../../kernel/only-said.ts'
import { localizedText } from '../../kernel/schemas.ts'
import { type PositionOption, positionOptions } from '../../kernel/vote.ts'
import type { States } from '../../views/room.ts'
import type { Actor } from '../actor.ts'
import type { ApachitaNode } from '../node.ts'
import { type Draft, type Writing, writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { appliedToIn } from './federating.ts'
import { at, book, entryNamed, hands, people, place } from './inputs.ts'

/** What a secretary says of a vote; `present`: as many as at the opening, where nothing is said. */
export const voteSaid = z.object({
  form: z.enum(voteForms).default('raised-hands'),
  rule: z.string().min(1).max(64).optional(),
  present: people.optional(),
  yes: people.optional(),
  no: people.optional(),
  abstain: people.optional(),
  invalid: people.optional(),
  said: z.enum(positionOptions).optional(),
  objections: people.optional(),
  subtotals: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).optional(),
  attesters: people.optional(),
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
  /** Who was there, sealed for the people of the body; so many are present where nothing else is said. */
  readonly persons?: readonly string[] | undefined
  readonly entitled?: number | undefined
  readonly at?: string | undefined
  readonly items: readonly { readonly on: Subject; readonly vote: VoteSaid }[]
}

/** Opened, each item voted on with what follows from it, closed. A refusal of an item says which: `item`, from 1. */
export const enterSession = (node: ApachitaNode, actor: Actor, held: Held) =>
  writeEntries(node, actor, held.body, (writing) => sessionDrafts(node, writing, held))

function sessionDrafts(
  node: ApachitaNode,
  writing: Writing,
  { body, place, persons, items, ...held }: Held,
): Result<Draft[], Refusal> {
  const date = held.at ?? node.now()
  const present = held.present ?? persons?.length
  const { entitled } = held
  const drafts: Draft[] = [{ type: 'session.opened', data: onlySaid({ place, present, entitled }), at: date }]
  if (persons !== undefined) drafts.push(attendanceDraft(body, writing.size, persons, date))
  for (const [at, { on, vote: told }] of items.entries()) {
    const from = writing.size + drafts.length
    const parsed = itemDrafts(node, writing, from, on, told, { present, entitled: entitled ?? null, date })
    if (!parsed.ok) return refuse({ ...parsed.error, item: at + 1 })
    drafts.push(...parsed.value.map((draft) => ({ ...draft, item: at + 1 })))
  }
  drafts.push({ type: 'session.closed', data: { session: writing.size }, at: date })
  return accept(drafts)
}

interface Evening {
  readonly present: number | undefined
  readonly entitled: number | null
  readonly date: string
}

/** What is put, the vote on it and what follows from that, the first of them with the number `from`. */
function itemDrafts(
  node: ApachitaNode,
  writing: Writing,
  from: number,
  on: Subject,
  told: VoteSaid,
  { present, entitled, date }: Evening,
): Result<Draft[], Refusal> {
  const put = on.kind === 'put' ? [{ type: 'motion.put', data: on.motion, at: date }] : []
  const cited = on.kind === 'put' ? put.map((one) => writing.citing(one, from)) : [on.cited]
  const parsed = votedOn(told, present)
  if (!parsed.ok) return parsed
  const vote = parsed.value
  const outcome = judgedOutcome(vote, { entitled }, writing.states['bodies'] as BodiesState)
  const voted = { type: 'vote.recorded', data: vote as unknown as JsonObject, cites: cited, at: date }
  const follows = followingOf(node, writing, on, from + put.length, optionOfVote(vote, outcome))
  return accept([...put, voted, ...(follows === undefined ? [] : [{ ...follows, at: date }])])
}

/** Who is at a session, sealed for the people of the body. */
export const attendanceDraft = (
  body: BookId,
  session: number,
  persons: readonly string[],
  date: string | undefined,
): Draft => ({
  type: 'attendance.listed',
  data: { session, persons: [...persons] },
  at: date,
  circle: { members: body },
})

/** A vote as it is entered; as many are present as at the opening, where nothing is said. Refused: `input-invalid`. */
export function votedOn(told: VoteSaid, present: number | undefined): Result<VoteRecorded, Refusal> {
  const parsed = voteRecorded.safeParse({ ...onlySaid({ present }), ...told })
  return parsed.success
    ? accept(parsed.data)
    : refuse({ type: 'input-invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' })
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

/** `put`: a motion of the body itself. `motion`: one that stands in a book. `tells`: what its delegates are told. */
const item = voteSaid
  .extend({
    put: z.object({ title: localizedText, text: localizedText }).optional(),
    motion: entryNamed.optional(),
    tells: entryNamed.optional(),
  })
  .refine((said) => [said.put, said.motion, said.tells].filter((on) => on !== undefined).length === 1, {
    path: ['motion'],
  })

const enter = personCommand({
  name: 'session.enter',
  input: z.object({
    body: book,
    place,
    present: people.optional(),
    persons: attendanceListed.shape.persons.optional(),
    entitled: people.optional(),
    items: z.array(item).min(1).max(100),
    at,
  }),
  run: async (node, { items, ...held }, { actor }) => {
    const voted: Held['items'][number][] = []
    for (const [place, { put, motion, tells, ...vote }] of items.entries()) {
      const on = await itemSubject(node, held.body, { put, motion, tells })
      if (!on.ok) return refuse({ ...on.error, item: place + 1 })
      voted.push({ on: on.value, vote })
    }
    return enterSession(node, actor, { ...held, items: voted })
  },
})

async function itemSubject(
  node: ApachitaNode,
  body: BookId,
  { put, motion, tells }: Pick<z.infer<typeof item>, 'put' | 'motion' | 'tells'>,
): Promise<Result<Subject, Refusal>> {
  if (put !== undefined) return accept({ kind: 'put', motion: put as unknown as JsonObject })
  if (motion !== undefined) return subjectOf(node, body, motion)
  return tells === undefined ? refuse({ type: 'input-invalid', field: 'motion' }) : mandateOn(node, tells)
}

/** A session with one vote by raised hands, on a motion of another book. */
const sessionOn = (
  name: string,
  on: (
    node: ApachitaNode,
    body: BookId,
    motion: z.infer<typeof entryNamed>,
  ) => Promise<Result<Subject, Refusal>>,
) =>
  personCommand({
    name,
    input: z.object({ body: book, motion: entryNamed, ...hands, place, at }),
    run: async (node, { body, motion, place: where, at: date, ...counted }, { actor }) => {
      const subject = await on(node, body, motion)
      if (!subject.ok) return subject
      const items = [{ on: subject.value, vote: { form: 'raised-hands' as const, ...counted } }]
      return enterSession(node, actor, { body, place: where, at: date, items })
    },
  })

/** A council's session on what was referred: opened, voted by raised hands, position recorded, closed. */
const decide = sessionOn('position.decide', subjectOf)

/** A session of the body tells its delegates how to vote on a motion of a federation. */
const bind = sessionOn('delegate.bind', (node, _, motion) => mandateOn(node, motion))

export const sessionEnteringCommands = [enter, decide, bind]
