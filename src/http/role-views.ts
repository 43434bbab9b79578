/**
 * What a body asks of whoever looks, and what it has for them: an officer's tasks in the order of an evening, a member's turn,
 * offices, ballots and submissions, and what is new. Told by the states and by queries whose price is that of what is shown.
 */
import { type Looking, eveningIn, lookingAt, may, mayHold, openSessionIn } from './assembly-views.ts'
import { openCallsOf } from '../assemblies/queries.ts'
import { referralsAwaiting } from '../federation/awaiting-query.ts'
import type { EveningStep } from '../assemblies/evening.ts'
import { motionPage, proposalOf } from '../assemblies/motion-queries.ts'
import { type NewsLine, actsWithoutPhotograph, castWithin, newsSince } from '../assemblies/news-queries.ts'
import { type AssembliesState, motionAt } from '../assemblies/state.ts'
import type { MotionLine } from '../assemblies/views.ts'
import { nodeFacts } from '../bodies/queries.ts'
import { type BodiesState, mayWrite } from '../bodies/state.ts'
import type { BookId } from '../book/entry.ts'
import { chartersWaiting } from '../federation/rules-of-charters.ts'
import type { SeesFederation } from '../federation/sees.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { enrolledIn } from '../node/holders.ts'
import type { ApachitaNode } from '../node/node.ts'
import { type HeldSubmission, submissionsOf } from '../node/submissions.ts'
import { type OfficesState, termsOf } from '../offices/state.ts'
import { roundOf } from '../offices/turns.ts'
import type { FramedBody } from '../web/components/body-frame.tsx'
import * as paths from '../web/paths.ts'
import type { Context } from 'hono'

/** One thing to do, with the page on which it is done. `count`: how many of the kind there are. */
export interface Task {
  readonly kind:
    'session' | 'call' | 'begin' | 'act' | 'photo' | 'position' | 'submissions' | 'charter' | 'carry'
  readonly path: string
  readonly count: number
  /** Of a session, the step that is next. */
  readonly step: EveningStep | null
  /** What it is about, as people wrote it. */
  readonly title: LocalizedText | null
  /** When, of what has a date; of a call as it was written. */
  readonly at: string | null
}

/** A copy of the body's book on another node: how many entries it lacks, as far as was heard, and when. */
export interface CopyLine {
  readonly name: string
  readonly lacking: number
  readonly at: string
}

export interface OfficeMine {
  readonly post: string
  readonly name: LocalizedText | null
  /** Until when it is held, where it is known. */
  readonly until: string | null
}

export interface TurnMine {
  readonly post: string
  readonly name: LocalizedText | null
  /** How many serve before: 0 is whose turn is next. */
  readonly before: number
}

export interface SubmissionMine {
  readonly title: LocalizedText | null
  readonly at: string
  readonly standing: HeldSubmission['standing']
  readonly reason: LocalizedText | null
}

/** A body as it stands before somebody of it. */
export interface RoleView {
  readonly body: FramedBody
  /** In their order; empty for who holds no post that may write, and where the book is written elsewhere. */
  readonly tasks: readonly Task[]
  /** For officers of a book written here; null for others. */
  readonly copies: readonly CopyLine[] | null
  readonly offices: readonly OfficeMine[]
  readonly turns: readonly TurnMine[]
  /** A session that is called. */
  readonly call: { readonly seq: number; readonly when: string } | null
  /** Motions that may be balloted on by own key, and were not. */
  readonly ballots: readonly MotionLine[]
  readonly submissions: readonly SubmissionMine[]
  /** null: the first visit. */
  readonly news: { readonly entries: number; readonly lines: readonly NewsLine[] } | null
}

const shownOfEach = 5

/** Of the body of a book, for whoever is of it; undefined for others. */
export async function roleView(node: ApachitaNode, c: Context, book: BookId): Promise<RoleView | undefined> {
  const looking = await lookingAt(node, c, book)
  if (looking?.member === undefined) return undefined
  const { person } = looking.member
  const states = (await node.views.catchUp(book)).states as unknown as States
  const submissions = await submissionsOf(node, book)
  const mayDo = (type: string) => may(looking, type)
  const size = (await node.archive.book(book))?.size ?? 0
  const isOfficer = mayDo('session.opened') || mayDo('submission.declined')
  const copies = isOfficer ? copiesOf(node, book, size) : null
  const waiting = submissions.filter(({ standing }) => standing === 'waiting')
  return {
    body: looking.body,
    tasks: [
      ...(mayHold(looking) ? sessionTasks(looking) : []),
      ...(mayDo('position.recorded') ? positionTasks(looking) : []),
      ...(mayDo('submission.declined') && waiting.length > 0
        ? [task('submissions', paths.submissionsPath(book), { count: waiting.length })]
        : []),
      ...(mayDo('charter.changed') ? charterTasks(node, book, states) : []),
      ...(copies === null ? [] : carryTasks(copies)),
    ],
    copies,
    offices: officesMine(states, person),
    turns: turnsMine(node, book, states, person),
    call: mayHold(looking) ? null : (openCallsOf(node.views.db, book)[0] ?? null),
    ballots: ballotsMine(node, book, states, person),
    submissions: submissions
      .filter(({ by }) => by === person)
      .slice(-shownOfEach)
      .map(submissionMine),
    news: newsFor(node, c, book, size),
  }
}

interface States extends SeesFederation {
  readonly offices: OfficesState
}

const task = (kind: Task['kind'], path: string, more: Partial<Task> = {}): Task => ({
  kind,
  path,
  count: 1,
  step: null,
  title: null,
  at: null,
  ...more,
})

