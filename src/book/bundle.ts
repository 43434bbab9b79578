/** Entry bundles of C2SP tlog-tiles: big-endian uint16 length-prefixed entries, at most 256. */
import { maxEntryBytes } from './entry.ts'

export const tileWidth = 256

/** Whether a bundle can hold these bytes as one entry. */
export const isCarriable = (entry: Uint8Array): boolean => entry.length >= 1 && entry.length <= maxEntryBytes

export function entriesToBundle(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bundle = new Uint8Array(entries.reduce((length, entry) => length + 2 + entry.length, 0))
  let at = 0
  for (const entry of entries) {
    if (!isCarriable(entry)) throw new Error('an entry the framing cannot carry')
    bundle[at] = entry.length >> 8
    bundle[at + 1] = entry.length & 0xff
    bundle.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bundle
}

/** Whether a bundle holds 1 to 256 entries, as far as its lengths tell; counts no further. */
export function isCountInRange(bundle: Uint8Array): boolean {
  let count = 0
  for (let at = 0; at < bundle.length && count <= tileWidth; count += 1) {
    at += 2 + (((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0))
  }
  return count >= 1 && count <= tileWidth
}

/** The entries of a bundle (views on its bytes), or undefined if it is cut short or holds an empty entry. */
export function bundleToEntries(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bundle.length;) {
    const length = ((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0)
    const end = at + 2 + length
    if (length === 0 || end > bundle.length) return undefined
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return entries
}
