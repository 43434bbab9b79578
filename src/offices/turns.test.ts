/**
 * Fairness of turns, as a property: whatever households do (arrive, leave, come back, split, are excused, resign), a book
 * that is written by the rules has nobody serve twice in a round in which another has not. The rounds are counted here by
 * sets, without the order that the room keeps.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../book/entry.ts'
import { bookIdOf } from '../book/founding.ts'
import { type Draft, draft, draftToBytes, plainDate } from '../testing/drafts.ts'
import { author } from '../testing/given.ts'
import { rooms } from '../node/rooms.ts'
import { personNamed, signerNamed } from '../testing/keys.ts'
import { community, ended, excused, orderOf, registered } from '../testing/offices.ts'
import { evolveStates, initialStates, judgeEntry } from '../views/fold.ts'
import type { States } from '../views/room.ts'
import { type OfficesState, nextInTurn } from './state.ts'
import { adopt, excuse, take } from './turns.ts'

const pens = [{ from: 0, pen: signerNamed(`${author} pen`).key }]

/** A book that is written as a node writes: what breaks any rule is refused. */
class Book {
  states: States = initialStates(rooms)
  size = 0
  readonly #book = bookIdOf(draftToBytes(community, author))

  /** Whether it was written; `mayBe`: objections that are let pass. */
  write(entry: Draft, mayBe: readonly string[] = []): boolean {
    const place = { book: this.#book, seq: this.size, pens, isHandover: false }
    const judged = judgeEntry(rooms, this.states, place, draftToBytes(entry, author))
    if (judged.breaches.some(({ type }) => !mayBe.includes(type))) return false
    this.states = evolveStates(this.states, judged)
    this.size += 1
    return true
  }

  get offices(): OfficesState {
    return this.states['offices'] as OfficesState
  }
}

/** Who is there and who has served in this round: the statement itself. */
class Round {
  number = 1
  readonly there = new Set<string>()
  readonly served = new Set<string>()

  begin(): void {
    if ([...this.there].every((taker) => this.served.has(taker))) {
      this.served.clear()
      this.number += 1
    }
  }

  serve(taker: string): void {
    this.begin()
    expect(this.served.has(taker), 'nobody serves twice before all have').toBe(false)
    this.served.add(taker)
  }
}

const names = Array.from({ length: 6 }, (_, at) => `H${at}`)
const name = fc.constantFrom(...names)

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ do: 'next' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(2), owes: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('excuse' as const), who: name, places: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('start' as const), who: name }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('substitute' as const), who: name, counts: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('arrive' as const), who: name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), who: name }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('split' as const), who: name, other: name, keeps: fc.boolean() }),
  },
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

class Story {
  readonly book = new Book()
  readonly round = new Round()
  /** The round in which a term is a turn, by the term's number. */
  readonly #rounds = new Map<number, number>()
  readonly #cut: number[] = []
  readonly #post: string

  constructor(post: string, first: readonly string[]) {
    this.#post = post
    this.book.write(community)
    for (const one of first) this.#arrive(one)
    expect(this.book.write(orderOf(post, first), ['order-not-decided'])).toBe(true)
  }

