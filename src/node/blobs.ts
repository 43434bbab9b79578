/**
 * Blobs on this node: what entries cite beside themselves. A blob is in the circle of what cites it, comes when it is asked
 * for, and goes when nothing cites it any more.
 */
import { sha256 } from '../book/hash.ts'
import type { BookId } from '../book/entry.ts'
import type { Circle } from '../book/seal.ts'
import type { Covered, Frame } from '../carriage/pack.ts'
import { maxWanted } from '../carriage/pack.ts'
import { base64, concatAll, utf8 } from '../kernel/encoding.ts'
import { type Attachment, maxBlobBytes } from '../kernel/schemas.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { blobTypeOf } from './blob-type.ts'
import { decryptOwn } from './age.ts'
import type { ApachitaNode } from './node.ts'
import { type Receivers, SealedOut } from './sealed-out.ts'

/** What a blob is named by. */
const blobHash = (bytes: Uint8Array): string => base64(sha256(bytes))

interface CitedRow {
  book: BookId
  hash: string
  type: string
  size: number
  circle: string
}

/** What cites a blob in followed books. */
async function citing(node: ApachitaNode, hash: string): Promise<CitedRow[]> {
  const followed = await node.followed()
  return node.views.db
    .prepare<[string], CitedRow>('SELECT book, hash, type, size, circle FROM attachments WHERE hash = ?')
    .all(hash)
    .filter(({ book }) => followed.has(book))
}

interface Citing extends CitedRow {
  seq: number
}

/** Every citation of a blob in a followed book. */
async function allCitations(node: ApachitaNode): Promise<Citing[]> {
  const rows = node.views.db
    .prepare<[], Citing>(
      'SELECT book, seq, hash, type, size, circle FROM attachments ORDER BY book, seq, hash',
    )
    .all()
  if (rows.length === 0) return []
  const followed = await node.followed()
  return rows.filter(({ book }) => followed.has(book))
}

/**
 * By what a blob is asked for (rule S5): one that is cited in the open by its hash, one that is cited within a seal by a
 * hash over the seal's salt, too. Asking is read by whoever carries it: the plain hash would tell everybody who has a file
 * that the sealed entry cites it. Undefined where the content is not here.
 */
async function wantedName(
  node: ApachitaNode,
  { book, seq, hash, circle }: Citing,
): Promise<string | undefined> {
  if (circle === '"open"') return hash
  const [content] = await node.archive.contents.read(book, seq, seq + 1)
  return content === undefined
    ? undefined
    : base64(sha256(concatAll([utf8('apachita/wanted/v1\n'), content.salt, utf8(hash)])))
}

/** Names of the blobs that followed books cite and that are not here. */
export async function wantedBlobs(node: ApachitaNode): Promise<string[]> {
  const citations = await allCitations(node)
  const held = await node.archive.blobs.held(citations.map(({ hash }) => hash))
  const names = new Set<string>()
  for (const citation of citations) {
    const name = held.has(citation.hash) ? undefined : await wantedName(node, citation)
    if (name !== undefined) names.add(name)
  }
  return [...names].toSorted().slice(0, maxWanted)
}

/** The hashes of those of the blobs asked for, by their names, that are here and that the receivers may have. */
export async function givableBlobs(
  node: ApachitaNode,
  wanted: readonly string[],
  receivers: Receivers,
): Promise<Map<string, string>> {
  const givable = new Map<string, string>()
  if (wanted.length === 0) return givable
  const asked = new Set(wanted)
  const out = await SealedOut.for(node, receivers)
  const citations = await allCitations(node)
  const held = await node.archive.blobs.held(citations.map(({ hash }) => hash))
  for (const citation of citations) {
    const { book, hash, circle } = citation
    if (!held.has(hash)) continue
    if (circle !== '"open"' && (await out.recipients(book, JSON.parse(circle) as Circle)).length === 0)
      continue
    const name = await wantedName(node, citation)
    if (name !== undefined && asked.has(name)) givable.set(name, hash)
  }
  return givable
}

/** Blobs by their hashes, as the receivers may have them. */
export async function* blobFrames(
  node: ApachitaNode,
  hashes: readonly string[],
  receivers: Receivers,
): AsyncIterable<Frame> {
  if (hashes.length === 0) return
  const out = await SealedOut.for(node, receivers)
  for (const hash of await node.archive.blobs.held(hashes)) {
    const circle = await circleFor(node, out, hash)
    const blob = circle === undefined ? undefined : await node.archive.blobs.get(hash)
    if (circle !== undefined && blob !== undefined)
      yield { kind: 'blob', ...(await out.covered(circle.book, circle.circle, blob.bytes)) }
  }
}

/** The circle in which a blob may go: `open` where an open entry cites it, else one that receivers are in. */
async function circleFor(
  node: ApachitaNode,
  out: SealedOut,
  hash: string,
): Promise<{ readonly book: BookId; readonly circle: Circle } | undefined> {
  const rows = (await citing(node, hash)).map(({ book, circle }) => ({
    book,
    circle: JSON.parse(circle) as Circle,
  }))
  for (const row of rows) if (row.circle === 'open') return row
  for (const row of rows) if ((await out.recipients(row.book, row.circle)).length > 0) return row
  return undefined
}

/** Keeps blobs that came and that something here cites; why others were not kept. */
export async function takeBlobs(node: ApachitaNode, frames: readonly Covered[]): Promise<Refusal[]> {
  const refused: Refusal[] = []
  for (const { isEncrypted, bytes } of frames) {
    const plain = isEncrypted ? await decryptOwn(node.keys, bytes) : bytes
    if (plain === undefined) continue
    const taken = await takeBlob(node, plain, isEncrypted)
    if (!taken.ok) refused.push(taken.error)
  }
  return refused
}

async function takeBlob(
  node: ApachitaNode,
  bytes: Uint8Array,
  wasEncrypted: boolean,
): Promise<Result<void, Refusal>> {
  const hash = blobHash(bytes)
  const rows = await citing(node, hash)
  const [cited] = wasEncrypted ? rows : rows.filter(({ circle }) => circle === '"open"')
  if (cited === undefined) return refuse({ type: 'blob-not-wanted' })
  const type = await blobTypeOf(bytes)
  if (type !== cited.type) return refuse({ type: 'blob-not-what-it-says', says: cited.type })
  await node.archive.blobs.put({ hash, type, bytes })
  return accept(undefined)
}

/** Keeps what somebody brings to be cited by an entry that is about to be written. Refused: too large, of no known kind. */
export async function bringBlob(node: ApachitaNode, bytes: Uint8Array): Promise<Result<Attachment, Refusal>> {
  if (bytes.length > maxBlobBytes) return refuse({ type: 'blob-too-large', most: maxBlobBytes })
  const type = await blobTypeOf(bytes)
  if (type === undefined) return refuse({ type: 'blob-of-unknown-kind' })
  const hash = blobHash(bytes)
  await node.archive.blobs.put({ hash, type, bytes })
  return accept({ hash, type, size: bytes.length })
}

/** Forgets blobs that nothing cites: after an erasure, and what was brought and never cited. */
export async function dropUncited(node: ApachitaNode): Promise<void> {
  const cited = new Set(
    node.views.db
      .prepare<[], { hash: string }>('SELECT DISTINCT hash FROM attachments')
      .all()
      .map(({ hash }) => hash),
  )
  const uncited = [...(await node.archive.blobs.sizes()).keys()].filter((hash) => !cited.has(hash))
  if (uncited.length > 0) await node.archive.blobs.drop(uncited)
}
