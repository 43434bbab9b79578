/** Rules of who takes turns, and of the order in which an office goes round. */
import { type AssembliesState, motionAt } from '../assemblies/state.ts'
import type { Charter } from '../bodies/entries.ts'
import type { BodiesState } from '../bodies/state.ts'
import type { BookId } from '../book/entry.ts'
import { type Recorded, type Rule, hard, soft } from '../views/room.ts'
import { type TakerKind, namedKinds } from './entries.ts'
import { type OfficesState, termsOf, turnKind } from './state.ts'
import { roundOf } from './turns.ts'

/** The states these rules read. */
export interface SeesOffices {
  readonly bodies: BodiesState
  readonly assemblies: AssembliesState
  readonly offices: OfficesState
}

export const postOf = (
  { charter }: Pick<BodiesState, 'charter'>,
  id: string,
): Charter['posts'][number] | undefined => charter?.posts.find((post) => post.id === id)

/**
 * Whether the body decided yes on a motion of its own, by `rule` where one is named. While the session is open and says no
 * more of it, the hands that were raised on it count.
 */
export function isDecided(assemblies: AssembliesState, book: BookId, motion: number, rule?: string): boolean {
  const found = motionAt(assemblies, motion)?.decided
  if (found !== undefined) return found.outcome === 'carried' && (rule === undefined || found.rule === rule)
  return assemblies.votes.some(({ on, option }) => on.book === book && on.seq === motion && option === 'yes')
}

const isKnown = ({ takers }: OfficesState, taker: unknown): boolean => Object.hasOwn(takers, String(taker))

/** Who takes turns is registered once. */
const takerIsRegisteredOnce: Rule<SeesOffices> = ({ offices }, { entry }) =>
  entry.type === 'taker.registered' && isKnown(offices, entry.data.taker)
    ? hard('taker-already-registered')
    : undefined

/** Names of people are sealed; an ayllu's and a section's are not. */
const takerIsNamedWhereItIsNobodys: Rule<SeesOffices> = (_, { entry }) => {
  if (entry.type !== 'taker.registered' || entry.data['name'] === undefined) return undefined
  return namedKinds.has(String(entry.data['by'])) ? undefined : hard('name-must-be-sealed')
}

const aboutATaker: ReadonlySet<string> = new Set(['taker.moved', 'taker.left', 'taker.split', 'term.excused'])

/** What is said of a taker is said of one that there is. */
const takerIsKnown: Rule<SeesOffices> = ({ offices }, { entry }) =>
  aboutATaker.has(entry.type) && !isKnown(offices, entry.data.taker)
    ? hard('taker-unknown', { taker: entry.data.taker })
    : undefined

const isServing = ({ terms }: OfficesState, taker: unknown): boolean =>
  Object.values(terms).some((term) => term.taker === taker)

/** Who leaves has handed over what it held. */
const takerThatLeavesServesNot: Rule<SeesOffices> = ({ offices }, { entry }) =>
  entry.type === 'taker.left' && isServing(offices, entry.data.taker) ? soft('taker-serves-yet') : undefined

/** A household splits into itself and others, or into others; a person does not. Whoever serves on is one of them. */
const takerSplitsIntoOthers: Rule<SeesOffices> = ({ offices }, { entry }) => {
  if (entry.type !== 'taker.split' || !isKnown(offices, entry.data.taker)) return undefined
  const { taker, into, serving } = entry.data as unknown as {
    taker: string
    into: string[]
    serving?: string
  }
  const areNew = into.every((part) => part === taker || !isKnown(offices, part))
  if (new Set(into).size !== into.length || !areNew) return hard('split-into-known')
  if (offices.takers[taker]?.by === 'person') return hard('person-does-not-split')
  if (serving !== undefined) return into.includes(serving) ? undefined : hard('split-serves-on-elsewhere')
  return isServing(offices, taker) ? soft('split-who-serves-on') : undefined
}

export const rulesOfTakers: readonly Rule<SeesOffices>[] = [
  takerIsRegisteredOnce,
  takerIsNamedWhereItIsNobodys,
  takerIsKnown,
  takerThatLeavesServesNot,
  takerSplitsIntoOthers,
]

const ofATurn: ReadonlySet<string> = new Set(['turn.adopted', 'turn.continued', 'term.excused'])

