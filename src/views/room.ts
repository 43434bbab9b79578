/**
 * What a room gives to be folded: its entry types, its rules, its state, its tables.
 *
 * Invariants
 * 1. `judge` and `evolve` are pure functions of one book's states and the entry: no clock, no chance, no other book; a
 *    successor's states begin with what `inherit` takes of the book it continues.
 * 2. A rule is written once: the author's node refuses an entry with any breach; every other node folds the same rule
 *    and flags it. Hard breaches (form, author not entitled) void the entry; soft ones leave it in force, visibly.
 * 3. `projector` writes rows whose keys begin with the book; running it again from nothing gives the same rows.
 */
import type Database from 'better-sqlite3'
import type { ZodType, infer as Infer } from 'zod'
import type { PublicKey } from '../book/ed25519.ts'
import type { BookId, Entry } from '../book/entry.ts'
import { leafHash } from '../book/hash.ts'
import type { Circle } from '../book/seal.ts'
import { base64 } from '../kernel/encoding.ts'
import type { Refusal } from '../kernel/result.ts'
import type { Texts } from './searched.ts'

/** views.db, open. */
export type ViewsDb = Database.Database

/** A rule, named as a sentence: what an entry breaks of it, given the states it reads; undefined where it is kept. */
export type Rule<Seen> = (seen: Seen, recorded: Recorded) => Breach | undefined

/** Asks every rule, in order. */
export const judgeBy =
  <Seen>(rules: readonly Rule<Seen>[]) =>
  (seen: Seen, recorded: Recorded): Breach[] => {
    const breaches: Breach[] = []
    for (const rule of rules) {
      const breach = rule(seen, recorded)
      if (breach !== undefined) breaches.push(breach)
    }
    return breaches
  }

/** A rule that an entry breaks, with its figures. */
export interface Breach extends Refusal {
  readonly isHard: boolean
}

/** An entry in its place, form checked: `entry.data` matches the schema of its type. */
export interface Recorded {
  readonly book: BookId
  readonly seq: number
  readonly entry: Entry
  readonly bytes: Uint8Array
  /** The pen in force at this entry. */
  readonly pen: PublicKey
  /** Whether this is the last entry of a handover. */
  readonly isHandover: boolean
  /** Who may read it: of what stands in the open, everybody. */
  readonly circle: Circle
}

/** base64 of the leaf hash. Computed when asked: few entries' leaves are written in a table. */
export const leafOf = ({ bytes }: Recorded): string => base64(leafHash(bytes))

/** Schema of `data` by entry type. */
export type EntryTypes = Readonly<Record<string, ZodType>>

/** An entry of one of a room's types, with its `data` as the type's schema read it: what nobody knows is left out. */
export type RecordedOf<Types extends EntryTypes> = {
  [Type in keyof Types & string]: Recorded & { readonly type: Type; readonly data: Infer<Types[Type]> }
}[keyof Types & string]

/** Writes an entry's rows; `before` is the room's state before it, `seen` the states its rules read. */
export type Project<Own, Types extends EntryTypes, Seen = unknown> = (
  recorded: RecordedOf<Types>,
  before: Own,
  seen: Seen,
) => void

/** States of one book, by room name. */
export type States = Readonly<Record<string, unknown>>

/** The prefix that a successor goes on from (rule B5). */
export interface Continued {
  readonly book: BookId
  readonly size: number
  /** base64 */
  readonly root: string
  /** Bodies that are entitled there to endorse a successor. */
  readonly electors: readonly BookId[]
  /** Posts that the successor's founding fills: who held them there holds them no more. */
  readonly filled: readonly string[]
}

/** `Own` is this room's state; `Seen` the states its rules read (its own and earlier rooms'). */
export interface Room<Own = unknown, Seen = unknown, Types extends EntryTypes = EntryTypes> {
  readonly name: string
  /**
   * Whether its entries stand inside seals, and only there: what is personal. Its state is what a node that may read the
   * contents makes of them; no room whose entries are open reads it.
   */
  readonly isSealed?: true
  /** A type belongs to one room. */
  readonly entries: Types
  readonly initial: Own
  /** Breaches of this room's rules by an entry of any room's type; empty where none. */
  judge(seen: Seen, recorded: Recorded): readonly Breach[]
  /** The state after an entry of this room's types that is in force; `seen`: the states before it. */
  evolve(own: Own, recorded: RecordedOf<Types>, seen: Seen): Own
  /**
   * With what this room's state begins in a successor, from the states of the book continued; absent: as in any book. What
   * is named by the number of an entry stays behind, or gets another name, for a successor counts from 0.
   */
  inherit?(seen: Seen, continued: Continued): Own
  /** Writes the rows of what was inherited, under the successor's own book, before those of its founding entry. */
  heir?(db: ViewsDb): (book: BookId, own: Own, continued: Continued) => void
  /** Words by which people find an entry of this room's types; absent or undefined: none. Asked of open entries only. */
  texts?(recorded: RecordedOf<Types>): Texts | undefined
  /** Bodies that are entitled to endorse a successor of a book in this state. */
  electorsOf?(own: Own): readonly BookId[]
  /** CREATE TABLE statements. */
  readonly tables: string
  /** What writes the rows of this room's entries that are in force; its statements are prepared once for an open file. */
  projector(db: ViewsDb): Project<Own, Types, Seen>
}

/** A room whose types are hidden behind its name, so that rooms of different states stand in one list. */
export type AnyRoom = Omit<
  Room<never, never>,
  'initial' | 'evolve' | 'projector' | 'inherit' | 'heir' | 'texts'
> & {
  readonly initial: unknown
  evolve(own: never, recorded: never, seen: never): unknown
  inherit?(seen: never, continued: Continued): unknown
  heir?(db: ViewsDb): (book: BookId, own: never, continued: Continued) => void
  texts?(recorded: never): Texts | undefined
  projector(db: ViewsDb): (recorded: never, before: never, seen: never) => void
}

export const hard = (type: string, figures: Record<string, unknown> = {}): Breach => ({
  ...figures,
  type,
  isHard: true,
})
export const soft = (type: string, figures: Record<string, unknown> = {}): Breach => ({
  ...figures,
  type,
  isHard: false,
})
