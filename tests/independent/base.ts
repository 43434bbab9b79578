/**
 * RFC 4648 by bits: base64 (section 4, padded) and base32 (section 6, here in lower case without padding).
 * Both decoders are strict: one text for one sequence of bytes, so the bits left over must be zero.
 */

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

function bitsOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
}

function encodeBits(bytes: Uint8Array, alphabet: string, width: number): string {
  const bits = bitsOf(bytes)
  let text = ''
  for (let at = 0; at < bits.length; at += width) {
    text += alphabet.charAt(parseInt(bits.slice(at, at + width).padEnd(width, '0'), 2))
  }
  return text
}

function decodeBits(text: string, alphabet: string, width: number): Uint8Array | undefined {
  let bits = ''
  for (const letter of text) {
    const value = alphabet.indexOf(letter)
    if (value < 0) return undefined
    bits += value.toString(2).padStart(width, '0')
  }
  const bytes = new Uint8Array(Math.floor(bits.length / 8))
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(bits.slice(i * 8, i * 8 + 8), 2)
  return encodeBits(bytes, alphabet, width) === text ? bytes : undefined
}

/** RFC 4648 section 6, in lower case, without padding. */
export function base32Encode(bytes: Uint8Array): string {
  return encodeBits(bytes, BASE32, 5)
}

/** The bytes of an unpadded lower-case base32 text, or undefined where it is not the one encoding of any. */
export function base32Decode(text: string): Uint8Array | undefined {
  return decodeBits(text, BASE32, 5)
}

/** RFC 4648 section 4, padded. */
export function base64Encode(bytes: Uint8Array): string {
  const text = encodeBits(bytes, BASE64, 6)
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

/** The bytes of a padded base64 text, or undefined where it is not the one encoding of any. */
export function base64Decode(text: string): Uint8Array | undefined {
  const bytes = decodeBits(text.replace(/={0,2}$/, ''), BASE64, 6)
  return bytes !== undefined && base64Encode(bytes) === text ? bytes : undefined
}

/** UTF-8 of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The text of strict UTF-8 (a byte order mark stays in it), or undefined. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The bytes of a hexadecimal text (of even length; for tests' data, not strict). */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

/** `||` of docs/formats.md; texts stand for their UTF-8. */
export function concat(...parts: (Uint8Array | string)[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts.map((part) => (typeof part === 'string' ? utf8(part) : part))))
}

/** Whether two sequences of bytes are the same. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
