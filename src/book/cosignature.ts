/** C2SP tlog-cosignature/v1: a node says it saw this checkpoint extend what it held (rule N3). */
import { concat, utf8 } from '../kernel/encoding.ts'
import type { Checkpoint } from './checkpoint.ts'
import { type PublicKey, type Signer, isSignedBy } from './ed25519.ts'
import type { NodeId } from './node-key.ts'
import { type SignatureLine, cosignatureV1, keyIdOf, linesBy, parseSignatureLine } from './note.ts'

/** Longer than the text of any cosignature's line, in characters. */
export const maxCosignatureLength = 400

export const witnessNameOf = (node: NodeId): string => `apachita-node/${node}`

const messageOf = (text: string, timeSeconds: bigint): Uint8Array =>
  utf8(`cosignature/v1\ntime ${timeSeconds}\n${text}`)

/** The line a witness adds. `timeSeconds` is POSIX time by its own clock, below 2^63; it decides nothing. */
export function cosign(
  checkpoint: Checkpoint,
  witness: NodeId,
  signer: Signer,
  timeSeconds: bigint,
): SignatureLine {
  const name = witnessNameOf(witness)
  const time = new Uint8Array(8)
  new DataView(time.buffer).setBigUint64(0, timeSeconds)
  const signature = signer.sign(messageOf(checkpoint.note.text, timeSeconds))
  return { name, keyId: keyIdOf(name, cosignatureV1, signer.key), signature: concat(time, signature) }
}

/** The time a cosignature line states, unverified: for lines that were verified when they came. */
export function statedTimeOf(line: string): bigint | undefined {
  const signature = parseSignatureLine(line)?.signature
  return signature?.length === 72 ? timeStatedIn(signature) : undefined
}

export const withLines = (checkpoint: Checkpoint, lines: readonly SignatureLine[]): Checkpoint => ({
  ...checkpoint,
  note: { ...checkpoint.note, signatures: [...checkpoint.note.signatures, ...lines] },
})

/** POSIX seconds at which `witness` cosigned, or undefined if the note carries no valid cosignature of its key. */
export function cosignedAt(checkpoint: Checkpoint, witness: NodeId, key: PublicKey): bigint | undefined {
  for (const { signature } of linesBy(checkpoint.note, witnessNameOf(witness), cosignatureV1, key)) {
    const timeSeconds = timeIn(checkpoint, key, signature)
    if (timeSeconds !== undefined) return timeSeconds
  }
  return undefined
}

/** The same of a line that is kept apart from its note. */
export function cosignedWithAt(
  checkpoint: Checkpoint,
  line: string,
  witness: NodeId,
  key: PublicKey,
): bigint | undefined {
  const parsed = parseSignatureLine(line)
  if (parsed === undefined) return undefined
  return cosignedAt(withLines(checkpoint, [parsed]), witness, key)
}

const timeStatedIn = (signature: Uint8Array): bigint =>
  new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)

function timeIn(checkpoint: Checkpoint, key: PublicKey, signature: Uint8Array): bigint | undefined {
  if (signature.length !== 72) return undefined
  const timeSeconds = timeStatedIn(signature)
  if (timeSeconds >= 2n ** 63n) return undefined
  const message = messageOf(checkpoint.note.text, timeSeconds)
  return isSignedBy(key, message, signature.slice(8)) ? timeSeconds : undefined
}
