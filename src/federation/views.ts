/**
 * What a person sees of a federation: shapes that queries return and that pages and the JSON API show.
 * Everything outside `local` is the same on every node that holds the same books.
 */
import type { CalledPerson } from '../web/languages/called-person.ts'
import type { DecisionOutcome, RequirementState } from '../kernel/decision.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { PositionOption } from '../kernel/vote.ts'

/** Where an entry stands: its book and its number in it. */
export interface EntryRef {
  readonly book: string
  readonly seq: number
}

/** Who a member is, from its founding entry. `lon`, `lat` in degrees, WGS 84; null where it names no place. */
export interface MemberFacts {
  readonly body: string
  readonly name: LocalizedText
  readonly country: string
  readonly region: string | null
  readonly section: string
  readonly lon: number | null
  readonly lat: number | null
  readonly population: number | null
  /** Year and kind of the population figure, as published: `2017 census`. */
  readonly populationNote: string | null
  /** How the founding entry says the membership is known: `named`, `implied` or `illustrative`; null if it does not. */
  readonly standing: string | null
}

/**
 * What a board says of a member besides its position, with the entry that shows it. A mark decides nothing that the books
 * have not decided. `frozen`: still counted, though its membership is frozen. Of a closing: `corrected`, what counts is the
 * member's correction; `not-in-its-book`, the member's book does not say what the closing counts; `not-here-yet`, that
 * part of its book has not come. Of a delegate's vote: `as-told`, `against-mandate`, `mandate-missing` (bound, and told
 * nothing), `delegate-never-sent`, `delegate-recalled`, and `membership-frozen` or `membership-ended` by the member's own
 * word. `circle`: the member has this federation among its own members.
 */
export const boardMarks = [
  'frozen',
  'corrected',
  'not-in-its-book',
  'not-here-yet',
  'as-told',
  'against-mandate',
  'mandate-missing',
  'delegate-never-sent',
  'delegate-recalled',
  'membership-frozen',
  'membership-ended',
  'circle',
] as const

export interface BoardMark {
  readonly type: (typeof boardMarks)[number]
  readonly proof: EntryRef | null
}

/** Whoever voted for a member: a person of that member's book, and what its session told its delegates. */
export interface DelegateVote {
  readonly person: string
  /** What the body's open book tells of that person. */
  readonly called?: CalledPerson
  readonly sent: EntryRef
  readonly mandate: { readonly option: PositionOption; readonly proof: EntryRef } | null
}

/** A member that is not counted, by its own word since the referral, or because it was frozen then. */
export interface BoardAbsence {
  readonly body: string
  readonly name: LocalizedText
  readonly section: string
  /** `frozen-then`: it was no elector; `frozen`, `ended`: it left by its own word, and is not counted from then on. */
  readonly why: 'frozen-then' | 'frozen' | 'ended'
  readonly proof: EntryRef | null
  readonly marks: readonly BoardMark[]
}

/** One member's line on the board of a motion. */
export interface BoardMember extends MemberFacts {
  /** null: said nothing, and `silence` says how. Never to be shown as a no. */
  readonly position: PositionOption | null
  /** Without a position: not heard from; of delegates: absent, or there and not voting (Popolo). */
  readonly silence: 'unheard' | 'absent' | 'not-voting'
  /** People present, and hands raised, in the session that decided; null where not heard from. */
  readonly present: number | null
  readonly yes: number | null
  readonly no: number | null
  readonly abstain: number | null
  readonly attesters: number | null
  /** What the session's date says (the author's word, decides nothing). */
  readonly at: string | null
  readonly proof: EntryRef | null
  /** Its own motion that it rests on, where its own members decided. */
  readonly motion: EntryRef | null
  readonly delegate: DelegateVote | null
  readonly marks: readonly BoardMark[]
}

/** A position on record that does not count, and why. */
export interface UncountedPosition {
  readonly body: string
  readonly name: LocalizedText | null
  readonly position: PositionOption
  readonly proof: EntryRef
  /** `not-an-elector`, `position-already-recorded`, `cites-another-text`, `left-before`, `late`, `corrected-in-closing`,
   * `beyond-successor`. */
  readonly reason: string
}

export interface SectionState {
  readonly section: string
  readonly name: LocalizedText
  readonly entitled: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly unheard: number
  /** The requirement this section must meet, if the rule asks for each section. */
  readonly requirement: RequirementState | null
}

