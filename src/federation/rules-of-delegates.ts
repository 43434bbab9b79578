/** Rules of delegates: whom a body sends, what it tells them, who is there, and for whom each votes. */
import type { Charter, DecisionRule } from '../bodies/entries.ts'
import type { Citation, Entry } from '../book/entry.ts'
import { compareToFraction, smallestCountReaching } from '../kernel/fraction.ts'
import { decideInRoom } from '../kernel/decision.ts'
import type { PositionOption } from '../kernel/vote.ts'
import { type Recorded, type Rule, hard, soft } from '../views/room.ts'
import {
  citedOfMembers,
  countOfVotes,
  entitledNow,
  federationMeant,
  isFrozen,
  membersAt,
  placeOf,
} from './members.ts'
import { pageFault } from './rules-of-closings.ts'
import { motionIsFree } from './rules-of-referrals.ts'
import { type SeesFederation, dataOf, decisionOn } from './sees.ts'
import { type FederationState, listedBy } from './state.ts'

const ofTheBody = ['delegate.sent', 'mandate.given', 'delegate.recalled'] as const
const ofTheSession = ['delegates.present', 'delegates.voted'] as const

/** A body sends delegates to a federation it applied to, and tells them how to vote there. */
const delegatesAreSentToAFederation: Rule<SeesFederation> = ({ federation }, recorded) => {
  if (dataOf(recorded, ...ofTheBody) === undefined) return undefined
  const { cites } = recorded.entry
  const [cited] = cites
  if (cited === undefined || cites.some(({ book }) => book !== cited.book))
    return hard('entry-malformed', { field: 'cites' })
  return federation.applied.includes(federationMeant(recorded.entry) ?? '') ? undefined : hard('not-a-member')
}

/** Whoever froze its membership sends nobody. */
const whoeverIsFrozenSendsNobody: Rule<SeesFederation> = ({ federation }, recorded) => {
  if (dataOf(recorded, 'delegate.sent') === undefined) return undefined
  return federation.frozenIn.includes(federationMeant(recorded.entry) ?? '')
    ? hard('membership-frozen')
    : undefined
}

const delegateOf = ({ delegates }: FederationState, person: string, entry: Entry) =>
  delegates.find((sent) => sent.person === person && sent.federation === federationMeant(entry))

/** A person is sent once, and recalled after that. */
const delegateIsSentOnce: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, 'delegate.sent', 'delegate.recalled')
  if (data === undefined) return undefined
  const isSent = delegateOf(federation, data.person, recorded.entry) !== undefined
  if (isSent === (recorded.entry.type === 'delegate.recalled')) return undefined
  return hard(isSent ? 'delegate-already-sent' : 'delegate-not-sent')
}

const isSame = (one: Citation, other: Citation | undefined): boolean =>
  one.book === other?.book && one.seq === other.seq && one.leaf === other.leaf

/** A mandate is what a vote of the open session on the same motion decided. */
const mandateRestsOnItsVote: Rule<SeesFederation> = ({ assemblies }, recorded) => {
  const data = dataOf(recorded, 'mandate.given')
  if (data === undefined) return undefined
  const vote = assemblies.votes.find(({ seq }) => seq === data.vote)
  if (vote === undefined || !isSame(vote.on, recorded.entry.cites[0])) return soft('vote-missing')
  return vote.option === data.option ? undefined : soft('position-differs-from-vote', { vote: vote.option })
}

/** A delegate is recalled as the charter says: by a vote on the sending of the delegate, or a motion carried by that rule. */
const recallRestsOnADecision: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, 'delegate.recalled')
  const recalledBy = seen.bodies.charter?.recalledBy
  if (data === undefined || recalledBy === undefined) return undefined
  if (data.motion !== undefined) {
    const decided = decisionOn(seen, data.motion)
    const isDecided = decided?.outcome === 'carried' && decided.rule === recalledBy
    return isDecided ? undefined : hard('motion-not-carried', { motion: data.motion })
  }
  const sent = delegateOf(seen.federation, data.person, recorded.entry)
  const vote = seen.assemblies.votes.find(({ seq }) => seq === data.vote)
  const isOnIt =
    sent !== undefined && vote?.on.book === (sent.book ?? recorded.book) && vote.on.seq === sent.seq
  return isOnIt && vote.option === 'yes' ? undefined : soft('recall-not-decided')
}

