/**
 * Packs for every bullet of "Bad input" of issue 2, as a node might be given them: made of three books that a test's
 * world signed (src/testing/three-books.ts), spoilt in one way each.
 */
import { gzipSync } from 'node:zlib'
import { bundleToEntries } from '../../src/book/bundle.ts'
import { checkpointToBytes, signCheckpoint } from '../../src/book/checkpoint.ts'
import type { Frame } from '../../src/carriage/pack.ts'
import { concat, utf8 } from '../../src/kernel/encoding.ts'
import { draft, founded } from '../../src/testing/drafts.ts'
import { signerNamed } from '../../src/testing/keys.ts'
import {
  bundleFrame,
  emptyManifest,
  nothingHeld,
  packFor,
  packOf,
  partFrames,
  rawFrame,
} from '../../src/testing/packs.ts'
import { type ThreeBooks, withNotes } from '../../src/testing/three-books.ts'
import { World, checkpointOf } from '../../src/testing/world.ts'

export interface HostileCase {
  readonly what: string
  /** What the node must hold already. */
  readonly before?: (books: ThreeBooks) => Promise<Uint8Array>
  readonly pack: (books: ThreeBooks) => Promise<Uint8Array>
  /** Bytes as they travel, where the gzip over the pack is spoilt. */
  readonly spoilGzip?: (bytes: Uint8Array) => Uint8Array
  /** Names of the books refused (null: the pack as a whole) and why. */
  readonly refused: readonly (readonly [string | null, string])[]
  /** Sizes of the three books afterwards. */
  readonly sizes: readonly number[]
}

const allBooks = (books: ThreeBooks): Promise<Uint8Array> => books.allBooks()

const changedEntries =
  (change: (bundle: Uint8Array) => Uint8Array) =>
  (frames: Frame[]): Frame[] =>
    frames.map((frame) =>
      frame.kind === 'entries' ? { kind: 'entries', bundle: change(frame.bundle) } : frame,
    )

async function flippedWithin(books: ThreeBooks): Promise<Uint8Array> {
  const pack = Uint8Array.from(await books.allBooks())
  pack[Buffer.from(pack).indexOf('Putre')] = 'p'.charCodeAt(0)
  return pack
}

/** The same founding and pen as the first book's, and another history: what a restored backup writes. */
async function rewritten(): Promise<Uint8Array> {
  const other = new World('rewriter')
  const body = await other.found('Sajama', founded('Sajama'))
  await other.wrote(body, draft('session.opened', { place: 'elsewhere' }))
  for (let at = 0; at < 5; at += 1) await other.writeAnyway(body, draft('note.kept', { at }))
  return packFor(other.archive, nothingHeld)
}

const withStrangersPen = withNotes((note) =>
  checkpointToBytes(signCheckpoint(checkpointOf(note), signerNamed('stranger'))),
)

async function hugeLength(books: ThreeBooks): Promise<Uint8Array> {
  const pack = await packOf([emptyManifest, ...(await books.whole(books.first))])
  return concat(pack.slice(0, -37), rawFrame('E', utf8('x'), 2 ** 32 - 1))
}

/** Every hash above a changed entry would have to be another: the checkpoint is the old one. */
const tampered = changedEntries((bundle) => {
  const entries = bundleToEntries(bundle) ?? []
  const bundled = bundleFrame(
    entries.map((entry, at) =>
      at === entries.length - 1 && !Buffer.from(entry).includes('body.founded')
        ? utf8(Buffer.from(entry).toString().replace('2026-03-01', '2026-03-02'))
        : entry,
    ),
  )
  return bundled.kind === 'entries' ? bundled.bundle : bundle
})

