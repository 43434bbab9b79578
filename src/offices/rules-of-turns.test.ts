import { leafHash } from '../book/hash.ts'
import { base64 } from '../kernel/encoding.ts'
import { describe, expect, test } from 'vitest'
import { draft, draftToBytes } from '../testing/drafts.ts'
import { author, given, givenFlagged, tell } from '../testing/given.ts'
import { personNamed } from '../testing/keys.ts'
import {
  community,
  ended,
  excused,
  ids,
  orderOf,
  registered,
  started,
  withTurns,
} from '../testing/offices.ts'
import { hard, soft } from '../views/room.ts'
import { type OfficesState, nextInTurn } from './state.ts'

const officesOf = (story: { readonly states: Readonly<Record<string, unknown>> }): OfficesState =>
  story.states['offices'] as OfficesState

describe('takers: each is registered once, and people are not named', () => {
  test('a household with its id', () => {
    given(community).when(registered('A')).thenInForce()
  })

  test('twice', () => {
    given(community, registered('A')).when(registered('A')).thenVoid(hard('taker-already-registered'))
  })

  test("an ayllu's name is nobody's own; a household's is sealed", () => {
    given(community)
      .when(registered('Uma', 'ayllu', { name: { es: 'Uma' } }))
      .thenInForce()
    given(community)
      .when(registered('A', 'household', { name: { es: 'Mamani' } }))
      .thenVoid(hard('name-must-be-sealed'))
  })

  test('what is said of a taker is said of one that there is', () => {
    for (const entry of [
      draft('taker.moved', { taker: personNamed('A'), away: true }),
      draft('taker.left', { taker: personNamed('A') }),
      draft('taker.split', { taker: personNamed('A'), into: ids('B', 'C') }),
    ])
      given(community)
        .when(entry)
        .thenVoid(hard('taker-unknown', { taker: personNamed('A') }))
  })

  test('who lives away keeps its turn', () => {
    const story = givenFlagged(...withTurns())
      .when(draft('taker.moved', { taker: personNamed('A'), away: true }))
      .thenInForce()
    expect(officesOf(story).takers[personNamed('A')]).toEqual({ by: 'household', away: true })
    expect(nextInTurn(officesOf(story), 'judge')).toBe(personNamed('A'))
  })

  test('who leaves hands over first', () => {
    givenFlagged(...withTurns(), started('judge', 'A'))
      .when(draft('taker.left', { taker: personNamed('A') }))
      .thenFlagged(soft('taker-serves-yet'))
  })
})

describe('bad input: a turn for a post that has none', () => {
  test('an order', () => {
    given(community, registered('A'))
      .when(orderOf('clerk', ['A']))
      .thenVoid(hard('post-has-no-turn', { post: 'clerk' }), soft('order-not-decided'))
  })

  test('an excuse', () => {
    given(community, registered('A'))
      .when(excused('clerk', 'A'))
      .thenVoid(hard('post-has-no-turn', { post: 'clerk' }), soft('turn-not-adopted', { post: 'clerk' }))
  })

  test('a post that the charter has not', () => {
    given(community, registered('A'))
      .when(orderOf('king', ['A']))
      .thenVoid(hard('post-unknown', { post: 'king' }), soft('order-not-decided'))
    given(community)
      .when(started('king', null))
      .thenVoid(hard('post-unknown', { post: 'king' }))
  })
})

describe('an order names every taker of its kind once, as the body decided', () => {
  const people = [community, registered('A'), registered('B')]

  test('bad input: somebody twice', () => {
    given(...people)
      .when(orderOf('judge', ['A', 'B', 'A']))
      .thenVoid(hard('taker-named-twice'), soft('order-not-decided'))
    given(...people)
      .when(orderOf('judge', ['A', 'B'], { exempt: ids('A') }))
      .thenVoid(hard('taker-named-twice'), soft('order-not-decided'))
  })

  test('bad input: a stranger', () => {
    given(...people)
      .when(orderOf('judge', ['A', 'B', 'Z']))
      .thenVoid(hard('taker-unknown', { taker: personNamed('Z') }), soft('order-not-decided'))
  })

  test('a person where households take turns; couples where couples do', () => {
    given(...people, registered('P', 'person'))
      .when(orderOf('judge', ['A', 'B', 'P']))
      .thenVoid(hard('taker-of-another-kind', { kind: 'household' }), soft('order-not-decided'))
    given(community, registered('P', 'person'))
      .when(orderOf('authority', ['P']))
      .thenVoid(hard('taker-of-another-kind', { kind: 'couple' }), soft('order-not-decided'))
  })

  test('who takes no turn is named as exempt', () => {
    given(...people)
      .when(orderOf('judge', ['A']))
      .thenFlagged(soft('order-leaves-out', { left: 1 }), soft('order-not-decided'))
    given(...people)
      .when(orderOf('judge', ['A'], { exempt: ids('B') }))
      .thenFlagged(soft('order-not-decided'))
  })

  test('it rests on a motion that the body carried', () => {
    const motion = draft('motion.put', { title: { es: 'El turno' }, text: { es: 'Que se adopte.' } })
    const { book } = tell([...people, motion])
    const hands = (yes: number, no: number) =>
      draft('vote.recorded', { form: 'raised-hands', present: 9, yes, no, abstain: 0, attesters: 2 }, [
        { book, seq: 3, leaf: base64(leafHash(draftToBytes(motion, author))) },
      ])
    const opened = draft('session.opened')
    given(...people, motion, opened, hands(7, 2))
      .when(orderOf('judge', ['A', 'B'], { motion: 3 }))
      .thenInForce()
    given(...people, motion, opened, hands(2, 7))
      .when(orderOf('judge', ['A', 'B'], { motion: 3 }))
      .thenFlagged(soft('order-not-decided'))
  })

  test('further pages go on with one that said so', () => {
    const page = draft('turn.continued', { post: 'judge', order: ids('B') })
    const first = orderOf('judge', ['A'], { more: true })
    const story = givenFlagged(...people, first)
      .when(page)
      .thenInForce()
    expect(officesOf(story).turns['judge']).toMatchObject({ order: ids('A', 'B'), isMore: false })
    givenFlagged(...people, orderOf('judge', ['A', 'B']))
      .when(draft('turn.continued', { post: 'judge', order: [] }))
      .thenVoid(hard('order-is-whole'))
    givenFlagged(...people, first)
      .when(draft('turn.continued', { post: 'judge', order: ids('A', 'B') }))
      .thenVoid(hard('taker-named-twice'))
    givenFlagged(...people, first)
      .when(draft('turn.continued', { post: 'judge', order: [] }))
      .thenFlagged(soft('order-leaves-out', { left: 1 }))
  })

  test('a new order goes on with the round that runs', () => {
    const story = givenFlagged(...withTurns(), started('judge', 'A'), ended(5))
      .when(orderOf('judge', ['A', 'C', 'B']))
      .thenFlagged(soft('order-not-decided'))
    expect(officesOf(story).turns['judge']).toMatchObject({ round: 1, queue: ids('C', 'B') })
  })
})

