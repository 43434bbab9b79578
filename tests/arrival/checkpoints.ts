/** Every checkpoint that nodes sign while a test lets them write. */
import type { Archive } from '../../src/archive/contract.ts'
import { rootAt } from '../../src/archive/subtrees.ts'
import type { BookId } from '../../src/book/entry.ts'
import { equalBytes } from '../../src/kernel/encoding.ts'
import type { SignedBooks } from '../../src/testing/packs.ts'
import { type Signed, checkpointOf } from '../../src/testing/world.ts'

/** Books that were written, with every size at which their pens signed. */
export interface WrittenBooks extends SignedBooks {
  /** By id, in the order of the archive. */
  readonly books: readonly BookId[]
}

/** Remembers every head that archives are extended to. */
export class Checkpoints {
  readonly #signed = new Map<BookId, Map<string, Signed>>()

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

  /** The same head may be signed for by several witnesses; two heads of a size are two histories. */
  #add(book: BookId, signed: Signed): void {
    const { size, root } = checkpointOf(signed.note)
    const heads = this.#signed.get(book) ?? new Map<string, Signed>()
    this.#signed.set(book, heads.set(`${size} ${root.join(' ')}`, signed))
  }

  /** Of every book that an archive holds, in order, the heads of the history that it holds. */
  async heldIn(archive: Archive): Promise<SignedBooks['signedOf']> {
    const held = new Map<BookId, Signed[]>()
    for (const { book, size } of await archive.books()) {
      const heads = [...(this.#signed.get(book)?.values() ?? [])].filter((head) => head.size <= size)
      const own: Signed[] = []
      for (const head of heads)
        if (equalBytes(checkpointOf(head.note).root, await rootAt(archive, book, head.size))) own.push(head)
      held.set(
        book,
        own.toSorted((a, b) => a.size - b.size),
      )
    }
    return ({ book }) => held.get(book) ?? []
  }
}
