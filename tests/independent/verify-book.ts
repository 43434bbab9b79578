/** A served book verified as a stranger would, from nothing but its id: docs/formats.md section 10. */
import { fromUtf8, utf8 } from './base.ts'
import { verifyBook, type VerifiedBook } from './book.ts'
import { parseJson } from './canonical-json.ts'
import { penOf, readBookCheckpoint } from './checkpoint.ts'
import { leafHash } from './merkle.ts'
import { vkeyOf } from './note.ts'
import { checkTiles, getEntries, getResource, type Get } from './tiles.ts'
import { demand, refuse, verdictLater, type Verdict } from './verdict.ts'

/** A verified book with what was looked at. */
export type ServedBook = VerifiedBook & { checkpoint: Uint8Array; entries: Uint8Array[]; tileCount: number }

/**
 * Fetches the checkpoint, the handovers, every entry bundle and every tile of a book under a prefix
 * (`/books/<id>`), recomputes all of it from the entries, and compares `<prefix>/pen` with the pen in force.
 */
export async function verifyServedBook(
  get: Get,
  prefix: string,
  bookId: string,
): Promise<Verdict<ServedBook>> {
  return verdictLater(async () => {
    const checkpoint = await getResource(get, `${prefix}/checkpoint`)
    const { size } = readBookCheckpoint(checkpoint, bookId)
    const entries = await getEntries(get, prefix, size)
    const handovers = readHandovers(await getResource(get, `${prefix}/handovers`), bookId)
    const book = verifyBook({ entries, handovers, checkpoint })
    if (!book.ok) return refuse(book.reason)
    demand(book.value.bookId === bookId, 'B1: another book')
    const tileCount = await checkTiles(get, prefix, entries.map(leafHash))
    const pen = book.value.pens.at(-1) ?? refuse('H2: no pen')
    const servedPen = fromUtf8(await getResource(get, `${prefix}/pen`))
    demand(servedPen === `${vkeyOf(penOf(bookId, pen.key))}\n`, `${prefix}/pen: another key`)
    return { ...book.value, checkpoint, entries, tileCount }
  })
}

/** Section 10: the handovers served, in rising size, each of the size it says. */
function readHandovers(body: Uint8Array, bookId: string): Uint8Array[] {
  const parsed = parseJson(body)
  if (!parsed.ok || !Array.isArray(parsed.value)) return refuse('handovers: no JSON list')
  let before = 0
  return parsed.value.map((item) => {
    const [size, text] = item instanceof Map ? [item.get('size'), item.get('checkpoint')] : []
    if (typeof size !== 'number' || typeof text !== 'string') return refuse('handovers: an item')
    demand(size > before, 'handovers: not in rising size')
    before = size
    const note = utf8(text)
    demand(readBookCheckpoint(note, bookId).size === size, 'handovers: another size')
    return note
  })
}
