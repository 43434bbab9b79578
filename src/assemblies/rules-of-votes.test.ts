import { type AssembliesState, motionAt } from './state.ts'
import { describe, expect, test } from 'vitest'
import { draft } from '../testing/drafts.ts'
import { type Told, citing, citingOwn, given, givenFlagged } from '../testing/given.ts'
import { signerNamed } from '../testing/keys.ts'
import { hard, soft } from '../views/room.ts'
import { founding, members, withMembers } from './example-charter.ts'

const motion = draft('motion.put', { title: { es: 'Riego' }, text: { es: 'x' } })
const opened = (more: object = { present: 9, entitled: 12 }) => draft('session.opened', { ...more })
const inSession = (more?: object): readonly Told[] => [founding, motion, opened(more)]
const hands = { form: 'raised-hands', rule: 'assembly', present: 9, yes: 7, no: 1, abstain: 1 }
const vote = (more: object = {}, past = inSession(), seq = 1) =>
  draft('vote.recorded', { ...hands, ...more } as never, [citingOwn(past, seq)])
const spoken = (data: object) =>
  draft('vote.recorded', { present: 9, ...data } as never, [citingOwn(inSession(), 1)])

const decidedBy = (told: Told, past = inSession()) => {
  const { states } = given(...past)
    .when(told)
    .thenInForce()
  return motionAt(states['assemblies'] as AssembliesState, 1)?.decided
}

describe('a vote on the body’s own motion decides it by a rule of the charter', () => {
  test('carried and failed', () => {
    expect(decidedBy(vote())).toEqual({ vote: 3, rule: 'assembly', outcome: 'carried' })
    expect(decidedBy(vote({ yes: 4, no: 4 }))).toEqual({ vote: 3, rule: 'assembly', outcome: 'failed' })
  })

  test('bad input: everybody abstains: not carried', () => {
    expect(decidedBy(vote({ yes: 0, no: 0, abstain: 9 }))).toMatchObject({ outcome: 'failed' })
  })

  test('without a rule it is what it always was: no decision, and the motion stays open', () => {
    const { rule: _, ...plain } = hands
    const told = draft('vote.recorded', plain, [citingOwn(inSession(), 1)])
    expect(decidedBy(told)).toBeUndefined()
  })

  test('a vote on what another body referred decides nothing here', () => {
    const told = draft('vote.recorded', hands, [citing('a federation', 1)])
    expect(decidedBy(told)).toBeUndefined()
  })

  test.each([
    [{ form: 'acclamation', rule: 'acclamation', said: 'yes' }, 'carried'],
    [{ form: 'acclamation', rule: 'acclamation', said: 'no' }, 'failed'],
    [{ form: 'agreed', rule: 'agreed', said: 'yes' }, 'carried'],
    [{ form: 'agreed', rule: 'agreed', said: 'abstain' }, 'failed'],
    [{ form: 'consent', rule: 'consent', objections: 0 }, 'carried'],
    [{ form: 'consent', rule: 'consent', objections: 1 }, 'failed'],
  ])('%o: %s', (data, outcome) => {
    expect(decidedBy(spoken(data))).toMatchObject({ outcome })
  })
})

describe('ruleIsInTheCharter, formIsTheRules', () => {
  test('bad input: a rule the charter has not', () => {
    given(...inSession())
      .when(vote({ rule: 'x' }))
      .thenVoid(hard('rule-unknown', { rule: 'x' }))
    given(...inSession())
      .when(vote({ rule: 'constructor' }))
      .thenVoid(hard('rule-unknown', { rule: 'constructor' }))
  })

  test('bad input: what the bases decide, by hands here', () => {
    given(...inSession())
      .when(vote({ rule: 'joint' }))
      .thenVoid(hard('decided-by-bases', { rule: 'joint' }))
  })

  test('bad input: a rule voted in another form', () => {
    given(...inSession())
      .when(vote({ rule: 'consent' }))
      .thenVoid(hard('form-differs-from-rule', { form: 'raised-hands', asked: 'consent' }))
    given(...inSession())
      .when(spoken({ form: 'acclamation', rule: 'assembly', said: 'yes' }))
      .thenVoid(hard('form-differs-from-rule', { form: 'acclamation', asked: 'counted' }))
  })

  test.each([
    ['data.yes', { form: 'acclamation', rule: 'acclamation', said: 'yes', yes: 9 }],
    ['data.said', { form: 'agreed', rule: 'agreed' }],
    ['data.objections', { form: 'consent', rule: 'consent' }],
    ['data.subtotals', { form: 'consent', objections: 0, subtotals: [] }],
    ['data.no', { form: 'ballots', yes: 3 }],
    ['data.said', { form: 'raised-hands', yes: 3, no: 0, abstain: 0, said: 'yes' }],
    ['data.present', { form: 'consent', objections: 0, present: null }],
  ])('bad input: figures where the form has none, none where it has: %s', (field, data) => {
    given(...inSession())
      .when(spoken(data))
      .thenVoid(hard('entry-malformed', { field }))
  })
})

