/**
 * Blobs on this node: what entries cite beside themselves. A blob is in the circle of what cites it, comes when it is asked
 * for, and goes when nothing cites it any more.
 */
import { prepared } from '../views/prepared.ts'
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
import { type Readers, type Receivers, SealedOut, coveredFor } from './sealed-out.ts'
import { citedAside } from './set-aside.ts'

/** Of a pack of which so many blobs were refused no more is looked at. */
const maxRefused = 1000

/** What a blob is named by. */
const blobHash = (bytes: Uint8Array): string => base64(sha256(bytes))

/** The circle as it stands in rows of attachments. */
const open = '"open"'

interface CitedRow {
  book: BookId
  hash: string
  type: string
  size: number
  circle: string
}

/** What cites a blob in followed books. */
function citing(node: ApachitaNode, hash: string): CitedRow[] {
  const followed = node.followed()
  return prepared<[string], CitedRow>(
    node.views.db,
    'SELECT book, hash, type, size, circle FROM attachments WHERE hash = ?',
  )
    .all(hash)
    .filter(({ book }) => followed.has(book))
}

interface Citing extends CitedRow {
  seq: number
}

/** Every citation of a blob in a followed book. */
function allCitations(node: ApachitaNode): Citing[] {
  const rows = prepared<[], Citing>(
    node.views.db,
    'SELECT book, seq, hash, type, size, circle FROM attachments ORDER BY book, seq, hash',
  ).all()
  if (rows.length === 0) return []
  const followed = node.followed()
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
  const citations = allCitations(node)
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
  const citations = allCitations(node)
  const held = await node.archive.blobs.held(citations.map(({ hash }) => hash))
  for (const citation of citations) {
    const name = held.has(citation.hash) ? await wantedName(node, citation) : undefined
    if (name === undefined || !asked.has(name)) continue
    if ((await readersOf(node, out, citation.hash)).length > 0) givable.set(name, citation.hash)
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
    const readers = await readersOf(node, out, hash)
    const blob = readers.length === 0 ? undefined : await node.archive.blobs.get(hash)
    if (blob !== undefined) yield { kind: 'blob', ...(await coveredFor(readers, blob.bytes)) }
  }
}

/**
 * Whom a blob may go to. Every book that cites it has a say: who knows its hash and not its bytes must not get them, nor open
 * them to others, by citing it. What is opened in a book that is written here was brought here by its own people.
 */
async function readersOf(node: ApachitaNode, out: SealedOut, hash: string): Promise<Readers> {
  const rows = citing(node, hash)
  const hosted = node.local.hosted()
  if (rows.length === 0) return []
  if (rows.some(({ book, circle }) => circle === open && hosted.has(book))) return 'everybody'
  let readers: Readers = 'everybody'
  for (const book of new Set(rows.map((row) => row.book))) {
    const circles = rows.filter((row) => row.book === book).map(({ circle }) => circle)
    if (circles.includes(open)) continue
    const own: string[] = []
    for (const circle of circles) own.push(...(await out.recipients(book, JSON.parse(circle) as Circle)))
    if (out.isOwn && own.length > 0) return own
    readers = readers === 'everybody' ? own : readers.filter((reader) => own.includes(reader))
  }
  return readers
}

/** Keeps blobs that came and that something here cites; why others were not kept. */
export async function takeBlobs(node: ApachitaNode, frames: readonly Covered[]): Promise<Refusal[]> {
  const refused: Refusal[] = []
  for (const { isEncrypted, bytes } of frames) {
    if (refused.length >= maxRefused) return [...refused, { type: 'too-many-refusals' }]
    const plain = isEncrypted ? await decryptOwn(node.keys, bytes) : accept(bytes)
    const taken =
      plain.ok && plain.value !== undefined ? await takeBlob(node, plain.value, isEncrypted) : plain
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
  const rows = citing(node, hash)
  const cited = wasEncrypted ? rows : rows.filter(({ circle }) => circle === open)
  const [first] = cited
  if (first === undefined) return refuse({ type: 'blob-not-wanted' })
  const type = await blobTypeOf(bytes)
  // One book may say of it what is not so: it must not keep it from another.
  const isAsSaid = cited.some((row) => row.type === type && row.size === bytes.length)
  if (type === undefined || !isAsSaid) return refuse({ type: 'blob-not-what-it-says', says: first.type })
  await node.archive.blobs.put({ hash, type, bytes })
  return accept(undefined)
}

/**
 * Keeps what somebody brings, and has an entry written that cites it. Until that is done nobody else's erasure or failure
 * drops it; where nothing was written it goes. Refused: too large, of no known kind, and what `write` refuses.
 */
export async function bringBlob<T>(
  node: ApachitaNode,
  bytes: Uint8Array,
  write: (attachment: Attachment) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  if (bytes.length > maxBlobBytes) return refuse({ type: 'blob-too-large', most: maxBlobBytes })
  const type = await blobTypeOf(bytes)
  if (type === undefined) return refuse({ type: 'blob-of-unknown-kind' })
  const hash = blobHash(bytes)
  const coming = { hash }
  node.comingBlobs.add(coming)
  let isWritten = false
  try {
    await node.archive.blobs.put({ hash, type, bytes })
    const written = await write({ hash, type, size: bytes.length })
    isWritten = written.ok
    return written
  } finally {
    node.comingBlobs.delete(coming)
    if (!isWritten) await dropUncited(node)
  }
}

/** Forgets blobs that nothing cites: after an erasure, and what was brought and never cited. */
export async function dropUncited(node: ApachitaNode): Promise<void> {
  const held = [...(await node.archive.blobs.sizes()).keys()]
  // Asked after what is held: what came meanwhile is not in it, and is not judged by what was cited before.
  const rows = prepared<[], { hash: string }>(node.views.db, 'SELECT DISTINCT hash FROM attachments').all()
  const kept = new Set([...rows, ...node.comingBlobs].map(({ hash }) => hash))
  const uncited = held.filter((hash) => !kept.has(hash))
  const aside = await citedAside(node, uncited)
  const going = uncited.filter((hash) => !aside.has(hash))
  if (going.length > 0) await node.archive.blobs.drop(going)
}
