/**
 * Members over time, and who decides: pure functions of what a federation's own book says.
 *
 * Members stay in the list when they have ended, so that a referral names them by their place in it.
 */
import type { Charter } from '../bodies/entries.ts'
import type { BookId, Citation, Entry } from '../book/entry.ts'
import { type Count, type Elector, sectionsOf } from '../kernel/decision.ts'
import type { PositionOption } from '../kernel/vote.ts'

/** Whose word it is that a membership is frozen. */
export type Side = 'member' | 'federation'

export interface Membership extends Elector {
  /** The last entry of the member's book about its membership that this book has heard of. */
  readonly heard: number
  /** The member's book which that is in, where it is a later one. */
  readonly heardIn?: BookId
  readonly frozenBy?: readonly Side[]
  /** The entry of this book that ended it. */
  readonly ended?: number
}

/** What a referral freezes: who was a member then, and who of them was frozen. */
export interface OpenReferral {
  readonly seq: number
  readonly rule: string
  /** So many of the list of members, and of these the places of the frozen ones. */
  readonly members: number
  readonly frozen: readonly number[]
}

/** Which federation, of those it applied to, an entry of a member is about. */
export const federationMeant = ({
  data,
  cites: [cited],
}: Pick<Entry, 'data' | 'cites'>): BookId | undefined =>
  typeof data['appliedTo'] === 'string' ? data['appliedTo'] : cited?.book

/** What an entry of a federation cites, each as of the member whose book it says that is. */
export function citedOfMembers({ data, cites }: Pick<Entry, 'data' | 'cites'>): Citation[] {
  const bodies = (data['bodies'] ?? {}) as Readonly<Record<BookId, BookId>>
  return cites.map((cited) =>
    Object.hasOwn(bodies, cited.book) ? { ...cited, book: bodies[cited.book] ?? cited.book } : cited,
  )
}

interface Members {
  readonly members: readonly Membership[]
  readonly frozenSections: readonly string[]
}

/** The place in the list of a body that is a member now; -1 of one that is not. */
export const placeOf = (members: readonly Membership[], body: BookId): number =>
  members.findIndex((member) => member.body === body && member.ended === undefined)

export const isFrozen = ({ frozenSections }: Members, { section, frozenBy }: Membership): boolean =>
  (frozenBy?.length ?? 0) > 0 || frozenSections.includes(section)

/** Whether those who froze their membership are still counted. */
const countsFrozen = (charter: Charter | null): boolean => charter?.frozen !== 'leave'

/** Places of the members who would decide if something were referred now. */
export const entitledNow = (state: Members, charter: Charter | null): number[] =>
  placesWhere(state.members, (member) => {
    if (member.ended !== undefined) return false
    return countsFrozen(charter) || !isFrozen(state, member)
  })

/** Places of the members who are frozen. */
export const frozenNow = (state: Members): number[] =>
  placesWhere(state.members, (member) => member.ended === undefined && isFrozen(state, member))

/** Places of the electors of a referral, by the charter it was referred under. */
export function electorsOf(
  { members }: Pick<Members, 'members'>,
  { seq, members: count, frozen }: OpenReferral,
  charter: Charter | null,
): number[] {
  const left = countsFrozen(charter) ? new Set<number>() : new Set(frozen)
  return placesWhere(
    members.slice(0, count),
    ({ ended }, place) => (ended === undefined || ended > seq) && !left.has(place),
  )
}

function placesWhere(
  members: readonly Membership[],
  isMeant: (member: Membership, place: number) => boolean,
): number[] {
  const places: number[] = []
  for (const [place, member] of members.entries()) if (isMeant(member, place)) places.push(place)
  return places
}

/** The members at these places. */
export const membersAt = (
  { members }: Pick<Members, 'members'>,
  places: readonly number[],
): readonly Membership[] => places.flatMap((place) => members[place] ?? [])

/** Number of electors per section: what a referral carries. */
export function electorsBySection(electors: readonly Elector[]): Record<string, number> {
  return Object.fromEntries(
    sectionsOf(electors).map((section) => [
      section,
      electors.filter((elector) => elector.section === section).length,
    ]),
  )
}

interface OfSection {
  readonly section: string
}

/** What delegates' votes come to, for the whole (null) or a section. */
export const countOfVotes =
  (
    entitled: readonly OfSection[],
    present: readonly OfSection[],
    votes: readonly (OfSection & { readonly option: PositionOption })[],
  ) =>
  (section: string | null): Count => {
    const here = <One extends OfSection>(all: readonly One[]): readonly One[] =>
      section === null ? all : all.filter((one) => one.section === section)
    const given = (option: PositionOption): number =>
      here(votes).filter((vote) => vote.option === option).length
    return {
      entitled: here(entitled).length,
      present: here(present).length,
      yes: given('yes'),
      no: given('no'),
      abstain: given('abstain'),
      invalid: 0,
    }
  }
