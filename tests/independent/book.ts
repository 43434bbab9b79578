/**
 * A whole book verified from its entries, its handovers and one checkpoint: B1-B5, C1-C3, H1-H2 of
 * docs/formats.md.
 */
import { base32Encode, equalBytes } from './base.ts'
import { type JsonObject } from './canonical-json.ts'
import { openBookCheckpoint, penOf, readBookCheckpoint, type Checkpoint } from './checkpoint.ts'
import { isAdmissibleKey } from './ed25519.ts'
import { bytesOf, checkEntry, isBase32Of, isSeq, readEntry } from './entry.ts'
import { leafHash, treeHash } from './merkle.ts'
import { keyIdOf } from './note.ts'
import { demand, refuse, verdict, type Verdict } from './verdict.ts'

/** B1. */
export function bookIdOf(entry0: Uint8Array): string {
  return base32Encode(leafHash(entry0))
}

/** B5, as it stands in JSON. */
export type Continues = { book: string; size: number; root: string }
/** What a founding entry says of its book. */
export type Founding = { bookId: string; pen: Uint8Array; continues: Continues | undefined }

/** B1, B4, B5: what the founding entry says. */
export function checkFounding(entry0: Uint8Array): Verdict<Founding> {
  return verdict(() => {
    const entry = readEntry(entry0)
    if (entry.isSealed || entry.type !== 'body.founded') return refuse('B1: not body.founded')
    demand(entry.sig === undefined, 'E6: entry 0 has a sig')
    const pen = admissibleKey(entry.data, 'pen')
    if (pen === undefined) return refuse('B4: pen')
    demand(officersOf(entry.data).includes(entry.by), 'B4: by is no officer')
    const continues = entry.data.has('continues') ? readContinues(entry.data) : undefined
    return { bookId: bookIdOf(entry0), pen, continues }
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
function readContinues(data: JsonObject): Continues {
  const continues = data.get('continues')
  if (!(continues instanceof Map)) return refuse('B5: continues')
  const [book, size, root] = ['book', 'size', 'root'].map((name) => continues.get(name))
  if (typeof book !== 'string' || !isBase32Of(book, 32)) return refuse('B5: book')
  if (!isSeq(size) || size < 1) return refuse('B5: size')
  if (typeof root !== 'string' || bytesOf(root, 32) === undefined) return refuse('B5: root')
  return { book, size, root }
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
    const { bookId, pens } = readFounding(entries)
    const bySize = handovers
      .map((note) => ({ note, size: readBookCheckpoint(note, bookId).size }))
      .sort((a, b) => a.size - b.size)
    for (const { note } of bySize) {
      const passed = checkAt(note, { bookId, entries, pens }).passed
      if (passed === undefined) return refuse('H1: the last entry of a handover is not pen.passed by H1')
      demand(
        pens.every((pen) => pen.afterSize < passed.afterSize),
        'H2: two handovers of one size',
      )
      pens.push(passed)
    }
    const { size } = readBookCheckpoint(checkpoint, bookId)
    demand(size === entries.length, 'C1: size is not that of the entries')
    const { root, passed } = checkAt(checkpoint, { bookId, entries, pens })
    if (passed !== undefined && pens.every((pen) => pen.afterSize < size)) pens.push(passed)
    return { bookId, size, root, pens }
  })
}

/** H2: the pens of a book, from its checkpoints in rising size. Those that are handovers pass the pen. */
export function walkCheckpoints(
  entries: readonly Uint8Array[],
  notes: readonly Uint8Array[],
): Verdict<{ bookId: string; pens: Pen[] }> {
  return verdict(() => {
    const { bookId, pens } = readFounding(entries)
    let before = 0
    for (const note of notes) {
      const { size, passed } = checkAt(note, { bookId, entries, pens })
      demand(size > before, 'H2: not in rising size')
      before = size
      if (passed !== undefined) pens.push(passed)
    }
    return { bookId, pens }
  })
}

function readFounding(entries: readonly Uint8Array[]): { bookId: string; pens: Pen[] } {
  const [entry0] = entries
  if (entry0 === undefined) return refuse('B1: no entries')
  const founding = checkFounding(entry0)
  if (!founding.ok) return refuse(founding.reason)
  const { bookId, pen } = founding.value
  return { bookId, pens: [{ key: pen, afterSize: 0 }] }
}

/** H2: a checkpoint signed by all who must, of the entries' root; and the pen it passes on, if it does. */
function checkAt(
  note: Uint8Array,
  { bookId, entries, pens }: { bookId: string; entries: readonly Uint8Array[]; pens: readonly Pen[] },
): { size: number; root: Uint8Array; passed: Pen | undefined } {
  const { size } = readBookCheckpoint(note, bookId)
  const last = entries[size - 1]
  const earlier = pens.filter((pen) => pen.afterSize < size)
  const oldPen = earlier.at(-1)
  if (last === undefined || oldPen === undefined) return refuse('H2: a checkpoint beyond the entries')
  const next = newPenOf(last, bookId, earlier)
  const { root } = openSigned(note, bookId, next === undefined ? [oldPen.key] : [oldPen.key, next])
  demand(equalBytes(treeHash(entries.slice(0, size).map(leafHash)), root), 'B2: another root')
  return { size, root, passed: next === undefined ? undefined : { key: next, afterSize: size } }
}

/** H1: the pen that an entry passes on, or undefined where it is no `pen.passed` by H1: it has no effect then. */
function newPenOf(entry: Uint8Array, bookId: string, earlier: readonly Pen[]): Uint8Array | undefined {
  const read = checkEntry(entry)
  if (!read.ok || read.value.isSealed || read.value.type !== 'pen.passed') return undefined
  const key = admissibleKey(read.value.data, 'pen')
  if (key === undefined) return undefined
  const keyIds = earlier.map((pen) => keyIdOf(penOf(bookId, pen.key)))
  return keyIds.includes(keyIdOf(penOf(bookId, key))) ? undefined : key
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
