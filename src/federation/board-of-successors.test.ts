/** Boards where a member, or the federation, goes on in another book: which word counts, whichever book it stands in. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Charter } from '../bodies/entries.ts'
import { bodiesRoom } from '../bodies/room.ts'
import { type BodiesState, charterAt } from '../bodies/state.ts'
import { rooms } from '../node/rooms.ts'
import type { Citation, JsonObject } from '../book/entry.ts'
import { catchUpAll } from '../testing/deliveries.ts'
import { type Draft, draft, founded, foundedAlliance } from '../testing/drafts.ts'
import { personNamed } from '../testing/keys.ts'
import { type SmallFederation, sessionOn, sizeOf, smallFederation } from '../testing/small-federation.ts'
import { goesOn } from '../testing/successors.ts'
import { bodyNamed, closing, reason, turningCharter } from '../testing/turning-federation.ts'
import type { Body } from '../testing/world.ts'
import { Views } from '../views/views.ts'
import { type SharedBoard, sharedBoard } from './board-query.ts'
import { proposedClosing } from './closing-query.ts'
import { delegatesView, sendingsTo } from './delegates-query.ts'
import { membershipView, membershipsOf, newsOf } from './membership-query.ts'
import { federationView, motionsOf } from './queries.ts'

const opened: Views[] = []
afterEach(() => {
  for (const views of opened.splice(0)) views.close()
})

/** Tacna's books: one until it goes on in another. */
interface Story extends SmallFederation {
  readonly tacna: Body
}

/** Delegates without a quorum: one is enough to vote. */
const charterWith = (frozen: 'leave' | 'stay'): JsonObject => {
  const { decisions, ...charter } = turningCharter(frozen) as { decisions: { delegates: JsonObject } }
  const { quorum: _, ...delegates } = decisions.delegates
  return { ...charter, decisions: { ...decisions, delegates } }
}

const begin = async (frozen: 'leave' | 'stay' = 'leave'): Promise<Story> => {
  const federation = await smallFederation({}, charterWith(frozen))
  return { ...federation, tacna: bodyNamed(federation, 'Tacna') }
}

const later = (story: Story, size?: number): Promise<Body> =>
  goesOn(story.world, story.tacna, founded('Tacna', { country: 'PE' }), size === undefined ? {} : { size })

const names = ['Sajama', 'Curahuara', 'Putre', 'Arica']
const newAlliance = (story: Story, size?: number): Promise<Body> =>
  goesOn(
    story.world,
    story.alliance,
    foundedAlliance('Alianza', ['BO', 'CL', 'PE'], { charter: charterWith('leave') }),
    { members: names.map((name) => bodyNamed(story, name)), ...(size === undefined ? {} : { size }) },
  )

async function decides(
  { world, referral }: Story,
  body: Body,
  option: 'yes' | 'no',
  more: object = {},
  on = referral,
): Promise<Citation> {
  const drafts = sessionOn(on, await sizeOf(world, body), option).map((one) =>
    one.type === 'position.recorded' ? { ...one, data: { ...one.data, ...more } } : one,
  )
  return (await world.writeAnyway(body, ...drafts))[2] as Citation
}

const word = (said: string, cited: Citation, more: object = {}): Draft =>
  draft(`membership.${said}`, { as: 'member', reason, ...more }, [cited])

const writes = async ({ world }: Story, body: Body, one: Draft): Promise<Citation> =>
  (await world.writeAnyway(body, one))[0] as Citation

async function folded({ world }: Story): Promise<Views> {
  const views = new Views(':memory:', rooms, world.archive)
  opened.push(views)
  // Successors are folded once what they go on from is.
  for (let round = 0; round < 3; round += 1) await catchUpAll(views, world.archive)
  return views
}

async function boardOf(story: Story, motion = story.motion): Promise<SharedBoard> {
  const board = sharedBoard((await folded(story)).db, motion)
  if (board === undefined) throw new Error('no board')
  return board
}

const flagsIn = (views: Views, { book }: Body): unknown[] =>
  views.db.prepare('SELECT seq, status, breaches FROM flags WHERE book = ? ORDER BY seq').all(book)

/** How Tacna stands on the board. */
function ofTacna(board: SharedBoard, { tacna }: Story) {
  const member = board.members.find(({ body }) => body === tacna.book)
  return {
    position: member?.position ?? null,
    proof: member?.proof?.book ?? null,
    marks: (member ?? board.absent.find(({ body }) => body === tacna.book))?.marks.map(({ type }) => type),
    why: board.absent.find(({ body }) => body === tacna.book)?.why ?? null,
    uncounted: board.uncounted.map(({ position, reason: why }) => `${position}: ${why}`),
  }
}

