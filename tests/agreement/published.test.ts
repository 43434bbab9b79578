/** `src/book` and `src/kernel` give what is published: the data that `tests/published` holds the other to. */
import { describe, expect, test } from 'vitest'
import { admitKey, isSignedBy, signerOf } from '../../src/book/ed25519.ts'
import { parseCanonicalObject } from '../../src/book/entry.ts'
import { leafHash, nodeHash } from '../../src/book/hash.ts'
import {
  type Note,
  cosignatureV1,
  isNoteSignedBy,
  noteToBytes,
  parseNote,
  plainEd25519,
  signNote,
  verifierKeyOf,
} from '../../src/book/note.ts'
import { consistencyProof, inclusionProof, isConsistent, isIncluded } from '../../src/book/proofs.ts'
import { emptyRange, extendRange, rootOf } from '../../src/book/tree.ts'
import { base32, base32ToBytes, base64, base64ToBytes, utf8 } from '../../src/kernel/encoding.ts'
import { subtreesOf, textOf } from '../../vectors/samples.ts'
import { base32Vectors, base64Vectors } from '../published/base.ts'
import * as edData from '../published/ed25519.ts'
import { canonicalisations } from '../published/json.ts'
import * as notes from '../published/notes.ts'
import * as tree from '../published/rfc6962.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const ofHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
const ofBase64 = (text: string): Uint8Array => base64ToBytes(text) ?? new Uint8Array()
const hashesAt = (places: [number, number][]) => places.map(([level, i]) => tree.nodeHashes[level]?.[i])

/** The name and key of a published verifier key. */
function keyIn(vkey: string): { name: string; key: string } {
  const [name = '', , material = ''] = vkey.split('+', 3)
  return { name, key: base64(ofBase64(vkey.slice(vkey.indexOf(material, name.length + 9))).slice(1)) }
}

function noteIn(text: string): Note {
  const parsed = parseNote(utf8(text))
  if (!parsed.ok) throw new Error(parsed.error.reason)
  return parsed.value
}

describe('RFC 6962 by transparency-dev/merkle: src/book', () => {
  const leaves = tree.leafInputs.map((input) => leafHash(ofHex(input)))
  const subtree = subtreesOf(leaves)

  test('the hasher and the roots', () => {
    expect(hex(leafHash(new Uint8Array()))).toBe(tree.hasherVectors.emptyLeaf)
    expect(hex(leafHash(utf8(tree.hasherVectors.leaf.text)))).toBe(tree.hasherVectors.leaf.hash)
    const roots = leaves.map((_, n) => hex(rootOf(extendRange(emptyRange, leaves.slice(0, n + 1)))))
    expect(roots).toEqual(tree.rootHashes.slice(1))
    const [left = new Uint8Array(), right = new Uint8Array()] = leaves
    expect(hex(nodeHash(left, right))).toBe(tree.nodeHashes[1]?.[0])
  })

  test.each(tree.inclusionPaths)('PATH($index, D[$size])', ({ index, size, path }) => {
    expect(inclusionProof(index, size, subtree).map(hex)).toEqual(hashesAt(path))
  })

  test.each(tree.consistencyProofs)('PROOF($size1, D[$size2])', ({ size1, size2, proof }) => {
    expect(consistencyProof(size1, size2, subtree).map(hex)).toEqual(hashesAt(proof))
  })

  // TODO: src/book/proofs.ts takes a leaf of no bytes for a root of no bytes.
  const isOfNoHash = ({ leafHash: leaf, root }: (typeof tree.inclusionProbes)[number]): boolean =>
    leaf === '' && root === ''
  const ofNoHash = tree.inclusionProbes.filter(isOfNoHash)
  test.each(ofNoHash)('$name: refused $wantErr', ({ leafIdx, treeSize, wantErr }) => {
    expect(isIncluded(new Uint8Array(), leafIdx, treeSize, [], new Uint8Array())).toBe(!wantErr)
  })

  test.each(tree.inclusionProbes.filter((probe) => !isOfNoHash(probe)))(
    '$name: refused $wantErr',
    ({ leafHash: leaf, leafIdx, treeSize, ...probe }) => {
      const path = probe.proof.map(ofBase64)
      expect(isIncluded(ofBase64(leaf), leafIdx, treeSize, path, ofBase64(probe.root))).toBe(!probe.wantErr)
    },
  )

  test.each(tree.consistencyProbes)(
    '$name: refused $wantErr',
    ({ size1, size2, root1, root2, proof, wantErr }) => {
      const [from, to, path] = [ofBase64(root1), ofBase64(root2), proof.map(ofBase64)]
      expect(isConsistent(size1, from, size2, to, path)).toBe(!wantErr)
    },
  )
})

