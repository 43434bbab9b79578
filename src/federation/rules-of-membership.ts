/** Rules of memberships over time: applied for, accepted, frozen, resumed, ended, by either side or a whole section. */
import { type Recorded, type Rule, hard, soft } from '../views/room.ts'
import { citedOfMembers, federationMeant, placeOf } from './members.ts'
import { type SeesFederation, dataOf, decisionOn } from './sees.ts'
import type { FederationState } from './state.ts'

const changes = ['membership.frozen', 'membership.resumed', 'membership.ended'] as const
const ofSections = ['section.frozen', 'section.resumed'] as const

/** Nobody is a member of itself. */
const isNoMemberOfItself: Rule<SeesFederation> = (_, { book, entry }) => {
  if (entry.type !== 'membership.applied' && entry.type !== 'membership.accepted') return undefined
  return entry.cites.some((cited) => cited.book === book) ? hard('member-of-itself') : undefined
}

/** A federation is applied to once, until the membership ends. */
const appliesOnce: Rule<SeesFederation> = ({ federation }, { entry }) => {
  const [cited] = entry.cites
  if (entry.type !== 'membership.applied' || cited === undefined) return undefined
  return federation.applied.includes(cited.book) ? soft('already-applied') : undefined
}

/** A body is accepted once, until its membership ends. */
const isAcceptedOnce: Rule<SeesFederation> = ({ federation }, { entry }) => {
  const [cited] = entry.cites
  if (entry.type !== 'membership.accepted' || cited === undefined) return undefined
  return placeOf(federation.members, cited.book) >= 0 ? hard('already-a-member') : undefined
}

/** Members are grouped in the charter's sections. */
const sectionIsInTheCharter: Rule<SeesFederation> = ({ bodies }, recorded) => {
  const data = dataOf(recorded, 'membership.accepted', ...ofSections)
  if (data === undefined) return undefined
  const isKnown = bodies.charter?.sections?.some(({ id }) => id === data.section)
  return isKnown ? undefined : hard('section-unknown', { section: data.section })
}

/** The member whose entry is cited first. */
function memberMeant({ members }: FederationState, { entry }: Recorded) {
  const [cited] = citedOfMembers(entry)
  return members[placeOf(members, cited?.book ?? '')]
}

/** What is said of a membership cites the other side: a member one federation only, a federation one entry of a member. */
const membershipIsSaidOfTheOtherSide: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, ...changes)
  if (data === undefined) return undefined
  const { cites } = recorded.entry
  const [cited] = cites
  const isPlain =
    cites.every(({ book }) => book === cited?.book) && (data.as === 'member' || cites.length === 1)
  if (cited === undefined || !isPlain) return hard('entry-malformed', { field: 'cites' })
  const isMember =
    data.as === 'member'
      ? federation.applied.includes(federationMeant(recorded.entry) ?? '')
      : memberMeant(federation, recorded) !== undefined
  return isMember ? undefined : hard('not-a-member')
}

/** What is heard of a member is newer than what was heard before. */
const whatIsHeardIsNews: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, ...changes)
  const [cited] = recorded.entry.cites
  if (data?.as !== 'heard' || cited === undefined) return undefined
  const member = memberMeant(federation, recorded)
  if (member === undefined) return undefined
  const { body, heard, heardIn = body } = member
  // Which of a member's later books comes first this book cannot know; its first comes before them.
  const isOld = cited.book === heardIn ? cited.seq <= heard : cited.book === body
  return isOld ? hard('already-heard', { seq: cited.seq }) : undefined
}

/** What is frozen was not; what resumes was frozen, by the same word. */
const whatResumesWasFrozen: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, 'membership.frozen', 'membership.resumed')
  const [cited] = recorded.entry.cites
  if (data === undefined || cited === undefined) return undefined
  const member = memberMeant(federation, recorded)
  const isFrozen =
    data.as === 'member'
      ? federation.frozenIn.includes(federationMeant(recorded.entry) ?? '')
      : (member?.frozenBy?.includes(data.as === 'heard' ? 'member' : 'federation') ?? false)
  return frozenTwice(recorded.entry.type === 'membership.frozen', isFrozen)
}

const frozenTwice = (isToFreeze: boolean, isFrozen: boolean) => {
  if (isToFreeze === isFrozen) return hard(isToFreeze ? 'already-frozen' : 'not-frozen')
  return undefined
}

/** A section is frozen once, and resumes what was frozen. */
const sectionThatResumesWasFrozen: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, ...ofSections)
  if (data === undefined) return undefined
  const isFrozen = federation.frozenSections.includes(data.section)
  return frozenTwice(recorded.entry.type === 'section.frozen', isFrozen)
}

/** The word of a section is that of its members. */
const sectionSpeaksByItsMembers: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, ...ofSections)
  const isOfSection = (body: string) =>
    federation.members[placeOf(federation.members, body)]?.section === data?.section
  if (data === undefined || citedOfMembers(recorded.entry).every(({ book }) => isOfSection(book)))
    return undefined
  return hard('not-of-the-section')
}

/** A motion that is said to have decided it was carried; only a federation's own word rests on one. */
const motionItRestsOnWasCarried: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, ...changes)
  if (data?.motion === undefined) return undefined
  if (data.as === 'heard') return hard('entry-malformed', { field: 'data.motion' })
  return decisionOn(seen, data.motion)?.outcome === 'carried'
    ? undefined
    : hard('motion-not-carried', { motion: data.motion })
}

export const rulesOfMembership: readonly Rule<SeesFederation>[] = [
  isNoMemberOfItself,
  appliesOnce,
  isAcceptedOnce,
  sectionIsInTheCharter,
  membershipIsSaidOfTheOtherSide,
  whatIsHeardIsNews,
  whatResumesWasFrozen,
  sectionThatResumesWasFrozen,
  sectionSpeaksByItsMembers,
  motionItRestsOnWasCarried,
]
