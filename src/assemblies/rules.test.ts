import { type AssembliesState, motionAt } from './state.ts'
import { describe, expect, test } from 'vitest'
import { draft, founded } from '../testing/drafts.ts'
import { author, citing, given, givenFlagged } from '../testing/given.ts'
import { World } from '../testing/world.ts'
import { hard, soft } from '../views/room.ts'
import { optionOfHands } from './outcome.ts'

const founding = founded(author)
const opened = draft('session.opened', { place: 'Sede del municipio' })
const closed = (session: number) => draft('session.closed', { session })
const hands = { form: 'raised-hands', present: 9, yes: 5, no: 2, abstain: 1, attesters: 3 }
const subject = citing('a referral', 4)
const vote = (more: Record<string, unknown> = {}, cites = [subject]) =>
  draft('vote.recorded', { ...hands, ...more } as never, cites)

describe('oneSessionIsOpen: one session at a time', () => {
  test('opened where none is', () => {
    given(founding).when(opened).thenInForce()
    given(founding, opened, closed(1)).when(opened).thenInForce()
  })

  test('opened where one is: flagged, and the new one is the open one', () => {
    const { states } = given(founding, opened)
      .when(opened)
      .thenFlagged(soft('session-already-open', { session: 1 }))
    expect(states['assemblies']).toMatchObject({ session: 2, votes: [] })
  })
})

describe('sessionIsOpen: votes and closings belong to the open session', () => {
  test('a vote in it, and its closing', () => {
    given(founding, opened).when(vote()).thenInForce()
    given(founding, opened, vote()).when(closed(1)).thenInForce()
  })

  test('a vote in none, before any session and after one', () => {
    given(founding).when(vote()).thenVoid(hard('no-session-open'))
    given(founding, opened, closed(1)).when(vote()).thenVoid(hard('no-session-open'))
  })

  test('a closing of none, of another, or twice', () => {
    given(founding).when(closed(1)).thenVoid(hard('no-session-open'))
    given(founding, opened).when(closed(0)).thenVoid(hard('no-session-open'))
    given(founding, opened, closed(1)).when(closed(1)).thenVoid(hard('no-session-open'))
    givenFlagged(founding, opened, opened).when(closed(1)).thenVoid(hard('no-session-open'))
  })
})

describe('callIsAnsweredOnce: a session answers a call, or goes on from an adjournment', () => {
  const called = draft('session.called', {
    when: 'el domingo a las 3',
    notice: 'por la radio, ocho días antes',
  })
  const answering = (call: number) => draft('session.opened', { call })
  const adjourned = (session: number) =>
    draft('session.adjourned', { session, reason: 'no-quorum', until: 'en ocho días' })

  test('the call, and what was adjourned', () => {
    given(founding, called).when(answering(1)).thenInForce()
    given(founding, called, answering(1), adjourned(2)).when(answering(3)).thenInForce()
  })

  test('bad input: a call that is none, is answered already, or is another entry', () => {
    given(founding)
      .when(answering(4))
      .thenVoid(hard('call-unknown', { call: 4 }))
    given(founding, called, answering(1), closed(2))
      .when(answering(1))
      .thenVoid(hard('call-unknown', { call: 1 }))
    given(founding, opened, closed(1))
      .when(answering(1))
      .thenVoid(hard('call-unknown', { call: 1 }))
  })

  test('adjourned for lack of quorum: nothing is voted until it goes on', () => {
    given(founding, opened, adjourned(1)).when(vote()).thenVoid(hard('no-session-open'))
    given(founding, opened, adjourned(1)).when(closed(1)).thenVoid(hard('no-session-open'))
    given(founding, opened, adjourned(1)).when(adjourned(1)).thenVoid(hard('no-session-open'))
    given(founding, opened).when(adjourned(0)).thenVoid(hard('no-session-open'))
  })
})

describe('voteCitesItsSubject: a vote says what it is on', () => {
  test('without a citation it is void', () => {
    given(founding, opened)
      .when(vote({}, []))
      .thenVoid(hard('entry-malformed', { field: 'cites' }))
  })

  test('the first citation is the subject, others are beside it', () => {
    const { states } = given(founding, opened)
      .when(vote({}, [subject, citing('a study')]))
      .thenInForce()
    expect(states['assemblies']).toMatchObject({ votes: [{ seq: 2, on: subject, option: 'yes' }] })
  })
})

describe('handsDoNotExceedThosePresent: nobody raises two hands', () => {
  test('as many as are present, or fewer', () => {
    given(founding, opened)
      .when(vote({ present: 8 }))
      .thenInForce()
    given(founding, opened)
      .when(vote({ present: 100 }))
      .thenInForce()
  })

  test('one more: flagged, and in force', () => {
    given(founding, opened)
      .when(vote({ present: 7 }))
      .thenFlagged(soft('more-hands-than-present', { hands: 8, present: 7 }))
  })
})

describe('the form of what sessions write', () => {
  test.each([
    ['data.form', vote({ form: 'secret-ballot' })],
    ['data.yes', vote({ yes: -1 })],
    ['data.no', vote({ no: 1_000_001 })],
    ['data.abstain', vote({ abstain: '1' })],
    ['data.attesters', vote({ attesters: null })],
    ['data.session', draft('session.closed')],
    ['data.title', draft('motion.put', { text: { es: 'x' } })],
    ['data.text', draft('motion.put', { title: { es: 'x' }, text: 'x' })],
    ['data.text.es', draft('motion.put', { title: { es: 'x' }, text: { es: 'x'.repeat(10_001) } })],
    ['data.place', draft('session.opened', { place: 'x'.repeat(201) })],
  ])('%s is at fault', (field, entry) => {
    given(founding, opened).when(entry).thenVoid(hard('entry-malformed', { field }))
  })
})

describe('what the hands decided', () => {
  test.each([
    [5, 2, 1, 'yes'],
    [5, 4, 1, 'abstain'],
    [2, 5, 1, 'no'],
    [4, 5, 1, 'abstain'],
    [0, 0, 0, 'abstain'],
    [0, 0, 9, 'abstain'],
    [3, 3, 0, 'abstain'],
    [1, 0, 0, 'yes'],
  ])(
    '%i yes, %i no, %i abstain: %s, as only more than half of the hands raised decide',
    (yes, no, abstain, option) => {
      expect(optionOfHands({ yes, no, abstain })).toBe(option)
    },
  )
})

describe('what a session leaves behind', () => {
  test('motions put stay, votes go with the session', () => {
    const motion = draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } })
    const { states } = given(founding, motion, opened, vote()).when(closed(2)).thenInForce()
    expect(states['assemblies']).toMatchObject({ session: null, votes: [] })
    expect(motionAt(states['assemblies'] as AssembliesState, 1)?.open).toBeDefined()
  })
})

test('the author is refused what others would void or flag, hard or soft', async () => {
  const world = new World()
  const body = await world.found(author, founding)
  expect(await world.write(body, vote())).toEqual({
    ok: false,
    error: { type: 'refused', breaches: [hard('no-session-open')] },
  })
  await world.wrote(body, opened)
  expect(await world.write(body, vote({ present: 7 }))).toEqual({
    ok: false,
    error: { type: 'refused', breaches: [soft('more-hands-than-present', { hands: 8, present: 7 })] },
  })
  expect((await world.archive.book(body.book))?.size).toBe(2)
})
