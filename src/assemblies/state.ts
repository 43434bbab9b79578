/** The session a body is in, its votes, and the motions that are open: what other rooms' rules may read. */
import type { DecisionRule } from '../bodies/entries.ts'
import type { BodiesState } from '../bodies/state.ts'
import canonicalize from 'canonicalize'
import type { Citation, Entry, Json, PersonId } from '../book/entry.ts'
import { sha256 } from '../book/hash.ts'
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

/** A motion that the body has neither decided itself nor seen withdrawn. */
export interface OpenMotion {
  readonly by: PersonId
  readonly leaf: string
  readonly amends?: number
  readonly ballots?: BallotsCast
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
  /** Numbers of the motions put. */
  readonly motions: readonly number[]
  /** By the motion's number. What was put and is in neither was withdrawn, or fell with the motion it amends. */
  readonly open: Readonly<Record<number, OpenMotion>>
  readonly decided: Readonly<Record<number, Decided>>
  /** Hash of the charter that a motion proposes, by the motion's number. */
  readonly proposals: Readonly<Record<number, string>>
  /** What a motion answers in another book, by the motion's number. */
  readonly answers: Readonly<Record<number, Citation>>
}

export const initialAssembliesState: AssembliesState = {
  session: null,
  present: null,
  entitled: null,
  votes: [],
  calls: [],
  motions: [],
  open: {},
  decided: {},
  proposals: {},
  answers: {},
}

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
    case 'motion.put': {
      const amends = data.amends === undefined ? {} : { amends: data.amends }
      const motion = { by: entry.by, leaf: leafOf(recorded), ...amends }
      return proposing(
        { ...state, motions: [...state.motions, seq], open: { ...state.open, [seq]: motion } },
        seq,
        entry,
      )
    }
    case 'motion.withdrawn':
      return { ...state, open: without(state.open, data.motion) }
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

/** With what a motion proposes for a charter, and what it answers in another book. */
function proposing(
  state: AssembliesState,
  seq: number,
  { data: { charter }, cites: [answered] }: Entry,
): AssembliesState {
  const { proposals, answers } = state
  return {
    ...state,
    proposals: charter === undefined ? proposals : { ...proposals, [seq]: charterHash(charter) },
    answers: answered === undefined ? answers : { ...answers, [seq]: answered },
  }
}

function withBallot(
  state: AssembliesState,
  by: PersonId,
  motion: number,
  option: PositionOption,
): AssembliesState {
  const before = state.open[motion]
  if (before === undefined) return state
  const { voters, ...counts } = before.ballots ?? { voters: [], ...noBallots }
  const ballots = { ...counts, voters: [...voters, by], [option]: counts[option] + 1 }
  return { ...state, open: { ...state.open, [motion]: { ...before, ballots } } }
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
  const decided = { ...state.decided, [on.seq]: { vote: seq, rule: vote.rule, outcome } }
  return { ...state, votes, decided, open: without(state.open, on.seq) }
}

/** The open motions without one, and without those that amend it. */
function without(open: AssembliesState['open'], motion: number): AssembliesState['open'] {
  const { [motion]: _, ...rest } = open
  const amending = Object.entries(rest).filter(([, { amends }]) => amends === motion)
  return amending.reduce<AssembliesState['open']>((left, [seq]) => without(left, Number(seq)), rest)
}

/** What stands sealed: who is at the open session, and who has cast a sealed ballot on an open motion. */
export interface WithinState {
  readonly session: number | null
  readonly persons: readonly PersonId[]
  /** By the motion's number. */
  readonly voters: Readonly<Record<number, readonly PersonId[]>>
}

export const initialWithinState: WithinState = { session: null, persons: [], voters: {} }
