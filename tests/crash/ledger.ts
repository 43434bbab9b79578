/** What was acknowledged to the outside of the processes that were killed. */
import type { BookId } from '../../src/book/entry.ts'
import type { Acknowledgement, Doing, Intent, Told } from './messages.ts'

export class Ledger {
  /** base64 leaf hashes that this node acknowledged as written, by book and number. */
  readonly written = new Map<BookId, Map<number, string>>()
  /** The size of each book as last acknowledged, or seen after a kill. */
  readonly sizes = new Map<BookId, number>()
  /** What was begun in this process and not acknowledged. */
  readonly inFlight = new Map<number, Intent>()
  readonly refused: unknown[] = []
  acknowledgements = 0
  /** Of what was begun in this node's books and not acknowledged when its process died: whole there, or not at all. */
  readonly unacknowledged = { whole: 0, undone: 0 }

  hear(told: Told): void {
    if (told.kind === 'intent') this.inFlight.set(told.id, told)
    else this.#acknowledge(told)
  }

  #acknowledge({ id, written, grown, refused }: Acknowledgement): void {
    this.acknowledgements += 1
    this.inFlight.delete(id)
    if (refused !== undefined) this.refused.push(refused)
    for (const { book, size } of grown ?? []) this.#reached(book, size)
    if (written === undefined) return
    const { book, seq, leaves } = written
    const known = this.written.get(book) ?? new Map<number, string>()
    this.written.set(book, known)
    for (const [at, leaf] of leaves.entries()) known.set(seq + at, leaf)
    this.#reached(book, seq + leaves.length)
  }

  #reached(book: BookId, size: number): void {
    this.sizes.set(book, Math.max(size, this.sizes.get(book) ?? 0))
  }

  /** Sizes a book this node writes may have after a kill: as acknowledged, or with the whole of what was begun. */
  allowedSizes(book: BookId): number[] {
    const size = this.sizes.get(book) ?? 0
    const begun = [...this.inFlight.values()].flatMap(({ entries }) => entries?.[book] ?? [])
    return [size, ...begun.map((count) => size + count)]
  }

  /** What the process was at when it died. */
  doing(): Doing[] {
    return [...this.inFlight.values()].map(({ doing }) => doing)
  }

  /** After a check: what is there is the start of the next process. */
  begin(sizes: ReadonlyMap<BookId, number>): void {
    for (const { entries } of this.inFlight.values()) {
      for (const book of Object.keys(entries ?? {}))
        this.unacknowledged[sizes.get(book) === this.sizes.get(book) ? 'undone' : 'whole'] += 1
    }
    this.inFlight.clear()
    for (const [book, size] of sizes) this.sizes.set(book, size)
  }
}
