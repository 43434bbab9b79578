/**
 * The parts of a workbook, unpacked under our own eyes, and packed again plain.
 *
 * Invariants
 * 1. Sizes are believed of nobody: the central directory is added up first, and unpacking stops at the same limit
 *    whatever the directory said (a zip bomb lies, or lets its entries overlap).
 * 2. What is handed on is a zip of our own making: each name once, stored, sizes and checksums right. A library that
 *    reads it as a stream meets none of the ways in which a zip can say two things.
 *
 * Deliberately absent: zip64, encryption, several disks, methods other than stored and deflated: no spreadsheet of
 * this size needs them. Checksums are not compared; the text says itself whether it is XML.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { type Refusal, type Result, accept } from '../kernel/result.ts'
import { listLimits, refuseNotAList, refuseTooLarge } from './read-list-limits.ts'

/** Bytes by the name of the part. */
export type ZipParts = ReadonlyMap<string, Uint8Array>

interface ZipEntry {
  readonly name: string
  readonly deflated: boolean
  readonly packed: Uint8Array
  readonly size: number
}

const localSignature = 0x04034b50
const entrySignature = 0x02014b50
const endSignature = 0x06054b50
const localBytes = 30
const entryBytes = 46
const endBytes = 22
const encryptedFlag = 1
const stored = 0
const deflated = 8

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= endBytes && viewOf(bytes).getUint32(0, true) === localSignature

/** The parts whose name `isWanted`. Refused: `list-too-large`, `not-a-list`. */
export function unzip(bytes: Uint8Array, isWanted: (name: string) => boolean): Result<ZipParts, Refusal> {
  const entries = entriesOf(bytes)
  if (!entries.ok) return entries
  const declared = entries.value.reduce((sum, { size }) => sum + size, 0)
  if (declared > listLimits.unpackedBytes) return refuseTooLarge('unpackedBytes')
  const parts = new Map<string, Uint8Array>()
  let left = listLimits.unpackedBytes
  for (const entry of entries.value) {
    if (!isWanted(entry.name) || parts.has(entry.name)) continue
    const part = inflated(entry, left)
    if (!part.ok) return part
    left -= part.value.length
    parts.set(entry.name, part.value)
  }
  return accept(parts)
}

/** At most `left` bytes. */
function inflated({ deflated, packed }: ZipEntry, left: number): Result<Uint8Array, Refusal> {
  if (packed.length > left && !deflated) return refuseTooLarge('unpackedBytes')
  try {
    return accept(deflated ? inflateRawSync(packed, { maxOutputLength: Math.max(left, 1) }) : packed)
  } catch (error) {
    const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return isTooLarge ? refuseTooLarge('unpackedBytes') : refuseNotAList()
  }
}

function entriesOf(bytes: Uint8Array): Result<ZipEntry[], Refusal> {
  const view = viewOf(bytes)
  const end = endOf(view)
  if (end === undefined) return refuseNotAList()
  const count = view.getUint16(end + 10, true)
  if (count > listLimits.parts) return refuseTooLarge('parts')
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index += 1) {
    const entry = entryAt(view, at)
    if (entry === undefined) return refuseNotAList()
    entries.push(entry)
    at += entryBytes + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(at + field, true), 0)
  }
  return accept(entries)
}

/** Where the end record is: the last that fits, as its comment has up to 65,535 bytes. */
function endOf(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - endBytes - 0xffff)
  for (let at = view.byteLength - endBytes; at >= first; at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  return undefined
}

/** The entry of the central directory at this offset, or undefined if it is none we read. */
function entryAt(view: DataView, at: number): ZipEntry | undefined {
  if (at + entryBytes > view.byteLength || view.getUint32(at, true) !== entrySignature) return undefined
  const method = view.getUint16(at + 10, true)
  const isEncrypted = (view.getUint16(at + 8, true) & encryptedFlag) !== 0
  if (isEncrypted || (method !== stored && method !== deflated)) return undefined
  const name = slice(view, at + entryBytes, view.getUint16(at + 28, true))
  const packed = packedAt(view, view.getUint32(at + 42, true), view.getUint32(at + 20, true))
  if (name === undefined || packed === undefined) return undefined
  return {
    name: Buffer.from(name).toString('utf8'),
    deflated: method === deflated,
    packed,
    size: view.getUint32(at + 24, true),
  }
}

/** The packed bytes behind the local header at this offset. */
function packedAt(view: DataView, at: number, size: number): Uint8Array | undefined {
  if (at + localBytes > view.byteLength || view.getUint32(at, true) !== localSignature) return undefined
  const before = localBytes + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  return slice(view, at + before, size)
}

const slice = (view: DataView, at: number, size: number): Uint8Array | undefined =>
  at + size > view.byteLength ? undefined : new Uint8Array(view.buffer, view.byteOffset + at, size)

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** A zip of these parts, none of them packed. */
export function zipStored(parts: ZipParts): Buffer {
  const locals: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [name, part] of parts) {
    const label = Buffer.from(name)
    const facts = factsOf(label, part)
    const local = Buffer.concat([uint32(localSignature), facts, label, part])
    directory.push(
      Buffer.concat([uint32(entrySignature), uint16(20), facts, Buffer.alloc(10), uint32(at), label]),
    )
    locals.push(local)
    at += local.length
  }
  const entries = Buffer.concat(directory)
  const counts = Buffer.concat([uint16(parts.size), uint16(parts.size), uint32(entries.length), uint32(at)])
  return Buffer.concat([...locals, entries, uint32(endSignature), Buffer.alloc(4), counts, uint16(0)])
}

/** What both headers say of a part: version 2.0, UTF-8 name, stored, no date, checksum, sizes, no extra field. */
const factsOf = (label: Uint8Array, part: Uint8Array): Uint8Array =>
  Buffer.concat([
    ...[20, 0x0800, stored, 0, 0].map(uint16),
    ...[crc32(part), part.length, part.length].map(uint32),
    ...[label.length, 0].map(uint16),
  ])

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
