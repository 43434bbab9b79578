/**
 * How delegates voted, beside what their bases told them: a join, made when read. A vote stands as the federation's book
 * has it; what is wrong with it shows beside it (docs/decisions/0022). Whom a body sends holds in whichever book of the
 * federation speaks for it, and in whichever book of the body it was said (0024).
 */
import type { BookId } from '../book/entry.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { type ChangeRow, bodiesByBook, booksBeside, inForceByBody } from './member-words.ts'
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
  prepared<[string, number], DelegateDecisionRow>(
    db,
    'SELECT seq, rule, session, outcome, at FROM delegate_decisions WHERE book = ? AND motion = ?',
  ).get(book, motion)

interface RecallRow {
  readonly book: string
  readonly seq: number
  /** The federation's book that it cites, and how far it knows that. */
  readonly federation: string
  readonly known: number
  readonly person: string
  readonly reason: string
}

/** A delegate as sent, with what recalled it. */
export interface Sending {
  readonly book: string
  readonly seq: number
  readonly leaf: string
  readonly person: string
  readonly mandate: 'free' | 'bound'
  readonly at: string
  readonly recall: RecallRow | undefined
}

/** Delegates these bodies sent to a federation, by body, in order. */
export function sendingsOf(
  db: ViewsDb,
  speakers: Speakers,
  federation: BookId,
  bodies: Iterable<BookId>,
): Map<BookId, Sending[]> {
  const named = bodiesByBook(speakers, bodies)
  const theirs = JSON.stringify(booksBeside(speakers, federation))
  const from = <Row extends { readonly book: BookId; readonly seq: number }>(
    table: string,
    columns: string,
  ) =>
    inForceByBody(
      speakers,
      named,
      prepared<[string, string], Row>(
        db,
        `SELECT ${columns} FROM json_each(?) AS own CROSS JOIN ${table} AS said
             ON said.book = own.value AND said.federation IN (SELECT value FROM json_each(?))`,
      ).all(JSON.stringify([...named.keys()]), theirs),
    )
  const recalls = from<RecallRow>('delegate_recalls', 'book, said.seq, federation, known, person, reason')
  const sent = from<Omit<Sending, 'recall'>>('delegates_sent', 'book, said.seq, leaf, person, mandate, at')
  return new Map(
    [...sent].map(([body, rows]) => [
      body,
      rows.map((row) => ({
        ...row,
        recall: recalls
          .get(body)
          ?.find((recall) => recall.person === row.person && speakers.order(row, recall) < 0),
      })),
    ]),
  )
}

interface MandateRow {
  readonly book: string
  readonly seq: number
  readonly option: PositionOption
}

/** The last that each of these bodies told its delegates about a motion. */
export function mandatesOn(
  db: ViewsDb,
  speakers: Speakers,
  { book, seq }: { readonly book: BookId; readonly seq: number },
  bodies: Iterable<BookId>,
): Map<BookId, MandateRow> {
  const rows = prepared<[string, number], MandateRow>(
    db,
    'SELECT book, seq, option FROM mandates WHERE on_book = ? AND on_seq = ?',
  ).all(book, seq)
  const byBody = inForceByBody(speakers, bodiesByBook(speakers, bodies), rows)
  return new Map([...byBody].flatMap(([body, told]) => told.slice(-1).map((last) => [body, last] as const)))
}

interface CastRow {
  readonly book: string
  readonly body: string
  readonly motion: number
  readonly person: string
  readonly option: PositionOption
  readonly seq: number
  readonly sent_book: string
  readonly sent_seq: number
  readonly sent_leaf: string
  readonly at: string
  /** How far the book of the sending is folded here. */
  readonly size: number
}

/** A vote, with what the body's own books say of the delegate, and the last that its session told its delegates. */
export interface VoteRow extends CastRow {
  /** undefined where the body's books have no such sending here. */
  readonly sending: Sending | undefined
  readonly told: MandateRow | undefined
}

const castColumns = `votes.book, body, motion, person, option, seq, sent_book, sent_seq, sent_leaf, at,
  coalesce(folded.size, 0) AS size
  FROM delegate_votes AS votes LEFT JOIN folded ON folded.book = votes.sent_book`