type Step = (story: Story) => Promise<unknown>

const cases: readonly (readonly [
  string,
  readonly Step[],
  (story: Story, books: [Body, Body]) => Promise<unknown>,
  object,
])[] = [
  [
    'given a position in its first book, when it goes on after that, then it counts',
    [(story) => decides(story, story.tacna, 'no')],
    () => Promise.resolve(),
    { position: 'no', isInFirst: true, uncounted: [] },
  ],
  [
    'given it went on, when its first book takes a position beyond, then that counts nowhere',
    [],
    (story, [first]) => decides(story, first, 'no'),
    { position: null, uncounted: ['no: beyond-successor'] },
  ],
  [
    'given it went on, when the new book takes a position, then it counts for the elector that the first book names',
    [],
    (story, [, second]) => decides(story, second, 'yes'),
    { position: 'yes', isInFirst: false, uncounted: [] },
  ],
  [
    'given a position in each of its books, then that of the first counts',
    [(story) => decides(story, story.tacna, 'no')],
    (story, [, second]) => decides(story, second, 'yes'),
    { position: 'no', isInFirst: true, uncounted: ['yes: position-already-recorded'] },
  ],
  [
    'given a position of the first beyond its end and one of the second, then that of the second counts',
    [],
    async (story, [first, second]) => {
      await decides(story, first, 'no')
      await decides(story, second, 'yes')
    },
    { position: 'yes', isInFirst: false, uncounted: ['no: beyond-successor'] },
  ],
  [
    'given it froze in the new book, then it has left',
    [],
    (story, [, second]) => writes(story, second, word('frozen', story.alliance.founding)),
    { position: null, why: 'frozen', uncounted: [] },
  ],
  [
    'given it ended its membership in the new book after a position in the first, then the position counts',
    [(story) => decides(story, story.tacna, 'no')],
    (story, [, second]) => writes(story, second, word('ended', story.alliance.founding)),
    { position: 'no', isInFirst: true, why: null, uncounted: [] },
  ],
  [
    'given it froze in the first and resumed in the new, when that takes a position, then it came too late',
    [(story) => writes(story, story.tacna, word('frozen', story.alliance.founding))],
    async (story, [, second]) => {
      await writes(story, second, word('resumed', story.alliance.founding))
      await decides(story, second, 'yes')
    },
    { position: null, why: 'frozen', uncounted: ['yes: left-before'] },
  ],
  [
    'given the first froze beyond its end, then it is no word of the member',
    [],
    (story, [first]) => writes(story, first, word('frozen', story.alliance.founding)),
    { position: null, why: null, uncounted: [] },
  ],
]

