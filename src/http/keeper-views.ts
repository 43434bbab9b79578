/** Who keeps a body's book: the room's join with the pens, which the archive knows, and with what is this machine's own. */
import { agreedSize } from '../archive/contract.ts'
import { bodyFacts, calledOf } from '../bodies/queries.ts'
import type { BookId } from '../book/entry.ts'
import type { ApachitaNode } from '../node/node.ts'
import { succession } from '../succession/queries.ts'
import { Speakers } from '../succession/speakers.ts'
import type { KeeperView, SuccessorLine } from '../succession/views.ts'
import type { SupersededBook } from '../web/page.ts'
import { historiesOf } from './history-views.ts'

/** Undefined where no such body is held here. */
export async function keeperView(node: ApachitaNode, asked: BookId): Promise<KeeperView | undefined> {
  const { body, kept, successors } = succession(node.views.db, asked)
  const book = kept.at(-1)?.book ?? body
  const record = await node.archive.book(book)
  const facts = bodyFacts(node.views.db, book) ?? bodyFacts(node.views.db, body)
  if (record === undefined || facts === undefined) return undefined
  return {
    body,
    book,
    name: facts.name,
    demonstration: facts.demonstration,
    size: record.size,
    stands: agreedSize(record),
    histories: await historiesOf(node, record),
    handovers: (await node.archive.handovers(book)).map(({ size }) => size),
    kept,
    successors: successors.map((line) => (line.of === 'members' ? line : withOfficersCalled(node, line))),
    local: { isHosted: node.local.isHosted(book), isPassing: node.pens.passingOf(book) !== undefined },
  }
}

/** Officers by what the book continued tells of them. */
function withOfficersCalled({ views: { db } }: ApachitaNode, line: SuccessorLine): SuccessorLine {
  const called = <One extends { readonly elector: string }>(one: One) => ({
    ...one,
    called: calledOf(db, line.continued, one.elector),
  })
  const { endorsed, unheard, uncounted } = line
  return {
    ...line,
    endorsed: endorsed.map(called),
    unheard: unheard.map(called),
    uncounted: uncounted.map(called),
  }
}

/** Books that another one goes on from, and books that are proposed and not in effect: pages about them say so. */
export function supersededBooks(node: ApachitaNode): SupersededBook[] {
  const { db } = node.views
  const speakers = new Speakers(db)
  if (!speakers.hasSuccessors) return []
  const nameOf = (book: BookId) => bodyFacts(db, book)?.name ?? { es: `${book.slice(0, 8)}…` }
  return speakers.all().flatMap((book) => {
    const end = speakers.endOf(book)
    if (end === undefined) return []
    const by = end === 0 ? speakers.bodyOf(book) : speakers.speakerOf(speakers.bodyOf(book))
    return [{ book, name: nameOf(book), size: end, by }]
  })
}
