import { withNumbered } from '../kernel/by-number.ts'
import { describe, expect, test } from 'vitest'
import { draft, draftToEntry, founded } from '../testing/drafts.ts'
import { author, given, givenFlagged, tell } from '../testing/given.ts'
import { personNamed } from '../testing/keys.ts'
import {
  community,
  ended,
  ids,
  officesCharter,
  orderOf,
  registered,
  started,
  withTurns,
} from '../testing/offices.ts'
import { type Recorded, hard, soft } from '../views/room.ts'
import type { SeesOffices } from './rules-of-turns.ts'
import { judgeOffices } from './rules.ts'
import { type OfficesState, nextInTurn } from './state.ts'

const officesOf = (story: { readonly states: Readonly<Record<string, unknown>> }): OfficesState =>
  story.states['offices'] as OfficesState

const thing = (name: string, quantity: string, more: object = {}) => ({
  thing: name,
  quantity,
  condition: 'good',
  ...more,
})

describe('whoseTurnItIsServes, and nobody twice before all have', () => {
  test('the first of the order', () => {
    const story = givenFlagged(...withTurns())
      .when(started('judge', 'A'))
      .thenInForce()
    expect(nextInTurn(officesOf(story), 'judge')).toBe(personNamed('B'))
  })

  test('out of turn: who is passed over is named', () => {
    givenFlagged(...withTurns())
      .when(started('judge', 'B'))
      .thenFlagged(soft('out-of-turn', { passed: personNamed('A') }))
  })

  test('twice while others have not', () => {
    givenFlagged(...withTurns(), started('judge', 'A'), ended(5))
      .when(started('judge', 'A'))
      .thenFlagged(soft('served-already', { left: 2 }))
  })

  test('unless the charter says so', () => {
    givenFlagged(...withTurns('elected'), started('elected', 'A'), ended(5))
      .when(started('elected', 'A'))
      .thenInForce()
  })

  test('after all have served, the next round goes on in the adopted order', () => {
    const round = [
      started('judge', 'A'),
      ended(5),
      started('judge', 'B'),
      ended(7),
      started('judge', 'C'),
      ended(9),
    ]
    givenFlagged(...withTurns(), ...round)
      .when(started('judge', 'A'))
      .thenInForce()
  })

  test('who comes later joins at the end of the round', () => {
    const story = tell([...withTurns(), started('judge', 'A'), registered('D')], true)
    expect(officesOf(story).turns['judge']?.queue).toEqual(ids('B', 'C', 'D'))
  })

  test('who leaves and comes back does not serve twice', () => {
    const gone = draft('taker.left', { taker: personNamed('A') })
    const story = tell([...withTurns(), started('judge', 'A'), ended(5), gone, registered('A')], true)
    expect(officesOf(story).turns['judge']).toMatchObject({
      order: ids('B', 'C', 'A'),
      queue: ids('B', 'C'),
    })
  })

  test('a term without an order, or of one who is exempt, shows', () => {
    given(community, registered('A'))
      .when(started('judge', 'A'))
      .thenFlagged(soft('turn-not-adopted', { post: 'judge' }))
    givenFlagged(community, registered('A'), registered('B'), orderOf('judge', ['A'], { exempt: ids('B') }))
      .when(started('judge', 'B'))
      .thenFlagged(soft('taker-not-in-turn', { taker: personNamed('B') }))
  })

  test('a post that goes round is held in somebody’s turn', () => {
    given(community).when(started('judge', null)).thenVoid(hard('taker-missing'))
    given(community)
      .when(started('judge', 'Z'))
      .thenVoid(hard('taker-unknown', { taker: personNamed('Z') }))
    given(community).when(started('clerk', null)).thenInForce()
  })
})

