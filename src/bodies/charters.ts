/** Ready-made charters to start from. A charter is data: what is here can be written by hand, too. */
import type { LocalizedText } from '../kernel/languages.ts'
import type { Charter } from './entries.ts'

/** What everybody may submit. */
const member = {
  id: 'member',
  writes: ['motion.put', 'position.stated', 'correction.asked', 'correction.asked-within'],
}

/** A municipality: its council decides by more than half of the hands raised; its secretary and mayor write. Who is mayor is public. */
export const municipalityCharter: Charter = {
  rulesVersion: 1,
  posts: [{ id: 'secretary', writes: ['*'] }, { id: 'mayor', writes: ['*'], public: true }, member],
  decisions: {
    council: {
      requirements: [{ of: 'all', fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'cast' }],
    },
  },
  prevails: 'paper',
}

/** A community: its assembly decides, its secretary and president write; every member may submit. */
export const communityCharter: Charter = {
  rulesVersion: 1,
  posts: [{ id: 'secretary', writes: ['*'] }, { id: 'president', writes: ['*'] }, member],
  decisions: {
    assembly: {
      requirements: [{ of: 'all', fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'cast' }],
    },
  },
  prevails: 'paper',
}

/** An alliance of sections: 2/3 of the members entitled at referral, and a majority of each section's. */
export const allianceCharter = (sections: readonly { id: string; name: LocalizedText }[]): Charter => ({
  rulesVersion: 1,
  posts: [{ id: 'secretary', writes: ['*'] }],
  sections: [...sections],
  decisions: {
    joint: {
      requirements: [
        { of: 'all', fraction: { num: 2, den: 3 }, moreThan: false, denominator: 'entitled' },
        { of: 'each-section', fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'entitled' },
      ],
    },
  },
  prevails: 'book',
})
