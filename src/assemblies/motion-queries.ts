/** Motions of a body as its book tells them: how each stands, and what is beside it. */
import { type Charter, foldedCharter } from '../bodies/entries.ts'
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { PositionOption } from '../kernel/vote.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import type { MotionLine, MotionStanding, MotionView, StatementView } from './views.ts'
import { openBallots } from './ballot-queries.ts'
import { correctionsOf, votesOnMotion } from './vote-queries.ts'

interface MotionRow {
  seq: number
  title: string
  text: string
  source: string | null
  at: string
  by: string
  amends: number | null
  charter: string | null
  withdrawn: number | null
  withdrawn_reason: string | null
  outcome: 'carried' | 'failed' | null
  referred: number
}

const selectMotions = `
  SELECT motions.*,
    coalesce(
      (SELECT outcome FROM closings WHERE closings.book = motions.book AND referred_in = motions.book AND motion = motions.seq),
      (SELECT outcome FROM delegate_decisions AS by WHERE by.book = motions.book AND motion = motions.seq),
      (SELECT outcome FROM votes WHERE votes.book = motions.book AND votes.seq = motions.decided)) AS outcome,
    EXISTS (SELECT 1 FROM referrals WHERE referrals.book = motions.book AND motion = motions.seq) AS referred
  FROM motions`

const rowOf = (db: ViewsDb, book: BookId, seq: number): MotionRow | undefined =>
  prepared<[string, number], MotionRow>(
    db,
    `${selectMotions} WHERE motions.book = ? AND motions.seq = ?`,
  ).get(book, seq)

function standingOf(db: ViewsDb, book: BookId, row: MotionRow): MotionStanding {
  if (row.outcome !== null) return row.outcome
  if (row.withdrawn !== null) return 'withdrawn'
  const amended = row.amends === null ? undefined : rowOf(db, book, row.amends)
  return amended === undefined || standingOf(db, book, amended) === 'open' ? 'open' : 'fallen'
}

const lineOf = (db: ViewsDb, book: BookId, row: MotionRow): MotionLine => ({
  book,
  seq: row.seq,
  title: JSON.parse(row.title) as LocalizedText,
  at: row.at,
  amends: row.amends,
  standing: standingOf(db, book, row),
  isReferred: row.referred === 1,
})

/** Newest first, at most `limit`; amendments stand among them. */
export const motionLinesOf = (db: ViewsDb, book: BookId, limit = 100): MotionLine[] =>
  motionPage(db, book, 'all', Number.MAX_SAFE_INTEGER, limit).motions

/** Which of a body's motions are listed. `open`: neither decided nor withdrawn, by whomever they are decided. */
export const motionFilters = ['all', 'open', 'decided', 'withdrawn'] as const
export type MotionFilter = (typeof motionFilters)[number]

const conditions: Readonly<Record<MotionFilter, string>> = {
  all: '1',
  open: 'withdrawn IS NULL AND decided IS NULL AND outcome IS NULL',
  decided: 'outcome IS NOT NULL',
  withdrawn: 'withdrawn IS NOT NULL AND outcome IS NULL',
}

/** Motions put before the entry `before`, newest first, and where the next part of the list begins; null: nowhere. */
export function motionPage(
  db: ViewsDb,
  book: BookId,
  filter: MotionFilter,
  before: number,
  limit: number,
): { readonly motions: MotionLine[]; readonly next: number | null } {
  const rows = prepared<[string, number], MotionRow>(
    db,
    `SELECT * FROM (${selectMotions} WHERE motions.book = ?) WHERE seq < ? AND ${conditions[filter]}
     ORDER BY seq DESC`,
  )
  const motions: MotionLine[] = []
  for (const row of rows.iterate(book, before)) {
    const line = lineOf(db, book, row)
    // What fell with the motion it amends is told by that motion alone.
    if (filter === 'open' && line.standing !== 'open') continue
    if (motions.length === limit) return { motions, next: motions.at(-1)?.seq ?? null }
    motions.push(line)
  }
  return { motions, next: null }
}

/** A motion with what stands beside it; undefined where the number is none's. */
export function motionView(db: ViewsDb, book: BookId, seq: number): MotionView | undefined {
  const row = rowOf(db, book, seq)
  if (row === undefined) return undefined
  const amended = row.amends === null ? undefined : rowOf(db, book, row.amends)
  return {
    ...lineOf(db, book, row),
    text: JSON.parse(row.text) as LocalizedText,
    source: row.source,
    by: row.by,
    proposesCharter: row.charter !== null,
    amended: amended === undefined ? null : lineOf(db, book, amended),
    withdrawn:
      row.withdrawn === null
        ? null
        : {
            seq: row.withdrawn,
            reason:
              row.withdrawn_reason === null ? null : (JSON.parse(row.withdrawn_reason) as LocalizedText),
          },
    amendments: amendmentsOf(db, book, seq),
    votes: votesOnMotion(db, book, seq),
    ballots: openBallots(db, book, seq),
    statements: statementsOn(db, book, seq),
    corrections: correctionsOf(db, book, seq),
  }
}

/** The charter that a motion proposes, and its title; undefined where it proposes none. */
export function proposalOf(
  db: ViewsDb,
  book: BookId,
  seq: number,
): { readonly title: LocalizedText; readonly charter: Charter } | undefined {
  const row = rowOf(db, book, seq)
  if (row === undefined || row.charter === null) return undefined
  return { title: JSON.parse(row.title) as LocalizedText, charter: foldedCharter(row.charter) }
}

function amendmentsOf(db: ViewsDb, book: BookId, motion: number): MotionView['amendments'] {
  return prepared<[string, number], MotionRow>(
    db,
    `${selectMotions} WHERE motions.book = ? AND motions.amends = ? ORDER BY motions.seq`,
  )
    .all(book, motion)
    .map((row) => ({ ...lineOf(db, book, row), text: JSON.parse(row.text) as LocalizedText }))
}

/** What people of this body said of an entry of it, and the corrections they asked for. */
export function statementsOn(db: ViewsDb, book: BookId, seq: number): StatementView[] {
  return prepared<
    [string, string, number],
    { seq: number; at: string; by: string; option: PositionOption | null; text: string | null }
  >(
    db,
    `SELECT seq, at, by, option, text FROM statements
       WHERE book = ? AND on_book = ? AND on_seq = ? ORDER BY seq LIMIT 200`,
  )
    .all(book, book, seq)
    .map(({ text, ...row }) => ({ ...row, text: text === null ? null : (JSON.parse(text) as LocalizedText) }))
}
