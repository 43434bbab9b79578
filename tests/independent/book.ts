/**
 * A whole book verified from its entries, its handovers and one checkpoint: B1-B5, C1-C3, H1-H2 of
 * docs/formats.md, and proofs of a fork (P2).
 */
import { base32Encode, base64Decode, equalBytes, utf8 } from './base.ts'
import { type JsonObject } from './canonical-json.ts'
import { openBookCheckpoint, readBookCheckpoint, type Checkpoint } from './checkpoint.ts'
import { isAdmissibleKey } from './ed25519.ts'
import { bytesOf, checkEntry, isBase32Of, isSeq, readEntry } from './entry.ts'
import { leafHash, treeHash, verifyInclusion } from './merkle.ts'
import { demand, refuse, verdict, type Verdict } from './verdict.ts'

/** B1. */
export function bookIdOf(entry0: Uint8Array): string {
  return base32Encode(leafHash(entry0))
}

/** B1, B4, B5: what the founding entry says. */
export function checkFounding(entry0: Uint8Array): Verdict<{ bookId: string; pen: Uint8Array }> {
  return verdict(() => {
    const entry = readEntry(entry0)
    if (entry.isSealed || entry.type !== 'body.founded') return refuse('B1: not body.founded')
    demand(entry.sig === undefined, 'E6: entry 0 has a sig')
    const pen = admissibleKey(entry.data, 'pen')
    if (pen === undefined) return refuse('B4: pen')
    demand(officersOf(entry.data).includes(entry.by), 'B4: by is no officer')
    if (entry.data.has('continues')) checkContinues(entry.data)
    return { bookId: bookIdOf(entry0), pen }
  })
}

/** A member that is base64 of a key K1 admits, or undefined. */
function admissibleKey(data: JsonObject, name: string): Uint8Array | undefined {
  const key = bytesOf(data.get(name), 32)
  return key !== undefined && isAdmissibleKey(key) ? key : undefined
}

/** B4: the ids of the officers. */
function officersOf(data: JsonObject): string[] {
  const officers = data.get('officers')
  if (!Array.isArray(officers)) return refuse('B4: officers')
  demand(officers.length >= 1 && officers.length <= 64, 'B4: number of officers')
  return officers.map((officer) => {
    if (!(officer instanceof Map)) return refuse('B4: an officer')
    const id = officer.get('id')
    if (typeof id !== 'string' || !isBase32Of(id, 16)) return refuse("B4: an officer's id")
    demand(admissibleKey(officer, 'key') !== undefined, "B4: an officer's key")
    demand(typeof officer.get('post') === 'string', "B4: an officer's post")
    return id
  })
}

/** B5. */
function checkContinues(data: JsonObject): void {
  const continues = data.get('continues')
  if (!(continues instanceof Map)) return refuse('B5: continues')
  demand(isBase32Of(continues.get('book'), 32), 'B5: book')
  const size = continues.get('size')
  demand(isSeq(size) && size >= 1, 'B5: size')
  demand(bytesOf(continues.get('root'), 32) !== undefined, 'B5: root')
}

/** A key that held the pen, from checkpoints of more than `afterSize` entries on. */
export type Pen = { key: Uint8Array; afterSize: number }
/** What a verified book is. */
export type VerifiedBook = { bookId: string; size: number; root: Uint8Array; pens: Pen[] }
/** What is verified: the checkpoint is of exactly these entries, handovers in any order. */
export type BookEvidence = {
  entries: readonly Uint8Array[]
  handovers: readonly Uint8Array[]
  checkpoint: Uint8Array
}

/** B1-B5, C1-C3, H1-H2. Void entries (E7) are no reason to refuse a book, save entry 0. */
export function verifyBook({ entries, handovers, checkpoint }: BookEvidence): Verdict<VerifiedBook> {
  return verdict(() => {
    const [entry0] = entries
    if (entry0 === undefined) return refuse('B1: no entries')
    const founding = checkFounding(entry0)
    if (!founding.ok) return refuse(founding.reason)
    const { bookId, pen } = founding.value
    const pens = walkHandovers(bookId, pen, entries, handovers)
    const { size } = readBookCheckpoint(checkpoint, bookId)
    demand(size === entries.length, 'C1: size is not that of the entries')
    const opened = openSigned(checkpoint, bookId, pensAt(pens, size))
    demandRoot(opened, entries)
    return { bookId, size, root: opened.root, pens }
  })
}

