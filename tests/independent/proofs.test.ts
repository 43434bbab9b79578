import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base32Decode, base32Encode, base64Decode, base64Encode, concat, utf8 } from './base.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { isAdmissibleKey, publicKeyOf, signEd25519, verifyEd25519 } from './ed25519.ts'
import {
  consistencyProof,
  inclusionPath,
  leafHash,
  treeHash,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
import {
  cosignedMessage,
  parseVkey,
  signByNode,
  signNote,
  verifierKeyOf,
  verifyNote,
  vkeyOf,
} from './note.ts'
import { seedOf } from './sample-book.ts'

const leavesOf = (n: number) => Array.from({ length: n }, (_, i) => leafHash(utf8(`leaf ${i}`)))

describe('Merkle proofs', () => {
  test('every path of trees up to 40 verifies, and at no other index or size', () => {
    for (let size = 1; size <= 40; size++) {
      const leaves = leavesOf(size)
      const root = treeHash(leaves)
      for (const [index, leaf] of leaves.entries()) {
        const claim = { leafHash: leaf, index, size, path: inclusionPath(index, leaves), root }
        expect(verifyInclusion(claim)).toBe(true)
        expect(verifyInclusion({ ...claim, index: index + 1 })).toBe(false)
        expect(verifyInclusion({ ...claim, path: [...claim.path, root] })).toBe(false)
        if (claim.path.length > 0)
          expect(verifyInclusion({ ...claim, path: claim.path.slice(1) })).toBe(false)
      }
    }
  })

  test('every consistency proof of trees up to 40 verifies, and for no other prefix', () => {
    const leaves = leavesOf(40)
    const roots = leaves.map((_, i) => treeHash(leaves.slice(0, i + 1)))
    for (const [j, root2] of roots.entries()) {
      for (const [i, root1] of roots.slice(0, j + 1).entries()) {
        const proof = consistencyProof(i + 1, leaves.slice(0, j + 1))
        const claim = { size1: i + 1, size2: j + 1, root1, root2, proof }
        expect(verifyConsistency(claim)).toBe(true)
        expect(verifyConsistency({ ...claim, proof: [...proof, root1] })).toBe(false)
        expect(verifyConsistency({ ...claim, root1: leafHash(root1) })).toBe(false)
        expect(verifyConsistency({ ...claim, root2: leafHash(root2) })).toBe(false)
      }
    }
  })
})

describe('encodings', () => {
  test('base32 and base64 give the bytes back, and agree with Buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(base32Decode(base32Encode(bytes))).toEqual(bytes)
        expect(base64Decode(base64Encode(bytes))).toEqual(bytes)
        expect(base64Encode(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      }),
    )
  })

  test.each(['Zg', 'Zg=', 'Zh==', 'Zg==\n', ' Zg==', 'Z===', 'Zm9v====', 'Zm9-', '====', '='])(
    'base64 %j is refused',
    (text) => {
      expect(base64Decode(text)).toBeUndefined()
    },
  )

  test.each(['MY', 'mz', 'my======', 'm', 'mzx', '01', 'my '])('base32 %j is refused', (text) => {
    expect(base32Decode(text)).toBeUndefined()
  })
})

describe('Ed25519 (K1, K2)', () => {
  test('agrees with node:crypto', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array(), (seed, message) => {
        const signature = signByNode(seed, message)
        expect(signEd25519(seed, message)).toEqual(signature)
        expect(verifyEd25519(publicKeyOf(seed), message, signature)).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  test('refuses S + L, short signatures, and keys that are no point', () => {
    const [seed, message] = [seedOf(1), utf8('x')]
    const signature = signByNode(seed, message)
    const L = 2n ** 252n + 27742317777372353535851937790883648493n
    const s = signature.slice(32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + L
    const other = Uint8Array.from({ length: 32 }, (_, i) => Number((s >> BigInt(8 * i)) & 255n))
    expect(verifyEd25519(publicKeyOf(seed), message, concat(signature.slice(0, 32), other))).toBe(false)
    expect(verifyEd25519(publicKeyOf(seed), message, signature.slice(0, 63))).toBe(false)
    expect(isAdmissibleKey(Uint8Array.of(2, ...new Uint8Array(31)))).toBe(false)
    expect(isAdmissibleKey(publicKeyOf(seed).slice(1))).toBe(false)
  })
})

describe('notes', () => {
  const text = 'origin\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n'
  const log = { name: 'origin', seed: seedOf(1) }
  const witness = { name: 'witness', seed: seedOf(2), cosignedAtS: 1_679_315_147n }

  test('a cosignature is of the time and the whole text', () => {
    const keys = [log, witness].map(verifierKeyOf)
    const note = signNote(text, [log, witness])
    expect(verifyNote(note, keys)).toEqual({
      ok: true,
      value: { text, by: [{ key: keys[0] }, { key: keys[1], cosignedAtS: 1_679_315_147n }] },
    })
    expect(new TextDecoder().decode(cosignedMessage(text, 5n))).toBe(`cosignature/v1\ntime 5\n${text}`)
    const later = signNote(text, [{ ...witness, cosignedAtS: 2n ** 63n }])
    expect(verifyNote(later, keys).ok).toBe(false)
  })

  test('any changed byte of the text, the key id or the signature refuses the note', () => {
    const note = signNote(text, [log, witness])
    const keys = [log, witness].map(verifierKeyOf)
    for (let i = 0; i < utf8(text).length; i++) {
      const other = note.map((byte, at) => (at === i ? byte ^ 1 : byte))
      expect(verifyNote(other, keys).ok).toBe(false)
    }
  })

  test('vkeys are read back', () => {
    for (const key of [log, witness].map(verifierKeyOf)) {
      expect(parseVkey(vkeyOf(key))).toEqual({ ok: true, value: key })
    }
  })

  test.each([
    ['', false],
    ['o\n0\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n', true],
    ['o\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\nextension\n', true],
    ['o\n01\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n', false],
    ['o\n+1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n', false],
    ['o\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB1=\n', false],
    ['o\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhev\n', false],
    ['o\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n\nextension\n', false],
    ['\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n', false],
  ])('the text of a checkpoint %j: %s', (body, isOne) => {
    expect(parseCheckpoint(body).ok).toBe(isOne)
  })
})
