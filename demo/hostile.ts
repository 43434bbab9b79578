/** Packs a stranger might make from books that anyone can read: each must be refused by name. */
import { writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { bundleToEntries, entriesToBundle } from '../src/book/bundle.ts'
import { checkpointToBytes, parseCheckpoint, signCheckpoint } from '../src/book/checkpoint.ts'
import { signerOf } from '../src/book/ed25519.ts'
import { entryToBytes, parseEntry } from '../src/book/entry.ts'
import { leafHash } from '../src/book/hash.ts'
import { emptyRange, extendRange, rootOf } from '../src/book/tree.ts'
import { type Frame, writePack } from '../src/carriage/pack.ts'
import { unwrap } from '../src/kernel/result.ts'

/** A small book as its public addresses serve it. */
export interface ServedBook {
  readonly book: string
  readonly entries: readonly Uint8Array[]
  readonly checkpoint: Uint8Array
}

/** Reads a book of at most 255 entries over HTTP, as tlog-tiles serves it. */
export async function fetchBook(publicUrl: string, book: string): Promise<ServedBook> {
  const bytesAt = async (path: string) =>
    new Uint8Array(await (await fetch(`${publicUrl}/books/${book}${path}`)).arrayBuffer())
  const checkpoint = await bytesAt('/checkpoint')
  const { size } = unwrap(parseCheckpoint(checkpoint))
  const entries = bundleToEntries(await bytesAt(`/tile/entries/000.p/${size}`))
  return { book, entries: entries ?? [], checkpoint }
}

async function writeFile(path: string, { book, entries, checkpoint }: ServedBook): Promise<void> {
  const frames: Frame[] = [
    {
      kind: 'manifest',
      manifest: { node: 'stranger', epoch: 'stranger', change: 1, complete: false, books: [] },
    },
    { kind: 'book', book, from: 0 },
    { kind: 'entries', bundle: entriesToBundle(entries) },
    { kind: 'checkpoint', note: checkpoint },
  ]
  writeFileSync(path, gzipSync(await buffer(writePack(Readable.from(frames)))))
}

/** The last entry's date is changed, and the old signed checkpoint kept: what a carrier could do to a file. */
export async function tamperedFile(path: string, served: ServedBook): Promise<void> {
  const last = unwrap(parseEntry(served.entries.at(-1) ?? new Uint8Array()))
  const changed = entryToBytes({ ...last, at: '2020-01-01T00:00:00Z' })
  await writeFile(path, { ...served, entries: [...served.entries.slice(0, -1), changed] })
}

/** A further position, signed by a pen that is not the book's. */
export async function foreignPenFile(path: string, served: ServedBook): Promise<void> {
  const position = served.entries.find((entry) => unwrap(parseEntry(entry)).type === 'position.recorded')
  const entries = [...served.entries, position ?? new Uint8Array()]
  const range = extendRange(emptyRange, entries.map(leafHash))
  const head = { book: served.book, size: entries.length, root: rootOf(range) }
  const checkpoint = checkpointToBytes(signCheckpoint(head, signerOf(new Uint8Array(32).fill(7))))
  await writeFile(path, { ...served, entries, checkpoint })
}