/** H2: the pens in the order in which they held it. */
function walkHandovers(
  bookId: string,
  firstPen: Uint8Array,
  entries: readonly Uint8Array[],
  handovers: readonly Uint8Array[],
): Pen[] {
  const pens: Pen[] = [{ key: firstPen, afterSize: 0 }]
  const bySize = handovers
    .map((note) => ({ note, size: readBookCheckpoint(note, bookId).size }))
    .sort((a, b) => a.size - b.size)
  for (const { note, size } of bySize) {
    const last = entries[size - 1]
    const oldPen = pens.at(-1)
    if (last === undefined || oldPen === undefined) return refuse('H2: a handover beyond the entries')
    demand(size > oldPen.afterSize, 'H2: two handovers of one size')
    const newKey = newPenOf(last)
    demandRoot(openSigned(note, bookId, [oldPen.key, newKey]), entries)
    pens.push({ key: newKey, afterSize: size })
  }
  return pens
}

/** H1: the pen that an entry passes on. */
function newPenOf(entry: Uint8Array): Uint8Array {
  const read = checkEntry(entry)
  if (!read.ok || read.value.isSealed || read.value.type !== 'pen.passed') {
    return refuse('H1: the last entry of a handover is not pen.passed')
  }
  return admissibleKey(read.value.data, 'pen') ?? refuse('H1: pen')
}

/** H2: the keys that must all have signed a checkpoint of a size: one, or two where it is a handover's. */
export function pensAt(pens: readonly Pen[], size: number): Uint8Array[] {
  const before = pens.findLast((pen) => pen.afterSize < size)
  const from = pens.filter((pen) => pen.afterSize === size)
  return [...(before === undefined ? [] : [before]), ...from].map((pen) => pen.key)
}

/** A checkpoint that every one of the keys signed. */
function openSigned(note: Uint8Array, bookId: string, keys: readonly Uint8Array[]): Checkpoint {
  const opened = openBookCheckpoint(note, bookId, keys)
  const isSignedBy = (key: Uint8Array) => opened.signedBy.some((signer) => equalBytes(signer, key))
  demand(keys.every(isSignedBy), 'H1: the signature of a pen is missing')
  return opened
}

/** B2. */
function demandRoot({ size, root }: Checkpoint, entries: readonly Uint8Array[]): void {
  demand(equalBytes(treeHash(entries.slice(0, size).map(leafHash)), root), 'B2: another root')
}

/** P2, as it stands in JSON. */
export type ForkProof = {
  book: string
  a: string
  b: string
  seq: number
  leafA: string
  pathA: string[]
  leafB: string
  pathB: string[]
}

/** P2: the seq at which a book is proven to fork, given the keys that held its pen. */
export function verifyForkProof(proof: ForkProof, pens: readonly Uint8Array[]): Verdict<{ seq: number }> {
  return verdict(() => {
    demand(isSeq(proof.seq), 'P2: seq')
    const a = readBranch(proof, pens, { note: proof.a, leaf: proof.leafA, path: proof.pathA })
    const b = readBranch(proof, pens, { note: proof.b, leaf: proof.leafB, path: proof.pathB })
    demand(!equalBytes(a, b), 'P2: the same leaf twice')
    return { seq: proof.seq }
  })
}

/** One side of P2: its leaf hash, proven. */
function readBranch(
  { book, seq }: ForkProof,
  pens: readonly Uint8Array[],
  branch: { note: string; leaf: string; path: string[] },
): Uint8Array {
  const { size, root } = openBookCheckpoint(utf8(branch.note), book, pens)
  const [leaf, ...path] = [branch.leaf, ...branch.path].map((text) => {
    const hash = base64Decode(text)
    return hash?.length === 32 ? hash : refuse('P2: a hash')
  })
  if (leaf === undefined) return refuse('P2: leaf')
  demand(verifyInclusion({ leafHash: leaf, index: seq, size, path, root }), 'P2: inclusion')
  return leaf
}
