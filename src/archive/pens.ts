/** The pens a stored book has had. */
import type { BookId } from '../book/entry.ts'
import { parseFounding } from '../book/founding.ts'
import { type PenTerm, penPassedTo } from '../book/handover.ts'
import { type Archive, type Handover, entryAt } from './contract.ts'

/** A cache only: of a book held, the founding and the handovers there were never change, and handovers only come. */
const known = new WeakMap<Archive, Map<BookId, { readonly handovers: number; readonly terms: PenTerm[] }>>()
const maxKnown = 10_000

/** The founding's pen, then each handover's; empty if the book is not held. */
export async function penTermsOf(archive: Archive, book: BookId): Promise<PenTerm[]> {
  const handovers = await archive.handovers(book)
  const before = known.get(archive)?.get(book)
  if (before?.handovers === handovers.length) return [...before.terms]
  const terms = await readTerms(archive, book, handovers)
  const books = known.get(archive) ?? new Map()
  if (books.size >= maxKnown) books.clear()
  if (terms.length > 0) books.set(book, { handovers: handovers.length, terms })
  known.set(archive, books)
  return [...terms]
}

async function readTerms(archive: Archive, book: BookId, handovers: readonly Handover[]): Promise<PenTerm[]> {
  const founding = await entryAt(archive, book, 0)
  const founded = founding === undefined ? undefined : parseFounding(founding)
  if (!founded?.ok) return []
  const terms: PenTerm[] = [{ from: 0, pen: founded.value.pen }]
  for (const { size } of handovers) {
    const entry = await entryAt(archive, book, size - 1)
    const pen = entry === undefined ? undefined : penPassedTo(entry)
    if (pen !== undefined) terms.push({ from: size, pen })
  }
  return terms
}
