/**
 * Text forms of bytes, strict in reading: every byte string has exactly one text form.
 * base64 is RFC 4648 section 4 with padding; base32 is section 6 in lower case without padding.
 */
const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const base32Alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)

/** The text of well-formed UTF-8 (a byte order mark is kept as a character), or undefined. */
export function utf8ToText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** Groups of `bits` bits, left to right, the last one filled with zero bits. */
function toDigits(bytes: Uint8Array, bits: number, alphabet: string): string {
  let text = ''
  let held = 0
  let heldBits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    heldBits += 8
    while (heldBits >= bits) {
      heldBits -= bits
      text += alphabet[(held >> heldBits) & ((1 << bits) - 1)]
    }
    held &= (1 << heldBits) - 1
  }
  return heldBits === 0 ? text : text + alphabet[(held << (bits - heldBits)) & ((1 << bits) - 1)]
}

function fromDigits(text: string, bits: number, alphabet: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * bits) / 8))
  let held = 0
  let heldBits = 0
  let at = 0
  for (const character of text) {
    const digit = alphabet.indexOf(character)
    if (digit < 0) return undefined
    held = (held << bits) | digit
    heldBits += bits
    if (heldBits >= 8) {
      heldBits -= 8
      bytes[at++] = held >> heldBits
      held &= (1 << heldBits) - 1
    }
  }
  return heldBits < bits && held === 0 ? bytes : undefined
}

export const base32 = (bytes: Uint8Array): string => toDigits(bytes, 5, base32Alphabet)

/** The bytes of a canonical base32 text, or undefined. */
export const base32ToBytes = (text: string): Uint8Array<ArrayBuffer> | undefined =>
  fromDigits(text, 5, base32Alphabet)

export function base64(bytes: Uint8Array): string {
  const digits = toDigits(bytes, 6, base64Alphabet)
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=')
}

/** The bytes of a canonical, padded base64 text, or undefined. */
export function base64ToBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0) return undefined
  return fromDigits(text.replace(/={1,2}$/, ''), 6, base64Alphabet)
}

export const concat = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => concatAll(parts)

/** The same of any number of parts: more than a call takes arguments. */
export function concatAll(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false
  return true
}
