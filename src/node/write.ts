/**
 * Writing in a book whose pen is here. The rules that every other node folds are asked first: what breaks any of them,
 * hard or soft, is refused with its name and never signed.
 */
import { randomBytes } from 'node:crypto'
import { type Checkpoint, type Head, checkpointToBytes, signCheckpoint } from '../book/checkpoint.ts'
import type { PublicKey, Signer } from '../book/ed25519.ts'
import {
  type BookId,
  type Citation,
  type Entry,
  type JsonObject,
  entryToBytes,
  signEntry,
} from '../book/entry.ts'
import { bookIdOf } from '../book/founding.ts'
import { type PenTerm, penAt } from '../book/handover.ts'
import { leafHash } from '../book/hash.ts'
import { type Circle, type Content, sealContent } from '../book/seal.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { type Judged, evolveStates, initialStates, judgeEntry } from '../views/fold.ts'
import type { States } from '../views/room.ts'
import type { Folded } from '../views/views.ts'
import type { Submission } from '../archive/contents.ts'
import { type BodiesState, hasAnotherKey, mayWrite } from '../bodies/state.ts'
import { Unlocked } from './accounts/accounts.ts'
import type { Actor, Identity } from './actor.ts'
import { ownRecipient } from './age.ts'
import { identityIn } from './identity.ts'
import type { ApachitaNode } from './node.ts'
import { rooms } from './rooms.ts'
import { type Passing, penName } from './pen-store.ts'
import { settle } from './take-sealed.ts'

/**
 * What binds the body is signed by whoever writes it, not only by the pen: acts, and who may write. What is noted on the
 * way to them (motions, hands counted) the pen vouches for: a signature costs every reader five times the rest.
 */
const acts: ReadonlySet<string> = new Set([
  'act.attested',
  'ballot.cast',
  'ballot.cast-within',
  'charter.changed',
  'content.erased',
  'correction.recorded',
  'decision.closed',
  'delegate.recalled',
  'delegate.sent',
  'delegates.voted',
  'key.registered',
  'key.replaced',
  'language.turned-off',
  'language.turned-on',
  'mandate.given',
  'membership.accepted',
  'membership.applied',
  'membership.ended',
  'membership.frozen',
  'membership.resumed',
  'motion.referred',
  'node.admitted',
  'node.revoked',
  'office.recalled',
  'objection.recorded',
  'opinion.addressed',
  'opinion.answered',
  'pen.passed',
  'position.recorded',
  'post.assigned',
  'post.ended',
  'session.adjourned',
  'section.frozen',
  'section.resumed',
  'session.closed',
  'standing.recorded',
  'submission.declined',
  'term.ended',
  'term.excused',
  'term.started',
  'turn.adopted',
  'turn.continued',
  'successor.endorsed',
])

/** What an author wants to enter; the node adds author and date, and signs acts. */
export interface Draft {
  readonly type: string
  readonly data: JsonObject
  readonly cites?: readonly Citation[] | undefined
  /** RFC 3339; the node's clock where absent. */
  readonly at?: string | undefined
  /** Who may read it: it stands sealed in the book. Absent: everybody. */
  readonly circle?: Circle | undefined
  /** Which item of a session it belongs to, from 1: a refusal of it says so. */
  readonly item?: number
}

export interface Written {
  readonly book: BookId
  readonly size: number
  readonly refs: readonly Citation[]
}

/** What the book is when the drafts are made: they may name entries by the numbers they will get. */
export interface Writing {
  readonly size: number
  readonly states: States
  /** A draft in the open as it will stand at a number: what later drafts of the same writing cite. It says its date. */
  citing(draft: Draft & { readonly at: string }, seq: number): Citation
}

/**
 * Appends drafts to a hosted book under one checkpoint, in the actor's name. Refused: `not-hosted`, `entry-malformed`, any
 * rule's breach, among them that the actor is not entitled.
 */
