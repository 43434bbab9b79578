/** The session a body is in, its votes, and the motions that are open: what other rooms' rules may read. */
import type { DecisionRule } from '../bodies/entries.ts'
import type { BodiesState } from '../bodies/state.ts'
import canonicalize from 'canonicalize'
import type { Citation, Json, PersonId } from '../book/entry.ts'
import { sha256 } from '../book/hash.ts'
import { type ByNumber, numbered, withNumbered } from '../kernel/by-number.ts'
import { base64, utf8 } from '../kernel/encoding.ts'
import type { PositionOption } from '../kernel/vote.ts'
import { type RecordedOf, leafOf } from '../views/room.ts'
import { type BallotCount, noBallots } from './ballots.ts'
import type { VoteRecorded, assembliesEntries } from './entries.ts'
import { type VoteOutcome, optionOfVote, outcomeOfVote } from './outcome.ts'

export interface VoteTaken {
  readonly seq: number
  readonly on: Citation
  /** What the body says by it. */
  readonly option: PositionOption
}

/** How the body itself decided on a motion of its own: by which rule of its charter, in which vote. */
export interface Decided {
  readonly vote: number
  readonly rule: string
  readonly outcome: 'carried' | 'failed'
}

/** Open ballots cast on a motion with people's own keys. */
export interface BallotsCast extends BallotCount {
  readonly voters: readonly PersonId[]
}

/** What a motion is while the body has neither decided it itself nor seen it withdrawn, or fall with the one it amends. */
export interface OpenMotion {
  readonly by: PersonId
  readonly leaf: string
  readonly amends?: number
  /** Motions that amend it. */
  readonly amendedBy?: readonly number[]
  readonly ballots?: BallotsCast
}

/** A motion that was put: open, decided, or neither where it was withdrawn. */
export interface Motion {
  readonly open?: OpenMotion
  readonly decided?: Decided
  /** Hash of the charter it proposes. */
  readonly charter?: string
  /** What it answers in another book. */
  readonly answers?: Citation
}

export interface AssembliesState {
  /** The open session's number; null between sessions. */
  readonly session: number | null
  /** People present when it was opened, and people entitled: null where nothing was said. */
  readonly present: number | null
  readonly entitled: number | null
  /** Votes of the open session. */
  readonly votes: readonly VoteTaken[]
  /** Calls, and adjournments, that no session has answered. */
  readonly calls: readonly number[]
  readonly motions: ByNumber<Motion>
  /** Numbers of the motions that propose a charter. */
  readonly proposals: readonly number[]
}

export const initialAssembliesState: AssembliesState = {
  session: null,
  present: null,
  entitled: null,
  votes: [],
  calls: [],
  motions: [],
  proposals: [],
}

/** The motion put by that entry of this book; undefined where none was. */
export const motionAt = ({ motions }: Pick<AssembliesState, 'motions'>, seq: number): Motion | undefined =>
  numbered(motions, seq)

/** Names the very charter: base64 of the SHA-256 of its canonical form. */
export const charterHash = (charter: Json): string => base64(sha256(utf8(canonicalize(charter) ?? '')))

const betweenSessions = { session: null, present: null, entitled: null, votes: [] } as const

/** The charter's rule of that name; undefined where it has none. */
export const ruleNamed = (
  { charter }: Pick<BodiesState, 'charter'>,
  name: unknown,
): DecisionRule | undefined =>
  typeof name === 'string' && Object.hasOwn(charter?.decisions ?? {}, name)
    ? charter?.decisions[name]
    : undefined

/** What a vote comes to by the rule it names; null where it names none. */
export function judgedOutcome(
  vote: VoteRecorded,
  { entitled }: Pick<AssembliesState, 'entitled'>,
  bodies: Pick<BodiesState, 'charter'>,
): VoteOutcome | null {
  const rule = ruleNamed(bodies, vote.rule)
  const sections = bodies.charter?.sections?.map(({ id }) => id) ?? []
  return rule === undefined ? null : outcomeOfVote(vote, rule, entitled, sections)
}

type Evolving = RecordedOf<typeof assembliesEntries>

