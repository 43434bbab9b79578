/**
 * C2SP signed notes (https://c2sp.org/signed-note): a text, a blank line, and signature lines
 * `— <key name> base64(key id || signature)`.
 *
 * Invariants
 * 1. Lines of unknown keys are ignored; a line of a known name and key id that does not verify refuses the note.
 * 2. A note has at most 16 signatures and 16,384 bytes (rule C1).
 */
import { base64, base64ToBytes, concat, equalBytes, utf8, utf8ToText } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { type PublicKey, type Signer, isSignedBy } from './ed25519.ts'
import { sha256 } from './hash.ts'

/** Rule C1. */
export const maxNoteBytes = 16_384
export const maxSignatures = 16

/** Signature types of signed-note: plain Ed25519, and the timestamped cosignature of tlog-cosignature. */
export const plainEd25519 = 0x01
export const cosignatureV1 = 0x04

export interface SignatureLine {
  readonly name: string
  /** 4 bytes. */
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}

export interface Note {
  /** Ends in a newline. */
  readonly text: string
  readonly signatures: readonly SignatureLine[]
}

export interface NoteRefusal extends Refusal {
  readonly type: 'note-malformed'
  readonly reason: string
}

const malformed = (reason: string): Result<never, NoteRefusal> => refuse({ type: 'note-malformed', reason })

/** A note from its bytes. */
export function parseNote(bytes: Uint8Array): Result<Note, NoteRefusal> {
  if (bytes.length > maxNoteBytes) return malformed('too long')
  const whole = utf8ToText(bytes)
  // oxlint-disable-next-line no-control-regex
  if (whole === undefined || /[\u0000-\u0009\u000B-\u001F]/.test(whole)) return malformed('not plain UTF-8')
  const at = whole.lastIndexOf('\n\n')
  if (at < 0 || !whole.endsWith('\n')) return malformed('no signatures')
  const lines = whole.slice(at + 2, -1).split('\n')
  const signatures = lines.map(parseSignatureLine)
  if (at + 2 >= whole.length || lines.length > maxSignatures) return malformed('number of signatures')
  if (!signatures.every((line) => line !== undefined)) return malformed('signature line')
  return accept({ text: whole.slice(0, at + 1), signatures })
}

/** A signature line from its text, without the newline; undefined where it is none. */
export function parseSignatureLine(line: string): SignatureLine | undefined {
  const [, name, encoded] = /^— ([^\p{White_Space}+]+) ([^ ]+)$/u.exec(line) ?? []
  if (name === undefined || encoded === undefined) return undefined
  const bytes = base64ToBytes(encoded)
  if (bytes === undefined || bytes.length < 5) return undefined
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) }
}

/** The line's text, without the newline. */
export const signatureLineToText = ({ name, keyId, signature }: SignatureLine): string =>
  `— ${name} ${base64(concat(keyId, signature))}`

export function noteToBytes(note: Note): Uint8Array<ArrayBuffer> {
  const lines = note.signatures.map((line) => `${signatureLineToText(line)}\n`)
  return utf8(`${note.text}\n${lines.join('')}`)
}

/** `SHA-256(name || "\n" || type || key)[:4]`. */
export function keyIdOf(name: string, type: number, key: PublicKey): Uint8Array {
  const keyBytes = base64ToBytes(key) ?? new Uint8Array()
  return sha256(concat(utf8(`${name}\n`), new Uint8Array([type]), keyBytes)).slice(0, 4)
}

/** `<name>+<hex key id>+<base64(type || key)>`. */
export function verifierKeyOf(name: string, type: number, key: PublicKey): string {
  const keyBytes = base64ToBytes(key) ?? new Uint8Array()
  const hexId = Array.from(keyIdOf(name, type, key), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${name}+${hexId}+${base64(concat(new Uint8Array([type]), keyBytes))}`
}

/** The note with a plain Ed25519 signature added. */
export function signNote(note: Note, name: string, signer: Signer): Note {
  const line = {
    name,
    keyId: keyIdOf(name, plainEd25519, signer.key),
    signature: signer.sign(utf8(note.text)),
  }
  return { ...note, signatures: [...note.signatures, line] }
}

/** Lines whose name and key id are those of a key and type. */
export function linesBy(note: Note, name: string, type: number, key: PublicKey): SignatureLine[] {
  const keyId = keyIdOf(name, type, key)
  return note.signatures.filter((line) => line.name === name && equalBytes(line.keyId, keyId))
}

/** Whether every plain line of this name and key verifies, and there is at least one. */
export function isNoteSignedBy(note: Note, name: string, key: PublicKey): boolean {
  const lines = linesBy(note, name, plainEd25519, key)
  const text = utf8(note.text)
  return lines.length > 0 && lines.every((line) => isSignedBy(key, text, line.signature))
}
