/**
 * The board of a motion: a join, made when read, of what the federation's book refers and what each member's book says.
 * The same on every node that holds the same books; what a node has not heard is shown as not heard.
 */
import { charter } from '../bodies/entries.ts'
import type { BookId } from '../book/entry.ts'
import { type Requirement, type RequirementState, decide, tallyOf } from '../kernel/decision.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { Speakers } from '../succession/speakers.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { ViewsDb } from '../views/room.ts'
import { type BodyRow, memberFacts } from './member-facts.ts'
import type {
  BoardLocal,
  BoardMember,
  BoardView,
  EntryRef,
  SectionState,
  UncountedPosition,
} from './views.ts'

interface ReferralRow {
  seq: number
  rule: string
  leaf: string
  at: string
}

interface PositionRow {
  book: string
  seq: number
  leaf: string
  option: PositionOption
  first: number | null
  at: string
  name: string | null
  present: number | null
  yes: number | null
  no: number | null
  abstain: number | null
  attesters: number | null
}

type ElectorRow = BodyRow & { readonly section: string }

/** A board without what is local and without the head of the federation's book, which views do not hold. */
export type SharedBoard = Omit<BoardView, 'local' | 'book'>

/** The board of a referred motion; undefined where this node holds no such referral. */
export function sharedBoard(db: ViewsDb, motion: EntryRef): SharedBoard | undefined {
  const referral = db
    .prepare<[string, number], ReferralRow>(
      'SELECT seq, rule, leaf, at FROM referrals WHERE book = ? AND motion = ?',
    )
    .get(motion.book, motion.seq)
  const put = motionRow(db, motion)
  const federation = federationRow(db, motion.book)
  if (referral === undefined || put === undefined || federation === undefined) return undefined
  const electors = electorRows(db, motion.book, referral.seq)
  const speakers = new Speakers(db)
  const { counted, uncounted } = countPositions(db, motion.book, referral, electors, speakers)
  const requirements: readonly Requirement[] = federation.charter.decisions[referral.rule]?.requirements ?? []
  const positions = new Map([...counted].map(([body, row]) => [body, row.option]))
  const decision = decide(
    electors.map(({ book, section }) => ({ body: book, section })),
    requirements,
    positions,
  )
  return {
    federation: { book: motion.book, name: federation.name, demonstration: federation.demonstration },
    motion: { ref: motion, ...put },
    referral: { ref: { book: motion.book, seq: referral.seq }, at: referral.at },
    isInForce: speakers.counts(motion.book, referral.seq),
    outcome: decision.outcome,
    requirements: decision.requirements.filter(({ section }) => section === null),
    sections: sectionStates(federation.charter.sections ?? [], electors, positions, decision.requirements),
    entitled: electors.length,
    heard: counted.size,
    members: electors.map((elector) => boardMember(elector, counted.get(elector.book))),
    uncounted,
  }
}

function motionRow(db: ViewsDb, motion: EntryRef) {
  const row = db
    .prepare<[string, number], { title: string; text: string; source: string | null; at: string }>(
      'SELECT title, text, source, at FROM motions WHERE book = ? AND seq = ?',
    )
    .get(motion.book, motion.seq)
  if (row === undefined) return undefined
  return {
    title: JSON.parse(row.title) as LocalizedText,
    text: JSON.parse(row.text) as LocalizedText,
    source: row.source,
    at: row.at,
  }
}

function federationRow(db: ViewsDb, book: BookId) {
  const row = db
    .prepare<[string], { name: string; charter: string; demonstration: number }>(
      'SELECT name, charter, demonstration FROM bodies WHERE book = ?',
    )
    .get(book)
  if (row === undefined) return undefined
  return {
    name: JSON.parse(row.name) as LocalizedText,
    charter: charter.parse(JSON.parse(row.charter)),
    demonstration: row.demonstration === 1,
  }
}

