/** The product's verdicts on the vectors, from what `src/` exports. */
import { isSignedByPen, parseCheckpoint, penVerifierKey } from '../../src/book/checkpoint.ts'
import { cosignedAt } from '../../src/book/cosignature.ts'
import { admitKey, isSignedBy } from '../../src/book/ed25519.ts'
import {
  type JsonObject,
  isSignedByAuthor,
  objectToEntry,
  parseCanonicalObject,
} from '../../src/book/entry.ts'
import { isForkProof } from '../../src/book/fork.ts'
import { bookIdOf, parseFounding } from '../../src/book/founding.ts'
import type { PenTerm } from '../../src/book/handover.ts'
import { leafHash, leafHashes, sha256 } from '../../src/book/hash.ts'
import { nodeIdOf, nodeKeysFault } from '../../src/book/node-key.ts'
import { isConsistent, isIncluded } from '../../src/book/proofs.ts'
import { isSealed, objectToSealed, openSeal } from '../../src/book/seal.ts'
import { emptyRange, extendRange, rootOf } from '../../src/book/tree.ts'
import { isVouching, toVouching, vouchedLeaf } from '../../src/book/vouching.ts'
import { stepsToStore } from '../../src/carriage/verify-part.ts'
import { base64, base64ToBytes, utf8 } from '../../src/kernel/encoding.ts'
import { type EntryInput, type HandoverInput, type SealInput, bytesOf } from '../../vectors/format.ts'
import { decisionOf } from '../../vectors/make-decision.ts'
import { type Implementation, type Verdict, invalid } from './verdicts.ts'

const ofBase64 = (text: string): Uint8Array => base64ToBytes(text) ?? new Uint8Array()

/** As `views/fold.ts` reads an entry. */
export function kindOf(bytes: Uint8Array): 'entry' | 'sealed' | undefined {
  const object = parseCanonicalObject(bytes)
  if (!object.ok) return undefined
  if (isSealed(object.value)) return objectToSealed(object.value).ok ? 'sealed' : undefined
  return objectToEntry(object.value).ok ? 'entry' : undefined
}

function judgeEntry({ bytes: text, book, key }: EntryInput): Verdict<'entry'> {
  const bytes = bytesOf(text)
  const kind = kindOf(bytes)
  if (kind === undefined) return invalid
  if (book !== undefined && key !== undefined && !isSignedByAuthor(book, bytes, key)) return invalid
  return { valid: true, expect: { leaf: base64(leafHash(bytes)), kind } }
}

function judgeSeal({ sealed, book, salt, inside }: SealInput): Verdict<'seal'> {
  const object = parseCanonicalObject(bytesOf(sealed))
  const read = object.ok && isSealed(object.value) ? objectToSealed(object.value) : undefined
  if (read?.ok !== true) return invalid
  if (book === undefined || salt === undefined || inside === undefined) return { valid: true }
  const opened = openSeal(book, read.value, { salt: ofBase64(salt), inside: bytesOf(inside) })
  return opened.ok ? { valid: true, expect: { insideType: opened.value.type } } : invalid
}

/** As carriage takes in a pack: the founding, then a step to each checkpoint. */
function walk({ entries: texts, checkpoints }: HandoverInput): Verdict<'handover'> {
  const entries = texts.map(bytesOf)
  const founding = parseFounding(entries[0] ?? new Uint8Array())
  if (!founding.ok) return invalid
  const { book, pen } = founding.value
  const sizes = checkpoints.map((note) => Number(note.split('\n')[1]))
  const received = checkpoints.map((note, at) => {
    const own = entries.slice(sizes[at - 1] ?? 0, sizes[at])
    return { note: utf8(note), entries: own, leaves: leafHashes(own) }
  })
  const pens: PenTerm[] = [{ from: 0, pen }]
  let range = emptyRange
  for (const step of stepsToStore(pens, 0, 0, received)) {
    range = extendRange(range, step.entries.map(leafHash))
    const concluded = step.conclude({ book, size: range.size, root: rootOf(range) })
    if (!concluded.ok) return invalid
    if (concluded.value.isHandover) pens.push({ from: range.size, pen: penIn(step.entries.at(-1)) })
  }
  return { valid: true, expect: { book, pens } }
}

