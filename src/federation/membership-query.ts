/** Memberships over time: what both sides' books say, and what of the members' word a federation has not noted yet. */
import type { BookId, Citation } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { type ChangeRow, readUpTo, wordsOf } from './member-words.ts'
import type { MembershipChange, MembershipView, SectionChange } from './views.ts'

type Said = MembershipChange['said']

/** What a member's books say of its membership and the federation's has not noted, in the order it was said. */
export interface News extends Citation {
  /** The member, as the federation's book knows it. */
  readonly body: BookId
  readonly said: Said
}

interface MemberRow {
  readonly body: BookId
  readonly section: string
  readonly name: string | null
  /** The last entry of its books that the federation's noted. */
  readonly notedIn: BookId
  readonly noted: number
}

/** Who is a member, by section and name. */
const memberRows = (db: ViewsDb, federation: BookId): MemberRow[] =>
  prepared<[string], MemberRow>(
    db,
    `SELECT body, section, bodies.name, coalesce(last.cited_book, members.cited_book) AS notedIn,
         coalesce(last.cited_seq, members.cited_seq) AS noted
       FROM members LEFT JOIN bodies ON bodies.book = body
         LEFT JOIN membership_changes AS last ON last.book = members.book AND last.seq =
           (SELECT max(seq) FROM membership_changes AS heard WHERE heard.book = members.book
              AND heard.other = members.body AND heard.word = 'heard' AND heard.seq > members.seq)
       WHERE members.book = ? AND ended IS NULL ORDER BY section, bodies.name, body`,
  ).all(federation)

/** For all members, or for one. */
export function newsOf(db: ViewsDb, federation: BookId, only?: BookId): News[] {
  const members = memberRows(db, federation).filter(({ body }) => only === undefined || body === only)
  const speakers = new Speakers(db)
  return newsIn(speakers, members, wordsOfMembers(db, speakers, federation, members))
}

type Words = ReadonlyMap<BookId, readonly ChangeRow[]>

const wordsOfMembers = (
  db: ViewsDb,
  speakers: Speakers,
  federation: BookId,
  members: readonly MemberRow[],
): Words =>
  wordsOf(
    db,
    speakers,
    federation,
    members.map(({ body }) => body),
  )

/** What of these words the federation's book has not noted. */
const newsIn = (speakers: Speakers, members: readonly MemberRow[], words: Words): News[] =>
  members
    .flatMap(({ body, notedIn, noted }) =>
      (words.get(body) ?? [])
        .filter((word) => speakers.order({ book: notedIn, seq: noted }, word) < 0)
        .map(({ book, seq, leaf, said }) => ({ body, book, seq, leaf, said })),
    )
    .toSorted((one, other) => (one.body < other.body ? -1 : one.body > other.body ? 1 : 0))

/** The last that each member of a section says of its membership, where that is that it is frozen (or goes on). */
export function wordOfSection(db: ViewsDb, federation: BookId, section: string, said: Said): News[] {
  const members = memberRows(db, federation).filter((member) => member.section === section)
  const bodies = members.map(({ body }) => body).toSorted()
  const words = wordsOf(db, new Speakers(db), federation, bodies)
  return bodies.flatMap((body) => {
    const last = words.get(body)?.at(-1)
    if (last?.said !== said) return []
    const { book, seq, leaf } = last
    return [{ body, book, seq, leaf, said }]
  })
}

/** What a federation's book says of a member, or its own word of it. */
interface SaidRow {
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
  const speakers = new Speakers(db)
  const members = memberRows(db, federation)
  const own = wordsOfMembers(db, speakers, federation, members)
  const said = saidOfMembers(db, speakers, federation)
  const byFederation = new Map(
    said.filter(({ word }) => word === 'federation').map((row) => [speakers.bodyOf(row.other), row]),
  )
  const unnoted = new Set(newsIn(speakers, members, own).map(({ body }) => body))
  return {
    federation,
    sections: sectionChanges(db, speakers, federation),
    members: members.map(({ body, section, name }) => ({
      body,
      name: nameOf(name, body),
      section,
      own: ownChange(own.get(body)),
      byFederation: changeOf(byFederation.get(speakers.bodyOf(body))),
      isUnnoted: unnoted.has(body),
    })),
    ended: said
      .filter((row) => row.said === 'ended')
      .map((row) => ({
        body: row.other,
        name: nameIn(db, row.other),
        change: changeOf(row) as MembershipChange,
      })),
  }
}

