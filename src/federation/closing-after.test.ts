/** What was referred in a book that another goes on from: closed there, with the electors and the rule of then. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Citation } from '../book/entry.ts'
import { draft, foundedAlliance } from '../testing/drafts.ts'
import {
  type Story,
  begin,
  boardOf,
  charterWith,
  closeViews,
  decides,
  flagsIn,
  folded,
  newAlliance,
  word,
  writes,
} from '../testing/going-on.ts'
import { goesOn } from '../testing/successors.ts'
import { bodyNamed, closing } from '../testing/turning-federation.ts'
import type { Body } from '../testing/world.ts'
import type { Mark } from './entries.ts'
import { referralsAwaiting } from './awaiting-query.ts'
import { motionsOf } from './queries.ts'

afterEach(closeViews)

type Lines = readonly (readonly [Citation, Mark])[]

/** A closing, in a book that goes on, of the motion of the first. */
function closingIn({ alliance, motion }: Story, lines: Lines, outcome: 'carried' | 'failed', of?: string) {
  const one = closing(motion.seq, lines, outcome)
  return { ...one, data: { ...one.data, referredIn: of ?? alliance.book } }
}

/** Positions of so many members that it is carried, if nobody else is awaited. */
async function answers(story: Story, ...names: readonly string[]): Promise<Lines> {
  const lines: (readonly [Citation, Mark])[] = []
  for (const name of names) lines.push([await decides(story, bodyNamed(story, name), 'yes'), 'yes'])
  return lines
}

/** Motions that wait for the word of a member. */
const awaitedOf = async (story: Story, name: string) =>
  referralsAwaiting((await folded(story)).db, bodyNamed(story, name).book).map(({ motion }) => motion)

const breachesIn = async (story: Story, book: Body): Promise<unknown[]> =>
  flagsIn(await folded(story), book).flatMap(
    (flag) => JSON.parse((flag as { breaches: string }).breaches) as unknown[],
  )

describe('what waits when a federation goes on in another book', () => {
  test('given positions before and after, when the new book closes it, then it is decided, with those of then entitled', async () => {
    const story = await begin()
    const before = await answers(story, 'Sajama')
    const next = await newAlliance(story)
    const after = await answers(story, 'Palca')
    const closed = await writes(story, next, closingIn(story, [...before, ...after], 'failed'))
    expect(await breachesIn(story, next)).toEqual([])
    expect(await boardOf(story)).toMatchObject({
      outcome: 'failed',
      entitled: 6,
      heard: 2,
      closed: { ref: { book: next.book, seq: closed.seq } },
      disputed: null,
    })
    const motions = motionsOf((await folded(story)).db, next.book)
    expect(motions).toMatchObject([{ outcome: 'failed', isClosed: true, heard: 2, entitled: 6 }])
  })

  test('given enough said yes and one left in its own book, then it is carried without that one', async () => {
    const story = await begin()
    const next = await newAlliance(story)
    const yes = await answers(story, 'Sajama', 'Curahuara', 'Putre', 'Arica', 'Palca')
    const left = await writes(
      story,
      story.tacna,
      word('frozen', next.founding, { appliedTo: story.alliance.book }),
    )
    await writes(story, next, closingIn(story, [...yes, [left, 'left']], 'carried'))
    expect(await breachesIn(story, next)).toEqual([])
    expect(await boardOf(story)).toMatchObject({ outcome: 'carried', entitled: 5, heard: 5, disputed: null })
  })

  test('given a member that has said nothing, then it is awaited until the new book closes it, and not after', async () => {
    const story = await begin()
    const motion = { book: story.alliance.book, seq: story.motion.seq }
    const yes = await answers(story, 'Sajama')
    expect([await awaitedOf(story, 'Sajama'), await awaitedOf(story, 'Palca')]).toEqual([[], [motion]])
    const next = await newAlliance(story)
    await writes(story, next, closingIn(story, yes, 'failed'))
    expect(await awaitedOf(story, 'Palca')).toEqual([])
  })

  test('given the pen that was taken away closes it too, then that of the new book counts', async () => {
    const story = await begin()
    const next = await newAlliance(story)
    await story.world.wrote(story.alliance, closing(story.motion.seq, [], 'failed'))
    const yes = await answers(story, 'Sajama')
    await writes(story, next, closingIn(story, yes, 'failed'))
    expect(await boardOf(story)).toMatchObject({ closed: { ref: { book: next.book } }, heard: 1 })
  })

  test('given the book goes on once more, then the last closes what still waits, and nothing twice', async () => {
    const story = await begin()
    const next = await newAlliance(story)
    const third = await goesOn(
      story.world,
      next,
      foundedAlliance('Alianza', ['BO', 'CL', 'PE'], { charter: charterWith('leave') }),
      { members: ['Sajama', 'Curahuara', 'Putre', 'Arica'].map((name) => bodyNamed(story, name)) },
    )
    const closed = await writes(story, third, closingIn(story, [], 'failed'))
    expect(await breachesIn(story, third)).toEqual([])
    expect(await boardOf(story)).toMatchObject({ closed: { ref: { book: third.book, seq: closed.seq } } })
    await writes(story, third, closingIn(story, [], 'failed'))
    expect(await breachesIn(story, third)).toEqual([
      { type: 'already-decided', motion: story.motion.seq, isHard: true },
    ])
  })

  test('given a proposal that nobody endorsed closes it, then that counts nowhere', async () => {
    const story = await begin()
    const proposal = await goesOn(
      story.world,
      story.alliance,
      foundedAlliance('Alianza', ['BO', 'CL', 'PE'], { charter: charterWith('leave') }),
      { members: [] },
    )
    await writes(story, proposal, closingIn(story, [], 'failed'))
    expect(await boardOf(story)).toMatchObject({ outcome: 'open', closed: null })
    expect(await awaitedOf(story, 'Palca')).toHaveLength(1)
  })
})