describe('quorum', () => {
  test('met by exactly as many as are needed', () => {
    given(...inSession({ present: 7, entitled: 12 }))
      .when(vote({ present: 7, yes: 5 }, inSession({ present: 7, entitled: 12 })))
      .thenInForce()
  })

  test('bad input: not met: flagged with its figures, and nothing is decided', () => {
    const { states } = given(...inSession())
      .when(vote({ present: 6, yes: 6, no: 0, abstain: 0 }))
      .thenFlagged(soft('quorum-not-met', { needed: 7, present: 6, entitled: 12 }))
    expect(states['assemblies']).toMatchObject({ votes: [{ option: 'abstain' }] })
    const motion = motionAt(states['assemblies'] as AssembliesState, 1)
    expect(motion?.open).toBeDefined()
    expect(motion?.decided).toBeUndefined()
  })

  test('bad input: of those entitled, whose number nobody said', () => {
    const past = inSession({})
    given(...past)
      .when(vote({}, past))
      .thenVoid(hard('entitled-missing'))
    given(...past)
      .when(vote({ rule: 'of-all' }, past))
      .thenVoid(hard('entitled-missing'))
    given(...past)
      .when(vote({ rule: 'two-thirds' }, past))
      .thenInForce()
  })

  test('bad input: met only by counting somebody twice: more present than entitled', () => {
    given(founding)
      .when(opened({ present: 13, entitled: 12 }))
      .thenVoid(hard('more-present-than-entitled', { present: 13, entitled: 12 }))
    given(...inSession())
      .when(vote({ present: 13 }))
      .thenVoid(hard('more-present-than-entitled', { present: 13, entitled: 12 }))
  })

  test.each([
    [1, 1],
    [2, 2],
    [3, 2],
  ])('a body of %i needs %i', (entitled, needed) => {
    const past = inSession({ present: needed, entitled })
    const of = (present: number) => vote({ present, yes: present, no: 0, abstain: 0 }, past)
    given(...past)
      .when(of(needed))
      .thenInForce()
    given(...past)
      .when(of(needed - 1))
      .thenFlagged(soft('quorum-not-met', { needed, present: needed - 1, entitled }))
  })
})

describe('what was counted', () => {
  test('bad input: spoilt ballots count among those present', () => {
    given(...inSession())
      .when(vote({ form: 'ballots', invalid: 1 }))
      .thenFlagged(soft('more-hands-than-present', { hands: 10, present: 9 }))
  })

  const place = (name: string, yes: number, no: number, abstain: number) => ({
    place: name,
    yes,
    no,
    abstain,
  })
  test('place by place it adds up', () => {
    given(...inSession())
      .when(vote({ subtotals: [place('Arriba', 4, 1, 0), place('Abajo', 3, 0, 1)] }))
      .thenInForce()
  })
  test('bad input: it does not: flagged', () => {
    given(...inSession())
      .when(vote({ subtotals: [place('Arriba', 4, 1, 0), place('Abajo', 2, 0, 1)] }))
      .thenFlagged(soft('subtotals-differ', { option: 'yes', sum: 6, said: 7 }))
  })
})

