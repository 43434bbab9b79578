/** What a person sees of who keeps a body's book. The same on every node that holds the same books. */
import type { LocalizedText } from '../kernel/languages.ts'
import type { CalledPerson } from '../web/languages/called-person.ts'
import type { BookHistories } from '../web/components/histories.tsx'

/** A book that goes on, or is proposed to go on, from another. */
export interface SuccessorLine {
  readonly book: string
  readonly continued: string
  /** It takes over so many entries. */
  readonly size: number
  readonly of: 'members' | 'officers'
  readonly entitled: number
  /** Endorsements that make it the body's book; null where nobody is entitled. */
  readonly needed: number | null
  readonly missing: number | null
  readonly isInEffect: boolean
  /** Whose endorsement counts: bodies with their names, or persons. */
  readonly endorsed: readonly EndorsementLine[]
  /** Entitled, and not heard from on this one. */
  readonly unheard: readonly {
    readonly elector: string
    readonly name: LocalizedText | null
    readonly called?: CalledPerson
  }[]
  readonly uncounted: readonly (EndorsementLine & { readonly reason: string })[]
}

export interface EndorsementLine {
  readonly elector: string
  readonly name: LocalizedText | null
  /** Of an officer: what the open book tells. */
  readonly called?: CalledPerson
  /** Where the endorsement stands. */
  readonly proof: { readonly book: string; readonly seq: number }
  readonly at: string
}

/** A part of a body's history, and the book it stands in; the last has no end. */
export interface KeptBook {
  readonly book: string
  /** Entries of it that count; null: all, for it speaks now. */
  readonly size: number | null
}

export interface KeeperView {
  /** Named for ever by its first book. */
  readonly body: string
  /** The book that speaks for it now. */
  readonly book: string
  readonly name: LocalizedText
  readonly demonstration: boolean
  readonly size: number
  /** How much of it stands: less where its pen signed two histories. */
  readonly stands: number
  readonly histories: BookHistories
  /** Sizes at which its pen was passed on. */
  readonly handovers: readonly number[]
  readonly kept: readonly KeptBook[]
  /** Of any of its books; those of the last first. */
  readonly successors: readonly SuccessorLine[]
  /** What is this node's own. */
  readonly local: { readonly isHosted: boolean; readonly isPassing: boolean }
}
