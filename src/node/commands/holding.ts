/** Commands about offices: an order adopted, terms started and ended, excuses, recall. Who takes turns: `taking-turns.ts`. */
import { z } from 'zod'
import type { BodiesState } from '../../bodies/state.ts'
import { holds } from '../../bodies/state.ts'
import type { JsonObject } from '../../book/entry.ts'
import { dayMonthsAfter } from '../../kernel/date-time.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import { officeRecalled, termEnded, termExcused, termStarted } from '../../offices/entries.ts'
import { type OfficesState, type Term, nextInTurn, termsOf } from '../../offices/state.ts'
import type { States } from '../../views/room.ts'
import { enrolledIn, usualHolders } from '../holders.ts'
import type { ApachitaNode } from '../node.ts'
import { type Draft, writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { at, book, person } from './inputs.ts'

interface Seen {
  readonly bodies: BodiesState
  readonly offices: OfficesState
}

const seenIn = (states: States): Seen => states as unknown as Seen

const startInput = termStarted.partial({ persons: true }).extend({ body: book, at })

type StartInput = z.infer<typeof startInput>

/** The term of whose turn it is, or of whoever is named; the holders who have a key may write what the post writes. */
function startDrafts(
  node: ApachitaNode,
  { bodies, offices }: Seen,
  { body, at: date, ...said }: StartInput,
): Result<Draft[], Refusal> {
  const post = bodies.charter?.posts.find(({ id }) => id === said.post)
  if (post === undefined) return refuse({ type: 'post-unknown', post: said.post })
  const { turn, termMonths, holder } = post
  const taker = said.taker ?? (turn === undefined ? undefined : nextInTurn(offices, said.post))
  if (taker === null) return refuse({ type: 'nobody-next', post: said.post })
  const { db } = node.views
  const enrolled = enrolledIn(db, body)
  const known = taker === undefined ? undefined : enrolled.get(taker)
  const persons = said.persons ?? usualHolders(db, body, known, holder)
  if (persons === undefined) return refuse({ type: 'holder-needed' })
  const names = persons.map((one) => enrolled.get(one)?.name)
  const isNamed = post.public === true && names.every((name) => name !== undefined)
  const months = said.until === undefined ? termMonths : undefined
  const data = {
    ...said,
    persons,
    ...(taker === undefined ? {} : { taker }),
    ...(said.name === undefined && isNamed ? { name: names.join(' · ').slice(0, 200) } : {}),
    ...(months === undefined ? {} : { until: dayMonthsAfter((date ?? node.now()).slice(0, 10), months) }),
  }
  const writers =
    post.writes.length === 0
      ? []
      : persons.filter((one) => Object.hasOwn(bodies.keys, one) && !holds(bodies, one, post.id))
  return accept([
    { type: 'term.started', data: data as unknown as JsonObject, at: date },
    ...writers.map((one) => ({
      type: 'post.assigned',
      data: { person: one, post: said.post },
      at: date,
    })),
  ])
}

const endInput = termEnded.extend({ body: book, at })

type EndInput = z.infer<typeof endInput>

const termIn = ({ terms }: OfficesState, seq: number): Term | undefined =>
  Object.hasOwn(terms, seq) ? terms[seq] : undefined

/** The end of a term, and of the posts that its holders held by it. */
function endDrafts(
  { bodies, offices }: Seen,
  { body: _body, at: date, ...said }: EndInput,
): { readonly ended: Draft[]; readonly posts: Draft[] } {
  const term = termIn(offices, said.term)
  const others = termsOf(offices, term?.post ?? '').filter(([seq]) => seq !== said.term)
  const leaving = (term?.persons ?? []).filter(
    (one) => holds(bodies, one, term?.post ?? '') && !others.some(([, { persons }]) => persons.includes(one)),
  )
  return {
    ended: [{ type: 'term.ended', data: said as unknown as JsonObject, at: date }],
    posts: leaving.map((one) => ({
      type: 'post.ended',
      data: { person: one, post: term?.post ?? '' },
      at: date,
    })),
  }
}

const start = personCommand({
  name: 'office.start',
  input: startInput,
  run: (node, input, { actor }) =>
    writeEntries(node, actor, input.body, ({ states }) => startDrafts(node, seenIn(states), input)),
})

const end = personCommand({
  name: 'office.end',
  input: endInput,
  run: (node, input, { actor }) =>
    writeEntries(node, actor, input.body, ({ states }) => {
      const { ended, posts } = endDrafts(seenIn(states), input)
      return accept([...ended, ...posts])
    }),
})

/** Ends a term and starts the next under one checkpoint: what is handed on goes to whoever comes. */
const handOver = personCommand({
  name: 'office.hand-over',
  input: endInput
    .omit({ reason: true, to: true, owes: true })
    .extend({ next: startInput.omit({ body: true, at: true, post: true }).default({}) }),
  run: (node, { next, ...input }, { actor }) =>
    writeEntries(node, actor, input.body, ({ states }) => {
      const seen = seenIn(states)
      const term = termIn(seen.offices, input.term)
      if (term === undefined) return refuse({ type: 'term-not-running' })
      const terms = Object.fromEntries(
        Object.entries(seen.offices.terms).filter(([seq]) => Number(seq) !== input.term),
      )
      const after = { ...seen, offices: { ...seen.offices, terms } }
      const { body, at: date } = input
      const started = startDrafts(node, after, { ...next, body, at: date, post: term.post })
      if (!started.ok) return started
      const [first] = started.value
      const persons = (first?.data['persons'] ?? []) as string[]
      const { ended, posts } = endDrafts(seen, { ...input, reason: 'completed', to: persons })
      const stays = (draft: Draft): boolean => persons.includes(String(draft.data['person']))
      return accept([...ended, ...started.value, ...posts.filter((draft) => !stays(draft))])
    }),
})

const excuse = personCommand({
  name: 'office.excuse',
  input: termExcused.partial({ taker: true }).extend({ body: book, at }),
  run: (node, { body, at: date, ...said }, { actor }) =>
    writeEntries(node, actor, body, ({ states }) => {
      const taker = said.taker ?? nextInTurn(seenIn(states).offices, said.post)
      if (taker === null) return refuse({ type: 'nobody-next', post: said.post })
      return accept([{ type: 'term.excused', data: { ...said, taker } as JsonObject, at: date }])
    }),
})

/** Ends a term by what the body decided; what was not handed on is noted as missing, until it turns up. */
const recall = personCommand({
  name: 'office.recall',
  input: officeRecalled.extend({
    body: book,
    handed: termEnded.shape.handed,
    to: z.array(person).optional(),
    at,
  }),
  run: (node, { body, at: date, motion, handed = [], ...said }, { actor }) =>
    writeEntries(node, actor, body, ({ states }) => {
      const seen = seenIn(states)
      const term = termIn(seen.offices, said.term)
      const listed = new Set(handed.map(({ thing }) => thing))
      const missing = (term?.received ?? [])
        .filter(({ thing }) => !listed.has(thing))
        .map((item) => ({ ...item, condition: 'missing' as const }))
      const input = { ...said, body, at: date, reason: 'recalled' as const, handed: [...handed, ...missing] }
      const { ended, posts } = endDrafts(seen, input)
      const recalled = { type: 'office.recalled', data: { term: said.term, motion }, at: date }
      return accept([recalled, ...ended, ...posts])
    }),
})

export const holdingCommands = [start, end, handOver, excuse, recall]
