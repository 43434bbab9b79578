/** What joins over a federation's books ask again and again, read once for as many boards as are shown together. */
import { type Charter, foldedCharter } from '../bodies/entries.ts'
import type { BookId } from '../book/entry.ts'
import { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'

/** Holds for as long as nothing is folded: made for one answer, and never kept. */
export interface Reading {
  readonly speakers: Speakers
  /** The charter in force at an entry of a book. */
  readonly charterInForce: (book: BookId, seq: number) => Charter | undefined
}

export function readingOf(db: ViewsDb): Reading {
  const parsed = new Map<string, Charter>()
  const inForce = prepared<[string, number], { seq: number; charter: string }>(
    db,
    'SELECT seq, charter FROM charters WHERE book = ? AND seq <= ? ORDER BY seq DESC LIMIT 1',
  )
  return {
    speakers: new Speakers(db),
    charterInForce: (book, seq) => {
      const row = inForce.get(book, seq)
      if (row === undefined) return undefined
      const place = `${book} ${row.seq}`
      const charter = parsed.get(place) ?? foldedCharter(row.charter)
      parsed.set(place, charter)
      return charter
    },
  }
}
