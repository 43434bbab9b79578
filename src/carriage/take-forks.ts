/**
 * Forks as a book's part of a pack brings them: proofs that came, the one that its entries make, what witnesses said of
 * either history; and taking in the history that they vouch for, where another is held.
 *
 * Invariants
 * 1. What is held gives way only to a history that two thirds of the witnesses vouch for, whole or not at all, and is kept
 *    as evidence. No sender can bring that about without their signatures.
 * 2. What is decided depends on what came, and not on its order (weigh.ts).
 */
import type { Archive, BookRecord, Fork } from '../archive/contract.ts'
import { penTermsOf } from '../archive/pens.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Refusal, type Result, refuse } from '../kernel/result.ts'
import type { Admission, Part, Weighing } from './import.ts'
import { ReceivedTree, proveFork } from './prove-fork.ts'
import { firstDifference, stepsToStore } from './verify-part.ts'
import { takeFork, weigh, wordsReceived } from './weigh.ts'

/** What a part did to the forks of its book. */
export interface Forked {
  /** Whether a fork was not known here, or another part of the book stands than before. */
  readonly isNews: boolean
  readonly changes: number
  readonly refused: readonly Refusal[]
  /** What was taken in in the place of what was held from there on; undefined: nothing. */
  readonly adopted: { readonly from: number; readonly size: number } | undefined
}

const nothing: Forked = { isNews: false, changes: 0, refused: [], adopted: undefined }

/** `contested`: the number from which the part's entries were not stored, for the pen signed another history. */
export async function settleForks(
  archive: Archive,
  part: Part,
  contested: number | undefined,
  admit: Admission,
  weighing: Weighing,
): Promise<Forked> {
  if (contested === undefined && part.forks.length === 0) return nothing
  const settling = new Settling(archive, part, admit, weighing)
  return weighing.alone(part.book, () => settling.run(contested))
}

type Stop = { readonly seq: number; readonly vouched: string }

class Settling {
  readonly #archive: Archive
  readonly #part: Part
  readonly #admit: Admission
  readonly #weighing: Weighing
  readonly #refused: Refusal[] = []
  #isNews = false
  #changes = 0

  constructor(archive: Archive, part: Part, admit: Admission, weighing: Weighing) {
    this.#archive = archive
    this.#part = part
    this.#admit = admit
    this.#weighing = weighing
  }

  async run(contested: number | undefined): Promise<Forked> {
    const { book } = this.#part
    const before = (await this.#archive.book(book))?.forkedAt
    const made = contested === undefined ? [] : await this.#made(contested)
    const late = await this.#take([...this.#part.forks, ...made])
    const stop = await this.#weigh()
    const adopted = stop === undefined ? undefined : await this.#adopt(stop)
    if (adopted === undefined) this.#refused.push(...late.map(({ refusal }) => refusal))
    const isMoved = (await this.#archive.book(book))?.forkedAt !== before
    return {
      isNews: this.#isNews || isMoved || adopted !== undefined,
      changes: this.#changes,
      refused: this.#refused,
      adopted,
    }
  }

  /** The fork that the part's entries prove, with what the cosignatures beside them say of it. */
  async #made(seq: number): Promise<Fork[]> {
    const { book, cosignatures } = this.#part
    const known = (await this.#archive.sideData(book)).forks.find(({ proof }) => proof.seq === seq)
    const proof = known?.proof ?? (await proveFork(this.#archive, this.#part, seq))
    if (proof === undefined) return []
    const received = new ReceivedTree(this.#archive, this.#part)
    const witnesses = cosignatures.length === 0 ? undefined : await this.#weighing.witnessesAt(book, seq)
    return [{ proof, vouchings: await wordsReceived(received, book, seq, cosignatures, witnesses) }]
  }

  /** Keeps forks, low before high; those for which entries are missing here, with that refusal. */
  async #take(forks: readonly Fork[]): Promise<{ fork: Fork; refusal: Refusal }[]> {
    const late: { fork: Fork; refusal: Refusal }[] = []
    for (const fork of forks.toSorted((a, b) => a.proof.seq - b.proof.seq)) {
      const taken = await takeFork(this.#archive, this.#part.book, fork, this.#weighing.witnessesAt)
      if (!taken.ok && taken.error.type === 'gap') late.push({ fork, refusal: taken.error })
      else if (!taken.ok) this.#refused.push(taken.error)
      else {
        this.#changes += taken.value.changes
        this.#isNews ||= taken.value.isNew
        for (const node of taken.value.unsound) this.#refused.push({ type: 'cosignature-invalid', node })
      }
    }
    return late
  }

  /** Where the book stops though its witnesses vouch for a history: one that is not held. */
  async #weigh(): Promise<Stop | undefined> {
    const { changes, stop } = await weigh(this.#archive, this.#part.book, this.#weighing.witnessesAt)
    this.#changes += changes
    return stop?.vouched === undefined ? undefined : { seq: stop.seq, vouched: stop.vouched }
  }

  /** Takes in the history vouched for, if the part holds it, in the place of what is held from there on. */
  async #adopt({ seq, vouched }: Stop): Promise<Forked['adopted']> {
    const { book, from, steps, bytes, fault, forks } = this.#part
    const record = await this.#archive.book(book)
    const leaf = new ReceivedTree(this.#archive, this.#part).leafAt(seq)
    if (record === undefined || leaf === undefined || fault !== undefined || from > seq) return undefined
    const differing = await firstDifference(this.#archive, book, record.size, from, steps)
    if (base64(leaf) !== vouched || (differing ?? seq) < seq) return undefined
    const refusal = this.#admit(book, bytes)
    const adopted = refusal === undefined ? await this.#exchange(record.size, seq) : refuse(refusal)
    if (!adopted.ok) {
      this.#refused.push(adopted.error)
      return undefined
    }
    this.#changes += 1
    await this.#take(forks.filter(({ proof }) => proof.seq > seq))
    await this.#weigh()
    return { from: seq, size: adopted.value.size }
  }

  /** Forks beyond, that are of the history taken in as well, are kept. */
  async #exchange(size: number, seq: number): Promise<Result<BookRecord, Refusal>> {
    const { book, from, steps } = this.#part
    const pens = (await penTermsOf(this.#archive, book)).filter((term) => term.from <= seq)
    const received = stepsToStore(pens, seq, from, steps)
    if (size === seq) return this.#archive.extend(book, seq, received)
    await this.#weighing.beforeSetAside(book)
    const beyond = (await this.#archive.sideData(book)).forks.filter(({ proof }) => proof.seq > seq)
    const stored = await this.#archive.setAside(book, size, seq, received)
    if (!stored.ok) return stored
    for (const fork of beyond) {
      const taken = await takeFork(this.#archive, book, fork, this.#weighing.witnessesAt)
      if (taken.ok) this.#changes += taken.value.changes
    }
    return stored
  }
}
