/**
 * Weighing what witnesses said of a book's forks (rules P3, P4): which are evidence only, and where the book stops.
 *
 * Invariants
 * 1. What counts are the witnesses of the charter as it is before the histories part, by the keys of their admissions
 *    there: both sides agree on who they are, and no other book can speak for them.
 * 2. Words are added up and never taken back, so the order in which they come decides nothing.
 * 3. Forks are weighed in rising number, up to the first that is not settled for the history held: beyond it nothing is
 *    agreed upon.
 */
import type { Archive, Cosignature, Fork } from '../archive/contract.ts'
import { leafAt } from '../archive/contract.ts'
import { penTermsOf } from '../archive/pens.ts'
import { proveInclusion, rootAt } from '../archive/subtrees.ts'
import type { BookId } from '../book/entry.ts'
import { isForkProof } from '../book/fork.ts'
import type { Hash } from '../book/hash.ts'
import { type Vouching, type Witnesses, isVouching, vouchedLeaf } from '../book/vouching.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { ReceivedTree } from './prove-fork.ts'

/** A book's witnesses as its charter and admissions are after `size` entries held; undefined where that cannot be told. */
export type WitnessesAt = (book: BookId, size: number) => Promise<Witnesses | undefined>

export interface Weighed {
  /** Changes of the archive that this made. */
  readonly changes: number
  /** Where the book stops, and the leaf that its witnesses vouch for there: another than the one held. */
  readonly stop: { readonly seq: number; readonly vouched: string | undefined } | undefined
}

/** Keeps the words that what is held amounts to, and settles what they settle. */
export async function weigh(archive: Archive, book: BookId, witnessesAt: WitnessesAt): Promise<Weighed> {
  const { cosignatures, forks } = await archive.sideData(book)
  let changes = 0
  for (const fork of forks) {
    const { seq } = fork.proof
    const held = await leafAt(archive, book, seq)
    const witnesses = await witnessesAt(book, seq)
    const own =
      held === undefined || witnesses === undefined
        ? []
        : await wordsHeld(archive, book, fork, held, cosignatures, witnesses)
    changes += await archive.addSideData([
      { book, cosignatures: [], forks: [{ proof: fork.proof, vouchings: own }] },
    ])
    const sound =
      witnesses === undefined
        ? []
        : [...fork.vouchings, ...own].filter((word) => isVouching(book, seq, word, witnesses))
    const vouched = witnesses === undefined ? undefined : vouchedLeaf(sound, witnesses)
    if (vouched !== undefined && held !== undefined && vouched === base64(held)) continue
    if (await archive.settle(book, seq)) changes += 1
    return { changes, stop: { seq, vouched } }
  }
  const last = forks.at(-1)
  if (last !== undefined && (await archive.settle(book, last.proof.seq + 1))) changes += 1
  return { changes, stop: undefined }
}

/** What cosignatures held of witnesses amount to at a fork, if that is not kept yet. */
async function wordsHeld(
  archive: Archive,
  book: BookId,
  { proof: { seq }, vouchings }: Fork,
  held: Hash,
  cosignatures: readonly Cosignature[],
  witnesses: Witnesses,
): Promise<Vouching[]> {
  const leaf = base64(held)
  const said = new Set(vouchings.filter((word) => word.leaf === leaf).map(({ witness }) => witness))
  const words: Vouching[] = []
  for (const { witness, size, line } of cosignatures) {
    if (size <= seq || said.has(witness) || !witnesses.keys.has(witness)) continue
    const root = base64(await rootAt(archive, book, size))
    const path = (await proveInclusion(archive, book, seq, size)).map(base64)
    const word = { witness, size, root, line, leaf, path }
    if (isVouching(book, seq, word, witnesses)) words.push(word)
  }
  return words
}

/** What cosignatures that came with another history amount to where it parts: the first of each witness, and no other. */
export async function wordsReceived(
  received: ReceivedTree,
  book: BookId,
  seq: number,
  cosignatures: readonly Cosignature[],
  witnesses: Witnesses | undefined,
): Promise<Vouching[]> {
  const leaf = received.leafAt(seq)
  if (leaf === undefined || witnesses === undefined) return []
  const said = new Set<string>()
  const words: Vouching[] = []
  for (const { witness, size, line } of cosignatures) {
    if (size <= seq || size > received.size || said.has(witness) || !witnesses.keys.has(witness)) continue
    said.add(witness)
    const root = base64(await received.rootAt(size))
    const path = (await received.proveInclusion(seq, size)).map(base64)
    const word = { witness, size, root, line, leaf: base64(leaf), path }
    if (isVouching(book, seq, word, witnesses)) words.push(word)
  }
  return words
}

/** What became of a fork that came. */
export interface TakenFork {
  readonly isNew: boolean
  readonly changes: number
  /** Witnesses whose word was none. */
  readonly unsound: readonly string[]
}

/** Keeps a fork with what witnesses said of it, as far as that is new and holds; or why it is refused. */
export async function takeFork(
  archive: Archive,
  book: BookId,
  { proof, vouchings }: Fork,
  witnessesAt: WitnessesAt,
): Promise<Result<TakenFork, Refusal>> {
  const { seq } = proof
  const record = await archive.book(book)
  if (record === undefined || record.size < seq) return refuse({ type: 'gap', needed: record?.size ?? 0 })
  const known = (await archive.sideData(book)).forks.find((fork) => fork.proof.seq === seq)
  const isSound =
    known !== undefined || (proof.book === book && isForkProof(proof, await penTermsOf(archive, book)))
  if (!isSound) return refuse({ type: 'fork-proof-invalid' })
  const fresh = vouchings.filter(({ witness, leaf }) => !isHeld(known, witness, leaf))
  const witnesses = fresh.length === 0 ? undefined : await witnessesAt(book, seq)
  const sound = witnesses === undefined ? [] : fresh.filter((word) => isVouching(book, seq, word, witnesses))
  const fork = { proof: known?.proof ?? proof, vouchings: sound }
  const changes = await archive.addSideData([{ book, cosignatures: [], forks: [fork] }])
  const unsound = witnesses === undefined ? [] : fresh.filter((word) => !sound.includes(word))
  return accept({
    isNew: known === undefined && changes > 0,
    changes,
    unsound: unsound.map(({ witness }) => witness),
  })
}

const isHeld = (fork: Fork | undefined, witness: string, leaf: string): boolean =>
  fork?.vouchings.some((word) => word.witness === witness && word.leaf === leaf) ?? false
