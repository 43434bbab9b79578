/** What joins over a federation's books ask again and again, read once for as many boards as are shown together. */
import type { Charter } from '../bodies/entries.ts'
import { chartersInForce } from '../bodies/views.ts'
import type { BookId } from '../book/entry.ts'
import { Speakers } from '../succession/speakers.ts'
import type { ViewsDb } from '../views/room.ts'

/** Holds for as long as nothing is folded: made for one answer, and never kept. */
export interface Reading {
  readonly speakers: Speakers
  /** The charter in force at an entry of a book. */
  readonly charterInForce: (book: BookId, seq: number) => Charter | undefined
}

export const readingOf = (db: ViewsDb): Reading => ({
  speakers: new Speakers(db),
  charterInForce: chartersInForce(db),
})
