/** What a person sees of bodies and their books. Everything outside `local` is equal on nodes with equal books. */
import type { BookHistories } from '../web/components/histories.tsx'
import type { FramedBody } from '../web/components/body-frame.tsx'
import type { BookId } from '../book/entry.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { type Charter, foldedCharter } from './entries.ts'
import type { LocalizedText } from '../kernel/languages.ts'

export interface BookLine {
  readonly book: string
  readonly name: LocalizedText
  readonly kind: string
  readonly country: string
  readonly size: number
  readonly demonstration: boolean
  readonly hosted: boolean
  /** How the book last grew on this node, and when (RFC 3339); null if never seen to. */
  readonly arrival: { readonly at: string; readonly via: 'link' | 'carried' | 'written' } | null
}

export interface EntryLine {
  readonly seq: number
  readonly type: string
  readonly at: string | null
  readonly by: string | null
  /**
   * `in-force`, `flagged` (soft breaches), `void`, `sealed`, `unknown`, `beyond-fork` (of no effect: see forkedAt),
   * `beyond-successor` (of no effect: another book goes on), `waits` (for the book it continues), `set-aside` (it is not
   * in the book any more).
   */
  readonly status: string
  readonly breaches: readonly { readonly type: string }[]
  /** The entry as text, as received. */
  readonly json: string
}

/** A node that countersigned a book (a witness), as the books here call it. */
export interface WitnessLine {
  readonly node: string
  readonly name: string
  readonly country: string
  /** It holds the book up to so many entries, by its own word, and from when by its own clock (RFC 3339). */
  readonly size: number
  readonly at: string
}

export interface BookView extends BookLine {
  readonly root: string
  readonly checkpoint: string
  /** Verifier key of the pen (C2SP). */
  readonly verifierKey: string
  readonly handovers: number
  readonly verification: { readonly state: 'verified' | 'broken'; readonly reason: string | null }
  /** Those that hold most first. */
  readonly witnesses: readonly WitnessLine[]
  /** Where it stops, if its pen is proven to have signed two histories and its witnesses vouch for none that is held. */
  readonly forkedAt: number | null
  readonly histories: BookHistories
  /** Newest first, at most `limit`; `before` pages on. */
  readonly entries: readonly EntryLine[]
  readonly nextBefore: number | null
  /** Where the body stops being fully understood (unknown types), or null. */
  readonly notUnderstoodFrom: number | null
}

/** A part of a book that gave way on this node. */
export interface AsideView {
  readonly book: string
  readonly name: LocalizedText
  readonly demonstration: boolean
  readonly place: number
  readonly from: number
  readonly size: number
  /** base64, of its head. */
  readonly root: string
  /** In rising number, at most `limit`; `next`: the first of those that follow. */
  readonly entries: readonly EntryLine[]
  readonly next: number | null
}

export interface BodyView {
  readonly book: string
  readonly name: LocalizedText
  readonly kind: string
  readonly country: string
  readonly region: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly population: number | null
  readonly populationNote: string | null
  readonly standing: string | null
  readonly sources: string | null
  readonly demonstration: boolean
  readonly foundedAt: string
  readonly prevails: 'paper' | 'book'
  readonly paperBook: string | null
  /** `name`: of a public office, where the open book tells it. */
  readonly officers: readonly { readonly id: string; readonly post: string; readonly name: string | null }[]
  readonly size: number
}

export interface CharterView {
  readonly body: FramedBody
  readonly charter: Charter
  /** Every node that the body ever admitted: what its witnesses are called. */
  readonly nodes: readonly NodeLine[]
  /** Newest first; the first is in force. `motion`: by which it was decided; null: it was founded with it. */
  readonly history: readonly { readonly seq: number; readonly at: string; readonly motion: number | null }[]
}

/** A charter that a motion of the body proposes, beside the one in force. */
export interface ProposedCharterView {
  readonly body: FramedBody
  readonly motion: { readonly book: string; readonly seq: number }
  readonly title: LocalizedText
  readonly proposed: Charter
  readonly inForce: Charter
  readonly nodes: readonly NodeLine[]
  /** `open`: not decided. `waits`: carried, and nobody has put it into force. `in-force`: it was, by the entry `since`. */
  readonly standing: 'open' | 'waits' | 'in-force'
  readonly since: number | null
  /** Whether whoever looks may put it into force. */
  readonly mayPutInForce: boolean
}

/** A node that a body admitted, so that it may hold what is sealed to the body's people. */
export interface NodeLine {
  readonly node: string
  readonly name: string
  readonly country: string
  /** Entry number of its last admission. */
  readonly admittedAt: number
  /** Entry number of its revocation; null while it is admitted. */
  readonly revokedAt: number | null
  /** Whether it has given a key to encrypt to: without one it is given nothing sealed. */
  readonly canOpenSealed: boolean
}

/** What is sealed in an entry, for the people of the body. */
export interface SealedContent {
  /** What is inside; null where it is not here, or is for others than the people of the body. */
  readonly inside: {
    readonly type: string
    readonly at: string
    /** What it says in words: its texts, without ids and hashes. */
    readonly texts: readonly string[]
    /** The entry as it was written. */
    readonly json: string
    /** How many photographs, recordings and documents it cites. */
    readonly attachments: number
  } | null
  /** The entry that erased it; null where none did. */
  readonly erasedAt: number | null
}

/** The charter in force at an entry of a book. Each is read once, so it holds only for as long as nothing is folded: made for one answer. */
export function chartersInForce(db: ViewsDb): (book: BookId, seq: number) => Charter | undefined {
  type Row = { readonly seq: number; readonly charter: string; parsed?: Charter }
  const read = new Map<BookId, Row[]>()
  const charters = prepared<[string], Row>(
    db,
    'SELECT seq, charter FROM charters WHERE book = ? ORDER BY seq DESC',
  )
  return (book, seq) => {
    const rows = read.get(book) ?? charters.all(book)
    read.set(book, rows)
    const row = rows.find((one) => one.seq <= seq)
    if (row !== undefined) row.parsed ??= foldedCharter(row.charter)
    return row?.parsed
  }
}
