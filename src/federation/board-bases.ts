/**
 * Which positions of the bases count (docs/decisions/0021, 0022): a join, made when read.
 *
 * Invariants
 * 1. A position recorded before its body froze or ended its membership counts, whatever comes after.
 * 2. Who leaves by its own word is not counted from then on, for good: an outcome that rests on it stays.
 * 3. What the federation says of a member after the referral changes nothing here.
 * 4. What stands in a book of a body where that speaks for the body counts for it, whichever of its books that is, and
 *    whichever of them the federation knows it by: positions, corrections and leavings, in the order of its books (0024).
 * 5. Once closed, what the closing lists counts, and nothing else.
 */
import type { BookId } from '../book/entry.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import {
  type ClosingLine,
  type ElectorRow,
  type PositionRow,
  changesOf,
  closingLines,
  positionRows,
} from './board-rows.ts'
import { type ChangeRow, bodiesByBook, inForceByBody } from './member-words.ts'
import type { BoardMark, EntryRef } from './views.ts'

export interface Referral {
  readonly book: BookId
  readonly seq: number
  readonly motion: number
  readonly leaf: string
  /** Whether those who froze their membership leave, by the charter it was referred under. */
  readonly doFrozenLeave: boolean
}

/** A position with the reason it does not count. */
export interface Uncounted {
  readonly row: PositionRow
  readonly reason: string
}

/** The entry of an elector's own book by which it left. */
export type Leaving = Pick<ChangeRow, 'book' | 'seq' | 'said' | 'leaf'>

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

/** What the electors' books say, as far as it counts for them; each list in the order of its body's books. */
interface Said {
  readonly rows: readonly PositionRow[]
  /** Positions that cite this very referral. */
  readonly positions: ReadonlyMap<BookId, readonly PositionRow[]>
  readonly changes: ReadonlyMap<BookId, readonly ChangeRow[]>
  /** The elector that a book which speaks for it is of. */
  readonly electorOf: (book: BookId) => BookId | undefined
}

function saidBy(db: ViewsDb, speakers: Speakers, referral: Referral, electors: readonly ElectorRow[]): Said {
  const rows = positionRows(db, referral.book, referral.seq)
  const entitled = new Map(electors.map(({ book }) => [speakers.bodyOf(book), book]))
  const toThis = rows.filter(({ cited }) => cited === referral.leaf)
  return {
    rows,
    positions: inForceByBody(speakers, bodiesByBook(speakers, entitled.values()), toThis),
    changes: changesOf(db, speakers, referral.book, electors),
    electorOf: (book) => entitled.get(speakers.bodyOf(book)),
  }
}

/** The last correction of each elector's first position, where there is one. */
export function correctionsOf(
  db: ViewsDb,
  speakers: Speakers,
  referral: Referral,
  electors: readonly ElectorRow[],
): ReadonlyMap<BookId, PositionRow> {
  const { positions } = saidBy(db, speakers, referral, electors)
  return new Map(
    [...positions].flatMap(([elector, [first, ...later]]) => {
      const last = later.findLast(({ corrects }) => corrects === first?.seq)
      return last === undefined ? [] : [[elector, last] as const]
    }),
  )
}

/** While nobody has closed it: what each elector's books say. */
export const standingOpen = (
  db: ViewsDb,
  speakers: Speakers,
  referral: Referral,
  electors: readonly ElectorRow[],
): Standing => openStanding(speakers, referral, electors, saidBy(db, speakers, referral, electors))

function openStanding(
  speakers: Speakers,
  referral: Referral,
  electors: readonly ElectorRow[],
  said: Said,
): Standing {
  const left = new Map<BookId, Leaving>()
  const counted = new Map<BookId, CountedPosition>()
  const marks = new Map<BookId, readonly BoardMark[]>()
  for (const { book, frozen } of electors) {
    const own = said.changes.get(book) ?? []
    const leaving = own.find((change) => isLeaving(referral, change))
    const first = said.positions.get(book)?.[0]
    if (first !== undefined && (leaving === undefined || speakers.order(first, leaving) < 0))
      counted.set(book, countedPosition(first))
    else if (leaving !== undefined) left.set(book, leaving)
    if (!left.has(book)) marks.set(book, frozenMarks(own, frozen === 1))
  }
  const uncounted = said.rows.flatMap((row) => {
    const elector = said.electorOf(row.book)
    if (elector !== undefined && counted.get(elector)?.row === row) return []
    return [{ row, reason: reasonNotToCount(row, { speakers, referral, said, left }) }]
  })
  return { counted, uncounted, left, marks }
}

