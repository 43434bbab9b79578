/** Who somebody is in a book: there, or in the book that it goes on from, whose persons are its persons too. */
import type { BookId } from '../book/entry.ts'
import type { Actor, Identity } from './actor.ts'
import type { ApachitaNode } from './node.ts'

export async function identityIn(
  node: ApachitaNode,
  actor: Actor,
  book: BookId,
): Promise<Identity | undefined> {
  const own = actor.identityIn(book)
  if (own !== undefined) return own
  const continues = await node.views.continuing.of(book)
  return continues === undefined ? undefined : identityIn(node, actor, continues.book)
}
