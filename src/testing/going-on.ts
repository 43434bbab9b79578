/** The small federation where a member (Tacna) or the federation itself goes on in another book. */
import type { Citation, JsonObject } from '../book/entry.ts'
import { type SharedBoard, sharedBoard } from '../federation/board-query.ts'
import { rooms } from '../node/rooms.ts'
import { Views } from '../views/views.ts'
import { catchUpAll } from './deliveries.ts'
import { type Draft, draft, founded, foundedAlliance } from './drafts.ts'
import { type SmallFederation, sessionOn, sizeOf, smallFederation } from './small-federation.ts'
import { goesOn } from './successors.ts'
import { bodyNamed, reason, turningCharter } from './turning-federation.ts'
import type { Body } from './world.ts'

const opened: Views[] = []

export function closeViews(): void {
  for (const views of opened.splice(0)) views.close()
}

/** Tacna's books: one until it goes on in another. */
export interface Story extends SmallFederation {
  readonly tacna: Body
}

/** Delegates without a quorum: one is enough to vote. */
export const charterWith = (frozen: 'leave' | 'stay'): JsonObject => {
  const { decisions, ...charter } = turningCharter(frozen) as { decisions: { delegates: JsonObject } }
  const { quorum: _, ...delegates } = decisions.delegates
  return { ...charter, decisions: { ...decisions, delegates } }
}

export const begin = async (frozen: 'leave' | 'stay' = 'leave'): Promise<Story> => {
  const federation = await smallFederation({}, charterWith(frozen))
  return { ...federation, tacna: bodyNamed(federation, 'Tacna') }
}

export const later = (story: Story, size?: number): Promise<Body> =>
  goesOn(story.world, story.tacna, founded('Tacna', { country: 'PE' }), size === undefined ? {} : { size })

const names = ['Sajama', 'Curahuara', 'Putre', 'Arica']
export const newAlliance = (story: Story, size?: number): Promise<Body> =>
  goesOn(
    story.world,
    story.alliance,
    foundedAlliance('Alianza', ['BO', 'CL', 'PE'], { charter: charterWith('leave') }),
    { members: names.map((name) => bodyNamed(story, name)), ...(size === undefined ? {} : { size }) },
  )

export async function decides(
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

export const word = (said: string, cited: Citation, more: object = {}): Draft =>
  draft(`membership.${said}`, { as: 'member', reason, ...more }, [cited])

export const writes = async ({ world }: Story, body: Body, one: Draft): Promise<Citation> =>
  (await world.writeAnyway(body, one))[0] as Citation

export async function folded({ world }: Story): Promise<Views> {
  const views = new Views(':memory:', rooms, world.archive)
  opened.push(views)
  // Successors are folded once what they go on from is.
  for (let round = 0; round < 3; round += 1) await catchUpAll(views, world.archive)
  return views
}

export async function boardOf(story: Story, motion = story.motion): Promise<SharedBoard> {
  const board = sharedBoard((await folded(story)).db, motion)
  if (board === undefined) throw new Error('no board')
  return board
}

export const flagsIn = (views: Views, { book }: Body): unknown[] =>
  views.db.prepare('SELECT seq, status, breaches FROM flags WHERE book = ? ORDER BY seq').all(book)

/** How Tacna stands on the board. */
export function ofTacna(board: SharedBoard, { tacna }: Story) {
  const member = board.members.find(({ body }) => body === tacna.book)
  return {
    position: member?.position ?? null,
    proof: member?.proof?.book ?? null,
    marks: (member ?? board.absent.find(({ body }) => body === tacna.book))?.marks.map(({ type }) => type),
    why: board.absent.find(({ body }) => body === tacna.book)?.why ?? null,
    uncounted: board.uncounted.map(({ position, reason: why }) => `${position}: ${why}`),
  }
}
