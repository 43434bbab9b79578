/** Who takes turns, whose turn it is, and which terms run: the face this room shows to other rooms' rules. */
import type { PersonId } from '../book/entry.ts'
import type { Charter } from '../bodies/entries.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { Continued, RecordedOf } from '../views/room.ts'
import type { Item, TakerKind, TermEnded, TermStarted, officesEntries } from './entries.ts'
import { type Turn, adopt, excuse, join, leave, owe, roundOf, split, take } from './turns.ts'

export interface Taker {
  readonly by: TakerKind
  /** Of an ayllu or a section. */
  readonly name?: LocalizedText
  readonly away: boolean
}

/** A term that runs. */
export interface Term {
  readonly post: string
  readonly taker: string | null
  readonly persons: readonly PersonId[]
  /** The round in which it is the taker's turn; null where it is none. */
  readonly round: number | null
  /** Things that went over with it. */
  readonly received: readonly Item[]
  readonly isRecalled: boolean
  /** What the entry that began it says besides. */
  readonly began: {
    readonly at: string
    readonly until?: string
    readonly name?: string
    readonly sent: boolean
    readonly isSubstitute: boolean
    readonly counts: boolean
  }
}

export interface OfficesState {
  readonly takers: Readonly<Record<string, Taker>>
  /** By post, of posts that go round, the kind of whose takers is `by`. */
  readonly turns: Readonly<Record<string, Turn & { readonly by: TakerKind }>>
  /** Terms that run, by number. */
  readonly terms: Readonly<Record<number, Term>>
  /** Posts of terms that ended early and may be served out, by number: until the next term of the post. */
  readonly cut: Readonly<Record<number, string>>
  /** By post, what was handed on and nobody has received yet. */
  readonly held: Readonly<Record<string, readonly Item[]>>
}

export const initialOfficesState: OfficesState = { takers: {}, turns: {}, terms: {}, cut: {}, held: {} }

type Post = Charter['posts'][number]

/** Who takes turns at a post: couples where it goes round by person and is held by two. */
export const turnKind = ({ turn, holder }: Pick<Post, 'turn' | 'holder'>): TakerKind | undefined =>
  turn?.by === 'person' && holder === 'couple' ? 'couple' : turn?.by

/** Terms of a post that run, by number. */
export const termsOf = ({ terms }: Pick<OfficesState, 'terms'>, post: string): [number, Term][] =>
  Object.entries(terms)
    .filter(([, term]) => term.post === post)
    .map(([seq, term]) => [Number(seq), term])

/** Whose turn is next at a post: the first who has yet to serve and does not serve in it now; null where there is nobody. */
export function nextInTurn(state: Pick<OfficesState, 'turns' | 'terms'>, post: string): string | null {
  const turn = state.turns[post]
  if (turn === undefined) return null
  const serving = new Set(termsOf(state, post).map(([, { taker }]) => taker))
  return roundOf(turn).queue.find((taker) => !serving.has(taker)) ?? null
}

type Turns = OfficesState['turns']

const each = (turns: Turns, change: (turn: Turns[string]) => Turn): Turns =>
  Object.fromEntries(Object.entries(turns).map(([post, turn]) => [post, { ...turn, ...change(turn) }]))

function turnAt(turns: Turns, post: string, change: (turn: Turn) => Turn): Turns {
  const turn = turns[post]
  return turn === undefined ? turns : { ...turns, [post]: { ...turn, ...change(turn) } }
}

const without = <T>(record: Readonly<Record<string, T>>, key: string | number): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== String(key)))

type OfOffices = RecordedOf<typeof officesEntries>

export function evolveOffices(state: OfficesState, recorded: OfOffices): OfficesState {
  const { seq, type, data } = recorded
  switch (type) {
    case 'turn.adopted':
    case 'turn.continued':
      return evolveOrder(state, recorded)
    case 'term.started':
      return startTerm(state, seq, data, recorded.entry.at)
    case 'term.ended':
      return endTerm(state, data)
    case 'term.excused':
      return {
        ...state,
        turns: turnAt(state.turns, data.post, (turn) => excuse(turn, data.taker, data.places)),
      }
    case 'office.recalled': {
      const term = state.terms[data.term]
      if (term === undefined) return state
      return { ...state, terms: { ...state.terms, [data.term]: { ...term, isRecalled: true } } }
    }
    default:
      return evolveTakers(state, recorded)
  }
}

