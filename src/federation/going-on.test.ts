/** Federations and delegates where books go on in others: what stands, and what the new book shows. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Charter } from '../bodies/entries.ts'
import { bodiesRoom } from '../bodies/room.ts'
import { type BodiesState, charterAt } from '../bodies/state.ts'
import type { Citation } from '../book/entry.ts'
import { draft } from '../testing/drafts.ts'
import {
  type Story,
  begin,
  boardOf,
  closeViews,
  decides,
  flagsIn,
  folded,
  later,
  newAlliance,
  ofTacna,
  word,
  writes,
} from '../testing/going-on.ts'
import { personNamed } from '../testing/keys.ts'
import { bodyNamed, closing, reason } from '../testing/turning-federation.ts'
import type { Body } from '../testing/world.ts'
import type { SharedBoard } from './board-query.ts'
import { delegatesView, sendingsTo } from './delegates-query.ts'
import { membershipView } from './membership-query.ts'
import { federationView, motionsOf } from './queries.ts'

afterEach(closeViews)

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
