/** The session a body is in, and the votes taken in it: what other rooms' rules may read. */
import canonicalize from 'canonicalize'
import type { Citation, Entry, Json } from '../book/entry.ts'
import { sha256 } from '../book/hash.ts'
import { base64, utf8 } from '../kernel/encoding.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { RecordedOf } from '../views/room.ts'
import type { VoteRecorded, assembliesEntries } from './entries.ts'

export interface VoteTaken {
  readonly seq: number
  readonly on: Citation
  /** What the hands decided. */
  readonly option: PositionOption
}

/** How the body itself decided on a motion of its own: by which rule of its charter, in which vote. */
export interface Decided {
  readonly vote: number
  readonly rule: string
  readonly outcome: 'carried' | 'failed'
}

export interface AssembliesState {
  /** The open session's number; null between sessions. */
  readonly session: number | null
  /** Votes of the open session. */
  readonly votes: readonly VoteTaken[]
  /** Numbers of the motions put. */
  readonly motions: readonly number[]
  /** By the motion's number. */
  readonly decided: Readonly<Record<number, Decided>>
  /** Hash of the charter that a motion proposes, by the motion's number. */
  readonly proposals: Readonly<Record<number, string>>
  /** What a motion answers in another book, by the motion's number. */
  readonly answers: Readonly<Record<number, Citation>>
}

export const initialAssembliesState: AssembliesState = {
  session: null,
  votes: [],
  motions: [],
  decided: {},
  proposals: {},
  answers: {},
}

/** Names the very charter: base64 of the SHA-256 of its canonical form. */
export const charterHash = (charter: Json): string => base64(sha256(utf8(canonicalize(charter) ?? '')))

/** More than half of the hands raised say yes: yes; more than half say no: no; else an abstention. */
export function optionOfHands({
  yes,
  no,
  abstain,
}: Pick<VoteRecorded, 'yes' | 'no' | 'abstain'>): PositionOption {
  const cast = yes + no + abstain
  if (yes * 2 > cast) return 'yes'
  return no * 2 > cast ? 'no' : 'abstain'
}

export function evolveAssemblies(
  state: AssembliesState,
  { seq, entry, type, data }: RecordedOf<typeof assembliesEntries>,
): AssembliesState {
  if (type === 'motion.put') return put(state, seq, entry)
  if (type === 'session.opened') return { ...state, session: seq, votes: [] }
  if (type === 'session.closed') return { ...state, session: null, votes: [] }
  const [on] = entry.cites
  if (type !== 'vote.recorded' || on === undefined) return state
  return { ...state, votes: [...state.votes, { seq, on, option: optionOfHands(data) }] }
}

function put(
  state: AssembliesState,
  seq: number,
  { data: { charter }, cites: [answered] }: Entry,
): AssembliesState {
  const { motions, proposals, answers } = state
  return {
    ...state,
    motions: [...motions, seq],
    proposals: charter === undefined ? proposals : { ...proposals, [seq]: charterHash(charter) },
    answers: answered === undefined ? answers : { ...answers, [seq]: answered },
  }
}
