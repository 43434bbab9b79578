/** Rules of decision in words, and the figures that stand for them on a page. */
import type { Denominator, RequirementState } from '../../kernel/decision.ts'
import { smallestCountReaching } from '../../kernel/fraction.ts'
import type { Translator } from './translator.tsx'

/** A requirement without figures; `fraction` as `2/3`. */
export interface RuleFacts {
  readonly of: 'all' | 'each-section'
  readonly fraction: string
  readonly moreThan: boolean
  readonly denominator: string
}

export const requirementToRule = (requirement: RequirementState): RuleFacts => ({
  of: requirement.of,
  fraction: `${requirement.fraction.num}/${requirement.fraction.den}`,
  moreThan: requirement.moreThan,
  denominator: requirement.denominator,
})

const entitled: Denominator = 'entitled'

/** `at least two thirds of the members entitled to decide`, `a majority of each section`. */
export function ruleText(t: Translator, rule: RuleFacts): string {
  const isMajority = rule.fraction === '1/2' && rule.moreThan && rule.denominator === entitled
  if (rule.of === 'each-section' && isMajority) return t('rule.section.majority')
  return t(rule.of === 'all' ? 'rule.all' : 'rule.section', {
    how: rule.moreThan ? 'more' : 'least',
    fraction: t.word('fraction', rule.fraction),
    denominator: t.word('denominator', rule.denominator),
  })
}

/**
 * Yes positions that are enough whatever the unheard say: of those entitled a fixed number; of those that answer it
 * depends on who has, so the evaluator's figure while open, and once decided the figure for those heard so far.
 */
export function neededYesOf(state: RequirementState): number {
  const { tally, fraction, moreThan, denominator } = state
  if (denominator === entitled) return smallestCountReaching(fraction, tally.entitled, moreThan)
  if (state.outcome === 'open') return state.neededYes
  if (denominator === 'present' && tally.present !== undefined)
    return smallestCountReaching(fraction, tally.present, moreThan)
  const heard = tally.yes + tally.no + (denominator === 'yes+no' ? 0 : tally.abstain)
  return smallestCountReaching(fraction, heard, moreThan)
}

/** As `ruleText`, but with the number itself where it is fixed: `38 yeses of 56`. */
export function requirementText(t: Translator, state: RequirementState): string {
  if (state.section !== null || state.denominator !== entitled) return ruleText(t, requirementToRule(state))
  return t('rule.whole.count', { needed: neededYesOf(state), entitled: state.tally.entitled })
}