function penIn(entry: Uint8Array | undefined): string {
  const object = parseCanonicalObject(entry ?? new Uint8Array())
  return object.ok ? String((object.value.data as JsonObject).pen) : ''
}

export const product: Implementation = {
  entry: judgeEntry,
  seal: judgeSeal,
  tree: (input) => {
    const leaves =
      'leaves' in input
        ? input.leaves.map(ofBase64)
        : Array.from({ length: input.entryCount }, (_, n) => leafHash(utf8(`entry ${n}`)))
    // NOTE: the product has no root of no entries: a book has at least its founding entry.
    const root = leaves.length === 0 ? sha256(new Uint8Array()) : rootOf(extendRange(emptyRange, leaves))
    return { valid: true, expect: { root: base64(root) } }
  },
  founding: ({ bytes: text }) => {
    const bytes = bytesOf(text)
    const founding = parseFounding(bytes)
    if (!founding.ok || founding.value.book !== bookIdOf(bytes)) return invalid
    const { book, pen, continues } = founding.value
    const more = continues === undefined ? {} : { continues: { ...continues, root: base64(continues.root) } }
    return { valid: true, expect: { book, pen, ...more } }
  },
  checkpoint: ({ note, book, signers }) => {
    const parsed = parseCheckpoint(bytesOf(note))
    if (!parsed.ok || parsed.value.book !== book) return invalid
    if (!signers.every((key) => isSignedByPen(parsed.value, key))) return invalid
    const { size, root } = parsed.value
    const verifierKeys = signers.map((key) => penVerifierKey(book, key))
    return { valid: true, expect: { size, root: base64(root), verifierKeys } }
  },
  handover: walk,
  'node-key': (input) => {
    if ('request' in input) return { valid: true, expect: { node: nodeIdOf(input.request) } }
    const data = JSON.parse(input.data) as JsonObject
    const { node, request, cosign } = data
    const isTaken = [request, cosign].some((key) => input.admitted.includes(String(key)))
    if (nodeKeysFault(data, input.pen) !== undefined || isTaken) return invalid
    return { valid: true, expect: { node: String(node) } }
  },
  cosignature: ({ note, book, pen, node, key }) => {
    const parsed = parseCheckpoint(bytesOf(note))
    if (!parsed.ok || parsed.value.book !== book || !isSignedByPen(parsed.value, pen))
      throw new Error('the checkpoint must hold')
    const time = cosignedAt(parsed.value, node, key)
    return time === undefined ? invalid : { valid: true, expect: { timeSeconds: String(time) } }
  },
  proofs: (proof) => {
    const [path, root] = [proof.path.map(ofBase64), ofBase64(proof.root)]
    const isGood =
      'seq' in proof
        ? isIncluded(ofBase64(proof.leaf), proof.seq, proof.size, path, root)
        : isConsistent(proof.from, ofBase64(proof.fromRoot), proof.size, root, path)
    return isGood ? { valid: true } : invalid
  },
  'fork-proof': ({ proof, pens }) =>
    isForkProof(proof, pens) ? { valid: true, expect: { seq: proof.seq } } : invalid,
  vouching: ({ book, seq, named, admitted, words }) => {
    const keys = admitted
      .filter(({ node }) => named.includes(node))
      .map(({ node, key }) => [node, key] as const)
    const witnesses = { named: new Set(named).size, keys: new Map(keys) }
    const read = words.map(toVouching).filter((word) => word !== undefined)
    const sound = read.filter((word) => isVouching(book, seq, word, witnesses))
    const leaf = vouchedLeaf(sound, witnesses)
    return leaf === undefined ? invalid : { valid: true, expect: { leaf } }
  },
  ed25519: ({ key, message, signature }) => {
    const bytes = base64ToBytes(key)
    if (bytes === undefined || admitKey(bytes) !== key) return invalid
    if (message === undefined || signature === undefined) return { valid: true }
    return isSignedBy(key, bytesOf(message), ofBase64(signature)) ? { valid: true } : invalid
  },
  decision: (input) => ({ valid: true, expect: decisionOf(input) }),
}
