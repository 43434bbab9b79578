/** Commands of delegates: sent, told how to vote, recalled; and what they vote on in a session of the federation. */
import { z } from 'zod'
import type { BodiesState } from '../../bodies/state.ts'
import type { Citation } from '../../book/entry.ts'
import { sendingOf, sendingsTo } from '../../federation/delegates-query.ts'
import { outcomeOfVotes } from '../../federation/rules-of-delegates.ts'
import type { FederationState } from '../../federation/state.ts'
import type { SendingLine } from '../../federation/views.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { localizedText } from '../../kernel/schemas.ts'
import { type PositionOption, positionOptions } from '../../kernel/vote.ts'
import type { States } from '../../views/room.ts'
import { type Draft, type Writing, writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { appliedToIn, bodiesOf, inPages, knownOf, speakerFor } from './federating.ts'
import { at, book, hands, person, place, seq } from './inputs.ts'
import { type Subject, enterSession } from './whole-session.ts'

const send = personCommand({
  name: 'delegate.send',
  input: z.object({ body: book, federation: book, person, mandate: z.enum(['free', 'bound']), at }),
  run: async (node, { body, federation, at: date, ...data }, { actor }) => {
    const cited = await node.citation(speakerFor(node, federation), 0)
    if (cited === undefined) return refuse({ type: 'book-unknown', book: federation })
    return writeEntries(node, actor, body, ({ states }) => {
      const sending = { ...data, ...appliedToIn(node, states, cited.book) }
      return accept([{ type: 'delegate.sent', data: sending, cites: [cited], at: date }])
    })
  },
})

/** A session of the body recalls a delegate; without `hands`, a motion of the body did, or its charter asks for neither. */
const recall = personCommand({
  name: 'delegate.recall',
  input: z.object({
    body: book,
    federation: book,
    person,
    reason: localizedText,
    hands: z.object(hands).optional(),
    motion: seq.optional(),
    place,
    at,
  }),
  run: async (
    node,
    { body, federation, person: recalled, reason, hands: counted, motion, place: where, at: date },
    { actor },
  ) => {
    const sent = sendingOf(node.views.db, body, federation, recalled)
    if (sent === undefined) return refuse({ type: 'delegate-not-sent' })
    const cites = await knownOf(node, federation)
    const recalling = (states: States, more: { vote?: number; motion?: number }): Draft => ({
      type: 'delegate.recalled',
      data: {
        person: recalled,
        reason: reason as Record<string, string>,
        ...more,
        ...appliedToIn(node, states, cites[0]?.book ?? federation),
      },
      cites,
      at: date,
    })
    if (counted === undefined)
      return writeEntries(node, actor, body, ({ states }) =>
        accept([recalling(states, motion === undefined ? {} : { motion })]),
      )
    const on: Subject = {
      kind: 'other',
      cited: { book: sent.book, seq: sent.seq, leaf: sent.leaf },
      follows: (vote, states) => recalling(states, { vote }),
    }
    const items = [{ on, vote: { form: 'raised-hands' as const, ...counted } }]
    return enterSession(node, actor, { body, place: where, at: date, items })
  },
})

const cast = [...positionOptions, 'present'] as const

/** A session of delegates votes on one motion: who is there, for which body, and what each says; `present`: there, without a vote. */
const vote = personCommand({
  name: 'delegate.vote',
  input: z.object({
    body: book,
    motion: seq,
    rule: z.string().min(1).max(64),
    votes: z
      .array(z.object({ body: book, person: person.optional(), option: z.enum(cast) }))
      .min(1)
      .max(5000),
    place,
    at,
  }),
  run: async (node, { body, motion, rule, votes, place: where, at: date }, { actor }) => {
    const sendings = sendingsTo(node.views.db, body, motion)
    const there: (SendingLine & { option: (typeof cast)[number] })[] = []
    for (const { body: base, person: who, option } of votes) {
      const sending = sendings.find(
        (line) => line.body === base && (who === undefined || line.person === who),
      )
      if (sending === undefined) return refuse({ type: 'delegate-not-sent' })
      there.push({ ...sending, option })
    }
    return writeEntries(node, actor, body, (writing) =>
      accept(votingDrafts(writing, { motion, rule, there, place: where, at: date })),
    )
  },
})

interface VotingSession {
  readonly motion: number
  readonly rule: string
  readonly there: readonly (SendingLine & { readonly option: (typeof cast)[number] })[]
  readonly place?: string | undefined
  readonly at?: string | undefined
}

/** Opened, who is there, how they voted, closed. */
function votingDrafts(
  { size, states }: Writing,
  { motion, rule, there, place: where, at: date }: VotingSession,
): Draft[] {
  const cites = (lines: readonly SendingLine[]): Citation[] =>
    lines.map(({ book: own, seq: number, leaf }) => ({ book: own, seq: number, leaf }))
  const given = there.filter(
    (line): line is (typeof there)[number] & { option: PositionOption } => line.option !== 'present',
  )
  const outcome = outcomeIn(states, size, rule, there, given)
  return [
    { type: 'session.opened', data: where === undefined ? {} : { place: where }, at: date },
    ...inPages(there).map((page) => ({
      type: 'delegates.present',
      data: { session: size, persons: page.map((line) => line.person), ...bodiesOf(page) },
      cites: cites(page),
      at: date,
    })),
    ...inPages(given).map((page, n, pages) => ({
      type: 'delegates.voted',
      data: {
        motion,
        rule,
        session: size,
        page: n + 1,
        of: pages.length,
        votes: page.map(({ person: who, option }) => ({ person: who, option })),
        ...bodiesOf(page),
        ...(n + 1 === pages.length ? { outcome } : {}),
      },
      cites: cites(page),
      at: date,
    })),
    { type: 'session.closed', data: { session: size }, at: date },
  ]
}

/** What these votes make, by the states before the session. */
function outcomeIn(
  states: Writing['states'],
  session: number,
  rule: string,
  there: readonly SendingLine[],
  given: readonly (SendingLine & { readonly option: PositionOption })[],
): 'carried' | 'failed' {
  const before = states['federation'] as FederationState
  const bodies = states['bodies'] as BodiesState
  const order = new Map(before.members.map(({ body }, index) => [body, index]))
  const memberAt = (body: string): number => order.get(body) ?? -1
  const persons = Object.fromEntries(there.map(({ body, person: who }) => [memberAt(body), [who]]))
  const votes = Object.fromEntries(given.map(({ body, option }) => [memberAt(body), option]))
  const federation = { ...before, present: { session, persons } }
  return outcomeOfVotes({ bodies, federation }, session, bodies.charter?.decisions[rule], votes)
}

export const delegatingCommands = [send, recall, vote]