export function writeEntries(
  node: ApachitaNode,
  actor: Actor,
  book: BookId,
  draft: (writing: Writing) => Result<readonly Draft[], Refusal>,
): Promise<Result<Written, Refusal>> {
  return settled(node, book, async () => {
    const writing = await openForWriting(node, actor, book)
    if (!writing.ok) return writing
    const { author, pen, ...folded } = writing.value
    const citing: Writing['citing'] = (cited, seq) => {
      const bytes = entryToBytes(draftToEntry(book, cited, author, cited.at))
      return { book, seq, leaf: base64(leafHash(bytes)) }
    }
    const drafts = draft({ size: folded.size, states: folded.states, citing })
    if (!drafts.ok) return drafts
    const entries = drafts.value.map((item) => ({
      entry: draftToEntry(book, item, author, node.now()),
      circle: item.circle,
      item: item.item,
    }))
    const judged = judgeAll(book, folded, entries, [pen])
    return judged.ok ? append(node, book, folded, judged.value, signedBy(pen)) : judged
  })
}

/**
 * Appends what somebody else signed, as it was signed; the actor enters it, by a post that may write `submission.declined`:
 * who may decline may enter. Refused as `writeEntries`, and where the rules refuse its author.
 */
export function writeSubmitted(
  node: ApachitaNode,
  actor: Actor,
  book: BookId,
  { outer, content }: Submission,
): Promise<Result<Written, Refusal>> {
  return settled(node, book, async () => {
    const writing = await openForWriting(node, actor, book)
    if (!writing.ok) return writing
    const { author, pen, ...folded } = writing.value
    const entryType = 'submission.declined'
    if (!mayWrite(folded.states['bodies'] as BodiesState, author.person, entryType))
      return refuse({ type: 'author-not-entitled', entryType })
    const place = { book, seq: folded.size, pens: folded.pens, isHandover: false }
    const judged = judgeEntry(rooms, folded.states, place, outer, content)
    const refusal = refusalOf(judged, 'submission')
    if (refusal !== undefined) return refuse(refusal)
    return append(node, book, folded, [{ bytes: outer, content, judged }], signedBy(pen))
  })
}

/** Writes in turn; what was erased by that is gone, and what was entered waits no more, before it is acknowledged. */
async function settled(
  node: ApachitaNode,
  book: BookId,
  write: () => Promise<Result<Written, Refusal>>,
): Promise<Result<Written, Refusal>> {
  const written = await node.inTurn(book, write)
  if (written.ok) await settle(node, [book])
  return written
}

/** Passes a hosted book's pen to a fresh key on this node, under a checkpoint signed by both (rule H1). */
export function renewPen(
  node: ApachitaNode,
  actor: Actor,
  book: BookId,
  at?: string,
): Promise<Result<Written, Refusal>> {
  return node.inTurn(book, async () => {
    const writing = await openForWriting(node, actor, book)
    if (!writing.ok) return writing
    const { author, pen, ...folded } = writing.value
    const next = node.keys.make(penName)
    const passing = { type: 'pen.passed', data: { pen: next.key }, at }
    const entry = draftToEntry(book, passing, author, node.now())
    const judged = judgeAll(book, folded, [{ entry, circle: undefined }], [pen, next])
    return judged.ok ? append(node, book, folded, judged.value, signedBy(pen, next)) : judged
  })
}

/**
 * The book's state, who the actor is in it, and the pen in force if its key is here. While a handover is prepared nothing
 * else is written: `passing` is that handover.
 */
