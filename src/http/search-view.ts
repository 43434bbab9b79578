/** What is found by people's own words in the followed books: bodies, offices, motions, sessions, documents. */
import { saidAt } from '../assemblies/said-query.ts'
import { chartersOf } from '../bodies/queries.ts'
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { wordsToBeFound } from '../kernel/names.ts'
import type { ApachitaNode } from '../node/node.ts'
import { bodiesHere } from './book-lists.ts'
import { Speakers } from '../succession/speakers.ts'
import { type FoundEntry, findWords, wordsAsked } from '../views/searched.ts'

export type FoundKind = 'body' | 'office' | 'motion' | 'session' | 'call' | 'document'

export interface FoundLine {
  readonly kind: FoundKind
  readonly book: string
  readonly seq: number
  /** Of an office, its post. */
  readonly post: string | null
  /** null: it is called by its date (`at`). */
  readonly title: LocalizedText | null
  /** What it says besides, in which the words may stand. */
  readonly text: LocalizedText | null
  /** Of a call, when it is to be held, as it was written. */
  readonly at: string | null
  /** Of places that are called alike, which this is. */
  readonly body: { readonly name: LocalizedText; readonly country: string; readonly kind: string }
}

export interface SearchView {
  /** As it was typed. */
  readonly typed: string
  /** The words that were looked for, folded; none where nothing was typed that could be. */
  readonly words: readonly string[]
  /** Whether more was typed than is looked for. */
  readonly isCut: boolean
  /** How many were found, and whether they were all counted. */
  readonly count: number
  readonly isCounted: boolean
  /** Where they are, and how many in each; `country`: the one asked for, or null. */
  readonly countries: readonly { readonly country: string; readonly count: number }[]
  readonly country: string | null
  readonly part: number
  readonly lines: readonly FoundLine[]
  readonly hasMore: boolean
}

const maxFound = 500
const linesAPart = 20
const maxTypedShown = 200

/** `country`: only what is there; null: anywhere. `part`, from 1. */
export async function searchView(
  node: ApachitaNode,
  typed: string,
  country: string | null,
  part: number,
): Promise<SearchView> {
  const asked = wordsAsked(typed)
  const followed = node.followed()
  const speakers = new Speakers(node.views.db)
  // A body is found once, by the book that speaks for it now.
  const all = findWords(node.views.db, asked, maxFound, (book) => followed.has(book))
  const found = all.filter(({ book, seq }) => seq > 0 || speakers.isSpeaker(book))
  const bodies = node.derived(bodiesHere)
  const countryOf = (book: BookId): string => bodies.get(book)?.country ?? ''
  const inCountry = country === null ? found : found.filter(({ book }) => countryOf(book) === country)
  const start = (part - 1) * linesAPart
  const shown = inCountry.slice(start, start + linesAPart)
  return {
    typed: typed.slice(0, maxTypedShown),
    ...asked,
    count: found.length,
    isCounted: all.length < maxFound,
    countries: counted(found.map(({ book }) => countryOf(book))),
    country,
    part,
    lines: shown.flatMap((entry) => lineOf(node, entry, asked.words) ?? []),
    hasMore: inCountry.length > start + linesAPart,
  }
}

function counted(countries: readonly string[]): SearchView['countries'] {
  const counts = new Map<string, number>()
  for (const country of countries) counts.set(country, (counts.get(country) ?? 0) + 1)
  return [...counts]
    .map(([country, count]) => ({ country, count }))
    .toSorted((a, b) => b.count - a.count || (a.country < b.country ? -1 : 1))
}

function lineOf(
  node: ApachitaNode,
  { book, seq }: FoundEntry,
  words: readonly string[],
): FoundLine | undefined {
  const { db } = node.views
  const body = node.derived(bodiesHere).get(book)
  if (body === undefined) return undefined
  const { name, country, kind } = body
  const found = { book, seq, body: { name, country, kind } }
  const said = saidAt(db, book, seq)
  if (said !== undefined) return { ...found, post: null, ...said }
  const office = isSaid([name], words)
    ? undefined
    : chartersOf(db, book)?.charter.posts.find((post) => isSaid([post.name], words))
  return {
    ...found,
    kind: office === undefined ? 'body' : 'office',
    post: office?.id ?? null,
    title: office?.name ?? name,
    text: null,
    at: null,
  }
}

function isSaid(texts: readonly (LocalizedText | undefined)[], words: readonly string[]): boolean {
  const said = texts.flatMap((text) => Object.values(text ?? {})).flatMap(wordsToBeFound)
  return words.every((word) => said.some((one) => one.startsWith(word)))
}