/** Delegates meet in the open session of the federation; to vote, some of them are present in it. */
const delegatesMeetInSession: Rule<SeesFederation> = ({ assemblies }, recorded) => {
  const data = dataOf(recorded, ...ofTheSession)
  if (data === undefined) return undefined
  return assemblies.session === data.session ? undefined : hard('no-session-open')
}

/** The persons a page names, each with the body of the cited sending. */
function linesOf(recorded: Recorded) {
  const present = dataOf(recorded, 'delegates.present')
  const voted = dataOf(recorded, 'delegates.voted')
  const persons = present?.persons ?? voted?.votes.map(({ person }) => person)
  if (persons === undefined) return undefined
  const cites = citedOfMembers(recorded.entry)
  return {
    isPlain: cites.length === persons.length,
    lines: cites.map(({ book }, at) => ({ body: book, person: persons[at] ?? '' })),
  }
}

/** Each delegate stands for a member that has not frozen or ended its membership, as far as this book knows. */
const delegatesStandForMembers: Rule<SeesFederation> = ({ federation }, recorded) => {
  const told = linesOf(recorded)
  if (told === undefined) return undefined
  if (!told.isPlain) return hard('entry-malformed', { field: 'cites' })
  for (const { body } of told.lines) {
    const member = federation.members[placeOf(federation.members, body)]
    if (member === undefined) return hard('not-a-member')
    if (isFrozen(federation, member)) return hard('membership-frozen')
  }
  return undefined
}

/** Nobody is present twice: a quorum met by counting someone twice is none. */
const nobodyIsPresentTwice: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, 'delegates.present')
  const told = linesOf(recorded)
  if (data === undefined || told === undefined) return undefined
  const seen = new Set<string>()
  for (const { body, person } of told.lines) {
    const there = presentIn(federation, data.session, body)
    if (there.includes(person) || seen.has(`${body} ${person}`)) return hard('present-twice')
    seen.add(`${body} ${person}`)
  }
  return undefined
}

const presentIn = (
  { members, present }: FederationState,
  session: number,
  body: string,
): readonly string[] => (present?.session === session ? (present.persons[placeOf(members, body)] ?? []) : [])

/** What delegates vote on is a motion of this book that nobody else decides and nobody has decided. */
const delegatesVoteOnAMotion: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, 'delegates.voted')
  if (data === undefined) return undefined
  return motionIsFree(seen, data.motion)
}

const ruleOf = ({ charter }: { readonly charter: Charter | null }, name: string): DecisionRule | undefined =>
  Object.hasOwn(charter?.decisions ?? {}, name) ? charter?.decisions[name] : undefined

/** Delegates decide by a rule of the charter whose votes are counted. */
const delegatesVotesAreCounted: Rule<SeesFederation> = ({ bodies }, recorded) => {
  const data = dataOf(recorded, 'delegates.voted')
  if (data === undefined) return undefined
  const rule = ruleOf(bodies, data.rule)
  return (rule?.form ?? 'counted') === 'counted' && rule?.requirements !== undefined
    ? undefined
    : hard('rule-unknown', { rule: data.rule })
}

/** Pages of a vote come in order, and belong to one motion, one rule and one session. */
const pagesOfAVoteComeInOrder: Rule<SeesFederation> = ({ federation: { voting } }, recorded) => {
  const data = dataOf(recorded, 'delegates.voted')
  if (data === undefined) return undefined
  const isSameVote =
    voting?.motion === data.motion && voting.rule === data.rule && voting.session === data.session
  return pageFault(data, isSameVote ? voting : undefined)
}

