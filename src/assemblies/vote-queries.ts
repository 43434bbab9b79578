/** Votes as books tell them, with the figures of the rule that was in force. */
import type { DecisionRule } from '../bodies/entries.ts'
import { chartersInForce } from '../bodies/views.ts'
import type { BookId } from '../book/entry.ts'
import { type Count, denominatorIn } from '../kernel/decision.ts'
import { smallestCountReaching } from '../kernel/fraction.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { PositionOption } from '../kernel/vote.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { openBallots } from './ballot-queries.ts'
import type { Subtotal, VoteForm } from './entries.ts'
import { type Figures, type VoteOutcome, quorumOf } from './outcome.ts'
import { ruleNamed } from './state.ts'
import type { ConditionView, CorrectionView, VotePurpose, VoteView } from './views.ts'

interface VoteRow {
  seq: number
  session: number
  at: string
  on_book: string
  on_seq: number
  present: number
  yes: number | null
  no: number | null
  abstain: number | null
  invalid: number | null
  attesters: number
  form: VoteForm
  rule: string | null
  entitled: number | null
  outcome: VoteOutcome | null
  said: PositionOption | null
  objections: number | null
  subtotals: string | null
  title: string | null
  motion: number | null
  position: PositionOption | null
  mandate: PositionOption | null
  recalls: string | null
  federation: string | null
  attested: number
  corrected: number
}

const selectVotes = (votes = 'votes'): string => `
  SELECT votes.*, motions.title, motions.seq AS motion,
    (SELECT option FROM positions
      WHERE positions.book = votes.book AND positions.vote = votes.seq ORDER BY positions.seq LIMIT 1) AS position,
    (SELECT option FROM mandates
      WHERE mandates.on_book = votes.on_book AND mandates.on_seq = votes.on_seq AND mandates.book = votes.book
        AND mandates.vote = votes.seq) AS mandate,
    sent.federation AS recalls, named.name AS federation,
    (SELECT count(*) FROM attestations WHERE attestations.book = votes.book AND of_seq = votes.seq) AS attested,
    EXISTS (SELECT 1 FROM corrections WHERE corrections.book = votes.book AND of_seq = votes.seq) AS corrected
  FROM ${votes}
    LEFT JOIN referrals ON referrals.book = on_book AND referrals.seq = on_seq
    LEFT JOIN delegates_sent AS sent ON sent.book = on_book AND sent.seq = on_seq
    LEFT JOIN bodies AS named ON named.book = coalesce(sent.federation, on_book)
    LEFT JOIN motions ON motions.book = on_book AND motions.seq = coalesce(referrals.motion, on_seq)`

/**
 * Votes of a book from the entry `from` up to `before`, in order. Titles and positions are those of referrals this node
 * holds.
 */
export function votesFrom(
  db: ViewsDb,
  book: BookId,
  from: number,
  before = Number.MAX_SAFE_INTEGER,
): VoteView[] {
  return prepared<[string, number, number], VoteRow>(
    db,
    `${selectVotes()} WHERE votes.book = ? AND votes.seq >= ? AND votes.seq < ? ORDER BY votes.seq`,
  )
    .all(book, from, before)
    .map(votesSeenIn(db, book))
}

/** A vote by its number; undefined where none stands there. */
export const voteAt = (db: ViewsDb, book: BookId, seq: number): VoteView | undefined =>
  votesFrom(db, book, seq, seq + 1)[0]

/** Votes of one session, in order: they stand between its opening and its end. */
export function votesOfSession(db: ViewsDb, book: BookId, session: number): VoteView[] {
  return prepared<[{ book: string; session: number }], VoteRow>(
    db,
    `${selectVotes()} WHERE votes.book = @book AND votes.session = @session AND votes.seq > @session
      AND votes.seq < coalesce((SELECT ended FROM sessions WHERE book = @book AND seq = @session), ${Number.MAX_SAFE_INTEGER})
     ORDER BY votes.seq`,
  )
    .all({ book, session })
    .map(votesSeenIn(db, book))
}