/** What a federation's books say of its members, from the first to this one, in order. */
function saidOfMembers(db: ViewsDb, speakers: Speakers, federation: BookId): SaidRow[] {
  const rows = prepared<[string], SaidRow>(
    db,
    `SELECT ${changeColumns} FROM membership_changes WHERE book = ? AND word <> 'member' ORDER BY seq`,
  )
  return readUpTo(speakers, federation, (book) => rows.all(book))
}

/** The last word of a member in its own books. */
function ownChange(words: readonly ChangeRow[] | undefined): MembershipChange | null {
  const last = words?.at(-1)
  return last === undefined ? null : changeOf({ ...last, word: 'member', motion: null })
}

const textOf = (json: string | null): LocalizedText | null =>
  json === null ? null : (JSON.parse(json) as LocalizedText)

const nameOf = (json: string | null, body: BookId): LocalizedText =>
  textOf(json) ?? { es: `${body.slice(0, 8)}…` }

const nameIn = (db: ViewsDb, body: BookId): LocalizedText =>
  nameOf(
    prepared<[string], string>(db, 'SELECT name FROM bodies WHERE book = ?').pluck().get(body) ?? null,
    body,
  )

const changeOf = (row: SaidRow | undefined): MembershipChange | null =>
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
function sectionChanges(db: ViewsDb, speakers: Speakers, federation: BookId): SectionChange[] {
  const ofBook = prepared<
    [string],
    {
      seq: number
      section: string
      said: 'frozen' | 'resumed'
      reason: string | null
      cites: string
      at: string
    }
  >(db, 'SELECT seq, section, said, reason, cites, at FROM section_changes WHERE book = ? ORDER BY seq')
  const rows = readUpTo(speakers, federation, (book) => ofBook.all(book))
  const last = new Map(rows.map((row) => [row.section, row]))
  return [...last.values()].map(({ book, seq, section, said, reason, cites, at }) => ({
    section,
    said,
    reason: textOf(reason),
    word: JSON.parse(cites) as { book: string; seq: number }[],
    at,
    proof: { book, seq },
  }))
}

/** Federations a body applied to, with what it and they last said of its membership; of each the book that speaks for it. */
export function membershipsOf(db: ViewsDb, body: BookId): MembershipView['members'][number][] {
  const speakers = new Speakers(db)
  return appliedTo(db, speakers, body).map(({ federation, section }) => {
    const own = wordsOf(db, speakers, federation, [body]).get(body)
    const said = saidOfMembers(db, speakers, federation).findLast(
      ({ other, word }) => word === 'federation' && speakers.bodyOf(other) === speakers.bodyOf(body),
    )
    const known = memberRows(db, federation).filter(
      (member) => speakers.bodyOf(member.body) === speakers.bodyOf(body),
    )
    const news = newsIn(speakers, known, wordsOfMembers(db, speakers, federation, known))
    return {
      body: federation,
      name: nameIn(db, federation),
      section,
      own: ownChange(own),
      byFederation: changeOf(said),
      isUnnoted: news.length > 0,
    }
  })
}

/** Federations that a body applied to in any of its books, each by the book that speaks for it now, by name. */
export function appliedTo(
  db: ViewsDb,
  speakers: Speakers,
  body: BookId,
): { readonly federation: BookId; readonly section: string }[] {
  const rows = prepared<[string], { seq: number; federation: BookId; section: string }>(
    db,
    'SELECT seq, federation, section FROM applications WHERE book = ? ORDER BY seq',
  )
  const applied = readUpTo(speakers, body, (book) => rows.all(book))
  const byFederation = new Map(
    applied.map(({ federation, section }) => [speakers.speakerOf(speakers.bodyOf(federation)), section]),
  )
  const name = prepared<[string], string>(db, 'SELECT name FROM bodies WHERE book = ?').pluck()
  const key = (federation: BookId): string => `${name.get(federation) ?? ''} ${federation}`
  return [...byFederation]
    .map(([federation, section]) => ({ federation, section }))
    .toSorted((one, other) => (key(one.federation) < key(other.federation) ? -1 : 1))
}