function evolveTakers(state: OfficesState, { type, data }: OfOffices): OfficesState {
  const { takers, turns, terms } = state
  if (type === 'taker.registered') {
    const { taker, by, name, away } = data
    const named = name === undefined ? {} : { name }
    return {
      ...state,
      takers: { ...takers, [taker]: { by, ...named, away: away === true } },
      turns: each(turns, (turn) => (turn.by === by && !turn.isMore ? join(turn, taker) : turn)),
    }
  }
  if (type === 'taker.moved') {
    const taker = takers[data.taker]
    if (taker === undefined) return state
    return { ...state, takers: { ...takers, [data.taker]: { ...taker, away: data.away } } }
  }
  if (type === 'taker.left')
    return {
      ...state,
      takers: without(takers, data.taker),
      turns: each(turns, (turn) => leave(turn, data.taker)),
    }
  if (type !== 'taker.split') return state
  const { taker, into, serving } = data
  const whole = takers[taker]
  if (whole === undefined) return state
  const goesOn = serving ?? into[0] ?? taker
  return {
    ...state,
    takers: { ...without(takers, taker), ...Object.fromEntries(into.map((part) => [part, whole])) },
    turns: each(turns, (turn) => split(turn, taker, into)),
    terms: Object.fromEntries(
      Object.entries(terms).map(([seq, term]) => [
        seq,
        term.taker === taker ? { ...term, taker: goesOn } : term,
      ]),
    ),
  }
}

/** The kind of an order is that of whoever it names first: the rules let no others in. */
function evolveOrder(state: OfficesState, { type, data }: OfOffices): OfficesState {
  if (type !== 'turn.adopted' && type !== 'turn.continued') return state
  const { post, order, exempt = [], more } = data
  const before = state.turns[post]
  const by = state.takers[order[0] ?? exempt[0] ?? '']?.by ?? before?.by
  if (by === undefined) return state
  const turn =
    type === 'turn.adopted' || before === undefined
      ? adopt(before, order)
      : order.reduce((joined: Turn, taker) => join(joined, taker), before)
  const whole = { ...turn, by, exempt: [...turn.exempt, ...exempt], isMore: more === true }
  return { ...state, turns: { ...state.turns, [post]: whole } }
}

function startTerm(state: OfficesState, seq: number, data: TermStarted, at: string): OfficesState {
  const { post, taker, persons, substitutes, counts, received = [], until, name, sent } = data
  const turn = state.turns[post]
  const isTurn = substitutes === undefined || counts === true
  const takes = isTurn && turn !== undefined && taker !== undefined && roundOf(turn).queue.includes(taker)
  const turns = takes ? turnAt(state.turns, post, (before) => take(before, taker)) : state.turns
  const term: Term = {
    post,
    taker: taker ?? null,
    persons,
    round: takes ? (turns[post]?.round ?? null) : null,
    received: [...(state.held[post] ?? []), ...received],
    isRecalled: false,
    began: {
      at,
      ...(until === undefined ? {} : { until }),
      ...(name === undefined ? {} : { name }),
      sent: sent === true,
      isSubstitute: substitutes !== undefined,
      counts: isTurn,
    },
  }
  return {
    ...state,
    turns,
    terms: { ...state.terms, [seq]: term },
    cut: Object.fromEntries(Object.entries(state.cut).filter(([, other]) => other !== post)),
    held: without(state.held, post),
  }
}

function endTerm(state: OfficesState, { term: seq, reason, handed = [], owes }: TermEnded): OfficesState {
  const term = state.terms[seq]
  if (term === undefined) return state
  const { post, taker, round } = term
  const kept = [...(state.held[post] ?? []), ...handed.filter(({ condition }) => condition !== 'missing')]
  return {
    ...state,
    turns:
      owes === true && taker !== null
        ? turnAt(state.turns, post, (turn) => owe(turn, taker, round))
        : state.turns,
    terms: without(state.terms, seq) as Record<number, Term>,
    cut: reason === 'completed' ? state.cut : { ...state.cut, [seq]: post },
    held: kept.length === 0 ? state.held : { ...state.held, [post]: kept },
  }
}

/**
 * What a successor goes on with: takers, turns, what was handed on, and terms that run or were cut short, which are named
 * anew, below 0, the last begun -1. A term of a post that the founding fills is cut short by it, and what went with it waits
 * for whoever comes.
 */
export function inheritOffices(
  { offices }: { readonly offices: OfficesState },
  { filled }: Continued,
): OfficesState {
  const numbers = [...Object.keys(offices.terms), ...Object.keys(offices.cut)]
    .map(Number)
    .toSorted((a, b) => a - b)
  const nameOf = new Map(numbers.map((seq, place) => [seq, place - numbers.length]))
  const terms: Record<number, Term> = {}
  const cut: Record<number, string> = {}
  const held: Record<string, readonly Item[]> = { ...offices.held }
  for (const seq of numbers) {
    const name = nameOf.get(seq) ?? 0
    const term = offices.terms[seq]
    const post = term?.post ?? offices.cut[seq] ?? ''
    if (term !== undefined && !filled.includes(post)) {
      terms[name] = term
      continue
    }
    cut[name] = post
    const left = [...(held[post] ?? []), ...(term?.received ?? [])]
    if (left.length > 0) held[post] = left
  }
  return { ...offices, terms, cut, held }
}
