/** What makes a charter contradict itself: a body could not live by it, so it is neither founded nor changed with it. */
import { compareFractions } from '../kernel/fraction.ts'
import type { Charter, DecisionRule } from './entries.ts'

/** `at`: the id of the post, section or decision where it stands. */
export interface CharterFault {
  readonly fault:
    | 'namedTwice'
    | 'decisionMissing'
    | 'decisionUnknown'
    | 'figuresMissing'
    | 'figuresNotAsked'
    | 'neverMet'
    | 'sectionsMissing'
    | 'postUnknown'
    | 'nobodyAssigns'
    | 'successionTooEasy'
  readonly at: string
}

type Found = CharterFault | undefined

/** The first thing that cannot be lived by; undefined of a sound charter. */
export function charterFault(charter: Charter): Found {
  for (const find of [
    namesStandOnce,
    decisionsAreThere,
    ...Object.keys(charter.decisions).map((at) => () => decisionFault(charter, at)),
    postsCanBeFilled,
    successionIsNoCoup,
  ]) {
    const fault = find(charter)
    if (fault !== undefined) return fault
  }
  return undefined
}

function namesStandOnce({ posts, sections = [], witnesses = [] }: Charter): Found {
  for (const names of [posts.map(({ id }) => id), sections.map(({ id }) => id), witnesses]) {
    const twice = names.find((name, place) => names.indexOf(name) !== place)
    if (twice !== undefined) return { fault: 'namedTwice', at: twice }
  }
  return undefined
}

/** There is a way to decide; the ones that are named are there. */
function decisionsAreThere({ decisions, changedBy, recalledBy }: Charter): Found {
  if (Object.keys(decisions).length === 0) return { fault: 'decisionMissing', at: 'decisions' }
  const unknown = [changedBy, recalledBy].find(
    (name) => name !== undefined && !Object.hasOwn(decisions, name),
  )
  return unknown === undefined ? undefined : { fault: 'decisionUnknown', at: unknown }
}

function decisionFault({ decisions, sections = [] }: Charter, at: string): Found {
  const { form = 'counted', requirements = [], quorum } = decisions[at] as DecisionRule
  const hasFigures = form === 'counted' || form === 'bases'
  if (hasFigures && requirements.length === 0) return { fault: 'figuresMissing', at }
  if (!hasFigures && requirements.length > 0) return { fault: 'figuresNotAsked', at }
  const isNeverMet = [...requirements, ...(quorum === undefined ? [] : [quorum])].some(
    ({ fraction: { num, den }, moreThan }) => moreThan && num === den,
  )
  if (isNeverMet) return { fault: 'neverMet', at }
  const needsSections = requirements.some(({ of }) => of === 'each-section')
  return needsSections && sections.length === 0 ? { fault: 'sectionsMissing', at } : undefined
}

/** Some post assigns posts, or none could ever be filled again. */
function postsCanBeFilled({ posts, succession }: Charter): Found {
  const assigns = posts.some(({ writes }) => writes.includes('*') || writes.includes('post.assigned'))
  if (!assigns) return { fault: 'nobodyAssigns', at: 'posts' }
  const unknown = succession?.posts?.find((name) => !posts.some(({ id }) => id === name))
  return unknown === undefined ? undefined : { fault: 'postUnknown', at: unknown }
}

/** No book is taken over by fewer than two thirds. */
function successionIsNoCoup({ succession }: Charter): Found {
  if (succession === undefined) return undefined
  return compareFractions(succession.fraction, { num: 2, den: 3 }) < 0
    ? { fault: 'successionTooEasy', at: 'succession' }
    : undefined
}
