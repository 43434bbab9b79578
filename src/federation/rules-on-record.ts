/** Rules of what is put on record: an opinion rests on a motion of the book, an answer on an opinion. */
import { motionAt } from '../assemblies/state.ts'
import { type Rule, hard, soft } from '../views/room.ts'
import { type SeesFederation, dataOf, decisionOn } from './sees.ts'

/** What rests on a motion names one of this book. */
const restsOnAMotion: Rule<SeesFederation> = ({ assemblies }, recorded) => {
  const motion = dataOf(recorded, 'objection.recorded', 'opinion.addressed')?.motion
  if (motion === undefined || motionAt(assemblies, motion) !== undefined) return undefined
  return hard('motion-unknown', { motion })
}

/** An opinion is the body's once the motion is carried. */
const opinionWasDecided: Rule<SeesFederation> = (seen, recorded) => {
  const data = dataOf(recorded, 'opinion.addressed')
  if (data === undefined || decisionOn(seen, data.motion)?.outcome === 'carried') return undefined
  return soft('motion-not-carried', { motion: data.motion })
}

/** An answer cites what it answers; in the same book, an opinion. */
const answerCitesTheOpinion: Rule<SeesFederation> = ({ federation }, recorded) => {
  if (dataOf(recorded, 'opinion.answered') === undefined) return undefined
  const { cites } = recorded.entry
  const [cited] = cites
  if (cited === undefined || cites.length > 1) return hard('entry-malformed', { field: 'cites' })
  if (cited.book !== recorded.book || federation.opinions.includes(cited.seq)) return undefined
  return hard('opinion-unknown', { seq: cited.seq })
}

export const rulesOnRecord: readonly Rule<SeesFederation>[] = [
  restsOnAMotion,
  opinionWasDecided,
  answerCitesTheOpinion,
]
