/** Proofs of a fork (P2), and what must not count as one. */
import type { Signer } from '../src/book/ed25519.ts'
import { originOf } from '../src/book/checkpoint.ts'
import { makeForkProof } from '../src/book/fork.ts'
import { bookIdOf } from '../src/book/founding.ts'
import { leafHash } from '../src/book/hash.ts'
import { inclusionProof } from '../src/book/proofs.ts'
import { base32, base64 } from '../src/kernel/encoding.ts'
import type { ForkProofInput, PenText, VectorFile } from './format.ts'
import {
  bookOf,
  collect,
  filled,
  headOf,
  noteKept,
  penPassed,
  rootOfLeaves,
  signer,
  subtreesOf,
} from './samples.ts'

const [first, second, stranger] = [signer(1), signer(3), signer(9)]
const book = bookIdOf(bookOf(1)[0] ?? new Uint8Array())
const from0: PenText = { from: 0, pen: first.key }
/** The pen is passed on by entry 2: the second is in force from entry 3 on. */
const terms: readonly PenText[] = [from0, { from: 3, pen: second.key }]

/** A history of which only the entry at `seq` tells it from others. */
function historyOf(name: number, seq: number, size: number): Uint8Array[] {
  return bookOf(size, { 2: penPassed(second.key), [seq]: noteKept(1000 + name) })
}

function sideOf(entries: readonly Uint8Array[], seq: number, ...pens: readonly Signer[]) {
  const leaves = entries.map(leafHash)
  const path = inclusionProof(seq, leaves.length, subtreesOf(leaves))
  return { checkpoint: headOf(entries, entries.length, ...pens), leaf: leaves[seq] ?? new Uint8Array(), path }
}

/** Two histories that part at `seq`, of sizes 5 and 6, their heads signed by those. */
function forkAt(seq: number, signedA: Signer, signedB: Signer): ForkProofInput['proof'] {
  const a = sideOf(historyOf(1, seq, 5), seq, signedA)
  return makeForkProof(seq, a, sideOf(historyOf(2, seq, 6), seq, signedB))
}

/** The cases of fork-proof.json. */
export function makeForkProofs(): VectorFile<'fork-proof'> {
  const { vectors, stands, breaks } = collect<'fork-proof'>()
  const proves = (name: string, proof: ForkProofInput['proof'], pens: readonly PenText[]): void =>
    stands('P2', name, { proof, pens }, { seq: proof.seq })
  const no = (name: string, proof: ForkProofInput['proof'], pens: readonly PenText[] = terms): void =>
    breaks('P2', name, { proof, pens })

  const good = forkAt(4, second, second)
  proves('Two histories by the pen in force', good, terms)
  proves('By the first pen, never passed on', forkAt(3, first, first), [from0])
  proves('By the pen in force and by one that followed', forkAt(1, first, second), terms)
  proves('By a pen that followed, at an entry before it', forkAt(1, second, second), terms)
  proves('By the old pen at the entry that passed the pen on', forkAt(2, first, second), terms)
  proves('By the old pen twice at the entry that passed the pen on', forkAt(2, first, first), terms)
  no('By a pen that was passed on just before', forkAt(3, first, second))
  no('By a pen that was passed on before', forkAt(4, second, first))
  no('By a pen that was passed on before, twice', forkAt(4, first, first))
  no('By a stranger', forkAt(4, second, stranger))
  no('With no pen known', good, [])
  no('By a pen not known here', good, [from0])
  const last = sideOf(historyOf(1, 4, 5), 4, second)
  proves(
    'At the last entry of the smaller',
    makeForkProof(4, last, sideOf(historyOf(2, 4, 5), 4, second)),
    terms,
  )

  no('One side twice', { ...good, b: good.a, leafB: good.leafA, pathB: good.pathA })
  const longer = sideOf([...historyOf(1, 4, 5), noteKept(5)], 4, second)
  no('A head and one that extends it: equal leaves', makeForkProof(4, last, longer))
  no('Another seq', { ...good, seq: 3 })
  no('A seq beyond the smaller', { ...good, seq: 5 })
  no('A seq below 0', { ...good, seq: -1 })
  no('At entry 0, which the id of the book names', forkAt(0, first, first))
  no('The path of the other side', { ...good, pathA: good.pathB })
  no('A path one short', { ...good, pathB: good.pathB.slice(0, -1) })
  no('A hash in a path that is cut short', { ...good, pathA: good.pathA.with(0, base64(filled(1, 31))) })
  no('A path that is not base64', { ...good, pathA: good.pathA.with(0, '?') })
  no('A leaf not under the head', { ...good, leafA: base64(filled(1)) })
  no('A leaf of 31 bytes', { ...good, leafA: base64(filled(1, 31)) })
  no('Another book named', { ...good, book: base32(filled(7)) })
  no('A note changed', { ...good, a: good.a.replace('\n5\n', '\n6\n') })
  no('A note without signatures', { ...good, a: good.a.split('—')[0] ?? '' })

  const both = sideOf(historyOf(1, 4, 5), 4, second, stranger)
  proves(
    'A line of a stranger under a note is ignored',
    makeForkProof(4, both, sideOf(historyOf(2, 4, 6), 4, second)),
    terms,
  )
  const spoilt = badLineOf(first)
  proves('A bad line of a pen that does not count is ignored', { ...good, a: good.a + spoilt }, terms)
  proves(
    'A bad line of a pen that counts, beside a good one of another (C3: known is who must sign)',
    { ...forkAt(1, second, second), a: forkAt(1, second, second).a + spoilt },
    terms,
  )
  no('A bad line of the pen that signed', { ...good, a: good.a + badLineOf(second) })
  return { format: 'fork-proof', rules: 'docs/formats.md section 7', vectors }
}

/** A line by a pen's name and key id, of another text. */
function badLineOf(pen: Signer): string {
  const { note } = headOf(bookOf(1), 1, pen)
  const [line] = note.signatures
  const root = base64(rootOfLeaves(bookOf(1).map(leafHash)))
  if (line === undefined || root === '') throw new Error('a checkpoint without signature')
  return `— ${originOf(book)} ${base64(Uint8Array.from([...line.keyId, ...line.signature]))}\n`
}
