/** A served book verified as a stranger would, from nothing but its id: docs/formats.md section 10. */
import { fromUtf8 } from './base.ts'
import { verifyBook, type VerifiedBook } from './book.ts'
import { penOf, readBookCheckpoint } from './checkpoint.ts'
import { leafHash } from './merkle.ts'
import { vkeyOf } from './note.ts'
import { checkTiles, getEntries, getResource, type Get } from './tiles.ts'
import { demand, refuse, verdictLater, type Verdict } from './verdict.ts'

/** A verified book with what was looked at. */
export type ServedBook = VerifiedBook & { entries: Uint8Array[]; tileCount: number }

/**
 * Fetches the checkpoint, every entry bundle and every tile of a book under a prefix (`/books/<id>`),
 * recomputes all of it from the entries, and compares `<prefix>/pen` with the pen in force.
 *
 * Handovers are no resource of section 10, so they are given: a book whose pen was passed needs them (H2).
 */
export async function verifyServedBook(
  get: Get,
  prefix: string,
  bookId: string,
  handovers: readonly Uint8Array[] = [],
): Promise<Verdict<ServedBook>> {
  return verdictLater(async () => {
    const checkpoint = await getResource(get, `${prefix}/checkpoint`)
    const { size } = readBookCheckpoint(checkpoint, bookId)
    const entries = await getEntries(get, prefix, size)
    const book = verifyBook({ entries, handovers, checkpoint })
    if (!book.ok) return refuse(book.reason)
    demand(book.value.bookId === bookId, 'B1: another book')
    const tileCount = await checkTiles(get, prefix, entries.map(leafHash))
    const pen = book.value.pens.at(-1) ?? refuse('H2: no pen')
    const servedPen = fromUtf8(await getResource(get, `${prefix}/pen`))
    demand(servedPen === `${vkeyOf(penOf(bookId, pen.key))}\n`, `${prefix}/pen: another key`)
    return { ...book.value, entries, tileCount }
  })
}