export async function openForWriting(node: ApachitaNode, actor: Actor, book: BookId, passing?: Passing) {
  if (!node.local.isHosted(book)) return refuse({ type: 'not-hosted' })
  const author = await identityIn(node, actor, book)
  if (author === undefined) return refuse({ type: 'not-of-this-body' })
  const awaited = node.local.awaited(book)
  if (awaited !== undefined) return refuse({ type: 'own-head-awaited', nodes: awaited.length })
  if (passing === undefined && node.pens.passingOf(book) !== undefined)
    return refuse({ type: 'pen-being-passed' })
  const folded = await node.views.catchUp(book)
  if (folded.forkedAt !== undefined) return refuse({ type: 'book-forked', seq: folded.forkedAt })
  // Not all that is written is signed: whoever's key was replaced, or is not confirmed, does not write in the person's name.
  if (hasAnotherKey(folded.states['bodies'] as BodiesState, author.person, author.signer.key))
    return refuse({ type: 'not-of-this-body' })
  if (folded.awaits !== undefined) return refuse({ type: 'continued-book-missing', book: folded.awaits })
  // A book that cannot be read is told without its pens.
  if (folded.pens.length === 0) return refuse({ type: 'entries-damaged', seq: folded.size })
  const pen = node.keys.get(penName(penAt(folded.pens, folded.size + 1) ?? ''))
  return pen === undefined ? refuse({ type: 'wrong-pen' }) : accept({ ...folded, author, pen })
}

function draftToEntry(
  book: BookId,
  { type, data, cites, at }: Draft,
  { person, signer }: Identity,
  now: string,
): Entry {
  const entry = { type, at: at ?? now, by: person, cites: cites ?? [], data }
  return acts.has(type) ? signEntry(book, entry, signer) : entry
}

/** The bytes of an act, signed by its author. */
export const signedEntry = (book: BookId, draft: Draft, author: Identity, now: string): Uint8Array =>
  entryToBytes(draftToEntry(book, draft, author, now))

/** What is to be written, and the circle it is sealed to; undefined: in the open. */
interface ToWrite {
  readonly entry: Entry
  readonly circle: Circle | undefined
  readonly item?: number | undefined
}

/** An entry to be appended, as it was judged. */
interface Ready {
  readonly bytes: Uint8Array
  /** What opens it, where it is sealed. */
  readonly content: Content | undefined
  readonly judged: Judged
}

/** The entries, if every one is well-formed and breaks no rule. Two signers are a handover of the pen. */
function judgeAll(
  book: BookId,
  { size, states, pens }: Folded,
  entries: readonly ToWrite[],
  signers: readonly Signer[],
): Result<Ready[], Refusal> {
  const ready: Ready[] = []
  const isHandover = signers.length > 1
  let current = states
  for (const { entry, circle, item } of entries) {
    const before = ready.at(-1)
    if (before !== undefined) current = evolveStates(current, before.judged)
    const { bytes, content } = toBytes(book, entry, circle)
    const place = { book, seq: size + ready.length, pens, isHandover }
    const judged = judgeEntry(rooms, current, place, bytes, content)
    const refusal = refusalOf(judged, entry.type)
    if (refusal !== undefined) return refuse(item === undefined ? refusal : { ...refusal, item })
    ready.push({ bytes, content, judged })
  }
  return accept(ready)
}

/** An entry as it stands in the book: as it is, or sealed with a fresh salt. */
function toBytes(book: BookId, entry: Entry, circle: Circle | undefined) {
  const inside = entryToBytes(entry)
  if (circle === undefined) return { bytes: inside, content: undefined }
  const content: Content = { salt: randomBytes(32), inside }
  return { bytes: sealContent(book, circle, content), content }
}

/** Why an entry is not written: the first breach of it, or of what is inside its seal. */
export function refusalOf({ status, breaches, seal }: Judged, entryType: string): Refusal | undefined {
  const [breach] = seal?.inside?.breaches ?? breaches
  if (breach !== undefined) return withoutHardness(breach)
  if (seal !== undefined && seal.inside === undefined) return { type: 'entry-malformed', field: entryType }
  return (seal?.inside?.status ?? status) === 'unknown' ? { type: 'unknown-type', entryType } : undefined
}

const withoutHardness = ({ isHard: _isHard, ...refusal }: Refusal): Refusal => refusal as Refusal

/** Signs a head inside the append: with the pen, or with the old and the new one. */
type Conclude = (head: Head) => { readonly checkpoint: Checkpoint; readonly isHandover: boolean }

