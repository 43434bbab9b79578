import { describe, expect, test } from 'vitest'
import { draft, founded, foundedAlliance } from '../testing/drafts.ts'
import { type Told, author, citing, given, givenFlagged } from '../testing/given.ts'
import { World } from '../testing/world.ts'
import { hard, soft } from '../views/room.ts'

const alliance = foundedAlliance(author, ['BO', 'CL', 'PE'])
const member = founded(author)
const accepted = (body: string, section: string) =>
  draft('membership.accepted', { section }, [citing(body, 1)])
const referred = (of: number, electors: Record<string, number>, rule = 'joint') =>
  draft('motion.referred', { motion: of, rule, electors })

const federation = citing('the alliance')
const referral = citing('the alliance', 9)
const applied = (section = 'BO') => draft('membership.applied', { section }, [federation])
const opened = draft('session.opened')
const vote = (yes: number, no: number, on = referral) =>
  draft('vote.recorded', { form: 'raised-hands', present: 9, yes, no, abstain: 0, attesters: 2 }, [on])
const position = (of: number, option: string, more: Record<string, number> = {}, on = referral) =>
  draft('position.recorded', { vote: of, option, ...more }, [on])

const malformed = hard('entry-malformed', { field: 'cites' })

describe('citesExactlyOneEntry: an application cites the federation, an acceptance the application, a position the referral', () => {
  test('one', () => {
    given(member).when(applied()).thenInForce()
    given(alliance).when(accepted('Putre', 'CL')).thenInForce()
  })

  test('none, or two', () => {
    for (const cites of [[], [federation, referral]]) {
      given(member)
        .when({ ...applied(), cites })
        .thenVoid(malformed)
      given(alliance)
        .when({ ...accepted('Putre', 'CL'), cites })
        .thenVoid(malformed)
    }
    given(member, applied(), opened, vote(5, 1))
      .when({ ...position(3, 'yes'), cites: [] })
      .thenVoid(malformed)
  })
})

describe('appliesOnce: a federation is applied to once', () => {
  test('to one, then to another', () => {
    const other = { ...applied(), cites: [citing('another alliance')] }
    given(member, applied()).when(other).thenInForce()
  })

  test('to the same again: flagged', () => {
    given(member, applied()).when(applied('CL')).thenFlagged(soft('already-applied'))
  })
})

describe('isAcceptedOnce: a body is accepted once', () => {
  test('each of several', () => {
    given(alliance, accepted('Putre', 'CL')).when(accepted('Arica', 'CL')).thenInForce()
  })

  test('the same again, in another section too: void, so that nobody votes twice', () => {
    for (const section of ['CL', 'PE'])
      given(alliance, accepted('Putre', 'CL'))
        .when(accepted('Putre', section))
        .thenVoid(hard('already-a-member'))
  })
})

describe("sectionIsInTheCharter: members are grouped in the charter's sections", () => {
  test('one it has', () => {
    given(alliance).when(accepted('Tacna', 'PE')).thenInForce()
  })

  test('one it has not, or a charter without sections', () => {
    given(alliance)
      .when(accepted('Salta', 'AR'))
      .thenVoid(hard('section-unknown', { section: 'AR' }))
    given(member)
      .when(accepted('Putre', 'CL'))
      .thenVoid(hard('section-unknown', { section: 'CL' }))
  })
})

describe('positionIsAMembers: a body takes positions in federations it applied to', () => {
  test('in one it applied to', () => {
    given(member, applied(), opened, vote(5, 1)).when(position(3, 'yes')).thenInForce()
  })

  test('in another: flagged', () => {
    given(member, opened, vote(5, 1)).when(position(2, 'yes')).thenFlagged(soft('not-a-member'))
  })
})

describe('positionIsRecordedOnce: a position is final, unless the entry says which one it corrects', () => {
  const past: Told[] = [member, applied(), opened, vote(5, 1), position(3, 'yes')]

  test('a second one: flagged with the first', () => {
    given(...past)
      .when(position(3, 'yes'))
      .thenFlagged(soft('position-already-recorded', { first: 4 }))
  })

  test('a correction of the first stands beside it', () => {
    given(...past, vote(1, 5))
      .when(position(5, 'no', { corrects: 4 }))
      .thenInForce()
  })

  test('a correction of something else is a second one', () => {
    given(...past)
      .when(position(3, 'yes', { corrects: 3 }))
      .thenFlagged(soft('position-already-recorded', { first: 4 }))
  })

  test('a second after a correction is measured against the first', () => {
    given(...past, position(3, 'yes', { corrects: 4 }))
      .when(position(3, 'yes', { corrects: 5 }))
      .thenFlagged(soft('position-already-recorded', { first: 4 }))
  })

  test('on another referral it is another matter', () => {
    const other = citing('the alliance', 12)
    given(...past, vote(5, 1, other))
      .when(position(5, 'yes', {}, other))
      .thenInForce()
  })
})

describe('positionRestsOnItsVote: a position rests on a vote of the open session on the same referral', () => {
  const past: Told[] = [member, applied(), opened, vote(5, 1)]

  test('with the option that the hands decided', () => {
    given(...past)
      .when(position(3, 'yes'))
      .thenInForce()
    given(member, applied(), opened, vote(1, 5)).when(position(3, 'no')).thenInForce()
    given(member, applied(), opened, vote(3, 3)).when(position(3, 'abstain')).thenInForce()
  })

  test('with another option', () => {
    given(...past)
      .when(position(3, 'no'))
      .thenFlagged(soft('position-differs-from-vote', { vote: 'yes' }))
  })

  test('on no vote, on a vote on something else, on one of a session closed', () => {
    given(...past)
      .when(position(2, 'yes'))
      .thenFlagged(soft('vote-missing'))
    given(member, applied(), opened, vote(5, 1, citing('another', 2)))
      .when(position(3, 'yes'))
      .thenFlagged(soft('vote-missing'))
    given(...past, draft('session.closed', { session: 2 }))
      .when(position(3, 'yes'))
      .thenFlagged(soft('vote-missing'))
  })
})

describe('several rules at once', () => {
  test('every soft breach is told, and none hides another', () => {
    givenFlagged(member, opened, position(7, 'yes'))
      .when(position(7, 'no'))
      .thenFlagged(
        soft('not-a-member'),
        soft('position-already-recorded', { first: 2 }),
        soft('vote-missing'),
      )
  })
})

describe('the form of what federations write', () => {
  test.each([
    ['data.section', { ...applied(), data: {} }],
    ['data.section', applied('')],
    ['data.motion', referred(-1, {})],
    ['data.electors.BO', referred(1, { BO: -1 })],
    ['data.option', position(1, 'maybe')],
    ['data.vote', position(-1, 'yes')],
    ['data.corrects', position(1, 'yes', { corrects: -1 })],
  ])('%s is at fault', (field, entry) => {
    given(alliance).when(entry).thenVoid(hard('entry-malformed', { field }))
  })
})

test('the author is refused a second position, and a position on no vote, though others would only flag them', async () => {
  const world = new World()
  const body = await world.found(author, member)
  await world.wrote(body, applied(), opened, vote(5, 1), position(3, 'yes'))
  expect(await world.write(body, position(3, 'yes'))).toEqual({
    ok: false,
    error: { type: 'refused', breaches: [soft('position-already-recorded', { first: 4 })] },
  })
  expect((await world.archive.book(body.book))?.size).toBe(5)
})
