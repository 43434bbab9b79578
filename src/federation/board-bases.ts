/**
 * Which positions of the bases count (docs/decisions/0021, 0022): a join, made when read.
 *
 * Invariants
 * 1. A position recorded before its body froze or ended its membership counts, whatever comes after.
 * 2. Who leaves by its own word is not counted from then on, for good: an outcome that rests on it stays.
 * 3. What the federation says of a member after the referral changes nothing here.
 * 4. What stands in a book of a body where that speaks for the body counts for it, whichever of its books that is (0024).
 * 5. Once closed, what the closing lists counts, and nothing else.
 */
import type { BookId } from '../book/entry.ts'
import type { PositionOption } from '../kernel/vote.ts'
import { Speakers } from '../succession/speakers.ts'
import type { ViewsDb } from '../views/room.ts'
import {
  type ChangeRow,
  type ClosingLine,
  type ElectorRow,
  type PositionRow,
  changesOf,
  closingLines,
  positionRows,
} from './board-rows.ts'
import type { BoardMark, EntryRef } from './views.ts'

export interface Referral {
  readonly book: BookId
  readonly seq: number
  readonly motion: number
  readonly leaf: string
}

/** A position with the reason it does not count. */
export interface Uncounted {
  readonly row: PositionRow
  readonly reason: string
}

/** The entry of an elector's own book by which it left. */
export type Leaving = Pick<ChangeRow, 'seq' | 'said' | 'leaf'>

/** How a motion that was referred stands, elector by elector. */
export interface Standing {
  readonly counted: ReadonlyMap<BookId, CountedPosition>
  readonly uncounted: readonly Uncounted[]
  /** Electors who are not counted any more, with the entry by which they left. */
  readonly left: ReadonlyMap<BookId, Leaving>
  readonly marks: ReadonlyMap<BookId, readonly BoardMark[]>
}

export interface CountedPosition {
  readonly option: PositionOption
  readonly proof: EntryRef
  /** The row of the member's book, where that is here. */
  readonly row: PositionRow | undefined
}

/** While nobody has closed it: what each elector's book says. */
export function standingOpen(
  db: ViewsDb,
  referral: Referral,
  electors: readonly ElectorRow[],
  doFrozenLeave: boolean,
): Standing {
  const rows = positionRows(db, referral.book, referral.seq)
  const changes = changesOf(db, referral.book, referral.seq)
  const whose = electorOf(new Speakers(db), electors)
  const firsts = firstPositions(rows, referral, whose)
  const left = new Map<BookId, ChangeRow>()
  const counted = new Map<BookId, CountedPosition>()
  const marks = new Map<BookId, readonly BoardMark[]>()
  for (const { book, frozen } of electors) {
    const own = changes.get(book) ?? []
    const leaving = own.find(({ said }) => said === 'ended' || (said === 'frozen' && doFrozenLeave))
    const first = firsts.get(book)
    if (first !== undefined && (leaving === undefined || first.book !== book || first.seq < leaving.seq))
      counted.set(book, countedPosition(first))
    else if (leaving !== undefined) left.set(book, leaving)
    if (!left.has(book)) marks.set(book, frozenMarks(own, frozen === 1))
  }
  const uncounted = rows.flatMap((row) => {
    const elector = whose(row)
    if (elector !== undefined && counted.get(elector)?.row === row) return []
    return [{ row, reason: reasonNotToCount(row, referral, elector, left) }]
  })
  return { counted, uncounted, left, marks }
}

const countedPosition = (row: PositionRow): CountedPosition => ({
  option: row.option,
  proof: { book: row.book, seq: row.seq },
  row,
})

/** The elector that a position is of; `beyond`: of one, but where its book does not speak for it. */
type Whose = (row: PositionRow) => BookId | 'beyond' | undefined

function electorOf(speakers: Speakers, electors: readonly ElectorRow[]): Whose {
  const entitled = new Map(electors.map(({ book }) => [speakers.bodyOf(book), book]))
  return ({ book, seq }) => {
    const elector = entitled.get(speakers.bodyOf(book))
    return elector === undefined || speakers.counts(book, seq) ? elector : 'beyond'
  }
}

/** The first position of each elector that cites this very referral: of its books, that of the first. */
function firstPositions(
  rows: readonly PositionRow[],
  { leaf }: Referral,
  whose: Whose,
): Map<BookId, PositionRow> {
  const firsts = new Map<BookId, PositionRow>()
  for (const row of rows) {
    const elector = row.first === null && row.cited === leaf ? whose(row) : undefined
    if (elector === undefined || elector === 'beyond') continue
    if (!firsts.has(elector) || row.book === elector) firsts.set(elector, row)
  }
  return firsts
}

