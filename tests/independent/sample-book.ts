/**
 * Small books made by this implementation alone, for tests: keys from counted seeds, entries that say their
 * number, a handover where asked for, and the resources of docs/formats.md section 10 over them.
 */
import { base32Encode, base64Encode, concat, fromUtf8, utf8 } from './base.ts'
import { bookIdOf } from './book.ts'
import { serialiseJson, type Json } from './canonical-json.ts'
import { checkpointText, originOf, penOf } from './checkpoint.ts'
import { publicKeyOf } from './ed25519.ts'
import { leafHash, treeHash } from './merkle.ts'
import { signNote, vkeyOf } from './note.ts'
import { tilePath, tilesOf, tileWidths, type Get } from './tiles.ts'

/** The private key of a number. */
export const seedOf = (number: number): Uint8Array => new Uint8Array(32).fill(number)
/** The public key of a number, in base64. */
export const keyOf = (number: number): string => base64Encode(publicKeyOf(seedOf(number)))
/** The id of the person of a number. */
export const personOf = (number: number): string => base32Encode(new Uint8Array(16).fill(number))

/** A JSON value of this implementation from a plain one. */
export function toJson(value: unknown): Json {
  if (
    value === null ||
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    typeof value === 'string'
  ) {
    return value
  }
  if (Array.isArray(value)) return value.map(toJson)
  return new Map(Object.entries(value ?? {}).map(([name, member]) => [name, toJson(member)]))
}

/** Canonical bytes of a plain value. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(serialiseJson(toJson(value)))
}

/** An entry with what E3 requires; `fields` go over it. */
export function sampleEntry(type: string, data: object, fields: object = {}): Uint8Array {
  return canonicalBytes({ type, at: '2026-03-01T15:00:00-04:00', by: personOf(1), data, ...fields })
}

/** A founding entry: pen 1, one officer with key 2; `data` goes over it. */
export function sampleFounding(data: object = {}): Uint8Array {
  const officers = [{ id: personOf(1), key: keyOf(2), post: 'secretary' }]
  return sampleEntry('body.founded', { pen: keyOf(1), officers, ...data })
}

/** A book with its evidence. */
export type SampleBook = {
  bookId: string
  entries: Uint8Array[]
  handovers: Uint8Array[]
  checkpoint: Uint8Array
  penSeed: Uint8Array
}

/** A checkpoint of the first so many entries, signed under the book's origin. */
export function sampleCheckpoint(
  entries: readonly Uint8Array[],
  size: number,
  seeds: Uint8Array[],
): Uint8Array {
  const origin = originOf(bookIdOf(entries[0] ?? new Uint8Array()))
  const root = treeHash(entries.slice(0, size).map(leafHash))
  return signNote(
    checkpointText(origin, size, root),
    seeds.map((seed) => ({ name: origin, seed })),
  )
}

/** A book of a size whose pen is passed at each of the sizes given, from key 1 to 3, 4, … */
export function sampleBook(size: number, passedAt: readonly number[] = []): SampleBook {
  const entries = Array.from({ length: size }, (_, seq) => {
    const pass = passedAt.indexOf(seq + 1)
    if (seq === 0) return sampleFounding()
    return pass < 0 ? sampleEntry('note.kept', { seq }) : sampleEntry('pen.passed', { pen: keyOf(3 + pass) })
  })
  const pens = [1, ...passedAt.map((_, i) => 3 + i)].map(seedOf)
  const handovers = passedAt.map((at, i) => sampleCheckpoint(entries, at, pens.slice(i, i + 2)))
  const atHandover = passedAt.at(-1) === size
  return {
    bookId: bookIdOf(entries[0] ?? new Uint8Array()),
    entries,
    handovers,
    checkpoint: sampleCheckpoint(entries, size, pens.slice(atHandover ? -2 : -1)),
    penSeed: pens.at(-1) ?? seedOf(1),
  }
}

/** What a book serves, by path under a prefix. */
export function resourcesOf(book: SampleBook, prefix: string): Map<string, Uint8Array> {
  const { bookId, entries, handovers, checkpoint, penSeed } = book
  const resources = new Map(tilesOf(entries.map(leafHash)))
  for (const [index, width] of tileWidths(entries.length, 0).entries()) {
    const bundle = entries.slice(index * 256, index * 256 + width).map((entry) => {
      return concat(Uint8Array.of(entry.length >> 8, entry.length & 255), entry)
    })
    resources.set(tilePath('entries', index, width), concat(...bundle))
  }
  resources.set('/checkpoint', checkpoint)
  resources.set('/handovers', utf8(JSON.stringify(handovers.map(servedHandover))))
  resources.set('/pen', utf8(`${vkeyOf(penOf(bookId, publicKeyOf(penSeed)))}\n`))
  return new Map([...resources].map(([path, body]) => [`${prefix}${path}`, body]))
}

function servedHandover(note: Uint8Array): { size: number; checkpoint: string } {
  const checkpoint = fromUtf8(note) ?? ''
  return { size: Number(checkpoint.split('\n')[1]), checkpoint }
}

/** Gets from resources in memory. */
export function getFrom(resources: ReadonlyMap<string, Uint8Array>): Get {
  return async (path) => {
    const body = resources.get(path)
    return body === undefined ? { status: 404, body: new Uint8Array() } : { status: 200, body }
  }
}