describe('officeIsHeldByItsHolderKind, seats, and once at a time', () => {
  const couple = [community, registered('AB', 'couple'), orderOf('authority', ['AB'])]

  test('a couple together is two persons', () => {
    givenFlagged(...couple)
      .when(started('authority', 'AB', { persons: ids('A', 'B') }))
      .thenInForce()
  })

  test('bad input: a couple of one, and of one counted twice', () => {
    givenFlagged(...couple)
      .when(started('authority', 'AB', { persons: ids('A') }))
      .thenFlagged(soft('holder-kind-differs', { holder: 'couple', persons: 1 }))
    givenFlagged(...couple)
      .when(started('authority', 'AB', { persons: ids('A', 'A') }))
      .thenVoid(hard('entry-malformed', { field: 'data.persons' }))
  })

  test('seats', () => {
    givenFlagged(...withTurns(), started('judge', 'A'))
      .when(started('judge', 'B'))
      .thenFlagged(soft('seats-full', { seats: 1 }))
    givenFlagged(...withTurns('feast'), started('feast', 'A'), started('feast', 'B'))
      .when(started('feast', 'C'))
      .thenInForce()
  })

  test('one person in two seats of one office', () => {
    givenFlagged(...withTurns('feast'), started('feast', 'A'))
      .when(started('feast', 'B', { persons: ids('A first') }))
      .thenFlagged(soft('already-serving'))
  })

  test('a holder is named where the post is public, and nowhere else', () => {
    given(community)
      .when(started('secretary', null, { name: 'Juana Mamani' }))
      .thenInForce()
    given(community)
      .when(started('clerk', null, { name: 'Juana Mamani' }))
      .thenVoid(hard('name-must-be-sealed'))
  })
})

describe('terms end: substitutes, turns owed again, recall', () => {
  test('what ends runs', () => {
    given(community).when(ended(0)).thenVoid(hard('term-not-running'))
    given(community, started('clerk', null), ended(1)).when(ended(1)).thenVoid(hard('term-not-running'))
  })

  test('a substitute serves out a term that ended early, and its own turn stays unless it counts', () => {
    const cut = [...withTurns(), started('judge', 'A'), ended(5, { reason: 'died' })]
    const queueAfter = (counts: boolean) =>
      officesOf(
        givenFlagged(...cut)
          .when(started('judge', 'C', { substitutes: 5, ...(counts ? { counts } : {}) }))
          .thenInForce(),
      ).turns['judge']?.queue
    expect(queueAfter(false)).toEqual(ids('B', 'C'))
    expect(queueAfter(true)).toEqual(ids('B'))
  })

  test('a substitute for a term that ran to its end, or of another post, or a second one', () => {
    givenFlagged(...withTurns(), started('judge', 'A'), ended(5))
      .when(started('judge', 'B', { substitutes: 5 }))
      .thenVoid(hard('nothing-to-serve-out'))
    const cut = [...withTurns(), started('judge', 'A'), ended(5, { reason: 'died' })]
    givenFlagged(...cut)
      .when(started('clerk', null, { substitutes: 5 }))
      .thenVoid(hard('nothing-to-serve-out'))
    givenFlagged(...cut, started('judge', 'B', { substitutes: 5 }), ended(7))
      .when(started('judge', 'C', { substitutes: 5 }))
      .thenVoid(hard('nothing-to-serve-out'))
  })

  test('a substitute who has served already does not have it counted again', () => {
    givenFlagged(
      ...withTurns(),
      started('judge', 'A'),
      ended(5),
      started('judge', 'B'),
      ended(7, { reason: 'died' }),
    )
      .when(started('judge', 'A', { substitutes: 7, counts: true }))
      .thenFlagged(soft('served-already', { left: 1 }))
  })

  test('who resigns may owe its turn again, in the same round', () => {
    const serving = [...withTurns(), started('judge', 'A')]
    const story = givenFlagged(...serving)
      .when(ended(5, { reason: 'resigned', owes: true }))
      .thenInForce()
    expect(officesOf(story).turns['judge']?.queue).toEqual(ids('B', 'C', 'A'))
    givenFlagged(...serving)
      .when(ended(5, { owes: true }))
      .thenFlagged(soft('turn-not-owed'))
    given(community, started('clerk', null))
      .when(ended(1, { reason: 'resigned', owes: true }))
      .thenFlagged(soft('turn-not-owed'))
  })

  test('recall: as the charter says, by a decision of the body; and only then does a term end by it', () => {
    const recall = draft('office.recalled', { term: 1, motion: 2 })
    const serving = [community, started('clerk', null)]
    given(...serving)
      .when(recall)
      .thenFlagged(soft('recall-not-decided', { rule: 'assembly' }))
    given(...serving)
      .when(draft('office.recalled', { term: 9, motion: 2 }))
      .thenVoid(hard('term-not-running'), soft('recall-not-decided', { rule: 'assembly' }))
    given(...serving)
      .when(ended(1, { reason: 'recalled' }))
      .thenVoid(hard('recall-missing'))
    givenFlagged(...serving, recall)
      .when(ended(1, { reason: 'recalled' }))
      .thenInForce()
  })

  test('a motion that was decided carries a recall by the rule of the charter, and no other', () => {
    const { states, book } = tell([community, started('clerk', null)])
    const seen = states as unknown as SeesOffices
    const breachesOf = (rule: string, outcome: 'carried' | 'failed') => {
      const motions = withNumbered(seen.assemblies.motions, 7, { decided: { vote: 8, rule, outcome } })
      const assemblies = { ...seen.assemblies, motions }
      const entry = draftToEntry(draft('office.recalled', { term: 1, motion: 7 }), author)
      return judgeOffices({ ...seen, assemblies }, { book, seq: 9, entry } as Recorded)
    }
    expect(breachesOf('assembly', 'carried')).toEqual([])
    expect(breachesOf('assembly', 'failed')).toEqual([soft('recall-not-decided', { rule: 'assembly' })])
    expect(breachesOf('agreed', 'carried')).toEqual([soft('recall-not-decided', { rule: 'assembly' })])
  })

  test('a charter that says nothing of recall', () => {
    const { recalledBy: _recalledBy, ...charter } = officesCharter
    given(founded(author, { charter }), started('clerk', null))
      .when(draft('office.recalled', { term: 1, motion: 2 }))
      .thenFlagged(soft('recall-not-foreseen'))
  })

  test('only who is entitled writes', () => {
    given(community)
      .when({ ...started('clerk', null), by: `${author} clerk` })
      .thenVoid(hard('author-not-entitled', { entryType: 'term.started' }))
  })
})

