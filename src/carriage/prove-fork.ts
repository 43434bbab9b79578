/** Proving a fork (rule P2) where a part received contradicts what is held, both under the pen's signature. */
import type { Archive } from '../archive/contract.ts'
import { proveInclusion, subtreeHash, withSubtrees } from '../archive/subtrees.ts'
import { parseCheckpoint } from '../book/checkpoint.ts'
import type { BookId } from '../book/entry.ts'
import { type ForkProof, type ForkSide, makeForkProof } from '../book/fork.ts'
import { type Hash, type Hashes, hashBytes, nodeHash } from '../book/hash.ts'
import { inclusionProof, rootFrom } from '../book/proofs.ts'
import { concatAll } from '../kernel/encoding.ts'
import type { ReceivedStep } from './verify-part.ts'

/** A part as far as a proof needs it. What comes before `from` is held, and the same on both sides. */
export interface Contradicting {
  readonly book: BookId
  readonly from: number
  readonly steps: readonly ReceivedStep[]
}

/**
 * The proof for the first entry that differs, its heads the first on either side beyond it: every pen that signed these
 * is known to whoever holds the book up to there. Undefined where a side has no such head.
 */
export async function proveFork(
  archive: Archive,
  part: Contradicting,
  seq: number,
): Promise<ForkProof | undefined> {
  const [held, received] = [await heldSide(archive, part.book, seq), await receivedSide(archive, part, seq)]
  return held === undefined || received === undefined ? undefined : makeForkProof(seq, held, received)
}

async function heldSide(archive: Archive, book: BookId, seq: number): Promise<ForkSide | undefined> {
  const record = await archive.book(book)
  if (record === undefined) return undefined
  const stops = [...(await archive.handovers(book)), record]
  const checkpoint = parseCheckpoint(stops.find(({ size }) => size > seq)?.checkpoint ?? new Uint8Array())
  if (!checkpoint.ok) return undefined
  const path = await proveInclusion(archive, book, seq, checkpoint.value.size)
  return { checkpoint: checkpoint.value, leaf: await subtreeHash(archive, book, seq, 0), path }
}

async function receivedSide(
  archive: Archive,
  part: Contradicting,
  seq: number,
): Promise<ForkSide | undefined> {
  const received = new ReceivedTree(archive, part)
  let size = part.from
  for (const { entries, note } of part.steps) {
    size += entries.length
    if (size <= seq) continue
    const checkpoint = parseCheckpoint(note)
    const leaf = received.leafAt(seq)
    if (!checkpoint.ok || leaf === undefined) return undefined
    return { checkpoint: checkpoint.value, leaf, path: await received.proveInclusion(seq, size) }
  }
  return undefined
}

/** The tree of a history received: from tiles where it lies before `from`, from the leaves received beyond. */
export class ReceivedTree {
  readonly #archive: Archive
  readonly #part: Contradicting
  readonly #leaves: Hashes
  /** Each is computed once, however many heads are asked for. */
  readonly #known = new Map<string, Hash>()

  constructor(archive: Archive, part: Contradicting) {
    this.#archive = archive
    this.#part = part
    this.#leaves = concatAll(part.steps.map(({ leaves }) => leaves))
  }

  get size(): number {
    return this.#part.from + this.#leaves.length / hashBytes
  }

  /** A leaf received; undefined where none came for that number. */
  leafAt(seq: number): Hash | undefined {
    const at = seq - this.#part.from
    return at < 0 || seq >= this.size ? undefined : this.#leaves.slice(at * hashBytes, (at + 1) * hashBytes)
  }

  proveInclusion(seq: number, size: number): Promise<Hash[]> {
    return withSubtrees(
      (start, height) => this.#subtree(start, height),
      (subtree) => inclusionProof(seq, size, subtree),
    )
  }

  rootAt(size: number): Promise<Hash> {
    return withSubtrees(
      (start, height) => this.#subtree(start, height),
      (subtree) => rootFrom(size, subtree),
    )
  }

  async #subtree(start: number, height: number): Promise<Hash> {
    const { book, from } = this.#part
    if (start + 2 ** height <= from) return subtreeHash(this.#archive, book, start, height)
    const leaf = height === 0 ? this.leafAt(start) : undefined
    if (leaf !== undefined) return leaf
    const key = `${start}/${height}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const half = 2 ** (height - 1)
    const left = await this.#subtree(start, height - 1)
    const hash = nodeHash(left, await this.#subtree(start + half, height - 1))
    this.#known.set(key, hash)
    return hash
  }
}
