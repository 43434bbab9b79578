/** How a board counts: of the whole, from its sections. */
import type { RequirementState } from '../kernel/decision.ts'
import { neededYesOf } from '../web/languages/rule-words.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { BoardView, SectionState } from './views.ts'

export interface Counts {
  readonly entitled: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly unheard: number
}

export function wholeCounts({ sections, entitled }: BoardView): Counts {
  const sum = (count: (section: SectionState) => number): number =>
    sections.reduce((total, section) => total + count(section), 0)
  return {
    entitled,
    yes: sum(({ yes }) => yes),
    no: sum(({ no }) => no),
    abstain: sum(({ abstain }) => abstain),
    unheard: sum(({ unheard }) => unheard),
  }
}

/** Yes positions that a requirement asks for; null where there is none, or it asks for no figure. */
export const neededFor = (requirement: RequirementState | null | undefined): number | null =>
  requirement === null || requirement === undefined ? null : neededYesOf(requirement)

/** Whether the whole is told beside its sections: not where there is one, and no rule but its own. */
export const showsWhole = ({ sections, requirements }: BoardView): boolean =>
  sections.length > 1 || requirements.length > 0

/** The four counts in words. */
export const talliedText = (
  t: Translator,
  how: BoardView['how'],
  { yes, no, abstain, unheard }: Counts,
): string => t(how === 'delegates' ? 'tally.words.delegates' : 'tally.words', { yes, no, abstain, unheard })
