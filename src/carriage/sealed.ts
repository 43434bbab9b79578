/**
 * Contents of seals and submissions as they travel and come in.
 *
 * The plain form of a `K` frame is records one after the other: a byte 0, the entry's number (4 bytes), its salt (32),
 * the length of the inside (4) and the inside; or a byte 1, the length of a sealed submission's public part (4), that,
 * and salt, length and inside as above. Numbers are big-endian.
 *
 * Invariants
 * 1. A content is kept only where it opens the very seal at its number; in the open only where the circle is `open`.
 * 2. What a book has erased is not taken in again, however late it comes.
 * 3. What was encrypted to others is passed over: a file may be for many.
 */
import { type Archive, entryAt } from '../archive/contract.ts'
import type { HeldContent, Submission } from '../archive/contents.ts'
import { isCarriable } from '../book/bundle.ts'
import { type BookId, parseCanonicalObject } from '../book/entry.ts'
import { type Content, type SealedEntry, objectToSealed, openSeal } from '../book/seal.ts'
import { base64, concatAll } from '../kernel/encoding.ts'
import { leafHash } from '../book/hash.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { Covered } from './pack.ts'
import type { BookRefusal } from './side-data.ts'

const saltBytes = 32
/** Of a book of which so many were refused nothing more is judged. */
const maxRefused = 1000

/** Entry numbers from `from` up to but not with `to`, as many pairs as there are. */
export type Ranges = readonly number[]

export function isInRanges(ranges: Ranges, seq: number): boolean {
  for (let at = 0; at < ranges.length; at += 2)
    if (seq >= (ranges[at] ?? 0) && seq < (ranges[at + 1] ?? 0)) return true
  return false
}

/** Both, as few pairs as will do. */
export function joinRanges(...all: readonly Ranges[]): number[] {
  const pairs = all.flatMap((ranges) =>
    Array.from({ length: ranges.length / 2 }, (_, at) => [ranges[at * 2] ?? 0, ranges[at * 2 + 1] ?? 0]),
  )
  const joined: number[] = []
  for (const [from = 0, to = 0] of pairs.toSorted(([a = 0], [b = 0]) => a - b)) {
    const end = joined.at(-1) ?? -1
    if (from > end) joined.push(from, to)
    else if (to > end) joined[joined.length - 1] = to
  }
  return joined
}

/** What is in both. */
export function commonRanges(a: Ranges, b: Ranges): number[] {
  const common: number[] = []
  for (let i = 0; i < a.length; i += 2)
    for (let j = 0; j < b.length; j += 2) {
      const [from, to] = [Math.max(a[i] ?? 0, b[j] ?? 0), Math.min(a[i + 1] ?? 0, b[j + 1] ?? 0)]
      if (from < to) common.push(from, to)
    }
  return joinRanges(common)
}

/** A sealed submission as it travels. */
export type SealedSubmission = Submission & { readonly content: Content }

export interface SealedParcel {
  readonly contents: readonly HeldContent[]
  readonly submissions: readonly SealedSubmission[]
}

const number32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

export function parcelToBytes({ contents, submissions }: SealedParcel): Uint8Array {
  const parts: Uint8Array[] = []
  const addContent = ({ salt, inside }: Content) => parts.push(salt, number32(inside.length), inside)
  for (const content of contents) {
    parts.push(new Uint8Array([0]), number32(content.seq))
    addContent(content)
  }
  for (const { outer, content } of submissions) {
    parts.push(new Uint8Array([1]), number32(outer.length), outer)
    addContent(content)
  }
  return concatAll(parts)
}

