/**
 * What is personal or large lies beside the books and can go without them: contents of seals, submissions, blobs.
 *
 * Invariants
 * 1. Nothing here changes an entry; a book verifies without any of it.
 * 2. What is erased is overwritten on the disk before the erasure is acknowledged, and its place remembers only that it
 *    went.
 *
 * Deliberately absent: who may have what (node/circles), whether a content opens its seal (carriage/, node/).
 */
import type { BookId } from '../book/entry.ts'
import type { Content } from '../book/seal.ts'

/** What opens the seal of entry `seq`. */
export interface HeldContent extends Content {
  readonly seq: number
}

/**
 * An entry that somebody signed and the pen has not entered (rule Y1): `outer` is what would stand in the book, `content`
 * opens it where it is sealed. `id` is base64 of its leaf hash.
 */
export interface Submission {
  readonly id: string
  readonly outer: Uint8Array
  readonly content: Content | undefined
}

export interface Blob {
  /** base64 of its SHA-256. */
  readonly hash: string
  /** Media type, by its content. */
  readonly type: string
  readonly bytes: Uint8Array
}

export interface ContentStore {
  /** Numbers of the seals of a book that can be opened here, rising; with `since` those that came after that change. */
  seqs(book: BookId, since?: number): Promise<number[]>
  /** Contents of entries `[from, to)`, in order. */
  read(book: BookId, from: number, to: number): Promise<HeldContent[]>
  /** Keeps what is not held and was not erased. How many books had anything new: each is a change. Durable before it returns. */
  add(all: readonly { readonly book: BookId; readonly contents: readonly HeldContent[] }[]): Promise<number>
  /** Overwrites contents and remembers that they went, also of those not held; how many had not gone before. A change, if any. */
  erase(book: BookId, seqs: readonly number[]): Promise<number>
  /** Contents of seals that were set aside with their entries: all of a book. */
  aside(book: BookId): Promise<(HeldContent & { readonly place: number })[]>
  /** Overwrites one of them. */
  eraseAside(book: BookId, place: number, seq: number): Promise<void>
  /** The lowest number of which the content came or went, or the entry was set aside, after change `since`. */
  lowestChanged(book: BookId, since: number): Promise<number | undefined>
}

export interface SubmissionStore {
  /** By id; with `since` those that came after that change. */
  of(book: BookId, since?: number): Promise<Submission[]>
  /** Whether any of a book is held. */
  isAny(book: BookId): Promise<boolean>
  /** Books of which any is held. */
  books(): Promise<Set<BookId>>
  /** How many were new: each is a change. */
  add(book: BookId, submissions: readonly Submission[]): Promise<number>
  drop(book: BookId, ids: readonly string[]): Promise<void>
}

export interface BlobStore {
  get(hash: string): Promise<Blob | undefined>
  /** Those of `hashes` that are held. */
  held(hashes: readonly string[]): Promise<Set<string>>
  /** Hashes of all that is held, with their bytes. */
  sizes(): Promise<Map<string, number>>
  put(blob: Blob): Promise<void>
  /** Overwrites and forgets. */
  drop(hashes: readonly string[]): Promise<void>
}
