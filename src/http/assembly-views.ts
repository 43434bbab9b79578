/** What pages and the API show of sessions and motions: the room's queries, and what whoever looks may know and do. */
import type { Context } from 'hono'
import { ballotsOfVotes, ballotsWithin } from '../assemblies/ballot-queries.ts'
import { type MotionFilter, motionPage, motionView } from '../assemblies/motion-queries.ts'
import type { MotionPageView } from '../assemblies/motion-page.tsx'
import type { MotionsPageView } from '../assemblies/motions-page.tsx'
import { quorumOf, requirementsOfSections } from '../assemblies/outcome.ts'
import {
  attendanceOf,
  attestedBy,
  callOf,
  isActPhotographed,
  openCallsOf,
  openSessionOf,
  sessionOf,
  sessionsOf,
} from '../assemblies/queries.ts'
import { referralsAwaiting } from '../federation/awaiting-query.ts'
import { type Decidable, type Evening, decidables, eveningOf } from '../assemblies/evening.ts'
import type { CallPageView } from '../assemblies/call-page.tsx'
import type { SessionPageView } from '../assemblies/session-page.tsx'
import type { OpeningView } from '../assemblies/session-opening.tsx'
import type { SessionsPageView } from '../assemblies/sessions-page.tsx'
import { type AssembliesState, ruleNamed } from '../assemblies/state.ts'
import type { BallotCount } from '../assemblies/ballots.ts'
import type { MotionLine, MotionView, SessionView, VoteView } from '../assemblies/views.ts'
import type { VoteFormView } from '../assemblies/vote-form-page.tsx'
import { bodyFacts, postsHeld } from '../bodies/queries.ts'
import { type BodiesState, mayWrite } from '../bodies/state.ts'
import type { BookId } from '../book/entry.ts'
import { documentsBeside } from '../node/documents.ts'
import type { ApachitaNode } from '../node/node.ts'
import { nameOf, peopleOf } from '../people/queries.ts'
import type { FramedBody } from '../web/components/body-frame.tsx'
import { type Member, memberOf } from './person-session.ts'

/** A body, and who is looking. */
export interface Looking {
  readonly node: ApachitaNode
  readonly body: FramedBody
  /** undefined: nobody of the body. */
  readonly member: Member | undefined
  readonly state: { readonly bodies: BodiesState; readonly assemblies: AssembliesState }
}

/** undefined where the body is not here. */
export async function lookingAt(node: ApachitaNode, c: Context, book: BookId): Promise<Looking | undefined> {
  const facts = bodyFacts(node.views.db, book)
  if (facts === undefined) return undefined
  const { states } = await node.views.catchUp(book)
  return {
    node,
    body: { book, name: facts.name, demonstration: facts.demonstration },
    member: await memberOf(node, c.get('session'), book),
    state: { bodies: states['bodies'] as BodiesState, assemblies: states['assemblies'] as AssembliesState },
  }
}

/** Whether whoever looks may write entries of a type here. */
export const may = ({ node, body, member }: Looking, type: string): boolean =>
  member !== undefined && node.local.isHosted(body.book) && mayWrite(member.state, member.person, type)

/** Whether whoever looks may hold sessions here. */
export const mayHold = (looking: Looking): boolean => may(looking, 'session.opened')

/** Whether whoever looks may sign something of the own: entered here, or submitted. */
const maySign = ({ member }: Looking, type: string): boolean =>
  member !== undefined && mayWrite(member.state, member.person, type)

export function openingView(
  { node, body, member, state }: Looking,
  sessions: readonly SessionView[],
): OpeningView {
  const people = member === undefined ? [] : peopleOf(node.views.db, body.book)
  return {
    body,
    people: people.filter(({ gone }) => !gone).map(({ person, name }) => ({ person, name })),
    entitled: sessions.find(({ entitled }) => entitled !== null)?.entitled ?? null,
    asksQuorum: quorumIn(state.bodies, 1) !== null,
  }
}

const sessionsAPart = 20
const motionsAPart = 30

/** `before`: an entry number; undefined: the newest. */
export function sessionsView(looking: Looking, before?: number): SessionsPageView {
  const { db } = looking.node.views
  const { book } = looking.body
  const found = sessionsOf(db, book, sessionsAPart + 1, before)
  const sessions = found.slice(0, sessionsAPart)
  const open = openSessionIn(looking)
  return {
    ...openingView(looking, before === undefined ? sessions : sessionsOf(db, book, 5)),
    calls: before === undefined ? openCallsOf(db, book) : [],
    open,
    sessions,
    isFirst: before === undefined,
    next: found.length > sessionsAPart ? (sessions.at(-1)?.seq ?? null) : null,
    motions: motionsToDecide(looking),
    evening: mayHold(looking) ? eveningIn(looking, open) : null,
    mayHold: mayHold(looking),
    mayPut: may(looking, 'motion.put'),
  }
}

