/** The pens a stored book has had. */
import type { BookId } from '../book/entry.ts'
import { parseFounding } from '../book/founding.ts'
import { type PenTerm, penPassedTo } from '../book/handover.ts'
import { equalBytes } from '../kernel/encoding.ts'
import { type Archive, type Handover, entryAt } from './contract.ts'

/** A cache only: the last handover's checkpoint fixes every entry before it. */
const known = new WeakMap<Archive, Map<BookId, { readonly last: Uint8Array; readonly terms: PenTerm[] }>>()
const none = new Uint8Array()
const maxKnown = 10_000

/** The founding's pen, then each handover's; empty if the book is not held. */
export async function penTermsOf(archive: Archive, book: BookId): Promise<PenTerm[]> {
  const handovers = await archive.handovers(book)
  const last = handovers.at(-1)?.checkpoint ?? none
  const before = known.get(archive)?.get(book)
  if (before !== undefined && equalBytes(before.last, last)) return [...before.terms]
  const terms = await readTerms(archive, book, handovers)
  const books = known.get(archive) ?? new Map()
  if (books.size >= maxKnown) books.clear()
  if (terms.length > 0) books.set(book, { last, terms })
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
