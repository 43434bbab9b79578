/** Packs for others: over the link, and in files for a memory stick. */
import { createWriteStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import {
  type Holdings,
  type Part,
  commonHoldings,
  manifestOf,
  packFrames,
  partsFor,
} from '../carriage/export.ts'
import { sha256 } from '../book/hash.ts'
import { type Manifest, writePack } from '../carriage/pack.ts'
import { base32, utf8 } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
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

/** What this node says it holds and follows. */
export async function ownManifest(node: ApachitaNode): Promise<Manifest> {
  const counted = await countedBy(node)
  return manifestOf(node.id, counted, await node.followedRecords(), [...(await node.followed())])
}

/** The same of some books only: those that changed. */
export function partialManifest(node: ApachitaNode, parts: readonly Part[], counted: Counted): Manifest {
  const records = parts.map(({ record }) => record)
  return manifestOf(node.id, counted, records, [], false)
}

/** Parts of followed books that a receiver with these holdings lacks. */
export async function partsLacking(node: ApachitaNode, holdings: Holdings): Promise<Part[]> {
  return partsFor(node.archive, await node.followedRecords(), holdings)
}

/** Parts of followed books that grew since this archive's change number `since`. */
export async function partsSince(node: ApachitaNode, since: number): Promise<Part[]> {
  const then = new Map((await node.archive.grownSince(since)).map(({ book, sizeThen }) => [book, sizeThen]))
  const records = await node.followedRecords()
  return records.flatMap((record) => {
    const from = then.get(record.book)
    return from === undefined ? [] : [{ record, from }]
  })
}

export const packOf = (
  node: ApachitaNode,
  manifest: Manifest,
  parts: readonly Part[],
  onBook?: (done: number) => void,
): AsyncIterable<Uint8Array> => writePack(packFrames(node.archive, manifest, parts, onBook))

/** What a file holds, for whoever carries it. */
export interface CarriedFile {
  readonly path: string
  /** Receivers it was made for: node ids; empty: anybody. */
  readonly receivers: readonly string[]
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
  const parts = await partsLacking(node, holdings)
  const partial = `${path}.part`
  const bytes = packOf(node, await ownManifest(node), parts, (done) => onBook(done, parts.length))
  try {
    await pipeline(Readable.from(bytes), createGzip(), createWriteStream(partial))
    await flushToDisk(partial)
    await rename(partial, path)
  } catch (error) {
    const { syscall } = error as { syscall?: string }
    if (syscall === undefined) throw error
    return refuse({ type: 'file-unwritable', path })
  }
  const books = parts.map(({ record, from }) => ({ book: record.book, from, size: record.size }))
  return accept({ path, receivers: ids, books })
}

async function flushToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
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