/** The board of a motion referred to the members of a federation. */
export interface BoardView {
  readonly federation: {
    readonly book: string
    readonly name: LocalizedText
    readonly demonstration: boolean
  }
  readonly motion: {
    readonly ref: EntryRef
    readonly title: LocalizedText
    readonly text: LocalizedText
    readonly source: string | null
    readonly at: string
  }
  /** Who answers: the bases, each in its book, or their delegates in a session of the federation. */
  readonly how: 'bases' | 'delegates'
  /** By a rule of the charter in force then; `byConsent`: it has no figures, and silence is no consent. */
  readonly rule: { readonly name: string; readonly byConsent: boolean }
  /** What froze the electors: the referral, or the delegates' vote. */
  readonly referral: { readonly ref: EntryRef; readonly at: string }
  /** The entry by which nobody is awaited any more. */
  readonly closed: { readonly ref: EntryRef; readonly at: string } | null
  /** What a closing would come to without what the members' books are seen not to say; null where that is the same. */
  readonly disputed: 'carried' | 'failed' | null
  /** Whether what the federation's book says there has effect: false beyond where a successor goes on. */
  readonly isInForce: boolean
  readonly outcome: DecisionOutcome
  /** Whole-body requirements; those of sections are in `sections`. */
  readonly requirements: readonly RequirementState[]
  readonly sections: readonly SectionState[]
  readonly entitled: number
  readonly heard: number
  readonly members: readonly BoardMember[]
  readonly uncounted: readonly UncountedPosition[]
  readonly absent: readonly BoardAbsence[]
  /** The alliance's own book as this node holds it. */
  readonly book: { readonly size: number; readonly root: string }
  readonly local: BoardLocal
}

/** What only this node knows: how and when things reached it, what it hosts, and whether one may write here. */
export interface BoardLocal {
  /** By body: when its book last grew here (RFC 3339), and how. */
  readonly arrivals: Readonly<
    Record<string, { readonly at: string; readonly via: 'link' | 'carried' | 'written' }>
  >
  /** Nodes known here to have countersigned the alliance's book, and of how many countries. */
  readonly witnesses: { readonly nodes: number; readonly countries: number }
  /** Bodies whose pen is here and that have not recorded a position; empty on the public listener. */
  readonly canDecide: readonly { readonly body: string; readonly name: LocalizedText }[]
  /** Whether whoever looks may close the decision here; may answer for a federation, by what its own members decided. */
  readonly canClose: boolean
  readonly canConfirm: boolean
}

/** A federation with its members. */
export interface FederationView {
  readonly book: string
  readonly name: LocalizedText
  readonly kind: string
  readonly foundedAt: string
  readonly demonstration: boolean
  /** Plain-word facts of its charter. */
  readonly charter: {
    readonly sections: readonly { readonly id: string; readonly name: LocalizedText }[]
    readonly prevails: 'paper' | 'book'
    readonly paperBook: string | null
    /** Whether the frozen are counted. */
    readonly frozen: 'stay' | 'leave'
    /** The rule of joint decisions, as requirements without figures. */
    readonly joint: readonly {
      readonly of: 'all' | 'each-section'
      readonly fraction: string
      readonly moreThan: boolean
      readonly denominator: string
    }[]
  }
  readonly members: readonly MemberFacts[]
  /** Applications entered in the applicants' books and not answered in this one, as far as this node has heard. */
  readonly waiting: readonly {
    readonly body: string
    readonly name: LocalizedText
    readonly section: string
    readonly application: EntryRef
  }[]
  readonly motions: readonly {
    readonly ref: EntryRef
    readonly title: LocalizedText
    readonly at: string
    /** false beyond where a successor goes on. */
    readonly isInForce: boolean
    /** null while the motion was put and not referred. */
    readonly outcome: DecisionOutcome | null
    /** Nobody is awaited any more: a closing or the delegates decided it, and what rests on it may be written. */
    readonly isClosed: boolean
    readonly heard: number
    readonly entitled: number
  }[]
  readonly record: readonly RecordLine[]
  /** Members that have this federation among their own members, however far round. */
  readonly circles: readonly string[]
}

/**
 * A body in the tree of a federation. Why it is told of none below: `not-here`, its book is not on this node; `circle`, it
 * stands above itself already; `elsewhere`, its members are told where it stands higher up, or before; `deep`, it is too far
 * down. None of it says that the membership does not count. `whole`: it has no members, or here they are.
 */
