/**
 * N2, N3 of docs/formats.md: the nodes that countersigned the checkpoint a book is served with, by the keys that
 * `node.admitted` entries of served books give them. A reader may pass over lines it cannot check (C3); what is asked
 * here is more: that a node serves no line which a reader of its books could not check.
 */
import { base64Encode, utf8 } from './base.ts'
import { originOf } from './checkpoint.ts'
import { cosignedAtS } from './cosignature.ts'
import { bytesOf, checkEntry } from './entry.ts'
import { checkNodeKeys } from './node-key.ts'
import { parseNote } from './note.ts'
import { demand, refuse, verdict, type Verdict } from './verdict.ts'
import type { ServedBook } from './verify-book.ts'

/** The cosigning keys that books give a node, by its id. */
export type CosignKeys = ReadonlyMap<string, readonly Uint8Array[]>
/** A node that countersigned, and when it says it did, in seconds since 1970. */
export type Cosigner = { node: string; atS: bigint }

/** N2, over every entry of verified books. Who was entitled to admit is judged where entries are folded, not here. */
export function cosignKeysIn(books: readonly ServedBook[]): CosignKeys {
  const keys = new Map<string, Uint8Array[]>()
  for (const { node, cosign } of books.flatMap(admittedIn))
    keys.set(node, [...(keys.get(node) ?? []), cosign])
  return keys
}

function admittedIn({ entries, pens }: ServedBook): { node: string; cosign: Uint8Array }[] {
  const taken: string[] = []
  return entries.flatMap((bytes, seq) => {
    const entry = checkEntry(bytes)
    if (!entry.ok || entry.value.isSealed || entry.value.type !== 'node.admitted') return []
    const { data } = entry.value
    const pen = pens.findLast(({ afterSize }) => afterSize <= seq)
    const admitted = checkNodeKeys(data, [...taken, ...(pen === undefined ? [] : [base64Encode(pen.key)])])
    const [request, cosign] = ['request', 'cosign'].map((name) => bytesOf(data.get(name), 32))
    if (!admitted.ok || request === undefined || cosign === undefined) return []
    taken.push(base64Encode(request), base64Encode(cosign))
    return [{ node: admitted.value.node, cosign }]
  })
}

/**
 * The nodes whose lines stand under a checkpoint, each once. Refused: a pen's line after another's, a line of nobody
 * known, one that does not verify.
 */
export function cosignersOf(
  { checkpoint, bookId }: Pick<ServedBook, 'checkpoint' | 'bookId'>,
  keys: CosignKeys,
): Verdict<Cosigner[]> {
  return verdict(() => {
    const note = parseNote(checkpoint)
    if (!note.ok) return refuse(note.reason)
    const { text, signatures } = note.value
    const first = signatures.findIndex(({ name }) => name !== originOf(bookId))
    if (first < 0) return []
    const lines = new TextDecoder().decode(checkpoint.slice(utf8(text).length + 1)).split('\n')
    const cosigners = signatures.slice(first).map(({ name }, at) => {
      const alone = utf8(`${text}\n${lines[first + at]}\n`)
      return cosignerOf(name, alone, keys)
    })
    demand(new Set(cosigners.map(({ node }) => node)).size === cosigners.length, 'N3: one node twice')
    return cosigners
  })
}

function cosignerOf(name: string, note: Uint8Array, keys: CosignKeys): Cosigner {
  const [, node] = /^apachita-node\/([a-z2-7]{32})$/.exec(name) ?? []
  if (node === undefined) return refuse(`N3: a signature by ${name}`)
  const known = keys.get(node) ?? refuse(`N3: ${node} is admitted by no book`)
  const [atS] = known.flatMap((key) => cosignedAtS(note, node, key) ?? [])
  return atS === undefined ? refuse(`N3: the cosignature of ${node} does not verify`) : { node, atS }
}
