/** What a node of a later version writes: sealed entries of types that this one does not know, under the book's own pen. */
import { randomBytes } from 'node:crypto'
import { checkpointToBytes, signCheckpoint } from '../../src/book/checkpoint.ts'
import { type BookId, type JsonObject, entryToBytes } from '../../src/book/entry.ts'
import { penAt } from '../../src/book/handover.ts'
import { type Circle, sealContent } from '../../src/book/seal.ts'
import { accept, unwrap } from '../../src/kernel/result.ts'
import type { TestNode } from '../support/test-node.ts'

export interface SealedDraft {
  readonly type: string
  readonly data: JsonObject
}

/** Appends them to a hosted book; their numbers. This node's own commands would refuse types it does not know. */
export async function writeAsNewer(
  { node, actor, clock }: TestNode,
  book: BookId,
  circle: Circle,
  drafts: readonly SealedDraft[],
): Promise<number[]> {
  const { size, pens } = await node.views.catchUp(book)
  const pen = node.keys.get(`pen/${penAt(pens, size + 1) ?? ''}`)
  const author = actor.identityIn(book)
  if (pen === undefined || author === undefined) throw new Error('not written here')
  const contents = drafts.map(({ type, data }, at) => {
    const inside = entryToBytes({ type, at: clock, by: author.person, cites: [], data })
    return { seq: size + at, salt: randomBytes(32), inside }
  })
  const entries = contents.map((content) => sealContent(book, circle, content))
  const step = {
    entries,
    contents,
    conclude: (head: Parameters<typeof signCheckpoint>[0]) =>
      accept({ checkpoint: checkpointToBytes(signCheckpoint(head, pen)), isHandover: false }),
  }
  unwrap(await node.archive.extend(book, size, [step]))
  await node.fold([book])
  return contents.map(({ seq }) => seq)
}