/** The open session first; acts to print, sign and photograph; where none is open, the call that waits, or a session to open. */
function sessionTasks(looking: Looking): Task[] {
  const { node, body } = looking
  const { db } = node.views
  const evening = eveningIn(looking, openSessionIn(looking))
  const acts = actsWithoutPhotograph(db, body.book)
  const [act] = acts
  const [call] = openCallsOf(db, body.book)
  const open =
    evening.session === null
      ? []
      : [task('session', evening.next.path, { step: evening.current, title: evening.next.title })]
  const called =
    call === undefined || evening.session !== null
      ? []
      : [task('call', paths.sessionPath({ book: body.book, seq: call.seq }), { at: call.when })]
  const toSign =
    act === undefined
      ? []
      : [
          task('act', paths.sessionActPath({ book: body.book, seq: act.seq }), {
            at: act.at,
            count: acts.length,
          }),
          task('photo', paths.attachPath({ book: body.book, seq: act.ended }), {
            at: act.at,
            count: acts.length,
          }),
        ]
  const begin =
    open.length + called.length > 0 ? [] : [task('begin', `${paths.sessionsPath(body.book)}#open`)]
  return [...open, ...toSign, ...called, ...begin]
}

function positionTasks({ node, body, state }: Looking): Task[] {
  const { session } = state.assemblies
  return referralsAwaiting(node.views.db, body.book, shownOfEach).map(({ motion, title }) =>
    task(
      'position',
      session === null ? paths.decidePath(motion) : paths.votePath({ book: body.book, seq: session }, motion),
      { title },
    ),
  )
}

const charterTasks = (node: ApachitaNode, book: BookId, states: States): Task[] =>
  chartersWaiting(states).map((seq) =>
    task('charter', paths.motionPath({ book, seq }), {
      title: proposalOf(node.views.db, book, seq)?.title ?? null,
    }),
  )

function carryTasks(copies: readonly CopyLine[]): Task[] {
  const isWhole = copies.some(({ lacking }) => lacking === 0)
  const fewest = Math.min(...copies.map(({ lacking }) => lacking))
  return isWhole ? [] : [task('carry', paths.carriagePath, { count: copies.length === 0 ? 0 : fewest })]
}

/** Those that hold most first. */
function copiesOf(node: ApachitaNode, book: BookId, size: number): CopyLine[] {
  return node.local
    .copiesOf(book)
    .map((copy) => ({
      name: nodeFacts(node.views.db, copy.node)?.name ?? `${copy.node.slice(0, 8)}…`,
      lacking: Math.max(0, size - copy.size),
      at: copy.at,
    }))
    .toReversed()
}

/** The people who belong to the body hold this one, which is no office. */
const everybodysPost = 'member'

type Charter = NonNullable<BodiesState['charter']>

const nameOfPost = (charter: Charter | null | undefined, post: string): LocalizedText | null =>
  charter?.posts.find(({ id }) => id === post)?.name ?? null

function officesMine({ bodies, offices }: States, person: string): OfficeMine[] {
  const terms = Object.values(offices.terms).filter(({ persons }) => persons.includes(person))
  const held = bodies.posts.filter((one) => one.person === person && one.post !== everybodysPost)
  const posts = new Set([...terms.map(({ post }) => post), ...held.map(({ post }) => post)])
  return [...posts].map((post) => ({
    post,
    name: nameOfPost(bodies.charter, post),
    until: terms.find((term) => term.post === post)?.began.until ?? null,
  }))
}

/** Turns of the person, or of a couple or a household of which the person is. */
function turnsMine(
  node: ApachitaNode,
  book: BookId,
  { bodies, offices }: States,
  person: string,
): TurnMine[] {
  const posts = Object.entries(offices.turns).filter(([, turn]) => turn.order.length > 0)
  if (posts.length === 0) return []
  const enrolled = enrolledIn(node.views.db, book)
  const isMine = (taker: string): boolean =>
    taker === person || enrolled.get(taker)?.persons.some((one) => one.person === person) === true
  return posts.flatMap(([post, turn]) => {
    const serving = new Set(termsOf(offices, post).map(([, { taker }]) => taker))
    const before = roundOf(turn)
      .queue.filter((taker) => !serving.has(taker))
      .findIndex(isMine)
    return before === -1 ? [] : [{ post, name: nameOfPost(bodies.charter, post), before }]
  })
}

function ballotsMine(
  node: ApachitaNode,
  book: BookId,
  { bodies, assemblies }: { readonly bodies: BodiesState; readonly assemblies: AssembliesState },
  person: string,
): MotionLine[] {
  const rules = Object.values(bodies.charter?.decisions ?? {})
  if (!rules.some(({ ballots }) => ballots !== undefined)) return []
  if (!mayWrite(bodies, person, 'ballot.cast')) return []
  const within = castWithin(node.views.db, book, person)
  return motionPage(node.views.db, book, 'open', Number.MAX_SAFE_INTEGER, 20)
    .motions.filter(({ seq, isReferred }) => {
      const cast =
        motionAt(assemblies, seq)?.open?.ballots?.voters.includes(person) === true || within.has(seq)
      return !isReferred && !cast
    })
    .slice(0, shownOfEach)
}

function submissionMine({ data, at, standing, reason }: HeldSubmission): SubmissionMine {
  const { title } = data as { title?: LocalizedText }
  return { title: title ?? null, at, standing, reason: reason as LocalizedText | null }
}

function newsFor(node: ApachitaNode, c: Context, book: BookId, size: number): RoleView['news'] {
  const session = c.get('session')
  const since =
    session === undefined ? undefined : node.visits.see(session, new Map([[book, size]])).get(book)
  if (since === undefined) return null
  return { entries: Math.max(0, size - since), lines: newsSince(node.views.db, book, since, 6) }
}
