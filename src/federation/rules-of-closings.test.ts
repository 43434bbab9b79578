import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../book/entry.ts'
import { charterOf, draft, foundedAlliance } from '../testing/drafts.ts'
import { type Told, author, citing, given } from '../testing/given.ts'
import { hard, soft } from '../views/room.ts'
import type { Mark } from './entries.ts'
import type { FederationState } from './state.ts'

const alliance = foundedAlliance(author, ['BO', 'CL'])
const accepted = (body: string, section: string) =>
  draft('membership.accepted', { section }, [citing(body, 1)])
const motion = draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } })
const names = ['Sajama', 'Curahuara', 'Turco', 'Putre']
/** Three of one section, one of another; the motion is entry 5, its referral 6. */
const referred: Told[] = [
  alliance,
  ...names.map((name) => accepted(name, name === 'Putre' ? 'CL' : 'BO')),
  motion,
  draft('motion.referred', { motion: 5, rule: 'joint', electors: { BO: 3, CL: 1 } }),
]

const closing = (marks: Readonly<Record<string, Mark>>, outcome?: string, page = 1, of = 1) =>
  draft(
    'decision.closed',
    {
      motion: 5,
      page,
      of,
      marks: Object.values(marks),
      ...(outcome === undefined ? {} : { outcome }),
    },
    Object.keys(marks).map((name) => citing(name, 9)),
  )
const three = { Sajama: 'yes', Curahuara: 'yes', Putre: 'yes' } as const

describe('whatIsClosedWasReferred, once', () => {
  test('what was referred', () => {
    const { states } = given(...referred)
      .when(closing(three, 'carried'))
      .thenInForce()
    const { open, closed } = states['federation'] as FederationState
    expect([open, closed]).toEqual([{}, [{ 5: { seq: 7, rule: 'joint', outcome: 'carried' } }]])
  })

  test('nobody answered: it is closed, and not carried', () => {
    given(...referred)
      .when(closing({}, 'failed'))
      .thenInForce()
  })

  test('what was not, or is closed already', () => {
    given(...referred.slice(0, -1))
      .when(closing(three, 'carried'))
      .thenVoid(hard('motion-not-referred', { motion: 5 }))
    given(...referred, closing(three, 'carried'))
      .when(closing({}, 'failed'))
      .thenVoid(hard('already-decided', { motion: 5 }))
  })

  test('what is closed is not referred again', () => {
    given(...referred, closing(three, 'carried'))
      .when(draft('motion.referred', { motion: 5, rule: 'joint', electors: { BO: 3, CL: 1 } }))
      .thenVoid(hard('already-decided', { motion: 5 }))
  })
})

describe('closingListsElectorsOnce', () => {
  test('bad input: a stranger, and nobody twice, not on two pages either', () => {
    given(...referred)
      .when(closing({ ...three, Salta: 'yes' }, 'carried'))
      .thenVoid(hard('not-an-elector'))
    const page = closing({ Sajama: 'yes' }, undefined, 1, 2)
    given(...referred, page)
      .when(closing(three, 'carried', 2, 2))
      .thenVoid(hard('counted-twice'))
  })

  test('a mark for each', () => {
    const { data, ...rest } = closing(three, 'carried')
    given(...referred)
      .when({ ...rest, data: { ...data, marks: ['yes', 'yes'] } })
      .thenVoid(
        hard('entry-malformed', { field: 'data.marks' }),
        hard('outcome-miscounted', { outcome: 'failed' }),
      )
  })

  test('who joined after the referral is no elector of it', () => {
    given(...referred, accepted('Oruro', 'BO'))
      .when(closing({ ...three, Oruro: 'yes' }, 'carried'))
      .thenVoid(hard('not-an-elector'))
  })
})

describe('pagesComeInOrder', () => {
  const first = closing({ Sajama: 'yes', Curahuara: 'yes' }, undefined, 1, 2)

  test('one after the other; the positions of all pages make the outcome', () => {
    given(...referred, first)
      .when(closing({ Putre: 'yes' }, 'carried', 2, 2))
      .thenInForce()
  })

  test('none left out, and none of another number', () => {
    given(...referred)
      .when(closing({ Putre: 'yes' }, 'failed', 2, 2))
      .thenVoid(hard('page-out-of-order', { expected: 1 }))
    given(...referred, first)
      .when(closing({ Putre: 'yes' }, 'failed', 3, 3))
      .thenVoid(
        hard('page-out-of-order', { expected: 1 }),
        hard('outcome-miscounted', { outcome: 'carried' }),
      )
  })

  test('the first begins anew', () => {
    given(...referred, first)
      .when(closing({ Sajama: 'no' }, 'failed', 1, 1))
      .thenInForce()
  })

  test('the outcome stands on the last, and nowhere else', () => {
    const malformed = hard('entry-malformed', { field: 'data.outcome' })
    given(...referred)
      .when(closing(three))
      .thenVoid(malformed)
    given(...referred)
      .when(closing(three, 'carried', 1, 2))
      .thenVoid(malformed)
  })
})

