/**
 * A restored node does not write in its books until it has heard its own head: what it wrote after the backup may be with
 * others, and writing on from before it would be a second history, which no one can mend.
 *
 * Heard is every node known to hold the book, by what it says of all it holds, once this node holds no less of the book;
 * or the operator declares that what they may hold beyond is given up.
 */
import type { BookId } from '../book/entry.ts'
import type { Manifest } from '../carriage/pack.ts'
import { newId } from './new-id.ts'
import type { ApachitaNode } from './node.ts'

/** Nodes known to hold a book written here: by their signed word, or by what they were heard to hold. */
export async function holdersOf(node: ApachitaNode, book: BookId): Promise<string[]> {
  const { cosignatures } = await node.archive.sideData(book)
  const all = new Set([...cosignatures.map(({ witness }) => witness), ...node.local.holders(book)])
  all.delete(node.id)
  return [...all].toSorted()
}

/** Crosses a node off, of each book of which it holds no more than is held here now. */
export async function hearHeads(node: ApachitaNode, manifest: Manifest): Promise<void> {
  if (!manifest.complete) return
  const said = new Map(manifest.books.map(([book, size]) => [book, size]))
  for (const book of node.local.awaitedBy(manifest.node)) {
    const held = (await node.archive.book(book))?.size ?? 0
    if ((said.get(book) ?? 0) <= held) node.local.headHeard(book, manifest.node)
  }
}

/**
 * Notices a books.db put back from an older copy: this machine once held more of a book than its archive does. Hosted ones
 * then wait for their head; what was counted with others since is counted anew. A hosted book that never was in the archive
 * is forgotten: its founding was broken off.
 */
export async function checkRolledBack(node: ApachitaNode): Promise<void> {
  const once = node.local.arrivedSizes()
  const rolledBack: { book: BookId; size: number }[] = []
  for (const [book, size] of once) {
    const held = (await node.archive.book(book))?.size ?? 0
    if (held < size) rolledBack.push({ book, size: held })
  }
  const hosted = node.local.hosted()
  for (const book of hosted.keys()) {
    const isHeld = (await node.archive.book(book)) !== undefined
    if (!isHeld && !once.has(book)) node.local.dropHosted(book)
  }
  if (rolledBack.length === 0) return
  for (const { book } of rolledBack) {
    if (hosted.has(book)) node.local.awaitHead(book, await holdersOf(node, book))
  }
  await node.archive.renewEpoch(newId())
  node.local.noteRolledBack(rolledBack)
}
