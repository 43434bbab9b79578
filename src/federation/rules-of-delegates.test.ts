import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../book/entry.ts'
import { charterOf, draft, founded, foundedAlliance } from '../testing/drafts.ts'
import { personNamed } from '../testing/keys.ts'
import { type Told, author, citing, given } from '../testing/given.ts'
import { hard, soft } from '../views/room.ts'
import type { FederationState } from './state.ts'

const half = { num: 1, den: 2 }
const counted = (denominator: string, quorum = half) => ({
  form: 'counted',
  requirements: [{ of: 'all', fraction: half, moreThan: true, denominator }],
  quorum: { fraction: quorum, moreThan: false },
})
const charter: JsonObject = {
  ...charterOf(['BO', 'CL']),
  decisions: {
    ...(charterOf(['BO', 'CL'])['decisions'] as JsonObject),
    delegates: counted('present'),
    valid: counted('valid', { num: 0, den: 1 }),
    each: { requirements: [{ of: 'each-section', fraction: half, moreThan: true, denominator: 'valid' }] },
    acclaimed: { form: 'acclamation' },
  },
}
const alliance = foundedAlliance(author, ['BO', 'CL'], { charter })
const names = ['Sajama', 'Curahuara', 'Turco', 'Putre']
const accepted = (body: string, section: string) =>
  draft('membership.accepted', { section }, [citing(body, 1)])
const motion = draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } })
const members = names.map((name) => accepted(name, name === 'Putre' ? 'CL' : 'BO'))

const present = (bodies: readonly string[], session = 6, persons = bodies) =>
  draft(
    'delegates.present',
    { session, persons: persons.map((name) => personNamed(name)) },
    bodies.map((name) => citing(name, 3)),
  )

type Votes = Readonly<Record<string, 'yes' | 'no' | 'abstain'>>
const voted = (votes: Votes, outcome?: string, more: JsonObject = {}) =>
  draft(
    'delegates.voted',
    {
      motion: 5,
      rule: 'delegates',
      session: 6,
      page: 1,
      of: 1,
      votes: Object.entries(votes).map(([name, option]) => ({ person: personNamed(name), option })),
      ...(outcome === undefined ? {} : { outcome }),
      ...more,
    },
    Object.keys(votes).map((name) => citing(name, 3)),
  )

/** Four members, a motion (5), a session (6) with three of them. */
const past: Told[] = [
  alliance,
  ...members,
  motion,
  draft('session.opened'),
  present(['Sajama', 'Curahuara', 'Putre']),
]

describe('delegates are there in the open session', () => {
  test('several of a body; another session begins anew', () => {
    given(...past)
      .when(present(['Sajama'], 6, ['another of Sajama']))
      .thenInForce()
    const { states } = given(...past, draft('session.closed', { session: 6 }), draft('session.opened'))
      .when(present(['Turco'], 9))
      .thenInForce()
    const { present: now } = states['federation'] as FederationState
    expect(now).toEqual({ session: 9, persons: { 2: [personNamed('Turco')] } })
  })

  test('bad input: a quorum met by counting somebody twice', () => {
    given(...past)
      .when(present(['Sajama']))
      .thenVoid(hard('present-twice'))
    given(...past)
      .when(present(['Turco', 'Turco']))
      .thenVoid(hard('present-twice'))
  })

  test('not in another session, or in none', () => {
    given(...past)
      .when(present(['Turco'], 5))
      .thenVoid(hard('no-session-open'))
    given(...past.slice(0, 6))
      .when(present(['Turco'], 6))
      .thenVoid(hard('no-session-open'))
  })

  test('not for a stranger, nor for whoever is frozen or gone, as far as this book knows', () => {
    given(...past)
      .when(present(['Salta']))
      .thenVoid(hard('not-a-member'))
    const reason = { es: 'x' }
    const frozen = draft('membership.frozen', { as: 'heard', reason }, [citing('Turco', 5)])
    given(...past, frozen)
      .when(present(['Turco']))
      .thenVoid(hard('membership-frozen'))
    given(...past, draft('section.frozen', { section: 'BO', reason }))
      .when(present(['Turco']))
      .thenVoid(hard('membership-frozen'))
    given(...past, draft('membership.ended', { as: 'heard', reason }, [citing('Turco', 5)]))
      .when(present(['Turco']))
      .thenVoid(hard('not-a-member'))
  })

  test('a person for each sending that is cited', () => {
    given(...past)
      .when(present(['Turco'], 6, ['Turco', 'Salta']))
      .thenVoid(hard('entry-malformed', { field: 'cites' }))
  })
})

