/** How a board counts: of the whole, from its sections. */
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

/** The four counts in words. */
export const talliedText = (
  t: Translator,
  how: BoardView['how'],
  { yes, no, abstain, unheard }: Counts,
): string => t(how === 'delegates' ? 'tally.words.delegates' : 'tally.words', { yes, no, abstain, unheard })
