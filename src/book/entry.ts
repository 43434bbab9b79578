/**
 * An entry: one JSON object in canonical form (docs/formats.md, rules E1-E7).
 *
 * Invariants
 * 1. An entry is hashed and kept as the bytes received; nothing here serialises what it has parsed.
 * 2. Two different byte strings are never the same entry: what is not canonical is void.
 *
 * Deliberately absent: the meaning of types and data (the rooms), who may write what (bodies/).
 */
import canonicalize from 'canonicalize'
import { isDateTime } from '../kernel/date-time.ts'
import { base32ToBytes, base64, base64ToBytes, utf8, utf8ToText } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { type PublicKey, type Signer, isSignedBy } from './ed25519.ts'

/** base32 of entry 0's leaf hash, 52 characters. */
export type BookId = string
/** base32 of 16 random bytes, 26 characters. */
export type PersonId = string

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

/** Where something is recorded: the book, the entry's number in it, and base64 of its leaf hash. */
export interface Citation {
  readonly book: BookId
  readonly seq: number
  readonly leaf: string
}

/** What an author writes; `cites` is empty where the entry has none. */
export interface Entry {
  readonly type: string
  /** RFC 3339 with offset: what the author says. Decides nothing. */
  readonly at: string
  readonly by: PersonId
  readonly cites: readonly Citation[]
  readonly data: JsonObject
  /** base64 Ed25519 by the author; absent where the pen vouches. */
  readonly sig?: string
}

export const maxEntryBytes = 65_535
const maxDepth = 32
const maxCites = 512
const typePattern = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/

/** Why bytes are not an entry (rules E1-E4), with the part at fault. */
export interface EntryRefusal extends Refusal {
  readonly type: 'not-json' | 'not-canonical' | 'entry-malformed' | 'entry-too-large'
  readonly field?: string
}

/** The object that bytes hold, if they are one canonical JSON object by E1 and E2. */
export function parseCanonicalObject(bytes: Uint8Array): Result<JsonObject, EntryRefusal> {
  if (bytes.length > maxEntryBytes) return refuse({ type: 'entry-too-large', bytes: bytes.length })
  const text = utf8ToText(bytes)
  if (text === undefined || isTooDeep(text)) return refuse({ type: 'not-json' })
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return refuse({ type: 'not-json' })
  }
  if (!isObject(value)) return refuse({ type: 'not-json' })
  const isSound = hasSafeNumbers(value) && isCanonical(value, text) && isWellFormed(value, text)
  return isSound ? accept(value) : refuse({ type: 'not-canonical' })
}

/**
 * Whether `text` is the canonical form of what was parsed from it. RFC 8785 is what JSON.stringify writes, with names in
 * order: where they already stand so, nothing needs sorting. Elsewhere the library tells: names that look like numbers
 * come first in an object, wherever they stood in the text.
 */
const isCanonical = (value: Json, text: string): boolean =>
  (hasNamesInOrder(value) ? JSON.stringify(value) : canonicalize(value)) === text

/** Whether every object lists its names in order of UTF-16 code units (RFC 8785 section 3.2.3). */
function hasNamesInOrder(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(hasNamesInOrder)
  const object = value as JsonObject
  let before: string | undefined
  for (const name of Object.keys(object)) {
    if (before !== undefined && before > name) return false
    if (!hasNamesInOrder(object[name] as Json)) return false
    before = name
  }
  return true
}

/** No text nests deeper than it has opening brackets: most have so few that nothing more is asked. */
function isTooDeep(text: string): boolean {
  return countOf(text, '{') + countOf(text, '[') > maxDepth && depthOf(text) > maxDepth
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1
  return count
}

/** Nesting of brackets outside strings: known before parsing, so that no input can exhaust the stack. */
function depthOf(text: string): number {
  let [depth, deepest, isInString] = [0, 0, false]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isInString) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) isInString = false
    } else if (code === 0x22) isInString = true
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth)
    else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return deepest
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Rule E2: safe integers only. */
function hasSafeNumbers(value: Json): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value !== 'object' || value === null) return true
  return (Array.isArray(value) ? value : Object.values(value)).every(hasSafeNumbers)
}