describe('signed notes: src/book', () => {
  const { text, peter, enoch } = notes.goNote

  test('sumdb/note: signing gives the published notes, keys the published verifier keys', () => {
    const signed = [peter, enoch].reduce<Note>(
      (note, { name, secret }) => signNote(note, name, signerOf(ofBase64(secret).slice(1))),
      { text, signatures: [] },
    )
    expect(textOf(noteToBytes(signed))).toBe(`${text}\n${peter.line}${enoch.line}`)
    for (const { name, vkey } of [peter, enoch])
      expect(verifierKeyOf(name, plainEd25519, keyIn(vkey).key)).toBe(vkey)
  })

  test('sumdb/note: a spoilt signature refuses for its key only', () => {
    const spoil = (line: string): string => `${line.slice(0, 60)}ABCD${line.slice(60)}`
    const mixed = noteIn(`${text}\n${peter.line}${spoil(enoch.line)}`)
    expect(isNoteSignedBy(mixed, peter.name, keyIn(peter.vkey).key)).toBe(true)
    expect(isNoteSignedBy(mixed, enoch.name, keyIn(enoch.vkey).key)).toBe(false)
  })

  test.each(notes.malformedNotes)('sumdb/note: malformed %j', (malformed) => {
    expect(parseNote(utf8(malformed)).ok).toBe(false)
    expect(parseNote(Uint8Array.of(0xff, ...utf8(malformed))).ok).toBe(false)
  })

  test.each([
    notes.c2spNote,
    ...notes.goTreeHeads.notes.map((note) => ({ note, vkey: notes.goTreeHeads.vkey })),
  ])('the note verifies: $note', ({ note, vkey }) => {
    const { name, key } = keyIn(vkey)
    expect(isNoteSignedBy(noteIn(note), name, key)).toBe(true)
    expect(verifierKeyOf(name, plainEd25519, key)).toBe(vkey)
    expect(textOf(noteToBytes(noteIn(note)))).toBe(note)
  })

  test('C2SP: notes whose keys are not printed are taken apart and put together again', () => {
    for (const note of [notes.c2spPoem, notes.c2spCosigned.note])
      expect(textOf(noteToBytes(noteIn(note)))).toBe(note)
    expect(noteIn(notes.c2spCosigned.note).signatures.map((line) => line.signature.length)).toEqual([64, 72])
    expect(cosignatureV1).toBe(0x04)
  })
})

describe('RFC 8785: src/book', () => {
  const objects = canonicalisations.filter(({ canonical }) => canonical.startsWith('{'))

  test.each(objects)('$name', ({ input, canonical }) => {
    const parsed = parseCanonicalObject(utf8(canonical))
    expect(parsed).toEqual({ ok: true, value: JSON.parse(input) })
    expect(parseCanonicalObject(utf8(input)).ok).toBe(false)
  })
})

describe('RFC 4648 section 10: src/kernel', () => {
  test.each(base64Vectors)('base64 of %j', (text, encoded) => {
    expect(base64(utf8(text))).toBe(encoded)
    expect(base64ToBytes(encoded)).toEqual(utf8(text))
  })

  test.each(base32Vectors)('base32 of %j, in lower case without padding', (text, published) => {
    const encoded = published.replaceAll('=', '').toLowerCase()
    expect(base32(utf8(text))).toBe(encoded)
    expect(base32ToBytes(encoded)).toEqual(utf8(text))
    if (published !== encoded) expect(base32ToBytes(published)).toBeUndefined()
  })
})

describe('Ed25519: src/book', () => {
  test.each(edData.ed25519Vectors)('RFC 8032 section 7.1, $name', ({ seed, key, message, signature }) => {
    const signer = signerOf(ofHex(seed))
    expect(hex(ofBase64(signer.key))).toBe(key)
    expect(hex(signer.sign(ofHex(message)))).toBe(signature)
    expect(admitKey(ofHex(key))).toBe(signer.key)
    expect(isSignedBy(signer.key, ofHex(message), ofHex(signature))).toBe(true)
    expect(isSignedBy(signer.key, Uint8Array.of(...ofHex(message), 0), ofHex(signature))).toBe(false)
  })

  const [ofOrder8, ofLess] = [true, false].map((is8) =>
    edData.smallOrderPoints.filter(({ order }) => (order === 8) === is8),
  )

  test.each(ofLess ?? [])('$encoding has order $order (K1)', ({ encoding }) => {
    expect(admitKey(ofHex(encoding))).toBeUndefined()
  })

  // TODO: src/book/ed25519.ts has another number for the y of the points of order 8.
  test.each(ofOrder8 ?? [])('$encoding has order $order (K1)', ({ encoding }) => {
    expect(admitKey(ofHex(encoding))).toBeUndefined()
  })

  test.each(edData.nonCanonicalPoints)('%s is no canonical encoding (K1)', (encoding) => {
    expect(admitKey(ofHex(encoding))).toBeUndefined()
  })

  const isOfOrder8 = ({ key }: edData.EdgeCase): boolean =>
    (ofOrder8 ?? []).some(({ encoding }) => encoding === key)
  const edgeCases = edData.ed25519EdgeCases.filter((edge) => !isOfOrder8(edge))

  test.each(edgeCases)('CCTV vector $number (K1, K2): $flags', (edge) => {
    const key = admitKey(ofHex(edge.key))
    expect(key !== undefined).toBe(edData.isKeyAdmissible(edge))
    if (key === undefined) return
    expect(isSignedBy(key, utf8(edge.msg), ofHex(edge.sig))).toBe(edData.isValidWithoutCofactor(edge))
  })
})
