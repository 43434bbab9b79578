/**
 * What is sealed, on its way out: of contents, submissions and blobs those that the receivers may have, encrypted to them.
 *
 * Invariants
 * 1. Nothing sealed to others than `open` leaves but in a file of age for admitted nodes of its circle.
 * 2. Of a restored book nothing leaves until its own head was heard: an erasure may have been written since.
 */
import type { BookRecord } from '../archive/contract.ts'
import { agreedSize } from '../archive/contract.ts'
import type { Submission } from '../archive/contents.ts'
import type { BookId } from '../book/entry.ts'
import type { NodeId } from '../book/node-key.ts'
import type { Circle } from '../book/seal.ts'
import { type Known, type Sealed, type Source, nothingSealed } from '../carriage/export.ts'
import type { Covered, Frame } from '../carriage/pack.ts'
import {
  type Ranges,
  type SealedParcel,
  type SealedSubmission,
  isInRanges,
  joinRanges,
  parcelToBytes,
  sealedIn,
} from '../carriage/sealed.ts'
import { textDigest } from '../carriage/side-data.ts'
import { encryptTo, ownRecipient } from './age.ts'
import { recipientsOf } from './circles.ts'
import type { ApachitaNode } from './node.ts'

/** For whom a pack is: nodes; anybody in the circles (a file for whoever comes); this node itself (a backup). */
export type Receivers = readonly NodeId[] | 'anybody' | 'itself'

/** Who may read something: everybody, or age recipients; none: nobody here. */
export type Readers = 'everybody' | readonly string[]

interface SealRow {
  seq: number
  seal: string
  circle: string
}

/** So much is encrypted at once. */
const parcelBytes = 2 ** 20

export class SealedOut {
  readonly #node: ApachitaNode
  readonly #receivers: Receivers
  readonly followed: ReadonlySet<BookId>
  /** Books of which submissions are held. */
  readonly withSubmissions: ReadonlySet<BookId>
  readonly #recipients = new Map<string, readonly string[]>()

  private constructor(
    node: ApachitaNode,
    receivers: Receivers,
    followed: ReadonlySet<BookId>,
    withSubmissions: ReadonlySet<BookId>,
  ) {
    this.#node = node
    this.#receivers = receivers
    this.followed = followed
    this.withSubmissions = withSubmissions
  }

  static async for(node: ApachitaNode, receivers: Receivers): Promise<SealedOut> {
    return new SealedOut(node, receivers, node.followed(), await node.archive.submissions.books())
  }

  /** Whether it is for this node itself: a backup. */
  get isOwn(): boolean {
    return this.#receivers === 'itself'
  }

  /** Age recipients of the receivers that are in a circle; empty: nothing of it may go. */
  async recipients(book: BookId, circle: Circle): Promise<readonly string[]> {
    const key = `${book} ${JSON.stringify(circle)}`
    const known = this.#recipients.get(key)
    if (known !== undefined) return known
    const found = await this.#findRecipients(book, circle)
    this.#recipients.set(key, found)
    return found
  }

  async #findRecipients(book: BookId, circle: Circle): Promise<readonly string[]> {
    const { views, keys, id, local } = this.#node
    if (this.#receivers === 'itself') return local.hosted().has(book) ? [await ownRecipient(keys)] : []
    if (local.awaited(book) !== undefined) return []
    const inCircle = recipientsOf(views.db, this.followed, book, circle)
    inCircle.delete(id)
    if (this.#receivers === 'anybody') return [...new Set(inCircle.values())]
    const own = this.#receivers.flatMap((receiver) => inCircle.get(receiver) ?? [])
    return [...new Set(own)]
  }

  async #mayGo(book: BookId, circle: Circle): Promise<boolean> {
    if (circle !== 'open') return (await this.recipients(book, circle)).length > 0
    return this.#receivers === 'itself' || this.#node.local.awaited(book) === undefined
  }

  /** Contents and sealed submissions that may go and are lacking. */
  async lacking(
    record: BookRecord,
    lacking: Known | { readonly since: number } | undefined,
  ): Promise<Sealed> {
    const since = lacking !== undefined && 'since' in lacking ? lacking.since : 0
    const known = lacking === undefined || 'since' in lacking ? undefined : lacking
    const seqs = await this.#contents(record, since, known?.held ?? [])
    const submissions = await this.#submissions(record, since)
    const ids = submissions.map(({ id }) => id)
    const areKnown = known?.sealedSide !== undefined && known.sealedSide === sealedDigest(ids)
    return seqs.length + ids.length === 0 ? nothingSealed : { seqs, submissions: areKnown ? [] : ids }
  }

  async #contents(record: BookRecord, since: number, held: Ranges): Promise<number[]> {
    if (record.contentChange <= since) return []
    const stands = agreedSize(record)
    const circles = this.#circlesBySeq(record.book)
    const going: number[] = []
    for (const seq of await this.#node.archive.contents.seqs(record.book, since)) {
      const circle = circles.get(seq)
      const isLacking = circle !== undefined && seq < stands && !isInRanges(held, seq)
      if (isLacking && (await this.#mayGo(record.book, JSON.parse(circle) as Circle))) going.push(seq)
    }
    return going
  }

  async #submissions({ book }: BookRecord, since: number): Promise<SealedSubmission[]> {
    const going: SealedSubmission[] = []
    if (!this.withSubmissions.has(book)) return going
    for (const submission of await this.#node.archive.submissions.of(book, since)) {
      const circle = circleOf(submission)
      if (circle === 'open' || !isSealedSubmission(submission)) continue
      if ((await this.recipients(book, circle)).length > 0) going.push(submission)
    }
    return going
  }

