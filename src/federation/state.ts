/** What a book says of memberships and decisions: as a federation, and as a member of others. */
import type { BookId, Citation, Entry, PersonId } from '../book/entry.ts'
import { type ByNumber, withNumbered } from '../kernel/by-number.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { RecordedOf } from '../views/room.ts'
import type { Mark, federationEntries } from './entries.ts'
import {
  type Membership,
  type OpenReferral,
  type Side,
  citedOfMembers,
  federationMeant,
  frozenNow,
  placeOf,
} from './members.ts'

import { type WaitingReferral, closedHere, waitingReferral } from './waiting-referrals.ts'

export { type Membership, electorsBySection, entitledNow, membersAt } from './members.ts'

/** Pages that are still to come, by which a decision is closed: what was listed so far, by the place of the member. */
interface Paged<Listed> {
  readonly next: number
  readonly of: number
  readonly listed: Readonly<Record<number, Listed>>
}

export type Closing = Paged<Mark> & { readonly motion: number; readonly referredIn?: BookId }

export interface Voting extends Paged<PositionOption> {
  readonly motion: number
  readonly rule: string
  readonly session: number
}

export interface ClosedDecision {
  /** The entry that decided it. */
  readonly seq: number
  readonly rule: string
  readonly outcome: 'carried' | 'failed'
}

/** A delegate this body has sent and not recalled. */
export interface Delegate {
  readonly person: PersonId
  /** The book of it that this body applied to. */
  readonly federation: BookId
  /** The entry that sent the delegate. */
  readonly seq: number
  /** The book which that is in, where it is one that this book goes on from. */
  readonly book?: BookId
}

export interface FederationState {
  /** Members of this federation, in order of acceptance, those who are no longer among them too. */
  readonly members: readonly Membership[]
  readonly frozenSections: readonly string[]
  /** Motions of this book referred to the members and not closed. */
  readonly open: Readonly<Record<number, OpenReferral>>
  /** Motions of books that this one goes on from, referred there and closed by nobody there. */
  readonly waiting: readonly WaitingReferral[]
  /** Motions of this book that a closing or the delegates decided. */
  readonly closed: ByNumber<ClosedDecision>
  readonly closing: Closing | null
  readonly voting: Voting | null
  /** Delegates present in the last session that had any, by the place of the member. */
  readonly present: {
    readonly session: number
    readonly persons: Readonly<Record<number, readonly PersonId[]>>
  } | null
  /** Opinions this body addressed. */
  readonly opinions: readonly number[]
  /** Federations this body applied to and has not left; those of them in which it froze its membership. */
  readonly applied: readonly BookId[]
  readonly frozenIn: readonly BookId[]
  readonly delegates: readonly Delegate[]
  /** First positions this body recorded, with the `<book>/<seq>/<leaf>` of their referral: the last of them, oldest first. */
  readonly positions: readonly { readonly on: string; readonly seq: number }[]
}

export const initialFederationState: FederationState = {
  members: [],
  frozenSections: [],
  open: {},
  waiting: [],
  closed: [],
  closing: null,
  voting: null,
  present: null,
  opinions: [],
  applied: [],
  frozenIn: [],
  delegates: [],
  positions: [],
}

/**
 * So many first positions are remembered for the rule; what was referred longer ago was closed long ago. Views know them
 * all, so an older second position does not count either.
 */
const positionsRemembered = 64

/** Names what was cited wherever it stands: the place and the very text. */
export const referralKey = ({ book, seq, leaf }: Citation): string => `${book}/${seq}/${leaf}`

/** The number of this body's first position on a referral, where it is remembered. */
export function positionOn(
  { positions }: Pick<FederationState, 'positions'>,
  referral: Citation,
): number | undefined {
  const key = referralKey(referral)
  return positions.find(({ on }) => on === key)?.seq
}

type OfFederation = RecordedOf<typeof federationEntries>
type Of<Type extends OfFederation['type']> = Extract<OfFederation, { readonly type: Type }>

export function evolveFederation(state: FederationState, recorded: OfFederation): FederationState {
  const { type, data, entry, seq } = recorded
  switch (type) {
    case 'membership.applied':
      return { ...state, applied: [...state.applied, ...booksCited(entry)] }
    case 'membership.accepted':
      return accepted(state, entry, data.section)
    case 'membership.frozen':
    case 'membership.resumed':
    case 'membership.ended':
      return data.as === 'member'
        ? asMember(state, recorded as OfMembership)
        : asFederation(state, recorded as OfMembership)
    case 'section.frozen':
      return { ...state, frozenSections: [...state.frozenSections, data.section] }
    case 'section.resumed':
      return { ...state, frozenSections: without(state.frozenSections, data.section) }
    case 'motion.referred':
      return referred(state, recorded)
    case 'position.recorded':
      return withPosition(state, entry, seq)
    case 'decision.closed':
      return closed(state, recorded)
    default:
      return evolveDelegates(state, recorded)
  }
}

const without = <T>(items: readonly T[], gone: T): T[] => items.filter((item) => item !== gone)

const booksCited = ({ cites: [cited] }: Entry): BookId[] => (cited === undefined ? [] : [cited.book])

function accepted(state: FederationState, { cites: [cited] }: Entry, section: string): FederationState {
  if (cited === undefined) return state
  const member = { body: cited.book, section, heard: cited.seq }
  return { ...state, members: [...state.members, member] }
}

type OfMembership = Of<'membership.frozen' | 'membership.resumed' | 'membership.ended'>

