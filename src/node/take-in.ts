/** The only way in: a pack, verified against the books' own signatures, stored, folded, and noted as arrived. */
import type { BookId } from '../book/entry.ts'
import { type ImportReport, importPack } from '../carriage/import.ts'
import type { Refusal } from '../kernel/result.ts'
import type { LocalStore, Via } from './local-store.ts'
import type { ApachitaNode } from './node.ts'

/** What books that nobody here follows may take in all: 64 MiB. */
const waitingQuotaBytes = 64 * 2 ** 20

export interface TakenIn extends ImportReport {
  /** Books held that nobody here follows: kept under a quota, not shown and not relayed. */
  readonly waiting: readonly BookId[]
  /** This archive's change number before and after. */
  readonly changeBefore: number
  readonly changeAfter: number
}

/** Takes in a pack that came by `via`; `from` names the sender for the list of refusals. */
export async function takeIn(
  node: ApachitaNode,
  chunks: AsyncIterable<Uint8Array>,
  via: Exclude<Via, 'written'>,
  from: string,
  onBook: (done: number) => void = () => undefined,
): Promise<TakenIn> {
  const changeBefore = await node.archive.change()
  const admit = admission(node.local, await node.followed(), await node.waiting())
  let done = 0
  const report = await importPack(node.archive, chunks, admit, () => onBook(++done))
  const arrival = { at: node.now(), via }
  node.local.noteArrivals(report.grown, arrival)
  if (report.manifest !== undefined) node.local.noteManifest(report.manifest, arrival)
  for (const { book, refusal } of report.refused) node.local.noteRefusal(arrival.at, from, book, refusal)
  await node.fold(report.grown.map(({ book }) => book))
  const waiting = [...(await node.waiting()).keys()]
  return { ...report, waiting, changeBefore, changeAfter: await node.archive.change() }
}

/** Followed books always; others while there is room. */
function admission(
  local: LocalStore,
  followed: ReadonlySet<BookId>,
  waiting: ReadonlyMap<BookId, number>,
): (book: BookId, bytes: number) => Refusal | undefined {
  let used = [...waiting.values()].reduce((sum, bytes) => sum + bytes, 0)
  return (book, bytes) => {
    if (followed.has(book)) return undefined
    if (used + bytes > waitingQuotaBytes) return { type: 'quota-exceeded', quotaBytes: waitingQuotaBytes }
    used += bytes
    local.addUnfollowed(book, bytes)
    return undefined
  }
}
