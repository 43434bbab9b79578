/**
 * Where books are kept: one asynchronous contract, kept by every store (SQLite on a node, PostgreSQL on a hub) and proven
 * by one suite (contract-suite.ts).
 *
 * Invariants
 * 1. A book only grows: no method shortens or replaces what an acknowledged extension stored, but `setAside`, which keeps
 *    whole what it takes out.
 * 2. An extension is all or nothing, and durable before it is acknowledged.
 * 3. Two extensions from one size: one wins, the other is refused as `moved`. A checkpoint is signed, if at all, inside
 *    the winning transaction, after the store has computed the root.
 * 4. What is stored hashes to the checkpoint stored with it.
 * 5. Side data changes no entry. What is kept of it does not depend on the order in which it came.
 *
 * Deliberately absent: whose signature a checkpoint needs (book/, carriage/), what entries mean (rooms).
 */
import type { Head } from '../book/checkpoint.ts'
import type { BookId } from '../book/entry.ts'
import type { ForkProof } from '../book/fork.ts'
import type { Hash, Hashes } from '../book/hash.ts'
import type { NodeId } from '../book/node-key.ts'
import type { Vouching } from '../book/vouching.ts'
import type { Refusal, Result } from '../kernel/result.ts'
import type { BlobStore, ContentStore, HeldContent, SubmissionStore } from './contents.ts'

/** Thrown where bytes stored cannot be read as what they were stored as: the disk, or somebody, changed them. */
export class StoredDamage extends Error {}

/** A book as held: its head, the checkpoint that says so, and the archive's change number when it last changed. */
export interface BookRecord extends Head {
  readonly checkpoint: Uint8Array
  readonly change: number
  /** The change number at which a content of it last came or went; 0: none ever did. */
  readonly contentChange: number
  /**
   * The lowest number at which the pen is proven to have signed two histories, of those that are more than evidence
   * (`settle`); undefined where there is none.
   */
  readonly forkedAt: number | undefined
}

/** How much of a book stands: up to the lowest fork that stops it. State, and what a node says it holds, end there. */
export const agreedSize = ({ size, forkedAt }: Pick<BookRecord, 'size' | 'forkedAt'>): number =>
  Math.min(size, forkedAt ?? size)

/** A node's word that it holds a book up to `size` (rule N3): the text of a signature line. */
export interface Cosignature {
  readonly witness: NodeId
  readonly size: number
  readonly line: string
}

/** A proven fork, with what witnesses said of its histories: of each witness at most two words, for different ones. */
export interface Fork {
  readonly proof: ForkProof
  readonly vouchings: readonly Vouching[]
}

/** Of one book so many forks are kept: those that may stop it before those that are evidence only, low before high. */
export const maxForks = 32

/** What lies beside a book and arrives at unchanged size. */
export interface SideData {
  /** By witness, one each. */
  readonly cosignatures: readonly Cosignature[]
  /** In rising number, one each. */
  readonly forks: readonly Fork[]
}

/** A history that was held of a book and gave way to the one its witnesses vouch for: entries `[from, size)`, as evidence. */
export interface SetAside extends Head {
  /** Counts the book's from 0, in the order in which this archive set them aside. */
  readonly place: number
  readonly from: number
  /** The pen's, of its head. */
  readonly checkpoint: Uint8Array
  readonly handovers: readonly Handover[]
  /** Words of witnesses beyond `from`. */
  readonly cosignatures: readonly Cosignature[]
}

export interface BookSideData extends SideData {
  readonly book: BookId
}

/** A part of an extension that ends at a checkpoint. */
export interface Step {
  /** Whole entries, each 1 to 65,535 bytes. */
  readonly entries: readonly Uint8Array[]
  /** The leaf hashes of these very entries, where whoever extends has computed them; else the store does. */
  readonly leaves?: Hashes
  /** What opens those of the entries that are sealed, where it is here: kept in the same transaction. */
  readonly contents?: readonly HeldContent[]
  /** Called within the transaction with the head these entries lead to: the checkpoint for it, or why not. */
  conclude(head: Head): Result<Conclusion, Refusal>
}

export interface Conclusion {
  /** The signed note's bytes. */
  readonly checkpoint: Uint8Array
  /** A handover's checkpoint is kept for ever. */
  readonly isHandover: boolean
}

