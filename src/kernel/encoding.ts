/**
 * Text forms of bytes, strict in reading: every byte string has exactly one text form.
 * base64 is RFC 4648 section 4 with padding; base32 is section 6 in lower case without padding.
 */
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

/** An alphabet, and the digit of each ASCII code (255: none). */
interface Digits {
  readonly bits: 5 | 6
  readonly alphabet: string
  readonly byCode: Uint8Array
}

function digitsOf(bits: 5 | 6, alphabet: string): Digits {
  const byCode = new Uint8Array(128).fill(255)
  for (let digit = 0; digit < alphabet.length; digit += 1) byCode[alphabet.charCodeAt(digit)] = digit
  return { bits, alphabet, byCode }
}

/** Groups of `bits` bits, left to right, the last one filled with zero bits. */
function toDigits(bytes: Uint8Array, { bits, alphabet }: Digits): string {
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

/** The bytes of the first `length` characters. */
function fromDigits(
  text: string,
  length: number,
  { bits, byCode }: Digits,
): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((length * bits) / 8))
  let held = 0
  let heldBits = 0
  let at = 0
  for (let from = 0; from < length; from += 1) {
    const digit = byCode[text.charCodeAt(from)] ?? 255
    if (digit === 255) return undefined
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

const base32Digits = digitsOf(5, 'abcdefghijklmnopqrstuvwxyz234567')
const base64Digits = digitsOf(6, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')

export const base32 = (bytes: Uint8Array): string => toDigits(bytes, base32Digits)

/** The bytes of a canonical base32 text, or undefined. */
export const base32ToBytes = (text: string): Uint8Array<ArrayBuffer> | undefined =>
  fromDigits(text, text.length, base32Digits)

export function base64(bytes: Uint8Array): string {
  const digits = toDigits(bytes, base64Digits)
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=')
}

/** The bytes of a canonical, padded base64 text, or undefined. */
export function base64ToBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return fromDigits(text, text.length - padding, base64Digits)
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
