/** Ready-made charters to start from. A charter is data: what is here can be written by hand, too. */
import type { LocalizedText } from '../kernel/languages.ts'
import type { Charter, DecisionRule, requirement } from './entries.ts'
import type { z } from 'zod'

type Requirement = z.infer<typeof requirement>
type Post = Charter['posts'][number]

/** What everybody may submit. */
const member: Post = {
  id: 'member',
  writes: [
    'motion.put',
    'motion.withdrawn',
    'ballot.cast',
    'ballot.cast-within',
    'act.attested',
    'position.stated',
    'correction.asked',
    'correction.asked-within',
  ],
}

const writer = (id: string, more: Partial<Post> = {}): Post => ({ id, writes: ['*'], ...more })
const office = (id: string, more: Partial<Post> = {}): Post => ({ id, writes: [], ...more })

const half = { num: 1, den: 2 }
const twoThirds = { num: 2, den: 3 }

const majorityOf = (denominator: Requirement['denominator']): Requirement => ({
  of: 'all',
  fraction: half,
  moreThan: true,
  denominator,
})

const twoThirdsOf = (denominator: Requirement['denominator']): Requirement => ({
  of: 'all',
  fraction: twoThirds,
  moreThan: false,
  denominator,
})

const eachSectionsMajority: Requirement = {
  of: 'each-section',
  fraction: half,
  moreThan: true,
  denominator: 'entitled',
}

/** More than half of the hands raised, with more than half of those entitled there. */
const ordinary: DecisionRule = {
  form: 'counted',
  requirements: [majorityOf('cast')],
  quorum: { fraction: half, moreThan: true },
}

/** Two thirds of those who are there. */
const qualified: DecisionRule = {
  form: 'counted',
  requirements: [twoThirdsOf('present')],
  quorum: { fraction: half, moreThan: true },
}

/** A municipality: its council and mayor decide, not an assembly. */
export const municipalityCharter: Charter = {
  rulesVersion: 1,
  posts: [writer('secretary'), writer('mayor', { public: true, termMonths: 60 }), member],
  decisions: {
    council: { form: 'counted', requirements: [majorityOf('cast')] },
    'council-two-thirds': { form: 'counted', requirements: [twoThirdsOf('entitled')] },
  },
  changedBy: 'council-two-thirds',
  recalledBy: 'council',
  prevails: 'paper',
}

const assemblyDecisions: Charter['decisions'] = {
  assembly: ordinary,
  agreed: { form: 'agreed', quorum: { fraction: half, moreThan: true } },
  acclamation: { form: 'acclamation' },
  'assembly-two-thirds': qualified,
}

/** A community: its assembly decides; offices go round by household, a year each. */
export const communityCharter: Charter = {
  rulesVersion: 1,
  posts: [
    writer('secretary'),
    writer('president'),
    office('authority', { holder: 'couple', termMonths: 12, turn: { by: 'household' } }),
    member,
  ],
  decisions: assemblyDecisions,
  changedBy: 'assembly-two-thirds',
  recalledBy: 'assembly',
  prevails: 'paper',
}

/** A neighbourhood council: a board for two years, in which households take turns; delegates bound by what the assembly decides. */
export const neighbourhoodCouncilCharter: Charter = {
  rulesVersion: 1,
  posts: [
    writer('secretary', { termMonths: 24 }),
    writer('president', { termMonths: 24, public: true }),
    office('treasurer', { termMonths: 24 }),
    office('board-member', { termMonths: 24, turn: { by: 'household' } }),
    office('delegate', { termMonths: 24, public: true }),
    member,
  ],
  decisions: assemblyDecisions,
  changedBy: 'assembly-two-thirds',
  recalledBy: 'assembly',
  prevails: 'paper',
}

/** A water committee: run by its users, who serve in turn, household by household. */
export const waterCommitteeCharter: Charter = {
  rulesVersion: 1,
  posts: [
    writer('secretary', { termMonths: 24 }),
    writer('president', { termMonths: 24 }),
    office('treasurer', { termMonths: 24 }),
    office('water-judge', { holder: 'household', termMonths: 12, turn: { by: 'household' } }),
    member,
  ],
  decisions: assemblyDecisions,
  changedBy: 'assembly-two-thirds',
  recalledBy: 'assembly',
  prevails: 'paper',
}

/** An association of persons: its assembly decides. */
export const associationCharter: Charter = {
  rulesVersion: 1,
  posts: [
    writer('secretary', { termMonths: 24 }),
    writer('president', { termMonths: 24, public: true }),
    office('treasurer', { termMonths: 24 }),
    member,
  ],
  decisions: assemblyDecisions,
  changedBy: 'assembly-two-thirds',
  recalledBy: 'assembly',
  prevails: 'paper',
}

type Sections = readonly { readonly id: string; readonly name: LocalizedText }[]

/** What is decided by the members, each in its own book: 2/3 of those entitled at referral, and a majority of each section. */
const joint: DecisionRule = {
  form: 'bases',
  requirements: [twoThirdsOf('entitled'), eachSectionsMajority],
}

/** Delegates in session, each for the body that sent it. */
const delegates: DecisionRule = {
  form: 'counted',
  requirements: [majorityOf('valid')],
  quorum: { fraction: half, moreThan: true },
}

/** An alliance of sections. A section that freezes leaves the count: it must not be able to hold everyone still. */
export const allianceCharter = (sections: Sections): Charter => ({
  rulesVersion: 1,
  posts: [writer('secretary')],
  sections: [...sections],
  decisions: { joint, delegates },
  changedBy: 'joint',
  frozen: 'leave',
  succession: { fraction: twoThirds },
  prevails: 'book',
})

/** A federation of councils in districts: the bases ratify; its board is of delegates that they can recall. */
export const federationCharter = (sections: Sections): Charter => ({
  rulesVersion: 1,
  posts: [
    writer('secretary', { termMonths: 24, public: true }),
    office('president', { termMonths: 24, public: true, turn: { by: 'section' } }),
  ],
  sections: [...sections],
  decisions: {
    joint: { form: 'bases', requirements: [majorityOf('entitled')] },
    'joint-two-thirds': { form: 'bases', requirements: [twoThirdsOf('entitled')] },
    delegates,
  },
  changedBy: 'joint-two-thirds',
  frozen: 'leave',
  succession: { fraction: twoThirds },
  prevails: 'book',
})

/** A binational commission: nothing is decided unless each country's section does. */
export const commissionCharter = (sections: Sections): Charter => ({
  rulesVersion: 1,
  posts: [writer('secretary'), office('president', { termMonths: 12, turn: { by: 'section' } })],
  sections: [...sections],
  decisions: {
    joint: { form: 'bases', requirements: [eachSectionsMajority] },
    consent: { form: 'consent' },
  },
  changedBy: 'joint',
  frozen: 'stay',
  succession: { fraction: twoThirds },
  prevails: 'book',
})
