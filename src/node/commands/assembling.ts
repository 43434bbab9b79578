/** Commands of assemblies: sessions called, opened, adjourned and closed; motions withdrawn; votes, ballots, corrections. */
import { z } from 'zod'
import {
  adjournments,
  attendanceListed,
  ballotCast,
  correctionRecorded,
  sessionCalled,
  sessionOpened,
} from '../../assemblies/entries.ts'
import { optionOfVote } from '../../assemblies/outcome.ts'
import { type AssembliesState, judgedOutcome } from '../../assemblies/state.ts'
import type { BodiesState } from '../../bodies/state.ts'
import type { JsonObject } from '../../book/entry.ts'
import { localizedText } from '../../kernel/schemas.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import type { Circle } from '../../book/seal.ts'
import type { Actor } from '../actor.ts'
import type { ApachitaNode } from '../node.ts'
import { submit } from '../submissions.ts'
import { type Draft, type Written, writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { at, book, entryNamed, seq, writeOne } from './inputs.ts'
import { attendanceDraft, followingOf, subjectOf, voteSaid, votedOn } from './whole-session.ts'

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

/**
 * A vote of the open session on `motion`: of this book, or one that a federation referred; then the body's position
 * follows from it. `present`: as many as at the opening, where nothing is said.
 */
const recordVote = personCommand({
  name: 'vote.record',
  input: voteSaid.extend({ body: book, motion: entryNamed, at }),
  run: async (node, { body, motion, at: date, ...said }, { actor }) => {
    const on = await subjectOf(node, body, motion)
    if (!on.ok) return on
    return writeEntries(node, actor, body, (writing) => {
      const assemblies = writing.states['assemblies'] as AssembliesState
      const parsed = votedOn(said, assemblies.present ?? undefined)
      if (!parsed.ok) return parsed
      const data = parsed.value
      const outcome = judgedOutcome(data, assemblies, writing.states['bodies'] as BodiesState)
      const { cited } = on.value
      const vote: Draft = { type: 'vote.recorded', data: asData(data), cites: [cited], at: date }
      const follows = followingOf(node, writing, on.value, writing.size, optionOfVote(data, outcome))
      return accept(follows === undefined ? [vote] : [vote, { ...follows, at: date }])
    })
  },
})

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
