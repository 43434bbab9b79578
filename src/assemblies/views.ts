/** What a person sees of a body's sessions. Equal on nodes with equal books. */
import type { LocalizedText } from '../kernel/languages.ts'
import type { PositionOption } from '../kernel/vote.ts'

export interface SessionView {
  readonly seq: number
  readonly at: string
  readonly place: string | null
  /** null while open. */
  readonly closedAt: string | null
  readonly votes: readonly {
    readonly seq: number
    /** What was voted on: an entry of this or another book; the title where this node holds it. */
    readonly on: { readonly book: string; readonly seq: number }
    readonly title: LocalizedText | null
    /** The motion it is about, where this node holds it. */
    readonly motion: { readonly book: string; readonly seq: number } | null
    readonly present: number
    readonly yes: number
    readonly no: number
    readonly abstain: number
    readonly attesters: number
    readonly position: PositionOption | null
  }[]
}

/** A photograph, a recording or a document, as it is shown. */
export interface DocumentLine {
  readonly seq: number
  readonly title: LocalizedText
  readonly at: string
  readonly isWithin: boolean
  readonly hash: string
  /** Media type. */
  readonly type: string
  readonly sizeBytes: number
  /** Whether it is here, or still on its way. */
  readonly isHere: boolean
}
