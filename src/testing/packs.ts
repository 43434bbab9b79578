/** Packs of tests: those a node would make, parts of a book as its pen signed them, and bytes no node would make. */
import { sha256 } from '../book/hash.ts'
import type { Archive } from '../archive/contract.ts'
import { entriesToBundle } from '../book/bundle.ts'
import type { BookId } from '../book/entry.ts'
import {
  type Holdings,
  type Known,
  type Source,
  holdingsOf,
  manifestOf,
  nothingSealed,
  packFrames,
  partsFor,
} from '../carriage/export.ts'
import { type ImportReport, importPack } from '../carriage/import.ts'
import { type Frame, type Manifest, writePack } from '../carriage/pack.ts'
import { concat, utf8 } from '../kernel/encoding.ts'
import type { Body, World } from './world.ts'

export async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return concat(...all)
}

/** Bytes as they come off a wire. */
export async function* inChunks(bytes: Uint8Array, chunkBytes = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.slice(at, at + chunkBytes)
}

export const takeIn = (archive: Archive, pack: Uint8Array, chunkBytes?: number): Promise<ImportReport> =>
  importPack(archive, inChunks(pack, chunkBytes), () => undefined)

/** Gives everything in the open: whose cosignatures are known is the node's to say. */
export const sourceOf = (archive: Archive): Source => ({
  archive,
  sideDataOf: ({ book }, since) => archive.sideData(book, since),
  sealedFor: async () => nothingSealed,
  async *sealedFrames() {},
  sealedHeld: async () => [[], ''],
})

export async function manifestFor(archive: Archive): Promise<Manifest> {
  const { epoch } = archive
  const counted = { node: 'a node', epoch, change: await archive.change() }
  return manifestOf(counted, sourceOf(archive), await archive.books())
}

/** The pack that a node with `archive` makes for one with these holdings. */
export async function packFor(archive: Archive, holdings: Holdings): Promise<Uint8Array> {
  const parts = await partsFor(sourceOf(archive), await archive.books(), holdings)
  return gather(writePack(packFrames(sourceOf(archive), await manifestFor(archive), parts)))
}

/** Everything `from` holds that `to` lacks, carried. */
export async function carry(from: Archive, to: Archive): Promise<ImportReport> {
  return takeIn(to, await packFor(from, holdingsOf(await manifestFor(to))))
}

export const nothingHeld: ReadonlyMap<BookId, Known> = new Map()

/** A pack of frames nobody checked, with a right digest. */
export async function packOf(frames: readonly Frame[]): Promise<Uint8Array> {
  async function* given(): AsyncGenerator<Frame> {
    yield* frames
  }
  return gather(writePack(given()))
}

export const emptyManifest: Frame = {
  kind: 'manifest',
  manifest: { node: 'a node', epoch: 'an epoch', change: 0, complete: true, books: [] },
}

export const bundleFrame = (entries: readonly Uint8Array[]): Frame => ({
  kind: 'entries',
  bundle: entriesToBundle(entries),
})

/** Where a book's entries and every checkpoint its pen signed can be had. */
export type SignedBooks = Pick<World, 'archive' | 'signedOf'>

/** Frames of entries `[from, to)` of a book; `to` is a size at which its pen signed; every stop between is told. */
export async function partFrames(
  world: SignedBooks,
  body: Pick<Body, 'book'>,
  from: number,
  to: number,
): Promise<Frame[]> {
  const frames: Frame[] = [{ kind: 'book', book: body.book, from }]
  let at = from
  for (const { size, note, isHandover } of world.signedOf(body)) {
    if (size <= from || size > to || (size < to && !isHandover)) continue
    for await (const entries of world.archive.entries(body.book, at, size)) frames.push(bundleFrame(entries))
    frames.push({ kind: 'checkpoint', note })
    at = size
  }
  return frames
}

/** One frame's bytes, with any kind and any length said. */
export function rawFrame(kind: string, payload: Uint8Array, saidLength = payload.length): Uint8Array {
  const header = new Uint8Array(5)
  header[0] = kind.charCodeAt(0)
  new DataView(header.buffer).setUint32(1, saidLength)
  return concat(header, payload)
}

export const packMagic = utf8('apachita-pack/v1\n')

/** A pack of raw frames with a right digest. */
export function rawPack(...frames: readonly Uint8Array[]): Uint8Array {
  const before = concat(packMagic, ...frames)
  return concat(before, rawFrame('Z', sha256(before)))
}

/** Where each frame of a pack begins, and its end. */
export function frameBoundaries(pack: Uint8Array): number[] {
  const boundaries: number[] = [packMagic.length]
  const view = new DataView(pack.buffer, pack.byteOffset)
  for (let at = packMagic.length; at < pack.length;) {
    at += 5 + view.getUint32(at + 1)
    boundaries.push(at)
  }
  return boundaries
}
