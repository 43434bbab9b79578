/**
 * Which of a body's books speaks for it: a join, made when read, of what successors say they continue and who endorsed them.
 *
 * Invariants
 * 1. A successor is in effect when those whom the prefix it continues entitles have endorsed that very proposal, up to the
 *    charter's fraction, at least 2/3. One endorsement counts for each of them and each book continued.
 * 2. What a book holds beyond the size at which a successor in effect goes on has no effect.
 * 3. An endorsement of a member counts only if it stands in a book that speaks for the member there; and not if the member
 *    itself had taken a position, in force, on what it would cut off.
 * 4. Of several in effect, which the same electors cannot make but other prefixes may, the one that continues least stands.
 *
 * NOTE: bodies that are members of each other in a circle: of one that is being asked already its first book is taken.
 */
import type { BookId } from '../book/entry.ts'
import { type RequirementState, decide } from '../kernel/decision.ts'
import type { Fraction } from '../kernel/fraction.ts'
import { groupedBy } from '../kernel/grouped.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import type { KeptBook } from './views.ts'

export interface SuccessorRow {
  readonly book: BookId
  readonly body: BookId
  readonly continued: BookId
  readonly size: number
  readonly root: string
  readonly fraction: Fraction
  readonly of: 'members' | 'officers'
}

export interface EndorsementRow {
  readonly book: BookId
  readonly seq: number
  readonly continues: string
  readonly person: string
  /** 1: the first of its body on the book continued, or named instead of the one that was. */
  readonly stands: number
  readonly at: string
}

/** How a successor stands: by elector, the endorsement that counts; and those that do not, with the reason. */
export interface SuccessorTally {
  readonly electors: readonly string[]
  readonly counted: ReadonlyMap<string, EndorsementRow>
  readonly uncounted: readonly { readonly row: EndorsementRow; readonly reason: string }[]
  readonly requirement: RequirementState | undefined
  /** Whether as many endorsed it as have to. */
  readonly isEndorsed: boolean
}

/** Where an entry stands. */
/** A body's word for a successor. */
interface Word extends Place {
  readonly successor: BookId
}

interface Place {
  readonly book: BookId
  readonly seq: number
}

export class Speakers {
  readonly #db: ViewsDb
  readonly #successors: ReadonlyMap<BookId, SuccessorRow>
  readonly #chains = new Map<BookId, readonly KeptBook[]>()
  readonly #asked = new Set<BookId>()
  readonly #tallies = new Map<BookId, SuccessorTally>()
  #unendorsed: readonly BookId[] | undefined
  /** By the book continued: the words given for any successor of it, by body. */
  readonly #words = new Map<BookId, ReadonlyMap<BookId, readonly Word[]>>()
  /** By the proposal: positions on what it would cut off, by body. */
  readonly #positions = new Map<BookId, ReadonlyMap<BookId, readonly Place[]>>()

  constructor(db: ViewsDb) {
    this.#db = db
    const rows = prepared<[], Omit<SuccessorRow, 'fraction'> & { fraction: string }>(
      db,
      'SELECT * FROM successors',
    )
      .all()
      .map((row) => ({ ...row, fraction: JSON.parse(row.fraction) as Fraction }))
    this.#successors = new Map(rows.map((row) => [row.book, row]))
  }

  get hasSuccessors(): boolean {
    return this.#successors.size > 0
  }

