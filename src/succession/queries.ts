/** Who keeps a body's book, and what is proposed, as this node has heard. */
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { type EndorsementRow, Speakers, type SuccessorRow } from './speakers.ts'
import type { EndorsementLine, KeptBook, SuccessorLine } from './views.ts'

/** The body of a book: its books that speak for it, and every successor of any of them, those of the last book first. */
export function succession(
  db: ViewsDb,
  book: BookId,
): { readonly body: BookId; readonly kept: readonly KeptBook[]; readonly successors: SuccessorLine[] } {
  const speakers = new Speakers(db)
  const body = speakers.bodyOf(book)
  const kept = speakers.booksOf(body)
  const proposals = kept.toReversed().flatMap((one) => speakers.proposalsFor(one.book))
  return { body, kept, successors: proposals.map((proposal) => lineOf(db, speakers, proposal)) }
}

function lineOf(db: ViewsDb, speakers: Speakers, proposal: SuccessorRow): SuccessorLine {
  const { book, continued, size, of, body } = proposal
  const { electors, counted, uncounted, requirement } = speakers.tallyOf(proposal)
  const nameOf = (elector: string) => (of === 'members' ? bodyName(db, elector) : null)
  const isReachable = electors.length > 0
  return {
    book,
    continued,
    size,
    of,
    entitled: electors.length,
    needed: isReachable ? (requirement?.neededYes ?? null) : null,
    missing: isReachable ? (requirement?.missingYes ?? null) : null,
    isInEffect: speakers.booksOf(body).some((one) => one.book === book),
    endorsed: [...counted].map(([elector, row]) => endorsement(elector, nameOf(elector), row)),
    unheard: electors
      .filter((elector) => !counted.has(elector))
      .map((elector) => ({ elector, name: nameOf(elector) })),
    uncounted: uncounted.map(({ row, reason }) => {
      const elector = row.book === book ? row.person : speakers.bodyOf(row.book)
      return { ...endorsement(elector, row.book === book ? null : bodyName(db, elector), row), reason }
    }),
  }
}

const endorsement = (
  elector: string,
  name: LocalizedText | null,
  { book, seq, at }: EndorsementRow,
): EndorsementLine => ({ elector, name, proof: { book, seq }, at })

function bodyName(db: ViewsDb, book: BookId): LocalizedText | null {
  const name = prepared<[string], string>(db, 'SELECT name FROM bodies WHERE book = ?').pluck().get(book)
  return name === undefined ? null : (JSON.parse(name) as LocalizedText)
}
