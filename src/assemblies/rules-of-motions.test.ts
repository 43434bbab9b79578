import { type AssembliesState, motionAt } from './state.ts'
import { describe, expect, test } from 'vitest'
import { draft } from '../testing/drafts.ts'
import { type Told, citing, citingOwn, given, tell } from '../testing/given.ts'
import { signerNamed } from '../testing/keys.ts'
import { hard } from '../views/room.ts'
import { charter, founding, withMembers } from './example-charter.ts'

const motion = (more: object = {}, by?: string): Told =>
  draft(
    'motion.put',
    { title: { es: 'Riego' }, text: { es: 'x' }, ...more },
    [],
    by === undefined ? {} : { by },
  )

const opened = draft('session.opened', { present: 9, entitled: 12 })
const hands = { form: 'raised-hands', rule: 'two-thirds', present: 9, yes: 7, no: 1, abstain: 1 }
/** Entries 0 to 2: founded, a motion put, a session opened. */
const inSession: readonly Told[] = [founding, motion(), opened]
const voteOn = (past: readonly Told[], seq: number, more: object = {}) =>
  draft('vote.recorded', { ...hands, ...more } as never, [citingOwn(past, seq)])
const withdrawn = (seq: number, by?: string) =>
  draft('motion.withdrawn', { motion: seq }, [], by === undefined ? {} : { by })

describe('bad input: motions in the wrong state', () => {
  test('a vote on one that is not there, or is another entry, or another text', () => {
    given(...inSession)
      .when(voteOn(inSession, 2))
      .thenVoid(hard('motion-unknown', { motion: 2 }))
    const ahead = { ...citingOwn(inSession, 1), seq: 9 }
    given(...inSession)
      .when(draft('vote.recorded', hands, [ahead]))
      .thenVoid(hard('motion-unknown', { motion: 9 }))
    const otherText = { ...citingOwn(inSession, 1), leaf: citing('another').leaf }
    given(...inSession)
      .when(draft('vote.recorded', hands, [otherText]))
      .thenVoid(hard('motion-unknown', { motion: 1 }))
  })

  test('a second vote on one that is decided', () => {
    const past = [...inSession, voteOn(inSession, 1)]
    given(...past)
      .when(voteOn(past, 1))
      .thenVoid(hard('motion-not-open', { motion: 1 }))
  })

  test('a vote on one that was withdrawn, and a second withdrawal', () => {
    const past = [...inSession, withdrawn(1)]
    given(...past)
      .when(voteOn(past, 1))
      .thenVoid(hard('motion-not-open', { motion: 1 }))
    given(...past)
      .when(withdrawn(1))
      .thenVoid(hard('motion-not-open', { motion: 1 }))
    given(...inSession)
      .when(withdrawn(7))
      .thenVoid(hard('motion-unknown', { motion: 7 }))
  })

  test('a withdrawal of one that is decided', () => {
    const past = [...inSession, voteOn(inSession, 1)]
    given(...past)
      .when(withdrawn(1))
      .thenVoid(hard('motion-not-open', { motion: 1 }))
  })

  test('an amendment of one that is not there, decided, or withdrawn', () => {
    given(...inSession)
      .when(motion({ amends: 5 }))
      .thenVoid(hard('motion-unknown', { motion: 5 }))
    given(...inSession, voteOn(inSession, 1))
      .when(motion({ amends: 1 }))
      .thenVoid(hard('motion-not-open', { motion: 1 }))
    given(...inSession, withdrawn(1))
      .when(motion({ amends: 1 }))
      .thenVoid(hard('motion-not-open', { motion: 1 }))
  })

  test('a call whose agenda names a motion that was not put', () => {
    const call = (at: number) =>
      draft('session.called', { when: 'el domingo', agenda: [{ title: { es: 'Riego' }, motion: at }] })
    given(founding, motion()).when(call(1)).thenInForce()
    given(founding, motion())
      .when(call(2))
      .thenVoid(hard('motion-unknown', { motion: 2 }))
  })
})

