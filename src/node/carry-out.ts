/** Files for a memory stick. */
import { commonHoldings, hasEntries } from '../carriage/export.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { givableBlobs } from './blobs.ts'
import { ownManifest, packOf, partsLacking } from './give-out.ts'
import type { ApachitaNode } from './node.ts'
import { writeWholeFile } from './whole-file.ts'

const maxBlobsBytes = 64 * 2 ** 20

/** What a file holds, for whoever carries it. */
export interface CarriedFile {
  readonly path: string
  /** Receivers it was made for: node ids; empty: anybody. */
  readonly receivers: readonly string[]
  /** Of which it holds entries. */
  readonly books: readonly { readonly book: string; readonly from: number; readonly size: number }[]
}

/**
 * Writes a file of what `receiver` (a peer's address or name, or a node's id) was not heard to have; without one, of what
 * not every node heard has; if none was heard, everything. Writing it never counts as delivery.
 */
export async function carryOut(
  node: ApachitaNode,
  path: string,
  receiver: string | undefined,
  onBook: (done: number, of: number) => void = () => undefined,
): Promise<Result<CarriedFile, Refusal>> {
  const receivers = receiver === undefined ? [...node.local.heard().keys()] : [receiverId(node, receiver)]
  if (receivers.includes(undefined)) return refuse({ type: 'peer-unknown', peer: receiver })
  const ids = receivers.filter((id) => id !== undefined)
  const holdings = commonHoldings(ids.map((id) => node.local.holdings(id) ?? new Map()))
  const to = ids.length === 0 ? ('anybody' as const) : ids
  const parts = await partsLacking(node, holdings, to)
  const wanted = ids.flatMap((id) => node.local.wantedBy(id))
  const blobs = ids.length === 0 ? await allBlobs(node) : (await givableBlobs(node, wanted, to)).values()
  const bytes = packOf(node, await ownManifest(node), parts, {
    receivers: to,
    blobs: [...new Set(blobs)],
    onBook: (done) => onBook(done, parts.length),
  })
  const written = await writeWholeFile(path, bytes)
  if (!written.ok) return written
  const books = parts
    .filter(hasEntries)
    .map(({ record, from }) => ({ book: record.book, from, size: record.size }))
  return accept({ path, receivers: ids, books })
}

/** For whoever comes: as many blobs as a small stick and an old machine bear. */
async function allBlobs(node: ApachitaNode): Promise<string[]> {
  let bytes = 0
  return [...(await node.archive.blobs.sizes())].flatMap(([hash, size]) => {
    bytes += size
    return bytes <= maxBlobsBytes ? [hash] : []
  })
}

/** The node a peer's address, a node's name or its id stands for. */
function receiverId(node: ApachitaNode, receiver: string): string | undefined {
  const peer = node.local.peers().find(({ url }) => url === receiver)
  if (peer !== undefined) return peer.node ?? undefined
  if (node.local.heard().has(receiver)) return receiver
  const named = node.views.db
    .prepare<[string], { node: string }>('SELECT DISTINCT node FROM node_admissions WHERE name = ?')
    .all(receiver)
  return named.length === 1 ? named[0]?.node : undefined
}
