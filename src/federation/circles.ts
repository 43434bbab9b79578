/** Federations that are members of each other round about: no book alone can tell it, so it is found when read. */
import type { BookId } from '../book/entry.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'

/** Members of a federation that have it among their own members, or their members', and so on. */
export function membersInACircle(db: ViewsDb, federation: BookId): Set<BookId> {
  const above = prepared<[string], { book: string }>(
    db,
    `WITH RECURSIVE above (book) AS (
         SELECT book FROM members WHERE body = ? AND ended IS NULL
         UNION SELECT members.book FROM members JOIN above ON members.body = above.book WHERE ended IS NULL)
       SELECT book FROM above`,
  )
    .all(federation)
    .map(({ book }) => book)
  if (!above.includes(federation)) return new Set()
  const isMember = prepared<[string, string], { body: string }>(
    db,
    'SELECT body FROM members WHERE book = ? AND body = ? AND ended IS NULL',
  )
  return new Set(above.filter((book) => isMember.get(federation, book) !== undefined))
}
