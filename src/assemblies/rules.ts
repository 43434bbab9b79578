/** Rules of sessions. */
import { type Rule, hard, judgeBy, soft } from '../views/room.ts'
import type { AssembliesState } from './state.ts'

/** One session at a time. */
const oneSessionIsOpen: Rule<AssembliesState> = ({ session }, { entry }) =>
  entry.type === 'session.opened' && session !== null ? soft('session-already-open', { session }) : undefined

/** Votes and closings belong to the open session. */
const sessionIsOpen: Rule<AssembliesState> = ({ session }, { entry }) => {
  if (entry.type === 'vote.recorded') return session === null ? hard('no-session-open') : undefined
  if (entry.type !== 'session.closed') return undefined
  return session === null || entry.data.session !== session ? hard('no-session-open') : undefined
}

const citing: ReadonlySet<string> = new Set(['vote.recorded', 'position.stated', 'correction.asked'])

/** A vote says what it is on; so does what a member says. */
const voteCitesItsSubject: Rule<AssembliesState> = (_, { entry }) =>
  citing.has(entry.type) && entry.cites.length === 0 ? hard('entry-malformed', { field: 'cites' }) : undefined

/** Nobody raises two hands. */
const handsDoNotExceedThosePresent: Rule<AssembliesState> = (_, { entry }) => {
  if (entry.type !== 'vote.recorded') return undefined
  const { present, yes, no, abstain } = entry.data
  const hands = Number(yes) + Number(no) + Number(abstain)
  return hands > Number(present)
    ? soft('more-hands-than-present', { hands, present: Number(present) })
    : undefined
}

export const judgeAssemblies = judgeBy<AssembliesState>([
  oneSessionIsOpen,
  sessionIsOpen,
  voteCitesItsSubject,
  handsDoNotExceedThosePresent,
])
