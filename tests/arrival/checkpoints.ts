/** Every checkpoint that nodes sign while a test lets them write. */
import type { Archive } from '../../src/archive/contract.ts'
import type { BookId } from '../../src/book/entry.ts'
import type { SignedBooks } from '../../src/testing/packs.ts'
import type { Signed } from '../../src/testing/world.ts'

/** Books that were written, with every size at which their pens signed. */
export interface WrittenBooks extends SignedBooks {
  /** By id, in the order of the archive. */
  readonly books: readonly BookId[]
}

/** Remembers every head that an archive is extended to. */
export class Checkpoints {
  readonly #signed = new Map<BookId, Map<number, Signed>>()

  watch(archive: Archive): void {
    const extend = archive.extend.bind(archive)
    archive.extend = async (book, from, steps) => {
      const extended = await extend(book, from, steps)
      if (extended.ok) {
        const { size, checkpoint } = extended.value
        const isHandover = (await archive.handovers(book)).some((handover) => handover.size === size)
        this.#add(book, { size, note: checkpoint, isHandover })
      }
      return extended
    }
  }

  #add(book: BookId, signed: Signed): void {
    this.#signed.set(book, (this.#signed.get(book) ?? new Map<number, Signed>()).set(signed.size, signed))
  }

  of(book: BookId): Signed[] {
    return [...(this.#signed.get(book) ?? new Map<number, Signed>()).values()].toSorted(
      (a, b) => a.size - b.size,
    )
  }
}
