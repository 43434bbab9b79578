/** What is shown of a book's forks: who vouches for what is held, and what gave way on this node. */
import { type BookRecord, agreedSize, leafAt } from '../archive/contract.ts'
import { bodyFacts } from '../bodies/queries.ts'
import type { AsideView } from '../bodies/views.ts'
import type { BookId } from '../book/entry.ts'
import { countedFor } from '../book/vouching.ts'
import { base64 } from '../kernel/encoding.ts'
import type { ApachitaNode } from '../node/node.ts'
import { weighingOf } from '../node/weighing.ts'
import type { BookHistories, ProvenFork } from '../web/components/histories.tsx'
import { entryLine } from './entry-line.ts'

/** Forks up to the one that stops the book: of those beyond nothing is settled. Their words were checked when they came. */
export async function historiesOf(node: ApachitaNode, record: BookRecord): Promise<BookHistories> {
  const { book } = record
  const { witnessesAt } = weighingOf(node)
  const forks: ProvenFork[] = []
  for (const { proof, vouchings } of (await node.archive.sideData(book)).forks) {
    const { seq } = proof
    if (seq > agreedSize(record)) break
    const leaf = await leafAt(node.archive, book, seq)
    const count = leaf === undefined ? 0 : (countedFor(vouchings).get(base64(leaf)) ?? 0)
    const named = (await witnessesAt(book, seq))?.named ?? 0
    forks.push({ seq, count, named, isSettled: seq !== record.forkedAt })
  }
  const setAside = (await node.archive.setAsides(book)).map(({ place, from, size }) => ({
    place,
    from,
    size,
  }))
  return { forks, setAside }
}

const entriesAPage = 50

/** What was set aside of a book, from an entry on; undefined where there is no such thing. */
export async function asideView(
  node: ApachitaNode,
  book: BookId,
  place: number,
  begin = 0,
): Promise<AsideView | undefined> {
  const aside = (await node.archive.setAsides(book))[place]
  if (aside === undefined) return undefined
  const { from, size, root } = aside
  const [start, facts] = [Math.max(from, begin), bodyFacts(node.views.db, book)]
  const end = Math.min(size, start + entriesAPage)
  const entries = []
  for await (const batch of node.archive.asideEntries(book, place, start, end))
    for (const bytes of batch) entries.push(entryLine(start + entries.length, bytes, 'set-aside', '[]'))
  return {
    book,
    name: facts?.name ?? { es: `${book.slice(0, 8)}…` },
    demonstration: facts?.demonstration ?? false,
    place,
    from,
    size,
    root: base64(root),
    entries,
    next: end < size ? end : null,
  }
}
