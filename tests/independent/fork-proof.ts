/** P2 of docs/formats.md: that the pen of a book signed two histories. */
import { base64Decode, equalBytes, utf8 } from './base.ts'
import { type Pen } from './book.ts'
import { openBookCheckpoint } from './checkpoint.ts'
import { isSeq } from './entry.ts'
import { verifyInclusion } from './merkle.ts'
import { demand, refuse, verdict, type Verdict } from './verdict.ts'

/** P2, as it stands in JSON. */
export type ForkProof = {
  book: string
  a: string
  b: string
  seq: number
  leafA: string
  pathA: readonly string[]
  leafB: string
  pathB: readonly string[]
}

/** P2: the seq at which a book is proven to fork, given the pens it has had in the order in which they held it. */
export function verifyForkProof(proof: ForkProof, pens: readonly Pen[]): Verdict<{ seq: number }> {
  return verdict(() => {
    demand(isSeq(proof.seq) && proof.seq >= 1, 'P2: seq')
    const eligible = pensSince(pens, proof.seq)
    const a = readBranch(proof, eligible, { note: proof.a, leaf: proof.leafA, path: proof.pathA })
    const b = readBranch(proof, eligible, { note: proof.b, leaf: proof.leafB, path: proof.pathB })
    demand(!equalBytes(a, b), 'P2: the same leaf twice')
    return { seq: proof.seq }
  })
}

/** A pen is passed on by the entry at `afterSize - 1` of the next: those not passed on before `seq`. */
function pensSince(pens: readonly Pen[], seq: number): Uint8Array[] {
  return pens.filter((_, i) => (pens[i + 1]?.afterSize ?? Infinity) - 1 >= seq).map((pen) => pen.key)
}

/** One side of P2: its leaf hash, proven under a checkpoint that one of the keys signed (C3, for that key alone). */
function readBranch(
  { book, seq }: ForkProof,
  keys: readonly Uint8Array[],
  branch: { note: string; leaf: string; path: readonly string[] },
): Uint8Array {
  const opened = keys
    .map((key) => verdict(() => openBookCheckpoint(utf8(branch.note), book, [key])))
    .find((verified) => verified.ok)
  if (opened?.ok !== true) return refuse('C3: no signature of a pen that counts')
  const [leaf, ...path] = [branch.leaf, ...branch.path].map((text) => {
    const hash = base64Decode(text)
    return hash?.length === 32 ? hash : refuse('P2: a hash')
  })
  if (leaf === undefined) return refuse('P2: leaf')
  const { size, root } = opened.value
  demand(verifyInclusion({ leafHash: leaf, index: seq, size, path, root }), 'P2: inclusion')
  return leaf
}
