/** One round with a peer over the link: pull what it has, push what it lacks. */
import { gzipSync } from 'node:zlib'
import { entriesIn } from '../carriage/import.ts'
import { Link, type SignRequest } from '../carriage/link.ts'
import { signRequest } from '../carriage/request-signature.ts'
import type { BookId } from '../book/entry.ts'
import { admissionsOf } from '../bodies/queries.ts'
import { type Holdings, type Part, contradictedBy, hasEntries } from '../carriage/export.ts'
import { joinRanges } from '../carriage/sealed.ts'
import type { ManifestLine } from '../carriage/pack.ts'
import { givableBlobs, wantedBlobs } from './blobs.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { countedBy, ownManifest, packOf, partialManifest, partsLacking } from './give-out.ts'
import type { PeerRow } from './local-store.ts'
import type { ApachitaNode } from './node.ts'
import { takeIn } from './take-in.ts'

/** What a round did: books that grew here, by how many entries, and books of which entries were given. */
export interface SyncReport {
  readonly url: string
  readonly node: string
  readonly pulled: number
  readonly entries: number
  readonly pushed: number
  readonly refused: readonly { readonly book: string | null; readonly refusal: Refusal }[]
}

/** A push carries at most so many entries (or one book): a bound on what either side keeps in memory. */
const maxEntriesAPush = 20_000

/** Exchanges with one peer. Its failure is noted and returned; nothing held is lost by it. */
export async function syncWith(node: ApachitaNode, peer: PeerRow): Promise<Result<SyncReport, Refusal>> {
  const pulled = await pullFrom(node, peer)
  if (!pulled.ok) {
    node.local.noteFailure(peer.url, pulled.error.type)
    return pulled
  }
  const pushed = await pushTo(node, peer.url, pulled.value.node)
  if (!pushed.ok) {
    node.local.noteFailure(peer.url, pushed.error.type)
    return pushed
  }
  const { node: id, grown, entries, refused } = pulled.value
  return accept({
    url: peer.url,
    node: id,
    pulled: grown,
    entries,
    pushed: pushed.value.given,
    refused: [...refused, ...pushed.value.refused],
  })
}

interface PullReport {
  readonly node: string
  readonly grown: number
  readonly entries: number
  readonly refused: SyncReport['refused']
}

/**
 * Pulls until nothing new makes this node follow more: a federation's book names members, whose books come next; a body's
 * book may say that it admits this node, to which what is sealed comes next. Of a book the peer holds another history of, the whole is asked for: only entries prove a fork.
 */
async function pullFrom(node: ApachitaNode, peer: PeerRow): Promise<Result<PullReport, Refusal>> {
  let token = peer.pullEpoch === null ? undefined : { epoch: peer.pullEpoch, change: peer.pullChange ?? 0 }
  let [grown, entries] = [0, 0]
  let doubted: ReadonlySet<BookId> = new Set()
  for (;;) {
    const lackingBefore = await booksLacking(node)
    const isSigned = isAdmittedAnywhere(node)
    const wanted = await wantedBlobs(node)
    const answer = await linkTo(node, peer.url).pull(token, isSigned, wanted, () =>
      ownManifest(node, { unsaid: doubted }),
    )
    if (!answer.ok) return answer
    const { pack, node: id, token: next } = answer.value
    const taken =
      pack === undefined ? undefined : await takeIn(node, pack, { via: 'link', source: peer.url, node: id })
    const refused = taken?.refused ?? []
    grown += taken?.grown.length ?? 0
    entries += entriesIn(taken?.grown ?? [])
    node.local.notePull(peer.url, id, refused.length === 0 ? next : undefined)
    if (pack === undefined) node.local.noteHeard(id, { at: node.now(), via: 'link' })
    const lackingAfter = await booksLacking(node)
    const isMoreFollowed = [...lackingAfter].some((book) => !lackingBefore.has(book))
    const contradicted =
      taken?.manifest === undefined ? [] : await contradictedBy(node.archive, taken.manifest)
    const isMoreDoubted = contradicted.some((book) => !doubted.has(book))
    const isNewlyAdmitted = !isSigned && isAdmittedAnywhere(node)
    if ((!isMoreFollowed && !isMoreDoubted && !isNewlyAdmitted) || refused.length > 0)
      return accept({ node: id, grown, entries, refused })
    token = undefined
    doubted = new Set(contradicted)
  }
}

/** Whether there may be something sealed for this node: only then does it say who it is. */
const isAdmittedAnywhere = (node: ApachitaNode): boolean => admissionsOf(node.views.db, node.id).length > 0

