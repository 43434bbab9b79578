/** Federations and their motions, as this node has heard. */
import { foldedCharter } from '../bodies/entries.ts'
import type { BookId } from '../book/entry.ts'
import { fractionToText } from '../kernel/fraction.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { sharedBoard } from './board-query.ts'
import { membersInACircle } from './circles.ts'
import { closingThatCounts } from './closing-that-counts.ts'
import { type BodyRow, memberFacts } from './member-facts.ts'
import { booksUpTo, readUpTo } from './member-words.ts'
import { type Reading, readingOf } from './reading.ts'
import { onRecord } from './record-query.ts'
import type { FederationView } from './views.ts'

const localized = (json: string): LocalizedText => JSON.parse(json) as LocalizedText

/** Books of bodies whose charter has sections, or that have members, of each the one that speaks for it: by name. */
export function federations(db: ViewsDb): { book: BookId; name: LocalizedText; members: number }[] {
  const speakers = new Speakers(db)
  return prepared<[], { book: string; name: string; members: number }>(
    db,
    `SELECT book, name,
       (SELECT count(*) FROM members WHERE members.book = bodies.book AND ended IS NULL) AS members
     FROM bodies
     WHERE book IN (
       SELECT book FROM bodies WHERE json_extract(charter, '$.sections') IS NOT NULL UNION SELECT book FROM members)
     ORDER BY name, book`,
  )
    .all()
    .filter(({ book }) => speakers.isSpeaker(book))
    .map((row) => ({ ...row, name: localized(row.name) }))
}

/** What the bar of a body says of it; undefined of one not folded here. `isFederation`: its charter has sections, or it has members. */
export function placeOf(
  db: ViewsDb,
  book: BookId,
): { readonly name: LocalizedText; readonly isFederation: boolean } | undefined {
  const row = prepared<[string, string], { name: string; isFederation: number }>(
    db,
    `SELECT name, json_extract(charter, '$.sections') IS NOT NULL
       OR EXISTS (SELECT 1 FROM members WHERE book = ?) AS isFederation FROM bodies WHERE book = ?`,
  ).get(book, book)
  return row === undefined ? undefined : { name: localized(row.name), isFederation: row.isFederation === 1 }
}

/** A federation with its members and its newest motions, all where no number is given; undefined where this node holds none of that id. */
export function federationView(db: ViewsDb, book: BookId, maxMotions?: number): FederationView | undefined {
  const row = prepared<
    [string],
    { name: string; kind: string; charter: string; demonstration: number; founded_at: string }
  >(db, 'SELECT name, kind, charter, demonstration, founded_at FROM bodies WHERE book = ?').get(book)
  if (row === undefined) return undefined
  return {
    book,
    name: localized(row.name),
    kind: row.kind,
    foundedAt: row.founded_at,
    demonstration: row.demonstration === 1,
    charter: charterFacts(row.charter),
    members: memberRows(db, book).map((member) => memberFacts(member, member.section)),
    waiting: waitingApplications(db, book),
    motions: motionsOf(db, book, maxMotions),
    record: onRecord(db, book),
    circles: [...membersInACircle(db, book)].toSorted(),
  }
}

function charterFacts(json: string): FederationView['charter'] {
  const { sections, prevails, paperBook, decisions, frozen } = foldedCharter(json)
  return {
    sections: sections ?? [],
    prevails,
    paperBook: paperBook ?? null,
    frozen: frozen ?? 'stay',
    joint: (decisions['joint']?.requirements ?? []).map((requirement) => ({
      of: requirement.of,
      fraction: fractionToText(requirement.fraction),
      moreThan: requirement.moreThan,
      denominator: requirement.denominator,
    })),
  }
}

function memberRows(db: ViewsDb, book: BookId): (BodyRow & { section: string })[] {
  return prepared<[string], BodyRow & { section: string }>(
    db,
    `SELECT members.body AS book, members.section, name, country, region, lon, lat, population, population_note, standing
       FROM members LEFT JOIN bodies ON bodies.book = members.body
       WHERE members.book = ? AND members.ended IS NULL ORDER BY members.section, name, members.body`,
  ).all(book)
}