const isLeaving = ({ doFrozenLeave }: Referral, { said }: ChangeRow): boolean =>
  said === 'ended' || (said === 'frozen' && doFrozenLeave)

const countedPosition = (row: PositionRow): CountedPosition => ({
  option: row.option,
  proof: { book: row.book, seq: row.seq },
  row,
})

/** Of one that is still counted: it is frozen, by its own word or as the federation had it at the referral. */
function frozenMarks(own: readonly ChangeRow[], isFrozenThen: boolean): BoardMark[] {
  const last = own.at(-1)
  if (last?.said === 'frozen') return [{ type: 'frozen', proof: { book: last.book, seq: last.seq } }]
  return isFrozenThen && last === undefined ? [{ type: 'frozen', proof: null }] : []
}

function reasonNotToCount(
  row: PositionRow,
  {
    speakers,
    referral,
    said,
    left,
  }: { speakers: Speakers; referral: Referral; said: Said; left: ReadonlyMap<BookId, unknown> },
): string {
  const elector = said.electorOf(row.book)
  if (elector === undefined) return 'not-an-elector'
  if (!speakers.counts(row.book, row.seq)) return 'beyond-successor'
  if (row.cited !== referral.leaf) return 'cites-another-text'
  const isFirst = said.positions.get(elector)?.[0] === row
  return left.has(elector) && isFirst ? 'left-before' : 'position-already-recorded'
}

/** Closed, in the book `by`: what the closing lists, beside what the members' books say. */
export function standingClosed(
  db: ViewsDb,
  speakers: Speakers,
  referral: Referral,
  electors: readonly ElectorRow[],
  by: BookId,
): Standing {
  const said = saidBy(db, speakers, referral, electors)
  const open = openStanding(speakers, referral, electors, said)
  const lines = closingLines(db, by, referral.book, referral.motion)
  const counted = new Map<BookId, CountedPosition>()
  const left = new Map<BookId, Leaving>()
  const marks = new Map<BookId, readonly BoardMark[]>()
  for (const { book } of electors) {
    const line = lines.get(book)
    const kept = open.marks.get(book) ?? []
    marks.set(book, kept)
    if (line === undefined) continue
    const isMeant = (one: { book: BookId; seq: number; leaf: string }): boolean =>
      one.book === line.cited_book && one.seq === line.cited_seq && one.leaf === line.cited_leaf
    if (line.mark === 'left') {
      const leaving = said.changes.get(book)?.find((change) => isMeant(change) && isLeaving(referral, change))
      left.set(book, leaving ?? { book: line.cited_book, seq: line.cited_seq, said: 'frozen', leaf: '' })
      marks.set(book, leaving === undefined ? [unseenMark(db, speakers, book, line)] : [])
      continue
    }
    const positions = said.positions.get(book) ?? []
    const row = positions.find((one) => isMeant(one) && one.option === line.mark)
    const proof = { book: line.cited_book, seq: line.cited_seq }
    counted.set(book, { option: line.mark, proof, row })
    if (row === undefined) marks.set(book, [...kept, unseenMark(db, speakers, book, line)])
    else if (row !== positions[0]) marks.set(book, [...kept, { type: 'corrected', proof }])
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

/** What a closing says of a member and no book of it that is here says: it is not there, or that part has not come. */
function unseenMark(db: ViewsDb, speakers: Speakers, elector: BookId, line: ClosingLine): BoardMark {
  const size = prepared<[string], number>(db, 'SELECT size FROM folded WHERE book = ?')
    .pluck()
    .get(line.cited_book)
  const isOfIt = size === undefined || speakers.bodyOf(line.cited_book) === speakers.bodyOf(elector)
  const hasCome = (size ?? 0) > line.cited_seq
  const proof = { book: line.cited_book, seq: line.cited_seq }
  return { type: hasCome || !isOfIt ? 'not-in-its-book' : 'not-here-yet', proof }
}
