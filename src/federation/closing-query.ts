/** What a closing would list: positions that count, corrections that may stand in their place, and who left. */
import { prepared } from '../views/prepared.ts'
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { ViewsDb } from '../views/room.ts'
import { correctionsOf, standingOpen } from './board-bases.ts'
import { type ElectorRow, electorRows } from './board-rows.ts'
import type { Mark } from './entries.ts'
import { memberFacts } from './member-facts.ts'
import { readingOf } from './reading.ts'

/** A line of a closing: the entry of a book of an elector, and what it is counted as. */
export interface ProposedLine {
  readonly body: BookId
  readonly book: BookId
  readonly name: LocalizedText
  readonly section: string
  readonly seq: number
  readonly leaf: string
  readonly mark: Mark
  /** The last correction of it, where there is one. */
  readonly correction: {
    readonly book: BookId
    readonly seq: number
    readonly leaf: string
    readonly option: PositionOption
  } | null
}

export interface ProposedClosing {
  /** The referral's number. */
  readonly referral: number
  readonly lines: readonly ProposedLine[]
  /** Electors that no line is about. */
  readonly unheard: number
}

/** Undefined where the motion was not referred, as this node has heard. */
export function proposedClosing(db: ViewsDb, book: BookId, motion: number): ProposedClosing | undefined {
  const referral = prepared<[string, number], { seq: number; leaf: string }>(
    db,
    'SELECT seq, leaf FROM referrals WHERE book = ? AND motion = ?',
  ).get(book, motion)
  if (referral === undefined) return undefined
  const { speakers, charterInForce } = readingOf(db)
  const doFrozenLeave = charterInForce(book, referral.seq)?.frozen === 'leave'
  const electors = electorRows(db, book, referral.seq).filter(({ frozen }) => !doFrozenLeave || frozen === 0)
  const about = { book, motion, ...referral, doFrozenLeave }
  const { counted, left } = standingOpen(db, speakers, about, electors)
  const corrections = correctionsOf(db, speakers, about, electors)
  const lines = electors.flatMap((elector): ProposedLine[] => {
    const row = counted.get(elector.book)?.row
    const leaving = left.get(elector.book)
    if (row !== undefined) {
      const correction = corrections.get(elector.book) ?? null
      return [lineOf(elector, row, row.option, correction)]
    }
    return leaving === undefined ? [] : [lineOf(elector, leaving, 'left', null)]
  })
  return { referral: referral.seq, lines, unheard: electors.length - lines.length }
}

function lineOf(
  elector: ElectorRow,
  { book, seq, leaf }: { readonly book: BookId; readonly seq: number; readonly leaf: string },
  mark: Mark,
  correction: ProposedLine['correction'],
): ProposedLine {
  const { body, name, section } = memberFacts(elector, elector.section)
  return { body, name, section, book, seq, leaf, mark, correction }
}