describe('placesAreOfSectionsOfTheCharter, everySectionIsCounted', () => {
  const place = (section: string | undefined, yes: number, no: number) => ({
    place: 'Cancha',
    yes,
    no,
    abstain: 0,
    ...(section === undefined ? {} : { section }),
  })
  const bySections = (...subtotals: object[]) => vote({ rule: 'each-place', no: 2, abstain: 0, subtotals })

  test('each section is told: what is asked of each is met, or is not', () => {
    expect(decidedBy(bySections(place('upper', 4, 1), place('lower', 3, 1)))).toMatchObject({
      outcome: 'carried',
    })
    expect(decidedBy(bySections(place('upper', 7, 0), place('lower', 0, 2)))).toMatchObject({
      outcome: 'failed',
    })
  })

  test('bad input: a section that was left out: flagged', () => {
    const missing = soft('section-not-counted', { section: 'lower' })
    for (const places of [[place('upper', 7, 2)], [place('upper', 4, 1), place(undefined, 3, 1)]])
      given(...inSession())
        .when(bySections(...places))
        .thenFlagged(missing)
    given(...inSession())
      .when(vote({ rule: 'each-place', no: 2, abstain: 0 }))
      .thenFlagged(soft('section-not-counted', { section: 'upper' }))
  })

  test('bad input: a section that the charter has not', () => {
    given(...inSession())
      .when(bySections(place('upper', 4, 1), place('lower', 3, 0), place('middle', 0, 1)))
      .thenVoid(hard('section-unknown', { section: 'middle' }))
  })

  test('where the whole is asked only, places need no section', () => {
    given(...inSession())
      .when(vote({ no: 2, abstain: 0, subtotals: [place(undefined, 7, 2)] }))
      .thenInForce()
  })
})

describe('ballots with one’s own key', () => {
  const past: readonly Told[] = [...withMembers, motion, opened({ present: 3, entitled: 3 })]
  const ballot = (by: string, option = 'yes', more: Partial<Told> = {}): Told => ({
    ...draft('ballot.cast', { option }, [citingOwn(past, 7)], { by }),
    signedWith: signerNamed(by),
    ...more,
  })
  const counted = (yes: number, no: number, abstain = 0) =>
    draft('vote.recorded', { form: 'ballots', rule: 'ballots', present: 3, yes, no, abstain }, [
      citingOwn(past, 7),
    ])
  const cast = [...past, ballot('Juana'), ballot('Pedro', 'no'), ballot('Rosa')]

  test('openBallotsAreCounted: one a person; the recorded figures are what they say', () => {
    const { states } = given(...cast)
      .when(counted(2, 1))
      .thenInForce()
    const motion = motionAt(states['assemblies'] as AssembliesState, 7)
    expect(motion).toMatchObject({ decided: { outcome: 'carried' } })
    expect(motion?.open).toBeUndefined()
  })

  test('bad input: a second one by the same person', () => {
    given(...past, ballot('Juana'))
      .when(ballot('Juana', 'no'))
      .thenVoid(hard('already-voted'))
  })

  test('fewer ballots than were recorded: the others voted on paper', () => {
    given(...past, ballot('Juana'))
      .when(counted(2, 1))
      .thenInForce()
  })

  test('bad input: a ballot that was not counted: flagged, by whatever rule, or by none', () => {
    const differ = soft('ballots-differ', { yes: 2, no: 1, abstain: 0 })
    given(...cast)
      .when(counted(3, 0))
      .thenFlagged(differ)
    for (const rule of ['two-thirds', undefined]) {
      const { rule: _, ...figures } = counted(1, 1).data
      given(...cast)
        .when({ ...counted(1, 1), data: { ...figures, ...(rule === undefined ? {} : { rule }) } })
        .thenFlagged(differ)
    }
  })

  test('hands raised are another matter than ballots', () => {
    given(...cast)
      .when({ ...counted(0, 3), data: { ...counted(0, 3).data, form: 'raised-hands' } })
      .thenInForce()
  })

  test('bad input: without signature, by nobody of the body, where the charter takes none', () => {
    const { signedWith: _, ...unsigned } = ballot('Juana')
    given(...past)
      .when(unsigned)
      .thenVoid(hard('own-key-missing'))
    given(...past)
      .when(ballot('Nobody'))
      .thenVoid(
        hard('author-not-entitled', { entryType: 'ballot.cast' }),
        hard('author-signature-invalid'),
        hard('not-of-this-body'),
      )
    const without = JSON.parse(JSON.stringify(past).replaceAll(',"ballots":"own-key"', '')) as Told[]
    const onIt = { ...ballot('Juana'), cites: [citingOwn(without, 7)] }
    given(...without)
      .when(onIt)
      .thenVoid(hard('ballots-not-taken'))
  })

  test('bad input: on a motion of another book, or one decided already', () => {
    given(...past)
      .when({ ...ballot('Juana'), cites: [citing('another', 7)] })
      .thenVoid(hard('motion-unknown', { motion: 7 }))
    given(...cast, counted(2, 1))
      .when(ballot('Juana'))
      .thenVoid(hard('motion-not-open', { motion: 7 }))
  })

  describe('sealed for the people of the body', () => {
    const sealed = (by: string, more: Partial<Told> = {}): Told => ({
      ...ballot(by),
      type: 'ballot.cast-within',
      isSealed: true,
      ...more,
    })
    test('one a person, whether open or sealed; nothing of it is in the open state', () => {
      const { states } = given(...past)
        .when(sealed('Juana'))
        .thenInForce()
      expect(JSON.stringify(states['assemblies'])).not.toContain('ballots')
      given(...past, sealed('Juana'))
        .when(sealed('Juana'))
        .thenVoid(hard('already-voted'))
      given(...past, ballot('Juana'))
        .when(sealed('Juana'))
        .thenVoid(hard('already-voted'))
      given(...past, sealed('Juana'))
        .when(sealed('Pedro'))
        .thenInForce()
    })
    test('bad input: in the open, unsigned, on a decided motion', () => {
      const { isSealed: _, ...open } = sealed('Juana')
      given(...past)
        .when(open)
        .thenVoid(hard('must-be-sealed', { entryType: 'ballot.cast-within' }))
      const { signedWith: __, ...unsigned } = sealed('Juana')
      given(...past)
        .when(unsigned)
        .thenVoid(hard('own-key-missing'))
      given(...cast, counted(2, 1))
        .when(sealed('Rosa'))
        .thenVoid(hard('motion-not-open', { motion: 7 }))
    })
  })
})

