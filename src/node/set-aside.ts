/**
 * What this node set aside of books, as far as others' wishes reach it: what a book erased is erased there too, what it
 * cites is kept, and a backup holds it.
 */
import type { Archive, SetAside } from '../archive/contract.ts'
import { entriesToBundle, tileWidth } from '../book/bundle.ts'
import type { BookId } from '../book/entry.ts'
import type { Frame } from '../carriage/pack.ts'
import { sealedIn } from '../carriage/sealed.ts'
import { utf8ToText } from '../kernel/encoding.ts'
import type { ApachitaNode } from './node.ts'

/** Deletes contents of seals that were set aside, where their book has erased them; how many there were. */
export async function eraseSetAside(
  { archive }: ApachitaNode,
  book: BookId,
  erased: ReadonlySet<string>,
): Promise<number> {
  let count = 0
  for (const { place, seq } of erased.size === 0 ? [] : await archive.contents.aside(book)) {
    for await (const [entry] of archive.asideEntries(book, place, seq, seq + 1)) {
      const seal = entry === undefined ? undefined : sealedIn(entry)?.seal
      if (seal === undefined || !erased.has(seal)) continue
      await archive.contents.eraseAside(book, place, seq)
      count += 1
    }
  }
  return count
}

/** Those of `hashes` that entries set aside, or what is sealed in them, may cite: their text has them. */
export async function citedAside({ archive }: ApachitaNode, hashes: readonly string[]): Promise<Set<string>> {
  const cited = new Set<string>()
  const look = (bytes: Uint8Array): void => {
    const text = utf8ToText(bytes) ?? ''
    for (const hash of hashes) if (text.includes(hash)) cited.add(hash)
  }
  for (const { book } of hashes.length === 0 ? [] : await archive.books()) {
    for (const { place, from, size } of await archive.setAsides(book))
      for await (const batch of archive.asideEntries(book, place, from, size)) batch.forEach(look)
    for (const { inside } of await archive.contents.aside(book)) look(inside)
  }
  return cited
}

/**
 * For a backup, before the books: of each book what was set aside last, after the entries that it went on from. Whoever
 * takes that in, and then the book with what its witnesses said, sets it aside again. Where that book stops there by now,
 * its witnesses having taken both sides, it would not.
 */
export async function* framesSetAside(archive: Archive, books: readonly BookId[]): AsyncIterable<Frame> {
  for (const book of books) {
    const aside = (await archive.setAsides(book)).at(-1)
    const stopsAt = (await archive.book(book))?.forkedAt ?? Number.POSITIVE_INFINITY
    if (aside !== undefined && stopsAt > aside.from) yield* historyFrames(archive, aside)
  }
}

async function* historyFrames(archive: Archive, aside: SetAside): AsyncIterable<Frame> {
  const { book, place, from } = aside
  yield { kind: 'book', book, from: 0 }
  const before = (await archive.handovers(book)).filter(({ size }) => size <= from)
  let at = 0
  for (const { size, checkpoint } of [
    ...before,
    ...aside.handovers.filter((one) => one.size < aside.size),
    aside,
  ]) {
    while (at < size) {
      const end = Math.min(size, at < from ? from : size, at + tileWidth)
      const held = at < from ? archive.entries(book, at, end) : archive.asideEntries(book, place, at, end)
      for await (const entries of held) yield { kind: 'entries', bundle: entriesToBundle(entries) }
      at = end
    }
    yield { kind: 'checkpoint', note: checkpoint }
  }
}