/** Whoever votes is present, and each body votes once. */
const bodiesVoteOnceByWhoIsPresent: Rule<SeesFederation> = ({ federation }, recorded) => {
  const data = dataOf(recorded, 'delegates.voted')
  const told = linesOf(recorded)
  if (data === undefined || told === undefined) return undefined
  const voted = new Set(Object.keys(listedBefore(federation, data)).map(Number))
  for (const { body, person } of told.lines) {
    const place = placeOf(federation.members, body)
    if (!presentIn(federation, data.session, body).includes(person)) return hard('delegate-not-present')
    if (voted.has(place)) return hard('voted-twice')
    voted.add(place)
  }
  return undefined
}

const listedBefore = (
  { voting }: FederationState,
  { page, motion }: { readonly page: number; readonly motion: number },
): Readonly<Record<number, PositionOption>> => (page > 1 && voting?.motion === motion ? voting.listed : {})

/** Places of the entitled, and of those of them who are present. */
function attendance({ bodies, federation }: Pick<SeesFederation, 'bodies' | 'federation'>, session: number) {
  const entitled = entitledNow(federation, bodies.charter)
  const present = entitled.filter(
    (place) => federation.present?.session === session && federation.present.persons[place] !== undefined,
  )
  return { entitled, present }
}

/** So many bodies have to be present, of those entitled. */
const delegatesHaveAQuorum: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, 'delegates.voted')
  const quorum = data === undefined ? undefined : ruleOf(seen.bodies, data.rule)?.quorum
  if (data === undefined || quorum === undefined) return undefined
  const { entitled, present } = attendance(seen, data.session)
  const compared = compareToFraction(present.length, entitled.length, quorum.fraction)
  if (quorum.moreThan ? compared > 0 : compared >= 0) return undefined
  const needed = smallestCountReaching(quorum.fraction, entitled.length, quorum.moreThan)
  return hard('quorum-not-met', { needed, present: present.length })
}

/** The outcome is what the votes make by the rule. */
const outcomeFollowsFromTheVotes: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, 'delegates.voted')
  if (data?.outcome === undefined) return undefined
  const options = data.votes.map(({ option }) => option)
  const votes = {
    ...listedBefore(seen.federation, data),
    ...listedBy(seen.federation.members, citedOfMembers(recorded.entry), options),
  }
  const outcome = outcomeOfVotes(seen, data.session, ruleOf(seen.bodies, data.rule), votes)
  return outcome === data.outcome ? undefined : hard('outcome-miscounted', { outcome })
}

/** What delegates' votes, by the place of the body, make by a rule. */
export function outcomeOfVotes(
  seen: Pick<SeesFederation, 'bodies' | 'federation'>,
  session: number,
  rule: DecisionRule | undefined,
  votes: Readonly<Record<number, PositionOption>>,
): 'carried' | 'failed' {
  const { entitled, present } = attendance(seen, session)
  const at = (places: readonly number[]) => membersAt(seen.federation, places)
  const voters = Object.entries(votes).map(([place, option]) => ({
    section: seen.federation.members[Number(place)]?.section ?? '',
    option,
  }))
  const { outcome } = decideInRoom(
    at(entitled),
    rule?.requirements ?? [],
    countOfVotes(at(entitled), at(present), voters),
  )
  return outcome === 'carried' ? 'carried' : 'failed'
}

export const rulesOfDelegates: readonly Rule<SeesFederation>[] = [
  delegatesAreSentToAFederation,
  whoeverIsFrozenSendsNobody,
  delegateIsSentOnce,
  mandateRestsOnItsVote,
  recallRestsOnADecision,
  delegatesMeetInSession,
  delegatesStandForMembers,
  nobodyIsPresentTwice,
  delegatesVoteOnAMotion,
  delegatesVotesAreCounted,
  pagesOfAVoteComeInOrder,
  bodiesVoteOnceByWhoIsPresent,
  delegatesHaveAQuorum,
  outcomeFollowsFromTheVotes,
]
