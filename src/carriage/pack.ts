/**
 * The pack: the same bytes over HTTP and in a file on a memory stick. This header is its specification, version 1.
 *
 * A pack is the 17 bytes `apachita-pack/v1\n`, then frames: one byte of kind, four bytes of length (big-endian), and so
 * many bytes of payload. Kinds, in this order:
 *
 *   M  once: the manifest, JSON {"books": [[book, size, root, side, held, sealedSide], …], "change", "complete", "epoch",
 *      "node", "wanted"}: what the sender holds (base64 roots; of a book with a proven fork, what comes before it) and a
 *      digest of the side data it gives. `held` and `sealedSide` are left out where there is nothing to say: of which
 *      seals it has the content or knows it erased, as [from, to, from, to, …] of entry numbers, and a digest of sealed
 *      submissions. `complete`: every book it follows is listed, else only those that changed. `wanted`: blobs (rule S5).
 *   then for each book the receiver lacks something of:
 *   B  JSON {"book", "from"}: entries `from`, `from + 1`, … of this book follow, or only side data
 *   E  a bundle of 1 to 256 entries as in tlog-tiles (big-endian uint16 length-prefixed)
 *   C  a checkpoint note that all entries of this book up to here lead to. Handovers of the pen are always among them;
 *      the last frame of a book's entries is one.
 *   W  JSON {"line", "size", "witness"}: a cosignature (rule N3) of the checkpoint of that size, as its line stands in a note
 *   F  JSON: a proof of a fork of this book (rule P2), the highest number first, with "words", what witnesses said of its
 *      histories (rule P3), where there is any. Who knows no words leaves them; who keeps one fork keeps the lowest
 *   Y  a submission: an entry signed by its author that the pen has not entered (rule Y1)
 *   K  contents of seals and sealed submissions of this book (carriage/sealed.ts): a byte 0 and they in the open, only for
 *      the circle `open`; or a byte 1 and they in a file of age, encrypted to nodes of the circle
 *   and after all books:
 *   A  a blob: a byte 0 and it, or a byte 1 and a file of age, as above
 *   Z  once: the SHA-256 of every byte before this frame.
 *
 * Invariants
 * 1. A pack is an envelope: nothing in it is believed for being in it. What is wrong is named; what was good before it
 *    is kept.
 * 2. No length is trusted: a frame is at most 17 MiB, and a book's part 256 MiB.
 *
 * Files are gzip over the whole; over HTTP, Content-Encoding says.
 */
import { createHash } from 'node:crypto'
import { isCountInRange } from '../book/bundle.ts'
import type { Cosignature, Fork } from '../archive/contract.ts'
import type { BookId } from '../book/entry.ts'
import { maxCosignatureLength } from '../book/cosignature.ts'
import { toForkProof } from '../book/fork.ts'
import { type Vouching, toVouching } from '../book/vouching.ts'
import { ByteSource, type PackRefusal } from './byte-source.ts'
import { concat, equalBytes, utf8, utf8ToText } from '../kernel/encoding.ts'

const magic = utf8('apachita-pack/v1\n')
const maxFrameBytes = 17 * 2 ** 20
/** Longer than any id, epoch or root. */
const maxIdLength = 200
/** Of contents held in so many pieces nothing is said beyond. */
const maxRangeNumbers = 20_000
export const maxWanted = 10_000

/** What a node holds, as it says to another. */
export interface Manifest {
  readonly node: string
  readonly epoch: string
  readonly change: number
  readonly complete: boolean
  /** By book. */
  readonly books: readonly ManifestLine[]
  /** Hashes of blobs it lacks and may have, as far as it knows; absent: none. */
  readonly wanted?: readonly string[]
}

/**
 * Book, size, base64 root, digest of side data (empty: none); ranges of seals opened or erased; digest of sealed
 * submissions. Size 0 (root empty): followed, not held.
 */
export type ManifestLine = readonly [BookId, number, string, string, (readonly number[])?, string?]

