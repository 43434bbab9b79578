/**
 * The sealed envelope (rules S1-S3): the tree holds a commitment and a circle; what is inside is kept and carried apart,
 * so that the book verifies without it and it can be erased.
 */
import { base64, concat, equalBytes, base64ToBytes, utf8 } from '../kernel/encoding.ts'
import { type Result, accept, refuse } from '../kernel/result.ts'
import {
  type BookId,
  type Entry,
  type EntryRefusal,
  type Json,
  type JsonObject,
  isBookId,
  isBytes,
  isObject,
  parseEntry,
} from './entry.ts'
import { sha256 } from './hash.ts'
import canonicalize from 'canonicalize'

/** Who may read what is inside: everybody, the people of a body, or readers named in a sealed list. */
export type Circle = 'open' | { readonly members: BookId } | { readonly list: string }

export interface SealedEntry {
  readonly circle: Circle
  /** base64 of 32 bytes. */
  readonly seal: string
}

/** What opens a seal. `inside` is an entry's canonical bytes, `salt` 32 random bytes. */
export interface Content {
  readonly salt: Uint8Array
  readonly inside: Uint8Array
}

export const isSealed = (object: JsonObject): boolean => object.type === 'sealed'

/** A sealed entry from a canonical object whose type is `sealed`. */
export function objectToSealed(object: JsonObject): Result<SealedEntry, EntryRefusal> {
  const { circle, seal } = object
  if (Object.keys(object).length !== 3) return refuse({ type: 'entry-malformed', field: 'sealed' })
  if (!isCircle(circle)) return refuse({ type: 'entry-malformed', field: 'circle' })
  if (!isBytes(seal, 32)) return refuse({ type: 'entry-malformed', field: 'seal' })
  return accept({ circle, seal })
}

function isCircle(value: Json | undefined): value is Circle & Json {
  if (value === 'open') return true
  if (!isObject(value) || Object.keys(value).length !== 1) return false
  return isBookId(value.members) || isBytes(value.list, 32)
}

function sealOf(book: BookId, { salt, inside }: Content): Uint8Array {
  return sha256(concat(utf8(`apachita/seal/v1\n${book}\n`), salt, inside))
}

/** The public part's bytes for a content. */
export function sealContent(book: BookId, circle: Circle, content: Content): Uint8Array {
  return utf8(canonicalize({ type: 'sealed', circle, seal: base64(sealOf(book, content)) }) ?? '')
}

/** The entry inside, if the content is the one committed to. */
export function openSeal(
  book: BookId,
  sealed: SealedEntry,
  content: Content,
): Result<Entry, EntryRefusal | { readonly type: 'seal-mismatch' }> {
  const expected = base64ToBytes(sealed.seal) ?? new Uint8Array()
  if (content.salt.length !== 32 || !equalBytes(sealOf(book, content), expected)) {
    return refuse({ type: 'seal-mismatch' })
  }
  const entry = parseEntry(content.inside)
  return entry.ok && entry.value.type === 'sealed'
    ? refuse({ type: 'entry-malformed', field: 'type' })
    : entry
}
