import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8 } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { citing } from '../testing/given.ts'
import { signerNamed } from '../testing/keys.ts'
import {
  type Checkpoint,
  checkpointToBytes,
  isSignedByPen,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.ts'
import { cosign, cosignedAt, witnessNameOf } from './cosignature.ts'
import { isSignedBy } from './ed25519.ts'
import { sha256 } from './hash.ts'
import { nodeIdOf } from './node-key.ts'
import type { SignatureLine } from './note.ts'

const [pen, witness, other] = [signerNamed('pen'), signerNamed('witness'), signerNamed('other witness')]
const node = nodeIdOf(signerNamed('request').key)
const checkpoint = signCheckpoint({ book: citing('book').book, size: 3, root: sha256(utf8('root')) }, pen)
const withLine = (...lines: SignatureLine[]): Checkpoint =>
  unwrap(
    parseCheckpoint(
      checkpointToBytes({
        ...checkpoint,
        note: { ...checkpoint.note, signatures: [...checkpoint.note.signatures, ...lines] },
      }),
    ),
  )

test("N3: a cosignature says when, and travels on the checkpoint without touching the pen's", () => {
  const time = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })
  fc.assert(
    fc.property(time, (timeSeconds) => {
      const cosigned = withLine(cosign(checkpoint, node, witness, timeSeconds))
      expect(cosignedAt(cosigned, node, witness.key)).toBe(timeSeconds)
      expect(isSignedByPen(cosigned, pen.key)).toBe(true)
    }),
    { numRuns: 20 },
  )
})

test('N3: what is signed is as tlog-cosignature says', () => {
  const line = cosign(checkpoint, node, witness, 1679315147n)
  const message = utf8(`cosignature/v1\ntime 1679315147\n${checkpoint.note.text}`)
  expect(line.name).toBe(`apachita-node/${node}`)
  expect(line.name).toBe(witnessNameOf(node))
  expect(Buffer.from(line.signature.slice(0, 8)).toString('hex')).toBe('00000000641850cb')
  expect(isSignedBy(witness.key, message, line.signature.slice(8))).toBe(true)
})

test('it is of that witness, that key and that head alone', () => {
  const line = cosign(checkpoint, node, witness, 7n)
  const cosigned = withLine(line)
  expect(cosignedAt(cosigned, node, other.key)).toBeUndefined()
  expect(cosignedAt(cosigned, nodeIdOf(other.key), witness.key)).toBeUndefined()
  expect(cosignedAt(checkpoint, node, witness.key)).toBeUndefined()
  const elsewhere = cosign(
    { ...checkpoint, note: { ...checkpoint.note, text: 'other\n' } },
    node,
    witness,
    7n,
  )
  expect(cosignedAt(withLine(elsewhere), node, witness.key)).toBeUndefined()
})

test('C3: one that does not verify drops only itself', () => {
  const line = cosign(checkpoint, node, witness, 7n)
  for (const at of [0, 7, 8, 40, 71]) {
    const signature = line.signature.map((byte, place) => (place === at ? byte ^ 1 : byte))
    const cosigned = withLine({ ...line, signature })
    expect(cosignedAt(cosigned, node, witness.key)).toBeUndefined()
    expect(isSignedByPen(cosigned, pen.key)).toBe(true)
  }
  for (const signature of [line.signature.slice(1), new Uint8Array(73)])
    expect(cosignedAt(withLine({ ...line, signature }), node, witness.key)).toBeUndefined()
})

test('C3: a bad line of a witness does not take the good one with it', () => {
  const good = cosign(checkpoint, node, witness, 7n)
  const bad = { ...good, signature: good.signature.map((byte) => byte ^ 1) }
  expect(cosignedAt(withLine(bad, good), node, witness.key)).toBe(7n)
})

test('a time beyond 2^63 is no time', () => {
  expect(
    cosignedAt(withLine(cosign(checkpoint, node, witness, 2n ** 63n)), node, witness.key),
  ).toBeUndefined()
})