export interface TreeBody {
  /** The book that speaks for it. */
  readonly book: string
  /** null: its book is not here. */
  readonly facts: {
    readonly name: LocalizedText
    readonly kind: string
    /** ISO 3166-1 alpha-2. */
    readonly country: string
    readonly region: string | null
  } | null
  readonly stands: 'whole' | 'not-here' | 'circle' | 'elsewhere' | 'deep'
  /** How many members it has, as far as its book is here. */
  readonly members: number
  readonly sections: readonly TreeSection[]
}

export interface TreeSection {
  readonly section: string
  /** null where the charter names none of that id. */
  readonly name: LocalizedText | null
  readonly members: readonly TreeBody[]
}

/** A federation, its members, and theirs where they are federations themselves. */
export interface FederationTree {
  readonly demonstration: boolean
  readonly root: TreeBody
  /** Bodies below the root, each once; those of them with members of their own; those whose books are not here. */
  readonly bodies: number
  readonly federations: number
  readonly notHere: number
  /** Bodies below each other, the root the first. */
  readonly levels: number
  readonly hasCircle: boolean
}

/** What either side last said of a membership. */
export interface MembershipChange {
  readonly said: 'frozen' | 'resumed' | 'ended'
  /** The member's, in its own book; the federation's; or what the federation heard of the member's. */
  readonly word: 'member' | 'federation' | 'heard'
  readonly reason: LocalizedText | null
  /** What decided it, where the federation's word rests on a motion. */
  readonly motion: EntryRef | null
  readonly at: string
  readonly proof: EntryRef
}

export interface SectionChange {
  readonly section: string
  readonly said: 'frozen' | 'resumed'
  readonly reason: LocalizedText | null
  /** Entries of its members that it rests on; none where it says in words whose word it is. */
  readonly word: readonly EntryRef[]
  readonly at: string
  readonly proof: EntryRef
}

/** Memberships of a federation over time. */
export interface MembershipView {
  readonly federation: string
  readonly sections: readonly SectionChange[]
  readonly members: readonly {
    readonly body: string
    readonly name: LocalizedText
    readonly section: string
    readonly own: MembershipChange | null
    readonly byFederation: MembershipChange | null
    /** The member's book says more than the federation's has noted. */
    readonly isUnnoted: boolean
  }[]
  /** Who is a member no more. */
  readonly ended: readonly {
    readonly body: string
    readonly name: LocalizedText
    readonly change: MembershipChange
  }[]
}

/** A delegate that a body sent: a person of its book, by number. */
export interface DelegateLine {
  readonly person: string
  readonly mandate: 'free' | 'bound'
  readonly sent: EntryRef
  readonly at: string
  readonly recalled: { readonly proof: EntryRef; readonly reason: LocalizedText } | null
}

/** How a body's delegates voted on a motion of a federation, and what they had been told. */
export interface DelegateVoteLine {
  readonly motion: EntryRef
  readonly title: LocalizedText | null
  readonly option: PositionOption
  readonly at: string
  readonly proof: EntryRef
  readonly delegate: DelegateVote
  readonly marks: readonly BoardMark[]
}

/** A body's delegates to each federation it applied to. */
export interface DelegatesView {
  readonly body: string
  readonly name: LocalizedText
  readonly demonstration: boolean
  readonly federations: readonly {
    readonly federation: string
    readonly name: LocalizedText
    readonly delegates: readonly DelegateLine[]
    readonly votes: readonly DelegateVoteLine[]
    /** Motions put there and not decided: what delegates can be told to say. */
    readonly open: readonly { readonly ref: EntryRef; readonly title: LocalizedText }[]
  }[]
}

/** Whoever could be in a session of delegates: one line a body that sent somebody. */
export interface SendingLine {
  readonly body: string
  readonly name: LocalizedText
  readonly section: string
  readonly person: string
  /** What the body's open book tells of that person. */
  readonly called?: CalledPerson
  /** Where it stands: in whichever book of the body. */
  readonly book: string
  readonly seq: number
  readonly leaf: string
  readonly mandate: PositionOption | null
}

/** What a federation has on record: legal standing, fiscal agent, objections, opinions with their answers. */
export interface RecordLine {
  readonly what: 'legal-standing' | 'fiscal-agent' | 'objection' | 'opinion'
  readonly who: string
  readonly country: string | null
  readonly text: LocalizedText
  readonly source: string | null
  readonly motion: EntryRef | null
  readonly at: string
  readonly proof: EntryRef
  readonly answers: readonly {
    readonly who: string
    readonly text: LocalizedText
    readonly source: string | null
    readonly at: string
    readonly proof: EntryRef
  }[]
}