/** `before`: an entry number; undefined: the newest. */
export function motionsView(looking: Looking, filter: MotionFilter, before?: number): MotionsPageView {
  const { body, node } = looking
  const from = before ?? Number.MAX_SAFE_INTEGER
  const part = motionPage(node.views.db, body.book, filter, from, motionsAPart)
  return { body, filter, ...part, isFirst: before === undefined, mayPut: may(looking, 'motion.put') }
}

export function callView(looking: Looking, seq: number): CallPageView | undefined {
  const { db } = looking.node.views
  const call = callOf(db, looking.body.book, seq)
  if (call === undefined) return undefined
  const isHolder = mayHold(looking) && looking.state.assemblies.session === null
  const evening = isHolder ? eveningIn(looking, null) : null
  const opening = openingView(looking, sessionsOf(db, looking.body.book, 5))
  return { ...opening, call, evening, mayHold: isHolder }
}

/** Motions that the body decides itself and has not. */
export const motionsToDecide = ({ node, body }: Looking): MotionLine[] =>
  motionPage(node.views.db, body.book, 'open', Number.MAX_SAFE_INTEGER, 100).motions.filter(
    ({ isReferred }) => !isReferred,
  )

const decidablesIn = (looking: Looking, { agenda }: Pick<SessionView, 'agenda'>): Decidable[] =>
  decidables(agenda, motionsToDecide(looking), referralsAwaiting(looking.node.views.db, looking.body.book))

/** The session that is open; null where none is. */
export function openSessionIn({ node, body }: Looking): SessionView | null {
  const { db } = node.views
  const open = openSessionOf(db, body.book)
  return open === null ? null : (sessionOf(db, body.book, open) ?? null)
}

/** What a session may still decide on: nothing where it has ended, or there is none. */
const toDecideIn = (looking: Looking, session: SessionView | null): Decidable[] =>
  session === null || session.ended !== null ? [] : decidablesIn(looking, session)

/** How far the evening of a session is; null: of none, for one is to be opened. */
export function eveningIn(
  looking: Looking,
  session: SessionView | null,
  toDecide: readonly Decidable[] = toDecideIn(looking, session),
): Evening {
  const { node, body } = looking
  const { db } = node.views
  const { book } = body
  const { seq = 0, ended = null } = session ?? {}
  const hasNobody = () => peopleOf(db, book).length === 0
  return eveningOf({
    book,
    session,
    call: openCallsOf(db, book)[0]?.seq ?? null,
    isListed: session?.present !== null || attendanceOf(db, book, seq).length > 0 || hasNobody(),
    decidables: toDecide,
    voted: (session?.votes ?? []).flatMap(({ motion }) => motion ?? []),
    isPhotographed: ended !== null && isActPhotographed(db, book, seq, ended),
    isElsewhere: ended !== null && node.local.copiesOf(book).some((copy) => copy.size > ended),
  })
}

export async function sessionPageView(looking: Looking, seq: number): Promise<SessionPageView | undefined> {
  const { node, body, member, state } = looking
  const { db } = node.views
  const session = sessionOf(db, body.book, seq)
  if (session === undefined) return undefined
  const beside = [seq, session.ended, session.call?.seq, ...session.votes.map((vote) => vote.seq)]
  const seqs = beside.filter((one) => typeof one === 'number')
  const toDecide = toDecideIn(looking, session)
  const [opening, isHolder] = [openingView(looking, [session]), mayHold(looking)]
  const listed = new Set(isHolder ? attendanceOf(db, body.book, seq) : [])
  return {
    ...opening,
    session,
    attendance: member === undefined ? null : attendanceNames(looking, seq),
    within: heldWithin(looking, session.votes),
    quorum: quorumOfSession(looking, session),
    documents: await documentsBeside(node, body.book, seqs, member !== undefined),
    decidables: toDecide,
    evening: isHolder ? eveningIn(looking, session, toDecide) : null,
    unlisted: isHolder ? opening.people.filter(({ person }) => !listed.has(person)) : [],
    mayHold: isHolder,
    mayAttest: maySign(looking, 'act.attested'),
    attested: member === undefined ? [] : attestedBy(db, body.book, member.person),
    mayAttach: may(looking, 'document.attached'),
    mayResume:
      session.ended !== null &&
      session.adjourned !== null &&
      state.assemblies.calls.includes(session.ended) &&
      state.assemblies.session === null &&
      isHolder,
  }
}

