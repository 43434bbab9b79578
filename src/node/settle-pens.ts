/** What stored handovers mean for this machine: a pen that has gone is destroyed, one that has come is written with. */
import type { BookId } from '../book/entry.ts'
import type { PublicKey } from '../book/ed25519.ts'
import { type PenTerm, penAt } from '../book/handover.ts'
import type { ApachitaNode } from './node.ts'
import { holdersOf } from './own-head.ts'
import { penName } from './pen-store.ts'

/** Looks at the books whose pens are on their way. The book whose pen has gone is still followed. */
export async function settlePens(node: ApachitaNode, books: readonly BookId[]): Promise<void> {
  const offers = node.pens.offers()
  for (const book of books) {
    const isHosted = node.local.isHosted(book)
    const isPassing = node.pens.passingOf(book) !== undefined
    if (!isHosted && !isPassing && !offers.some((offer) => offer.book === book)) continue
    // Of a book that cannot be read none is told.
    const { pens: terms } = await node.views.catchUp(book)
    const inForce = penAt(terms, Number.MAX_SAFE_INTEGER)
    if (inForce === undefined) continue
    if ((isHosted || isPassing) && hasGone(node, book, terms, inForce)) {
      node.local.follow(book)
      node.local.dropHosted(book)
      for (const { pen } of terms) if (pen !== inForce) node.keys.destroy(penName(pen))
      node.pens.endPassing(book)
    }
    const come = offers.find(({ pen }) => pen === inForce)
    if (come === undefined) continue
    node.local.addHosted(book)
    if (come.isRestored === 1) node.local.awaitHead(book, await holdersOf(node, book))
    node.pens.dropOffersOf(book)
  }
}

/** Whether the pen was passed on from here: that one of its keys is lost is another matter, and is told as what it is. */
function hasGone(node: ApachitaNode, book: BookId, terms: readonly PenTerm[], inForce: PublicKey): boolean {
  const isHere = (pen: PublicKey): boolean => node.keys.get(penName(pen)) !== undefined
  if (isHere(inForce)) return false
  return node.pens.passingOf(book)?.pen === inForce || terms.some(({ pen }) => isHere(pen))
}
