/** Hashes of full subtrees, read from tiles: what proofs are made of. */
import type { BookId } from '../book/entry.ts'
import type { Hash } from '../book/hash.ts'
import { type SubtreeHash, consistencyProof, inclusionProof, rootFrom } from '../book/proofs.ts'
import { type CompactRange, emptyRange, extendRange, rootOf } from '../book/tree.ts'
import { type Archive, StoredDamage } from './contract.ts'

/** Proofs ask synchronously; hashes are read asynchronously: a first pass notes what is asked, a second answers. */
export async function withSubtrees<T>(
  read: (start: number, height: number) => Promise<Hash>,
  make: (subtree: SubtreeHash) => T,
): Promise<T> {
  const asked: { start: number; height: number }[] = []
  const nothing = new Uint8Array(32)
  make((start, height) => {
    asked.push({ start, height })
    return nothing
  })
  const answers = new Map<string, Hash>()
  // The last first: of a tile that is read so far nothing more is read.
  for (const { start, height } of asked.toReversed()) {
    answers.set(`${start}/${height}`, await read(start, height))
  }
  return make((start, height) => answers.get(`${start}/${height}`) ?? nothing)
}

/** Gives the first `width` hashes of a tile, or more; undefined if fewer are held. */
type ReadTile = (level: number, index: number, width: number) => Promise<Uint8Array | undefined>

/** The hash of the full subtree over leaves `[start, start + 2^height)` of a book held, from its tiles. */
export const subtreeHash = (archive: Archive, book: BookId, start: number, height: number): Promise<Hash> =>
  hashFrom((level, index, width) => archive.tile(book, level, index, width), start, height)

async function hashFrom(read: ReadTile, start: number, height: number): Promise<Hash> {
  const level = Math.floor(height / 8)
  const first = start / 256 ** level
  const count = 2 ** (height % 8)
  const tile = await read(level, Math.floor(first / 256), (first % 256) + count)
  if (tile === undefined) throw new StoredDamage('a tile is missing')
  const hashes = Array.from({ length: count }, (_, at) =>
    tile.subarray(((first % 256) + at) * 32).slice(0, 32),
  )
  return rootOf(extendRange(emptyRange, hashes))
}

/** For one answer: tiles that were read are kept. */
function subtreesOf(archive: Archive, book: BookId): (start: number, height: number) => Promise<Hash> {
  const tiles = new Map<string, Uint8Array>()
  const read: ReadTile = async (level, index, width) => {
    const known = tiles.get(`${level}/${index}`)
    if (known !== undefined && known.length >= width * 32) return known
    const tile = await archive.tile(book, level, index, width)
    if (tile !== undefined) tiles.set(`${level}/${index}`, tile)
    return tile
  }
  return (start, height) => hashFrom(read, start, height)
}

/** The compact range of a book's first `size` entries; 0 gives the empty one. */
export async function rangeAt(archive: Archive, book: BookId, size: number): Promise<CompactRange> {
  const hashes: Hash[] = []
  for (let start = 0; start < size;) {
    let height = 0
    while (start + 2 ** (height + 1) <= size) height += 1
    hashes.push(await subtreeHash(archive, book, start, height))
    start += 2 ** height
  }
  return { size, hashes }
}

/** The root of a book's first `size` entries; `1 <= size <=` what is held. */
export const rootAt = (archive: Archive, book: BookId, size: number): Promise<Hash> =>
  withSubtrees(subtreesOf(archive, book), (subtree) => rootFrom(size, subtree))

export const proveInclusion = (archive: Archive, book: BookId, seq: number, size: number): Promise<Hash[]> =>
  withSubtrees(subtreesOf(archive, book), (subtree) => inclusionProof(seq, size, subtree))

export const proveConsistency = (
  archive: Archive,
  book: BookId,
  from: number,
  size: number,
): Promise<Hash[]> =>
  withSubtrees(subtreesOf(archive, book), (subtree) => consistencyProof(from, size, subtree))
