/**
 * The generator: invented bodies with years of minutes, made from a printed seed by the rules that judge real ones, and
 * written straight into an archive. The same seed and numbers give the same bytes, but for the archive's epoch and order.
 *
 * A world is made of federations and their municipalities, up to 49 unless it is said otherwise. Founding, admission of a node, application and acceptance
 * come first; then sessions with motions, votes, referrals and positions, about 300 bytes an entry.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Archive } from '../src/archive/contract.ts'
import { openSqliteArchive } from '../src/archive/sqlite/sqlite-archive.ts'
import { checkpointToBytes, signCheckpoint } from '../src/book/checkpoint.ts'
import { base32, utf8 } from '../src/kernel/encoding.ts'
import { sha256 } from '../src/book/hash.ts'
import { accept, unwrap } from '../src/kernel/result.ts'
import { type Chance, chanceOf } from './generator/chance.ts'
import type { DraftBook } from './generator/draft-book.ts'
import { foundFederation, foundMember, liveFederation, liveMember } from './generator/lives.ts'
import { countries } from './generator/people.ts'

export interface Size {
  readonly books: number
  readonly entries: number
}

export const presets: Readonly<Record<string, Size>> = {
  quick: { books: 50, entries: 5000 },
  'ten-thousand': { books: 50, entries: 10_000 },
  'hundred-thousand': { books: 50, entries: 100_000 },
  million: { books: 500, entries: 1_000_000 },
  'many-books': { books: 10_000, entries: 150_000 },
}

/**
 * Worlds of `count` federations of 49 municipalities, 200 entries a book, after 10,000 entries that are the same in each of them:
 * one such federation, of 140 entries a book, and 50 of two municipalities. What is asked of those 10,000, and the first part
 * of any list, shows as much however many came after them.
 */
export const grownFrom10000 = (count: number): readonly Size[] => [
  { books: 50, entries: 7000 },
  ...Array.from({ length: 50 }, () => ({ books: 3, entries: 60 })),
  ...Array.from({ length: count }, () => ({ books: 50, entries: 10_000 })),
]

export interface GenerateOptions {
  readonly seed: string
  /** One size for all, cut into federations of 50 books; or that of each federation. */
  readonly size: Size | readonly Size[]
  /** How long the bodies have lived; by default as long as 400 entries a year of an average book last. */
  readonly years?: number | undefined
  /** Told after each federation. */
  readonly onProgress?: (entries: number) => void
}

/** What was generated, as `dataset.json` beside the archive tells it. */
export interface Dataset {
  readonly seed: string
  readonly years: number
  readonly entries: number
  readonly entryBytes: number
  readonly books: readonly BookMade[]
}

export interface BookMade {
  readonly book: string
  /** Names its pen under the seed. */
  readonly name: string
  readonly by: string
  readonly size: number
}

const booksAFederation = 50
/** A federation's own part of its entries: 2, and an acceptance for each member; a member's: 3. */
const [federationStart, memberStart] = [2, 3]
const yearMs = 365 * 24 * 3_600_000

/** Makes `folder`/books.db and `folder`/dataset.json. Too few entries for so many books is a defect of the call. */
export async function generate(folder: string, options: GenerateOptions): Promise<Dataset> {
  const { seed } = options
  const federations = federationsOf(options.size)
  const years = options.years ?? Math.max(1, Math.round(entriesOf(federations) / booksOf(federations) / 400))
  mkdirSync(folder, { recursive: true })
  const archive = openSqliteArchive(join(folder, 'books.db'), base32(sha256(utf8(seed)).slice(0, 16)))
  const made: BookMade[] = []
  let [written, bytes] = [0, 0]
  for (const { books, entries } of federations) {
    const from = made.length
    for (const draft of makeFederation(seed, { from, to: from + books }, entries, years * yearMs)) {
      const { book, name, by, size } = draft
      await store(archive, draft)
      made.push({ book, name, by, size })
      written += size
      bytes += draft.entries.reduce((sum, entry) => sum + entry.length, 0)
    }
    options.onProgress?.(written)
  }
  await archive.close()
  const dataset = { seed, years, entries: written, entryBytes: bytes, books: made }
  writeFileSync(join(folder, 'dataset.json'), JSON.stringify(dataset))
  return dataset
}

const booksOf = (sizes: readonly Size[]): number => sizes.reduce((sum, { books }) => sum + books, 0)
const entriesOf = (sizes: readonly Size[]): number => sizes.reduce((sum, { entries }) => sum + entries, 0)

/** Federations of 50 books, the last of what is left. */
function federationsOf(size: GenerateOptions['size']): readonly Size[] {
  if (!('books' in size)) return size
  const { books, entries } = size
  const before = (book: number): number => Math.round((entries * book) / books)
  return Array.from({ length: Math.ceil(books / booksAFederation) }, (_, at) => {
    const from = at * booksAFederation
    const to = Math.min(books, from + booksAFederation)
    return { books: to - from, entries: before(to) - before(from) }
  })
}

/** By name they stand as they were made, so that first in a list are the same in worlds of any size. */
const inOrder = (at: number): string => String(at).padStart(5, '0')

/** The books of one federation and its members, `share` entries in all. */
function* makeFederation(
  seed: string,
  { from, to }: { readonly from: number; readonly to: number },
  share: number,
  lifeMs: number,
): Iterable<DraftBook> {
  const chance = chanceOf(seed, `federation ${from}`)
  const federation = foundFederation(seed, `Mancomunidad ${inOrder(from)}`)
  const applied = Array.from({ length: to - from - 1 }, (_, at) => {
    const country = chance.oneOf(countries)
    const member = foundMember(seed, `Municipio ${inOrder(from + at + 1)}`, country, chance, federation)
    return { ...member, country }
  })
  const [ownEntries, ...memberEntries] = sharesOf(share, applied.length, chance)
  const applications = applied.map(({ application, country }) => ({ cited: application, section: country }))
  const referrals = liveFederation(federation, applications, ownEntries ?? 0, lifeMs, chance)
  yield federation
  for (const [at, { book }] of applied.entries()) {
    liveMember(book, referrals, memberEntries[at] ?? 0, lifeMs, chance)
    yield book
  }
}

/** Entries of the federation's book, then of each member's: uneven, `share` in all. */
function sharesOf(share: number, members: number, chance: Chance): number[] {
  const own = Math.max(Math.round(share / (members + 1)), federationStart + members)
  const rest = share - own - members * memberStart
  if (rest < 0) throw new Error(`${share} entries are too few for ${members + 1} books`)
  const weights = Array.from({ length: members }, () => chance.between(50, 150))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let [before, given] = [0, 0]
  const shares = weights.map((weight) => {
    before += weight
    const more = Math.round((rest * before) / whole) - given
    given += more
    return memberStart + more
  })
  return [share - shares.reduce((sum, count) => sum + count, 0), ...shares]
}

async function store(archive: Archive, { book, entries, pen }: DraftBook): Promise<void> {
  unwrap(
    await archive.extend(book, 0, [
      {
        entries,
        conclude: (head) =>
          accept({ checkpoint: checkpointToBytes(signCheckpoint(head, pen)), isHandover: false }),
      },
    ]),
  )
}