/** Turns are taken at a post that goes round. */
const postGoesRound: Rule<SeesOffices> = ({ bodies }, { entry }) => {
  if (!ofATurn.has(entry.type)) return undefined
  const post = postOf(bodies, String(entry.data.post))
  if (post === undefined) return hard('post-unknown', { post: entry.data.post })
  return post.turn === undefined ? hard('post-has-no-turn', { post: post.id }) : undefined
}

interface Page {
  readonly post: string
  readonly order: readonly string[]
  readonly exempt?: readonly string[]
  readonly more?: boolean
}

const pageOf = ({ entry }: Recorded): Page | undefined =>
  entry.type === 'turn.adopted' || entry.type === 'turn.continued'
    ? (entry.data as unknown as Page)
    : undefined

/** An order names takers of its post's kind, each once. */
const orderNamesTakersOnce: Rule<SeesOffices> = ({ bodies, offices }, recorded) => {
  const page = pageOf(recorded)
  if (page === undefined) return undefined
  const named = [...page.order, ...(page.exempt ?? [])]
  const turn = recorded.entry.type === 'turn.continued' ? offices.turns[page.post] : undefined
  const before = turn === undefined ? [] : [...turn.order, ...turn.exempt]
  if (new Set([...before, ...named]).size !== before.length + named.length) return hard('taker-named-twice')
  const unknown = named.find((taker) => !isKnown(offices, taker))
  if (unknown !== undefined) return hard('taker-unknown', { taker: unknown })
  const post = postOf(bodies, page.post)
  const kind = post === undefined ? undefined : turnKind(post)
  const other = named.find((taker) => kind !== undefined && offices.takers[taker]?.by !== kind)
  return other === undefined ? undefined : hard('taker-of-another-kind', { kind })
}

const ofKind = ({ takers }: OfficesState, kind: TakerKind): string[] =>
  Object.entries(takers)
    .filter(([, { by }]) => by === kind)
    .map(([taker]) => taker)

/** An order names everybody: who takes no turn is named as exempt. */
const orderLeavesNobodyOut: Rule<SeesOffices> = ({ bodies, offices }, recorded) => {
  const page = pageOf(recorded)
  const post = page === undefined ? undefined : postOf(bodies, page.post)
  const kind = post === undefined ? undefined : turnKind(post)
  if (page === undefined || kind === undefined || page.more === true) return undefined
  const turn = recorded.entry.type === 'turn.continued' ? offices.turns[page.post] : undefined
  const named = new Set([
    ...page.order,
    ...(page.exempt ?? []),
    ...(turn?.order ?? []),
    ...(turn?.exempt ?? []),
  ])
  const left = ofKind(offices, kind).filter((taker) => !named.has(taker)).length
  return left === 0 ? undefined : soft('order-leaves-out', { left })
}

/** A further page follows one that said so. */
const orderGoesOn: Rule<SeesOffices> = ({ offices }, { entry }) => {
  if (entry.type !== 'turn.continued') return undefined
  return offices.turns[String(entry.data.post)]?.isMore === true ? undefined : hard('order-is-whole')
}

/** An order is adopted by the body. */
const orderRestsOnADecision: Rule<SeesOffices> = ({ assemblies }, { book, entry }) => {
  if (entry.type !== 'turn.adopted') return undefined
  return isDecided(assemblies, book, Number(entry.data['motion'])) ? undefined : soft('order-not-decided')
}

/** Who is excused has yet to serve, and somebody goes before instead. */
const excuseMovesATurn: Rule<SeesOffices> = ({ offices }, { entry }) => {
  if (entry.type !== 'term.excused') return undefined
  const turn = offices.turns[String(entry.data.post)]
  if (turn === undefined) return soft('turn-not-adopted', { post: entry.data.post })
  const { queue } = roundOf(turn)
  const taker = String(entry.data.taker)
  if (!queue.includes(taker)) return soft('turn-not-due')
  return queue.at(-1) === taker ? soft('excuse-moves-nothing') : undefined
}

/** What serves now is not excused from it: it resigns. */
const whoServesIsNotExcused: Rule<SeesOffices> = ({ offices }, { entry }) => {
  if (entry.type !== 'term.excused') return undefined
  const isInIt = termsOf(offices, String(entry.data.post)).some(([, { taker }]) => taker === entry.data.taker)
  return isInIt ? soft('already-serving') : undefined
}

export const rulesOfTurns: readonly Rule<SeesOffices>[] = [
  postGoesRound,
  orderNamesTakersOnce,
  orderLeavesNobodyOut,
  orderGoesOn,
  orderRestsOnADecision,
  excuseMovesATurn,
  whoServesIsNotExcused,
]
