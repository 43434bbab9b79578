/**
 * The text of a delimited file, whatever its encoding.
 *
 * Invariants
 * 1. A byte order mark decides. Without one it is UTF-8 if it can be, else Windows-1252 (what older spreadsheets write).
 * 2. What was damaged shows: a UTF-8 file with a broken character keeps a replacement character in that cell, and an
 *    unpaired surrogate of UTF-16 is kept, so that the row is refused and no name is silently changed.
 *
 * Deliberately absent: UTF-16 without a mark and code pages before Windows; both are refused or show as damage.
 */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const lenientUtf8 = new TextDecoder('utf-8')

/** What Windows-1252 has at 0x80 to 0x9F where Latin-1 has control characters; a space is none. */
const above80 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

/** Control characters that no text has. Tab and line ends are none of them. */
// oxlint-disable-next-line no-control-regex
const binary = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

/** Other formats that are text: PDF, PostScript, RTF, and all that begins with a tag. */
const otherFormat = /^\s*(%PDF|%!PS|\{\\rtf|<)/

/** The text without its mark, or undefined if the bytes are no text a list could be. */
export function listText(bytes: Uint8Array): string | undefined {
  const text = decoded(bytes)
  return text === undefined || text.includes('\0') || otherFormat.test(text) ? undefined : text
}

function decoded(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return utf16(bytes.subarray(2))
  if (first === 0xfe && second === 0xff) return utf16(swapped(bytes.subarray(2)))
  if (first === 0xef && second === 0xbb && third === 0xbf) return lenientUtf8.decode(bytes)
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return notUtf8(bytes)
  }
}

/** Damaged UTF-8 if most of what is not ASCII can be read as UTF-8, else Windows-1252 if it is text at all. */
function notUtf8(bytes: Uint8Array): string | undefined {
  const lenient = lenientUtf8.decode(bytes)
  const broken = lenient.split('\uFFFD').length - 1
  const foreign = lenient.replace(/\p{ASCII}+/gu, '').length - broken
  if (foreign > broken) return lenient
  const text = windows1252(bytes)
  return binary.test(text) ? undefined : text
}

/** Not TextDecoder: that of Node 20 takes Windows-1252 for Latin-1. What it has not stays a control character. */
const windows1252 = (bytes: Uint8Array): string =>
  bufferOf(bytes)
    .toString('latin1')
    .replaceAll(/[\u0080-\u009f]/g, (character) => {
      const instead = above80.charAt(character.charCodeAt(0) - 0x80)
      return instead === ' ' ? character : instead
    })

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Not TextDecoder: it would put a replacement character in place of each unpaired surrogate. */
const utf16 = (bytes: Uint8Array): string => bufferOf(bytes).toString('utf16le')

function swapped(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
  return copy.swap16()
}
