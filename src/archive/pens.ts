/** The pens a stored book has had. */
import type { BookId } from '../book/entry.ts'
import { parseFounding } from '../book/founding.ts'
import { type PenTerm, penPassedTo } from '../book/handover.ts'
import { type Archive, entryAt } from './contract.ts'

/** The founding's pen, then each handover's; empty if the book is not held. */
export async function penTermsOf(archive: Archive, book: BookId): Promise<PenTerm[]> {
  const founding = await entryAt(archive, book, 0)
  const founded = founding === undefined ? undefined : parseFounding(founding)
  if (!founded?.ok) return []
  const terms: PenTerm[] = [{ from: 0, pen: founded.value.pen }]
  for (const { size } of await archive.handovers(book)) {
    const entry = await entryAt(archive, book, size - 1)
    const pen = entry === undefined ? undefined : penPassedTo(entry)
    if (pen !== undefined) terms.push({ from: size, pen })
  }
  return terms
}
