/** The independent implementation gives what is published. `src/book` can be run on the same data modules. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { base32Decode, base32Encode, base64Decode, base64Encode } from '../independent/base.ts'
import { fromHex, toHex, utf8 } from '../independent/base.ts'
import { parseCanonical, parseJson, serialiseJson } from '../independent/canonical-json.ts'
import { parseCheckpoint } from '../independent/checkpoint.ts'
import * as ed25519 from '../independent/ed25519.ts'
import * as merkle from '../independent/merkle.ts'
import * as note from '../independent/note.ts'
import { encodeIndex, tileWidths } from '../independent/tiles.ts'
import { base32Vectors, base64Vectors } from './base.ts'
import * as edData from './ed25519.ts'
import { canonicalisations } from './json.ts'
import * as notes from './notes.ts'
import * as tree from './rfc6962.ts'

const hashesAt = (places: [number, number][]) => places.map(([level, i]) => tree.nodeHashes[level]?.[i])
const base64Of = (text: string) => base64Decode(text) ?? new Uint8Array()
const vkeyOf = (text: string) => {
  const parsed = note.parseVkey(text)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.value
}

describe('RFC 6962 by transparency-dev/merkle', () => {
  const leaves = tree.leafInputs.map((input) => merkle.leafHash(fromHex(input)))

  test('the hasher', () => {
    const { leaf, node } = tree.hasherVectors
    expect(toHex(merkle.treeHash([]))).toBe(tree.hasherVectors.emptyTree)
    expect(toHex(merkle.leafHash(new Uint8Array()))).toBe(tree.hasherVectors.emptyLeaf)
    expect(toHex(merkle.leafHash(utf8(leaf.text)))).toBe(leaf.hash)
    expect(toHex(merkle.nodeHash(utf8(node.leftText), utf8(node.rightText)))).toBe(node.hash)
  })

  test('roots and inner nodes of the reference tree', () => {
    expect(tree.rootHashes.map((_, n) => toHex(merkle.treeHash(leaves.slice(0, n))))).toEqual(tree.rootHashes)
    for (const [level, hashes] of tree.nodeHashes.entries()) {
      const span = 2 ** level
      const ours = hashes.map((_, i) => toHex(merkle.treeHash(leaves.slice(i * span, (i + 1) * span))))
      expect(ours).toEqual(hashes)
    }
  })

  test.each(tree.inclusionPaths)('PATH($index, D[$size])', ({ index, size, path }) => {
    expect(merkle.inclusionPath(index, leaves.slice(0, size)).map(toHex)).toEqual(hashesAt(path))
  })

  test.each(tree.consistencyProofs)('PROOF($size1, D[$size2])', ({ size1, size2, proof }) => {
    expect(merkle.consistencyProof(size1, leaves.slice(0, size2)).map(toHex)).toEqual(hashesAt(proof))
  })

  test('every subtree of 130 entries', () => {
    const all = Array.from({ length: tree.subtreeHashes.entryCount }, (_, i) =>
      merkle.leafHash(Uint8Array.of(i)),
    )
    const rolling = createHash('sha256')
    for (let end = 0; end <= all.length; end++) {
      for (let start = 0; start <= end; start++) {
        let unit = 1
        while (unit < end - start) unit *= 2
        if (start !== 0 && start !== end && start % unit !== 0) continue
        rolling.update(`[${start}, ${end}) ${toHex(merkle.treeHash(all.slice(start, end)))}\n`)
      }
    }
    expect(rolling.digest('hex')).toBe(tree.subtreeHashes.sha256)
  })

  test.each(tree.inclusionProbes)('$name: refused $wantErr', (probe) => {
    const claim = {
      leafHash: base64Of(probe.leafHash),
      index: probe.leafIdx,
      size: probe.treeSize,
      path: probe.proof.map(base64Of),
      root: base64Of(probe.root),
    }
    expect(merkle.verifyInclusion(claim)).toBe(!probe.wantErr)
  })

  test.each(tree.consistencyProbes)(
    '$name: refused $wantErr',
    ({ size1, size2, root1, root2, proof, wantErr }) => {
      const roots = { root1: base64Of(root1), root2: base64Of(root2) }
      expect(merkle.verifyConsistency({ size1, size2, ...roots, proof: proof.map(base64Of) })).toBe(!wantErr)
    },
  )
})

describe('signed notes', () => {
  const { text, peter, enoch } = notes.goNote
  const signers = [peter, enoch].map(({ name, secret }) => ({ name, seed: base64Of(secret).slice(1) }))
  const both = [peter, enoch].map(({ vkey }) => vkeyOf(vkey))

  test('sumdb/note: signing gives the published notes', () => {
    expect(note.signNote(text, signers)).toEqual(utf8(`${text}\n${peter.line}${enoch.line}`))
    expect(signers.map((signer) => note.vkeyOf(note.verifierKeyOf(signer)))).toEqual([peter.vkey, enoch.vkey])
  })

  test('sumdb/note: one key known, both known, none known', () => {
    const signed = utf8(`${text}\n${peter.line}${enoch.line}`)
    expect(note.verifyNote(signed, both.slice(0, 1))).toMatchObject({ ok: true, value: { text, by: [{}] } })
    expect(note.verifyNote(signed, both)).toMatchObject({ ok: true, value: { text, by: [{}, {}] } })
    expect(note.verifyNote(signed, []).ok).toBe(false)
  })

  test('sumdb/note: a spoilt signature of a known key refuses the note, of an unknown key does not', () => {
    const spoil = (line: string) => `${line.slice(0, 60)}ABCD${line.slice(60)}`
    expect(note.verifyNote(utf8(`${text}\n${spoil(peter.line)}`), both)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('bad signature'),
    })
    const mixed = utf8(`${text}\n${peter.line}${spoil(enoch.line)}`)
    expect(note.verifyNote(mixed, both.slice(0, 1)).ok).toBe(true)
    expect(note.verifyNote(mixed, both).ok).toBe(false)
  })

  test.each(notes.malformedNotes)('sumdb/note: malformed %j', (malformed) => {
    expect(note.parseNote(utf8(malformed)).ok).toBe(false)
  })

  test('sumdb/note: a byte that is not UTF-8', () => {
    const signed = utf8(`${text}\n${peter.line}`)
    expect(note.parseNote(Uint8Array.of(0xff, ...signed)).ok).toBe(false)
  })

  test('sumdb/note: no mangled vkey is accepted', () => {
    for (const vkey of notes.badVkeys) expect(note.parseVkey(vkey).ok, vkey).toBe(false)
    for (let i = 0; i < peter.vkey.length; i++) {
      const other = String.fromCharCode(peter.vkey.charCodeAt(i) + 1)
      expect(note.parseVkey(peter.vkey.slice(0, i) + other + peter.vkey.slice(i + 1)).ok).toBe(false)
      if (i > 0) expect(note.parseVkey(peter.vkey.slice(i)).ok).toBe(false)
      expect(note.parseVkey(peter.vkey.slice(0, i)).ok).toBe(false)
    }
  })

  test('C2SP signed-note: the example verifies', () => {
    const { vkey, note: example } = notes.c2spNote
    expect(note.verifyNote(utf8(example), [vkeyOf(vkey)])).toMatchObject({
      ok: true,
      value: { text: 'This is an example message.\n' },
    })
    expect(note.vkeyOf(vkeyOf(vkey))).toBe(vkey)
  })

  test('C2SP signed-note: an empty line in the text stays in it (no key is printed)', () => {
    const parsed = note.parseNote(utf8(notes.c2spPoem))
    expect(parsed).toMatchObject({
      ok: true,
      value: { signatures: [{ name: 'quasimodo.example/salvatore' }] },
    })
    expect(parsed.ok && parsed.value.text.endsWith('\n\ned è subito sera.\n')).toBe(true)
  })

  test('C2SP tlog-cosignature: the example is taken apart (no keys are printed)', () => {
    const { cosignedMessage, cosignedAtS, ...example } = notes.c2spCosigned
    const parsed = note.parseNote(utf8(example.note))
    if (!parsed.ok) throw new Error(parsed.reason)
    const { text: body, signatures } = parsed.value
    const { origin, size } = example
    expect(parseCheckpoint(body)).toEqual({
      ok: true,
      value: { origin, size, root: base64Of(example.root), extensions: [] },
    })
    expect(signatures.map((line) => [line.name, line.signature.length])).toEqual([
      [origin, 64],
      [example.witness, 72],
    ])
    const time = signatures[1]?.signature.subarray(0, 8) ?? new Uint8Array()
    expect(BigInt(`0x${toHex(time)}`)).toBe(cosignedAtS)
    expect(note.cosignedMessage(body, cosignedAtS)).toEqual(utf8(cosignedMessage))
  })

  test.each(notes.goTreeHeads.notes)('a tree head of sum.golang.org verifies: %j', (head) => {
    const verified = note.verifyNote(utf8(head), [vkeyOf(notes.goTreeHeads.vkey)])
    if (!verified.ok) throw new Error(verified.reason)
    expect(parseCheckpoint(verified.value.text)).toMatchObject({
      ok: true,
      value: { origin: notes.goTreeHeads.origin },
    })
  })
})

describe('C2SP tlog-tiles', () => {
  test('the example of an index', () => {
    expect(encodeIndex(notes.c2spTiles.index.number)).toBe(notes.c2spTiles.index.path)
    expect([0, 67, 999, 1000].map(encodeIndex)).toEqual(['000', '067', '999', 'x001/000'])
  })

  test.each(notes.c2spTiles.trees)('the tiles of a tree of $size', ({ size, levels }) => {
    for (const [level, { full, partial }] of levels.entries()) {
      const widths = tileWidths(size, level)
      expect(widths.filter((width) => width === 256)).toHaveLength(full)
      expect(widths.filter((width) => width !== 256)).toEqual(partial === 0 ? [] : [partial])
    }
    expect(tileWidths(size, levels.length)).toEqual([])
  })
})

describe('RFC 8785', () => {
  test.each(canonicalisations)('$name', ({ input, canonical }) => {
    const parsed = parseJson(utf8(input))
    expect(parsed.ok && serialiseJson(parsed.value)).toBe(canonical)
    expect(parseCanonical(utf8(canonical)).ok).toBe(true)
    expect(parseCanonical(utf8(input))).toEqual({ ok: false, reason: 'not in canonical form' })
  })
})

describe('RFC 4648 section 10', () => {
  test.each(base64Vectors)('base64 of %j', (text, encoded) => {
    expect(base64Encode(utf8(text))).toBe(encoded)
    expect(base64Decode(encoded)).toEqual(utf8(text))
  })

  test.each(base32Vectors)('base32 of %j, in lower case without padding', (text, published) => {
    const encoded = published.replaceAll('=', '').toLowerCase()
    expect(base32Encode(utf8(text))).toBe(encoded)
    expect(base32Decode(encoded)).toEqual(utf8(text))
    if (published !== encoded) expect(base32Decode(published)).toBeUndefined()
  })
})

describe('Ed25519', () => {
  test.each(edData.ed25519Vectors)('RFC 8032 section 7.1, $name', (vector) => {
    const [seed, key, message, signature] = [vector.seed, vector.key, vector.message, vector.signature].map(
      fromHex,
    )
    if (!seed || !key || !message || !signature) throw new Error('vector')
    expect(ed25519.publicKeyOf(seed)).toEqual(key)
    expect(ed25519.signEd25519(seed, message)).toEqual(signature)
    expect(note.signByNode(seed, message)).toEqual(signature)
    expect(ed25519.verifyEd25519(key, message, signature)).toBe(true)
    expect(ed25519.verifyEd25519(key, Uint8Array.of(...message, 0), signature)).toBe(false)
    expect(ed25519.isAdmissibleKey(key)).toBe(true)
  })

  test.each(edData.smallOrderPoints)('$encoding has order $order (K1)', ({ encoding, order }) => {
    const point = ed25519.decodePoint(fromHex(encoding))
    if (point === undefined) throw new Error('no point')
    const neutral = { x: 0n, y: 1n }
    const isNeutral = [1n, 2n, 4n, 8n]
      .map((n) => ed25519.multiplyPoint(n, point))
      .map((multiple) => {
        return multiple.x === neutral.x && multiple.y === neutral.y
      })
    expect(isNeutral).toEqual([1, 2, 4, 8].map((n) => n >= order))
    expect(ed25519.isAdmissibleKey(fromHex(encoding))).toBe(false)
    expect(toHex(ed25519.encodePoint(point))).toBe(encoding)
  })

  test.each(edData.nonCanonicalPoints)('%s is no canonical encoding (K1)', (encoding) => {
    expect(ed25519.decodePoint(fromHex(encoding))).toBeUndefined()
    expect(ed25519.isAdmissibleKey(fromHex(encoding))).toBe(false)
  })

  test.each(edData.ed25519EdgeCases)('CCTV vector $number (K1, K2): $flags', (vector) => {
    const [key, signature] = [fromHex(vector.key), fromHex(vector.sig)]
    const isValid = ed25519.verifyEd25519(key, utf8(vector.msg), signature)
    expect(isValid).toBe(edData.isValidWithoutCofactor(vector))
    expect(ed25519.isAdmissibleKey(key)).toBe(edData.isKeyAdmissible(vector))
  })
})
