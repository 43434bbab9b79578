/**
 * C2SP signed-note, tlog-checkpoint and tlog-cosignature/v1. A note here is its bytes; a key id is eight
 * hexadecimal digits. Signatures are made and verified by node:crypto; `ed25519.ts` is checked against it.
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { base64Decode, base64Encode, concat, fromHex, fromUtf8, toHex, utf8 } from './base.ts'
import { sha256 } from './merkle.ts'
import { demand, refuse, verdict, type Verdict } from './verdict.ts'

/** signed-note, "Signature types": Ed25519, and the timestamped cosignature of tlog-cosignature. */
export const SIGNATURE_TYPE = { ed25519: 0x01, cosignature: 0x04 } as const

/** One signature line: what follows the key id is not looked into. */
export type SignatureLine = { name: string; keyId: string; signature: Uint8Array }
/** A note taken apart, nothing verified. */
export type Note = { text: string; signatures: SignatureLine[] }
/** Who may sign: a vkey taken apart. */
export type VerifierKey = { name: string; type: number; key: Uint8Array }
/** Who signs: the seed is RFC 8032's 32-byte private key; a cosigner says when, in seconds since 1970. */
export type Signer = { name: string; seed: Uint8Array; cosignedAtS?: bigint }

const DASH = '\u2014 '

/** signed-note, "Signatures". */
export function keyIdOf(key: VerifierKey): string {
  return toHex(sha256(`${key.name}\n`, Uint8Array.of(key.type), key.key).subarray(0, 4))
}

/** signed-note, "Verifier keys" (C4 of docs/formats.md). */
export function vkeyOf(key: VerifierKey): string {
  return `${key.name}+${keyIdOf(key)}+${base64Encode(concat(Uint8Array.of(key.type), key.key))}`
}

/** A vkey of either Ed25519 type whose key id is the recommended one. */
export function parseVkey(text: string): Verdict<VerifierKey> {
  return verdict(() => {
    const found = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text)
    const [, name = '', id = '', material = ''] = found ?? []
    demand(isKeyName(name), 'key name')
    const bytes = base64Decode(material) ?? new Uint8Array()
    const key = { name, type: bytes[0] ?? 0, key: bytes.slice(1) }
    demand(key.type === SIGNATURE_TYPE.ed25519 || key.type === SIGNATURE_TYPE.cosignature, 'signature type')
    demand(key.key.length === 32, 'key length')
    demand(keyIdOf(key) === id, 'key id')
    return key
  })
}

function isKeyName(name: string): boolean {
  return name !== '' && !/[\p{White_Space}+]/u.test(name)
}

/** signed-note, "Format". */
export function parseNote(note: Uint8Array): Verdict<Note> {
  return verdict(() => readNote(note))
}

function readNote(note: Uint8Array): Note {
  const whole = fromUtf8(note)
  if (whole === undefined) return refuse('not UTF-8')
  demand(
    [...whole].every((letter) => letter >= ' ' || letter === '\n'),
    'a control character',
  )
  const blank = whole.lastIndexOf('\n\n')
  demand(blank >= 0, 'no blank line')
  const lines = whole.slice(blank + 2).split('\n')
  demand(lines.length > 1 && lines.pop() === '', 'no signature lines')
  return { text: whole.slice(0, blank + 1), signatures: lines.map(readSignatureLine) }
}

function readSignatureLine(line: string): SignatureLine {
  demand(line.startsWith(DASH), 'not a signature line')
  const [name = '', encoded = '', ...rest] = line.slice(DASH.length).split(' ')
  demand(isKeyName(name) && rest.length === 0, 'signature line')
  const bytes = base64Decode(encoded)
  if (bytes === undefined || bytes.length < 5) return refuse('signature bytes')
  return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) }
}

/** What the signatures of known keys say about a note. */
export type Verified = { text: string; by: { key: VerifierKey; cosignedAtS?: bigint }[] }

/**
 * signed-note, "Signatures" (C3): lines of unknown name or key id are ignored, one of a known key that does
 * not verify refuses the note, and one at least must verify.
 */
export function verifyNote(note: Uint8Array, keys: readonly VerifierKey[]): Verdict<Verified> {
  return verdict(() => {
    const { text, signatures } = readNote(note)
    const by = signatures.flatMap((line) => {
      const known = keys.filter((key) => key.name === line.name && keyIdOf(key) === line.keyId)
      if (known.length === 0) return []
      const good = known.find((key) => isGoodSignature(key, text, line.signature))
      if (good === undefined) return refuse(`bad signature of ${line.name}+${line.keyId}`)
      const isCosigned = good.type === SIGNATURE_TYPE.cosignature
      return [isCosigned ? { key: good, cosignedAtS: timestampOf(line.signature) } : { key: good }]
    })
    demand(by.length > 0, 'no signature of a known key')
    return { text, by }
  })
}

function isGoodSignature(key: VerifierKey, text: string, signature: Uint8Array): boolean {
  if (key.type === SIGNATURE_TYPE.ed25519) return verifyByNode(key.key, utf8(text), signature)
  if (signature.length !== 72) return false
  const atS = timestampOf(signature)
  return atS < 2n ** 63n && verifyByNode(key.key, cosignedMessage(text, atS), signature.subarray(8))
}

/** tlog-cosignature, "Format": the first eight bytes, big-endian. */
function timestampOf(signature: Uint8Array): bigint {
  return BigInt(`0x${toHex(signature.subarray(0, 8))}`)
}

/** tlog-cosignature, "Ed25519 signed message". */
export function cosignedMessage(text: string, atS: bigint): Uint8Array {
  return utf8(`cosignature/v1\ntime ${atS}\n${text}`)
}

function verifyByNode(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false
  const der = Buffer.from(concat(fromHex('302a300506032b6570032100'), key))
  return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
}

function privateKeyOf(seed: Uint8Array) {
  const der = Buffer.from(concat(fromHex('302e020100300506032b657004220420'), seed))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

/** Ed25519 of a message by node:crypto. */
export function signByNode(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return Uint8Array.from(sign(null, message, privateKeyOf(seed)))
}

/** The verifier key that goes with a signer. */
export function verifierKeyOf(signer: Signer): VerifierKey {
  const der = createPublicKey(privateKeyOf(signer.seed)).export({ format: 'der', type: 'spki' })
  const type = signer.cosignedAtS === undefined ? SIGNATURE_TYPE.ed25519 : SIGNATURE_TYPE.cosignature
  return { name: signer.name, type, key: Uint8Array.from(der.subarray(12)) }
}

function signatureLine(text: string, signer: Signer): string {
  const { name, seed, cosignedAtS } = signer
  const signature =
    cosignedAtS === undefined
      ? signByNode(seed, utf8(text))
      : concat(
          fromHex(cosignedAtS.toString(16).padStart(16, '0')),
          signByNode(seed, cosignedMessage(text, cosignedAtS)),
        )
  return `${DASH}${name} ${base64Encode(concat(fromHex(keyIdOf(verifierKeyOf(signer))), signature))}\n`
}

/** A note over a text that ends in a newline. */
export function signNote(text: string, signers: readonly Signer[]): Uint8Array {
  return utf8(`${text}\n${signers.map((signer) => signatureLine(text, signer)).join('')}`)
}
