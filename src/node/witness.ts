/**
 * This node as a witness of the books it follows and does not write: it countersigns the heads it holds (rule N3). Of its
 * own books the pen's signature says as much.
 *
 * Invariants
 * 1. It says of a book only what it holds: the head that its archive took in as verified, never one before it, and
 *    nothing any more of a book that stops at a fork, or of which it spoke for a history that was set aside.
 * 2. It keeps quiet where nobody could check its word: until a followed book has admitted it.
 */
import type { Archive, BookRecord, BookSideData } from '../archive/contract.ts'
import { admittedNodes } from '../bodies/queries.ts'
import type { BookId } from '../book/entry.ts'
import { unsignedCheckpoint } from '../book/checkpoint.ts'
import { cosign } from '../book/cosignature.ts'
import type { Signer } from '../book/ed25519.ts'
import type { NodeId } from '../book/node-key.ts'
import { signatureLineToText } from '../book/note.ts'
import { type Counted, countedBy } from './give-out.ts'
import type { ApachitaNode } from './node.ts'

/** Where each node's archive stood when its heads were last countersigned: only what changed since is looked at. */
const lastSeen = new WeakMap<ApachitaNode, Counted>()

/** Countersigns the heads of books followed and not written here, of which this node has said less than it holds. */
export async function cosignHeld(node: ApachitaNode): Promise<void> {
  const [counted, seen] = [await countedBy(node), lastSeen.get(node)]
  if (seen?.epoch === counted.epoch && seen.change === counted.change) return
  const signer = node.keys.get('node/cosign')
  const isAdmitted = admittedNodes(node.views.db, node.followed()).has(node.id)
  if (signer === undefined || !isAdmitted) return
  const since = seen?.epoch === counted.epoch ? seen.change : 0
  const word = { witness: node.id, signer, timeSeconds: toSeconds(node.now()) }
  await node.archive.addSideData(await wordsOn(node.archive, await changedRecords(node, since), word))
  lastSeen.set(node, counted)
}

/** POSIX time of an RFC 3339 date-time. */
const toSeconds = (at: string): bigint => BigInt(Math.floor(Date.parse(at) / 1000))

async function changedRecords(node: ApachitaNode, since: number): Promise<BookRecord[]> {
  const changed = new Set((await node.archive.changedSince(since)).map(({ book }) => book))
  for (const book of node.local.hosted()) changed.delete(book)
  return (await node.followedRecords()).filter(({ book }) => changed.has(book))
}

interface Word {
  readonly witness: NodeId
  readonly signer: Signer
  readonly timeSeconds: bigint
}

async function wordsOn(
  archive: Archive,
  records: readonly BookRecord[],
  { witness, signer, timeSeconds }: Word,
): Promise<BookSideData[]> {
  const words: BookSideData[] = []
  for (const record of records) {
    const { book, size, forkedAt } = record
    const { cosignatures } = await archive.sideData(book)
    const said = cosignatures.find((one) => one.witness === witness)?.size ?? 0
    if (forkedAt !== undefined || said >= size || (await spokeForAnother(archive, book, witness))) continue
    const line = signatureLineToText(cosign(unsignedCheckpoint(record), witness, signer, timeSeconds))
    words.push({ book, cosignatures: [{ witness, size, line }], forks: [] })
  }
  return words
}

async function spokeForAnother(archive: Archive, book: BookId, witness: NodeId): Promise<boolean> {
  const aside = await archive.setAsides(book)
  return aside.some(({ cosignatures }) => cosignatures.some((one) => one.witness === witness))
}