/** Applications entered in the applicants' books, to any book of this federation, and not yet answered, as far as heard. */
function waitingApplications(db: ViewsDb, book: BookId): FederationView['waiting'] {
  const speakers = new Speakers(db)
  return prepared<[string, string], { body: string; seq: number; section: string; name: string | null }>(
    db,
    `SELECT applications.book AS body, applications.seq, applications.section, bodies.name
       FROM applications LEFT JOIN bodies ON bodies.book = applications.book
       WHERE federation IN (SELECT value FROM json_each(?)) AND NOT EXISTS
         (SELECT 1 FROM members WHERE members.book = ? AND members.body = applications.book
           AND (members.cited_book <> members.body OR members.cited_seq >= applications.seq))
       ORDER BY applications.section, bodies.name, applications.book`,
  )
    .all(JSON.stringify(booksUpTo(speakers, book)), book)
    .filter(({ body, seq }) => speakers.counts(body, seq))
    .map(({ body, seq, section, name }) => ({
      body,
      name: name === null ? {} : localized(name),
      section,
      application: { book: body, seq },
    }))
}

/** The application of a body to a federation, with its leaf: what an acceptance cites. */
export function applicationOf(
  db: ViewsDb,
  federation: BookId,
  body: BookId,
): { seq: number; leaf: string; section: string } | undefined {
  return prepared<[string, string], { seq: number; leaf: string; section: string }>(
    db,
    `SELECT seq, leaf, section FROM applications
       WHERE federation IN (SELECT value FROM json_each(?)) AND book = ? ORDER BY seq DESC LIMIT 1`,
  ).get(JSON.stringify(booksUpTo(new Speakers(db), federation)), body)
}

/** Of the books a body applied to, the one of the federation whose later book this is; undefined where it is that very one. */
export function appliedToOf(db: ViewsDb, federation: BookId, applied: readonly BookId[]): BookId | undefined {
  if (applied.includes(federation)) return undefined
  const speakers = new Speakers(db)
  return applied.find((book) => speakers.bodyOf(book) === speakers.bodyOf(federation))
}

/** The referral of a motion, with its leaf: what a position cites. */
export function referralOf(
  db: ViewsDb,
  book: BookId,
  motion: number,
): { seq: number; leaf: string } | undefined {
  return prepared<[string, number], { seq: number; leaf: string }>(
    db,
    'SELECT seq, leaf FROM referrals WHERE book = ? AND motion = ?',
  ).get(book, motion)
}

/**
 * Motions of a federation, newest first, at most `limit`: those of a book, and of the books it goes on from what stands of
 * them.
 */
export function motionsOf(
  db: ViewsDb,
  book: BookId,
  limit: number = Number.MAX_SAFE_INTEGER,
): FederationView['motions'] {
  const reading = readingOf(db)
  return motionRows(db, reading.speakers, book, limit).map((row) => motionLine(db, reading, book, row))
}

/** The motions put last, by what their dates say, of any of `federations`; at most `limit`, each with whose it is. */
export function newestMotions<Federation extends { readonly book: BookId }>(
  db: ViewsDb,
  federations: readonly Federation[],
  limit: number,
): { readonly federation: Federation; readonly motion: FederationView['motions'][number] }[] {
  const reading = readingOf(db)
  return federations
    .flatMap((federation) =>
      motionRows(db, reading.speakers, federation.book, limit).map((row) => ({ federation, row })),
    )
    .toSorted((a, b) => (a.row.at < b.row.at ? 1 : -1))
    .slice(0, limit)
    .map(({ federation, row }) => ({ federation, motion: motionLine(db, reading, federation.book, row) }))
}

interface MotionRow {
  readonly seq: number
  readonly title: string
  readonly at: string
}

function motionRows(db: ViewsDb, speakers: Speakers, book: BookId, limit: number) {
  const motions = prepared<[string, number], MotionRow>(
    db,
    'SELECT seq, title, at FROM motions WHERE book = ? ORDER BY seq DESC LIMIT ?',
  )
  return readUpTo(speakers, book, (one) =>
    motions.all(one, one === book ? limit : Number.MAX_SAFE_INTEGER).toReversed(),
  )
    .toReversed()
    .slice(0, limit)
}

/** `asked`: the book whose motions are listed, which may go on from that of this one. */
function motionLine(
  db: ViewsDb,
  reading: Reading,
  asked: BookId,
  { book, seq, title, at }: MotionRow & { readonly book: BookId },
): FederationView['motions'][number] {
  const ref = { book, seq }
  const closed = closedFigures(db, reading, book, seq)
  const board = closed ?? sharedBoard(db, ref, reading)
  // What went to the members beyond where the next book goes on is, there, not with them.
  const shown = book === asked || board?.isInForce === true ? board : undefined
  return {
    ref,
    title: localized(title),
    at,
    isInForce: shown?.isInForce ?? reading.speakers.counts(book, seq),
    outcome: shown?.outcome ?? null,
    isClosed: shown !== undefined && closed !== undefined,
    heard: shown?.heard ?? 0,
    entitled: shown?.entitled ?? 0,
  }
}