/** Somebody else wrote first: the book has `size` entries, not those the extension starts from. */
export interface Moved extends Refusal {
  readonly type: 'moved'
  readonly size: number
}

export interface Handover {
  readonly size: number
  readonly checkpoint: Uint8Array
}

/** What a full check of a stored book found: `undefined` if all is as its checkpoint says. */
export interface Damage extends Refusal {
  readonly type: 'entries-damaged' | 'tiles-damaged' | 'root-mismatch'
  readonly seq: number
}

export interface Archive {
  readonly contents: ContentStore
  readonly submissions: SubmissionStore
  readonly blobs: BlobStore
  /** Changes when the archive is made or restored, so that a caller's change number is never misread. */
  readonly epoch: string
  /** Names the archive anew: it was put back, and its change numbers will be used a second time. */
  renewEpoch(epoch: string): Promise<void>
  /** Number of the last change; grows by one with each extension, and with each addition of side data. */
  change(): Promise<number>
  /** Another number whenever anything was written here since it was opened, whatever it is. */
  readonly written: number
  /** Every book held, by id. */
  books(): Promise<BookRecord[]>
  book(book: BookId): Promise<BookRecord | undefined>
  /** Books that changed after change number `since`, by id, each with its size as it was then (0: not held). */
  changedSince(since: number): Promise<{ readonly book: BookId; readonly sizeThen: number }[]>
  /** Adds `steps` to a book of exactly `from` entries (0: founds it). */
  extend(book: BookId, from: number, steps: readonly Step[]): Promise<Result<BookRecord, Moved | Refusal>>
  /**
   * Keeps of each book and witness the cosignature of the largest size, of each number one fork proof (`maxForks`), and
   * what witnesses said of it; what is not better than what is held is left, as is all of a book not held. A new fork
   * stops the book until it is settled. The caller has checked what it gives. How many books had anything new: each is a
   * change. All in one transaction, durable before it returns.
   */
  addSideData(all: readonly BookSideData[]): Promise<number>
  /** What lies beside a book and came after change number `since`. */
  sideData(book: BookId, since?: number): Promise<SideData>
  /** Forks below `seq` are evidence only, others stop the book. Whether that moved what stands: then it is a change. */
  settle(book: BookId, seq: number): Promise<boolean>
  /**
   * Puts `steps` in the place of the entries from `from` on, which are kept as evidence with their checkpoint, handovers,
   * cosignatures and contents; forks proven beyond `from` are forgotten, for they may be of the other history. All of it
   * or nothing, in one transaction. Refused as `extend` is, and where the book is not of exactly `size` entries: `moved`.
   */
  setAside(
    book: BookId,
    size: number,
    from: number,
    steps: readonly Step[],
  ): Promise<Result<BookRecord, Moved | Refusal>>
  /** What was set aside of a book, in that order. */
  setAsides(book: BookId): Promise<SetAside[]>
  /** Entries `[from, to)` of what was set aside, in order, in batches. */
  asideEntries(book: BookId, place: number, from: number, to: number): AsyncIterable<Uint8Array[]>
  /** In rising size. */
  handovers(book: BookId): Promise<Handover[]>
  /** Entries `[from, to)` in order, in batches that end at multiples of 256. */
  entries(book: BookId, from: number, to: number): AsyncIterable<Uint8Array[]>
  /** The first `width` (1-256) entries of bundle `index` in tlog-tiles' form; undefined if fewer are held. */
  bundle(book: BookId, index: number, width: number): Promise<Uint8Array | undefined>
  /** The first `width` (1-256) hashes of a tile, 32 bytes each; undefined if fewer are held. */
  tile(book: BookId, level: number, index: number, width: number): Promise<Uint8Array | undefined>
  /** Recomputes a whole book from its entries and compares every hash stored. */
  check(book: BookId): Promise<Damage | undefined>
  close(): Promise<void>
}

/** Hash of a stored leaf, or undefined if the book is shorter. */
export async function leafAt(archive: Archive, book: BookId, seq: number): Promise<Hash | undefined> {
  const tile = await archive.tile(book, 0, Math.floor(seq / 256), (seq % 256) + 1)
  return tile?.slice(-32)
}

/** One entry's bytes, or undefined if the book is shorter. */
export async function entryAt(archive: Archive, book: BookId, seq: number): Promise<Uint8Array | undefined> {
  for await (const [entry] of archive.entries(book, seq, seq + 1)) return entry
  return undefined
}
