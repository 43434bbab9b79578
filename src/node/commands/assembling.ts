/** Commands of assemblies: sessions called, opened, adjourned and closed; motions withdrawn; votes, ballots, corrections. */
import { z } from 'zod'
import {
  adjournments,
  attendanceListed,
  ballotCast,
  correctionRecorded,
  sessionCalled,
  sessionOpened,
  voteForms,
  voteRecorded,
} from '../../assemblies/entries.ts'
import { optionOfVote } from '../../assemblies/outcome.ts'
import { type AssembliesState, judgedOutcome } from '../../assemblies/state.ts'
import type { BodiesState } from '../../bodies/state.ts'
import type { Citation, JsonObject } from '../../book/entry.ts'
import { referralOf } from '../../federation/queries.ts'
import { localizedText } from '../../kernel/schemas.ts'
import { positionOptions } from '../../kernel/vote.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import type { Circle } from '../../book/seal.ts'
import type { Actor } from '../actor.ts'
import type { ApachitaNode } from '../node.ts'
import { submit } from '../submissions.ts'
import { type Draft, type Written, writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { at, book, seq, writeOne } from './inputs.ts'

const asData = (data: object): JsonObject => data as unknown as JsonObject

const call = personCommand({
  name: 'session.call',
  input: sessionCalled.extend({ body: book, at }),
  run: (node, { body, at: date, ...called }, { actor }) =>
    writeOne(node, actor, body, { type: 'session.called', data: asData(called), at: date }),
})

const persons = attendanceListed.shape.persons

/** `persons`: who is there, sealed for the people of the body; so many are present where nothing else is said. */
const open = personCommand({
  name: 'session.open',
  input: sessionOpened.extend({ body: book, persons: persons.optional(), at }),
  run: (node, { body, persons: listed, at: date, ...opened }, { actor }) =>
    writeEntries(node, actor, body, ({ size }) => {
      const present = opened.present ?? listed?.length
      const data = asData({ ...opened, ...(present === undefined ? {} : { present }) })
      const opening: Draft = { type: 'session.opened', data, at: date }
      return accept(listed === undefined ? [opening] : [opening, attendanceDraft(body, size, listed, date)])
    }),
})

const attendanceDraft = (
  body: string,
  session: number,
  listed: readonly string[],
  date: string | undefined,
): Draft => ({
  type: 'attendance.listed',
  data: { session, persons: [...listed] },
  at: date,
  circle: { members: body },
})

/** Who came later: another list of the open session. */
const listAttendance = personCommand({
  name: 'attendance.list',
  input: z.object({ body: book, session: seq, persons, at }),
  run: (node, { body, session, persons: listed, at: date }, { actor }) =>
    writeOne(node, actor, body, attendanceDraft(body, session, listed, date)),
})

const adjourn = personCommand({
  name: 'session.adjourn',
  input: z.object({
    body: book,
    session: seq,
    reason: z.enum(adjournments),
    words: localizedText.optional(),
    until: z.string().min(1).max(100).optional(),
    at,
  }),
  run: (node, { body, at: date, ...adjourned }, { actor }) =>
    writeOne(node, actor, body, { type: 'session.adjourned', data: asData(adjourned), at: date }),
})

const close = personCommand({
  name: 'session.close',
  input: z.object({ body: book, session: seq, at }),
  run: (node, { body, session, at: date }, { actor }) =>
    writeOne(node, actor, body, { type: 'session.closed', data: { session }, at: date }),
})

const withdraw = personCommand({
  name: 'motion.withdraw',
  input: z.object({ body: book, motion: seq, reason: localizedText.optional(), at }),
  run: (node, { body, at: date, ...withdrawn }, { actor }) =>
    writeOne(node, actor, body, { type: 'motion.withdrawn', data: asData(withdrawn), at: date }),
})

const count = z.int().min(0).max(1_000_000)

/**
 * A vote of the open session on `motion`: of this book, or one that a federation referred; then the body's position
 * follows from it. `present`: as many as at the opening, where nothing is said.
 */
const recordVote = personCommand({
  name: 'vote.record',
  input: z.object({
    body: book,
    motion: z.object({ book, seq }),
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
    at,
  }),
  run: async (node, { body, motion, at: date, ...said }, { actor }) => {
    const cited = await subjectOf(node, body, motion)
    if (!cited.ok) return cited
    return writeEntries(node, actor, body, ({ size, states }) => {
      const assemblies = states['assemblies'] as AssembliesState
      const parsed = voteRecorded.safeParse({ present: assemblies.present ?? undefined, ...said })
      if (!parsed.success)
        return refuse({ type: 'input-invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' })
      const vote: Draft = { type: 'vote.recorded', data: asData(parsed.data), cites: [cited.value], at: date }
      if (motion.book === body) return accept([vote])
      const outcome = judgedOutcome(parsed.data, assemblies, states['bodies'] as BodiesState)
      const data = { vote: size, option: optionOfVote(parsed.data, outcome) }
      return accept([vote, { type: 'position.recorded', data, cites: [cited.value], at: date }])
    })
  },
})

/** What a vote cites: the body's own motion, or the referral of another's. */
async function subjectOf(
  node: ApachitaNode,
  body: string,
  motion: { readonly book: string; readonly seq: number },
): Promise<Result<Citation, Refusal>> {
  const referral = motion.book === body ? undefined : referralOf(node.views.db, motion.book, motion.seq)
  const cited =
    motion.book === body
      ? await node.citation(body, motion.seq)
      : referral === undefined
        ? undefined
        : { book: motion.book, ...referral }
  return cited === undefined ? refuse({ type: 'motion-unknown', ...motion }) : accept(cited)
}

/** A person's own ballot. */
const castBallot = personCommand({
  name: 'ballot.cast',
  input: ballotCast.extend({ body: book, motion: seq, isOpen: z.boolean().default(false), at }),
  run: async (node, { body, motion, option, isOpen, at: date }, { actor }) => {
    const cited = await node.citation(body, motion)
    if (cited === undefined) return refuse({ type: 'motion-unknown', book: body, seq: motion })
    const draft = {
      type: isOpen ? 'ballot.cast' : 'ballot.cast-within',
      data: { option },
      cites: [cited],
      at: date,
    }
    return enterOrSubmit(node, actor, body, draft, isOpen ? 'open' : { members: body })
  },
})

/** Entered at once where the book is written here, else on its way as a submission. */
const enterOrSubmit = async (
  node: ApachitaNode,
  actor: Actor,
  body: string,
  draft: Draft,
  circle: Circle,
): Promise<Result<Written | { readonly id: string }, Refusal>> =>
  node.local.isHosted(body)
    ? writeOne(node, actor, body, circle === 'open' ? draft : { ...draft, circle })
    : submit(node, actor, body, draft, circle)

/** Somebody who was there vouches for a vote or a session, by the own key. */
const attest = personCommand({
  name: 'act.attest',
  input: z.object({ body: book, of: seq, at }),
  run: async (node, { body, of, at: date }, { actor }) => {
    const cited = await node.citation(body, of)
    if (cited === undefined) return refuse({ type: 'entry-unknown', seq: of })
    const draft = { type: 'act.attested', data: {}, cites: [cited], at: date }
    return enterOrSubmit(node, actor, body, draft, 'open')
  },
})

const correct = personCommand({
  name: 'correction.record',
  input: correctionRecorded.extend({ body: book, of: seq, at }),
  run: async (node, { body, of, at: date, ...correction }, { actor }) => {
    const cited = await node.citation(body, of)
    if (cited === undefined) return refuse({ type: 'entry-unknown', seq: of })
    const data = asData(correction)
    return writeOne(node, actor, body, { type: 'correction.recorded', data, cites: [cited], at: date })
  },
})

export const assemblingCommands = [
  call,
  open,
  listAttendance,
  adjourn,
  close,
  withdraw,
  recordVote,
  castBallot,
  attest,
  correct,
]
