/**
 * A client of C2SP tlog-tiles: it reads what a book serves under a prefix (docs/formats.md section 10) and
 * believes none of it before it has been recomputed or proven against a checkpoint.
 */
import { concat, equalBytes, toHex } from './base.ts'
import { leafHash, nodeHash, splitPoint, treeHash, verifyConsistency, verifyInclusion } from './merkle.ts'
import { demand, refuse } from './verdict.ts'

/** How resources are got: over HTTP or by calling a handler. Paths begin with the prefix. */
export type Get = (path: string) => Promise<{ status: number; body: Uint8Array }>

const WIDTH = 256
const HASH_BYTES = 32

/** tlog-tiles, "Merkle Tree": 1234067 is x001/x234/067. */
export function encodeIndex(index: number): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? []
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
}

/** The path of a tile or (level `entries`) of an entry bundle, under the prefix. */
export function tilePath(level: number | 'entries', index: number, width: number): string {
  return `/tile/${level}/${encodeIndex(index)}${width === WIDTH ? '' : `.p/${width}`}`
}

/** The tiles of one level of a tree: how many hashes each has, by index. */
export function tileWidths(size: number, level: number): number[] {
  const hashes = Math.floor(size / WIDTH ** level)
  const full = Array.from({ length: Math.floor(hashes / WIDTH) }, () => WIDTH)
  return hashes % WIDTH === 0 ? full : [...full, hashes % WIDTH]
}

/** A resource that must be there. */
export async function getResource(get: Get, path: string): Promise<Uint8Array> {
  const { status, body } = await get(path)
  demand(status === 200, `${path}: status ${status}`)
  return Uint8Array.from(body)
}

/** tlog-tiles, "Log entries": the entries of one bundle. */
export function parseBundle(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bundle.length;) {
    const length = (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0)
    demand(at + 2 + length <= bundle.length, 'an entry bundle that is cut short')
    entries.push(bundle.slice(at + 2, at + 2 + length))
    at += 2 + length
  }
  return entries
}

/** All the entries of a tree of so many. */
export async function getEntries(get: Get, prefix: string, size: number): Promise<Uint8Array[]> {
  const entries: Uint8Array[] = []
  for (const [index, width] of tileWidths(size, 0).entries()) {
    const path = `${prefix}${tilePath('entries', index, width)}`
    const bundle = parseBundle(await getResource(get, path))
    demand(bundle.length === width, `${path}: ${bundle.length} entries`)
    demand(
      bundle.every((entry) => entry.length > 0),
      `${path}: E7: an entry of no bytes`,
    )
    entries.push(...bundle)
  }
  return entries
}

/** Every tile of a tree, from the formula MTH(D[(n*256+i)*256^l : (n*256+i+1)*256^l]), by path. */
export function tilesOf(leaves: readonly Uint8Array[]): Map<string, Uint8Array> {
  const tiles = new Map<string, Uint8Array>()
  for (let level = 0; WIDTH ** level <= leaves.length; level++) {
    const span = WIDTH ** level
    for (const [index, width] of tileWidths(leaves.length, level).entries()) {
      const hashes = Array.from({ length: width }, (_, i) => {
        const start = (index * WIDTH + i) * span
        return treeHash(leaves.slice(start, start + span))
      })
      tiles.set(tilePath(level, index, width), concat(...hashes))
    }
  }
  return tiles
}

/** That every tile served is the one recomputed from the entries. Returns how many there are. */
export async function checkTiles(get: Get, prefix: string, leaves: readonly Uint8Array[]): Promise<number> {
  const tiles = tilesOf(leaves)
  for (const [path, expected] of tiles) {
    const served = await getResource(get, `${prefix}${path}`)
    demand(equalBytes(served, expected), `${prefix}${path}: ${toHex(served)} is not the tile of the entries`)
  }
  return tiles.size
}

/** The hashes of a served tree, read tile by tile and only those needed. */
export class ServedTree {
  private readonly tiles = new Map<string, Uint8Array>()
  constructor(
    private readonly get: Get,
    private readonly prefix: string,
    readonly size: number,
  ) {}

  /** The paths read so far, without the prefix. */
  pathsRead(): string[] {
    return [...this.tiles.keys()]
  }

  private async tile(level: number, index: number): Promise<Uint8Array> {
    const width = tileWidths(this.size, level)[index] ?? refuse('a tile beyond the tree')
    const path = tilePath(level, index, width)
    const known = this.tiles.get(path)
    if (known !== undefined) return known
    const tile = await getResource(this.get, `${this.prefix}${path}`)
    demand(tile.length === width * HASH_BYTES, `${path}: ${tile.length} bytes`)
    this.tiles.set(path, tile)
    return tile
  }

  /** MTH(D[start:end]), taken from the highest tile that has it, else from its two halves. */
  async hash(start: number, end: number): Promise<Uint8Array> {
    const span = end - start
    const level = Array.from({ length: 7 }, (_, l) => l).find((l) => WIDTH ** l === span)
    if (level !== undefined && start % span === 0) {
      const at = start / span
      const tile = await this.tile(level, Math.floor(at / WIDTH))
      return tile.slice((at % WIDTH) * HASH_BYTES, ((at % WIDTH) + 1) * HASH_BYTES)
    }
    const k = splitPoint(span)
    return nodeHash(await this.hash(start, start + k), await this.hash(start + k, end))
  }

  /** PATH(m, D[start:end]) of RFC 6962 section 2.1.1, m being counted from the start of the tree. */
  async path(m: number, start = 0, end = this.size): Promise<Uint8Array[]> {
    if (end - start === 1) return []
    const middle = start + splitPoint(end - start)
    return m < middle
      ? [...(await this.path(m, start, middle)), await this.hash(middle, end)]
      : [...(await this.path(m, middle, end)), await this.hash(start, middle)]
  }

  /** SUBPROOF of RFC 6962 section 2.1.2, m being counted from the start of the tree. */
  async proof(m: number, start = 0, end = this.size, isKnown = true): Promise<Uint8Array[]> {
    if (m === end) return isKnown ? [] : [await this.hash(start, end)]
    const middle = start + splitPoint(end - start)
    return m <= middle
      ? [...(await this.proof(m, start, middle, isKnown)), await this.hash(middle, end)]
      : [...(await this.proof(m, middle, end, false)), await this.hash(start, middle)]
  }
}

/** That an entry stands at an index of the tree of a checkpoint, from hash tiles alone. */
export async function verifyInclusionFromTiles(
  tree: ServedTree,
  claim: { entry: Uint8Array; index: number; root: Uint8Array },
): Promise<boolean> {
  if (!(claim.index >= 0 && claim.index < tree.size)) return false
  const path = await tree.path(claim.index)
  return verifyInclusion({ leafHash: leafHash(claim.entry), size: tree.size, path, ...claim })
}

/** That an older root is the root of a prefix of the tree of a checkpoint, from hash tiles alone. */
export async function verifyConsistencyFromTiles(
  tree: ServedTree,
  claim: { size1: number; root1: Uint8Array; root2: Uint8Array },
): Promise<boolean> {
  if (!(claim.size1 >= 1 && claim.size1 <= tree.size)) return false
  return verifyConsistency({ size2: tree.size, proof: await tree.proof(claim.size1), ...claim })
}
