/**
 * How delegates voted, beside what their bases told them: a join, made when read. A vote stands as the federation's book
 * has it; what is wrong with it shows beside it (docs/decisions/0022).
 */
import type { BookId } from '../book/entry.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { ViewsDb } from '../views/room.ts'
import type { ChangeRow } from './board-rows.ts'
import type { BoardMark, DelegateVote } from './views.ts'

export interface DelegateDecisionRow {
  readonly seq: number
  readonly rule: string
  readonly session: number
  readonly outcome: 'carried' | 'failed'
  readonly at: string
}

export const delegateDecision = (
  db: ViewsDb,
  book: BookId,
  motion: number,
): DelegateDecisionRow | undefined =>
  db
    .prepare<[string, number], DelegateDecisionRow>(
      'SELECT seq, rule, session, outcome, at FROM delegate_decisions WHERE book = ? AND motion = ?',
    )
    .get(book, motion)

/** A vote, with what the body's own book says of the delegate, and the last that its session told its delegates. */
export interface VoteRow {
  readonly body: string
  readonly motion: number
  readonly person: string
  readonly option: PositionOption
  readonly seq: number
  readonly sent_seq: number
  readonly at: string
  /** null where the body's book has no such sending here. */
  readonly bound: string | null
  readonly recalled: number | null
  readonly recall_known: number | null
  readonly told: PositionOption | null
  readonly told_seq: number | null
  /** How far the body's book is folded here. */
  readonly size: number
}

const voteColumns = `votes.body, votes.motion, votes.person, votes.option, votes.seq, votes.sent_seq, votes.at,
  sent.mandate AS bound, sent.recalled, sent.recall_known, told.option AS told, told.seq AS told_seq,
  coalesce(folded.size, 0) AS size
  FROM delegate_votes AS votes
  LEFT JOIN delegates_sent AS sent ON sent.book = votes.body AND sent.seq = votes.sent_seq
    AND sent.leaf = votes.sent_leaf AND sent.federation = votes.book AND sent.person = votes.person
  LEFT JOIN mandates AS told ON told.book = votes.body AND told.seq =
    (SELECT max(seq) FROM mandates WHERE on_book = votes.book AND on_seq = votes.motion AND book = votes.body)
  LEFT JOIN folded ON folded.book = votes.body`

/** Votes on a motion, by body. */
export const votesOn = (db: ViewsDb, book: BookId, motion: number): VoteRow[] =>
  db
    .prepare<[string, number], VoteRow>(
      `SELECT ${voteColumns} WHERE votes.book = ? AND votes.motion = ? ORDER BY votes.body`,
    )
    .all(book, motion)

/** Votes in the name of a body, newest first. */
export const votesFor = (db: ViewsDb, body: BookId, book: BookId, limit: number): VoteRow[] =>
  db
    .prepare<[string, string, number], VoteRow>(
      `SELECT ${voteColumns} WHERE votes.body = ? AND votes.book = ? ORDER BY votes.seq DESC LIMIT ?`,
    )
    .all(body, book, limit)

/** Bodies that were present in a session. */
export const bodiesThere = (db: ViewsDb, book: BookId, session: number): BookId[] =>
  db
    .prepare<[string, number], { body: string }>(
      'SELECT DISTINCT body FROM delegates_there WHERE book = ? AND session = ? ORDER BY body',
    )
    .all(book, session)
    .map(({ body }) => body)

export const delegateVote = ({
  body,
  person,
  sent_seq: seq,
  told,
  told_seq: toldSeq,
}: VoteRow): DelegateVote => ({
  person,
  sent: { book: body, seq },
  mandate: told === null || toldSeq === null ? null : { option: told, proof: { book: body, seq: toldSeq } },
})

/** `own`: what the body's book says of its membership beyond what the federation had heard. */
export function marksOfVote(row: VoteRow, own: readonly ChangeRow[]): BoardMark[] {
  return [...mandateMarks(row), ...delegateMarks(row), ...membershipMarks(row, own)]
}

function mandateMarks({ body, option, told, told_seq: toldSeq, bound, sent_seq: seq }: VoteRow): BoardMark[] {
  if (told !== null && toldSeq !== null) {
    const type = told === option ? ('as-told' as const) : ('against-mandate' as const)
    return [{ type, proof: { book: body, seq: toldSeq } }]
  }
  return bound === 'bound' ? [{ type: 'mandate-missing', proof: { book: body, seq } }] : []
}

/** A recall that knows of the vote came after it. */
function delegateMarks({
  body,
  seq,
  sent_seq: sentSeq,
  size,
  bound,
  recalled,
  recall_known: known,
}: VoteRow): BoardMark[] {
  if (bound === null)
    return [
      { type: size > sentSeq ? 'delegate-never-sent' : 'not-here-yet', proof: { book: body, seq: sentSeq } },
    ]
  const wasRecalled = recalled !== null && known !== null && known < seq
  return wasRecalled ? [{ type: 'delegate-recalled', proof: { book: body, seq: recalled } }] : []
}

/** The last that the body said of its membership before it can have known of the vote. */
function membershipMarks({ body, seq }: VoteRow, own: readonly ChangeRow[]): BoardMark[] {
  const last = own.findLast(({ known }) => known < seq)
  if (last === undefined || last.said === 'resumed') return []
  return [{ type: `membership-${last.said}`, proof: { book: body, seq: last.seq } }]
}