/** What a body says of its own membership. */
function asMember(state: FederationState, { type, entry }: OfMembership): FederationState {
  const federation = federationMeant(entry) ?? ''
  if (type === 'membership.frozen') return { ...state, frozenIn: [...state.frozenIn, federation] }
  const frozenIn = without(state.frozenIn, federation)
  if (type === 'membership.resumed') return { ...state, frozenIn }
  const delegates = state.delegates.filter((delegate) => delegate.federation !== federation)
  return { ...state, frozenIn, delegates, applied: without(state.applied, federation) }
}

/** What a federation says of a member: by its own word, or as it heard the member's. */
function asFederation(state: FederationState, { type, seq, entry, data }: OfMembership): FederationState {
  const [cited] = entry.cites
  const place = placeOf(state.members, citedOfMembers(entry)[0]?.book ?? '')
  const member = state.members[place]
  if (cited === undefined || member === undefined) return state
  const isHeard = data.as === 'heard'
  const side: Side = isHeard ? 'member' : 'federation'
  const others = without(member.frozenBy ?? [], side)
  const next: Membership = {
    ...member,
    ...(isHeard ? { heard: cited.seq, ...(cited.book === member.body ? {} : { heardIn: cited.book }) } : {}),
    frozenBy: type === 'membership.frozen' ? [...others, side] : others,
    ...(type === 'membership.ended' ? { ended: seq } : {}),
  }
  return { ...state, members: state.members.with(place, next) }
}

function referred(state: FederationState, { seq, data }: Of<'motion.referred'>): FederationState {
  const { motion, rule } = data
  const referral = { seq, rule, members: state.members.length, frozen: frozenNow(state) }
  return { ...state, open: { ...state.open, [motion]: referral } }
}

function withPosition(state: FederationState, { cites: [referral] }: Entry, seq: number): FederationState {
  if (referral === undefined) return state
  if (positionOn(state, referral) !== undefined) return state
  const first = { on: referralKey(referral), seq }
  return { ...state, positions: [...state.positions.slice(1 - positionsRemembered), first] }
}

/** What a page lists, by the place of the member whose book each cited entry is in; of one accepted again, its last. */
export function listedBy<Listed>(
  members: readonly Membership[],
  cites: readonly Citation[],
  listed: readonly Listed[],
): Record<number, Listed> {
  const places = new Map(members.map(({ body }, place) => [body, place]))
  const byPlace: Record<number, Listed> = {}
  for (const [at, { book }] of cites.entries()) {
    const [place, one] = [places.get(book), listed[at]]
    if (place !== undefined && one !== undefined) byPlace[place] = one
  }
  return byPlace
}

function closed(state: FederationState, recorded: Of<'decision.closed'>): FederationState {
  const { entry, data } = recorded
  const { motion, referredIn, page, of, marks, outcome } = data
  const { [motion]: own, ...open } = state.open
  const referral = referredIn === undefined ? own : waitingReferral(state, referredIn, motion)
  if (referral === undefined) return state
  if (outcome !== undefined && referredIn !== undefined)
    return { ...state, closing: null, waiting: closedHere(state, referredIn, motion) }
  if (outcome !== undefined && own !== undefined) {
    const decision = { seq: recorded.seq, rule: own.rule, outcome }
    return { ...state, open, closing: null, closed: withNumbered(state.closed, motion, decision) }
  }
  const before = page === 1 ? {} : state.closing?.listed
  const then = state.members.slice(0, referral.members)
  const listed = { ...before, ...listedBy(then, citedOfMembers(entry), marks) }
  const about = referredIn === undefined ? { motion } : { motion, referredIn }
  return { ...state, closing: { ...about, next: page + 1, of, listed } }
}

function evolveDelegates(state: FederationState, recorded: OfFederation): FederationState {
  const { type, data, entry, seq } = recorded
  const federation = federationMeant(entry) ?? ''
  if (type === 'delegate.sent') {
    const sent = { person: data.person, federation, seq }
    return { ...state, delegates: [...state.delegates, sent] }
  }
  if (type === 'delegate.recalled') {
    const stay = state.delegates.filter(
      (sent) => sent.person !== data.person || sent.federation !== federation,
    )
    return { ...state, delegates: stay }
  }
  if (type === 'delegates.present') return present(state, recorded)
  if (type === 'delegates.voted') return voted(state, recorded)
  return type === 'opinion.addressed' ? { ...state, opinions: [...state.opinions, seq] } : state
}

/** Several delegates of a body may be there; it is present once. */
function present(state: FederationState, { entry, data }: Of<'delegates.present'>): FederationState {
  const { session, persons: there } = data
  const persons: Record<number, readonly PersonId[]> =
    state.present?.session === session ? { ...state.present.persons } : {}
  for (const [at, { book }] of citedOfMembers(entry).entries()) {
    const place = placeOf(state.members, book)
    const person = there[at]
    if (place >= 0 && person !== undefined) persons[place] = [...(persons[place] ?? []), person]
  }
  return { ...state, present: { session, persons } }
}

function voted(state: FederationState, { seq, entry, data }: Of<'delegates.voted'>): FederationState {
  const { motion, rule, session, page, of, votes, outcome } = data
  if (outcome !== undefined)
    return { ...state, voting: null, closed: withNumbered(state.closed, motion, { seq, rule, outcome }) }
  const before = page === 1 ? {} : state.voting?.listed
  const options = votes.map(({ option }) => option)
  const listed = { ...before, ...listedBy(state.members, citedOfMembers(entry), options) }
  return { ...state, voting: { motion, rule, session, next: page + 1, of, listed } }
}
