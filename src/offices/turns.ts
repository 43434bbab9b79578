/**
 * A turn: the order in which an office goes round, and who has yet to serve in this round.
 *
 * Invariants
 * 1. Nobody stands twice in the order; who has yet to serve is in the order.
 * 2. A round ends when all of the order have served; the next begins with the next term (or excuse), in the adopted order.
 * 3. An excuse moves a turn within its round and never takes it away.
 */

/** Takers by id. */
export interface Turn {
  readonly round: number
  /** As adopted, with those who came later at its end. */
  readonly order: readonly string[]
  /** Who has yet to serve in this round, next first. */
  readonly queue: readonly string[]
  /** Who has served in this round and stands in the order no more: whoever comes back does not serve twice. */
  readonly done: readonly string[]
  readonly exempt: readonly string[]
  /** Whether further pages of the order are to come. */
  readonly isMore: boolean
}

export const noTurn: Turn = { round: 1, order: [], queue: [], done: [], exempt: [], isMore: false }

/** The round that the next term belongs to. */
export const roundOf = (turn: Turn): Turn =>
  turn.queue.length > 0 ? turn : { ...turn, round: turn.round + 1, queue: turn.order, done: [] }

/** Who has served in this round, of those in the order. */
export function servedIn({ order, queue }: Turn): string[] {
  const owing = new Set(queue)
  return order.filter((taker) => !owing.has(taker))
}

/** An order in place of the one before: who has served in this round has served in it. */
export function adopt(before: Turn | undefined, order: readonly string[]): Turn {
  if (before === undefined) return { ...noTurn, order, queue: order }
  const served = new Set([...servedIn(before), ...before.done])
  const named = new Set(order)
  return {
    ...before,
    order,
    queue: order.filter((taker) => !served.has(taker)),
    done: [...served].filter((taker) => !named.has(taker)),
    exempt: [],
  }
}

/** A taker joins at the end of the round; it owes no past turns. */
export function join(turn: Turn, taker: string): Turn {
  if (turn.order.includes(taker)) return turn
  const order = [...turn.order, taker]
  return turn.done.includes(taker)
    ? { ...turn, order, done: turn.done.filter((other) => other !== taker) }
    : { ...turn, order, queue: [...turn.queue, taker] }
}

export function leave(turn: Turn, taker: string): Turn {
  if (!turn.order.includes(taker)) return turn
  const others = (takers: readonly string[]) => takers.filter((other) => other !== taker)
  const done = turn.queue.includes(taker) ? turn.done : [...turn.done, taker]
  return { ...turn, order: others(turn.order), queue: others(turn.queue), done }
}

/** The parts stand where the whole stood: they have yet to serve if it had, but for one that came back and has served. */
export function split(turn: Turn, taker: string, into: readonly string[]): Turn {
  if (!turn.order.includes(taker)) return turn
  const parted = (takers: readonly string[], parts: readonly string[]) =>
    takers.flatMap((other) => (other === taker ? parts : [other]))
  const owing = into.filter((part) => !turn.done.includes(part))
  const isGone = !into.includes(taker) && !turn.queue.includes(taker)
  return {
    ...turn,
    order: parted(turn.order, into),
    queue: parted(turn.queue, owing),
    done: [...turn.done.filter((other) => !into.includes(other)), ...(isGone ? [taker] : [])],
  }
}

/** A taker's turn is taken up. */
export function take(turn: Turn, taker: string): Turn {
  const round = roundOf(turn)
  return { ...round, queue: round.queue.filter((other) => other !== taker) }
}

/** Moves a turn back by so many places, or to the end of its round. */
export function excuse(turn: Turn, taker: string, places: number | undefined): Turn {
  const round = roundOf(turn)
  const at = round.queue.indexOf(taker)
  if (at === -1) return turn
  const others = round.queue.filter((other) => other !== taker)
  const to = Math.min(at + (places ?? others.length), others.length)
  return { ...round, queue: [...others.slice(0, to), taker, ...others.slice(to)] }
}

/** Whether a turn that was taken up in `round` can be owed again. */
export const canOwe = (turn: Turn, taker: string, round: number | null): boolean =>
  turn.round === round && turn.order.includes(taker) && !turn.queue.includes(taker)

/** A turn that was taken up is owed again, at the end of the round. */
export const owe = (turn: Turn, taker: string, round: number | null): Turn =>
  canOwe(turn, taker, round) ? { ...turn, queue: [...turn.queue, taker] } : turn