describe('bad input: a closing of what was referred before', () => {
  test('of a motion that was not, was beyond, or is of a strange book', async () => {
    const story = await begin()
    const strange = { ...story, motion: { ...story.motion, seq: story.motion.seq + 40 } }
    const next = await newAlliance(story)
    await writes(story, next, closingIn(strange, [], 'failed'))
    await writes(story, next, closingIn(story, [], 'failed', story.tacna.book))
    await writes(story, next, closing(story.motion.seq, [], 'failed'))
    const refused = (motion: number) => ({ type: 'motion-not-referred', motion, isHard: true })
    expect(await breachesIn(story, next)).toEqual([
      refused(strange.motion.seq),
      refused(story.motion.seq),
      refused(story.motion.seq),
    ])
  })

  test('beyond where the new book goes on it was not referred', async () => {
    const story = await begin()
    const next = await newAlliance(story, story.referral.seq)
    await writes(story, next, closingIn(story, [], 'failed'))
    expect(await breachesIn(story, next)).toMatchObject([{ type: 'motion-not-referred' }])
  })

  test('with figures that are not what the positions make, or with one who was no member then', async () => {
    const story = await begin()
    const next = await newAlliance(story)
    const yes = await answers(story, 'Sajama')
    await writes(story, next, closingIn(story, yes, 'carried'))
    const salta = bodyNamed(story, 'Salta')
    const applied = await writes(
      story,
      salta,
      draft('membership.applied', { section: 'PE' }, [next.founding]),
    )
    await writes(story, next, draft('membership.accepted', { section: 'PE' }, [applied]))
    const late = await decides(story, salta, 'yes')
    await writes(story, next, closingIn(story, [[late, 'yes']], 'failed'))
    expect(await breachesIn(story, next)).toEqual([
      { type: 'outcome-miscounted', outcome: 'failed', isHard: true },
      { type: 'not-an-elector', isHard: true },
    ])
    expect(await boardOf(story)).toMatchObject({ outcome: 'open', closed: null })
  })
})
