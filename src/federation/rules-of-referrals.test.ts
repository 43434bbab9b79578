import { describe, test } from 'vitest'
import { charterOf, draft, foundedAlliance } from '../testing/drafts.ts'
import { type Told, author, citing, citingOwn, given, givenFlagged } from '../testing/given.ts'
import { signerNamed } from '../testing/keys.ts'
import { hard, soft } from '../views/room.ts'

const joint = charterOf(['BO', 'CL', 'PE'])
const majority = { of: 'all', fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'cast' }
const decisions = {
  ...(joint['decisions'] as object),
  assembly: { requirements: [majority], ballots: 'own-key' },
}
const alliance = foundedAlliance(author, [], { charter: { ...joint, decisions } })
const motion = draft('motion.put', { title: { es: 'Turismo' }, text: { es: 'x' } })
const amendment = draft('motion.put', { title: { es: 'x' }, text: { es: 'x' }, amends: 1 })
const accepted = (body: string, section: string) =>
  draft('membership.accepted', { section }, [citing(body, 1)])
const referred = (of: number, electors: Record<string, number>, rule = 'joint') =>
  draft('motion.referred', { motion: of, rule, electors })

/** The motion 1, the amendment 2 of it, another motion 3; and the session is open. */
const inSession: readonly Told[] = [alliance, motion, amendment, motion, draft('session.opened')]
const hands = { form: 'raised-hands', present: 9, yes: 8, no: 1, abstain: 0 }
const asOpinion = (seq: number) => draft('vote.recorded', hands, [citingOwn(inSession, seq)])
const byAssembly = (seq: number) =>
  draft('vote.recorded', { ...hands, rule: 'assembly' }, [citingOwn(inSession, seq)])

const ballot = (seq: number, isSealed: boolean): Told => ({
  ...draft(isSealed ? 'ballot.cast-within' : 'ballot.cast', { option: 'yes' }, [citingOwn(inSession, seq)]),
  signedWith: signerNamed(author),
  isSealed,
})

describe('refersAnOpenMotionOnce: what is referred is a motion of this book that is open, once', () => {
  test('a motion put', () => {
    given(alliance, motion).when(referred(1, {})).thenInForce()
    given(alliance, motion, motion, referred(1, {})).when(referred(2, {})).thenInForce()
  })

  test('what is no motion, or not yet one', () => {
    given(alliance, motion)
      .when(referred(0, {}))
      .thenVoid(hard('motion-unknown', { motion: 0 }))
    given(alliance, motion)
      .when(referred(3, {}))
      .thenVoid(hard('motion-unknown', { motion: 3 }))
  })

  test('a void motion is none', () => {
    givenFlagged(alliance, { ...motion, by: 'a stranger' })
      .when(referred(1, {}))
      .thenVoid(hard('motion-unknown', { motion: 1 }))
  })

  test('twice', () => {
    given(alliance, motion, referred(1, {}))
      .when(referred(1, {}))
      .thenVoid(hard('already-referred', { motion: 1 }))
  })

  test('twice, the first citing something', () => {
    given(alliance, motion, { ...referred(1, {}), cites: [citing('a study')] })
      .when(referred(1, {}))
      .thenVoid(hard('already-referred', { motion: 1 }))
  })

  test('one that was withdrawn, or that was decided in session', () => {
    given(alliance, motion, draft('motion.withdrawn', { motion: 1 }))
      .when(referred(1, {}))
      .thenVoid(hard('motion-not-open', { motion: 1 }))
    given(...inSession, byAssembly(1))
      .when(referred(1, {}))
      .thenVoid(hard('already-decided', { motion: 1 }))
  })

  test('an amendment, only as long as its motion is open', () => {
    given(alliance, motion, amendment).when(referred(2, {})).thenInForce()
    given(alliance, motion, amendment, draft('motion.withdrawn', { motion: 1 }))
      .when(referred(2, {}))
      .thenVoid(hard('motion-not-open', { motion: 2 }))
  })
})

describe('whatTheBasesHaveIsTheirs: what went to the bases is not decided, amended or withdrawn here', () => {
  const past: readonly Told[] = [...inSession, referred(1, {})]
  const theirs = hard('with-the-bases', { motion: 1 })
  const closed = draft('decision.closed', { motion: 1, page: 1, of: 1, marks: [], outcome: 'failed' })

  test('a vote in session by a rule of the charter decides nothing of it; as an opinion it may be held', () => {
    given(...past)
      .when(byAssembly(1))
      .thenVoid(theirs)
    given(...past)
      .when(asOpinion(1))
      .thenInForce()
  })

  test('neither is an amendment of it decided: what the bases were told stays as it was', () => {
    given(...past)
      .when(byAssembly(2))
      .thenVoid(theirs)
    given(...past)
      .when(amendment)
      .thenVoid(theirs)
    given(...past)
      .when(draft('motion.withdrawn', { motion: 2 }))
      .thenInForce()
  })

  test('nor is it taken back', () => {
    given(...past)
      .when(draft('motion.withdrawn', { motion: 1 }))
      .thenVoid(theirs)
  })

  test.each([false, true])(
    'nor is a ballot cast on it, or on an amendment of it (sealed: %s)',
    (isSealed) => {
      for (const seq of [1, 2])
        given(...past)
          .when(ballot(seq, isSealed))
          .thenVoid(theirs)
      given(...past, closed)
        .when(ballot(1, isSealed))
        .thenVoid(hard('already-decided', { motion: 1 }))
      given(...past)
        .when(ballot(3, isSealed))
        .thenInForce()
      given(...inSession)
        .when(ballot(1, isSealed))
        .thenInForce()
    },
  )

  test('once it is closed it is decided', () => {
    for (const told of [byAssembly(1), byAssembly(2), amendment, draft('motion.withdrawn', { motion: 1 })])
      given(...past, closed)
        .when(told)
        .thenVoid(hard('already-decided', { motion: 1 }))
  })

  test('what was not referred is decided in session as ever', () => {
    given(...past)
      .when(byAssembly(3))
      .thenInForce()
    given(...inSession)
      .when(byAssembly(1))
      .thenInForce()
  })
})

describe('ruleIsInTheCharter: a motion is decided by a rule of the charter', () => {
  test.each(['simple', 'constructor', '__proto__', ''])('not by %j', (rule) => {
    const breach =
      rule === '' ? hard('entry-malformed', { field: 'data.rule' }) : hard('rule-unknown', { rule })
    given(alliance, motion)
      .when(referred(1, {}, rule))
      .thenVoid(breach)
  })
})

describe('electorsAreCounted: a referral carries the number of members per section', () => {
  const past: Told[] = [
    alliance,
    accepted('Putre', 'CL'),
    accepted('Tacna', 'PE'),
    accepted('Arica', 'CL'),
    motion,
  ]
  const counted = { CL: 2, PE: 1 }

  test('as the book has them', () => {
    given(...past)
      .when(referred(4, { PE: 1, CL: 2 }))
      .thenInForce()
  })

  test("otherwise: flagged with the right figures, for the book's are those that count", () => {
    const wrong: Record<string, number>[] = [
      {},
      { CL: 2 },
      { CL: 2, PE: 2 },
      { CL: 2, PE: 1, BO: 0 },
      { CL: 2, BO: 1 },
    ]
    for (const said of wrong)
      given(...past)
        .when(referred(4, said))
        .thenFlagged(soft('electors-miscounted', { counted }))
  })
})