async function booksLacking(node: ApachitaNode): Promise<Set<string>> {
  const lacking = new Set(node.followed())
  for (const { book } of await node.archive.books()) lacking.delete(book)
  return lacking
}

/** Gives a peer what it was not heard to have, in packs of bounded size. */
async function pushTo(
  node: ApachitaNode,
  url: string,
  id: string,
): Promise<Result<{ given: number; refused: SyncReport['refused'] }, Refusal>> {
  const holdings = node.local.holdings(id)
  if (holdings === undefined) return accept({ given: 0, refused: [] })
  const parts = await partsLacking(node, holdings, [id])
  const wanted = await givableBlobs(node, node.local.wantedBy(id), [id])
  const all = batches(parts)
  if (all.length === 0 && wanted.size > 0) all.push([])
  const refused: SyncReport['refused'][number][] = []
  for (const [at, batch] of all.entries()) {
    const manifest = await partialManifest(node, batch, await countedBy(node))
    const giving = { receivers: [id], blobs: at === 0 ? [...new Set(wanted.values())] : [] }
    const chunks: Uint8Array[] = []
    for await (const chunk of packOf(node, manifest, batch, giving)) chunks.push(chunk)
    const answer = await linkTo(node, url).push(gzipSync(Buffer.concat(chunks), { level: 1 }))
    if (!answer.ok) return answer.error.type === 'not-admitted' ? accept({ given: 0, refused }) : answer
    refused.push(...answer.value.refused)
    notePushed(node, url, given(manifest.books, batch, holdings), id, answer.value)
  }
  node.local.noteGiven(id, [...wanted.keys()])
  return accept({ given: parts.filter(hasEntries).length, refused })
}

/** What a receiver holds once it has taken in the parts: of what is sealed, no more than it was given. */
function given(lines: readonly ManifestLine[], parts: readonly Part[], holdings: Holdings): ManifestLine[] {
  const byBook = new Map(parts.map((part) => [part.record.book, part]))
  return lines.map(([book, size, root, side]) => {
    const { seqs = [] } = byBook.get(book)?.sealed ?? {}
    const held = joinRanges(holdings.get(book)?.held ?? [], ...seqs.map((seq) => [seq, seq + 1]))
    return [book, size, root, side, held]
  })
}

/** One way to each address of each node: it remembers what the peer gave to be signed next. */
const links = new WeakMap<ApachitaNode, Map<string, Link>>()

function linkTo(node: ApachitaNode, url: string): Link {
  const known = links.get(node) ?? new Map<string, Link>()
  links.set(node, known)
  const link = known.get(url) ?? new Link(url, signerFor(node))
  known.set(url, link)
  return link
}

const signerFor =
  (node: ApachitaNode): SignRequest =>
  (request, body, to) =>
    signRequest(request, body, to, node.id, node.keys.getOrMake('node/request'))

function batches(parts: readonly Part[]): Part[][] {
  const all: Part[][] = []
  let entries = Number.POSITIVE_INFINITY
  for (const part of parts) {
    const count = part.record.size - part.from
    if (entries + count > maxEntriesAPush) {
      all.push([])
      entries = 0
    }
    all.at(-1)?.push(part)
    entries += count
  }
  return all
}

/** What was accepted is known to be there; and a pull need not bring it back. */
function notePushed(
  node: ApachitaNode,
  url: string,
  given: readonly ManifestLine[],
  id: string,
  pushed: { epoch: string; changeBefore: number; changeAfter: number; refused: SyncReport['refused'] },
): void {
  const bad = new Set(pushed.refused.map(({ book }) => book))
  node.local.noteHolding(
    id,
    given.filter(([book]) => !bad.has(book)),
  )
  const peer = node.local.peers().find((row) => row.url === url)
  if (peer?.pullEpoch === pushed.epoch && peer.pullChange === pushed.changeBefore) {
    node.local.notePull(url, id, { epoch: pushed.epoch, change: pushed.changeAfter })
  }
}

/** Exchanges with every peer, or the one named; each peer's own result. */
export async function syncAll(
  node: ApachitaNode,
  url?: string,
  onPeer: (done: number, of: number) => void = () => undefined,
): Promise<Result<{ readonly url: string; readonly result: Result<SyncReport, Refusal> }[], Refusal>> {
  const peers = node.local.peers().filter((peer) => url === undefined || peer.url === url)
  if (url !== undefined && peers.length === 0) return refuse({ type: 'peer-unknown', peer: url })
  const results = []
  for (const [at, peer] of peers.entries()) {
    results.push({ url: peer.url, result: await syncWith(node, peer) })
    onPeer(at + 1, peers.length)
  }
  return accept(results)
}