/** Votes that a body took on a motion of its own. */
export function votesOnMotion(db: ViewsDb, book: BookId, motion: number): VoteView[] {
  return prepared<[string, number], VoteRow>(
    db,
    `${selectVotes('votes INDEXED BY votes_on')} WHERE votes.book = ? AND on_book = votes.book AND on_seq = ? ORDER BY votes.seq`,
  )
    .all(book, motion)
    .map(votesSeenIn(db, book))
}

/** What rows of a book tell, each with the rule as the charter in force had it: it may be another now. */
function votesSeenIn(db: ViewsDb, book: BookId): (row: VoteRow) => VoteView {
  const charterInForce = chartersInForce(db)
  return (row) => {
    const rule =
      row.rule === null ? undefined : ruleNamed({ charter: charterInForce(book, row.seq) ?? null }, row.rule)
    return voteView(db, book, row, rule ?? null)
  }
}

function voteView(db: ViewsDb, book: BookId, row: VoteRow, facts: DecisionRule | null): VoteView {
  const { yes, no, abstain, invalid, entitled } = row
  const figures =
    yes === null || no === null || abstain === null ? null : { yes, no, abstain, invalid: invalid ?? 0 }
  return {
    seq: row.seq,
    session: row.session,
    at: row.at,
    on: { book: row.on_book, seq: row.on_seq },
    motion: row.motion === null ? null : { book: row.on_book, seq: row.motion },
    title: row.title === null ? null : (JSON.parse(row.title) as LocalizedText),
    form: row.form,
    rule: facts === null ? null : { id: row.rule ?? '', facts },
    present: row.present,
    entitled,
    quorum: facts?.quorum === undefined || entitled === null ? null : quorumOf(facts, entitled),
    figures,
    conditions: figures === null ? [] : conditionsOf(facts, figures, row),
    said: row.said,
    objections: row.objections,
    subtotals: row.subtotals === null ? [] : (JSON.parse(row.subtotals) as Subtotal[]),
    outcome: row.outcome,
    isTie: figures !== null && figures.yes > 0 && figures.yes === figures.no,
    attesters: row.attesters,
    attested: row.attested,
    corrections: row.corrected === 0 ? [] : correctionsOf(db, book, row.seq),
    ballots:
      row.form === 'ballots' && row.on_book === book ? openBallots(db, book, row.on_seq, row.seq) : null,
    purpose: purposeOf(row),
  }
}

/** A vote on the sending of a delegate is one on the recall. */
function purposeOf({ position, mandate, recalls, federation }: VoteRow): VotePurpose | null {
  const name = federation === null ? null : (JSON.parse(federation) as LocalizedText)
  if (position !== null) return { kind: 'position', option: position, federation: name }
  if (mandate !== null) return { kind: 'mandate', option: mandate, federation: name }
  return recalls === null ? null : { kind: 'recall', option: 'yes', federation: name }
}

/** Conditions on the whole; what is asked of each section is told by its places. */
function conditionsOf(
  rule: DecisionRule | null,
  figures: Figures,
  { present, entitled }: Pick<VoteRow, 'present' | 'entitled'>,
): ConditionView[] {
  return (rule?.requirements ?? []).map((requirement) => {
    const { of, denominator, fraction, moreThan } = requirement
    const isKnown = of === 'all' && (denominator !== 'entitled' || entitled !== null)
    if (!isKnown) return { requirement, total: null, needed: null }
    const count: Count = { ...figures, present, entitled: entitled ?? 0 }
    const total = denominatorIn(denominator, count)
    return { requirement, total, needed: Math.max(1, smallestCountReaching(fraction, total, moreThan)) }
  })
}

/** Corrections of an entry of the book, in order. */
export function correctionsOf(db: ViewsDb, book: BookId, seq: number): CorrectionView[] {
  return prepared<[string, number], { seq: number; at: string; text: string; figures: string | null }>(
    db,
    'SELECT seq, at, text, figures FROM corrections WHERE book = ? AND of_seq = ? ORDER BY seq',
  )
    .all(book, seq)
    .map(({ text, figures, ...row }) => ({
      ...row,
      text: JSON.parse(text) as LocalizedText,
      figures: figures === null ? null : (JSON.parse(figures) as CorrectionView['figures']),
    }))
}