export type Frame =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'book'; readonly book: BookId; readonly from: number }
  | { readonly kind: 'entries'; readonly bundle: Uint8Array }
  | { readonly kind: 'checkpoint'; readonly note: Uint8Array }
  | { readonly kind: 'cosignature'; readonly cosignature: Cosignature }
  | { readonly kind: 'fork'; readonly fork: Fork }
  | { readonly kind: 'submission'; readonly outer: Uint8Array }
  | ({ readonly kind: 'contents' } & Covered)
  | ({ readonly kind: 'blob' } & Covered)

/** Bytes in the open, or in a file of age. */
export interface Covered {
  readonly isEncrypted: boolean
  readonly bytes: Uint8Array
}

const kinds = {
  M: 0x4d,
  B: 0x42,
  E: 0x45,
  C: 0x43,
  W: 0x57,
  F: 0x46,
  Y: 0x59,
  K: 0x4b,
  A: 0x41,
  Z: 0x5a,
} as const

/** Header and payload. */
type FrameBytes = readonly [Uint8Array, Uint8Array]

function frameBytes(kind: number, payload: Uint8Array): FrameBytes {
  const header = new Uint8Array(5)
  header[0] = kind
  new DataView(header.buffer).setUint32(1, payload.length)
  return [header, payload]
}

const jsonFrame = (kind: number, value: unknown): FrameBytes => frameBytes(kind, utf8(JSON.stringify(value)))

function encode(frame: Frame): FrameBytes {
  switch (frame.kind) {
    case 'manifest':
      return jsonFrame(kinds.M, frame.manifest)
    case 'book':
      return jsonFrame(kinds.B, { book: frame.book, from: frame.from })
    case 'entries':
      return frameBytes(kinds.E, frame.bundle)
    case 'checkpoint':
      return frameBytes(kinds.C, frame.note)
    case 'cosignature':
      return jsonFrame(kinds.W, frame.cosignature)
    case 'fork':
      return jsonFrame(kinds.F, forkToJson(frame.fork))
    case 'submission':
      return frameBytes(kinds.Y, frame.outer)
    case 'contents':
      return frameBytes(kinds.K, covered(frame))
    case 'blob':
      return frameBytes(kinds.A, covered(frame))
  }
}

const covered = ({ isEncrypted, bytes }: Covered): Uint8Array =>
  concat(new Uint8Array([isEncrypted ? 1 : 0]), bytes)

/** Pieces handed on at once: each costs its way through compression and the wire. */
const pieceBytes = 512 * 1024

/** The bytes of a pack of these frames. */
export async function* writePack(frames: AsyncIterable<Frame>): AsyncIterable<Uint8Array> {
  const digest = createHash('sha256')
  let [gathered, length] = [[magic] as Uint8Array[], magic.length]
  for await (const frame of frames) {
    const bytes = encode(frame)
    gathered.push(...bytes)
    length += bytes[0].length + bytes[1].length
    if (length < pieceBytes) continue
    const piece = concat(...gathered)
    digest.update(piece)
    yield piece
    ;[gathered, length] = [[], 0]
  }
  const last = concat(...gathered)
  yield concat(last, ...frameBytes(kinds.Z, digest.update(last).digest()))
}