describe('amendments are decided as motions are', () => {
  const past: readonly Told[] = [...inSession, motion({ amends: 1 })]

  test('before the motion; what was carried stays so when the motion is decided', () => {
    const amended = [...past, voteOn(past, 3)]
    const { states } = given(...amended)
      .when(voteOn(amended, 1))
      .thenInForce()
    const assemblies = states['assemblies'] as AssembliesState
    expect(motionAt(assemblies, 1)).toEqual({ decided: { vote: 5, rule: 'two-thirds', outcome: 'carried' } })
    expect(motionAt(assemblies, 3)).toEqual({ decided: { vote: 4, rule: 'two-thirds', outcome: 'carried' } })
  })

  test('one that is not decided falls with its motion, and what amends it too', () => {
    const deep = [...past, motion({ amends: 3 })]
    given(...deep, voteOn(deep, 1))
      .when(voteOn(deep, 3))
      .thenVoid(hard('motion-not-open', { motion: 3 }))
    given(...deep, withdrawn(1))
      .when(voteOn(deep, 4))
      .thenVoid(hard('motion-not-open', { motion: 4 }))
  })
})

describe('a motion is withdrawn by whoever put it, or by an officer', () => {
  const past: readonly Told[] = [...withMembers, motion({}, 'Juana')]
  test('its author', () => {
    given(...past)
      .when(withdrawn(7, 'Juana'))
      .thenInForce()
  })
  test('the secretary, and whoever else may hold sessions', () => {
    given(...past)
      .when(withdrawn(7))
      .thenInForce()
    given(...past)
      .when(withdrawn(7, 'San Pedro clerk'))
      .thenInForce()
  })
  test('bad input: somebody else', () => {
    given(...past)
      .when(withdrawn(7, 'Pedro'))
      .thenVoid(hard('not-the-author'))
  })
})

describe('a charter that is proposed can be lived by', () => {
  test('one that can', () => {
    given(founding).when(motion({ charter })).thenInForce()
  })
  test('bad input: one that contradicts itself is not put', () => {
    given(founding)
      .when(motion({ charter: { ...charter, changedBy: 'nobody' } }))
      .thenVoid(hard('charter-unsound', { fault: 'decisionUnknown', at: 'nobody' }))
  })
  test('bad input: one that is none', () => {
    given(founding)
      .when(motion({ charter: { ...charter, posts: [] } }))
      .thenVoid(hard('entry-malformed', { field: 'data.charter.posts' }))
  })
})

describe('what stands beside cites what is in this book', () => {
  const correction = (cites: Told['cites']) =>
    draft('correction.recorded', { text: { es: 'x' }, figures: { yes: 6 } }, cites)
  test('a correction of an earlier entry', () => {
    given(...inSession)
      .when(correction([citingOwn(inSession, 1)]))
      .thenInForce()
  })
  test('bad input: of nothing, of another book, of what is not there yet', () => {
    const field = hard('entry-malformed', { field: 'cites' })
    given(...inSession)
      .when(correction([]))
      .thenVoid(field)
    given(...inSession)
      .when(correction([citing('another')]))
      .thenVoid(field)
    given(...inSession)
      .when(correction([{ ...citingOwn(inSession, 1), seq: 3 }]))
      .thenVoid(field)
  })
})

describe('people vouch with their own keys', () => {
  const past: readonly Told[] = [...withMembers, motion(), opened]
  const whole = [...past, voteOn(past, 7)]
  const attested = (by: string, more: Partial<Told> = {}): Told => ({
    ...draft('act.attested', {}, [citingOwn(whole, 9)], { by }),
    ...more,
  })
  test('a member, by signature', () => {
    given(...whole)
      .when(attested('Juana', { signedWith: signerNamed('Juana') }))
      .thenInForce()
  })
  test('bad input: without one, or by somebody who is nobody here', () => {
    given(...whole)
      .when(attested('Juana'))
      .thenVoid(hard('own-key-missing'))
    given(...whole)
      .when(attested('Nobody', { signedWith: signerNamed('Nobody') }))
      .thenVoid(
        hard('author-not-entitled', { entryType: 'act.attested' }),
        hard('author-signature-invalid'),
        hard('not-of-this-body'),
      )
  })
})

test('what was decided leaves the open motions: the state holds what can still change', () => {
  const story = tell([...inSession, voteOn(inSession, 1)])
  const motion = motionAt(story.states['assemblies'] as AssembliesState, 1)
  expect(motion).toMatchObject({ decided: { outcome: 'carried' } })
  expect(motion).not.toHaveProperty('open')
})