const signedBy =
  (...signers: readonly Signer[]): Conclude =>
  (head) => ({ checkpoint: signCheckpoint(head, ...signers), isHandover: signers.length > 1 })

export async function append(
  node: ApachitaNode,
  book: BookId,
  folded: Folded,
  ready: readonly Ready[],
  conclude: Conclude,
): Promise<Result<Written, Refusal>> {
  const { size } = folded
  const entries = ready.map(({ bytes }) => bytes)
  const contents = ready.flatMap(({ content }, at) =>
    content === undefined ? [] : [{ ...content, seq: size + at }],
  )
  const stored = await node.archive.extend(book, size, [
    {
      entries,
      contents,
      conclude: (head) => {
        const { checkpoint, isHandover } = conclude(head)
        return accept({ checkpoint: checkpointToBytes(checkpoint), isHandover })
      },
    },
  ])
  if (!stored.ok) return stored
  node.views.add(
    book,
    folded,
    ready.map(({ judged }) => judged),
    stored.value.contentChange,
  )
  node.local.noteWritten({ book, size: stored.value.size }, node.now())
  const refs = entries.map((bytes, at) => ({ book, seq: size + at, leaf: base64(leafHash(bytes)) }))
  return accept({ book, size: stored.value.size, refs })
}

/** Founds a body here: its book's first entries name a fresh pen, the actor as its officer, and this node as admitted. */
export async function foundBook(
  node: ApachitaNode,
  actor: Actor,
  founding: JsonObject,
  post: string,
  at: string = node.now(),
): Promise<Result<Written, Refusal>> {
  if (actor instanceof Unlocked && !node.accounts.mayFound(actor.account))
    return refuse({ type: 'may-not-found' })
  const first = (pen: PublicKey, { person, signer }: Identity): Entry => {
    const officers = [{ id: person, key: signer.key, post }]
    return { type: 'body.founded', at, by: person, cites: [], data: { ...founding, pen, officers } }
  }
  return beginBook(node, first, (toBook) => actor.identityForNew(toBook), { states: initialStates(rooms) })
}

/**
 * Writes the first entries of a book whose pen is made here: the founding as `first` makes it, and this node as admitted.
 * `authorFor` is told how the book's id follows from who founds it.
 */
export async function beginBook(
  node: ApachitaNode,
  first: (pen: PublicKey, author: Identity) => Entry,
  authorFor: (toBook: (author: Identity) => BookId) => Identity,
  beginning: Pick<Folded, 'states' | 'continued'>,
): Promise<Result<Written, Refusal>> {
  const pen = node.keys.make(penName)
  const author = authorFor((identity) => bookIdOf(entryToBytes(first(pen.key, identity))))
  const founded = first(pen.key, author)
  const book = bookIdOf(entryToBytes(founded))
  const admission = { type: 'node.admitted', data: await nodeAdmission(node) }
  const entries = [founded, draftToEntry(book, admission, author, founded.at)]
  const pens: PenTerm[] = [{ from: 0, pen: pen.key }]
  const folded: Folded = { ...beginning, size: 0, pens, forkedAt: undefined, contentsAt: 0 }
  const toWrite = entries.map((entry) => ({ entry, circle: undefined }))
  const judged = judgeAll(book, folded, toWrite, [pen])
  if (!judged.ok) return judged
  node.local.addHosted(book)
  return node.inTurn(book, async () => {
    const written = await append(node, book, folded, judged.value, signedBy(pen))
    // What a successor goes on from is known from here on, and what becomes of that.
    await node.views.catchUp(book)
    return written
  })
}

/** What a body says of this node when it admits it. */
export async function nodeAdmission(node: ApachitaNode): Promise<JsonObject> {
  return {
    node: node.id,
    name: node.name,
    country: node.country,
    request: node.keys.getOrMake('node/request').key,
    cosign: node.keys.getOrMake('node/cosign').key,
    age: await ownRecipient(node.keys),
  }
}