describe('a member that goes on in a book of its own', () => {
  test.each(cases)('%s', async (_, before, after, expected) => {
    const story = await begin()
    for (const step of before) await step(story)
    const second = await later(story)
    await after(story, [story.tacna, second])
    const { proof, ...said } = ofTacna(await boardOf(story), story)
    const isInFirst = proof === null ? {} : { isInFirst: proof === story.tacna.book }
    expect({ ...said, ...isInFirst }).toMatchObject(expected)
  })

  test('given the federation knows it by its second book, then what stands there counts', async () => {
    const story = await begin()
    const { world, alliance } = story
    const salta = bodyNamed(story, 'Salta')
    const second = await goesOn(world, salta, founded('Salta', { country: 'AR' }))
    const applied = await writes(
      story,
      second,
      draft('membership.applied', { section: 'PE' }, [alliance.founding]),
    )
    await world.wrote(alliance, draft('membership.accepted', { section: 'PE' }, [applied]))
    const motion = await world.wrote(alliance, draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } }))
    const electors = { BO: 2, CL: 2, PE: 3 }
    const referred = { motion: motion.seq, rule: 'joint', electors }
    const referral = await world.wrote(alliance, draft('motion.referred', referred))
    await decides(story, salta, 'no', {}, referral)
    await decides(story, second, 'yes', {}, referral)
    const board = await boardOf(story, motion)
    expect(board.members.find(({ body }) => body === second.book)).toMatchObject({ position: 'yes' })
    expect(board.uncounted).toMatchObject([{ position: 'no', reason: 'beyond-successor' }])
  })

  test('given a closing names the member whose later book it cites, then positions, corrections and leavings there count', async () => {
    const story = await begin()
    const { world, alliance, motion } = story
    const first = await decides(story, story.tacna, 'no')
    const second = await later(story)
    await decides(story, second, 'yes', { corrects: first.seq })
    const palca = bodyNamed(story, 'Palca')
    const other = await goesOn(world, palca, founded('Palca', { country: 'PE' }))
    await writes(story, other, word('ended', alliance.founding))
    const yes = await decides(story, bodyNamed(story, 'Putre'), 'yes')
    const proposed = proposedClosing((await folded(story)).db, alliance.book, motion.seq)
    const lines = (proposed?.lines ?? []).map(({ book, seq, leaf, mark, correction }) => {
      const place = correction ?? { book, seq, leaf }
      return [{ book: place.book, seq: place.seq, leaf: place.leaf }, correction?.option ?? mark] as const
    })
    expect(lines).toHaveLength(3)
    const draftOf = closing(motion.seq, lines, 'failed')
    expect((await world.write(alliance, draftOf)).ok).toBe(false)
    const bodies = { [second.book]: story.tacna.book, [other.book]: palca.book }
    await world.wrote(alliance, { ...draftOf, data: { ...draftOf.data, bodies } })
    const board = await boardOf(story)
    expect(ofTacna(board, story)).toEqual({
      position: 'yes',
      proof: second.book,
      marks: ['corrected'],
      why: null,
      uncounted: ['no: corrected-in-closing'],
    })
    expect(board.absent).toMatchObject([
      { body: palca.book, why: 'ended', proof: { book: other.book }, marks: [] },
    ])
    expect(board).toMatchObject({ outcome: 'failed', entitled: 5, heard: 2, disputed: null })
    expect(board.members.find(({ proof }) => proof?.book === yes.book)).toMatchObject({ position: 'yes' })
  })

  test("given a closing calls somebody else's book the member's, then it shows that its books do not say it", async () => {
    const story = await begin()
    const { world, alliance, motion } = story
    const position = await decides(story, bodyNamed(story, 'Salta'), 'yes')
    const draftOf = closing(motion.seq, [[position, 'yes']], 'failed')
    const bodies = { [position.book]: story.tacna.book }
    await world.wrote(alliance, { ...draftOf, data: { ...draftOf.data, bodies } })
    expect(ofTacna(await boardOf(story), story)).toMatchObject({
      position: 'yes',
      marks: ['not-in-its-book'],
    })
  })

  test('given `stay`, when a closing lists the frozen as gone, then it shows that nothing says so', async () => {
    const story = await begin('stay')
    const frozen = await writes(story, story.tacna, word('frozen', story.alliance.founding))
    await story.world.wrote(story.alliance, closing(story.motion.seq, [[frozen, 'left']], 'failed'))
    expect(ofTacna(await boardOf(story), story)).toMatchObject({ marks: ['not-in-its-book'] })
  })

  test('given it froze in the new book, then the federation hears it there, and it is noted once', async () => {
    const story = await begin()
    const { world, alliance, tacna } = story
    const frozen = await writes(story, tacna, word('frozen', alliance.founding))
    await world.wrote(alliance, draft('membership.frozen', { as: 'heard', reason }, [frozen]))
    const second = await later(story)
    const resumed = await writes(story, second, word('resumed', alliance.founding))
    const news = newsOf((await folded(story)).db, alliance.book)
    expect(news).toMatchObject([{ body: tacna.book, book: second.book, said: 'resumed' }])
    const noting = { as: 'heard', bodies: { [second.book]: tacna.book } }
    await world.wrote(alliance, draft('membership.resumed', noting, [resumed]))
    expect(
      await world.write(alliance, draft('membership.frozen', { as: 'heard', reason }, [frozen])),
    ).toMatchObject({
      error: { breaches: [{ type: 'already-heard' }] },
    })
    const { db } = await folded(story)
    expect(newsOf(db, alliance.book)).toEqual([])
    const line = membershipView(db, alliance.book).members.find(({ body }) => body === tacna.book)
    expect(line).toMatchObject({ own: { said: 'resumed', proof: { book: second.book } }, isUnnoted: false })
    expect(membershipsOf(db, second.book)).toMatchObject([{ body: alliance.book, own: { said: 'resumed' } }])
  })
})

