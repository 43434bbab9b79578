/** Boards where a member goes on in another book: which word counts, whichever book it stands in. */
import { afterEach, describe, expect, test } from 'vitest'
import { draft, founded } from '../testing/drafts.ts'
import {
  type Story,
  begin,
  boardOf,
  closeViews,
  decides,
  folded,
  later,
  ofTacna,
  word,
  writes,
} from '../testing/going-on.ts'
import { goesOn } from '../testing/successors.ts'
import { bodyNamed, closing, reason } from '../testing/turning-federation.ts'
import type { Body } from '../testing/world.ts'
import { proposedClosing } from './closing-query.ts'
import { membershipView, membershipsOf, newsOf } from './membership-query.ts'

afterEach(closeViews)

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
