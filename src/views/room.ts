/**
 * What a room gives to be folded: its entry types, its rules, its state, its tables.
 *
 * Invariants
 * 1. `judge` and `evolve` are pure functions of one book's states and the entry: no clock, no chance, no other book.
 * 2. A rule is written once: the author's node refuses an entry with any breach; every other node folds the same rule
 *    and flags it. Hard breaches (form, author not entitled) void the entry; soft ones leave it in force, visibly.
 * 3. `project` writes rows whose keys begin with the book; running it again from nothing gives the same rows.
 */
import type Database from 'better-sqlite3'
import type { ZodType } from 'zod'
import type { PublicKey } from '../book/ed25519.ts'
import type { BookId, Entry } from '../book/entry.ts'
import type { Refusal } from '../kernel/result.ts'

/** views.db, open. */
export type ViewsDb = Database.Database

/** A rule, named as a sentence: what an entry breaks of it, given the states it reads; undefined where it is kept. */
export type Rule<Seen> = (seen: Seen, recorded: Recorded) => Breach | undefined

/** Asks every rule, in order. */
export const judgeBy =
  <Seen>(rules: readonly Rule<Seen>[]) =>
  (seen: Seen, recorded: Recorded): Breach[] =>
    rules.map((rule) => rule(seen, recorded)).filter((breach) => breach !== undefined)

/** A rule that an entry breaks, with its figures. */
export interface Breach extends Refusal {
  readonly isHard: boolean
}

/** An entry in its place, form checked: `data` matches the schema of its type. */
export interface Recorded {
  readonly book: BookId
  readonly seq: number
  /** base64 of the leaf hash. */
  readonly leaf: string
  readonly entry: Entry
  readonly bytes: Uint8Array
  /** The pen in force at this entry. */
  readonly pen: PublicKey
  /** Whether this is the last entry of a handover. */
  readonly isHandover: boolean
}

/** States of one book, by room name. */
export type States = Readonly<Record<string, unknown>>

/** `Own` is this room's state; `Seen` the states its rules read (its own and earlier rooms'). */
export interface Room<Own = unknown, Seen = unknown> {
  readonly name: string
  /** Schema of `data` by entry type. A type belongs to one room. */
  readonly entries: Readonly<Record<string, ZodType>>
  readonly initial: Own
  /** Breaches of this room's rules by an entry of any room's type; empty where none. */
  judge(seen: Seen, recorded: Recorded): readonly Breach[]
  /** The state after an entry of this room's types that is in force. */
  evolve(own: Own, recorded: Recorded): Own
  /** CREATE TABLE statements. */
  readonly tables: string
  /** Rows for an entry of this room's types that is in force; `before` is the room's state before it. */
  project(db: ViewsDb, recorded: Recorded, before: Own): void
}

/** A room whose types are hidden behind its name, so that rooms of different states stand in one list. */
export type AnyRoom = Omit<Room<never, never>, 'initial' | 'evolve'> & {
  readonly initial: unknown
  evolve(own: never, recorded: Recorded): unknown
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
