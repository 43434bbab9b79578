/** What a person sees of a body's sessions and motions. Equal on nodes with equal books. */
import type { DecisionRule } from '../bodies/entries.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { BallotCount } from './ballots.ts'
import type { AgendaItem, Subtotal, VoteForm, adjournments } from './entries.ts'
import type { Figures, VoteOutcome } from './outcome.ts'

/** Where an entry stands. */
export interface Place {
  readonly book: string
  readonly seq: number
}

/** What is right where something was recorded wrongly; both are shown. */
export interface CorrectionView {
  readonly seq: number
  readonly at: string
  readonly text: LocalizedText
  readonly figures: Partial<Figures & { readonly present: number }> | null
}

/** A condition of a rule with its figures; null: nobody said how many its denominator is. */
export interface ConditionView {
  readonly requirement: NonNullable<DecisionRule['requirements']>[number]
  readonly total: number | null
  /** The fewest yeses that meet it. */
  readonly needed: number | null
}

export interface VoteView {
  readonly seq: number
  readonly session: number
  readonly at: string
  /** What was voted on: an entry of this or another book; the title where this node holds it. */
  readonly on: Place
  readonly title: LocalizedText | null
  /** The motion it is about, where this node holds it. */
  readonly motion: Place | null
  readonly form: VoteForm
  /** The charter's rule as it was then; null: none was named, and more than half of what was cast was the position. */
  readonly rule: { readonly id: string; readonly facts: DecisionRule } | null
  readonly present: number
  readonly entitled: number | null
  /** How many had to be present; null where the rule names no quorum or nobody said how many are entitled. */
  readonly quorum: number | null
  /** null: the form does not count. */
  readonly figures: Figures | null
  readonly conditions: readonly ConditionView[]
  readonly said: PositionOption | null
  readonly objections: number | null
  readonly subtotals: readonly Subtotal[]
  /** null: no rule was named. */
  readonly outcome: VoteOutcome | null
  readonly isTie: boolean
  /** How many signed the paper minute, and how many people vouched by their own keys. */
  readonly attesters: number
  readonly attested: number
  readonly corrections: readonly CorrectionView[]
  /** Ballots signed in the open before a vote by ballots; null: none, or another form. */
  readonly ballots: BallotCount | null
  /** What it is for, where it decides nothing of the body's own; null: a decision of the body. */
  readonly purpose: VotePurpose | null
}

/**
 * `position`: what the body says on what a federation referred. `mandate`: what its delegates are told. `recall`: one of them is
 * none any more.
 */
export interface VotePurpose {
  readonly kind: 'position' | 'mandate' | 'recall'
  readonly option: PositionOption
  /** null: its book is not here. */
  readonly federation: LocalizedText | null
}

export interface CallView {
  readonly seq: number
  readonly at: string
  /** When it is to be held, as it was written. */
  readonly when: string
  readonly place: string | null
  readonly notice: string | null
  readonly agenda: readonly AgendaItem[]
  /** The session that answered it; null: none has. */
  readonly session: number | null
}

export interface SessionView {
  readonly seq: number
  readonly at: string
  readonly place: string | null
  /** null while open; an adjourned session is closed. */
  readonly closedAt: string | null
  /** The entry that closed or adjourned it. */
  readonly ended: number | null
  readonly adjourned: {
    readonly reason: (typeof adjournments)[number]
    readonly words?: LocalizedText
    readonly until?: string
  } | null
  readonly call: CallView | null
  /** The adjourned session that it goes on from. */
  readonly resumes: number | null
  readonly agenda: readonly AgendaItem[]
  readonly present: number | null
  readonly entitled: number | null
  readonly votes: readonly VoteView[]
}

/** How a motion of a body stands. `fallen`: the motion it amends was decided or withdrawn without it. */
export type MotionStanding = 'open' | 'carried' | 'failed' | 'withdrawn' | 'fallen'

export interface MotionLine extends Place {
  readonly title: LocalizedText
  readonly at: string
  readonly amends: number | null
  readonly standing: MotionStanding
  /** It went to the members of a federation, who decide it. */
  readonly isReferred: boolean
}

export interface StatementView {
  readonly seq: number
  readonly at: string
  /** The person's id in the book. */
  readonly by: string
  /** null: it asks for a correction. */
  readonly option: PositionOption | null
  readonly text: LocalizedText | null
}

/** A motion that its body decides itself. */
export interface MotionView extends MotionLine {
  readonly text: LocalizedText
  readonly source: string | null
  readonly by: string
  readonly proposesCharter: boolean
  readonly amended: MotionLine | null
  readonly withdrawn: { readonly seq: number; readonly reason: LocalizedText | null } | null
  readonly amendments: readonly (MotionLine & { readonly text: LocalizedText })[]
  readonly votes: readonly VoteView[]
  /** Cast in the open with people's own keys; null: none. */
  readonly ballots: BallotCount | null
  readonly statements: readonly StatementView[]
  readonly corrections: readonly CorrectionView[]
}

/** A photograph, a recording or a document, as it is shown. */
export interface DocumentLine {
  readonly seq: number
  readonly title: LocalizedText
  readonly at: string
  readonly isWithin: boolean
  /** What it stands beside. */
  readonly on: Place | null
  readonly hash: string
  /** Media type. */
  readonly type: string
  readonly sizeBytes: number
  /** Whether it is here, or still on its way. */
  readonly isHere: boolean
}