describe('a vote of delegates', () => {
  test('more than half of the bodies present: carried, and it is the decision on the motion', () => {
    const { states } = given(...past)
      .when(voted({ Sajama: 'yes', Curahuara: 'yes' }, 'carried'))
      .thenInForce()
    const { closed, voting } = states['federation'] as FederationState
    expect([closed, voting]).toEqual([
      [{ 5: { seq: past.length, rule: 'delegates', outcome: 'carried' } }],
      null,
    ])
  })

  test('who is present and does not vote is in that denominator, and not among the valid votes', () => {
    given(...past)
      .when(voted({ Sajama: 'yes' }, 'failed'))
      .thenInForce()
    given(...past)
      .when(voted({ Sajama: 'yes' }, 'carried', { rule: 'valid' }))
      .thenInForce()
  })

  test('by section, where the rule asks each', () => {
    given(...past)
      .when(voted({ Sajama: 'yes', Curahuara: 'yes' }, 'failed', { rule: 'each' }))
      .thenInForce()
    given(...past)
      .when(voted({ Sajama: 'yes', Putre: 'yes' }, 'carried', { rule: 'each' }))
      .thenInForce()
  })

  test('bad input: everybody abstains, or nobody votes', () => {
    given(...past)
      .when(voted({ Sajama: 'abstain', Putre: 'abstain' }, 'failed', { rule: 'valid' }))
      .thenInForce()
    given(...past)
      .when(voted({}, 'failed', { rule: 'valid' }))
      .thenInForce()
  })

  test('bad input: an outcome that the votes do not make', () => {
    given(...past)
      .when(voted({ Sajama: 'yes' }, 'carried'))
      .thenVoid(hard('outcome-miscounted', { outcome: 'failed' }))
  })

  test('bad input: a body votes twice, on one page or two', () => {
    const twice = present(['Sajama'], 6, ['another of Sajama'])
    const second = voted({ 'another of Sajama': 'no' }, 'failed', { page: 2, of: 2 })
    given(...past, twice, voted({ Sajama: 'yes' }, undefined, { of: 2 }))
      .when({ ...second, cites: [citing('Sajama', 3)] })
      .thenVoid(hard('voted-twice'))
  })

  test('bad input: a vote by whoever is not there, for a stranger, for whoever froze its membership', () => {
    given(...past)
      .when(voted({ Turco: 'yes' }, 'failed'))
      .thenVoid(hard('delegate-not-present'))
    given(...past)
      .when(voted({ Salta: 'yes' }, 'failed'))
      .thenVoid(hard('not-a-member'), hard('delegate-not-present'))
    const frozen = draft('membership.frozen', { as: 'heard', reason: { es: 'x' } }, [citing('Sajama', 5)])
    given(...past, frozen)
      .when(voted({ Sajama: 'yes' }, 'failed'))
      .thenVoid(hard('membership-frozen'))
  })

  test('bad input: without a quorum', () => {
    given(...past.slice(0, -1), present(['Sajama']))
      .when(voted({ Sajama: 'yes' }, 'carried'))
      .thenVoid(hard('quorum-not-met', { needed: 2, present: 1 }))
  })

  test('not on what is no motion, what the bases decide, or what is decided', () => {
    given(...past)
      .when(voted({}, 'failed', { motion: 4 }))
      .thenVoid(hard('motion-unknown', { motion: 4 }))
    const electors = { BO: 3, CL: 1 }
    given(...past, draft('motion.referred', { motion: 5, rule: 'joint', electors }))
      .when(voted({}, 'failed'))
      .thenVoid(hard('already-referred', { motion: 5 }))
    given(...past, voted({}, 'failed'))
      .when(voted({}, 'failed'))
      .thenVoid(hard('already-decided', { motion: 5 }))
    given(...past, voted({}, 'failed'))
      .when(draft('motion.referred', { motion: 5, rule: 'joint', electors }))
      .thenVoid(hard('already-decided', { motion: 5 }))
  })

  test.each(['simple', 'acclaimed', '__proto__'])('not by the rule %s', (rule) => {
    given(...past)
      .when(voted({}, 'failed', { rule }))
      .thenVoid(hard('rule-unknown', { rule }))
  })

  test('pages in order, of one vote', () => {
    const first = voted({ Sajama: 'yes' }, undefined, { of: 2 })
    given(...past, first)
      .when(voted({ Putre: 'yes' }, 'carried', { page: 2, of: 2 }))
      .thenInForce()
    given(...past)
      .when(voted({ Putre: 'yes' }, 'failed', { page: 2, of: 2 }))
      .thenVoid(hard('page-out-of-order', { expected: 1 }))
    given(...past, first)
      .when(voted({ Putre: 'yes' }, 'carried', { page: 2, of: 2, rule: 'valid' }))
      .thenVoid(hard('page-out-of-order', { expected: 1 }))
  })
})

const federation = citing('the alliance')
const base = founded(author)
const applied = draft('membership.applied', { section: 'BO' }, [federation])
const sent = (person = 'Marta', mandate = 'bound') =>
  draft('delegate.sent', { person: personNamed(person), mandate }, [federation])
const recalled = (more: JsonObject = {}, person = 'Marta') =>
  draft('delegate.recalled', { person: personNamed(person), reason: { es: 'x' }, ...more }, [federation])
const hands = (yes: number, no: number, on: ReturnType<typeof citing>) =>
  draft('vote.recorded', { form: 'raised-hands', present: 9, yes, no, abstain: 0, attesters: 2 }, [on])