  #circlesBySeq(book: BookId): Map<number, string> {
    return new Map(this.#seals(book).map(({ seq, circle }) => [seq, circle]))
  }

  #seals(book: BookId): SealRow[] {
    return this.#node.views.db
      .prepare<[string], SealRow>('SELECT seq, seal, circle FROM seals WHERE book = ? ORDER BY seq')
      .all(book)
  }

  /** A frame for each circle, or several: what only some of the receivers may have is encrypted to those. */
  async *frames({ book }: BookRecord, { seqs, submissions }: Sealed): AsyncIterable<Frame> {
    const circles = this.#circlesBySeq(book)
    const byCircle = new Map<string, number[]>()
    for (const seq of seqs) {
      const circle = circles.get(seq) ?? '"open"'
      const ofCircle = byCircle.get(circle)
      if (ofCircle === undefined) byCircle.set(circle, [seq])
      else ofCircle.push(seq)
    }
    for (const [circle, ofCircle] of byCircle) {
      for await (const contents of this.#read(book, ofCircle))
        yield await this.#cover(book, JSON.parse(circle) as Circle, { contents, submissions: [] })
    }
    const wanted = new Set(submissions)
    for (const submission of submissions.length === 0 ? [] : await this.#node.archive.submissions.of(book)) {
      if (wanted.has(submission.id) && isSealedSubmission(submission))
        yield await this.#cover(book, circleOf(submission), { contents: [], submissions: [submission] })
    }
  }

  /** Contents in parcels of bounded size. */
  async *#read(book: BookId, seqs: readonly number[]): AsyncIterable<SealedParcel['contents']> {
    let parcel: SealedParcel['contents'][number][] = []
    let bytes = 0
    for (const seq of seqs) {
      const [content] = await this.#node.archive.contents.read(book, seq, seq + 1)
      if (content === undefined) continue
      parcel.push(content)
      bytes += content.inside.length
      if (bytes < parcelBytes) continue
      yield parcel
      parcel = []
      bytes = 0
    }
    if (parcel.length > 0) yield parcel
  }

  async #cover(book: BookId, circle: Circle, parcel: SealedParcel): Promise<Frame> {
    const readers = circle === 'open' ? 'everybody' : await this.recipients(book, circle)
    return { kind: 'contents', ...(await coveredFor(readers, parcelToBytes(parcel))) }
  }

  /** What a manifest says: of which seals this node has the content or knows it erased, and its sealed submissions. */
  async held(record: BookRecord): Promise<readonly [Ranges, string]> {
    const { book } = record
    const submissions = this.withSubmissions.has(book) ? await this.#node.archive.submissions.of(book) : []
    const sealed = submissions.filter(isSealedSubmission).map(({ id }) => id)
    return [await this.#heldRanges(record), sealedDigest(sealed)]
  }

  async #heldRanges({ book, size, contentChange }: BookRecord): Promise<Ranges> {
    const seals = contentChange === 0 ? [] : this.#seals(book)
    if (seals.length === 0) return []
    const held = new Set(await this.#node.archive.contents.seqs(book))
    const erased = erasedSeals(this.#node, book)
    const isSettled = ({ seq, seal }: SealRow): boolean => held.has(seq) || erased.has(seal)
    const runs = seals.flatMap((seal, at) =>
      isSettled(seal) ? [[seal.seq, seals[at + 1]?.seq ?? size] as const] : [],
    )
    return joinRanges(...runs)
  }
}

/** Bytes as they may leave for these readers. */
export async function coveredFor(readers: Readers, plain: Uint8Array): Promise<Covered> {
  if (readers === 'everybody') return { isEncrypted: false, bytes: plain }
  if (readers.length === 0) throw new Error('nobody to encrypt to')
  return { isEncrypted: true, bytes: await encryptTo(readers, plain) }
}

/** Seals whose content a book erased. */
export function erasedSeals(node: ApachitaNode, book: BookId): Set<string> {
  const rows = node.views.db
    .prepare<[string], { seal: string }>('SELECT seal FROM erasures WHERE book = ?')
    .all(book)
  return new Set(rows.map(({ seal }) => seal))
}

const sealedDigest = (ids: readonly string[]): string => (ids.length === 0 ? '' : textDigest(ids))

const isSealedSubmission = (submission: Submission): submission is SealedSubmission =>
  submission.content !== undefined

export const circleOf = ({ outer }: Submission): Circle => sealedIn(outer)?.circle ?? 'open'

/** The source of packs for these receivers; `open` gives what everybody may have. */
export const withSealed = (open: Pick<Source, 'archive' | 'sideDataOf'>, out: SealedOut): Source => ({
  ...open,
  sealedFor: (record, lacking) => out.lacking(record, lacking),
  sealedFrames: (record, sealed) => out.frames(record, sealed),
  sealedHeld: (record) => out.held(record),
})
