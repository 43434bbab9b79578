/** Packs for others: what this node says it holds, and what of it a receiver lacks. */
import {
  type Holdings,
  type Part,
  type Source,
  manifestOf,
  packFrames,
  partsFor,
} from '../carriage/export.ts'
import { admittedNodes } from '../bodies/queries.ts'
import type { BookId } from '../book/entry.ts'
import { sha256 } from '../book/hash.ts'
import { type Manifest, writePack } from '../carriage/pack.ts'
import { digestOf, sideDataToGive } from '../carriage/side-data.ts'
import { base32, utf8 } from '../kernel/encoding.ts'
import type { ApachitaNode } from './node.ts'

/**
 * What change numbers are counted in: the archive's epoch and a digest of what is followed. A book followed only later
 * changed before a caller's number and would never be given; with another epoch the caller compares manifests instead.
 */
export async function epochOf(node: ApachitaNode): Promise<string> {
  const followed = [...(await node.followed())].toSorted().join('\n')
  return node.archive.epoch + base32(sha256(utf8(followed))).slice(0, 13)
}

/** Where this node's counting stands. Read before what is given is gathered: what changes meanwhile comes with the next. */
export interface Counted {
  readonly epoch: string
  readonly change: number
}

export const countedBy = async (node: ApachitaNode): Promise<Counted> => ({
  epoch: await epochOf(node),
  change: await node.archive.change(),
})

/**
 * What this node gives from. Of cosignatures those of nodes that a followed book admits: who is given them is given that
 * book as well, and with it the key.
 */
export async function sourceOf(node: ApachitaNode): Promise<Source> {
  const { archive } = node
  const known = admittedNodes(node.views.db, await node.followed())
  return {
    archive,
    sideDataOf: async (record, since) =>
      sideDataToGive(record, await archive.sideData(record.book, since), (witness) => known.has(witness)),
  }
}

/** What this node says it holds and follows; of `unsaid` books that it holds nothing, to be given the whole. */
export async function ownManifest(
  node: ApachitaNode,
  unsaid: ReadonlySet<BookId> = new Set(),
): Promise<Manifest> {
  const counted = { node: node.id, ...(await countedBy(node)) }
  const records = (await node.followedRecords()).filter(({ book }) => !unsaid.has(book))
  return manifestOf(counted, await sourceOf(node), records, [...(await node.followed())])
}

/** The same of some books only: those that changed. */
export async function partialManifest(
  node: ApachitaNode,
  parts: readonly Part[],
  counted: Counted,
): Promise<Manifest> {
  const records = parts.map(({ record }) => record)
  return manifestOf({ node: node.id, ...counted }, await sourceOf(node), records, [], false)
}

/** Parts of followed books that a receiver with these holdings lacks. */
export async function partsLacking(node: ApachitaNode, holdings: Holdings): Promise<Part[]> {
  return partsFor(await sourceOf(node), await node.followedRecords(), holdings)
}

/** Parts of followed books that changed since this archive's change number `since`. */
export async function partsSince(node: ApachitaNode, since: number): Promise<Part[]> {
  const then = new Map((await node.archive.changedSince(since)).map(({ book, sizeThen }) => [book, sizeThen]))
  if (then.size === 0) return []
  const source = await sourceOf(node)
  const parts: Part[] = []
  for (const record of await node.followedRecords()) {
    const from = then.get(record.book)
    if (from === undefined) continue
    const hasSideData = digestOf(await source.sideDataOf(record, since)) !== ''
    if (from < record.size || hasSideData) parts.push({ record, from, sideSince: hasSideData ? since : null })
  }
  return parts
}

export async function* packOf(
  node: ApachitaNode,
  manifest: Manifest,
  parts: readonly Part[],
  onBook?: (done: number) => void,
): AsyncIterable<Uint8Array> {
  yield* writePack(packFrames(await sourceOf(node), manifest, parts, onBook))
}
