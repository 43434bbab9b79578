/**
 * Successors: where the fold of a book that goes on from another begins (docs/decisions/0024). It is the one place where a
 * book's fold reads another book, and it reads only the prefix that the founding entry fixes by its root.
 *
 * Invariants
 * 1. What a successor begins with depends on that prefix (and on contents held of its seals), and on the posts that its
 *    founding fills, alone.
 * 2. A prefix that is not held yet is waited for; one whose root is another, or that a proven fork cuts, makes the founding
 *    void: on every node that holds as much.
 */
import { type Archive, type BookRecord, StoredDamage, agreedSize, entryAt } from '../archive/contract.ts'
import { penTermsOf } from '../archive/pens.ts'
import { rootAt } from '../archive/subtrees.ts'
import type { BookId } from '../book/entry.ts'
import { type Continues, parseFounding } from '../book/founding.ts'
import type { Content } from '../book/seal.ts'
import { base64, equalBytes } from '../kernel/encoding.ts'
import { type Rooms, evolveBook, initialStates, judgeEntry } from './fold.ts'
import type { Continued, States } from './room.ts'

/** `first`: it continues nothing. `waits`: for the prefix. `void`: the prefix is another than it says. */
export type Standing = 'first' | 'held' | 'waits' | 'void'

/** What a book goes on from, and the posts that its founding fills. */
export interface GoingOn extends Continues {
  readonly filled: readonly string[]
}

/** The states of a book after so many entries. */
export interface StatesAt {
  readonly at: number
  readonly states: States
}

/** What the fold of a successor begins with. */
export interface Beginning {
  readonly states: States
  readonly continued: Continued
}

export class Continuing {
  readonly #rooms: Rooms
  readonly #archive: Archive
  /** Caches only: a founding entry never changes, nor does a prefix that is held until something of its book is set aside. */
  readonly #known = new Map<BookId, GoingOn | undefined>()
  readonly #successors = new Map<BookId, Set<BookId>>()
  readonly #isRoot = new Map<BookId, { readonly contentChange: number; readonly isRoot: boolean }>()

  constructor(rooms: Rooms, archive: Archive) {
    this.#rooms = rooms
    this.#archive = archive
  }

  /** What a book goes on from; undefined for a first book, and for one that is not held or cannot be read. */
  async of(book: BookId): Promise<GoingOn | undefined> {
    if (this.#known.has(book)) return this.#known.get(book)
    const bytes = await entryAt(this.#archive, book, 0).catch(ifDamaged)
    if (bytes === undefined) return undefined
    const founding = parseFounding(bytes)
    const continues = founding.ok ? founding.value.continues : undefined
    const filled = founding.ok ? founding.value.officers.map(({ post }) => post) : []
    const goingOn = continues === undefined ? undefined : { ...continues, filled }
    this.#known.set(book, goingOn)
    if (continues !== undefined)
      this.#successors.set(continues.book, (this.#successors.get(continues.book) ?? new Set()).add(book))
    return goingOn
  }

  /** Successors of a book that were looked at, and theirs: what may have to be folded when the book changed. */
  successorsOf(book: BookId): BookId[] {
    const next = [...(this.#successors.get(book) ?? [])]
    return next.flatMap((own) => [own, ...this.successorsOf(own)])
  }

  async standing(book: BookId): Promise<Standing> {
    const continues = await this.of(book)
    if (continues === undefined) return 'first'
    const record = await this.#archive.book(continues.book)
    const { size } = continues
    if (record?.forkedAt !== undefined && agreedSize(record) < size) return 'void'
    if (record === undefined || record.size < size) return 'waits'
    if (!(await this.#isPrefix(book, continues, record))) return 'void'
    const before = await this.standing(continues.book)
    return before === 'first' ? 'held' : before
  }

  async #isPrefix(book: BookId, continues: Continues, { contentChange }: BookRecord): Promise<boolean> {
    const known = this.#isRoot.get(book)
    if (known?.contentChange === contentChange) return known.isRoot
    const isRoot = equalBytes(await rootAt(this.#archive, continues.book, continues.size), continues.root)
    this.#isRoot.set(book, { contentChange, isRoot })
    return isRoot
  }

  /** With what a successor of this prefix begins; the prefix is held (`standing`). */
  async beginning(continues: GoingOn): Promise<Beginning> {
    const { book, size } = continues
    const before = await this.of(book)
    const states = before === undefined ? initialStates(this.#rooms) : (await this.beginning(before)).states
    return inherited(this.#rooms, await this.#evolved(book, { at: 0, states }, size), continues)
  }

  /**
   * The states after the first `size` entries held of a book, whatever stands of it; from `known` on, where that was told
   * before. Undefined where it cannot be told yet, or its founding is void.
   */
  async statesAt(book: BookId, size: number, known?: StatesAt): Promise<StatesAt | undefined> {
    if (known !== undefined) return { at: size, states: await this.#evolved(book, known, size) }
    const continues = await this.of(book)
    const standing = await this.standing(book)
    if (standing === 'waits' || standing === 'void') return undefined
    const { states } =
      continues === undefined ? { states: initialStates(this.#rooms) } : await this.beginning(continues)
    return { at: size, states: await this.#evolved(book, { at: 0, states }, size) }
  }

  async #evolved(book: BookId, { at, states: before }: StatesAt, size: number): Promise<States> {
    let [seq, states] = [at, before]
    const pens = await penTermsOf(this.#archive, book)
    for await (const batch of this.#archive.entries(book, at, size)) {
      const contents = await this.#contents(book, seq, seq + batch.length)
      for (const bytes of batch) {
        const isHandover = pens.some((term) => term.from === seq + 1)
        const place = { book, seq, pens, isHandover }
        const judged = judgeEntry(this.#rooms, states, place, bytes, contents.get(seq))
        states = evolveBook(this.#rooms, states, seq, judged)
        seq += 1
      }
    }
    return states
  }

  async #contents(book: BookId, from: number, to: number): Promise<ReadonlyMap<number, Content>> {
    const held = await this.#archive.contents.read(book, from, to)
    return new Map(held.map((content) => [content.seq, content]))
  }

  /** The change number at which a content of what a book goes on from last came or went. */
  async contentChange(book: BookId): Promise<number> {
    const continues = await this.of(book)
    if (continues === undefined) return 0
    const own = (await this.#archive.book(continues.book))?.contentChange ?? 0
    return Math.max(own, await this.contentChange(continues.book))
  }

  /** Whether a content of the prefix came or went after a change number. */
  async areContentsOther(book: BookId, since: number): Promise<boolean> {
    const continues = await this.of(book)
    if (continues === undefined) return false
    const lowest = await this.#archive.contents.lowestChanged(continues.book, since)
    if (lowest !== undefined && lowest < continues.size) return true
    return this.areContentsOther(continues.book, since)
  }
}

function ifDamaged(error: unknown): undefined {
  if (!(error instanceof StoredDamage)) throw error
}

function inherited(rooms: Rooms, states: States, { book, size, root, filled }: GoingOn): Beginning {
  const electors = rooms.flatMap((room) => room.electorsOf?.(states[room.name]) ?? [])
  const continued = { book, size, root: base64(root), electors, filled }
  const begun = rooms.map((room) => [room.name, room.inherit?.(states, continued) ?? room.initial])
  return { states: Object.fromEntries(begun) as States, continued }
}
