/** Verifying a stored book as a stranger would: every hash, every handover, and the pen's signature on its head. */
import { isSignedByPen, parseCheckpoint } from '../book/checkpoint.ts'
import type { BookId } from '../book/entry.ts'
import { checkHandover, penAt } from '../book/handover.ts'
import { leafHash } from '../book/hash.ts'
import { equalBytes } from '../kernel/encoding.ts'
import type { Refusal } from '../kernel/result.ts'
import { type Archive, StoredDamage, entryAt } from './contract.ts'
import { penTermsOf } from './pens.ts'
import { rootAt } from './subtrees.ts'

/** What is wrong with a stored book, or undefined: by hashes (whole) and by signatures. */
export async function verifyBook(archive: Archive, book: BookId): Promise<Refusal | undefined> {
  return (await archive.check(book)) ?? (await verifySignatures(archive, book))
}

/** What is wrong with a stored book's signatures, or undefined: the head's checkpoint and every handover. Cheap. */
export async function verifySignatures(archive: Archive, book: BookId): Promise<Refusal | undefined> {
  try {
    return await signaturesRefusal(archive, book)
  } catch (error) {
    if (error instanceof StoredDamage) return { type: 'entries-damaged', seq: 0 }
    throw error
  }
}

/**
 * What is wrong with a stored book as far as a page of it shows: its signatures, its root by its tiles, and the entries
 * `[from, to)` by their leaves. Costs what is shown, not what is held; verifyBook reads everything.
 */
export async function verifyShown(
  archive: Archive,
  book: BookId,
  from: number,
  to: number,
): Promise<Refusal | undefined> {
  const refusal = await verifySignatures(archive, book)
  const record = await archive.book(book)
  if (refusal !== undefined || record === undefined) return refusal
  if (!equalBytes(await rootAt(archive, book, record.size), record.root))
    return { type: 'tiles-damaged', seq: from }
  let seq = from
  for await (const batch of archive.entries(book, from, to)) {
    // A batch does not go beyond a tile: its leaves are read at once.
    const first = seq % 256
    const leaves = await archive.tile(book, 0, Math.floor(seq / 256), first + batch.length)
    for (const [at, entry] of batch.entries()) {
      const leaf = leaves?.subarray((first + at) * 32, (first + at + 1) * 32)
      if (leaf === undefined || !equalBytes(leaf, leafHash(entry)))
        return { type: 'entries-damaged', seq: seq + at }
    }
    seq += batch.length
  }
  return undefined
}

async function signaturesRefusal(archive: Archive, book: BookId): Promise<Refusal | undefined> {
  const record = await archive.book(book)
  if (record === undefined) return { type: 'book-unknown' }
  const terms = await penTermsOf(archive, book)
  for (const { size, checkpoint: note } of await archive.handovers(book)) {
    const checkpoint = parseCheckpoint(note)
    const last = await entryAt(archive, book, size - 1)
    const before = terms.filter(({ from }) => from < size)
    const isSound =
      checkpoint.ok &&
      last !== undefined &&
      isSignedByPen(checkpoint.value, penAt(before, size) ?? '') &&
      checkHandover(checkpoint.value, last, before).type === 'handover'
    if (!isSound) return { type: 'handover-invalid', size }
  }
  const head = parseCheckpoint(record.checkpoint)
  if (!head.ok) return head.error
  const isHead = head.value.size === record.size && equalBytes(head.value.root, record.root)
  if (!isHead) return { type: 'root-mismatch', size: record.size }
  const pen = penAt(terms, record.size)
  return pen !== undefined && isSignedByPen(head.value, pen)
    ? undefined
    : { type: 'wrong-pen', size: record.size }
}
