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
const windows1252 = new TextDecoder('windows-1252')

/** Control characters that no text of Windows-1252 has; tab and line ends may be there. */
// oxlint-disable-next-line no-control-regex
const binary = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0081\u008d\u008f\u0090\u009d]/

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
  const text = windows1252.decode(bytes)
  return binary.test(text) ? undefined : text
}

/** Not TextDecoder: it would put a replacement character in place of each unpaired surrogate. */
const utf16 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf16le')

function swapped(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
  return copy.swap16()
}
