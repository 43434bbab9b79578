/** Ballots by own key that this node holds: the open ones as the book tells them, the sealed ones as far as they can be read. */
import type { BookId } from '../book/entry.ts'
import type { PositionOption } from '../kernel/vote.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { type BallotCount, noBallots } from './ballots.ts'
import type { VoteView } from './views.ts'

function countIn(
  db: ViewsDb,
  table: 'ballots' | 'ballots_within',
  book: BookId,
  motion: number,
  before: number,
): BallotCount | null {
  const rows = prepared<[string, number, number], { option: PositionOption; cast: number }>(
    db,
    `SELECT option, count(*) AS cast FROM ${table} WHERE book = ? AND motion = ? AND seq < ? GROUP BY option`,
  ).all(book, motion, before)
  const counts = Object.fromEntries(rows.map(({ option, cast }) => [option, cast]))
  return rows.length === 0 ? null : { ...noBallots, ...counts }
}

/** Cast in the open on a motion of the book before an entry of it; null: none. */
export const openBallots = (
  db: ViewsDb,
  book: BookId,
  motion: number,
  before = Number.MAX_SAFE_INTEGER,
): BallotCount | null => countIn(db, 'ballots', book, motion, before)

/** All ballots cast, where any of them is sealed; null: none is. Whoever asks has been let into the circle. */
export function ballotsWithin(
  db: ViewsDb,
  book: BookId,
  motion: number,
  before = Number.MAX_SAFE_INTEGER,
): BallotCount | null {
  const sealed = countIn(db, 'ballots_within', book, motion, before)
  if (sealed === null) return null
  const open = openBallots(db, book, motion, before) ?? noBallots
  return {
    yes: open.yes + sealed.yes,
    no: open.no + sealed.no,
    abstain: open.abstain + sealed.abstain,
  }
}

/** The same of each vote by ballots on a motion of the book, by the vote's number. */
export const ballotsOfVotes = (
  db: ViewsDb,
  book: BookId,
  votes: readonly VoteView[],
): ReadonlyMap<number, BallotCount> =>
  new Map(
    votes.flatMap(({ seq, form, on }) => {
      const held = form === 'ballots' && on.book === book ? ballotsWithin(db, book, on.seq, seq) : null
      return held === null ? [] : [[seq, held] as const]
    }),
  )
