/** Rules of offices that one book can tell: terms, and handing over. Of takers and turns: `rules-of-turns.ts`. */
import { foldName } from '../kernel/names.ts'
import { type Recorded, type Rule, hard, judgeBy, soft } from '../views/room.ts'
import type { Item, TermEnded, TermStarted } from './entries.ts'
import { type SeesOffices, isDecided, postOf } from './rules-of-turns.ts'
import { rulesOfTakers, rulesOfTurns } from './rules-of-turns.ts'
import { type OfficesState, type Term, nextInTurn, termsOf, turnKind } from './state.ts'
import { canOwe, roundOf } from './turns.ts'

const startOf = ({ entry }: Recorded): TermStarted | undefined =>
  entry.type === 'term.started' ? (entry.data as unknown as TermStarted) : undefined

const endOf = ({ entry }: Recorded): TermEnded | undefined =>
  entry.type === 'term.ended' ? (entry.data as unknown as TermEnded) : undefined

const termOf = ({ terms }: OfficesState, seq: unknown): Term | undefined =>
  Object.hasOwn(terms, Number(seq)) ? terms[Number(seq)] : undefined

/** A term is of a post of the charter. */
const officeIsAPostOfTheCharter: Rule<SeesOffices> = ({ bodies }, recorded) => {
  const start = startOf(recorded)
  if (start === undefined || postOf(bodies, start.post) !== undefined) return undefined
  return hard('post-unknown', { post: start.post })
}

/** A post that goes round is held in somebody's turn; whoever is named takes turns here. */
const termIsSomebodysTurn: Rule<SeesOffices> = ({ bodies, offices }, recorded) => {
  const start = startOf(recorded)
  const post = start === undefined ? undefined : postOf(bodies, start.post)
  if (start === undefined || post === undefined) return undefined
  const kind = turnKind(post)
  if (start.taker === undefined) return kind === undefined ? undefined : hard('taker-missing')
  if (!Object.hasOwn(offices.takers, start.taker)) return hard('taker-unknown', { taker: start.taker })
  if (kind === undefined) return undefined
  const turn = offices.turns[start.post]
  if (turn === undefined) return soft('turn-not-adopted', { post: start.post })
  return turn.order.includes(start.taker) ? undefined : soft('taker-not-in-turn', { taker: start.taker })
}

/** The turn that a term takes up, where it is one. */
function turnTakenUp({ bodies, offices }: SeesOffices, recorded: Recorded) {
  const start = startOf(recorded)
  if (start?.taker === undefined || (start.substitutes !== undefined && start.counts !== true))
    return undefined
  const turn = offices.turns[start.post]
  if (turn === undefined || !turn.order.includes(start.taker)) return undefined
  const mayRepeat = postOf(bodies, start.post)?.turn?.mayRepeat === true
  return { ...start, taker: start.taker, queue: roundOf(turn).queue, mayRepeat }
}

/** Whose turn it is serves: whoever goes before is named. A substitute's own turn may count before it comes. */
const whoseTurnItIsServes: Rule<SeesOffices> = (seen, recorded) => {
  const taken = turnTakenUp(seen, recorded)
  if (taken === undefined || taken.substitutes !== undefined || !taken.queue.includes(taken.taker))
    return undefined
  const passed = nextInTurn(seen.offices, taken.post)
  return passed === null || passed === taken.taker ? undefined : soft('out-of-turn', { passed })
}

/** Nobody serves twice before all have served, unless the charter says so. */
const nobodyServesTwiceBeforeAllHaveServed: Rule<SeesOffices> = (seen, recorded) => {
  const taken = turnTakenUp(seen, recorded)
  if (taken === undefined || taken.mayRepeat || taken.queue.includes(taken.taker)) return undefined
  return soft('served-already', { left: taken.queue.length })
}

const holderCounts = { person: [1, 1], couple: [2, 2], household: [1, 20] } as const

/** An office is held by one person, a couple together, or a household: as the charter says. */
const officeIsHeldByItsHolderKind: Rule<SeesOffices> = ({ bodies }, recorded) => {
  const start = startOf(recorded)
  if (start === undefined) return undefined
  const { length } = start.persons
  if (new Set(start.persons).size !== length) return hard('entry-malformed', { field: 'data.persons' })
  const holder = postOf(bodies, start.post)?.holder ?? 'person'
  const [least, most] = holderCounts[holder]
  return length >= least && length <= most
    ? undefined
    : soft('holder-kind-differs', { holder, persons: length })
}

/** No more terms of a post run than it has seats. */
const seatsAreNotExceeded: Rule<SeesOffices> = ({ bodies, offices }, recorded) => {
  const start = startOf(recorded)
  if (start === undefined) return undefined
  const seats = postOf(bodies, start.post)?.seats ?? 1
  return termsOf(offices, start.post).length < seats ? undefined : soft('seats-full', { seats })
}

/** Nobody holds one office twice at a time. */
const officeIsHeldOnce: Rule<SeesOffices> = ({ offices }, recorded) => {
  const start = startOf(recorded)
  if (start === undefined) return undefined
  const isTwice = termsOf(offices, start.post).some(
    ([, { taker, persons }]) =>
      (taker !== null && taker === start.taker) || persons.some((person) => start.persons.includes(person)),
  )
  return isTwice ? soft('already-serving') : undefined
}