/** The parcel, or undefined where the bytes are none. */
export function bytesToParcel(bytes: Uint8Array): SealedParcel | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('cut short')
    at += length
    return bytes.slice(at - length, at)
  }
  const takeNumber = (): number => {
    at += 4
    return view.getUint32(at - 4)
  }
  const takeContent = (): Content => ({ salt: take(saltBytes), inside: take(takeNumber()) })
  const contents: HeldContent[] = []
  const submissions: SealedSubmission[] = []
  try {
    while (at < bytes.length) {
      const [kind] = take(1)
      if (kind === 0) contents.push({ seq: takeNumber(), ...takeContent() })
      else if (kind === 1) submissions.push(toSubmission(take(takeNumber()), takeContent()))
      else return undefined
    }
    return { contents, submissions }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const idOf = (outer: Uint8Array): string => base64(leafHash(outer))

const toSubmission = (outer: Uint8Array, content: Content): SealedSubmission => ({
  id: idOf(outer),
  outer,
  content,
})

/** What came for one book, still covered; taken in when the entries that came with it are folded. */
export interface ReceivedSealed {
  readonly book: BookId
  readonly frames: readonly Covered[]
  /** Submissions in the open. */
  readonly submissions: readonly Uint8Array[]
}

/** What a node knows that decides whether something sealed is taken in. */
export interface SealedJudge {
  /** The bytes in a file of age; undefined where it is for others. */
  open(file: Uint8Array): Promise<Result<Uint8Array | undefined, Refusal>>
  isErased(book: BookId, seal: string): boolean
  /** Why a submission is not taken in; undefined where it is. */
  submissionRefusal(book: BookId, submission: Submission): Refusal | undefined
}

/** What of it may be kept, and what is refused. */
export interface Opened {
  readonly contents: readonly HeldContent[]
  readonly submissions: readonly Submission[]
  readonly refused: readonly BookRefusal[]
}

/** Opens and judges what came for a book: in vain from where too much was refused. */
export async function openReceived(
  archive: Archive,
  { book, frames, submissions }: ReceivedSealed,
  judge: SealedJudge,
): Promise<Opened> {
  const opening = new Opening(archive, book, judge)
  for (const outer of submissions) opening.takeOpenSubmission(outer)
  for (const { isEncrypted, bytes } of frames) {
    if (opening.isFull) break
    const plain = isEncrypted ? await judge.open(bytes) : accept(bytes)
    if (!plain.ok) opening.refuse(plain.error)
    else if (plain.value !== undefined) await opening.takeParcel(plain.value, isEncrypted)
  }
  if (opening.isFull) opening.refused.push({ book, refusal: { type: 'too-many-refusals' } })
  const { submissions: kept, refused } = opening
  return { contents: [...opening.contents.values()], submissions: kept, refused }
}

/** What of a book was judged so far. */
class Opening {
  readonly contents = new Map<number, HeldContent>()
  readonly submissions: Submission[] = []
  readonly refused: BookRefusal[] = []
  readonly #archive: Archive
  readonly #book: BookId
  readonly #judge: SealedJudge

  constructor(archive: Archive, book: BookId, judge: SealedJudge) {
    this.#archive = archive
    this.#book = book
    this.#judge = judge
  }

  get isFull(): boolean {
    return this.refused.length >= maxRefused
  }

  refuse(refusal: Refusal): void {
    this.refused.push({ book: this.#book, refusal })
  }

  async takeParcel(bytes: Uint8Array, isEncrypted: boolean): Promise<void> {
    const parcel = bytesToParcel(bytes)
    if (parcel === undefined) return this.refuse({ type: 'contents-malformed' })
    for (const content of parcel.contents) {
      if (this.isFull) return
      await this.#takeContent(content, isEncrypted)
    }
    for (const submission of parcel.submissions)
      if (isEncrypted) this.takeSubmission(submission)
      else if (!this.isFull) this.refuse({ type: 'content-not-open' })
  }

  async #takeContent(content: HeldContent, isEncrypted: boolean): Promise<void> {
    if (this.contents.has(content.seq)) return
    const judged = await judgeContent(this.#archive, this.#book, content, isEncrypted, this.#judge)
    if (judged.ok) this.contents.set(content.seq, content)
    else this.refuse(judged.error)
  }

  takeOpenSubmission(outer: Uint8Array): void {
    if (isCarriable(outer)) this.takeSubmission({ id: idOf(outer), outer, content: undefined })
    else if (!this.isFull) this.refuse({ type: 'submission-malformed' })
  }

  takeSubmission(submission: Submission): void {
    if (this.isFull) return
    const refusal = this.#judge.submissionRefusal(this.#book, submission)
    if (refusal === undefined) this.submissions.push(submission)
    else this.refuse(refusal)
  }
}

async function judgeContent(
  archive: Archive,
  book: BookId,
  content: HeldContent,
  isEncrypted: boolean,
  judge: SealedJudge,
): Promise<Result<HeldContent, Refusal>> {
  const { seq } = content
  const sealed = await sealedAt(archive, book, seq)
  if (sealed === undefined) return refuse({ type: 'seal-missing', seq })
  if (!isEncrypted && sealed.circle !== 'open') return refuse({ type: 'content-not-open', seq })
  if (judge.isErased(book, sealed.seal)) return refuse({ type: 'content-erased', seq })
  const opened = openSeal(book, sealed, content)
  return !opened.ok && opened.error.type === 'seal-mismatch'
    ? refuse({ type: 'seal-mismatch', seq })
    : accept(content)
}

/** The public part of a sealed entry, or undefined where entry `seq` is not held or not sealed. */
export async function sealedAt(
  archive: Archive,
  book: BookId,
  seq: number,
): Promise<SealedEntry | undefined> {
  const bytes = await entryAt(archive, book, seq)
  return bytes === undefined ? undefined : sealedIn(bytes)
}

/** The public part of a sealed entry, or undefined where the bytes are none. */
export function sealedIn(bytes: Uint8Array): SealedEntry | undefined {
  const object = parseCanonicalObject(bytes)
  if (!object.ok || object.value.type !== 'sealed') return undefined
  const sealed = objectToSealed(object.value)
  return sealed.ok ? sealed.value : undefined
}