export const hostileCases: readonly HostileCase[] = [
  {
    what: 'cut short within the second book',
    pack: async (books) => {
      const pack = await books.allBooks()
      return pack.slice(0, Buffer.from(pack).indexOf('Putre'))
    },
    refused: [[null, 'pack-cut-short']],
    sizes: [3, 0, 0],
  },
  {
    what: 'cut short in its gzip, at the digest',
    pack: allBooks,
    spoilGzip: (bytes) => bytes.slice(0, -40),
    refused: [[null, 'pack-cut-short']],
    sizes: [3, 8, 3],
  },
  {
    what: 'with a flipped byte in an entry',
    pack: flippedWithin,
    refused: [
      ['Putre', 'book-id-mismatch'],
      [null, 'pack-damaged'],
    ],
    sizes: [3, 0, 3],
  },
  {
    what: 'that is no gzip at all',
    pack: allBooks,
    spoilGzip: () => utf8('Acta de la sesión'),
    refused: [[null, 'not-a-pack']],
    sizes: [0, 0, 0],
  },
  {
    what: 'that is gzip over something else',
    pack: async () => utf8('Acta de la sesión, en papel'),
    refused: [[null, 'not-a-pack']],
    sizes: [0, 0, 0],
  },
  {
    what: 'of a later version',
    pack: async () => utf8('apachita-pack/v9\n'),
    refused: [[null, 'unknown-pack-version']],
    sizes: [0, 0, 0],
  },
  {
    what: 'with a huge length of a frame',
    pack: hugeLength,
    refused: [[null, 'pack-too-large']],
    sizes: [3, 0, 0],
  },
  {
    what: 'with a book whose first entry does not hash to its id',
    pack: (books) =>
      books.packWith(([, ...rest]) => [{ kind: 'book', book: 'a'.repeat(52), from: 0 }, ...rest]),
    refused: [['a'.repeat(52), 'book-id-mismatch']],
    sizes: [3, 0, 3],
  },
  {
    what: 'with a checkpoint by the wrong key',
    pack: (books) => books.packWith(withStrangersPen),
    refused: [['Putre', 'wrong-pen']],
    sizes: [3, 0, 3],
  },
  {
    what: 'with a rewritten history',
    before: allBooks,
    pack: rewritten,
    refused: [['Sajama', 'history-rewritten']],
    sizes: [3, 8, 3],
  },
  {
    what: 'with entries changed under the old checkpoint',
    pack: (books) => books.packWith(tampered),
    refused: [['Putre', 'root-mismatch']],
    sizes: [3, 0, 3],
  },
  {
    what: 'with an entry over 65,535 bytes',
    pack: (books) =>
      books.packWith(changedEntries(() => concat(new Uint8Array([0, 0]), new Uint8Array(65_536).fill(0x61)))),
    refused: [['Putre', 'pack-damaged']],
    sizes: [3, 0, 3],
  },
  { what: 'sent twice', before: allBooks, pack: allBooks, refused: [], sizes: [3, 8, 3] },
  {
    what: 'sent out of order',
    pack: async ({ world, middle }) => packOf(await partFrames(world, middle, 4, 8)),
    refused: [['Putre', 'gap']],
    sizes: [0, 0, 0],
  },
]

/** The pack of a case as it travels. */
export async function gzipped({ pack, spoilGzip }: HostileCase, books: ThreeBooks): Promise<Uint8Array> {
  const bytes = gzipSync(await pack(books))
  return spoilGzip === undefined ? bytes : spoilGzip(bytes)
}

/** Entries that a valid checkpoint covers and that have no effect: kept, relayed, flagged (E7). */
export const ineffectiveEntries: readonly (readonly [string, string, string | undefined, Uint8Array])[] = [
  ['no JSON at all', 'void', 'not-json', utf8('Acta de la sesión')],
  ['bytes that are no text', 'void', 'not-json', new Uint8Array([0xff, 0x00, 0xc0])],
  ['non-canonical', 'void', 'not-canonical', utf8('{"b":1,"a":2}')],
  ['canonical, but no entry', 'void', 'entry-malformed', utf8('{"type":"motion.put"}')],
  ['of an unknown type', 'unknown', undefined, utf8('')],
]