/** The frames of a pack, as far as it can be read; returns why it ended early, or undefined at its proper end. */
export async function* readPack(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Frame, PackRefusal | undefined> {
  const source = new ByteSource(chunks)
  try {
    return yield* readFrames(source)
  } finally {
    await source.close()
  }
}

async function* readFrames(source: ByteSource): AsyncGenerator<Frame, PackRefusal | undefined> {
  const digest = createHash('sha256')
  const start = await source.take(magic.length)
  if (start === undefined)
    return source.isBroken || source.isStartOf(magic) ? source.fault : { type: 'not-a-pack' }
  if (!equalBytes(start, magic)) return notAPack(start)
  digest.update(start)
  for (;;) {
    const header = await source.take(5)
    if (header === undefined) return source.fault
    const length = new DataView(header.buffer, header.byteOffset).getUint32(1)
    if (length > maxFrameBytes) return { type: 'pack-too-large', bytes: length }
    const payload = await source.take(length)
    if (payload === undefined) return source.fault
    if (header[0] === kinds.Z)
      return equalBytes(payload, digest.digest()) ? undefined : { type: 'pack-damaged' }
    digest.update(header).update(payload)
    const frame = decode(header[0] ?? 0, payload)
    if (frame === undefined) return { type: 'pack-damaged' }
    yield frame
  }
}

function notAPack(start: Uint8Array): PackRefusal {
  const text = utf8ToText(start) ?? ''
  return { type: text.startsWith('apachita-pack/') ? 'unknown-pack-version' : 'not-a-pack' }
}

function decode(kind: number, payload: Uint8Array): Frame | undefined {
  if (kind === kinds.E) return isCountInRange(payload) ? { kind: 'entries', bundle: payload } : undefined
  if (kind === kinds.C) return { kind: 'checkpoint', note: payload }
  if (kind === kinds.Y) return { kind: 'submission', outer: payload }
  if (kind === kinds.K || kind === kinds.A) {
    const [mode] = payload
    if (mode !== 0 && mode !== 1) return undefined
    return {
      kind: kind === kinds.K ? 'contents' : 'blob',
      isEncrypted: mode === 1,
      bytes: payload.subarray(1),
    }
  }
  return decodeJson(kind, jsonOf(payload))
}

function decodeJson(kind: number, value: unknown): Frame | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (kind === kinds.M) return isManifest(value) ? { kind: 'manifest', manifest: value } : undefined
  if (kind === kinds.F) {
    const fork = toFork(value)
    return fork === undefined ? undefined : { kind: 'fork', fork }
  }
  const { book, from, witness, size, line } = value as Record<string, unknown>
  if (kind === kinds.B && isName(book) && isSize(from)) return { kind: 'book', book, from }
  const isWord = kind === kinds.W && isName(witness) && isSize(size) && size > 0 && isLine(line)
  return isWord ? { kind: 'cosignature', cosignature: { witness, size, line } } : undefined
}

const forkToJson = ({ proof, vouchings }: Fork): object =>
  vouchings.length === 0 ? proof : { ...proof, words: vouchings }

/** A charter names at most 64 witnesses; of more words than they can have said the rest is left. */
const maxWords = 2 * 64

function toFork(value: object): Fork | undefined {
  const proof = toForkProof(value)
  if (proof === undefined) return undefined
  const { words = [] } = value as { readonly words?: unknown }
  const said = Array.isArray(words) ? words.slice(0, maxWords).map(toVouching) : [undefined]
  const vouchings = said.filter((word): word is Vouching => word !== undefined)
  return vouchings.length === said.length ? { proof, vouchings } : undefined
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8ToText(bytes) ?? '')
  } catch {
    return undefined
  }
}

const isSize = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

const isLine = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= maxCosignatureLength

/** Ids, epochs and roots: what is none is refused by name, but not at any length. */
const isName = (value: unknown): value is string => typeof value === 'string' && value.length <= maxIdLength

/** Whether parsed JSON has a manifest's form. */
export function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false
  const { node, epoch, change, complete, books, wanted } = value as Record<string, unknown>
  return (
    isName(node) &&
    isName(epoch) &&
    isSize(change) &&
    typeof complete === 'boolean' &&
    Array.isArray(books) &&
    books.every(isManifestLine) &&
    (wanted === undefined || isWanted(wanted))
  )
}

/** Whether parsed JSON is a list of blobs asked for. */
export const isWanted = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= maxWanted && value.every(isName)

function isManifestLine(line: unknown): boolean {
  if (!Array.isArray(line)) return false
  const [book, size, root, side, held = [], sealedSide = ''] = line as unknown[]
  return isName(book) && isSize(size) && isName(root) && isName(side) && isRanges(held) && isName(sealedSide)
}

/** Pairs of rising entry numbers. */
function isRanges(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > maxRangeNumbers || value.length % 2 !== 0) return false
  return value.every((number, at) => isSize(number) && (at === 0 || number >= (value[at - 1] as number)))
}
