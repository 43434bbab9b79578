/**
 * Texts by which a pen goes to another node (docs/formats.md H3): the offer of a fresh key, the handover prepared with it, and
 * the new key's signature on that very head. They prove nothing to a third: only the checkpoint with both signatures does.
 */
import canonicalize from 'canonicalize'
import { base64, base64ToBytes, utf8 } from '../kernel/encoding.ts'
import { type Result, accept, refuse } from '../kernel/result.ts'
import { type PublicKey, type Signer, isAdmissibleKey, isSignedBy } from './ed25519.ts'
import {
  type BookId,
  type Json,
  type JsonObject,
  type PersonId,
  isBookId,
  isBytes,
  isObject,
  isPersonId,
} from './entry.ts'

/** A fresh key for a book's pen, the officer who will write with it, and the node where it is. */
export interface PenOffer {
  readonly book: BookId
  readonly pen: PublicKey
  readonly officer: { readonly person: PersonId; readonly key: PublicKey }
  /** `data` of the `node.admitted` by which the body lets that node in. */
  readonly node: JsonObject
}

const offerKind = 'pen-offer/v1'

const offerText = ({ book, pen, officer, node }: PenOffer): Uint8Array =>
  utf8(`apachita/${offerKind}\n${canonicalize({ book, pen, officer, node }) ?? ''}`)

/** The card: signed by the key it offers and by the officer, so that neither can be put on another card. */
export function offerToText(offer: PenOffer, pen: Signer, officer: Signer): string {
  const text = offerText(offer)
  const sigs = { pen: base64(pen.sign(text)), officer: base64(officer.sign(text)) }
  return `${JSON.stringify({ apachita: offerKind, ...offer, sigs }, undefined, 1)}\n`
}

/** Refused: `card-malformed`, `card-signature-invalid`. */
export function parseOffer(text: string): Result<PenOffer, { readonly type: string }> {
  const value = jsonIn(text)
  if (!isObject(value) || value.apachita !== offerKind) return refuse({ type: 'card-malformed' })
  const { book, pen, officer, node, sigs } = value
  const isFormed =
    isBookId(book) &&
    isKey(pen) &&
    isObject(officer) &&
    isPersonId(officer.person) &&
    isKey(officer.key) &&
    isObject(node)
  if (!isFormed || !isObject(sigs)) return refuse({ type: 'card-malformed' })
  const { person, key } = officer as { readonly person: PersonId; readonly key: PublicKey }
  const offer: PenOffer = { book, pen, officer: { person, key }, node }
  const signed = offerText(offer)
  return isSignature(pen, signed, sigs.pen) && isSignature(key, signed, sigs.officer)
    ? accept(offer)
    : refuse({ type: 'card-signature-invalid' })
}

const isSignature = (key: PublicKey, text: Uint8Array, sig: Json | undefined): boolean =>
  isBytes(sig, 64) && isSignedBy(key, text, base64ToBytes(sig) ?? new Uint8Array())

/** A handover as it is prepared: the entry that passes the pen, and the head it leads to, signed by nobody yet. */
export interface PreparedHandover {
  readonly book: BookId
  /** With that entry. */
  readonly size: number
  /** base64 */
  readonly root: string
  /** base64 of the entry's bytes. */
  readonly entry: string
}

const handoverKind = 'pen-handover/v1'

export const handoverToText = (prepared: PreparedHandover): string =>
  `${JSON.stringify({ apachita: handoverKind, ...prepared }, undefined, 1)}\n`

/** Refused: `handover-malformed`. */
export function parseHandover(text: string): Result<PreparedHandover, { readonly type: string }> {
  const value = jsonIn(text)
  if (!isObject(value) || value.apachita !== handoverKind) return refuse({ type: 'handover-malformed' })
  const { book, size, root, entry } = value
  return isBookId(book) && Number.isSafeInteger(size) && isBytes(root, 32) && typeof entry === 'string'
    ? accept({ book, size: Number(size), root, entry })
    : refuse({ type: 'handover-malformed' })
}

const isKey = (value: Json | undefined): value is PublicKey => isBytes(value, 32) && isAdmissibleKey(value)

function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
