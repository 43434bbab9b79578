/**
 * Sections 1, 2 and 6 of docs/formats.md: the form of an entry (E1-E4) and of a sealed entry (S1-S2), an
 * author's signature (E6), the commitment to what is sealed (S3), the id of a node (N1).
 */
import { base32Decode, base32Encode, base64Decode, concat, equalBytes, utf8 } from './base.ts'
import { parseCanonical, serialiseJson, type Json, type JsonObject } from './canonical-json.ts'
import { verifyEd25519 } from './ed25519.ts'
import { sha256 } from './merkle.ts'
import { demand, refuse, verdict, type Verdict } from './verdict.ts'

/** E1. */
const MOST_BYTES = 65_535

/** An entry of docs/formats.md section 1, or a sealed one of section 2. */
export type Entry =
  | {
      isSealed: false
      type: string
      by: string
      data: JsonObject
      sig: Uint8Array | undefined
      fields: JsonObject
    }
  | { isSealed: true; type: 'sealed'; seal: Uint8Array; circle: Json; fields: JsonObject }

/** E1-E4, and S1-S2 in the place of E3-E4 where the type is `sealed`. */
export function checkEntry(bytes: Uint8Array): Verdict<Entry> {
  return verdict(() => readEntry(bytes))
}

/** The same, ending the running check where it refuses. */
export function readEntry(bytes: Uint8Array): Entry {
  demand(bytes.length >= 1 && bytes.length <= MOST_BYTES, 'E1: length')
  const parsed = parseCanonical(bytes)
  if (!parsed.ok) return refuse(`E1: ${parsed.reason}`)
  const fields = parsed.value
  if (!(fields instanceof Map)) return refuse('E1: not an object')
  return fields.get('type') === 'sealed' ? readSealed(fields) : readPlain(fields)
}

function readPlain(fields: JsonObject): Entry {
  const type = fields.get('type')
  if (typeof type !== 'string') return refuse('E3: type')
  demand(type.length <= 64 && /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/.test(type), 'E3: type')
  const at = fields.get('at')
  demand(typeof at === 'string' && isDateTime(at), 'E3: at')
  const by = fields.get('by')
  if (typeof by !== 'string' || !isBase32Of(by, 16)) return refuse('E3: by')
  const data = fields.get('data')
  if (!(data instanceof Map)) return refuse('E3: data')
  if (fields.has('cites')) checkCitations(fields.get('cites'))
  const sig = fields.has('sig') ? bytesOf(fields.get('sig'), 64) : undefined
  demand(sig !== undefined || !fields.has('sig'), 'E3: sig')
  return { isSealed: false, type, by, data, sig, fields }
}

/** E4. Unknown fields of a citation are ignored, as those of an entry. */
function checkCitations(cites: Json | undefined): void {
  if (!Array.isArray(cites)) return refuse('E3: cites')
  demand(cites.length >= 1 && cites.length <= 512, 'E3: number of cites')
  for (const cite of cites) {
    if (!(cite instanceof Map)) return refuse('E4: not an object')
    demand(isBase32Of(cite.get('book'), 32), 'E4: book')
    demand(isSeq(cite.get('seq')), 'E4: seq')
    demand(bytesOf(cite.get('leaf'), 32) !== undefined, 'E4: leaf')
  }
}

function readSealed(fields: JsonObject): Entry {
  demand([...fields.keys()].sort().join() === 'circle,seal,type', 'S1: fields')
  const seal = bytesOf(fields.get('seal'), 32)
  if (seal === undefined) return refuse('S1: seal')
  const circle = fields.get('circle') ?? null
  demand(isCircle(circle), 'S2: circle')
  return { isSealed: true, type: 'sealed', seal, circle, fields }
}

/** S2. */
function isCircle(circle: Json): boolean {
  if (circle === 'open') return true
  if (!(circle instanceof Map) || circle.size !== 1) return false
  return isBase32Of(circle.get('members'), 32) || bytesOf(circle.get('list'), 32) !== undefined
}

/** RFC 3339 section 5.6 with an upper-case T and Z, without fraction or leap second. */
export function isDateTime(text: string): boolean {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|[+-](\d\d):(\d\d))$/.exec(text)
  if (found === null) return false
  const [year, month, day, hour, minute, second, hours, minutes] = found
    .slice(1)
    .map((part) => Number(part ?? 0))
  return (
    isDate(year ?? 0, month ?? 0, day ?? 0) &&
    [hour, hours].every((value) => (value ?? 0) <= 23) &&
    [minute, second, minutes].every((value) => (value ?? 0) <= 59)
  )
}

function isDate(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= length
}

/** Whether a JSON value is the strict base32 of so many bytes. */
export function isBase32Of(value: Json | undefined, length: number): boolean {
  return typeof value === 'string' && base32Decode(value)?.length === length
}

/** The so many bytes whose strict base64 a JSON value is, or undefined. */
export function bytesOf(value: Json | undefined, length: number): Uint8Array | undefined {
  const bytes = typeof value === 'string' ? base64Decode(value) : undefined
  return bytes?.length === length ? bytes : undefined
}

/** Whether a JSON value may be the seq of an entry (E4). */
export function isSeq(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** E6: what an author signs. */
export function entryMessage(bookId: string, fields: JsonObject): Uint8Array {
  const unsigned = new Map([...fields].filter(([name]) => name !== 'sig'))
  return utf8(`apachita/entry/v1\n${bookId}\n${serialiseJson(unsigned)}`)
}

/** E6: whether an entry bears its author's signature. False too where it bears none. */
export function verifyEntrySignature(bookId: string, entry: Uint8Array, authorKey: Uint8Array): boolean {
  const read = checkEntry(entry)
  if (!read.ok || read.value.isSealed || read.value.sig === undefined) return false
  return verifyEd25519(authorKey, entryMessage(bookId, read.value.fields), read.value.sig)
}

/** S3: the commitment. */
export function sealOf(bookId: string, salt: Uint8Array, inside: Uint8Array): Uint8Array {
  return sha256(`apachita/seal/v1\n${bookId}\n`, salt, inside)
}

/** S3: whether a sealed entry is opened by an inside and its salt, and the inside is an entry. */
export function checkOpening(
  bookId: string,
  sealedEntry: Uint8Array,
  opening: { salt: Uint8Array; inside: Uint8Array },
): Verdict<Entry> {
  return verdict(() => {
    const outside = readEntry(sealedEntry)
    if (!outside.isSealed) return refuse('S1: not a sealed entry')
    demand(opening.salt.length === 32, 'S3: salt')
    demand(equalBytes(sealOf(bookId, opening.salt, opening.inside), outside.seal), 'S3: another seal')
    const inside = readEntry(opening.inside)
    demand(!inside.isSealed, 'S3: sealed within sealed')
    return inside
  })
}

/** N1. */
export function nodeIdOf(requestKey: Uint8Array): string {
  return base32Encode(sha256(concat('apachita/node/v1\n', requestKey)).subarray(0, 20))
}
