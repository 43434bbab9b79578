/** What pages and the JSON API show of this node: rooms' queries joined with what is local. */
import { prepared } from '../views/prepared.ts'
import { type BookRecord, StoredDamage, agreedSize, entryAt } from '../archive/contract.ts'
import { penTermsOf } from '../archive/pens.ts'
import { verifyShown, verifySignatures } from '../archive/verify.ts'
import { sessionsOf } from '../assemblies/queries.ts'
import type { SessionView } from '../assemblies/views.ts'
import { bodyFacts, calledOf, nodeFacts } from '../bodies/queries.ts'
import type { BodyView, BookView, EntryLine } from '../bodies/views.ts'
import { countWitnesses } from '../bodies/witnesses.tsx'
import { penVerifierKey } from '../book/checkpoint.ts'
import type { BookId } from '../book/entry.ts'
import { penAt } from '../book/handover.ts'
import { hasEntries } from '../carriage/export.ts'
import { type SharedBoard, canDecideOf, sharedBoard } from '../federation/board-query.ts'
import { membersOf, motionsOf } from '../federation/queries.ts'
import type { BoardMember, BoardView, EntryRef } from '../federation/views.ts'
import { base64 } from '../kernel/encoding.ts'
import type { Refusal } from '../kernel/result.ts'
import type { ApachitaNode } from '../node/node.ts'
import { Speakers } from '../succession/speakers.ts'
import { partsLacking } from '../node/give-out.ts'
import type { CarriageView, HomeView } from './views.ts'
import { bookLine, bookLines, federationLines } from './book-lists.ts'
import { entryLine } from './entry-line.ts'
import { historiesOf } from './history-views.ts'
import { servedCheckpoint, witnessesOf } from './witness-views.ts'

export async function homeView(node: ApachitaNode): Promise<HomeView> {
  const all = node.derived(federationLines)
  const lines = await bookLines(node)
  const broken = await Promise.all(lines.map(({ book }) => verifySignatures(node.archive, book)))
  return {
    node: { id: node.id, name: node.name, country: node.country },
    federations: all,
    motions: all.flatMap(({ book, name }) =>
      motionsOf(node.views.db, book).map(({ ref, title, outcome, heard, entitled }) => ({
        ...ref,
        title,
        federation: name,
        outcome,
        heard,
        entitled,
      })),
    ),
    hosted: lines.filter(({ hosted }) => hosted),
    booksHeld: lines.length,
    booksVerified: broken.filter((refusal) => refusal === undefined).length,
  }
}

const entriesAPage = 50

/** A book with its newest entries before `before`; undefined if it is not followed and held. */
export async function bookView(
  node: ApachitaNode,
  book: BookId,
  before?: number,
): Promise<BookView | undefined> {
  const record = await node.archive.book(book)
  if (record === undefined || !node.followed().has(book)) return undefined
  const [facts, hosted] = [bodyFacts(node.views.db, book), node.local.isHosted(book)]
  const line = bookLine(record, facts, hosted, node.local.arrivalOf(book))
  const end = Math.min(before ?? record.size, record.size)
  const start = Math.max(0, end - entriesAPage)
  const shown = await readBook(node, record, start, end)
  return {
    ...line,
    root: base64(record.root),
    checkpoint: servedCheckpoint(record, await node.archive.sideData(book)),
    verifierKey: shown.pen === undefined ? '' : penVerifierKey(book, shown.pen),
    handovers: shown.handovers,
    verification: {
      state: shown.refusal === undefined ? 'verified' : 'broken',
      reason: shown.refusal?.type ?? null,
    },
    witnesses: await witnessesOf(node, record),
    forkedAt: record.forkedAt ?? null,
    histories: await historiesOf(node, record),
    entries: shown.entries,
    nextBefore: start > 0 ? start : null,
    notUnderstoodFrom: notUnderstoodFrom(node, book),
  }
}