describe('attendance as a list', () => {
  const past: readonly Told[] = [...withMembers, opened({ present: 3, entitled: 12 })]
  const listed = (names: readonly string[], session = 7): Told => ({
    ...draft('attendance.listed', { session, persons: names.map((name) => name.repeat(26).slice(0, 26)) }),
    isSealed: true,
  })

  test('several lists add up, and it counts for what it says', () => {
    given(...past, listed(['a', 'b']))
      .when(listed(['c']))
      .thenInForce()
  })

  test('bad input: a person twice, in one list or in two, is counted in none', () => {
    given(...past)
      .when(listed(['a', 'b', 'a']))
      .thenVoid(hard('attendance-twice'))
    given(...past, listed(['a', 'b']))
      .when(listed(['b', 'c']))
      .thenVoid(hard('attendance-twice'))
  })

  test('bad input: more names than were said to be present: flagged', () => {
    given(...past)
      .when(listed(['a', 'b', 'c', 'd']))
      .thenFlagged(soft('attendance-differs', { listed: 4, present: 3 }))
  })

  test('bad input: of a session that is not open; in the open', () => {
    given(...past)
      .when(listed(['a'], 3))
      .thenVoid(hard('no-session-open'))
    given(...past, draft('session.closed', { session: 7 }))
      .when(listed(['a']))
      .thenVoid(hard('no-session-open'))
    const { isSealed: _, ...open } = listed(['a'])
    given(...past)
      .when(open)
      .thenVoid(hard('must-be-sealed', { entryType: 'attendance.listed' }))
  })

  test('of the next session it begins anew', () => {
    const next = [...past, listed(['a']), draft('session.closed', { session: 7 }), opened()]
    given(...next)
      .when(listed(['a'], 10))
      .thenInForce()
  })
})

test('a flagged vote by another node still tells what the body says', () => {
  const past = inSession()
  const { states } = givenFlagged(...past)
    .when(vote({ present: 8 }))
    .thenFlagged(soft('more-hands-than-present', { hands: 9, present: 8 }))
  expect(states['assemblies']).toMatchObject({ votes: [{ option: 'yes' }] })
  expect(members).toHaveLength(3)
})
