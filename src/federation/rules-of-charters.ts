/** Rules of changing a charter: what was carried is put into force as it was carried, once, and not over what came later. */
import { charterHash, motionAt } from '../assemblies/state.ts'
import type { Json } from '../book/entry.ts'
import { type Breach, type Rule, hard } from '../views/room.ts'
import { type SeesFederation, decisionOn } from './sees.ts'

/** Why the charter that a motion proposes cannot be put into force; undefined where it can, and nobody has. */
function standsInTheWay(seen: SeesFederation, motion: number): Breach | undefined {
  for (const find of [motionWasCarried, isPutIntoForceOnce, laterDecisionStands]) {
    const breach = find(seen, motion)
    if (breach !== undefined) return breach
  }
  return undefined
}

/** A charter changes by a decision taken under it, by the rule that it names for that, where it names one. */
function motionWasCarried(seen: SeesFederation, motion: number): Breach | undefined {
  const decided = decisionOn(seen, motion)
  const changedBy = seen.bodies.charter?.changedBy
  const isDecided = decided?.outcome === 'carried' && (changedBy === undefined || decided.rule === changedBy)
  return isDecided && motionAt(seen.assemblies, motion)?.charter !== undefined
    ? undefined
    : hard('charter-not-decided', { motion })
}

/** A motion puts its charter into force once: it is no way back to it after another. */
const isPutIntoForceOnce = ({ bodies }: SeesFederation, motion: number): Breach | undefined =>
  bodies.charterMotions.includes(motion) ? hard('charter-changed-already', { motion }) : undefined

/** What was decided later stands: a charter that was left lying does not undo the one that came after it. */
function laterDecisionStands(seen: SeesFederation, motion: number): Breach | undefined {
  const inForce = seen.bodies.charterMotions.at(-1)
  if (inForce === undefined) return undefined
  const [last, decided] = [decisionOn(seen, inForce), decisionOn(seen, motion)]
  return last !== undefined && decided !== undefined && decided.seq < last.seq
    ? hard('charter-decided-since', { motion: inForce })
    : undefined
}

const charterChangesByDecision: Rule<SeesFederation> = (seen, { entry }) =>
  entry.type === 'charter.changed' ? standsInTheWay(seen, Number(entry.data.motion)) : undefined

/** What is put into force is the very charter that the motion proposed. */
const charterIsTheOneProposed: Rule<SeesFederation> = (seen, { entry }) => {
  if (entry.type !== 'charter.changed') return undefined
  const motion = Number(entry.data.motion)
  const proposed = motionAt(seen.assemblies, motion)?.charter
  if (proposed === undefined || proposed === charterHash(entry.data.charter as Json)) return undefined
  return hard('charter-not-decided', { motion })
}

export const rulesOfCharters: readonly Rule<SeesFederation>[] = [
  charterChangesByDecision,
  charterIsTheOneProposed,
]

/** Motions that were carried and whose charter waits to be put into force, in the order they were put. */
export const chartersWaiting = (seen: SeesFederation): number[] =>
  seen.assemblies.proposals.filter((motion) => standsInTheWay(seen, motion) === undefined)
