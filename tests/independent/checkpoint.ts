/** C2SP tlog-checkpoint, and C1-C3 of docs/formats.md. */
import { base64Decode, base64Encode } from './base.ts'
import { parseNote, SIGNATURE_TYPE, verifyNote, type VerifierKey } from './note.ts'
import { demand, refuse, verdict, type Verdict } from './verdict.ts'

/** The text of a checkpoint taken apart. */
export type Checkpoint = { origin: string; size: number; root: Uint8Array; extensions: string[] }

/** tlog-checkpoint, "Note text". */
export function parseCheckpoint(text: string): Verdict<Checkpoint> {
  return verdict(() => {
    const lines = text.split('\n')
    demand(lines.pop() === '' && lines.length >= 3 && !lines.includes(''), 'lines of the checkpoint')
    const [origin = '', digits = '', encodedRoot = '', ...extensions] = lines
    demand(/^(0|[1-9][0-9]*)$/.test(digits) && Number.isSafeInteger(Number(digits)), 'size of the checkpoint')
    const root = base64Decode(encodedRoot)
    if (root === undefined || root.length !== 32) return refuse('root of the checkpoint')
    return { origin, size: Number(digits), root, extensions }
  })
}

/** The text that a log signs. */
export function checkpointText(origin: string, size: number, root: Uint8Array): string {
  return `${origin}\n${size}\n${base64Encode(root)}\n`
}

/** B3. */
export function originOf(bookId: string): string {
  return `apachita/${bookId}`
}

/** C2: a pen's key under the name of its book. */
export function penOf(bookId: string, key: Uint8Array): VerifierKey {
  return { name: originOf(bookId), type: SIGNATURE_TYPE.ed25519, key }
}

/** C1: the checkpoint of a book, its signatures not verified. */
export function readBookCheckpoint(note: Uint8Array, bookId: string): Checkpoint {
  demand(note.length <= 16_384, 'C1: bytes')
  const parsed = parseNote(note)
  if (!parsed.ok) return refuse(`C1: ${parsed.reason}`)
  demand(parsed.value.signatures.length <= 16, 'C1: number of signatures')
  const checkpoint = parseCheckpoint(parsed.value.text)
  if (!checkpoint.ok) return refuse(`C1: ${checkpoint.reason}`)
  demand(checkpoint.value.extensions.length === 0, 'C1: extension lines')
  demand(checkpoint.value.size >= 1, 'C1: size')
  demand(checkpoint.value.origin === originOf(bookId), 'C1: origin')
  return checkpoint.value
}

/** C1-C3: a checkpoint and which of the pens' keys signed it; one of them did. */
export function openBookCheckpoint(
  note: Uint8Array,
  bookId: string,
  pens: readonly Uint8Array[],
): Checkpoint & { signedBy: Uint8Array[] } {
  const checkpoint = readBookCheckpoint(note, bookId)
  const verified = verifyNote(
    note,
    pens.map((key) => penOf(bookId, key)),
  )
  if (!verified.ok) return refuse(`C3: ${verified.reason}`)
  return { ...checkpoint, signedBy: verified.value.by.map(({ key }) => key.key) }
}