describe('outcomeFollowsFromThePositions', () => {
  test('bad input: another outcome than the positions make is void', () => {
    given(...referred)
      .when(closing(three, 'failed'))
      .thenVoid(hard('outcome-miscounted', { outcome: 'carried' }))
    given(...referred)
      .when(closing({ ...three, Putre: 'no' }, 'carried'))
      .thenVoid(hard('outcome-miscounted', { outcome: 'failed' }))
  })

  test('bad input: everybody abstains: it is not carried', () => {
    const all = Object.fromEntries(names.map((name) => [name, 'abstain' as const]))
    given(...referred)
      .when(closing(all, 'failed'))
      .thenInForce()
  })

  test('who left is not in the denominator: a section that left whole asks for nothing', () => {
    const marks = { Sajama: 'yes', Curahuara: 'yes', Turco: 'no', Putre: 'left' } as const
    given(...referred)
      .when(closing(marks, 'carried'))
      .thenInForce()
    given(...referred)
      .when(closing({ ...marks, Curahuara: 'left' }, 'failed'))
      .thenInForce()
  })
})

describe('a referral by consent', () => {
  const consent = { ...charterOf(['BO', 'CL']), decisions: { consent: { form: 'consent' } } }
  const past: Told[] = [
    foundedAlliance(author, ['BO', 'CL'], { charter: consent }),
    accepted('Sajama', 'BO'),
    accepted('Putre', 'CL'),
    motion,
    draft('motion.referred', { motion: 3, rule: 'consent', electors: { BO: 1, CL: 1 } }),
  ]
  const of = (marks: Record<string, Mark>, outcome: string) => {
    const one = closing(marks, outcome)
    return { ...one, data: { ...one.data, motion: 3 } }
  }

  test('silence is never consent, an abstention is no objection', () => {
    given(...past)
      .when(of({ Sajama: 'yes' }, 'carried'))
      .thenVoid(hard('outcome-miscounted', { outcome: 'failed' }))
    given(...past)
      .when(of({ Sajama: 'yes', Putre: 'abstain' }, 'carried'))
      .thenInForce()
    given(...past)
      .when(of({ Sajama: 'yes', Putre: 'no' }, 'failed'))
      .thenInForce()
  })
})

describe('ruleIsForMembersFarApart: who acclaims or talks a thing over is in one room', () => {
  test.each(['acclamation', 'agreed'])('%s is no rule for a referral', (form) => {
    const charter = { ...charterOf(['BO']), decisions: { together: { form } } }
    given(foundedAlliance(author, ['BO'], { charter }), motion)
      .when(draft('motion.referred', { motion: 1, rule: 'together', electors: {} }))
      .thenVoid(hard('rule-needs-a-session', { rule: 'together' }))
  })
})

describe('the charter at the referral', () => {
  const loose = {
    ...charterOf(['BO', 'CL']),
    decisions: {
      joint: {
        requirements: [{ of: 'all', fraction: { num: 1, den: 4 }, moreThan: false, denominator: 'entitled' }],
      },
    },
  }
  const proposal = draft('motion.put', { title: { es: 'x' }, text: { es: 'x' }, charter: loose })
  const past: Told[] = [
    ...referred,
    proposal,
    draft('motion.referred', { motion: 7, rule: 'joint', electors: { BO: 3, CL: 1 } }),
    { ...closing(three, 'carried'), data: { ...closing(three, 'carried').data, motion: 7 } },
    draft('charter.changed', { charter: loose, motion: 7 }),
  ]

  test('what was referred under the old charter is closed by the old charter', () => {
    given(...past)
      .when(closing({ Sajama: 'yes' }, 'carried'))
      .thenVoid(hard('outcome-miscounted', { outcome: 'failed' }))
    given(...past)
      .when(closing({ Sajama: 'yes' }, 'failed'))
      .thenInForce()
  })
})

describe('a federation as a member of another: its position rests on its own decision', () => {
  const upper = citing('the upper federation', 30)
  const past: Told[] = [
    alliance,
    ...names.map((name) => accepted(name, name === 'Putre' ? 'CL' : 'BO')),
    { ...motion, cites: [upper] },
    draft('motion.referred', { motion: 5, rule: 'joint', electors: { BO: 3, CL: 1 } }),
    draft('membership.applied', { section: 'districts' }, [citing('the upper federation')]),
  ]
  const position = (option: string) => draft('position.recorded', { motion: 5, option }, [upper])

  test('carried is yes, failed is no', () => {
    given(...past, closing(three, 'carried'))
      .when(position('yes'))
      .thenInForce()
    given(...past, closing(three, 'carried'))
      .when(position('no'))
      .thenFlagged(soft('position-differs-from-vote', { vote: 'yes' }))
    given(...past, closing({}, 'failed'))
      .when(position('no'))
      .thenInForce()
  })

  test('not while it is open, and not on a motion about something else', () => {
    given(...past)
      .when(position('yes'))
      .thenFlagged(soft('vote-missing'))
    given(
      ...referred,
      draft('membership.applied', { section: 'x' }, [citing('the upper federation')]),
      closing(three, 'carried'),
    )
      .when(position('yes'))
      .thenFlagged(soft('vote-missing'))
  })

  test('on a vote or on a motion, not on both or neither', () => {
    for (const data of [{ option: 'yes' }, { option: 'yes', vote: 1, motion: 5 }] as JsonObject[])
      given(...past)
        .when(draft('position.recorded', data, [upper]))
        .thenVoid(hard('entry-malformed', { field: 'data.vote' }))
  })
})
