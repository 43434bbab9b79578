/** Forks on this node: who a book's witnesses are, and what has to be done before what it holds of a book gives way. */
import { StoredDamage } from '../archive/contract.ts'
import { rootAt } from '../archive/subtrees.ts'
import { type BodiesState, witnessesOf } from '../bodies/state.ts'
import type { BookId } from '../book/entry.ts'
import type { Witnesses } from '../book/vouching.ts'
import type { Weighing } from '../carriage/import.ts'
import { type WitnessesAt, weigh } from '../carriage/weigh.ts'
import { base64 } from '../kernel/encoding.ts'
import type { StatesAt } from '../views/continuing.ts'
import type { ApachitaNode } from './node.ts'
import { holdersOf } from './own-head.ts'

/** A cache only, by book and root: what a prefix says of its witnesses never changes. */
const known = new WeakMap<ApachitaNode, Map<string, Witnesses>>()
const maxKnown = 1000

/** Who the witnesses are at several numbers of a book, asked in rising order, costs one fold of its entries. */
function witnessesAtOf(node: ApachitaNode): WitnessesAt {
  let last: (StatesAt & { readonly book: BookId; readonly root: string }) | undefined
  const cache = known.get(node) ?? new Map<string, Witnesses>()
  known.set(node, cache)
  const witnessesAt: WitnessesAt = async (book, size) => {
    const root = base64(await rootAt(node.archive, book, size))
    const cached = cache.get(`${book} ${root}`)
    if (cached !== undefined) return cached
    const isOn = last?.book === book && last.at <= size
    const isSame =
      isOn && last !== undefined && base64(await rootAt(node.archive, book, last.at)) === last.root
    const reached = await node.views.continuing.statesAt(book, size, isSame ? last : undefined)
    if (reached === undefined) return undefined
    last = { ...reached, book, root }
    const witnesses = witnessesOf(reached.states['bodies'] as BodiesState)
    if (cache.size >= maxKnown) cache.clear()
    cache.set(`${book} ${root}`, witnesses)
    return witnesses
  }
  // Of a book that cannot be read nobody is known.
  return (book, size) => witnessesAt(book, size).catch(ifDamaged)
}

function ifDamaged(error: unknown): undefined {
  if (!(error instanceof StoredDamage)) throw error
}

/**
 * A book written here whose history gives way had two writers: it is written in again once its head was heard, or the
 * operator declared it (own-head.ts). That is noted first: a crash then leaves a wait too many, never one too few.
 */
export const weighingOf = (node: ApachitaNode): Weighing => ({
  witnessesAt: witnessesAtOf(node),
  alone: (book, task) => node.inTurn(book, task),
  beforeSetAside: async (book) => {
    if (node.local.isHosted(book)) node.local.awaitHead(book, await holdersOf(node, book))
  },
})

/** Weighs the forks of these books anew; how many changes of the archive that made, and of which another part stands now. */
export async function weighForks(
  node: ApachitaNode,
  books: readonly BookId[],
): Promise<{ readonly changes: number; readonly moved: readonly BookId[] }> {
  const { witnessesAt } = weighingOf(node)
  const moved: BookId[] = []
  let changes = 0
  for (const book of new Set(books)) {
    const before = await node.archive.book(book)
    const weighed = await node.inTurn(book, () => weigh(node.archive, book, witnessesAt)).catch(ifDamaged)
    changes += weighed?.changes ?? 0
    if ((await node.archive.book(book))?.forkedAt !== before?.forkedAt) moved.push(book)
  }
  return { changes, moved }
}
