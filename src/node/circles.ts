/**
 * Who may have what is sealed: the nodes that bodies of a circle admit now. Evaluated by whoever gives, from the books it
 * holds: leaving a circle stops later delivery, and a new grant delivers what came before.
 *
 * Invariants
 * 1. A node is in a circle only by an admission in force in a book that this node follows.
 * 2. Who is in a sealed list is known to those only who hold the list.
 */
import { nodesOf } from '../bodies/queries.ts'
import type { BookId } from '../book/entry.ts'
import type { NodeId } from '../book/node-key.ts'
import type { Circle } from '../book/seal.ts'
import { federationsOf, membersOf } from '../federation/queries.ts'
import type { ViewsDb } from '../views/room.ts'
import { listedBodies, listsNaming } from '../people/queries.ts'
import { Speakers } from '../succession/speakers.ts'

/**
 * The books by which bodies of a circle admit nodes: of `members` the body and, of a federation, its members; of `list` those
 * it names. Of each body it is the book that speaks for it: whom a pen that was recalled admits later is given nothing.
 */
export function bodiesOf(db: ViewsDb, book: BookId, circle: Circle): BookId[] {
  if (circle === 'open') return []
  const speakers = new Speakers(db)
  const speaking = (one: BookId): BookId => speakers.speakerOf(speakers.bodyOf(one))
  if ('list' in circle) return [book, ...listedBodies(db, book, circle.list)].map(speaking)
  const members = speaking(circle.members)
  return [members, ...membersOf(db, members).map(speaking)]
}

/** The nodes of a circle, each with the recipient to encrypt to; those without one can be given nothing. */
export function recipientsOf(
  db: ViewsDb,
  followed: ReadonlySet<BookId>,
  book: BookId,
  circle: Circle,
): Map<NodeId, string> {
  const recipients = new Map<NodeId, string>()
  for (const body of bodiesOf(db, book, circle)) {
    if (!followed.has(body)) continue
    for (const { node, age } of nodesOf(db, body)) if (age !== null) recipients.set(node, age)
  }
  return recipients
}

/** Names of the circles that a node is in, as far as is known here: where they change, what it may have changed. */
export function circlesOf(db: ViewsDb, followed: ReadonlySet<BookId>, node: NodeId): string[] {
  const bodies = db
    .prepare<[string], { book: string; age: string }>(
      'SELECT DISTINCT book, age FROM node_admissions WHERE node = ? AND ended IS NULL AND age IS NOT NULL',
    )
    .all(node)
    .filter(({ book }) => followed.has(book))
  const names = bodies.flatMap(({ book, age }) => [
    `${book} ${age}`,
    ...federationsOf(db, book).map((federation) => `member ${federation}`),
    ...listsNaming(db, book).map((list) => `list ${list}`),
  ])
  return [...new Set(names)].toSorted()
}
