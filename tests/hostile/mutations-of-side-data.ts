/** Mutations of what lies beside books: words of witnesses and proofs of forks that prove nothing. */
import type { Cosignature } from '../../src/archive/contract.ts'
import { parseCheckpoint, signCheckpoint, unsignedCheckpoint } from '../../src/book/checkpoint.ts'
import { cosign } from '../../src/book/cosignature.ts'
import type { Signer } from '../../src/book/ed25519.ts'
import { type ForkProof, type ForkSide, makeForkProof } from '../../src/book/fork.ts'
import { leafHash } from '../../src/book/hash.ts'
import { signatureLineToText } from '../../src/book/note.ts'
import { inclusionProof } from '../../src/book/proofs.ts'
import { emptyRange, extendRange, rootOf } from '../../src/book/tree.ts'
import { utf8 } from '../../src/kernel/encoding.ts'
import { unwrap } from '../../src/kernel/result.ts'
import { signerNamed } from '../../src/testing/keys.ts'
import type { RawFrame } from './frames.ts'
import { type Mutant, type Mutations, flipped, placeOf } from './mutant.ts'
import type { Truth } from './originals.ts'

/** The one witness that the archives of mutants know. */
export const witness = 'w'.repeat(32)
export const witnessKey = (): Signer => signerNamed('witness')

const frameOf = (kind: 'W' | 'F', value: unknown): RawFrame => ({
  kind,
  payload: utf8(JSON.stringify(value)),
})

/** A node's word on the head that a note states. */
export function wordOn(note: Uint8Array, signer: Signer, of = witness): Cosignature {
  const head = unwrap(parseCheckpoint(note))
  const line = signatureLineToText(cosign(unsignedCheckpoint(head), of, signer, 1_772_000_000n))
  return { witness: of, size: head.size, line }
}

/** Puts a frame after the last of a book's part. */
function addToPart(mutant: Mutant, make: (truth: Truth) => RawFrame): void {
  const at = placeOf(mutant, 'B')
  const frame = at === undefined ? undefined : mutant.frames[at]
  if (at === undefined || frame === undefined) return
  const said = new TextDecoder().decode(frame.payload)
  const truth = [...mutant.originals.truths.values()].find(({ book }) => said.includes(book))
  if (truth === undefined) return
  const next = mutant.frames.findIndex(({ kind }, place) => place > at && kind === 'B')
  mutant.frames.splice(next === -1 ? mutant.frames.length : next, 0, make(truth))
}

const anyNote = ({ chance }: Mutant, { signed }: Truth): Uint8Array => chance.pick(signed).note

/** A word for a head that is not the book's. */
function ofAnotherRoot(mutant: Mutant, truth: Truth): Cosignature {
  const { book, size, root } = unwrap(parseCheckpoint(anyNote(mutant, truth)))
  const checkpoint = unsignedCheckpoint({ book, size, root: flipped(root, mutant.chance) })
  return { witness, size, line: signatureLineToText(cosign(checkpoint, witness, witnessKey(), 1n)) }
}

const treeOf = (leaves: readonly Uint8Array[]) => (start: number, height: number) =>
  rootOf(extendRange(emptyRange, leaves.slice(start, start + 2 ** height)))

/** A side of a proof over a prefix of the true entries, with its last leaf changed where asked. */
function sideOf(truth: Truth, size: number, seq: number, signer: Signer, isChanged: boolean): ForkSide {
  const leaves = truth.entries.slice(0, size).map(leafHash)
  if (isChanged) leaves[seq] = leafHash(utf8('another entry'))
  const root = rootOf(extendRange(emptyRange, leaves))
  return {
    checkpoint: signCheckpoint({ book: truth.book, size, root }, signer),
    leaf: leaves[seq] ?? new Uint8Array(32),
    path: inclusionProof(seq, size, treeOf(leaves)),
  }
}

/** Proofs that prove nothing: one history told twice, a stranger's head, a leaf or a path that is another. */
function untrueProof(mutant: Mutant, truth: Truth): ForkProof {
  const size = truth.entries.length
  const seq = mutant.chance.below(size)
  const [pen = signerNamed('stranger')] = truth.pens
  const [same, strangers] = [
    sideOf(truth, size, seq, pen, false),
    sideOf(truth, size, seq, signerNamed('stranger'), true),
  ]
  const proof = makeForkProof(seq, same, strangers)
  return mutant.chance.pick([
    makeForkProof(seq, same, same),
    proof,
    { ...makeForkProof(seq, same, same), leafB: proof.leafB },
    { ...makeForkProof(seq, same, same), leafB: proof.leafB, pathB: proof.pathB },
    { ...proof, seq: mutant.chance.pick([0, size, Number.MAX_SAFE_INTEGER]) },
    { ...proof, book: mutant.chance.pick([...mutant.originals.truths.keys()]) },
  ])
}

export const mutationsOfSideData: Mutations = {
  'a word of a known witness by another key': (mutant) =>
    addToPart(mutant, (truth) => frameOf('W', wordOn(anyNote(mutant, truth), signerNamed('stranger')))),
  'a word of a witness nobody admitted': (mutant) =>
    addToPart(mutant, (truth) => frameOf('W', wordOn(anyNote(mutant, truth), witnessKey(), 'v'.repeat(32)))),
  'a word on another root': (mutant) =>
    addToPart(mutant, (truth) => frameOf('W', ofAnotherRoot(mutant, truth))),
  'a word that says another size': (mutant) =>
    addToPart(mutant, (truth) => {
      const word = wordOn(anyNote(mutant, truth), witnessKey())
      return frameOf('W', { ...word, size: mutant.chance.pick([1, word.size + 1, Number.MAX_SAFE_INTEGER]) })
    }),
  'an older word again': (mutant) =>
    addToPart(mutant, (truth) => frameOf('W', wordOn(anyNote(mutant, truth), witnessKey()))),
  'a proof of a fork that proves nothing': (mutant) =>
    addToPart(mutant, (truth) => frameOf('F', untrueProof(mutant, truth))),
}