/** A substitute serves out a term of the post that ended early. */
const substituteServesOutATerm: Rule<SeesOffices> = ({ offices }, recorded) => {
  const start = startOf(recorded)
  if (start?.substitutes === undefined) return undefined
  return offices.cut[start.substitutes] === start.post ? undefined : hard('nothing-to-serve-out')
}

/** Names of holders are sealed, unless the charter makes the post public. */
const holderIsNamedWherePublic: Rule<SeesOffices> = ({ bodies }, recorded) => {
  const start = startOf(recorded)
  if (start?.name === undefined || postOf(bodies, start.post)?.public === true) return undefined
  return hard('name-must-be-sealed')
}

/** What ends, or is recalled, runs. */
const termThatEndsRuns: Rule<SeesOffices> = ({ offices }, { entry }) => {
  if (entry.type !== 'term.ended' && entry.type !== 'office.recalled') return undefined
  return termOf(offices, entry.data.term) === undefined ? hard('term-not-running') : undefined
}

/** Whoever is recalled is recalled as the charter says, by a decision of the body. */
const recallRestsOnADecision: Rule<SeesOffices> = ({ bodies, assemblies }, { book, entry }) => {
  if (entry.type !== 'office.recalled') return undefined
  const rule = bodies.charter?.recalledBy
  if (rule === undefined) return soft('recall-not-foreseen')
  return isDecided(assemblies, book, Number(entry.data.motion), rule)
    ? undefined
    : soft('recall-not-decided', { rule })
}

/** A term that ends by recall was recalled. */
const recalledTermWasRecalled: Rule<SeesOffices> = ({ offices }, recorded) => {
  const end = endOf(recorded)
  if (end?.reason !== 'recalled') return undefined
  return termOf(offices, end.term)?.isRecalled === false ? hard('recall-missing') : undefined
}

/** A turn is owed again in its own round only, and not after a term served to its end. */
const turnIsOwedInItsRound: Rule<SeesOffices> = ({ offices }, recorded) => {
  const end = endOf(recorded)
  const term = end === undefined ? undefined : termOf(offices, end.term)
  if (end?.owes !== true || term === undefined) return undefined
  const turn = offices.turns[term.post]
  const isPossible =
    end.reason !== 'completed' &&
    term.taker !== null &&
    turn !== undefined &&
    canOwe(turn, term.taker, term.round)
  return isPossible ? undefined : soft('turn-not-owed')
}

/** Handing over lists what was received: every thing in its number, or that it is missing, or why it is fewer. */
const handingOverListsWhatWasReceived: Rule<SeesOffices> = ({ offices }, recorded) => {
  const end = endOf(recorded)
  const term = end === undefined ? undefined : termOf(offices, end.term)
  if (end === undefined || term === undefined) return undefined
  const missing = firstNotHandedOn(term.received, end.handed ?? [])
  return missing === undefined ? undefined : soft('not-handed-on', { thing: missing.thing })
}

const sameThing = (one: Item, other: Item): boolean =>
  foldName(one.thing) === foldName(other.thing) && (one.unit ?? '') === (other.unit ?? '')

/** The first thing of which less is handed on than was received, and nothing says why. */
export function firstNotHandedOn(received: readonly Item[], handed: readonly Item[]): Item | undefined {
  return received.find((item) => {
    const listed = handed.filter((other) => sameThing(item, other))
    if (listed.some(({ why }) => why !== undefined)) return false
    return isLess(sum(listed), sum(received.filter((other) => sameThing(item, other))))
  })
}

/** Exact: a decimal as its digits and how many of them stand after the point. */
const scaled = (text: string, places: number): bigint => {
  const [whole = '0', part = ''] = text.split('.')
  return BigInt(whole + part.padEnd(places, '0'))
}

const placesOf = (text: string): number => text.split('.')[1]?.length ?? 0

function sum(items: readonly Item[]): { digits: bigint; places: number } {
  const places = Math.max(0, ...items.map(({ quantity }) => placesOf(quantity)))
  return { digits: items.reduce((total, { quantity }) => total + scaled(quantity, places), 0n), places }
}

const isLess = (one: ReturnType<typeof sum>, other: ReturnType<typeof sum>): boolean =>
  one.digits * 10n ** BigInt(other.places) < other.digits * 10n ** BigInt(one.places)

export const judgeOffices = judgeBy<SeesOffices>([
  ...rulesOfTakers,
  ...rulesOfTurns,
  officeIsAPostOfTheCharter,
  termIsSomebodysTurn,
  whoseTurnItIsServes,
  nobodyServesTwiceBeforeAllHaveServed,
  officeIsHeldByItsHolderKind,
  seatsAreNotExceeded,
  officeIsHeldOnce,
  substituteServesOutATerm,
  holderIsNamedWherePublic,
  termThatEndsRuns,
  recallRestsOnADecision,
  recalledTermWasRecalled,
  turnIsOwedInItsRound,
  handingOverListsWhatWasReceived,
])
