import { describe, expect, test } from 'vitest'
import { bodiesRoom } from '../bodies/room.ts'
import { charterAt } from '../bodies/state.ts'
import type { Citation, JsonObject } from '../book/entry.ts'
import { type Draft, charterOf, draft, founded } from '../testing/drafts.ts'
import { type Story, type Told, author, citingOwn, given, tell } from '../testing/given.ts'
import { hard } from '../views/room.ts'
import { chartersWaiting } from './rules-of-charters.ts'
import type { SeesFederation } from './sees.ts'

const majority = { of: 'all', fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'cast' }
const decisions = {
  council: { requirements: [majority] },
  strict: { requirements: [{ ...majority, fraction: { num: 2, den: 3 } }] },
}
const first: JsonObject = { ...charterOf(), decisions, changedBy: 'council' }
const [second, third]: JsonObject[] = [
  { ...first, prevails: 'book' },
  { ...first, recalledBy: 'council' },
]

const proposal = (charter: JsonObject = {}): Draft =>
  draft('motion.put', { title: { es: 'x' }, text: { es: 'x' }, charter })
/** The motions 1 and 2 propose a charter each, 3 proposes none; the session is open. */
const past: readonly Told[] = [
  founded(author, { charter: first }),
  proposal(second),
  proposal(third),
  draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } }),
  draft('session.opened'),
]
const vote = (on: Citation, yes: number, rule = 'council') =>
  draft('vote.recorded', { form: 'raised-hands', present: 9, yes, no: 9 - yes, abstain: 0, rule }, [on])
const carried = (motion: number) => vote(citingOwn(past, motion), 8)
const failed = (motion: number) => vote(citingOwn(past, motion), 1)
const changed = (motion: number, charter = motion === 1 ? second : third) =>
  draft('charter.changed', { charter: charter ?? {}, motion })
const notDecided = (motion: number) => hard('charter-not-decided', { motion })

const waitingIn = ({ states }: Story): number[] => chartersWaiting(states as unknown as SeesFederation)

describe('motionWasCarried: a charter changes by a decision taken under it', () => {
  test('by the motion that was carried', () => {
    given(...past, carried(1))
      .when(changed(1))
      .thenInForce()
  })

  test('not before, not where it failed, not by a motion that proposes none, not by none', () => {
    given(...past)
      .when(changed(1))
      .thenVoid(notDecided(1))
    given(...past, failed(1))
      .when(changed(1))
      .thenVoid(notDecided(1))
    given(...past, carried(3))
      .when(changed(3, second))
      .thenVoid(notDecided(3))
    given(...past, carried(1))
      .when(changed(9, second))
      .thenVoid(notDecided(9))
  })

  test('not by another rule than the one that the charter names for that', () => {
    const on = citingOwn(past, 1)
    given(...past, vote(on, 8, 'strict'))
      .when(changed(1))
      .thenVoid(notDecided(1))
  })
})

describe('charterIsTheOneProposed', () => {
  test('not another charter than the motion proposed', () => {
    given(...past, carried(1))
      .when(changed(1, third))
      .thenVoid(notDecided(1))
  })
})

describe('isPutIntoForceOnce: a motion is no way back to its charter after another', () => {
  test('once, and then what was decided after it', () => {
    given(...past, carried(1), carried(2), changed(1))
      .when(changed(2))
      .thenInForce()
  })

  test('twice', () => {
    const already = hard('charter-changed-already', { motion: 1 })
    given(...past, carried(1), changed(1))
      .when(changed(1))
      .thenVoid(already)
  })
})

describe('laterDecisionStands: a charter that was left lying does not undo one decided after it', () => {
  test('whatever was proposed first, the one decided last is put into force after the other', () => {
    given(...past, carried(2), carried(1), changed(2))
      .when(changed(1))
      .thenInForce()
  })

  test('not the one that was decided before the one in force', () => {
    given(...past, carried(1), carried(2), changed(2))
      .when(changed(1))
      .thenVoid(hard('charter-decided-since', { motion: 2 }))
  })
})

describe('charters that wait', () => {
  test('are those that were carried, until one of them is put into force', () => {
    expect(waitingIn(tell(past))).toEqual([])
    expect(waitingIn(tell([...past, carried(1), failed(2)]))).toEqual([1])
    expect(waitingIn(tell([...past, carried(1), carried(2)]))).toEqual([1, 2])
    expect(waitingIn(tell([...past, carried(1), carried(2), changed(1)]))).toEqual([2])
    expect(waitingIn(tell([...past, carried(1), carried(2), changed(2)]))).toEqual([])
  })
})

describe('a successor', () => {
  test('goes on with the charter in force, from its first entry', () => {
    const seen = tell([...past, carried(1), changed(1)]).states as unknown as SeesFederation
    const continued = { book: 'the book before', size: 7, root: '', electors: [], filled: [] }
    const inherited = bodiesRoom.inherit?.(seen, continued)
    expect(inherited === undefined ? null : charterAt(inherited, 0)).toMatchObject({ prevails: 'book' })
  })
})

describe('a charter that is only proposed', () => {
  test('a motion proposes no charter that nobody could live by', () => {
    given(founded(author))
      .when(
        draft('motion.put', {
          title: { es: 'x' },
          text: { es: 'x' },
          charter: { ...charterOf(), decisions: {} },
        }),
      )
      .thenVoid(hard('charter-unsound', { fault: 'decisionMissing', at: 'decisions' }))
  })
})