  #arrive(who: string): void {
    if (this.book.write(registered(who))) this.round.there.add(personNamed(who))
  }

  #terms(): [number, string][] {
    return Object.entries(this.book.offices.terms).map(([seq, { taker }]) => [Number(seq), taker ?? ''])
  }

  #start(taker: string, more: JsonObject = {}): void {
    const seq = this.book.size
    const data = { post: this.#post, taker, persons: [personNamed(`${seq}`)], ...more }
    if (!this.book.write(draft('term.started', data))) return
    this.#cut.length = 0
    if (more['substitutes'] !== undefined && more['counts'] !== true) return
    this.round.serve(taker)
    this.#rounds.set(seq, this.round.number)
  }

  #end(which: number, owes: boolean): void {
    const running = this.#terms()
    const [seq, taker] = running[which % Math.max(running.length, 1)] ?? []
    if (seq === undefined || taker === undefined) return
    const end = ended(
      seq,
      owes ? { reason: 'resigned', owes } : { reason: which === 0 ? 'completed' : 'died' },
    )
    if (!this.book.write(end)) return
    if (owes || which !== 0) this.#cut.push(seq)
    if (!owes) return
    expect(this.#rounds.get(seq), 'owed in its own round').toBe(this.round.number)
    this.round.served.delete(taker)
  }

  #split(who: string, other: string, keeps: boolean): void {
    const [taker, part] = [personNamed(who), personNamed(other)]
    const into = keeps ? [taker, part] : [part, personNamed(`${other} other`)]
    if (!this.book.write(draft('taker.split', { taker, into, serving: part }))) return
    const { there, served } = this.round
    there.delete(taker)
    for (const one of into) {
      there.add(one)
      if (served.has(taker)) served.add(one)
    }
  }

  tell(step: Step): void {
    const next = nextInTurn(this.book.offices, this.#post)
    if (step.do === 'next' && next !== null) this.#start(next)
    else if (step.do === 'start') this.#start(personNamed(step.who))
    else if (step.do === 'end') this.#end(step.which, step.owes)
    else if (step.do === 'arrive') this.#arrive(step.who)
    else if (step.do === 'split') this.#split(step.who, step.other, step.keeps)
    else if (step.do === 'leave') {
      const taker = personNamed(step.who)
      if (this.book.write(draft('taker.left', { taker }))) this.round.there.delete(taker)
    } else if (step.do === 'excuse') {
      const more: JsonObject = step.places === 0 ? {} : { places: step.places }
      if (this.book.write(excused(this.#post, step.who, more))) this.round.begin()
    } else if (step.do === 'substitute') {
      const [substitutes] = this.#cut
      if (substitutes !== undefined) this.#start(personNamed(step.who), { substitutes, counts: step.counts })
    }
  }

  /** Ends what runs, and serves out the round. */
  finish(): void {
    const finish = (seq: number) => expect(this.book.write(ended(seq))).toBe(true)
    for (const [seq] of this.#terms()) finish(seq)
    const { offices } = this.book
    for (let left = offices.turns[this.#post]?.queue.length ?? 0; left > 0; left -= 1) this.serveNext()
  }

  serveNext(): string {
    const next = nextInTurn(this.book.offices, this.#post) ?? ''
    const seq = this.book.size
    this.#start(next)
    expect(this.book.size, 'whose turn it is serves').toBe(seq + 1)
    expect(this.book.write(ended(seq))).toBe(true)
    return next
  }
}

describe('over any full round nobody has served twice while another has not', () => {
  for (const post of ['judge', 'feast']) {
    test(`whatever households do (${post})`, () => {
      fc.assert(
        fc.property(
          fc.uniqueArray(name, { minLength: 1, maxLength: 5 }),
          fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }),
          (first, steps) => {
            const story = new Story(post, first)
            for (const one of steps) story.tell(one)
            story.finish()
            const { order } = story.book.offices.turns[post] ?? { order: [] }
            expect(new Set(order)).toEqual(story.round.there)
            const round = order.map(() => story.serveNext())
            expect(round).toEqual(order)
          },
        ),
        { numRuns: 100 },
      )
    }, 120_000)
  }
})

describe('nextInTurn', () => {
  const began = { at: plainDate, sent: false, isSubstitute: false, counts: true }
  const state = (queue: readonly string[], serving: readonly string[]) => ({
    turns: { judge: { ...adopt(undefined, queue), by: 'household' as const } },
    terms: Object.fromEntries(
      serving.map((taker, at) => [
        at,
        { post: 'judge', taker, persons: [], round: 1, received: [], isRecalled: false, began },
      ]),
    ),
  })

  test('the first who does not serve now; nobody where all do, or where no order was adopted', () => {
    expect(nextInTurn(state(['a', 'b'], []), 'judge')).toBe('a')
    expect(nextInTurn(state(['a', 'b'], ['a']), 'judge')).toBe('b')
    expect(nextInTurn(state(['a'], ['a']), 'judge')).toBeNull()
    expect(nextInTurn(state([], []), 'judge')).toBeNull()
    expect(nextInTurn(state(['a'], []), 'feast')).toBeNull()
  })

  test('an excuse between two rounds is of the next', () => {
    const over = take(adopt(undefined, ['a', 'b']), 'a')
    const between = excuse(take(over, 'b'), 'a', undefined)
    expect(between).toMatchObject({ round: 2, queue: ['b', 'a'] })
  })
})
