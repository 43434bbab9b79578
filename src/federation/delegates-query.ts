/** Delegates as their bases' books tell them, beside how they voted in the federations' books. */
import type { BookId, Citation } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import {
  type Sending,
  delegateVote,
  mandatesOn,
  marksOfVote,
  sendingsOf,
  votesFor,
} from './board-delegates.ts'
import { wordsOf } from './member-words.ts'
import { appliedTo } from './membership-query.ts'
import type { DelegateLine, DelegateVoteLine, DelegatesView, EntryRef, SendingLine } from './views.ts'

const votesShown = 60

const nameOf = (json: string | null, book: BookId): LocalizedText =>
  json === null ? { es: `${book.slice(0, 8)}…` } : (JSON.parse(json) as LocalizedText)

/** How a body's delegates voted, and what they had been told; undefined where the body's book is not here. */
export function delegatesView(db: ViewsDb, body: BookId): DelegatesView | undefined {
  const facts = prepared<[string], { name: string; demonstration: number }>(
    db,
    'SELECT name, demonstration FROM bodies WHERE book = ?',
  )
  const row = facts.get(body)
  if (row === undefined) return undefined
  const speakers = new Speakers(db)
  return {
    body,
    name: JSON.parse(row.name) as LocalizedText,
    demonstration: row.demonstration === 1,
    federations: appliedTo(db, speakers, body).map(({ federation }) => ({
      federation,
      name: nameOf(facts.get(federation)?.name ?? null, federation),
      delegates: delegatesOf(db, speakers, body, federation),
      votes: votesOf(db, speakers, body, federation),
      open: undecidedMotions(db, federation),
    })),
  }
}

/** Those who stand first, then those recalled; of either the last sent first. */
function delegatesOf(db: ViewsDb, speakers: Speakers, body: BookId, federation: BookId): DelegateLine[] {
  const sent = sendingsOf(db, speakers, federation, [body]).get(body) ?? []
  const isRecalled = ({ recall }: Sending): number => (recall === undefined ? 0 : 1)
  return sent
    .toReversed()
    .toSorted((one, other) => isRecalled(one) - isRecalled(other))
    .map(({ book, seq, person, mandate, at, recall }) => ({
      person,
      mandate,
      at,
      sent: { book, seq },
      recalled:
        recall === undefined
          ? null
          : { proof: { book: recall.book, seq: recall.seq }, reason: nameOf(recall.reason, body) },
    }))
}

function votesOf(db: ViewsDb, speakers: Speakers, body: BookId, federation: BookId): DelegateVoteLine[] {
  const title = prepared<[string, number], string>(
    db,
    'SELECT title FROM motions WHERE book = ? AND seq = ?',
  ).pluck()
  const heard = prepared<[string, number, string], { book: string; seq: number }>(
    db,
    `SELECT heard_in AS book, heard AS seq FROM delegate_decisions AS done JOIN electors USING (book, seq)
     WHERE book = ? AND motion = ? AND body = ?`,
  )
  const words = wordsOf(db, speakers, federation, [body]).get(body) ?? []
  return votesFor(db, speakers, body, federation, votesShown).map((row) => {
    const since = heard.get(row.book, row.motion, row.body)
    const put = title.get(row.book, row.motion)
    return {
      motion: { book: row.book, seq: row.motion },
      title: put === undefined ? null : nameOf(put, federation),
      option: row.option,
      at: row.at,
      proof: { book: row.book, seq: row.seq },
      delegate: delegateVote(row),
      marks: marksOfVote(
        speakers,
        row,
        words.filter((word) => since === undefined || speakers.order(since, word) < 0),
      ),
    }
  })
}

/** Motions that nobody has decided and that are not with the bases, newest first. */
export const undecidedMotions = (
  db: ViewsDb,
  federation: BookId,
): { readonly ref: EntryRef; readonly title: LocalizedText }[] =>
  prepared<[string], { seq: number; title: string }>(
    db,
    `SELECT seq, title FROM motions WHERE book = ?
         AND NOT EXISTS (SELECT 1 FROM referrals WHERE referrals.book = motions.book AND referrals.motion = motions.seq)
         AND NOT EXISTS (SELECT 1 FROM delegate_decisions AS done
           WHERE done.book = motions.book AND done.motion = motions.seq)
       ORDER BY seq DESC`,
  )
    .all(federation)
    .map(({ seq, title }) => ({ ref: { book: federation, seq }, title: nameOf(title, federation) }))

/** Who could be there: the delegates of each member of a federation that are sent and not recalled, with their mandate on a motion. */
export function sendingsTo(db: ViewsDb, federation: BookId, motion: number): SendingLine[] {
  const speakers = new Speakers(db)
  const members = prepared<[string], { body: string; name: string | null; section: string }>(
    db,
    `SELECT body, bodies.name, section FROM members LEFT JOIN bodies ON bodies.book = body
       WHERE members.book = ? AND ended IS NULL ORDER BY section, bodies.name, body`,
  ).all(federation)
  const bodies = members.map(({ body }) => body)
  const sent = sendingsOf(db, speakers, federation, bodies)
  const told = mandatesOn(db, speakers, { book: federation, seq: motion }, bodies)
  return members.flatMap(({ body, name, section }) =>
    (sent.get(body) ?? [])
      .filter(({ recall }) => recall === undefined)
      .map(({ book, seq, leaf, person }) => {
        const mandate = told.get(body)?.option ?? null
        return { body, name: nameOf(name, body), section, person, book, seq, leaf, mandate }
      }),
  )
}

/** The sending of a delegate who is not recalled: what a recall is voted on. */
export const sendingOf = (
  db: ViewsDb,
  body: BookId,
  federation: BookId,
  person: string,
): Citation | undefined =>
  sendingsOf(db, new Speakers(db), federation, [body])
    .get(body)
    ?.find((sent) => sent.person === person && sent.recall === undefined)
