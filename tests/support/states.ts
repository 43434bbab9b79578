/** What the books of a node fold to: beside its dump, which has the rows. */
import type { ApachitaNode } from '../../src/node/node.ts'
import type { States } from '../../src/views/room.ts'

/** By book, the states at the end of what is held. */
export async function statesOf({
  archive,
  views,
}: Pick<ApachitaNode, 'archive' | 'views'>): Promise<Record<string, States>> {
  const states: Record<string, States> = {}
  for (const { book } of await archive.books()) states[book] = (await views.catchUp(book)).states
  return states
}