export function evolveAssemblies(
  state: AssembliesState,
  recorded: Evolving,
  { bodies }: { readonly bodies: BodiesState },
): AssembliesState {
  const { seq, entry, type, data } = recorded
  switch (type) {
    case 'motion.put':
      return put(state, recorded)
    case 'motion.withdrawn':
      return { ...state, motions: withoutOpen(state.motions, data.motion) }
    case 'session.called':
      return { ...state, calls: [...state.calls, seq] }
    case 'session.opened': {
      const { call, present = null, entitled = null } = data
      const calls = state.calls.filter((one) => one !== call)
      return { ...state, session: seq, present, entitled, votes: [], calls }
    }
    case 'session.adjourned':
      return { ...state, ...betweenSessions, calls: [...state.calls, seq] }
    case 'session.closed':
      return { ...state, ...betweenSessions }
    case 'ballot.cast':
      return withBallot(state, entry.by, entry.cites[0]?.seq ?? 0, data.option)
    case 'vote.recorded':
      return withVote(state, recorded, data, bodies)
    default:
      return state
  }
}

type MotionPut = Extract<Evolving, { readonly type: 'motion.put' }>

function put(state: AssembliesState, recorded: MotionPut): AssembliesState {
  const { seq, entry, data } = recorded
  const { amends, charter } = data
  const [answers] = entry.cites
  const motion: Motion = {
    open: { by: entry.by, leaf: leafOf(recorded), ...(amends === undefined ? {} : { amends }) },
    ...(charter === undefined ? {} : { charter: charterHash(charter as Json) }),
    ...(answers === undefined ? {} : { answers }),
  }
  const amending =
    amends === undefined
      ? state.motions
      : changeOpen(state.motions, amends, (open) => ({
          ...open,
          amendedBy: [...(open.amendedBy ?? []), seq],
        }))
  const proposals = charter === undefined ? state.proposals : [...state.proposals, seq]
  return { ...state, motions: withNumbered(amending, seq, motion), proposals }
}

type Motions = AssembliesState['motions']

function changeOpen(motions: Motions, seq: number, change: (open: OpenMotion) => OpenMotion): Motions {
  const motion = numbered(motions, seq)
  return motion?.open === undefined
    ? motions
    : withNumbered(motions, seq, { ...motion, open: change(motion.open) })
}

function withBallot(
  state: AssembliesState,
  by: PersonId,
  motion: number,
  option: PositionOption,
): AssembliesState {
  const motions = changeOpen(state.motions, motion, (open) => {
    const { voters, ...counts } = open.ballots ?? { voters: [], ...noBallots }
    return { ...open, ballots: { ...counts, voters: [...voters, by], [option]: counts[option] + 1 } }
  })
  return { ...state, motions }
}

/** By a rule of the charter a vote on the body's own motion decides it; without quorum the motion stays open. */
function withVote(
  state: AssembliesState,
  { book, seq, entry }: Evolving,
  vote: VoteRecorded,
  bodies: BodiesState,
): AssembliesState {
  const [on] = entry.cites
  if (on === undefined) return state
  const outcome = judgedOutcome(vote, state, bodies)
  const votes = [...state.votes, { seq, on, option: optionOfVote(vote, outcome) }]
  if (on.book !== book || vote.rule === undefined || outcome === null || outcome === 'no-quorum')
    return { ...state, votes }
  const motions = withoutOpen(state.motions, on.seq)
  const decided = { vote: seq, rule: vote.rule, outcome }
  return {
    ...state,
    votes,
    motions: withNumbered(motions, on.seq, { ...numbered(motions, on.seq), decided }),
  }
}

/** The motions with one that is no longer open, nor what amends it and is. */
function withoutOpen(motions: Motions, seq: number): Motions {
  const { open, ...motion } = numbered(motions, seq) ?? {}
  if (open === undefined) return motions
  return (open.amendedBy ?? []).reduce(withoutOpen, withNumbered(motions, seq, motion))
}

/** What stands sealed: who is at the open session, and who has cast a sealed ballot on an open motion. */
export interface WithinState {
  readonly session: number | null
  readonly persons: readonly PersonId[]
  /** By the motion's number. */
  readonly voters: Readonly<Record<number, readonly PersonId[]>>
}

export const initialWithinState: WithinState = { session: null, persons: [], voters: {} }
