/**
 * Whether a container of sounds has no pictures, read from its list of tracks.
 *
 * Invariants
 * 1. A container that does not say is no audio: every function is false for what it cannot follow, and none throws.
 * 2. Time is linear in the bytes: each element is looked at once, and its content only where the list may be.
 *
 * Deliberately absent: fragments and clusters (the sounds themselves), codecs, and lengths that need more than 53 bits.
 */

/** A piece of a container: what it is, and where its content is. */
interface Piece {
  readonly id: string
  readonly content: Uint8Array
  /** Where the next one begins, from the start of this one. */
  readonly next: number
}

type ReadPiece = (bytes: Uint8Array) => Piece | undefined

/** The pieces one after the other, until one cannot be read. */
function* piecesOf(bytes: Uint8Array, read: ReadPiece): Generator<Piece> {
  let rest = bytes
  while (rest.length > 0) {
    const piece = read(rest)
    if (piece === undefined || piece.next <= 0) return
    yield piece
    rest = rest.subarray(piece.next)
  }
}

/** The contents of all pieces at this path of ids. */
function contentsAt(bytes: Uint8Array, read: ReadPiece, [id, ...path]: readonly string[]): Uint8Array[] {
  if (id === undefined) return [bytes]
  return [...piecesOf(bytes, read)]
    .filter((piece) => piece.id === id)
    .flatMap(({ content }) => contentsAt(content, read, path))
}

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  Buffer.from(bytes.subarray(at, at + length)).toString('latin1')

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** A box of ISO 14496-12: length, type, and a long length if the length is 1; 0 is to the end. */
function readBox(bytes: Uint8Array): Piece | undefined {
  if (bytes.length < 8) return undefined
  const short = viewOf(bytes).getUint32(0)
  const header = short === 1 ? 16 : 8
  if (bytes.length < header) return undefined
  const long = short === 1 ? Number(viewOf(bytes).getBigUint64(8)) : short
  const next = short === 0 ? bytes.length : long
  if (next < header || next > bytes.length) return undefined
  return { id: ascii(bytes, 4, 4), content: bytes.subarray(header, next), next }
}

/** Handlers of the tracks: `soun` for sound; anything else but text and times is a picture to us. */
export function isAudioOnlyMp4(bytes: Uint8Array): boolean {
  const handlers = contentsAt(bytes, readBox, ['moov', 'trak', 'mdia', 'hdlr']).map((box) => ascii(box, 8, 4))
  return (
    handlers.includes('soun') &&
    handlers.every((handler) => ['soun', 'text', 'meta', 'sbtl'].includes(handler))
  )
}

/** A number of EBML: leading zero bits tell its length; undefined if there is none. With or without its marker bit. */
function readNumber(bytes: Uint8Array, keepMarker: boolean): { value: number; length: number } | undefined {
  const first = bytes[0] ?? 0
  const length = Math.clz32(first) - 23
  if (length > 8 || length > bytes.length) return undefined
  const start = keepMarker ? first : first & (0xff >> length)
  const value = bytes.subarray(1, length).reduce((sum, byte) => sum * 256 + byte, start)
  return { value, length }
}

/** An element of EBML (RFC 8794). One of unknown size (all ones), or cut off, goes on to the end. */
function readElement(bytes: Uint8Array): Piece | undefined {
  const id = readNumber(bytes, true)
  if (id === undefined) return undefined
  const size = readNumber(bytes.subarray(id.length), false)
  if (size === undefined) return undefined
  const header = id.length + size.length
  const next = Math.min(header + size.value, bytes.length)
  return { id: id.value.toString(16), content: bytes.subarray(header, next), next }
}

const [segment, tracks, trackEntry, trackType] = ['18538067', '1654ae6b', 'ae', '83']
const soundTrack = '\x02'

/** Types of the tracks of WebM: all of them sound. */
export function isAudioOnlyWebm(bytes: Uint8Array): boolean {
  const entries = contentsAt(bytes, readElement, [segment, tracks, trackEntry])
  const types = entries.map((entry) =>
    contentsAt(entry, readElement, [trackType]).map((type) => ascii(type, 0, type.length)),
  )
  return types.length > 0 && types.every((of) => of.length === 1 && of[0] === soundTrack)
}

/** A page of Ogg (RFC 3533): `id` is `first` for the first of a stream. */
function readPage(bytes: Uint8Array): Piece | undefined {
  if (bytes.length < 27 || ascii(bytes, 0, 4) !== 'OggS') return undefined
  const header = 27 + (bytes[26] ?? 0)
  const next = bytes.subarray(27, header).reduce((sum, segment) => sum + segment, header)
  const isFirst = ((bytes[5] ?? 0) & 2) !== 0
  return { id: isFirst ? 'first' : 'other', content: bytes.subarray(header, next), next }
}

const soundStreams = ['OpusHead', '\x01vorbis', '\x7FFLAC', 'Speex   ']
/** A stream that describes the others. */
const skeleton = 'fishead\0'

/** First pages, all of them of sounds; streams that begin later are another chain of the same. */
export function isAudioOnlyOgg(bytes: Uint8Array): boolean {
  const starts = contentsAt(bytes, readPage, ['first']).map((page) => ascii(page, 0, 8))
  const isSound = (start: string): boolean => soundStreams.some((stream) => start.startsWith(stream))
  return starts.some(isSound) && starts.every((start) => isSound(start) || start === skeleton)
}

/** Kilobits a second of layer III by version (1, then 2 and 2.5) and index; 0 is none. */
const bitrates = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
] as const
const sampleRates = [44_100, 48_000, 32_000, 0]

/** Bytes of the layer III frame that begins here, or undefined if none does. */
function frameBytes(bytes: Uint8Array, at: number): number | undefined {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
  const version = (second >> 3) & 3
  if (first !== 0xff || (second & 0xe6) !== 0xe2 || version === 1) return undefined
  const isVersion1 = version === 3
  const bitrate = bitrates[isVersion1 ? 0 : 1][third >> 4] ?? 0
  const divisor = isVersion1 ? 1 : version === 2 ? 2 : 4
  const sampleRate = (sampleRates[(third >> 2) & 3] ?? 0) / divisor
  if (bitrate === 0 || sampleRate === 0) return undefined
  return Math.floor(((isVersion1 ? 144 : 72) * bitrate * 1000) / sampleRate) + ((third >> 1) & 1)
}

/** An MP3: behind its ID3 tag, if it has one, a frame, and behind that another frame or the end. */
export function isMpegAudio(bytes: Uint8Array): boolean {
  let at = ascii(bytes, 0, 3) === 'ID3' ? id3Bytes(bytes) : 0
  if (at > 0) while (bytes[at] === 0) at += 1
  const length = frameBytes(bytes, at)
  if (length === undefined) return false
  const next = at + length
  return next === bytes.length || frameBytes(bytes, next) !== undefined
}

/** A tag's length is four times seven bits, without its header of ten bytes. */
const id3Bytes = (bytes: Uint8Array): number =>
  bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0) + 10