interface Figures {
  readonly outcome: 'carried' | 'failed'
  readonly heard: number
  readonly entitled: number
  readonly isInForce: boolean
}

/** `by`: the entry that froze the electors. */
interface Decided extends Pick<Figures, 'outcome' | 'heard'> {
  readonly left: number
  readonly by: number
}

function closedFigures(
  db: ViewsDb,
  { speakers, charterInForce }: Reading,
  book: BookId,
  motion: number,
): Figures | undefined {
  const row = closedByBases(db, speakers, book, motion) ?? decidedByDelegates(db, book, motion)
  if (row === undefined) return undefined
  const doFrozenLeave = charterInForce(book, row.by)?.frozen === 'leave'
  const entitled = prepared<[string, number, number], number>(
    db,
    'SELECT count(*) FROM electors WHERE book = ? AND seq = ? AND frozen <= ?',
  )
    .pluck()
    .get(book, row.by, doFrozenLeave ? 0 : 1)
  const isInForce = speakers.counts(book, row.by)
  return { outcome: row.outcome, heard: row.heard, entitled: (entitled ?? 0) - row.left, isInForce }
}

function closedByBases(db: ViewsDb, speakers: Speakers, book: BookId, motion: number): Decided | undefined {
  const referral = referralOf(db, book, motion)
  if (referral === undefined) return undefined
  const closing = closingThatCounts(db, speakers, { book, motion, referral: referral.seq })
  if (closing === undefined) return undefined
  const lines = prepared<[string, string, number], { listed: number; left: number }>(
    db,
    `SELECT count(*) AS listed, coalesce(sum(mark = 'left'), 0) AS left FROM closing_lines
       WHERE book = ? AND referred_in = ? AND motion = ?`,
  ).get(closing.book, book, motion)
  const { listed = 0, left = 0 } = lines ?? {}
  return { outcome: closing.outcome, heard: listed - left, left, by: referral.seq }
}

function decidedByDelegates(db: ViewsDb, book: BookId, motion: number): Decided | undefined {
  return prepared<[string, number], Decided>(
    db,
    `SELECT outcome, count(votes.body) AS heard, 0 AS left, decisions.seq AS by
       FROM delegate_decisions AS decisions LEFT JOIN delegate_votes AS votes USING (book, motion)
       WHERE book = ? AND motion = ? GROUP BY outcome, decisions.seq`,
  ).get(book, motion)
}

/**
 * What a node follows for the sake of `own` books: federations these applied to or belong to, the members of those, and
 * whoever applies to a federation that is itself one of `own`; of each of them the books it goes on from, and the successors
 * that somebody endorsed.
 */
export function neighboursOf(db: ViewsDb, own: readonly BookId[]): BookId[] {
  const speakers = new Speakers(db)
  const mine = speakers.related(own)
  const strange = speakers.unendorsed().filter((book) => !own.includes(book))
  return speakers.related(directNeighboursOf(db, mine, strange))
}

/** Proposals that nobody entitled endorsed (`strange`) make nobody followed: anyone can found one. */
function directNeighboursOf(db: ViewsDb, own: readonly BookId[], strange: readonly BookId[]): BookId[] {
  return prepared<[{ own: string; strange: string }], { book: string }>(
    db,
    `WITH mine AS (SELECT value AS book FROM json_each(@own)),
         strangers AS (SELECT value AS book FROM json_each(@strange)),
         theirs AS (
           SELECT federation AS book FROM applications WHERE book IN mine
           UNION SELECT book FROM members WHERE body IN mine AND book NOT IN strangers
           UNION SELECT book FROM mine)
       SELECT book FROM theirs
       UNION SELECT body FROM members WHERE book IN theirs
       UNION SELECT book FROM applications WHERE federation IN mine`,
  )
    .all({ own: JSON.stringify(own), strange: JSON.stringify(strange) })
    .map(({ book }) => book)
}

/** Bodies accepted as members of a federation held here. */
export function membersOf(db: ViewsDb, federation: BookId): BookId[] {
  return prepared<[string], { body: string }>(
    db,
    'SELECT DISTINCT body FROM members WHERE book = ? AND ended IS NULL ORDER BY body',
  )
    .all(federation)
    .map(({ body }) => body)
}

/** Federations held here that accepted a body. */
export function federationsOf(db: ViewsDb, body: BookId): BookId[] {
  return prepared<[string], { book: string }>(
    db,
    'SELECT DISTINCT book FROM members WHERE body = ? AND ended IS NULL ORDER BY book',
  )
    .all(body)
    .map(({ book }) => book)
}