describe('a federation that goes on in another book', () => {
  test('given a referral stands, when positions cite it and a freezing cites the new book, then both count', async () => {
    const story = await begin()
    const next = await newAlliance(story)
    await decides(story, bodyNamed(story, 'Palca'), 'yes')
    await writes(story, story.tacna, word('frozen', next.founding, { appliedTo: story.alliance.book }))
    const board = await boardOf(story)
    expect(board).toMatchObject({ isInForce: true, entitled: 5, heard: 1 })
    expect(ofTacna(board, story)).toMatchObject({ why: 'frozen' })
  })

  test('given a pen that was taken away, when it closes what stood before, then that is still open', async () => {
    const story = await begin()
    const { world, alliance, motion } = story
    const next = await newAlliance(story)
    await world.wrote(alliance, closing(motion.seq, [], 'failed'))
    const board = await boardOf(story)
    expect(board).toMatchObject({ isInForce: true, outcome: 'open', closed: null })
    const { db } = await folded(story)
    expect(motionsOf(db, next.book)).toMatchObject([{ outcome: 'open', isClosed: false, isInForce: true }])
  })

  test('given it was referred beyond where the new book goes on, then there it was not', async () => {
    const story = await begin()
    const next = await newAlliance(story, story.referral.seq)
    const { db } = await folded(story)
    expect(motionsOf(db, next.book)).toMatchObject([{ outcome: null, entitled: 0, isInForce: true }])
    expect(motionsOf(db, story.alliance.book)).toMatchObject([{ outcome: 'open', isInForce: false }])
  })

  test('given it is frozen by the old book, when it takes a position on what the new refers, then that is void', async () => {
    const story = await begin()
    await writes(story, story.tacna, word('frozen', story.alliance.founding))
    const next = await newAlliance(story)
    const referral = { ...next.founding, seq: 2 }
    await decides(story, story.tacna, 'yes', { appliedTo: story.alliance.book }, referral)
    expect(flagsIn(await folded(story), story.tacna)).toMatchObject([
      { status: 'void', breaches: '[{"type":"membership-frozen","isHard":true}]' },
    ])
  })

  test('given frozen before, then the new book shows who and which section is, and may take it back', async () => {
    const story = await begin()
    const { world, alliance } = story
    const application = await world.citationOf(story.tacna.book, 1)
    await world.wrote(alliance, draft('membership.frozen', { as: 'federation', reason }, [application]))
    await world.wrote(alliance, draft('section.frozen', { section: 'BO', reason }))
    const next = await newAlliance(story)
    const view = membershipView((await folded(story)).db, next.book)
    expect(view.sections).toMatchObject([{ section: 'BO', said: 'frozen', proof: { book: alliance.book } }])
    expect(view.members.find(({ body }) => body === story.tacna.book)).toMatchObject({
      byFederation: { said: 'frozen' },
    })
    await writes(story, next, draft('membership.resumed', { as: 'federation' }, [application]))
    await writes(story, next, draft('section.resumed', { section: 'BO' }))
    const views = await folded(story)
    expect(flagsIn(views, next)).toEqual([])
    expect(membershipView(views.db, next.book).sections).toMatchObject([{ said: 'resumed' }])
  })
})

