/** Forks of tests that ask no archive to check what they prove. */
import type { BookId } from '../book/entry.ts'
import type { ForkProof } from '../book/fork.ts'

export const forkProofAt = (book: BookId, seq: number): ForkProof => ({
  book,
  a: '',
  b: '',
  seq,
  leafA: '',
  pathA: [],
  leafB: '',
  pathB: [],
})