const heldWithin = ({ node, body, member }: Looking, votes: readonly VoteView[]) =>
  member === undefined ? new Map() : ballotsOfVotes(node.views.db, body.book, votes)

function attendanceNames({ node, body }: Looking, session: number): string[] {
  const persons = attendanceOf(node.views.db, body.book, session)
  return persons
    .map((person) => nameOf(node.views.db, body.book, person) ?? `${person.slice(0, 6)}…`)
    .toSorted((a, b) => a.localeCompare(b, 'es'))
}

/** How many have to be present at a session; null where no rule says, or nobody said how many are entitled. */
export const quorumOfSession = ({ state }: Looking, { entitled }: SessionView): number | null =>
  entitled === null ? null : quorumIn(state.bodies, entitled)

/** The most that any rule of the charter asks to be present; null where none asks. */
export function quorumIn({ charter }: BodiesState, entitled: number): number | null {
  const asked = Object.values(charter?.decisions ?? {})
    .filter(({ quorum }) => quorum !== undefined)
    .map((rule) => quorumOf(rule, entitled))
  return asked.length === 0 ? null : Math.max(...asked)
}

/** The form of a vote in the open session; undefined where the motion is not there. `rule`: the one chosen. */
export function voteFormView(
  looking: Looking,
  seq: number,
  motion: { readonly book: string; readonly seq: number },
  rule: string | undefined,
): VoteFormView | undefined {
  const { node, body, state } = looking
  const session = sessionOf(node.views.db, body.book, seq)
  const found = motionView(node.views.db, motion.book, motion.seq)
  if (session === undefined || found === undefined) return undefined
  const rules = Object.entries(state.bodies.charter?.decisions ?? {})
    .filter(([, { form }]) => form !== 'bases')
    .map(([id, facts]) => ({ id, facts }))
  const chosen = ruleNamed(state.bodies, rule)
  return {
    body,
    session,
    evening: mayHold(looking) ? eveningIn(looking, session) : null,
    subject: { motion, title: found.title, text: found.text },
    rules,
    rule: chosen === undefined || rule === undefined ? null : { id: rule, facts: chosen },
    sections:
      chosen !== undefined && requirementsOfSections(chosen).length > 0
        ? (state.bodies.charter?.sections ?? [])
        : [],
    ballots: motion.book === body.book ? ballotsAsked(looking, found) : null,
  }
}

/** What the form of a vote begins with: to people of the body, the sealed ballots too. */
const ballotsAsked = ({ node, member }: Looking, { book, seq, ballots }: MotionView): BallotCount | null =>
  (member === undefined ? null : ballotsWithin(node.views.db, book, seq)) ?? ballots

export async function motionPageView(looking: Looking, seq: number): Promise<MotionPageView | undefined> {
  const { node, body, member, state } = looking
  const motion = motionView(node.views.db, body.book, seq)
  if (motion === undefined) return undefined
  const people = [motion.by, ...motion.statements.map(({ by }) => by)]
  const named = (person: string) => nameOf(node.views.db, body.book, person)
  const names = member === undefined ? [] : people.flatMap((by) => [[by, named(by)] as const])
  const takesBallots = Object.values(state.bodies.charter?.decisions ?? {}).some(
    ({ ballots }) => ballots !== undefined,
  )
  return {
    body,
    motion,
    documents: await documentsBeside(node, body.book, [seq], member !== undefined),
    within: heldWithin(looking, motion.votes),
    posts: Object.fromEntries(
      postsHeld(node.views.db, body.book).flatMap(({ id, post }) =>
        people.includes(id) ? [[id, post]] : [],
      ),
    ),
    names: Object.fromEntries(names.filter((pair): pair is [string, string] => pair[1] !== undefined)),
    session: state.assemblies.session,
    mayHold: mayHold(looking),
    mayPut: may(looking, 'motion.put'),
    mayWithdraw:
      may(looking, 'motion.withdrawn') && (member?.person === motion.by || may(looking, 'session.opened')),
    mayAttach: may(looking, 'document.attached'),
    mayCast: takesBallots && maySign(looking, 'ballot.cast'),
  }
}