/** Of one that is still counted: it is frozen, by its own word or as the federation had it at the referral. */
function frozenMarks(own: readonly ChangeRow[], isFrozenThen: boolean): BoardMark[] {
  const last = own.at(-1)
  if (last?.said === 'frozen') return [{ type: 'frozen', proof: { book: last.book, seq: last.seq } }]
  return isFrozenThen && last === undefined ? [{ type: 'frozen', proof: null }] : []
}

function reasonNotToCount(
  row: PositionRow,
  referral: Referral,
  elector: BookId | 'beyond' | undefined,
  left: ReadonlyMap<BookId, unknown>,
): string {
  if (elector === undefined) return 'not-an-elector'
  if (elector === 'beyond') return 'beyond-successor'
  if (row.cited !== referral.leaf) return 'cites-another-text'
  return left.has(elector) && row.first === null ? 'left-before' : 'position-already-recorded'
}

/** Closed: what the closing lists, beside what the members' books say. */
export function standingClosed(
  db: ViewsDb,
  referral: Referral,
  electors: readonly ElectorRow[],
  doFrozenLeave: boolean,
): Standing {
  const open = standingOpen(db, referral, electors, doFrozenLeave)
  const lines = closingLines(db, referral.book, referral.motion)
  const rows = positionRows(db, referral.book, referral.seq)
  const rowAt = new Map(rows.map((row) => [`${row.book} ${row.seq}`, row]))
  const counted = new Map<BookId, CountedPosition>()
  const left = new Map<BookId, Leaving>()
  const marks = new Map<BookId, readonly BoardMark[]>()
  for (const elector of electors) {
    const line = lines.get(elector.book)
    const kept = open.marks.get(elector.book) ?? []
    marks.set(elector.book, kept)
    if (line === undefined) continue
    if (line.mark === 'left') {
      left.set(elector.book, leavingOf(db, referral, line))
      marks.set(elector.book, leftMarks(db, referral, elector, line))
      continue
    }
    const proof = { book: elector.book, seq: line.cited_seq }
    const row = rowAt.get(`${elector.book} ${line.cited_seq}`)
    const isTrue = row?.leaf === line.cited_leaf && row.option === line.mark && row.cited === referral.leaf
    counted.set(elector.book, { option: line.mark, proof, row: isTrue ? row : undefined })
    marks.set(elector.book, [...kept, ...lineMarks(elector, line, isTrue ? row : undefined)])
  }
  const listed = new Set([...counted.values()].map(({ proof }) => `${proof.book} ${proof.seq}`))
  const late = [...open.counted].flatMap(([book, { row }]) => {
    const reason = counted.has(book) ? 'corrected-in-closing' : 'late'
    return row === undefined ? [] : [{ row, reason }]
  })
  const candidates = [...open.uncounted, ...late]
  const uncounted = candidates.filter(({ row }) => !listed.has(`${row.book} ${row.seq}`))
  return { counted, uncounted: uncounted.toSorted(byPlace), left, marks }
}

const byPlace = ({ row: one }: Uncounted, { row: other }: Uncounted): number =>
  one.book === other.book ? one.seq - other.seq : one.book < other.book ? -1 : 1

/** What a closing says of a member whose book does not say it, or has not come so far, or says it as a correction. */
function lineMarks(elector: ElectorRow, line: ClosingLine, row: PositionRow | undefined): BoardMark[] {
  const proof = { book: elector.book, seq: line.cited_seq }
  if (row === undefined)
    return [{ type: elector.size > line.cited_seq ? 'not-in-its-book' : 'not-here-yet', proof }]
  return row.first === null ? [] : [{ type: 'corrected', proof }]
}

const changeAt = (db: ViewsDb, { book }: Referral, line: ClosingLine): ChangeRow | undefined =>
  db
    .prepare<[string, number, string, string], ChangeRow>(
      `SELECT book, seq, said, leaf, known FROM membership_changes
       WHERE book = ? AND seq = ? AND other = ? AND leaf = ? AND word = 'member' AND said <> 'resumed'`,
    )
    .get(line.body, line.cited_seq, book, line.cited_leaf)

const leavingOf = (db: ViewsDb, referral: Referral, line: ClosingLine): Leaving =>
  changeAt(db, referral, line) ?? { seq: line.cited_seq, said: 'frozen', leaf: line.cited_leaf }

function leftMarks(db: ViewsDb, referral: Referral, elector: ElectorRow, line: ClosingLine): BoardMark[] {
  return changeAt(db, referral, line) === undefined ? lineMarks(elector, line, undefined) : []
}