  /** Books that are successors, or that one is proposed for. */
  all(): BookId[] {
    const rows = [...this.#successors.values()]
    return [...new Set(rows.flatMap(({ book, continued }) => [book, continued]))]
  }

  /** The body whose book this is, or is proposed to be: its first book's id. */
  bodyOf(book: BookId): BookId {
    return this.#successors.get(book)?.body ?? book
  }

  /** A body's books that speak for it, the first first, each up to where the next goes on. */
  booksOf(body: BookId): readonly KeptBook[] {
    const known = this.#chains.get(body)
    if (known !== undefined) return known
    if (this.#successors.size === 0 || this.#asked.has(body)) return [{ book: body, size: null }]
    this.#asked.add(body)
    const chain = this.#chainOf(body)
    this.#asked.delete(body)
    if (this.#asked.size === 0) this.#chains.set(body, chain)
    return chain
  }

  #chainOf(body: BookId): KeptBook[] {
    const chain: KeptBook[] = []
    let book = body
    for (;;) {
      const next = this.#inEffectAfter(book)
      chain.push({ book, size: next?.size ?? null })
      if (next === undefined) return chain
      book = next.book
    }
  }

  #inEffectAfter(book: BookId): SuccessorRow | undefined {
    return this.proposalsFor(book).find((proposal) => this.tallyOf(proposal).isEndorsed)
  }

  /** Successors of a book, in effect or proposed: the one that continues least first. */
  proposalsFor(book: BookId): SuccessorRow[] {
    return [...this.#successors.values()]
      .filter(({ continued }) => continued === book)
      .toSorted((a, b) => a.size - b.size || (a.book < b.book ? -1 : 1))
  }

  successor(book: BookId): SuccessorRow | undefined {
    return this.#successors.get(book)
  }

  /** What a book goes on from, whether it is in effect or not: the first book first, each up to where the next goes on. */
  before(book: BookId): { readonly book: BookId; readonly size: number }[] {
    const successor = this.#successors.get(book)
    if (successor === undefined) return []
    const { continued, size } = successor
    return [...this.before(continued), { book: continued, size }]
  }

  /** The book that speaks for a body now. */
  speakerOf(body: BookId): BookId {
    return this.booksOf(body).at(-1)?.book ?? body
  }

  /** Whether a book speaks for its body now. */
  isSpeaker(book: BookId): boolean {
    return this.speakerOf(this.bodyOf(book)) === book
  }

  /** Whether what stands at a number of a book counts for its body. */
  counts(book: BookId, seq: number): boolean {
    if (this.#successors.size === 0) return true
    const kept = this.booksOf(this.bodyOf(book)).find((one) => one.book === book)
    return kept !== undefined && seq < (kept.size ?? Number.POSITIVE_INFINITY)
  }

  /** Below 0 where one entry of a body's books that speak for it stands before another one of them, above 0 where after it. */
  order(one: Place, other: Place): number {
    if (one.book === other.book) return one.seq - other.seq
    const books = this.booksOf(this.bodyOf(other.book)).map(({ book }) => book)
    return books.indexOf(one.book) - books.indexOf(other.book)
  }

  /** From which number on a book has no effect; undefined where all of it counts. A proposal counts from none on. */
  endOf(book: BookId): number | undefined {
    const kept = this.booksOf(this.bodyOf(book)).find((one) => one.book === book)
    return kept === undefined ? 0 : (kept.size ?? undefined)
  }

  /** Proposals that nobody entitled has endorsed, as far as heard. */
  unendorsed(): readonly BookId[] {
    this.#unendorsed ??= [...this.#successors.values()]
      .filter((proposal) => this.tallyOf(proposal).counted.size === 0)
      .map(({ book }) => book)
    return this.#unendorsed
  }

  /** These books with those they go on from, and with the successors of any of them that somebody entitled endorsed. */
  related(books: readonly BookId[]): BookId[] {
    if (this.#successors.size === 0) return [...books]
    const strange = new Set(this.unendorsed())
    const all = new Set(books)
    // A set is walked with what is added on the way.
    for (const book of all) {
      const continued = this.#successors.get(book)?.continued
      if (continued !== undefined) all.add(continued)
      for (const next of this.proposalsFor(book)) if (!strange.has(next.book)) all.add(next.book)
    }
    return [...all]
  }

  /** How a proposal stands. */
  tallyOf(proposal: SuccessorRow): SuccessorTally {
    const known = this.#tallies.get(proposal.book)
    if (known !== undefined) return known
    const tally = this.#tally(proposal)
    // What was found while a circle of members is asked holds for that question only.
    if (this.#asked.size === 0) this.#tallies.set(proposal.book, tally)
    return tally
  }

  #tally(proposal: SuccessorRow): SuccessorTally {
    const electors = this.#electorsOf(proposal)
    const names = new Map(electors.map((elector) => [this.#nameOf(proposal, elector), elector]))
    const counted = new Map<string, EndorsementRow>()
    const uncounted: { row: EndorsementRow; reason: string }[] = []
    for (const row of this.#endorsementsOf(proposal.book)) {
      const isOwn = row.book === proposal.book
      const elector = names.get(isOwn ? row.person : this.bodyOf(row.book))
      const reason =
        elector === undefined || isOwn !== (proposal.of === 'officers')
          ? 'not-entitled-to-endorse'
          : this.#reasonNotToCount(proposal, row, isOwn)
      if (reason === undefined && elector !== undefined) counted.set(elector, row)
      else uncounted.push({ row, reason: reason ?? 'not-entitled-to-endorse' })
    }
    const { outcome, requirements } = decide(
      electors.map((body) => ({ body, section: '' })),
      [{ of: 'all', fraction: proposal.fraction, moreThan: false, denominator: 'entitled' }],
      new Map([...counted.keys()].map((elector) => [elector, 'yes'])),
    )
    const isEndorsed = outcome === 'carried'
    return { electors, counted, uncounted, requirement: requirements[0], isEndorsed }
  }

  #nameOf({ of }: SuccessorRow, elector: string): string {
    return of === 'members' ? this.bodyOf(elector) : elector
  }

  #electorsOf({ book }: SuccessorRow): string[] {
    return prepared<[string], { elector: string }>(
      this.#db,
      'SELECT elector FROM successor_electors WHERE book = ? ORDER BY elector',
    )
      .all(book)
      .map(({ elector }) => elector)
  }

  #endorsementsOf(successor: BookId): EndorsementRow[] {
    return prepared<[string], EndorsementRow>(
      this.#db,
      `SELECT book, seq, continues, person, stands, at FROM endorsements
         WHERE successor = ? ORDER BY book, seq`,
    ).all(successor)
  }

  #reasonNotToCount(proposal: SuccessorRow, row: EndorsementRow, isOwn: boolean): string | undefined {
    const { continued, size, root } = proposal
    if (row.continues !== JSON.stringify([continued, size, root])) return 'cites-another-text'
    if (row.stands === 0) return 'already-endorsed'
    if (isOwn) return undefined
    if (!this.counts(row.book, row.seq)) return 'beyond-successor'
    if (this.#endorsedAnotherBefore(row)) return 'already-endorsed'
    return this.#tookPositionBeyond(proposal, row) ? 'own-position-cut-off' : undefined
  }

  /** Whether the same body gave its word before for another successor of that book, which is not void. */
  #endorsedAnotherBefore(row: EndorsementRow): boolean {
    const [continued] = JSON.parse(row.continues) as [BookId]
    const own = this.#wordsFor(continued).get(this.bodyOf(row.book)) ?? []
    return own.some((other) => this.#isBefore(other, row) && !this.isVoid(other.successor))
  }

  #wordsFor(continued: BookId): ReadonlyMap<BookId, readonly Word[]> {
    const words =
      this.#words.get(continued) ??
      this.#byBody(
        prepared<[string], Word>(
          this.#db,
          `SELECT book, seq, successor FROM endorsements
           WHERE json_extract(continues, '$[0]') = ? AND book <> successor`,
        ).all(continued),
      )
    this.#words.set(continued, words)
    return words
  }

  #byBody<One extends Place>(rows: readonly One[]): ReadonlyMap<BookId, readonly One[]> {
    return groupedBy(rows, ({ book }) => this.bodyOf(book))
  }

  /** Whether a proposed book is held whose founding is void. One that is not held may yet be sound. */
  isVoid(successor: BookId): boolean {
    return (
      prepared(this.#db, `SELECT 1 FROM flags WHERE book = ? AND seq = 0 AND status = 'void'`).get(
        successor,
      ) !== undefined
    )
  }

  /** Whether the endorser had decided before, in force, on what the proposal would cut off. */
  #tookPositionBeyond(proposal: SuccessorRow, row: EndorsementRow): boolean {
    const own = this.#positionsBeyond(proposal).get(this.bodyOf(row.book)) ?? []
    return own.some((position) => this.#isBefore(position, row))
  }

  #positionsBeyond({ book, continued, size }: SuccessorRow): ReadonlyMap<BookId, readonly Place[]> {
    const positions =
      this.#positions.get(book) ??
      this.#byBody(
        prepared<[string, number], Place>(
          this.#db,
          `SELECT positions.book, positions.seq FROM positions JOIN referrals
             ON referrals.book = referral_book AND referrals.seq = referral_seq AND referrals.leaf = referral_leaf
           WHERE referral_book = ? AND referral_seq >= ?`,
        ).all(continued, size),
      )
    this.#positions.set(book, positions)
    return positions
  }

  /** Whether an entry counts for the same body as another one, and stands before it. */
  #isBefore(one: Place, other: Place): boolean {
    const isOfIt = this.bodyOf(one.book) === this.bodyOf(other.book) && this.counts(one.book, one.seq)
    return isOfIt && this.order(one, other) < 0
  }
}