/** Votes on a motion, by body. */
export function votesOn(db: ViewsDb, speakers: Speakers, book: BookId, motion: number): VoteRow[] {
  const rows = prepared<[string, number], CastRow>(
    db,
    `SELECT ${castColumns} WHERE votes.book = ? AND motion = ? ORDER BY body`,
  ).all(book, motion)
  const bodies = rows.map(({ body }) => body)
  const sent = sendingsOf(db, speakers, book, bodies)
  const told = mandatesOn(db, speakers, { book, seq: motion }, bodies)
  return rows.map((row) => ({ ...row, sending: sendingMeant(row, sent), told: told.get(row.body) }))
}

const sendingMeant = (vote: CastRow, sent: ReadonlyMap<BookId, readonly Sending[]>): Sending | undefined =>
  sent
    .get(vote.body)
    ?.find(
      ({ book, seq, leaf, person }) =>
        book === vote.sent_book && seq === vote.sent_seq && leaf === vote.sent_leaf && person === vote.person,
    )

/** Votes in the name of a body, in any book of the federation where that speaks for it, newest first. */
export function votesFor(
  db: ViewsDb,
  speakers: Speakers,
  body: BookId,
  federation: BookId,
  limit: number,
): VoteRow[] {
  const cast = prepared<[string, string], CastRow>(
    db,
    `SELECT ${castColumns} WHERE body IN (SELECT value FROM json_each(?)) AND votes.book = ?
     ORDER BY seq DESC`,
  )
  const own = JSON.stringify(booksBeside(speakers, body))
  const rows = booksBeside(speakers, federation)
    .toReversed()
    .flatMap((book) => cast.all(own, book).filter(({ seq }) => speakers.counts(book, seq)))
    .slice(0, limit)
  const sent = sendingsOf(
    db,
    speakers,
    federation,
    rows.map((row) => row.body),
  )
  return rows.map((row) => ({
    ...row,
    sending: sendingMeant(row, sent),
    told: mandatesOn(db, speakers, { book: row.book, seq: row.motion }, [row.body]).get(row.body),
  }))
}

/** Bodies that were present in a session. */
export const bodiesThere = (db: ViewsDb, book: BookId, session: number): BookId[] =>
  prepared<[string, number], { body: string }>(
    db,
    'SELECT DISTINCT body FROM delegates_there WHERE book = ? AND session = ? ORDER BY body',
  )
    .all(book, session)
    .map(({ body }) => body)

export const delegateVote = ({ person, sent_book: book, sent_seq: seq, told }: VoteRow): DelegateVote => ({
  person,
  sent: { book, seq },
  mandate: told === undefined ? null : { option: told.option, proof: { book: told.book, seq: told.seq } },
})

/** `own`: what the body's books say of its membership beyond what the federation had heard. */
export function marksOfVote(speakers: Speakers, row: VoteRow, own: readonly ChangeRow[]): BoardMark[] {
  return [...mandateMarks(row), ...delegateMarks(speakers, row), ...membershipMarks(speakers, row, own)]
}

function mandateMarks({ option, told, sending, sent_book: book, sent_seq: seq }: VoteRow): BoardMark[] {
  if (told !== undefined) {
    const type = told.option === option ? ('as-told' as const) : ('against-mandate' as const)
    return [{ type, proof: { book: told.book, seq: told.seq } }]
  }
  return sending?.mandate === 'bound' ? [{ type: 'mandate-missing', proof: { book, seq } }] : []
}

/** A recall that knows of the vote came after it. */
function delegateMarks(speakers: Speakers, vote: VoteRow): BoardMark[] {
  const { sending, size, sent_book: book, sent_seq: seq } = vote
  if (sending === undefined) {
    const type = size > seq ? ('delegate-never-sent' as const) : ('not-here-yet' as const)
    return [{ type, proof: { book, seq } }]
  }
  const { recall } = sending
  if (recall === undefined || !isBeforeVote(speakers, recall.federation, recall.known, vote)) return []
  return [{ type: 'delegate-recalled', proof: { book: recall.book, seq: recall.seq } }]
}

/** Whether an entry that knows so much of the federation's book cannot have known of a vote. */
const isBeforeVote = (speakers: Speakers, book: BookId, known: number, vote: CastRow): boolean =>
  speakers.order({ book, seq: known }, vote) < 0

/** The last that the body said of its membership before it can have known of the vote. */
function membershipMarks(speakers: Speakers, vote: VoteRow, own: readonly ChangeRow[]): BoardMark[] {
  const last = own.findLast(({ other, known }) => isBeforeVote(speakers, other, known, vote))
  if (last === undefined || last.said === 'resumed') return []
  return [{ type: `membership-${last.said}`, proof: { book: last.book, seq: last.seq } }]
}
