/** A book whose pen changed hands twice, at sizes 3 and 5, and that went on to 6; carried to a node and followed there. */
import { expect } from 'vitest'
import type { BookId } from '../../src/book/entry.ts'
import { takeIn } from '../../src/node/take-in.ts'
import { draft, founded } from '../../src/testing/drafts.ts'
import { signerNamed } from '../../src/testing/keys.ts'
import { inChunks, nothingHeld, packFor } from '../../src/testing/packs.ts'
import { World } from '../../src/testing/world.ts'
import type { TestNode } from './test-node.ts'

export async function bringBookWithHandovers(to: TestNode): Promise<BookId> {
  const world = new World('far away')
  const body = await world.found('Putre', founded('Putre'))
  await world.passPen(body, signerNamed('Putre second pen'), draft('session.opened'))
  await world.passPen(body, signerNamed('Putre third pen'), draft('session.closed', { session: 1 }))
  await world.wrote(body, draft('session.opened'))
  const sender = { via: 'carried', source: 'a stick', node: null } as const
  const pack = await packFor(world.archive, nothingHeld)
  expect((await takeIn(to.node, inChunks(pack), sender)).refused).toEqual([])
  await to.did('book.follow', { book: body.book })
  return body.book
}
