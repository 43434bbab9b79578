import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeForkProof } from '../../src/book/fork.ts'
import { leafHash } from '../../src/book/hash.ts'
import { inclusionProof } from '../../src/book/proofs.ts'
import {
  bookOf,
  headOf,
  noteKept,
  noteOf,
  penPassed,
  signer,
  subtreesOf,
  textOf,
} from '../../vectors/samples.ts'
import { agree } from './agree.ts'

/** The pens of a book in the order in which they may come; 9 is a stranger. */
const numbers = [1, 3, 4, 5] as const

/** Books of eight in which some entries pass the pen on, each to a key not had before. */
const passes = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }).map((seqs) => seqs.toSorted())

function bookPassedAt(seqs: readonly number[]): Uint8Array[] {
  const given = seqs.map((seq, i) => [seq, penPassed(signer(numbers[i + 1] ?? 9).key)] as const)
  return bookOf(8, Object.fromEntries(given))
}

/** Who should sign a head: the pen, and the next where its last entry passes it on. */
function signersAt(seqs: readonly number[], size: number): number[] {
  const index = seqs.filter((seq) => seq + 1 < size).length
  return seqs.includes(size - 1) ? [numbers[index] ?? 9, numbers[index + 1] ?? 9] : [numbers[index] ?? 9]
}

describe('books: src/ and the independent implementation agree', () => {
  test('H1, H2: on walks, as they should be but for some signatures', () => {
    let valid = 0
    const skipped = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 5 })
    const others = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 8 }),
        fc.uniqueArray(fc.constantFrom(...numbers, 9), { maxLength: 2 }),
      ),
      { maxLength: 1 },
    )
    fc.assert(
      fc.property(passes, skipped, others, (seqs, skips, changes) => {
        const entries = bookPassedAt(seqs)
        const sizes = [1, 2, 3, 4, 5, 6, 7, 8].filter((size) => !skips.includes(size))
        const checkpoints = sizes.map((size) => {
          const [, signed = signersAt(seqs, size)] = changes.find(([changed]) => changed === size) ?? []
          return noteOf(headOf(entries, size, ...signed.map(signer)))
        })
        valid += Number(agree('handover', { entries: entries.map(textOf), checkpoints }))
      }),
      { numRuns: 80 },
    )
    expect(valid).toBeGreaterThan(0)
  })

  test('P2: on proofs of forks, whoever signed and whatever pens are known', () => {
    const one = fc.constantFrom(...numbers, 1, 3, 9)
    const froms = fc
      .uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 })
      .map((sizes) => sizes.toSorted())
    let valid = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(0, 0, 0, -1, 1),
        one,
        one,
        froms,
        (parted, moved, signedA, signedB, sizes) => {
          const seq = Math.min(4, parted + moved)
          const terms = [0, ...sizes].map((from, i) => ({ from, pen: signer(numbers[i] ?? 9).key }))
          const [a, b] = ([5, 6] as const).map((size, side) => {
            const entries = bookOf(size, { [parted]: noteKept(1000 + side) })
            const leaves = entries.map(leafHash)
            const path = inclusionProof(seq, size, subtreesOf(leaves))
            const checkpoint = headOf(entries, size, signer(side === 0 ? signedA : signedB))
            return { checkpoint, leaf: leaves[seq] ?? new Uint8Array(), path }
          })
          if (a === undefined || b === undefined) throw new Error('two sides')
          valid += Number(agree('fork-proof', { proof: makeForkProof(seq, a, b), pens: terms }))
        },
      ),
      { numRuns: 150 },
    )
    expect(valid).toBeGreaterThan(0)
  })
})
