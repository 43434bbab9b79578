/** Rules of sessions: what is called, opened, adjourned and closed. */
import type { BodiesState } from '../bodies/state.ts'
import { type Rule, hard, judgeBy, soft } from '../views/room.ts'
import { rulesOfMotions } from './rules-of-motions.ts'
import { rulesOfVotes } from './rules-of-votes.ts'
import type { AssembliesState } from './state.ts'

/** The states these rules read. */
export interface SeesAssemblies {
  readonly bodies: BodiesState
  readonly assemblies: AssembliesState
}

/** One session at a time. */
const oneSessionIsOpen: Rule<SeesAssemblies> = ({ assemblies: { session } }, { entry }) =>
  entry.type === 'session.opened' && session !== null ? soft('session-already-open', { session }) : undefined

const ofOpenSession: ReadonlySet<string> = new Set(['session.closed', 'session.adjourned'])

/** Votes, adjournments and closings belong to the open session. */
const sessionIsOpen: Rule<SeesAssemblies> = ({ assemblies: { session } }, { entry }) => {
  if (entry.type === 'vote.recorded') return session === null ? hard('no-session-open') : undefined
  if (!ofOpenSession.has(entry.type)) return undefined
  return session === null || entry.data.session !== session ? hard('no-session-open') : undefined
}

/** A session answers a call, or an adjournment, that none has answered. */
const callIsAnsweredOnce: Rule<SeesAssemblies> = ({ assemblies: { calls } }, { entry }) => {
  if (entry.type !== 'session.opened' || entry.data.call === undefined) return undefined
  const call = Number(entry.data.call)
  return calls.includes(call) ? undefined : hard('call-unknown', { call })
}

/** Nobody is present who is not entitled: more than all would be somebody counted twice. */
const thosePresentAreEntitled: Rule<SeesAssemblies> = ({ assemblies }, { entry }) => {
  const { present } = entry.data
  const isOpening = entry.type === 'session.opened'
  if (present === undefined || (!isOpening && entry.type !== 'vote.recorded')) return undefined
  const entitled = isOpening ? entry.data.entitled : assemblies.entitled
  if (entitled === undefined || entitled === null || Number(present) <= Number(entitled)) return undefined
  return hard('more-present-than-entitled', { present, entitled })
}

export const judgeAssemblies = judgeBy<SeesAssemblies>([
  oneSessionIsOpen,
  sessionIsOpen,
  callIsAnsweredOnce,
  thosePresentAreEntitled,
  ...rulesOfMotions,
  ...rulesOfVotes,
])
