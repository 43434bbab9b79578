import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../book/entry.ts'
import { charterOf, draft, founded, foundedAlliance } from '../testing/drafts.ts'
import { type Told, author, citing, given, tell } from '../testing/given.ts'
import { hard, soft } from '../views/room.ts'
import { type FederationState, electorsBySection, entitledNow, membersAt } from './state.ts'

const member = founded(author)
const federation = citing('the alliance')
const reason = { es: 'La carretera no se consultó' }
const applied = draft('membership.applied', { section: 'BO' }, [federation])

const leaving = { ...charterOf(['BO', 'CL', 'PE']), frozen: 'leave' }
const alliance = foundedAlliance(author, ['BO', 'CL', 'PE'])
const allianceOfLeaving = foundedAlliance(author, ['BO', 'CL', 'PE'], { charter: leaving })
const accepted = (body: string, section: string, seq = 1) =>
  draft('membership.accepted', { section }, [citing(body, seq)])

const own = (said: string, more: JsonObject = {}, cites = [federation]) =>
  draft(`membership.${said}`, { as: 'member', reason, ...more }, cites)
const said = (what: string, as: string, body: string, seq: number, more: JsonObject = {}) =>
  draft(`membership.${what}`, { as, reason, ...more }, [citing(body, seq)])

const position = draft('position.recorded', { vote: 4, option: 'yes' }, [citing('the alliance', 9)])
const vote = draft(
  'vote.recorded',
  { form: 'raised-hands', present: 9, yes: 8, no: 1, abstain: 0, attesters: 2 },
  [citing('the alliance', 9)],
)

describe('by the word of a member, in its own book', () => {
  test('it freezes its membership, resumes it, and ends it', () => {
    given(member, applied).when(own('frozen')).thenInForce()
    given(member, applied, own('frozen')).when(own('resumed')).thenInForce()
    given(member, applied, own('frozen')).when(own('ended')).thenInForce()
  })

  test('it cites what it knows of that federation, and of no other', () => {
    given(member, applied)
      .when(own('frozen', {}, [federation, citing('another', 7)]))
      .thenVoid(hard('entry-malformed', { field: 'cites' }))
    given(member, applied)
      .when(own('frozen', {}, [federation, citing('the alliance', 7)]))
      .thenInForce()
  })

  test('not where it never applied', () => {
    given(member).when(own('frozen')).thenVoid(hard('not-a-member'))
  })

  test('not twice, and nothing resumes that was not frozen', () => {
    given(member, applied, own('frozen')).when(own('frozen')).thenVoid(hard('already-frozen'))
    given(member, applied).when(own('resumed')).thenVoid(hard('not-frozen'))
  })

  test('it says why', () => {
    given(member, applied)
      .when(draft('membership.frozen', { as: 'member' }, [federation]))
      .thenVoid(hard('entry-malformed', { field: 'data.reason' }))
  })

  test('once it has ended it can apply again, and not before', () => {
    given(member, applied).when(applied).thenFlagged(soft('already-applied'))
    given(member, applied, own('frozen'), own('ended')).when(applied).thenInForce()
    given(member, applied, own('frozen'), own('ended'), applied).when(own('frozen')).thenInForce()
  })
})

describe('positionIsNotFrozen: whoever froze its membership takes no position until it resumes', () => {
  test('frozen: void', () => {
    given(member, applied, own('frozen'), draft('session.opened'), vote)
      .when(position)
      .thenVoid(hard('membership-frozen'))
  })

  test('resumed: in force', () => {
    const past: Told[] = [member, applied, own('frozen'), own('resumed'), draft('session.opened')]
    given(...past, { ...vote })
      .when({ ...position, data: { vote: 5, option: 'yes' } })
      .thenInForce()
  })
})

describe('isNoMemberOfItself', () => {
  test('neither by applying nor by accepting', () => {
    const { book } = tell([alliance])
    const itself = { ...federation, book }
    given(alliance)
      .when(draft('membership.applied', { section: 'BO' }, [itself]))
      .thenVoid(hard('member-of-itself'))
    given(alliance)
      .when(draft('membership.accepted', { section: 'BO' }, [itself]))
      .thenVoid(hard('member-of-itself'))
  })
})

