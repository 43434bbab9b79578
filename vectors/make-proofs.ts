/** Inclusion and consistency proofs (P1). */
import { leafHash } from '../src/book/hash.ts'
import { consistencyProof } from '../src/book/proofs.ts'
import { base64, utf8 } from '../src/kernel/encoding.ts'
import type { VectorFile } from './format.ts'
import { type Cases, bytesOfBase64, collect, filled, pathOf, rootOfLeaves, subtreesOf } from './samples.ts'

const leaves = Array.from({ length: 257 }, (_, n) => leafHash(utf8(`entry ${n}`)))
const rootAt = (size: number): string => base64(rootOfLeaves(leaves.slice(0, size)))

const inclusion = (seq: number, size: number) => ({
  leaf: base64(leaves[seq] ?? new Uint8Array()),
  seq,
  size,
  path: pathOf(seq, leaves.slice(0, size)),
  root: rootAt(size),
})

const consistency = (from: number, size: number) => ({
  from,
  fromRoot: rootAt(from),
  size,
  root: rootAt(size),
  path: consistencyProof(from, size, subtreesOf(leaves)).map(base64),
})

/** The bytes of the first two hashes of a path divided elsewhere than at 32. */
function divided([first = '', second = '', ...rest]: readonly string[], at: number): string[] {
  const both = [...bytesOfBase64(first), ...bytesOfBase64(second)]
  return [base64(Uint8Array.from(both.slice(0, at))), base64(Uint8Array.from(both.slice(at))), ...rest]
}

/** The cases of proofs.json. */
export function makeProofs(): VectorFile<'proofs'> {
  const cases = collect<'proofs'>()
  addInclusions(cases)
  addConsistencies(cases)
  return { format: 'proofs', rules: 'docs/formats.md section 7', vectors: cases.vectors }
}

function addInclusions({ stands, breaks }: Cases<'proofs'>): void {
  const at: [seq: number, size: number][] = [
    [0, 1],
    [0, 2],
    [1, 2],
    [2, 3],
    [1, 5],
    [4, 5],
    [5, 8],
    [6, 7],
    [10, 11],
    [255, 256],
    [256, 257],
    [100, 257],
  ]
  for (const [seq, size] of at) stands('P1', `Entry ${seq} of ${size}`, inclusion(seq, size))
  const good = inclusion(4, 7)
  const of = (name: string, changes: Partial<typeof good>): void =>
    breaks('P1', `Inclusion: ${name}`, { ...good, ...changes })
  of('another seq', { seq: 5 })
  of('a seq that is the size', { seq: 7 })
  of('a seq below 0', { seq: -1 })
  of('a seq that is no integer', { seq: 4.5 })
  of('another size', { size: 5 })
  of('size 0', { size: 0, seq: 0 })
  of('another root', { root: rootAt(8) })
  of('another leaf', { leaf: inclusion(5, 7).leaf })
  of('the path from the other end', { path: good.path.toReversed() })
  of('no path', { path: [] })
  of('a path one short', { path: good.path.slice(0, -1) })
  of('a path one long', { path: [...good.path, good.root] })
  of('a hash of no bytes in the path', { path: good.path.with(0, '') })
  of('a hash of 33 bytes in the path', { path: good.path.with(0, base64(filled(1, 33))) })
  breaks('P1', 'Inclusion: the root for a leaf, in a tree of two', {
    ...inclusion(0, 2),
    leaf: rootAt(2),
    path: [],
  })
}

function addConsistencies({ stands, breaks }: Cases<'proofs'>): void {
  const sizes: [from: number, size: number][] = [
    [1, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 8],
    [6, 8],
    [7, 8],
    [5, 11],
    [8, 257],
    [255, 256],
    [256, 257],
  ]
  for (const [from, size] of sizes)
    stands('P1', `${from} entries extended to ${size}`, consistency(from, size))
  const whole = consistency(3, 7)
  const between = (name: string, changes: Partial<typeof whole>): void =>
    breaks('P1', `Consistency: ${name}`, { ...whole, ...changes })
  between('another size', { size: 9 })
  between('another size before', { from: 4 })
  between('a size below that before', { from: 7, size: 3 })
  between('from 0', { from: 0, path: [] })
  between('another root', { root: rootAt(8) })
  between('another root before', { fromRoot: rootAt(4) })
  between('the roots exchanged', { fromRoot: whole.root, root: whole.fromRoot })
  between('no path', { path: [] })
  between('a path one short', { path: whole.path.slice(0, -1) })
  between('a path one long', { path: [...whole.path, whole.root] })
  between('a hash of no bytes in the path', { path: whole.path.with(1, '') })
  between('hashes of 31 and 33 bytes', { path: divided(whole.path, 31) })
  breaks('P1', 'Consistency: a path where the sizes are equal', { ...consistency(4, 4), path: [rootAt(4)] })
  breaks('P1', 'Consistency: equal sizes, other roots', { ...consistency(4, 4), fromRoot: rootAt(3) })
}
