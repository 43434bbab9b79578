/**
 * Passing a book's pen to another node (docs/decisions/0024), by texts that are carried as files or sent in any way:
 *
 *   there  offer      a fresh key, kept; its card
 *   here   prepare    the entry that passes the pen, kept; from here on nothing else is written in the book
 *   there  sign       the new key signs that very head, and no other ever
 *   here   complete   the old key signs, the checkpoint is stored; the old key is destroyed
 *   there  adopt      the book comes as any other; whose pen is here is written here
 *
 * Invariants
 * 1. No key signs two heads that contradict each other: an offered key signs one head; the old one signs nothing else while
 *    a handover is prepared; a key whose handover was given up is never taken again.
 * 2. Each step can be done again after a crash or a lost file, with the same outcome.
 * 3. Until the checkpoint is stored the pen is here, and can be kept; from then on it is there.
 */
import { rangeAt } from '../archive/subtrees.ts'
import { type BodiesState, mayWrite } from '../bodies/state.ts'
import {
  type Head,
  checkpointToBytes,
  isSignedByPen,
  parseCheckpoint,
  signCheckpoint,
} from '../book/checkpoint.ts'
import { withLines } from '../book/cosignature.ts'
import type { BookId, JsonObject } from '../book/entry.ts'
import { penPassedTo } from '../book/handover.ts'
import { leafHash } from '../book/hash.ts'
import { type PenOffer, handoverToText, offerToText, parseHandover, parseOffer } from '../book/pen-offer.ts'
import { extendRange, rootOf } from '../book/tree.ts'
import { base64, base64ToBytes, utf8, utf8ToText } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { judgeEntry } from '../views/fold.ts'
import type { Actor } from './actor.ts'
import { identityIn } from './identity.ts'
import type { ApachitaNode } from './node.ts'
import { rooms } from './rooms.ts'
import { type Offer, type Passing, penName } from './pen-store.ts'
import { settlePens } from './settle-pens.ts'
import {
  type Draft,
  type Written,
  append,
  nodeAdmission,
  openForWriting,
  refusalOf,
  signedEntry,
  writeEntries,
} from './write.ts'

/** A card that offers to keep a book here. Refused: `book-unknown`, `already-hosted`. */
export async function offerPen(
  node: ApachitaNode,
  actor: Actor,
  book: BookId,
): Promise<Result<{ readonly card: string }, Refusal>> {
  if ((await node.archive.book(book)) === undefined) return refuse({ type: 'book-unknown', book })
  if (node.local.isHosted(book)) return refuse({ type: 'already-hosted' })
  const officer = (await identityIn(node, actor, book)) ?? actor.identityForNew(() => book)
  const known = node.pens
    .offers()
    .find((one) => one.book === book && one.person === officer.person && isFresh(one))
  const signer = known === undefined ? node.keys.make(penName) : node.keys.get(penName(known.pen))
  if (signer === undefined) return refuse({ type: 'wrong-pen' })
  if (known === undefined) node.pens.addOffer({ pen: signer.key, book, person: officer.person })
  const offer: PenOffer = {
    book,
    pen: signer.key,
    officer: { person: officer.person, key: officer.signer.key },
    node: await nodeAdmission(node),
  }
  return accept({ card: offerToText(offer, signer, officer.signer) })
}

const isFresh = ({ size, isRestored }: Offer): boolean => size === null && isRestored === 0

/**
 * Prepares the handover to the key of a card; before that, what the new keeper needs to write: the node is admitted, the
 * person has a key and a post. Given again for the same card. Refused: `card-…`, `pen-being-passed`, what the rules refuse.
 */
export async function preparePass(
  node: ApachitaNode,
  actor: Actor,
  book: BookId,
  { card, post, at }: { readonly card: string; readonly post: string; readonly at?: string | undefined },
): Promise<Result<{ readonly handover: string }, Refusal>> {
  const offer = parseOffer(card)
  if (!offer.ok) return offer
  if (offer.value.book !== book) return refuse({ type: 'card-of-another-book' })
  if (node.pens.isRefused(offer.value.pen)) return refuse({ type: 'card-used' })
  const passing = node.pens.passingOf(book)
  if (passing !== undefined)
    return passing.pen === offer.value.pen ? accept(toText(passing)) : refuse({ type: 'pen-being-passed' })
  const readied = await readyKeeper(node, actor, offer.value, post, at)
  return readied.ok ? node.inTurn(book, () => prepare(node, actor, offer.value, at)) : readied
}

/** Admits the node, and gives the person a key and a post, where the book does not say so already. */
async function readyKeeper(
  node: ApachitaNode,
  actor: Actor,
  { book, officer: { person, key }, node: admission }: PenOffer,
  post: string,
  at: string | undefined,
): Promise<Result<unknown, Refusal>> {
  const state = (await node.views.catchUp(book)).states['bodies'] as BodiesState
  const known = state.keys[person]
  if (known !== undefined && known !== key) return refuse({ type: 'key-differs' })
  const drafts: Draft[] = []
  if (state.nodes[String(admission['node'])]?.isAdmitted !== true)
    drafts.push({ type: 'node.admitted', data: admission, at })
  if (known === undefined) drafts.push({ type: 'key.registered', data: { person, key } as JsonObject, at })
  if (!mayWrite(state, person, 'pen.passed'))
    drafts.push({ type: 'post.assigned', data: { person, post } as JsonObject, at })
  return drafts.length === 0 ? accept(undefined) : writeEntries(node, actor, book, () => accept(drafts))
}

