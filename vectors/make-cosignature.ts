/** Cosignatures of nodes (N3) on a checkpoint that is good without them (C3). */
import { type Checkpoint, checkpointToBytes, originOf, signCheckpoint } from '../src/book/checkpoint.ts'
import { cosign, witnessNameOf } from '../src/book/cosignature.ts'
import { bookIdOf } from '../src/book/founding.ts'
import { nodeIdOf } from '../src/book/node-key.ts'
import { type SignatureLine, keyIdOf, plainEd25519 } from '../src/book/note.ts'
import { concat, utf8 } from '../src/kernel/encoding.ts'
import type { CosignatureInput, VectorFile } from './format.ts'
import { bookOf, collect, headOf, signer, textOf } from './samples.ts'

const entries = bookOf(3)
const book = bookIdOf(entries[0] ?? new Uint8Array())
const pen = signer(1)
const head = headOf(entries, 3, pen)
const witness = signer(7)
const node = nodeIdOf(signer(6).key)
const timeSeconds = 1_772_391_600n
const line = cosign(head, node, witness, timeSeconds)

const noteWith = (...lines: readonly SignatureLine[]): string => {
  const note = { ...head.note, signatures: [...head.note.signatures, ...lines] }
  return textOf(checkpointToBytes({ ...head, note } satisfies Checkpoint))
}

const changedAt = (at: number, bytes: Uint8Array): Uint8Array => bytes.with(at, (bytes[at] ?? 0) ^ 1)

/** The cases of cosignature.json. */
export function makeCosignature(): VectorFile<'cosignature'> {
  const { vectors, stands, breaks } = collect<'cosignature'>()
  const inputOf = (...lines: readonly SignatureLine[]): CosignatureInput => ({
    note: noteWith(...lines),
    book,
    pen: pen.key,
    node,
    key: witness.key,
  })
  const seen = (name: string, lines: readonly SignatureLine[], time = timeSeconds, rule = 'N3'): void =>
    stands(rule, name, inputOf(...lines), { timeSeconds: String(time) })
  const notSeen = (name: string, ...lines: readonly SignatureLine[]): void =>
    breaks('N3', name, inputOf(...lines))

  seen('A node cosigned', [line])
  seen('Among lines of others', [cosign(head, nodeIdOf(signer(8).key), signer(8), 5n), line])
  seen('At second 0', [cosign(head, node, witness, 0n)], 0n)
  const last = 2n ** 63n - 1n
  seen('At the last second there is', [cosign(head, node, witness, last)], last)
  notSeen('At second 2^63', cosign(head, node, witness, 2n ** 63n))
  notSeen('No cosignature')
  notSeen('Another time than was signed', { ...line, signature: changedAt(7, line.signature) })
  notSeen('A signature that does not verify', { ...line, signature: changedAt(30, line.signature) })
  notSeen('A key id that is not the key’s', { ...line, keyId: changedAt(0, line.keyId) })
  notSeen('Without the time', { ...line, signature: line.signature.slice(8) })
  notSeen('A byte too many', { ...line, signature: concat(line.signature, new Uint8Array(1)) })
  notSeen('By the key of another node', cosign(head, node, signer(8), timeSeconds))
  notSeen('Under the name of another node', cosign(head, nodeIdOf(signer(8).key), witness, timeSeconds))
  const name = witnessNameOf(node)
  const plain = {
    name,
    keyId: keyIdOf(name, plainEd25519, witness.key),
    signature: witness.sign(utf8(head.note.text)),
  }
  notSeen('A plain signature of type 0x01', plain)
  notSeen('Under the name of the origin', { ...line, name: originOf(book) })
  const other = signCheckpoint({ ...head, size: 4 }, pen)
  notSeen('On another checkpoint', cosign(other, node, witness, timeSeconds))
  const spoilt = { ...line, signature: changedAt(30, line.signature) }
  seen('A line that does not verify drops only itself: a good one follows', [spoilt, line], timeSeconds, 'C3')
  seen(
    'A line that does not verify drops only itself: a good one precedes',
    [line, spoilt],
    timeSeconds,
    'C3',
  )
  return { format: 'cosignature', rules: 'docs/formats.md sections 4 and 6', vectors }
}
