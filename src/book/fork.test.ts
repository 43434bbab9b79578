import { describe, expect, test } from 'vitest'
import { base64, utf8 } from '../kernel/encoding.ts'
import { citing } from '../testing/given.ts'
import { signerNamed } from '../testing/keys.ts'
import { signCheckpoint } from './checkpoint.ts'
import type { Signer } from './ed25519.ts'
import { type ForkProof, type ForkSide, isForkProof, makeForkProof } from './fork.ts'
import { type Hash, leafHash } from './hash.ts'
import { inclusionProof, rootFrom } from './proofs.ts'
import { emptyRange, extendRange, rootOf } from './tree.ts'

const [pen, next, stranger] = [signerNamed('pen'), signerNamed('next pen'), signerNamed('stranger')]
const { book } = citing('book')
const terms = [{ from: 0, pen: pen.key }]

/** A history that goes `branch` from entry 5 on. */
const leavesOf = (branch: string, size: number): Hash[] =>
  Array.from({ length: size }, (_, at) => leafHash(utf8(at < 5 ? `entry ${at}` : `${branch} ${at}`)))

function sideOf(branch: string, size: number, seq: number, signer: Signer = pen, of = book): ForkSide {
  const leaves = leavesOf(branch, size)
  const subtree = (start: number, height: number) =>
    rootOf(extendRange(emptyRange, leaves.slice(start, start + 2 ** height)))
  return {
    checkpoint: signCheckpoint({ book: of, size, root: rootFrom(size, subtree) }, signer),
    leaf: leaves[seq] ?? new Uint8Array(),
    path: inclusionProof(seq, size, subtree),
  }
}

const proofAt = (seq: number) => makeForkProof(seq, sideOf('left', 9, seq), sideOf('right', 7, seq))

describe('P2: a proof of a fork', () => {
  test('two heads of one pen and two leaves at one place', () => {
    expect(isForkProof(proofAt(5), terms)).toBe(true)
    expect(isForkProof(proofAt(6), terms)).toBe(true)
    expect(isForkProof(JSON.parse(JSON.stringify(proofAt(6))) as ForkProof, terms)).toBe(true)
  })

  test('the same leaf twice is none: both histories have it', () => {
    expect(isForkProof(proofAt(4), terms)).toBe(false)
  })

  test('one history extended is none', () => {
    expect(isForkProof(makeForkProof(6, sideOf('left', 9, 6), sideOf('left', 7, 6)), terms)).toBe(false)
  })

  test.each<[string, (proof: ForkProof) => ForkProof]>([
    ['another place', (proof) => ({ ...proof, seq: 5 })],
    ['a place below 0', (proof) => ({ ...proof, seq: -1 })],
    ['a place beyond', (proof) => ({ ...proof, seq: 7 })],
    ['a place between', (proof) => ({ ...proof, seq: 6.5 })],
    ['another book', (proof) => ({ ...proof, book: citing('other').book })],
    ['leaves changed about', (proof) => ({ ...proof, leafA: proof.leafB, leafB: proof.leafA })],
    ['a leaf of 31 bytes', (proof) => ({ ...proof, leafA: base64(new Uint8Array(31)) })],
    ['a leaf that is no base64', (proof) => ({ ...proof, leafB: 'leaf' })],
    ['a path cut short', (proof) => ({ ...proof, pathA: proof.pathA.slice(1) })],
    ['a path with no hash in it', (proof) => ({ ...proof, pathB: [...proof.pathB.slice(1), 'AAAA'] })],
    ['a path of 65', (proof) => ({ ...proof, pathA: Array.from({ length: 65 }, () => proof.leafA) })],
    ['a note that is none', (proof) => ({ ...proof, a: 'note' })],
  ])('with %s it is none', (_, change) => {
    expect(isForkProof(change(proofAt(6)), terms)).toBe(false)
  })

  test('signed by a stranger it is none', () => {
    const proof = makeForkProof(6, sideOf('left', 9, 6), sideOf('right', 7, 6, stranger))
    expect(isForkProof(proof, terms)).toBe(false)
  })

  test('a pen passed on before the place proves nothing, the pens from then on do', () => {
    const passed = [...terms, { from: 3, pen: next.key }]
    expect(isForkProof(proofAt(6), passed)).toBe(false)
    const byNext = makeForkProof(6, sideOf('left', 9, 6, next), sideOf('right', 7, 6, next))
    expect(isForkProof(byNext, passed)).toBe(true)
    const passedAfter = [...terms, { from: 7, pen: next.key }]
    const mixed = makeForkProof(6, sideOf('left', 9, 6, next), sideOf('right', 7, 6, pen))
    expect(isForkProof(mixed, passedAfter)).toBe(true)
  })
})
