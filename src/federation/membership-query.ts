/** Memberships over time: what both sides' books say, and what of the members' word a federation has not noted yet. */
import type { BookId, Citation } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { ViewsDb } from '../views/room.ts'
import type { MembershipChange, MembershipView, SectionChange } from './views.ts'

type Said = MembershipChange['said']

/** What a member's book says of its membership and the federation's book has not noted, in the order it was said. */
export interface News extends Citation {
  readonly said: Said
}

/** For all members, or for one. */
export function newsOf(db: ViewsDb, federation: BookId, body?: BookId): News[] {
  return db
    .prepare<[string, string | null, string | null], News>(
      `SELECT news.book, news.seq, news.leaf, news.said
       FROM members JOIN membership_changes AS news ON news.book = members.body AND news.other = members.book
       WHERE members.book = ? AND members.ended IS NULL AND (? IS NULL OR members.body = ?) AND news.word = 'member'
         AND news.seq > max(members.cited_seq, coalesce((SELECT max(noted.cited_seq) FROM membership_changes AS noted
           WHERE noted.book = members.book AND noted.other = members.body AND noted.word = 'heard'
             AND noted.seq > members.seq), 0))
       ORDER BY news.book, news.seq`,
    )
    .all(federation, body ?? null, body ?? null)
}

/** The last that each member of a section says of its membership, where that is that it is frozen (or goes on). */
export const wordOfSection = (db: ViewsDb, federation: BookId, section: string, said: Said): Citation[] =>
  db
    .prepare<[string, string, string], Citation>(
      `SELECT word.book, word.seq, word.leaf
       FROM members JOIN membership_changes AS word ON word.book = members.body AND word.other = members.book
       WHERE members.book = ? AND members.section = ? AND members.ended IS NULL AND word.word = 'member' AND word.said = ?
         AND word.seq = (SELECT max(seq) FROM membership_changes AS last
           WHERE last.book = members.body AND last.other = members.book AND last.word = 'member')
       ORDER BY word.book`,
    )
    .all(federation, section, said)

interface ChangeRow {
  readonly book: string
  readonly seq: number
  readonly other: string
  readonly said: Said
  readonly word: MembershipChange['word']
  readonly reason: string | null
  readonly motion: number | null
  readonly at: string
}

const changeColumns = 'book, seq, other, said, word, reason, motion, at'

/** How memberships of a federation stand by either side's word, and its sections' (docs/decisions/0021). */
export function membershipView(db: ViewsDb, federation: BookId): MembershipView {
  const members = db
    .prepare<[string], { body: string; section: string; name: string | null; seq: number }>(
      `SELECT members.body, members.section, members.seq, bodies.name FROM members LEFT JOIN bodies ON bodies.book = body
       WHERE members.book = ? AND ended IS NULL ORDER BY section, name, body`,
    )
    .all(federation)
  const own = lastByBody(
    db
      .prepare<[string], ChangeRow>(
        `SELECT ${changeColumns} FROM membership_changes WHERE other = ? AND word = 'member' ORDER BY book, seq`,
      )
      .all(federation),
    ({ book }) => book,
  )
  const ofFederation = db
    .prepare<[string], ChangeRow>(
      `SELECT ${changeColumns} FROM membership_changes WHERE book = ? AND word <> 'member' ORDER BY seq`,
    )
    .all(federation)
  const theirs = lastByBody(
    ofFederation.filter(({ word }) => word === 'federation'),
    ({ other }) => other,
  )
  const unnoted = new Set(newsOf(db, federation).map(({ book }) => book))
  return {
    federation,
    sections: sectionChanges(db, federation),
    members: members.map(({ body, section, name }) => ({
      body,
      name: nameOf(name, body),
      section,
      own: changeOf(own.get(body)),
      byFederation: changeOf(theirs.get(body)),
      isUnnoted: unnoted.has(body),
    })),
    ended: ofFederation
      .filter(({ said }) => said === 'ended')
      .map((row) => ({
        body: row.other,
        name: nameIn(db, row.other),
        change: changeOf(row) as MembershipChange,
      })),
  }
}

function lastByBody(rows: readonly ChangeRow[], bodyOf: (row: ChangeRow) => string): Map<BookId, ChangeRow> {
  return new Map(rows.map((row) => [bodyOf(row), row]))
}

const textOf = (json: string | null): LocalizedText | null =>
  json === null ? null : (JSON.parse(json) as LocalizedText)

const nameOf = (json: string | null, body: BookId): LocalizedText =>
  textOf(json) ?? { es: `${body.slice(0, 8)}…` }

const nameIn = (db: ViewsDb, body: BookId): LocalizedText =>
  nameOf(
    db.prepare<[string], string>('SELECT name FROM bodies WHERE book = ?').pluck().get(body) ?? null,
    body,
  )

const changeOf = (row: ChangeRow | undefined): MembershipChange | null =>
  row === undefined
    ? null
    : {
        said: row.said,
        word: row.word,
        reason: textOf(row.reason),
        motion: row.motion === null ? null : { book: row.book, seq: row.motion },
        at: row.at,
        proof: { book: row.book, seq: row.seq },
      }

/** The last that was said of each section that ever froze. */
function sectionChanges(db: ViewsDb, federation: BookId): SectionChange[] {
  const rows = db
    .prepare<
      [string],
      {
        seq: number
        section: string
        said: 'frozen' | 'resumed'
        reason: string | null
        cites: string
        at: string
      }
    >('SELECT seq, section, said, reason, cites, at FROM section_changes WHERE book = ? ORDER BY seq')
    .all(federation)
  const last = new Map(rows.map((row) => [row.section, row]))
  return [...last.values()].map(({ seq, section, said, reason, cites, at }) => ({
    section,
    said,
    reason: textOf(reason),
    word: JSON.parse(cites) as { book: string; seq: number }[],
    at,
    proof: { book: federation, seq },
  }))
}

/** Federations a body applied to, with what it and they last said of its membership. */
export function membershipsOf(db: ViewsDb, body: BookId): MembershipView['members'][number][] {
  const federations = db
    .prepare<[string], { federation: string; section: string; name: string | null }>(
      `SELECT federation, section, bodies.name FROM applications LEFT JOIN bodies ON bodies.book = federation
       WHERE applications.book = ? GROUP BY federation ORDER BY bodies.name, federation`,
    )
    .all(body)
  const last = db.prepare<[string, string, string], ChangeRow>(
    `SELECT ${changeColumns} FROM membership_changes WHERE book = ? AND other = ? AND word = ? ORDER BY seq DESC LIMIT 1`,
  )
  return federations.map(({ federation, section, name }) => ({
    body: federation,
    name: nameOf(name, federation),
    section,
    own: changeOf(last.get(body, federation, 'member')),
    byFederation: changeOf(last.get(federation, body, 'federation')),
    isUnnoted: newsOf(db, federation, body).length > 0,
  }))
}