/** Electors as the referral froze them, by section and book; a body whose book is not held has no facts but its id. */
function electorRows(db: ViewsDb, book: BookId, referral: number): ElectorRow[] {
  return db
    .prepare<[string, number], ElectorRow>(
      `SELECT electors.body AS book, electors.section, name, country, region, lon, lat, population, population_note, standing
       FROM electors LEFT JOIN bodies ON bodies.book = electors.body
       WHERE electors.book = ? AND electors.seq = ? ORDER BY electors.section, electors.body`,
    )
    .all(book, referral)
}

/**
 * Each elector's first position that cites this very referral, in a book that speaks for it there; every other position with
 * the reason it does not count.
 */
function countPositions(
  db: ViewsDb,
  federation: BookId,
  referral: ReferralRow,
  electors: readonly ElectorRow[],
  speakers: Speakers,
): { counted: Map<BookId, PositionRow>; uncounted: UncountedPosition[] } {
  const rows = db
    .prepare<[string, number], PositionRow>(
      `SELECT positions.book, positions.seq, referral_leaf AS leaf, option, first, positions.at, bodies.name,
         present, yes, no, abstain, attesters
       FROM positions LEFT JOIN bodies ON bodies.book = positions.book
         LEFT JOIN votes ON votes.book = positions.book AND votes.seq = positions.vote
       WHERE referral_book = ? AND referral_seq = ? ORDER BY positions.book, positions.seq`,
    )
    .all(federation, referral.seq)
  const entitled = new Map(electors.map(({ book }) => [speakers.bodyOf(book), book]))
  const counted = new Map<BookId, PositionRow>()
  const uncounted: UncountedPosition[] = []
  for (const row of rows) {
    const elector = entitled.get(speakers.bodyOf(row.book))
    const reason = reasonNotToCount(row, referral, elector, speakers)
    if (reason === undefined) counted.set(elector ?? row.book, row)
    else uncounted.push(uncountedPosition(row, reason))
  }
  return { counted, uncounted }
}

function reasonNotToCount(
  row: PositionRow,
  referral: ReferralRow,
  elector: BookId | undefined,
  speakers: Speakers,
): string | undefined {
  if (elector === undefined) return 'not-an-elector'
  if (!speakers.counts(row.book, row.seq)) return 'beyond-successor'
  if (row.leaf !== referral.leaf) return 'cites-another-text'
  return row.first === null ? undefined : 'position-already-recorded'
}

const uncountedPosition = (row: PositionRow, reason: string): UncountedPosition => ({
  body: row.book,
  name: row.name === null ? null : (JSON.parse(row.name) as LocalizedText),
  position: row.option,
  proof: { book: row.book, seq: row.seq },
  reason,
})

const boardMember = (elector: ElectorRow, position: PositionRow | undefined): BoardMember => ({
  ...memberFacts(elector, elector.section),
  position: position?.option ?? null,
  present: position?.present ?? null,
  yes: position?.yes ?? null,
  no: position?.no ?? null,
  abstain: position?.abstain ?? null,
  attesters: position?.attesters ?? null,
  at: position?.at ?? null,
  proof: position === undefined ? null : { book: position.book, seq: position.seq },
})

/** In the charter's order. */
function sectionStates(
  sections: readonly { readonly id: string; readonly name: LocalizedText }[],
  electors: readonly ElectorRow[],
  positions: ReadonlyMap<BookId, PositionOption>,
  requirements: readonly RequirementState[],
): SectionState[] {
  return sections.map(({ id, name }) => {
    const ofSection = electors
      .filter(({ section }) => section === id)
      .map(({ book }) => ({ body: book, section: id }))
    const requirement = requirements.find(({ section }) => section === id) ?? null
    return { section: id, name, ...tallyOf(ofSection, positions), requirement }
  })
}

/** Bodies of `hosted` that are entitled and have not recorded a position. */
export const canDecideOf = (board: SharedBoard, hosted: ReadonlySet<BookId>): BoardLocal['canDecide'] =>
  board.members
    .filter(({ body, position }) => position === null && hosted.has(body))
    .map(({ body, name }) => ({ body, name }))