interface Shown {
  readonly refusal: Refusal | undefined
  readonly pen: string | undefined
  readonly handovers: number
  readonly entries: EntryLine[]
}

/** What a page of a book shows and whether that is verified; of a book that cannot be read, that it is damaged. */
async function readBook(node: ApachitaNode, record: BookRecord, start: number, end: number): Promise<Shown> {
  const { book } = record
  try {
    const terms = await penTermsOf(node.archive, book)
    return {
      refusal: await verifyShown(node.archive, book, start, end),
      pen: terms.at(-1)?.pen,
      handovers: terms.length - 1,
      entries: await entryLines(node, record, start, end),
    }
  } catch (error) {
    if (!(error instanceof StoredDamage)) throw error
    return { refusal: { type: 'entries-damaged' }, pen: undefined, handovers: 0, entries: [] }
  }
}

async function entryLines(
  node: ApachitaNode,
  record: BookRecord,
  start: number,
  end: number,
): Promise<EntryLine[]> {
  const { book } = record
  const flags = new Map(
    prepared<[string, number, number], { seq: number; status: string; breaches: string }>(
      node.views.db,
      'SELECT seq, status, breaches FROM flags WHERE book = ? AND seq >= ? AND seq < ?',
    )
      .all(book, start, end)
      .map((row) => [row.seq, row]),
  )
  const lines: EntryLine[] = []
  const standing = standingIn(node, record)
  for await (const batch of node.archive.entries(book, start, end)) {
    for (const bytes of batch) {
      const seq = start + lines.length
      const flag = flags.get(seq)
      const status = standing(seq) ?? flag?.status ?? 'in-force'
      lines.push(entryLine(seq, bytes, status, flag?.breaches ?? '[]'))
    }
  }
  return lines.toReversed()
}

/** Why an entry has no effect whatever it says: undefined where it is judged by itself. A proposal's are judged so too. */
function standingIn(node: ApachitaNode, record: BookRecord): (seq: number) => string | undefined {
  const end = new Speakers(node.views.db).endOf(record.book)
  const cutAt = end === undefined || end === 0 ? Number.POSITIVE_INFINITY : end
  const folded = node.views.foldedSize(record.book)
  return (seq) => {
    if (seq >= cutAt) return 'beyond-successor'
    if (seq >= agreedSize(record)) return 'beyond-fork'
    return seq < folded ? undefined : 'waits'
  }
}

function notUnderstoodFrom(node: ApachitaNode, book: BookId): number | null {
  const row = prepared<[string], { seq: number | null }>(
    node.views.db,
    `SELECT min(seq) AS seq FROM flags WHERE book = ? AND status = 'unknown'`,
  ).get(book)
  return row?.seq ?? null
}

/** A body with its sessions, newest first; `maxSessions`: where not as many as there usually are. */
export async function bodyView(
  node: ApachitaNode,
  book: BookId,
  maxSessions?: number,
): Promise<{ body: BodyView; sessions: SessionView[] } | undefined> {
  const facts = bodyFacts(node.views.db, book)
  const record = await node.archive.book(book)
  if (facts === undefined || record === undefined) return undefined
  return { body: { ...facts, size: record.size }, sessions: sessionsOf(node.views.db, book, maxSessions) }
}

/** The board of a motion. `writable`, `closable`: books written here in which whoever looks may decide, or close. */
export async function boardView(
  node: ApachitaNode,
  motion: EntryRef,
  writable: ReadonlySet<BookId> = new Set(),
  closable: ReadonlySet<BookId> = new Set(),
): Promise<BoardView | undefined> {
  const board = sharedBoard(node.views.db, motion)
  const record = await node.archive.book(motion.book)
  if (board === undefined || record === undefined) return undefined
  const speakers = new Speakers(node.views.db)
  const canDecide = writable.size === 0 ? [] : canDecideOf(board, writable, speakers)
  const speaker = speakers.speakerOf(speakers.bodyOf(motion.book))
  const isKept = speaker === motion.book || board.isInForce
  return {
    ...board,
    members: board.members.map((member) => withDelegateCalled(node, member)),
    book: { size: record.size, root: base64(record.root) },
    local: {
      arrivals: arrivalsOf(node, board),
      witnesses: countWitnesses(await witnessesOf(node, record)),
      canDecide,
      canClose: board.closed === null && isKept && closable.has(speaker),
      canConfirm: canDecide.some(({ body }) => membersOf(node.views.db, body).length > 0),
    },
  }
}