describe('by the word of a federation, in its book', () => {
  const past: Told[] = [alliance, accepted('Putre', 'CL'), accepted('Tacna', 'PE')]

  test('it freezes a member, resumes and ends it; and notes what the member says', () => {
    given(...past)
      .when(said('frozen', 'federation', 'Putre', 1))
      .thenInForce()
    given(...past)
      .when(said('frozen', 'heard', 'Putre', 5))
      .thenInForce()
    given(...past, said('frozen', 'heard', 'Putre', 5))
      .when(said('resumed', 'heard', 'Putre', 8))
      .thenInForce()
  })

  test('what one word froze the other does not resume', () => {
    given(...past, said('frozen', 'heard', 'Putre', 5))
      .when(said('resumed', 'federation', 'Putre', 1))
      .thenVoid(hard('not-frozen'))
    given(...past, said('frozen', 'federation', 'Putre', 1))
      .when(said('resumed', 'heard', 'Putre', 8))
      .thenVoid(hard('not-frozen'))
  })

  test('what is heard is news', () => {
    given(...past, said('frozen', 'heard', 'Putre', 5), said('resumed', 'heard', 'Putre', 8))
      .when(said('frozen', 'heard', 'Putre', 5))
      .thenVoid(hard('already-heard', { seq: 5 }))
  })

  test('not of who is no member, or is one no more', () => {
    given(...past)
      .when(said('frozen', 'federation', 'Salta', 1))
      .thenVoid(hard('not-a-member'))
    given(...past, said('ended', 'heard', 'Putre', 5))
      .when(said('frozen', 'federation', 'Putre', 1))
      .thenVoid(hard('not-a-member'))
  })

  test('who has left can be accepted again, and not before', () => {
    given(...past)
      .when(accepted('Putre', 'CL', 9))
      .thenVoid(hard('already-a-member'))
    given(...past, said('ended', 'heard', 'Putre', 5))
      .when(accepted('Putre', 'CL', 9))
      .thenInForce()
  })

  test('a motion it rests on was carried', () => {
    const motion = draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } })
    given(...past, motion)
      .when(said('ended', 'federation', 'Putre', 1, { motion: 3 }))
      .thenVoid(hard('motion-not-carried', { motion: 3 }))
  })
})

describe('by the word of a whole section', () => {
  const past: Told[] = [alliance, accepted('Putre', 'CL'), accepted('Arica', 'CL'), accepted('Tacna', 'PE')]
  const section = (what: string, id: string, ...bodies: string[]) =>
    draft(
      `section.${what}`,
      { section: id, reason },
      bodies.map((body) => citing(body, 5)),
    )

  test('said in words, or citing what its members wrote', () => {
    given(...past)
      .when(section('frozen', 'CL'))
      .thenInForce()
    given(...past)
      .when(section('frozen', 'CL', 'Putre', 'Arica'))
      .thenInForce()
    given(...past, section('frozen', 'CL'))
      .when(section('resumed', 'CL'))
      .thenInForce()
  })

  test("not on the word of another section's member, of no section, or twice", () => {
    given(...past)
      .when(section('frozen', 'CL', 'Tacna'))
      .thenVoid(hard('not-of-the-section'))
    given(...past)
      .when(section('frozen', 'AR'))
      .thenVoid(hard('section-unknown', { section: 'AR' }))
    given(...past, section('frozen', 'CL'))
      .when(section('frozen', 'CL'))
      .thenVoid(hard('already-frozen'))
    given(...past)
      .when(section('resumed', 'CL'))
      .thenVoid(hard('not-frozen'))
  })
})

describe('electors of a later referral: what the charter says of the frozen', () => {
  const motion = draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } })
  const members: Told[] = [accepted('Putre', 'CL'), accepted('Arica', 'CL'), accepted('Tacna', 'PE')]
  const referred = (of: number, electors: Record<string, number>) =>
    draft('motion.referred', { motion: of, rule: 'joint', electors })

  test.each([
    ['by its own word, as heard', said('frozen', 'heard', 'Arica', 5), { CL: 1, PE: 1 }],
    ["by the federation's", said('frozen', 'federation', 'Arica', 1), { CL: 1, PE: 1 }],
    ['the whole section', draft('section.frozen', { section: 'CL', reason }), { PE: 1 }],
  ])(
    '%s: with `leave` they are none, with `stay`, or where it says nothing, they are',
    (_, frozen, counted) => {
      given(allianceOfLeaving, ...members, frozen, motion)
        .when(referred(5, counted))
        .thenInForce()
      given(alliance, ...members, frozen, motion)
        .when(referred(5, { CL: 2, PE: 1 }))
        .thenInForce()
      given(alliance, ...members, frozen, motion)
        .when(referred(5, counted))
        .thenFlagged(soft('electors-miscounted', { counted: { CL: 2, PE: 1 } }))
    },
  )

  test('who has ended is none, whatever the charter says; who resumed is one again', () => {
    given(alliance, ...members, said('ended', 'heard', 'Arica', 5), motion)
      .when(referred(5, { CL: 1, PE: 1 }))
      .thenInForce()
    const back = [said('frozen', 'heard', 'Arica', 5), said('resumed', 'heard', 'Arica', 6)]
    given(allianceOfLeaving, ...members, ...back, motion)
      .when(referred(6, { CL: 2, PE: 1 }))
      .thenInForce()
  })

  test('bad input: a member frozen by the federation in the middle of a decision stays an elector of it', () => {
    const past = [allianceOfLeaving, ...members, motion, referred(4, { CL: 2, PE: 1 })]
    const after = given(...past)
      .when(said('frozen', 'federation', 'Arica', 1))
      .thenInForce()
    const { open, ...state } = after.states['federation'] as FederationState
    expect(open[4]).toEqual({ seq: 5, rule: 'joint', members: 3, frozen: [] })
    const later = membersAt(state, entitledNow(state, leaving as never))
    expect(electorsBySection(later)).toEqual({ CL: 1, PE: 1 })
  })
})