describe('excuses move a turn within its round', () => {
  const queueAfter = (...past: readonly ReturnType<typeof excused>[]) =>
    officesOf(tell([...withTurns(), ...past], true)).turns['judge']?.queue

  test('to its end, or by so many places', () => {
    expect(queueAfter(excused('judge', 'A'))).toEqual(ids('B', 'C', 'A'))
    expect(queueAfter(excused('judge', 'A', { places: 1 }))).toEqual(ids('B', 'A', 'C'))
    expect(queueAfter(excused('judge', 'A', { places: 9 }))).toEqual(ids('B', 'C', 'A'))
  })

  test('bad input: all takers excused at once: whoever was first is next', () => {
    const all = ['A', 'B', 'C'].map((name) => excused('judge', name))
    for (const [at, one] of all.entries())
      givenFlagged(...withTurns(), ...all.slice(0, at))
        .when(one)
        .thenInForce()
    expect(queueAfter(...all)).toEqual(ids('A', 'B', 'C'))
  })

  test('bad input: one taker: an excuse moves nothing, and it serves round after round', () => {
    const alone = [community, registered('A'), orderOf('judge', ['A'])]
    givenFlagged(...alone)
      .when(excused('judge', 'A'))
      .thenFlagged(soft('excuse-moves-nothing'))
    givenFlagged(...alone, started('judge', 'A'), ended(3))
      .when(started('judge', 'A'))
      .thenInForce()
  })

  test('who has served, or serves, is not excused', () => {
    givenFlagged(...withTurns(), started('judge', 'A'), ended(5))
      .when(excused('judge', 'A'))
      .thenFlagged(soft('turn-not-due'))
    givenFlagged(...withTurns(), started('judge', 'A'))
      .when(excused('judge', 'A'))
      .thenFlagged(soft('turn-not-due'), soft('already-serving'))
  })

  test('before an order is adopted there is none', () => {
    given(community, registered('A'))
      .when(excused('judge', 'A'))
      .thenFlagged(soft('turn-not-adopted', { post: 'judge' }))
  })
})

describe('a household that splits', () => {
  const split = (more: object = {}) =>
    draft('taker.split', { taker: personNamed('A'), into: ids('A', 'A2'), ...more })

  test('stands where it stood, and owes what it owed', () => {
    const story = givenFlagged(...withTurns())
      .when(split())
      .thenInForce()
    expect(officesOf(story).turns['judge']).toMatchObject({
      order: ids('A', 'A2', 'B', 'C'),
      queue: ids('A', 'A2', 'B', 'C'),
    })
  })

  test('bad input: while serving: it is said which goes on, and none of them serves again in this round', () => {
    const serving = [...withTurns(), started('judge', 'A')]
    givenFlagged(...serving)
      .when(split())
      .thenFlagged(soft('split-who-serves-on'))
    givenFlagged(...serving)
      .when(split({ serving: personNamed('B') }))
      .thenVoid(hard('split-serves-on-elsewhere'))
    const story = givenFlagged(...serving)
      .when(split({ serving: personNamed('A2') }))
      .thenInForce()
    expect(officesOf(story).terms[5]?.taker).toBe(personNamed('A2'))
    expect(officesOf(story).turns['judge']?.queue).toEqual(ids('B', 'C'))
  })

  test('into others that are not there yet', () => {
    givenFlagged(...withTurns())
      .when(split({ into: ids('A', 'B') }))
      .thenVoid(hard('split-into-known'))
    givenFlagged(...withTurns())
      .when(split({ into: ids('A', 'A') }))
      .thenVoid(hard('split-into-known'))
    given(community, registered('A', 'person')).when(split()).thenVoid(hard('person-does-not-split'))
  })

  test('one that comes back by a split and has served does not serve twice', () => {
    const [serve, end] = [started('judge', 'A'), ended(5)]
    const gone = draft('taker.left', { taker: personNamed('A') })
    const story = tell(
      [
        ...withTurns(),
        serve,
        end,
        gone,
        draft('taker.split', { taker: personNamed('B'), into: ids('B', 'A') }),
      ],
      true,
    )
    expect(officesOf(story).turns['judge']).toMatchObject({
      order: ids('B', 'A', 'C'),
      queue: ids('B', 'C'),
      done: [],
    })
  })
})
