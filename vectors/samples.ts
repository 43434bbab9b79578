/** What the vectors are made of, by the product: keys of counted seeds, fixed dates, and entries of a small book. */
import { type Checkpoint, checkpointToBytes, signCheckpoint } from '../src/book/checkpoint.ts'
import { type Signer, signerOf } from '../src/book/ed25519.ts'
import { type BookId, type Entry, type JsonObject, entryToBytes } from '../src/book/entry.ts'
import { bookIdOf } from '../src/book/founding.ts'
import { type Hash, leafHash } from '../src/book/hash.ts'
import { type SubtreeHash, inclusionProof } from '../src/book/proofs.ts'
import { emptyRange, extendRange, rootOf } from '../src/book/tree.ts'
import { base32, base64, base64ToBytes, utf8ToText } from '../src/kernel/encoding.ts'
import type { Format, Vector } from './format.ts'

/** 32 bytes that are a number over and over. */
export const filled = (number: number, length = 32): Uint8Array => new Uint8Array(length).fill(number)

/** The signer of a counted seed: 1 and 3 to 5 are pens, 2 an officer, 6 to 8 of nodes, 9 a stranger. */
export const signer = (number: number): Signer => signerOf(filled(number))

export const person = (number: number): string => base32(filled(number, 16))

export const at = '2026-03-01T15:00:00-04:00'

/** A book that no vector holds, to cite and to be sealed for. */
export const otherBook: BookId = base32(filled(7))

export const entryOf = (type: string, data: JsonObject): Entry => ({
  type,
  at,
  by: person(1),
  cites: [],
  data,
})

export const textOf = (bytes: Uint8Array): string => utf8ToText(bytes) ?? ''

export const bytesOfBase64 = (text: string): Uint8Array => base64ToBytes(text) ?? new Uint8Array()

/** The founding's data; `data` goes over it. */
export function foundingData(data: JsonObject = {}): JsonObject {
  const officers = [{ id: person(1), key: signer(2).key, post: 'secretary' }]
  return { pen: signer(1).key, officers, ...data }
}

export const foundingBytes = (data: JsonObject = {}): Uint8Array =>
  entryToBytes(entryOf('body.founded', foundingData(data)))

/** Entry `seq` of the sample books, from 1. */
export const noteKept = (seq: number): Uint8Array => entryToBytes(entryOf('note.kept', { seq }))

export const penPassed = (key: string): Uint8Array => entryToBytes(entryOf('pen.passed', { pen: key }))

/** The founding and as many more entries as make `size`; `at` those given by their seq. */
export const bookOf = (size: number, given: Readonly<Record<number, Uint8Array>> = {}): Uint8Array[] =>
  Array.from({ length: size }, (_, seq) => given[seq] ?? (seq === 0 ? foundingBytes() : noteKept(seq)))

export const rootOfLeaves = (leaves: readonly Hash[]): Hash => rootOf(extendRange(emptyRange, leaves))

/** The head of the first `size` entries of a book, signed. */
export function headOf(entries: readonly Uint8Array[], size: number, ...pens: readonly Signer[]): Checkpoint {
  const book = bookIdOf(entries[0] ?? new Uint8Array())
  const root = rootOfLeaves(entries.slice(0, size).map(leafHash))
  return signCheckpoint({ book, size, root }, ...pens)
}

export const noteOf = (checkpoint: Checkpoint): string => textOf(checkpointToBytes(checkpoint))

/** The hashes of the subtrees over leaves. */
export const subtreesOf =
  (leaves: readonly Hash[]): SubtreeHash =>
  (start, height) =>
    rootOfLeaves(leaves.slice(start, start + 2 ** height))

export const pathOf = (seq: number, leaves: readonly Hash[]): string[] =>
  inclusionProof(seq, leaves.length, subtreesOf(leaves)).map(base64)

/** Cases of one format as they are collected: those that stand, and those that break a rule. */
export interface Cases<F extends Format> {
  readonly vectors: Vector<F>[]
  stands(rule: string, name: string, input: Vector<F>['input'], expect?: Vector<F>['expect']): void
  breaks(rule: string, name: string, input: Vector<F>['input']): void
}

export function collect<F extends Format>(): Cases<F> {
  const vectors: Vector<F>[] = []
  return {
    vectors,
    stands: (rule, name, input, expect) => {
      vectors.push({ name, rule, input, valid: true, ...(expect === undefined ? {} : { expect }) })
    },
    breaks: (rule, name, input) => {
      vectors.push({ name, rule, input, valid: false })
    },
  }
}
