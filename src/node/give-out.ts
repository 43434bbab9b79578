/** Packs for others: what this node says it holds, and what of it a receiver lacks. */
import {
  type Holdings,
  type Part,
  type Source,
  isAnything,
  manifestOf,
  packFrames,
  partsFor,
} from '../carriage/export.ts'
import { admittedNodes } from '../bodies/queries.ts'
import type { BookId } from '../book/entry.ts'
import { sha256 } from '../book/hash.ts'
import { type Frame, type Manifest, writePack } from '../carriage/pack.ts'
import { digestOf, sideDataToGive } from '../carriage/side-data.ts'
import { base32, utf8 } from '../kernel/encoding.ts'
import type { NodeId } from '../book/node-key.ts'
import { blobFrames, wantedBlobs } from './blobs.ts'
import { circlesOf } from './circles.ts'
import type { ApachitaNode } from './node.ts'
import { type Receivers, SealedOut, withSealed } from './sealed-out.ts'

/**
 * What change numbers are counted in: the archive's epoch and a digest of what is followed. A book followed only later
 * changed before a caller's number and would never be given; with another epoch the caller compares manifests instead. So
 * it is with the circles a caller is in: a new grant gives it what came before.
 */
export function epochOf(node: ApachitaNode, receiver?: NodeId): string {
  const followed = node.followed()
  const circles = receiver === undefined ? [] : circlesOf(node.views.db, followed, receiver)
  const text = [...[...followed].toSorted(), ...circles].join('\n')
  return node.archive.epoch + base32(sha256(utf8(text))).slice(0, 13)
}

/** Where this node's counting stands. Read before what is given is gathered: what changes meanwhile comes with the next. */
export interface Counted {
  readonly epoch: string
  readonly change: number
}

export const countedBy = async (node: ApachitaNode, receiver?: NodeId): Promise<Counted> => ({
  epoch: epochOf(node, receiver),
  change: await node.archive.change(),
})

/**
 * What this node gives from, to these receivers. Of cosignatures those of nodes that a followed book admits: who is given
 * them is given that book as well, and with it the key.
 */
export async function sourceOf(node: ApachitaNode, receivers: Receivers): Promise<Source> {
  const { archive } = node
  const out = await SealedOut.for(node, receivers)
  const known = admittedNodes(node.views.db, out.followed)
  const sideDataOf: Source['sideDataOf'] = async (record, since) => {
    const side = sideDataToGive(record, await archive.sideData(record.book, since), (witness) =>
      known.has(witness),
    )
    if (!out.withSubmissions.has(record.book)) return side
    const all = await archive.submissions.of(record.book, since)
    return { ...side, submissions: all.filter(({ content }) => content === undefined) }
  }
  return withSealed({ archive, sideDataOf }, out)
}

/** What this node says it holds and follows; of `unsaid` books that it holds nothing, to be given the whole. */
export async function ownManifest(
  node: ApachitaNode,
  { unsaid = new Set(), receiver }: { unsaid?: ReadonlySet<BookId>; receiver?: NodeId | undefined } = {},
): Promise<Manifest> {
  const counted = { node: node.id, ...(await countedBy(node, receiver)) }
  const records = (await node.followedRecords()).filter(({ book }) => !unsaid.has(book))
  const manifest = await manifestOf(counted, await sourceOf(node, []), records, [...node.followed()])
  const wanted = await wantedBlobs(node)
  return wanted.length === 0 ? manifest : { ...manifest, wanted }
}

/** The same of some books only: those that changed. */
export async function partialManifest(
  node: ApachitaNode,
  parts: readonly Part[],
  counted: Counted,
): Promise<Manifest> {
  const records = parts.map(({ record }) => record)
  return manifestOf({ node: node.id, ...counted }, await sourceOf(node, []), records, [], false)
}

/** Parts of followed books that receivers with these holdings lack and may have. */
export async function partsLacking(
  node: ApachitaNode,
  holdings: Holdings,
  receivers: Receivers,
): Promise<Part[]> {
  return partsFor(await sourceOf(node, receivers), await node.followedRecords(), holdings)
}

/** Parts of followed books that changed since this archive's change number `since`, as far as `receiver` may have them. */
export async function partsSince(node: ApachitaNode, since: number, receivers: Receivers): Promise<Part[]> {
  const then = new Map((await node.archive.changedSince(since)).map(({ book, sizeThen }) => [book, sizeThen]))
  if (then.size === 0) return []
  const source = await sourceOf(node, receivers)
  const parts: Part[] = []
  for (const record of await node.followedRecords()) {
    const from = then.get(record.book)
    if (from === undefined) continue
    const hasSideData = digestOf(await source.sideDataOf(record, since)) !== ''
    const sealed = await source.sealedFor(record, { since })
    const part = { record, from, sideSince: hasSideData ? since : null, sealed }
    if (isAnything(part)) parts.push(part)
  }
  return parts
}

/** What goes with the parts into a pack. */
export interface Giving {
  readonly receivers: Receivers
  /** Hashes of the blobs that go along. */
  readonly blobs?: readonly string[]
  readonly onBook?: (done: number) => void
  /** Goes before the books' parts. */
  readonly first?: AsyncIterable<Frame>
}

export async function* packOf(
  node: ApachitaNode,
  manifest: Manifest,
  parts: readonly Part[],
  { receivers, blobs = [], onBook, first }: Giving,
): AsyncIterable<Uint8Array> {
  const frames = blobFrames(node, blobs, receivers)
  const all = packFrames(await sourceOf(node, receivers), manifest, parts, frames, onBook)
  yield* writePack(first === undefined ? all : withFirst(first, all))
}

/** After the manifest, which every pack begins with. */
async function* withFirst(first: AsyncIterable<Frame>, all: AsyncIterable<Frame>): AsyncIterable<Frame> {
  for await (const frame of all) {
    yield frame
    if (frame.kind === 'manifest') yield* first
  }
}
