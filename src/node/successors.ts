/**
 * Proposing and endorsing a successor: a book of its own that goes on from another one's prefix, for when the pen is not
 * handed over, is lost, or signed two histories (docs/decisions/0024). What it needs to take effect is in succession/.
 */
import { agreedSize, entryAt } from '../archive/contract.ts'
import { rootAt } from '../archive/subtrees.ts'
import type { BodiesState } from '../bodies/state.ts'
import type { PublicKey } from '../book/ed25519.ts'
import { type BookId, type Entry, type JsonObject, type PersonId, parseEntry } from '../book/entry.ts'
import type { Continues } from '../book/founding.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { type SuccessorRow, Speakers } from '../succession/speakers.ts'
import type { SuccessionState } from '../succession/state.ts'
import type { ViewsDb } from '../views/room.ts'
import type { Beginning } from '../views/continuing.ts'
import type { Actor, Identity } from './actor.ts'
import { Unlocked } from './accounts/accounts.ts'
import { identityIn } from './identity.ts'
import type { ApachitaNode } from './node.ts'
import { submit } from './submissions.ts'
import { type Draft, type Written, beginBook, writeEntries } from './write.ts'

/** What is proposed: from where the book goes on, and who keeps it. */
export interface Proposal {
  readonly book: BookId
  /** Entries taken over; as many as stand here where absent. */
  readonly size: number | undefined
  /** The post in which whoever proposes keeps the book. */
  readonly post: string
  /** Other persons of the body, and the posts they are to hold. */
  readonly officers: readonly { readonly person: PersonId; readonly post: string }[]
  readonly at: string | undefined
}

/** Founds the proposed book on this node. Refused: `continued-book-missing`, `continued-book-differs`, `post-unknown`, … */
export async function proposeSuccessor(
  node: ApachitaNode,
  actor: Actor,
  proposal: Proposal,
): Promise<Result<Written, Refusal>> {
  if (actor instanceof Unlocked && !node.accounts.mayFound(actor.account))
    return refuse({ type: 'may-not-found' })
  const continues = await prefixOf(node, proposal)
  if (!continues.ok) return continues
  const filled = [proposal.post, ...proposal.officers.map(({ post }) => post)]
  const beginning = await node.views.continuing.beginning({ ...continues.value, filled })
  const bodies = beginning.states['bodies'] as BodiesState
  const facts = await foundingFacts(node, proposal.book)
  const known = await identityIn(node, actor, proposal.book)
  const isOfBody = known !== undefined && bodies.keys[known.person] === known.signer.key
  const first = (pen: PublicKey, author: Identity): Entry =>
    foundingOf(facts, bodies, continues.value, proposal, pen, author, proposal.at ?? node.now())
  return beginBook(
    node,
    first,
    (toBook) => (isOfBody ? known : actor.identityForNew(toBook)),
    beginning satisfies Beginning,
  )
}

async function prefixOf(
  node: ApachitaNode,
  { book, size: asked }: Proposal,
): Promise<Result<Continues, Refusal>> {
  const record = await node.archive.book(book)
  if (record === undefined) return refuse({ type: 'book-unknown', book })
  const stands = agreedSize(record)
  const size = asked ?? stands
  if (size > record.size) return refuse({ type: 'continued-book-missing', book, size: record.size })
  if (size > stands) return refuse({ type: 'book-forked', seq: stands })
  const standing = await node.views.continuing.standing(book)
  if (standing === 'waits' || standing === 'void') return refuse({ type: 'continued-book-differs' })
  return accept({ book, size, root: await rootAt(node.archive, book, size) })
}

/** Who the body is stays what its founding said. */
async function foundingFacts(node: ApachitaNode, book: BookId): Promise<JsonObject> {
  const parsed = parseEntry((await entryAt(node.archive, book, 0)) ?? new Uint8Array())
  return parsed.ok ? parsed.value.data : {}
}

function foundingOf(
  facts: JsonObject,
  { charter, kind, keys }: BodiesState,
  { book, size, root }: Continues,
  { post, officers }: Proposal,
  pen: PublicKey,
  { person, signer }: Identity,
  at: string,
): Entry {
  const named = officers.map((officer) => ({
    id: officer.person,
    key: keys[officer.person] ?? '',
    post: officer.post,
  }))
  const data = {
    ...facts,
    kind: kind ?? '',
    charter: charter as unknown as JsonObject,
    pen,
    officers: [{ id: person, key: signer.key, post }, ...named],
    continues: { book, size, root: base64(root) },
  }
  return { type: 'body.founded', at, by: person, cites: [], data }
}

/**
 * Endorses a proposed successor: a member in its own book (`body`), an officer of the book continued in the proposed one, to
 * which it goes as a submission where its pen is elsewhere. Refused: `successor-unknown`, `not-entitled-to-endorse`, …
 */
export async function endorseSuccessor(
  node: ApachitaNode,
  actor: Actor,
  successor: BookId,
  body: BookId | undefined,
  at: string | undefined,
): Promise<Result<unknown, Refusal>> {
  const speakers = new Speakers(node.views.db)
  const proposal = speakers.successor(successor)
  const cited = await node.citation(successor, 0)
  if (proposal === undefined || cited === undefined) return refuse({ type: 'successor-unknown' })
  const { continued, size, root } = proposal
  const draft: Draft = {
    type: 'successor.endorsed',
    data: { continues: { book: continued, size, root } },
    cites: [cited],
    at,
  }
  if (proposal.of === 'officers') return endorseAsOfficer(node, actor, proposal, draft)
  const electors = speakers.tallyOf(proposal).electors.map((elector) => speakers.bodyOf(elector))
  const own = body === undefined ? undefined : speakers.bodyOf(body)
  if (own === undefined || !electors.includes(own)) return refuse({ type: 'not-entitled-to-endorse' })
  return writeEntries(node, actor, speakers.speakerOf(own), ({ states }) => {
    const { endorsed } = states['succession'] as SuccessionState
    const instead = voidEndorsement(node.views.db, speakers, own, endorsed[continued])
    return accept([{ ...draft, data: { ...draft.data, ...(instead === undefined ? {} : { instead }) } }])
  })
}

/** The number of a body's own endorsement, where what it endorsed has become void. */
function voidEndorsement(
  db: ViewsDb,
  speakers: Speakers,
  body: BookId,
  seq: number | undefined,
): number | undefined {
  const endorsed = db.prepare<[string, number], { successor: BookId }>(
    'SELECT successor FROM endorsements WHERE book = ? AND seq = ?',
  )
  const rows = speakers.booksOf(body).flatMap(({ book }) => endorsed.get(book, seq ?? -1) ?? [])
  return rows.some(({ successor }) => speakers.isVoid(successor)) ? seq : undefined
}

async function endorseAsOfficer(
  node: ApachitaNode,
  actor: Actor,
  { book, continued }: SuccessorRow,
  draft: Draft,
): Promise<Result<unknown, Refusal>> {
  const identity = await identityIn(node, actor, continued)
  if (identity === undefined) return refuse({ type: 'not-of-this-body' })
  const officer: Actor = { identityIn: () => identity, identityForNew: () => identity }
  // What is said of it here has to reach whoever enters it.
  node.local.follow(book)
  return node.local.isHosted(book)
    ? writeEntries(node, officer, book, () => accept([draft]))
    : submit(node, officer, book, draft, 'open')
}
