/** The tree of a federation of the books that are shown here: what waits, and is followed by nobody, is as if not held. */
import type { BookId } from '../book/entry.ts'
import { federationTree } from '../federation/tree-query.ts'
import type { FederationTree } from '../federation/views.ts'
import type { ApachitaNode } from '../node/node.ts'

export function treeView(node: ApachitaNode, book: BookId): FederationTree | undefined {
  const followed = node.followed()
  return federationTree(node.views.db, book, (one) => followed.has(one))
}
