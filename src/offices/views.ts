/** What people see of offices. Names of people are there for those of the body, where the contents are here; else null. */
import type { LocalizedText } from '../kernel/languages.ts'
import type { FramedBody } from '../web/components/body-frame.tsx'
import type { CurvePoint, HadTerms, Ratio } from './concentration.ts'
import type { Item, TakerKind } from './entries.ts'

/** How somebody is called: a name as enrolled, or one that stands in the open; null where it may not be known. */
export type Called = string | LocalizedText | null

/** How a taker stands in the round. `excused`: has yet to serve, and its turn was moved. */
export type TurnState = 'served' | 'serving' | 'next' | 'owes' | 'excused'

export interface TakerLine {
  readonly taker: string
  /** In the order, from 1. */
  readonly place: number
  readonly called: Called
  readonly away: boolean
  readonly state: TurnState
  /** In how many entries its turn was moved in this round. */
  readonly excuses: number
}

export interface TermLine {
  readonly seq: number
  readonly post: string
  readonly taker: string | null
  readonly called: Called
  /** Names of who holds it, where they may be known. */
  readonly holders: readonly string[] | null
  readonly persons: number
  readonly at: string
  readonly until: string | null
  readonly sent: boolean
  readonly isSubstitute: boolean
  readonly endedAt: string | null
  readonly reason: string | null
  readonly received: readonly Item[]
  readonly handed: readonly Item[]
}

export interface OfficeView {
  readonly post: string
  readonly name: LocalizedText | null
  readonly seats: number
  readonly holder: string
  readonly by: TakerKind | null
  readonly termMonths: number | null
  readonly mayRepeat: boolean
  readonly isPublic: boolean
  /** 0 before an order is adopted. */
  readonly round: number
  readonly takers: readonly TakerLine[]
  readonly next: TakerLine | null
  readonly running: readonly TermLine[]
  /** Who was given the post without a term. */
  readonly assigned: number
  readonly vacant: number
  readonly adopted: { readonly at: string; readonly seq: number; readonly motion: number } | null
  /** Things that were handed on and wait for whoever comes. */
  readonly held: readonly Item[]
}

/** Terms begun in a year, and in how few hands they were. */
export interface YearLine {
  /** null: all years. */
  readonly year: string | null
  readonly terms: number
  readonly sections: Ratio | null
  readonly households: Ratio | null
  /** People who held an office, by gender as it was noted. */
  readonly women: number
  readonly men: number
  readonly others: number
}

export interface PathLine {
  readonly called: Called
  readonly offices: readonly { readonly post: string; readonly at: string }[]
}

export interface Concentration {
  /** Over all takers, whoever they are. */
  readonly gini: Ratio | null
  readonly takers: number
  /** Takers by the number of terms they have had, the largest first. */
  readonly byTerms: readonly HadTerms[]
  /** How many terms the takers have had together who have had most; empty where there was none. */
  readonly curve: readonly CurvePoint[]
  /** How few takers have had half of all terms, or more. */
  readonly fewestWithHalf: number | null
  /** For those of the body only. */
  readonly within: {
    readonly years: readonly YearLine[]
    /** Sections and households there are: what equal shares would be. */
    readonly sections: number
    readonly households: number
    readonly neverServed: readonly Called[]
    readonly paths: readonly PathLine[]
  } | null
}

export interface OfficesView {
  readonly body: FramedBody
  readonly isOfBody: boolean
  /** Whether whoever looks may have it written here. */
  readonly canWrite: boolean
  readonly offices: readonly OfficeView[]
  readonly concentration: Concentration
}

/** What the forms of an office are made of. */
export interface OfficeForms {
  readonly motions: readonly { readonly seq: number; readonly title: LocalizedText }[]
  /** Names to start an order from: those in it, then those who could be. */
  readonly names: readonly string[]
  /** Terms that ended early and may be served out. */
  readonly cut: readonly number[]
}
