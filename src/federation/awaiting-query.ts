/** What waits for a body's word: a join over the books of federations, made when read. */
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { Speakers } from '../succession/speakers.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { closingThatCounts } from './closing-that-counts.ts'
import type { EntryRef } from './views.ts'

export interface AwaitedReferral {
  readonly motion: EntryRef
  readonly title: LocalizedText
  /** Its name; null where the federation's founding is not held. */
  readonly federation: LocalizedText | null
}

interface ElectorRow {
  readonly book: BookId
  readonly referral: number
  readonly motion: number
  readonly title: string
  readonly name: string | null
}

/** What federations referred to a body that has taken no position on it, and that nobody has closed; at most `limit`. */
export function referralsAwaiting(db: ViewsDb, body: BookId, limit = 50): AwaitedReferral[] {
  const speakers = new Speakers(db)
  const asked = prepared<[string, string], ElectorRow>(
    db,
    `SELECT electors.book, electors.seq AS referral, referrals.motion, motions.title, bodies.name
     FROM electors JOIN referrals USING (book, seq)
       JOIN motions ON motions.book = referrals.book AND motions.seq = referrals.motion
       LEFT JOIN bodies ON bodies.book = electors.book
     WHERE electors.body = ? AND NOT EXISTS
       (SELECT 1 FROM positions WHERE positions.book = ? AND referral_book = electors.book
         AND referral_seq = electors.seq)
     ORDER BY electors.book, referrals.seq DESC`,
  ).all(body, body)
  const awaited: AwaitedReferral[] = []
  for (const { book, referral, motion, title, name } of asked) {
    if (awaited.length === limit) break
    if (closingThatCounts(db, speakers, { book, motion, referral }) !== undefined) continue
    awaited.push({
      motion: { book, seq: motion },
      title: JSON.parse(title) as LocalizedText,
      federation: name === null ? null : (JSON.parse(name) as LocalizedText),
    })
  }
  return awaited
}
