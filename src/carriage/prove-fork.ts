/** Proving a fork (rule P2) where a part received contradicts what is held, both under the pen's signature. */
import type { Archive } from '../archive/contract.ts'
import { proveInclusion, subtreeHash, withSubtrees } from '../archive/subtrees.ts'
import { parseCheckpoint } from '../book/checkpoint.ts'
import type { BookId } from '../book/entry.ts'
import { type ForkProof, type ForkSide, makeForkProof } from '../book/fork.ts'
import { type Hash, leafHash, nodeHash } from '../book/hash.ts'
import { inclusionProof } from '../book/proofs.ts'
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
  const { from } = part
  const leaves: Hash[] = []
  for (const { entries, note } of part.steps) {
    leaves.push(...entries.map(leafHash))
    if (from + leaves.length <= seq) continue
    const checkpoint = parseCheckpoint(note)
    const leaf = leaves[seq - from]
    if (!checkpoint.ok || leaf === undefined) return undefined
    const path = await withSubtrees(
      (start, height) => mixedSubtree(archive, part, leaves, start, height),
      (subtree) => inclusionProof(seq, from + leaves.length, subtree),
    )
    return { checkpoint: checkpoint.value, leaf, path }
  }
  return undefined
}

/** A subtree of the history received: from tiles where it lies before `from`, from the leaves received beyond. */
async function mixedSubtree(
  archive: Archive,
  part: Contradicting,
  leaves: readonly Hash[],
  start: number,
  height: number,
): Promise<Hash> {
  if (start + 2 ** height <= part.from) return subtreeHash(archive, part.book, start, height)
  const leaf = leaves[start - part.from]
  if (height === 0 && leaf !== undefined) return leaf
  const half = 2 ** (height - 1)
  const left = await mixedSubtree(archive, part, leaves, start, height - 1)
  return nodeHash(left, await mixedSubtree(archive, part, leaves, start + half, height - 1))
}