/**
 * Rule E2: well-formed strings only, in names too. Bytes that are UTF-8 hold a lone surrogate only where it is escaped,
 * and canonical text writes that as `\ud…`: where that never stands, nothing needs looking at.
 */
const isWellFormed = (value: Json, canonical: string): boolean =>
  !canonical.includes(String.raw`\ud`) || hasWellFormedStrings(value)

function hasWellFormedStrings(value: Json): boolean {
  if (typeof value === 'string') return !loneSurrogate.test(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(hasWellFormedStrings)
  return Object.entries(value).flat().every(hasWellFormedStrings)
}

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** The entry that bytes hold by E1-E4. A sealed entry is not one of these: see seal.ts. */
export function parseEntry(bytes: Uint8Array): Result<Entry, EntryRefusal> {
  const object = parseCanonicalObject(bytes)
  return object.ok ? objectToEntry(object.value) : object
}

/** An entry from an object already known to be canonical. */
export function objectToEntry(object: JsonObject): Result<Entry, EntryRefusal> {
  const { type, at, by, cites, data, sig } = object
  if (!isEntryType(type)) return malformed('type')
  if (typeof at !== 'string' || !isDateTime(at)) return malformed('at')
  if (!isPersonId(by)) return malformed('by')
  if (cites !== undefined && !isCitations(cites)) return malformed('cites')
  if (!isObject(data)) return malformed('data')
  if (sig !== undefined && !isBytes(sig, 64)) return malformed('sig')
  return accept({ type, at, by, cites: cites ?? [], data, ...(sig === undefined ? {} : { sig }) })
}

const malformed = (field: string): Result<never, EntryRefusal> => refuse({ type: 'entry-malformed', field })

const isEntryType = (value: Json | undefined): value is string =>
  typeof value === 'string' && value.length <= 64 && typePattern.test(value)

/** Whether a value is base64 of exactly `length` bytes. */
export const isBytes = (value: Json | undefined, length: number): value is string =>
  typeof value === 'string' && base64ToBytes(value)?.length === length

export const isPersonId = (value: Json | undefined): value is PersonId =>
  typeof value === 'string' && value.length === 26 && base32ToBytes(value)?.length === 16

export const isBookId = (value: Json | undefined): value is BookId =>
  typeof value === 'string' && value.length === 52 && base32ToBytes(value)?.length === 32

function isCitations(value: Json): value is readonly (Citation & JsonObject)[] {
  return Array.isArray(value) && value.length >= 1 && value.length <= maxCites && value.every(isCitation)
}

export const isCitation = (value: Json | undefined): value is Citation & JsonObject =>
  isObject(value) && isBookId(value.book) && isSeq(value.seq) && isBytes(value.leaf, 32)

export const isSeq = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** The canonical bytes of an entry made here. A result over 65,535 bytes or not plain is refused by parseEntry. */
export function entryToBytes(entry: Entry): Uint8Array<ArrayBuffer> {
  const { cites, ...rest } = entry
  return utf8(canonicalize(cites.length > 0 ? { ...rest, cites } : rest) ?? '')
}

/** What `sig` covers (rule E6): a domain tag, the book's id and the entry without `sig`. */
function signedPart(book: BookId, object: JsonObject): Uint8Array {
  const { sig: _, ...rest } = object
  return utf8(`apachita/entry/v1\n${book}\n${canonicalize(rest) ?? ''}`)
}

/** The entry with its author's signature. */
export function signEntry(book: BookId, entry: Entry, author: Signer): Entry {
  const { sig: _, ...rest } = entry
  const bytes = entryToBytes(rest)
  const signature = author.sign(utf8(`apachita/entry/v1\n${book}\n${utf8ToText(bytes) ?? ''}`))
  return { ...rest, sig: base64(signature) }
}

/** Whether the `sig` in a canonical entry is `key`'s. False where there is none. */
export function isSignedByAuthor(book: BookId, bytes: Uint8Array, key: PublicKey): boolean {
  const object = parseCanonicalObject(bytes)
  if (!object.ok || typeof object.value.sig !== 'string') return false
  const signature = base64ToBytes(object.value.sig)
  return signature !== undefined && isSignedBy(key, signedPart(book, object.value), signature)
}
