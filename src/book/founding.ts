/** What of the founding entry the book itself rests on (rules B1-B5); the rest of it belongs to the rooms. */
import { base32, base64ToBytes } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { type PublicKey, isAdmissibleKey } from './ed25519.ts'
import {
  type BookId,
  type Json,
  type PersonId,
  isBookId,
  isBytes,
  isObject,
  isPersonId,
  isSeq,
  parseEntry,
} from './entry.ts'
import { type Hash, leafHash } from './hash.ts'

export interface Officer {
  readonly id: PersonId
  readonly key: PublicKey
  /** A post of the charter. */
  readonly post: string
}

/** The prefix of another book that this one goes on from. */
export interface Continues {
  readonly book: BookId
  readonly size: number
  readonly root: Hash
}

export interface Founding {
  readonly book: BookId
  readonly pen: PublicKey
  readonly officers: readonly Officer[]
  readonly continues: Continues | undefined
}

export interface FoundingRefusal extends Refusal {
  readonly type: 'founding-malformed' | 'pen-key-invalid' | 'key-invalid'
}

const malformed = (field: string): Result<never, FoundingRefusal> =>
  refuse({ type: 'founding-malformed', field })

export const bookIdOf = (foundingEntry: Uint8Array): BookId => base32(leafHash(foundingEntry))

/** The founding that entry 0's bytes hold. */
export function parseFounding(bytes: Uint8Array): Result<Founding, FoundingRefusal> {
  const entry = parseEntry(bytes)
  if (!entry.ok) return malformed(entry.error.field ?? entry.error.type)
  const { type, by, sig, data } = entry.value
  if (type !== 'body.founded') return malformed('type')
  if (sig !== undefined) return malformed('sig')
  if (!isBytes(data.pen, 32)) return malformed('pen')
  if (!isAdmissibleKey(data.pen)) return refuse({ type: 'pen-key-invalid' })
  if (!isOfficers(data.officers)) return malformed('officers')
  if (!data.officers.every(({ key }) => isAdmissibleKey(key))) return refuse({ type: 'key-invalid' })
  if (!data.officers.some(({ id }) => id === by)) return malformed('by')
  const continues = parseContinues(data.continues)
  if (continues === 'malformed') return malformed('continues')
  return accept({ book: bookIdOf(bytes), pen: data.pen, officers: data.officers, continues })
}

function isOfficers(
  value: Json | undefined,
): value is readonly (Officer & { readonly [name: string]: Json })[] {
  return Array.isArray(value) && value.length >= 1 && value.length <= 64 && value.every(isOfficer)
}

function isOfficer(value: Json): boolean {
  return isObject(value) && isPersonId(value.id) && isBytes(value.key, 32) && typeof value.post === 'string'
}

function parseContinues(value: Json | undefined): Continues | undefined | 'malformed' {
  if (value === undefined) return undefined
  if (!isObject(value)) return 'malformed'
  const { book, size, root } = value
  if (!isBookId(book) || !isSeq(size) || size < 1 || !isBytes(root, 32)) return 'malformed'
  return { book, size, root: base64ToBytes(root) ?? new Uint8Array() }
}