describe('handingOverListsWhatWasReceived', () => {
  const first = started('clerk', null, {
    received: [thing('Llaves', '3'), thing('Cable', '10.5', { unit: 'm' })],
  })
  const past = [community, first]

  test('all of it, in its number', () => {
    const handed = [thing('llaves', '3'), thing('Cable', '10.50', { unit: 'm' })]
    given(...past)
      .when(ended(1, { handed }))
      .thenInForce()
  })

  test('less, without a word', () => {
    given(...past)
      .when(ended(1))
      .thenFlagged(soft('not-handed-on', { thing: 'Llaves' }))
    given(...past)
      .when(ended(1, { handed: [thing('Llaves', '2'), thing('Cable', '10.5', { unit: 'm' })] }))
      .thenFlagged(soft('not-handed-on', { thing: 'Llaves' }))
    given(...past)
      .when(ended(1, { handed: [thing('Llaves', '3'), thing('Cable', '10.5')] }))
      .thenFlagged(soft('not-handed-on', { thing: 'Cable' }))
  })

  test('fewer with the reason, or missing', () => {
    const cable = thing('Cable', '10.5', { unit: 'm', condition: 'missing' })
    given(...past)
      .when(ended(1, { handed: [thing('Llaves', '2', { why: 'una se perdió' }), cable] }))
      .thenInForce()
  })

  test('what was handed on is received by who comes next; what is missing is not', () => {
    const cable = thing('Cable', '10.5', { unit: 'm', condition: 'missing' })
    const story = given(...past, ended(1, { handed: [thing('Llaves', '3'), cable] }))
      .when(started('clerk', null))
      .thenInForce()
    expect(officesOf(story).terms[3]?.received).toEqual([thing('Llaves', '3')])
  })

  test('a quantity below nothing is none', () => {
    given(...past)
      .when(ended(1, { handed: [thing('Llaves', '-3')] }))
      .thenVoid(hard('entry-malformed', { field: 'data.handed.0.quantity' }))
  })
})