describe('whom a body sends', () => {
  test('free or bound, more than one', () => {
    given(base, applied, sent()).when(sent('Julia', 'free')).thenInForce()
  })

  test('bad input: to a federation it never applied to, to itself, or while it is frozen there', () => {
    given(base).when(sent()).thenVoid(hard('not-a-member'))
    const frozen = draft('membership.frozen', { as: 'member', reason: { es: 'x' } }, [federation])
    given(base, applied, frozen).when(sent()).thenVoid(hard('membership-frozen'))
  })

  test('once, until recalled', () => {
    given(base, applied, sent()).when(sent()).thenVoid(hard('delegate-already-sent'))
    given(base, applied, sent(), recalled()).when(sent()).thenInForce()
    given(base, applied).when(recalled()).thenVoid(hard('delegate-not-sent'))
  })
})

describe('mandateRestsOnItsVote', () => {
  const on = citing('the alliance', 5)
  const told: Told[] = [base, applied, sent(), draft('session.opened'), hands(2, 7, on)]
  const mandate = (option: string, vote = 4, about = on) => draft('mandate.given', { vote, option }, [about])

  test('what the session decided on the same motion', () => {
    given(...told)
      .when(mandate('no'))
      .thenInForce()
  })

  test('nothing else, and not on another motion', () => {
    given(...told)
      .when(mandate('yes'))
      .thenFlagged(soft('position-differs-from-vote', { vote: 'no' }))
    given(...told)
      .when(mandate('no', 3))
      .thenFlagged(soft('vote-missing'))
    given(...told)
      .when(mandate('no', 4, citing('the alliance', 6)))
      .thenFlagged(soft('vote-missing'))
  })
})

describe('recallRestsOnADecision, where the charter says by which rule', () => {
  const withRecall = founded(author, { charter: { ...charterOf(), recalledBy: 'joint' } })

  test('a vote of the open session on the sending of the delegate', () => {
    const { book, at } = sendingOf(withRecall)
    const session: Told[] = [withRecall, applied, sent(), draft('session.opened')]
    given(...session, hands(7, 1, { ...federation, book, seq: at }))
      .when(recalled({ vote: 4 }))
      .thenInForce()
    given(...session, hands(1, 7, { ...federation, book, seq: at }))
      .when(recalled({ vote: 4 }))
      .thenFlagged(soft('recall-not-decided'))
    given(...session, hands(7, 1, federation))
      .when(recalled({ vote: 4 }))
      .thenFlagged(soft('recall-not-decided'))
    given(...session)
      .when(recalled())
      .thenFlagged(soft('recall-not-decided'))
  })

  test('or a motion carried by that rule', () => {
    given(withRecall, applied, sent(), motion)
      .when(recalled({ motion: 3 }))
      .thenVoid(hard('motion-not-carried', { motion: 3 }))
  })

  const sendingOf = (founding: Told) => {
    const { book } = given().when(founding).thenInForce()
    return { book, at: 2 }
  }
})

describe('on record', () => {
  const opinion = draft('opinion.addressed', { to: 'Ministerio', text: { es: 'x' }, motion: 5 })
  const decided: Told[] = [...past, voted({ Sajama: 'yes', Curahuara: 'yes' }, 'carried')]

  test('an opinion rests on a motion that was carried', () => {
    given(...decided)
      .when(opinion)
      .thenInForce()
    given(...past)
      .when(opinion)
      .thenFlagged(soft('motion-not-carried', { motion: 5 }))
    given(...past)
      .when({ ...opinion, data: { ...opinion.data, motion: 4 } })
      .thenVoid(hard('motion-unknown', { motion: 4 }), soft('motion-not-carried', { motion: 4 }))
  })

  test("its answer cites it, in the book of whoever answers or in one's own", () => {
    const answer = (cites: ReturnType<typeof citing>[]) =>
      draft('opinion.answered', { by: 'Ministerio', text: { es: 'x' } }, cites)
    const { book } = given(...decided)
      .when(opinion)
      .thenInForce()
    const own = (seq: number) => ({ ...federation, book, seq })
    given(...decided, opinion)
      .when(answer([own(9)]))
      .thenInForce()
    given(...decided, opinion)
      .when(answer([own(5)]))
      .thenVoid(hard('opinion-unknown', { seq: 5 }))
    given(base)
      .when(answer([citing('the alliance', 9)]))
      .thenInForce()
    given(base)
      .when(answer([]))
      .thenVoid(hard('entry-malformed', { field: 'cites' }))
  })

  test('legal standing, the fiscal agent, the objection of a state', () => {
    given(alliance)
      .when(draft('standing.recorded', { what: 'fiscal-agent', who: 'Cáritas', text: { es: 'x' } }))
      .thenInForce()
    const objection = { country: 'CL', who: 'Cancillería', text: { es: 'x' } }
    given(alliance).when(draft('objection.recorded', objection)).thenInForce()
    given(alliance)
      .when(draft('objection.recorded', { ...objection, motion: 3 }))
      .thenVoid(hard('motion-unknown', { motion: 3 }))
  })
})