const withDelegateCalled = ({ views: { db } }: ApachitaNode, member: BoardMember): BoardMember => {
  const { delegate } = member
  if (delegate === null) return member
  return { ...member, delegate: { ...delegate, called: calledOf(db, delegate.sent.book, delegate.person) } }
}

function arrivalsOf(node: ApachitaNode, board: SharedBoard): BoardView['local']['arrivals'] {
  const arrivals = node.local.arrivals()
  const speakers = new Speakers(node.views.db)
  return Object.fromEntries(
    board.members.flatMap(({ body }) => {
      const arrival = arrivals.get(speakers.speakerOf(speakers.bodyOf(body))) ?? arrivals.get(body)
      return arrival === undefined ? [] : [[body, arrival]]
    }),
  )
}

/** The state of carriage. On the public listener peers' addresses and refusals stay out: they are the operator's. */
export async function carriageView(node: ApachitaNode, isOperator: boolean): Promise<CarriageView> {
  const heard = node.local.heard()
  const waiting = [...(await node.waiting()).keys()]
  const peers = node.local.peers().map(async (peer, at) => {
    const parts = await partsLacking(
      node,
      (peer.node === null ? undefined : node.local.holdings(peer.node)) ?? new Map(),
      peer.node === null ? [] : [peer.node],
    )
    const arrival = peer.node === null ? undefined : heard.get(peer.node)
    return {
      url: isOperator ? peer.url : String(at + 1),
      name: (peer.node === null ? undefined : nodeFacts(node.views.db, peer.node)?.name) ?? null,
      lastHeardAt: arrival?.at ?? null,
      lastVia: arrival === undefined || arrival.via === 'written' ? null : arrival.via,
      lastFailure: peer.failure,
      waitingEntries: parts.reduce((sum, { record, from }) => sum + record.size - from, 0),
      waitingBooks: parts.filter(hasEntries).length,
    }
  })
  return {
    node: { id: node.id, name: node.name },
    peers: await Promise.all(peers),
    awaiting: isOperator ? await awaitingBooks(node) : [],
    refusals: isOperator ? node.local.refusals(50) : [],
    waitingBooks: isOperator ? waiting.map((book) => ({ book, reason: 'not-followed' })) : [],
  }
}

async function awaitingBooks(node: ApachitaNode): Promise<CarriageView['awaiting']> {
  const books = []
  for (const book of node.local.hosted()) {
    const awaited = node.local.awaited(book)
    if (awaited === undefined) continue
    const name = bodyFacts(node.views.db, book)?.name ?? { es: book }
    const nodes = awaited.map((id) => nodeFacts(node.views.db, id)?.name ?? id)
    const size = (await node.archive.book(book))?.size ?? 0
    const hasSetAside = (await node.archive.setAsides(book)).length > 0
    books.push({ book, name, size, nodes, hasSetAside })
  }
  return books
}

/** The verifier key of a book's current pen, or undefined if the book is not held. */
export async function currentVerifierKey(node: ApachitaNode, book: BookId): Promise<string | undefined> {
  const record = await node.archive.book(book)
  if (record === undefined || (await entryAt(node.archive, book, 0)) === undefined) return undefined
  const pen = penAt(await penTermsOf(node.archive, book), record.size + 1)
  return pen === undefined ? undefined : penVerifierKey(book, pen)
}