describe('delegates where books go on', () => {
  const person = personNamed('delegate of Tacna')
  const send = draft('delegate.sent', { person, mandate: 'bound' })
  const sent = (story: Story): Promise<Citation> =>
    writes(story, story.tacna, { ...send, cites: [story.alliance.founding] })

  async function votes(story: Story, book: Body, sending: Citation, bodies?: object) {
    const motion = await writes(story, book, draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } }))
    const session = await writes(story, book, draft('session.opened'))
    const named = bodies === undefined ? {} : { bodies }
    const there = { session: session.seq, persons: [person], ...named }
    await writes(story, book, draft('delegates.present', there as never, [sending]))
    const data = { motion: motion.seq, rule: 'delegates', session: session.seq, page: 1, of: 1 }
    const cast = { ...data, votes: [{ person, option: 'no' }], outcome: 'failed', ...named }
    await writes(story, book, draft('delegates.voted', cast as never, [sending]))
    return { motion, board: await boardOf(story, motion) }
  }
  const marksOf = (board: SharedBoard, { tacna }: Story) =>
    board.members.find(({ body }) => body === tacna.book)?.marks.map(({ type }) => type)

  test('given it was sent to the old book, then it stands in the new, may vote there, and is told there', async () => {
    const story = await begin()
    const sending = await sent(story)
    const next = await newAlliance(story)
    const { board, motion } = await votes(story, next, sending)
    const views = await folded(story)
    expect(flagsIn(views, next)).toEqual([])
    expect(sendingsTo(views.db, next.book, motion.seq)).toMatchObject([{ body: story.tacna.book, person }])
    expect(marksOf(board, story)).toEqual(['mandate-missing'])
  })

  test('given a recall that cites the new book, then it holds for what was sent to the old', async () => {
    const story = await begin()
    const sending = await sent(story)
    const next = await newAlliance(story)
    const recalled = draft('delegate.recalled', { person, reason, appliedTo: story.alliance.book }, [
      next.founding,
    ])
    await writes(story, story.tacna, recalled)
    const { board, motion } = await votes(story, next, sending)
    const { db } = await folded(story)
    expect(sendingsTo(db, next.book, motion.seq)).toEqual([])
    expect(marksOf(board, story)).toEqual(['mandate-missing', 'delegate-recalled'])
    expect(delegatesView(db, story.tacna.book)?.federations).toMatchObject([
      { federation: next.book, delegates: [{ person, recalled: { proof: { book: story.tacna.book } } }] },
    ])
  })

  test('given its base goes on in another book, then it is still sent, and that book recalls it', async () => {
    const story = await begin()
    const sending = await sent(story)
    const second = await later(story)
    const { db } = await folded(story)
    expect(sendingsTo(db, story.alliance.book, 0)).toMatchObject([
      { person, book: story.tacna.book, seq: sending.seq },
    ])
    await writes(story, second, { ...send, cites: [story.alliance.founding] })
    await writes(story, second, draft('delegate.recalled', { person, reason }, [story.alliance.founding]))
    const views = await folded(story)
    expect(flagsIn(views, second)).toMatchObject([
      { breaches: '[{"type":"delegate-already-sent","isHard":true}]' },
    ])
    expect(sendingsTo(views.db, story.alliance.book, 0)).toEqual([])
  })

  test('given it is sent by the new book of its base, then it votes by name of the member', async () => {
    const story = await begin()
    const second = await later(story)
    const sending = await writes(story, second, { ...send, cites: [story.alliance.founding] })
    const { board } = await votes(story, story.alliance, sending, { [second.book]: story.tacna.book })
    expect(marksOf(board, story)).toEqual(['mandate-missing'])
  })

  test('given a sending beyond the end of its first book, then it was never sent', async () => {
    const story = await begin()
    await later(story)
    const { board } = await votes(story, story.alliance, await sent(story))
    expect(marksOf(board, story)).toEqual(['delegate-never-sent'])
  })
})

describe('what a successor keeps of its federation', () => {
  test('given standing, objections and opinions on record, then they show in the new book; what came beyond does not', async () => {
    const story = await begin()
    const { world, alliance } = story
    const standing = { what: 'legal-standing', who: 'Notaría', text: { es: 'Acta 12' } }
    await world.wrote(alliance, draft('standing.recorded', standing))
    const objection = { country: 'CL', who: 'Cancillería', text: { es: 'El nombre' } }
    await world.wrote(alliance, draft('objection.recorded', objection))
    const next = await newAlliance(story)
    await world.wrote(alliance, draft('standing.recorded', { ...standing, text: { es: 'Después' } }))
    const { db } = await folded(story)
    expect(federationView(db, next.book)?.record).toMatchObject([
      { what: 'objection', proof: { book: alliance.book } },
      { what: 'legal-standing', text: { es: 'Acta 12' } },
    ])
  })

  test('given the charter had changed before, then what the new book refers is decided by the last', async () => {
    const story = await begin()
    const views = await folded(story)
    const { states } = await views.catchUp(story.alliance.book)
    const bodies = states['bodies'] as BodiesState
    const changed = {
      ...bodies,
      earlierCharters: [{ until: 40, charter: { ...(bodies.charter as Charter), frozen: 'stay' as const } }],
    }
    const continued = { book: story.alliance.book, size: 41, root: '', electors: [], filled: [] }
    const inherited = bodiesRoom.inherit?.({ bodies: changed }, continued)
    expect(charterAt(changed, 3)?.frozen).toBe('stay')
    expect(charterAt(inherited as BodiesState, 3)?.frozen).toBe('leave')
  })
})