async function prepare(
  node: ApachitaNode,
  actor: Actor,
  { book, pen }: PenOffer,
  at: string | undefined,
): Promise<Result<{ readonly handover: string }, Refusal>> {
  const writing = await openForWriting(node, actor, book)
  if (!writing.ok) return writing
  const { author, pens, size } = writing.value
  if (pens.some((term) => term.pen === pen)) return refuse({ type: 'card-used' })
  const entry = signedEntry(book, { type: 'pen.passed', data: { pen }, at }, author, node.now())
  const head = await headWith(node, book, size, entry)
  const refusal = await refusalAt(node, head, entry)
  if (refusal !== undefined) return refuse(refusal)
  const passing: Passing = { book, pen, size: head.size, root: base64(head.root), entry }
  node.pens.addPassing(passing)
  return accept(toText(passing))
}

const toText = ({ book, size, root, entry }: Passing) => ({
  handover: handoverToText({ book, size, root, entry: base64(entry) }),
})

async function headWith(node: ApachitaNode, book: BookId, size: number, entry: Uint8Array): Promise<Head> {
  const range = extendRange(await rangeAt(node.archive, book, size), leafHash(entry))
  return { book, size: range.size, root: rootOf(range) }
}

/** What the book's rules say of the entry as the last of a handover. */
async function refusalAt(node: ApachitaNode, { book, size }: Head, entry: Uint8Array) {
  const { states, pens } = await node.views.catchUp(book)
  const place = { book, seq: size - 1, pens, isHandover: true }
  return refusalOf(judgeEntry(rooms, states, place, entry), 'pen.passed')
}

/**
 * The offered key's signature on a prepared handover, if it goes on from exactly what is held here. Refused: `card-unknown`,
 * `card-used` (that key has signed another head), `gap`, `handover-stale`, `root-mismatch`, what the rules refuse.
 */
export function signPass(
  node: ApachitaNode,
  handover: string,
): Promise<Result<{ readonly signed: string }, Refusal>> {
  const prepared = parseHandover(handover)
  const entry = prepared.ok ? base64ToBytes(prepared.value.entry) : undefined
  const pen = entry === undefined ? undefined : penPassedTo(entry)
  if (!prepared.ok || entry === undefined || pen === undefined)
    return Promise.resolve(refuse({ type: 'handover-malformed' }))
  const { book, size, root } = prepared.value
  return node.inTurn(book, async () => {
    const offer = node.pens.offer(pen)
    const signer = node.keys.get(penName(pen))
    if (offer?.book !== book || signer === undefined) return refuse({ type: 'card-unknown' })
    if (!isFresh(offer) && (offer.size !== size || offer.root !== root)) return refuse({ type: 'card-used' })
    const head = await headHere(node, book, size, entry)
    if (!head.ok) return head
    if (base64(head.value.root) !== root) return refuse({ type: 'root-mismatch', size })
    const refusal = await refusalAt(node, head.value, entry)
    if (refusal !== undefined) return refuse(refusal)
    node.pens.noteSigned(pen, size, root)
    return accept({ signed: utf8ToText(checkpointToBytes(signCheckpoint(head.value, signer))) ?? '' })
  })
}

async function headHere(
  node: ApachitaNode,
  book: BookId,
  size: number,
  entry: Uint8Array,
): Promise<Result<Head, Refusal>> {
  const record = await node.archive.book(book)
  const held = record?.size ?? 0
  if (record?.forkedAt !== undefined) return refuse({ type: 'book-forked', seq: record.forkedAt })
  if (held < size - 1) return refuse({ type: 'gap', needed: held })
  return held >= size ? refuse({ type: 'handover-stale' }) : accept(await headWith(node, book, held, entry))
}

/** Stores the handover with both signatures. Refused: `handover-not-prepared`, `handover-invalid`, what writing refuses. */
export function completePass(
  node: ApachitaNode,
  actor: Actor,
  book: BookId,
  signed: string,
): Promise<Result<Written, Refusal>> {
  return node.inTurn(book, async () => {
    const passing = node.pens.passingOf(book)
    if (passing === undefined) return refuse({ type: 'handover-not-prepared' })
    const note = parseCheckpoint(utf8(signed))
    const isSigned =
      note.ok &&
      note.value.size === passing.size &&
      base64(note.value.root) === passing.root &&
      isSignedByPen(note.value, passing.pen)
    if (!isSigned) return refuse({ type: 'handover-invalid', size: passing.size })
    const writing = await openForWriting(node, actor, book, passing)
    if (!writing.ok) return writing
    const { author: _, pen, ...folded } = writing.value
    const place = { book, seq: folded.size, pens: folded.pens, isHandover: true }
    const judged = judgeEntry(rooms, folded.states, place, passing.entry)
    const refusal = refusalOf(judged, 'pen.passed')
    if (refusal !== undefined) return refuse(refusal)
    const ready = [{ bytes: new Uint8Array(passing.entry), content: undefined, judged }]
    const written = await append(node, book, folded, ready, (head) => ({
      checkpoint: withLines(signCheckpoint(head, pen), note.value.note.signatures),
      isHandover: true,
    }))
    if (written.ok) await settlePens(node, [book])
    return written
  })
}

/** The pen stays here; the key of the card is never taken again. Refused: `handover-not-prepared`, `not-of-this-body`, … */
export function keepPen(
  node: ApachitaNode,
  actor: Actor,
  book: BookId,
): Promise<Result<{ readonly book: BookId }, Refusal>> {
  return node.inTurn(book, async () => {
    const passing = node.pens.passingOf(book)
    if (passing === undefined) return refuse({ type: 'handover-not-prepared' })
    const writing = await openForWriting(node, actor, book, passing)
    if (!writing.ok) return writing
    const state = writing.value.states['bodies'] as BodiesState
    if (!mayWrite(state, writing.value.author.person, 'pen.passed'))
      return refuse({ type: 'author-not-entitled', entryType: 'pen.passed' })
    node.pens.refuse(passing)
    return accept({ book })
  })
}
