/** Delegates as their bases' books tell them, beside how they voted in the federations' books. */
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { ViewsDb } from '../views/room.ts'
import { delegateVote, marksOfVote, votesFor } from './board-delegates.ts'
import type { ChangeRow } from './board-rows.ts'
import type { DelegateLine, DelegateVoteLine, DelegatesView, EntryRef, SendingLine } from './views.ts'

const votesShown = 60

const nameOf = (json: string | null, book: BookId): LocalizedText =>
  json === null ? { es: `${book.slice(0, 8)}…` } : (JSON.parse(json) as LocalizedText)

/** How a body's delegates voted, and what they had been told; undefined where the body's book is not here. */
export function delegatesView(db: ViewsDb, body: BookId): DelegatesView | undefined {
  const row = db
    .prepare<[string], { name: string; demonstration: number }>(
      'SELECT name, demonstration FROM bodies WHERE book = ?',
    )
    .get(body)
  if (row === undefined) return undefined
  const federations = db
    .prepare<[string], { federation: string; name: string | null }>(
      `SELECT federation, bodies.name FROM applications LEFT JOIN bodies ON bodies.book = federation
       WHERE applications.book = ? GROUP BY federation ORDER BY bodies.name, federation`,
    )
    .all(body)
  return {
    body,
    name: JSON.parse(row.name) as LocalizedText,
    demonstration: row.demonstration === 1,
    federations: federations.map(({ federation, name }) => ({
      federation,
      name: nameOf(name, federation),
      delegates: delegatesOf(db, body, federation),
      votes: votesOf(db, body, federation),
      open: undecidedMotions(db, federation),
    })),
  }
}

function delegatesOf(db: ViewsDb, body: BookId, federation: BookId): DelegateLine[] {
  return db
    .prepare<
      [string, string],
      {
        seq: number
        person: string
        mandate: 'free' | 'bound'
        at: string
        recalled: number | null
        recall_reason: string | null
      }
    >(
      `SELECT seq, person, mandate, at, recalled, recall_reason FROM delegates_sent
       WHERE federation = ? AND book = ? ORDER BY recalled IS NOT NULL, seq DESC`,
    )
    .all(federation, body)
    .map(({ seq, person, mandate, at, recalled, recall_reason: reason }) => ({
      person,
      mandate,
      at,
      sent: { book: body, seq },
      recalled:
        recalled === null ? null : { proof: { book: body, seq: recalled }, reason: nameOf(reason, body) },
    }))
}

function votesOf(db: ViewsDb, body: BookId, federation: BookId): DelegateVoteLine[] {
  const title = db
    .prepare<[string, number], string>('SELECT title FROM motions WHERE book = ? AND seq = ?')
    .pluck()
  const decided = db
    .prepare<[string, number], number>('SELECT seq FROM delegate_decisions WHERE book = ? AND motion = ?')
    .pluck()
  const heard = db
    .prepare<[string, number, string], number>(
      'SELECT heard FROM electors WHERE book = ? AND seq = ? AND body = ?',
    )
    .pluck()
  const changes = db.prepare<[string, string, number], ChangeRow>(
    `SELECT book, seq, said, leaf, known FROM membership_changes
     WHERE book = ? AND other = ? AND word = 'member' AND seq > ? ORDER BY seq`,
  )
  return votesFor(db, body, federation, votesShown).map((row) => {
    const by = decided.get(federation, row.motion)
    const since = by === undefined ? 0 : (heard.get(federation, by, body) ?? 0)
    const put = title.get(federation, row.motion)
    return {
      motion: { book: federation, seq: row.motion },
      title: put === undefined ? null : nameOf(put, federation),
      option: row.option,
      at: row.at,
      proof: { book: federation, seq: row.seq },
      delegate: delegateVote(row),
      marks: marksOfVote(row, changes.all(body, federation, since)),
    }
  })
}

/** Motions that nobody has decided and that are not with the bases, newest first. */
export const undecidedMotions = (
  db: ViewsDb,
  federation: BookId,
): { readonly ref: EntryRef; readonly title: LocalizedText }[] =>
  db
    .prepare<[string], { seq: number; title: string }>(
      `SELECT seq, title FROM motions WHERE book = ?
         AND NOT EXISTS (SELECT 1 FROM referrals WHERE referrals.book = motions.book AND referrals.motion = motions.seq)
         AND NOT EXISTS (SELECT 1 FROM delegate_decisions AS done
           WHERE done.book = motions.book AND done.motion = motions.seq)
       ORDER BY seq DESC`,
    )
    .all(federation)
    .map(({ seq, title }) => ({ ref: { book: federation, seq }, title: nameOf(title, federation) }))

/** Who could be there: the delegates of each member of a federation that are sent and not recalled, with their mandate on a motion. */
export const sendingsTo = (db: ViewsDb, federation: BookId, motion: number): SendingLine[] =>
  db
    .prepare<
      [number, string],
      {
        body: string
        name: string | null
        section: string
        person: string
        seq: number
        leaf: string
        mandate: PositionOption | null
      }
    >(
      `SELECT members.body, bodies.name, members.section, sent.person, sent.seq, sent.leaf,
         (SELECT option FROM mandates WHERE on_book = members.book AND on_seq = ? AND mandates.book = members.body
           ORDER BY mandates.seq DESC LIMIT 1) AS mandate
       FROM members JOIN delegates_sent AS sent ON sent.federation = members.book AND sent.book = members.body
         LEFT JOIN bodies ON bodies.book = members.body
       WHERE members.book = ? AND members.ended IS NULL AND sent.recalled IS NULL
       ORDER BY members.section, bodies.name, members.body, sent.seq`,
    )
    .all(motion, federation)
    .map((row) => ({ ...row, name: nameOf(row.name, row.body) }))

/** The sending of a delegate who is not recalled: what a recall is voted on. */
export const sendingOf = (
  db: ViewsDb,
  body: BookId,
  federation: BookId,
  person: string,
): { readonly seq: number; readonly leaf: string } | undefined =>
  db
    .prepare<[string, string, string], { seq: number; leaf: string }>(
      'SELECT seq, leaf FROM delegates_sent WHERE federation = ? AND book = ? AND person = ? AND recalled IS NULL',
    )
    .get(federation, body, person)
