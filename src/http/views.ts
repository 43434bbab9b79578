/** What a person sees of the node itself. All of it is local to the node. */
import type { BookLine } from '../bodies/views.ts'
import type { DecisionOutcome } from '../kernel/decision.ts'
import type { LocalizedText } from '../kernel/languages.ts'

export interface HomeView {
  readonly node: { readonly id: string; readonly name: string; readonly country: string }
  readonly federations: readonly {
    readonly book: string
    readonly name: LocalizedText
    readonly members: number
  }[]
  readonly motions: readonly {
    readonly book: string
    readonly seq: number
    readonly title: LocalizedText
    readonly federation: LocalizedText
    readonly outcome: DecisionOutcome | null
    readonly heard: number
    readonly entitled: number
  }[]
  readonly hosted: readonly BookLine[]
  readonly booksHeld: number
  readonly booksVerified: number
}

export interface CarriageView {
  readonly node: { readonly id: string; readonly name: string }
  readonly peers: readonly {
    readonly url: string
    readonly name: string | null
    /** When this node last heard it (RFC 3339), by link or carried file; null: never. */
    readonly lastHeardAt: string | null
    readonly lastVia: 'link' | 'carried' | null
    /** The last attempt over the link, if it failed: a refusal's type, such as `connection-refused`. */
    readonly lastFailure: string | null
    /** Entries held here that this peer was not yet heard to have. */
    readonly waitingEntries: number
    readonly waitingBooks: number
  }[]
  /** Newest first. */
  readonly refusals: readonly {
    readonly at: string
    readonly from: string
    readonly book: string | null
    readonly type: string
    readonly detail: string
  }[]
  /** Books restored, or that had two writers, and are not written in until these nodes are heard; the operator's to know. */
  readonly awaiting: readonly {
    readonly book: string
    readonly name: LocalizedText
    readonly size: number
    /** Names, or ids where a name is not known; empty: no node is known to hold it. */
    readonly nodes: readonly string[]
    /** Whether a history that was written here gave way to another. */
    readonly hasSetAside: boolean
  }[]
  readonly waitingBooks: readonly { readonly book: string; readonly reason: string }[]
}
