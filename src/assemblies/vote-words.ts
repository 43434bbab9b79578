/** What a vote came to, in words: the same on pages, on the act and on the command line. */
import type { DecisionRule } from '../bodies/entries.ts'
import { plainText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { ConditionView, CorrectionView, VoteView } from './views.ts'

export const ruleName = (t: Translator, id: string): string => t.word('decision', id)

/** How it was decided: a rule without figures says its form itself. */
export const wayOf = (t: Translator, { form, rule, figures }: VoteView): string[] => [
  ...(rule === null || figures !== null ? [t(`vote.form.${form}`)] : []),
  ...(rule === null ? [] : [ruleName(t, rule.id)]),
]

export const resultText = (t: Translator, { outcome, isTie }: Pick<VoteView, 'outcome' | 'isTie'>): string =>
  outcome === null ? '' : t(outcome === 'failed' && isTie ? 'vote.result.tie' : `vote.result.${outcome}`)

/** What a vote is for, as a sentence: whose motion it is, and that it decides nothing of the body's own. */
export const purposeText = (t: Translator, { purpose }: Pick<VoteView, 'purpose'>): string =>
  purpose === null
    ? ''
    : t(`vote.purpose.${purpose.kind}`, {
        federation: purpose.federation === null ? 'unknown' : plainText(t.text(purpose.federation)),
      })

/** For a pill: the classes pages have for it. */
export const resultLook = ({ outcome }: Pick<VoteView, 'outcome'>): string =>
  outcome === 'carried' || outcome === 'failed' ? outcome : 'none'

/** What was counted or said. */
export function countedText(t: Translator, { figures, objections, said }: VoteView): string {
  if (figures !== null)
    return figures.invalid === 0
      ? t('tally.hands', { ...figures })
      : t('vote.figures.invalid', { ...figures })
  if (objections !== null) return t('vote.objections', { count: objections })
  return said === null ? '' : t(`vote.said.${said}`)
}

/** `More than half of the votes cast (9): 5 yeses are needed`. */
export function conditionText(t: Translator, { requirement, total, needed }: ConditionView): string {
  const { of, fraction, moreThan, denominator } = requirement
  const part = {
    how: moreThan ? 'more' : 'least',
    fraction: t.word('fraction', `${fraction.num}/${fraction.den}`),
    of: t(`vote.of.${denominator}`),
  }
  if (of === 'each-section') return t('vote.condition.section', part)
  return total === null || needed === null
    ? t('vote.condition.part', part)
    : t('vote.condition', { ...part, total, needed })
}

/** What a rule of a charter asks, without figures. */
export function ruleText(
  t: Translator,
  { form = 'counted', requirements = [], quorum }: DecisionRule,
): string {
  const asked = requirements.map((requirement) =>
    conditionText(t, { requirement, total: null, needed: null }),
  )
  const there =
    quorum === undefined
      ? []
      : [
          t('vote.quorum.part', {
            how: quorum.moreThan ? 'more' : 'least',
            fraction: t.word('fraction', `${quorum.fraction.num}/${quorum.fraction.den}`),
          }),
        ]
  return t.list([...(form === 'counted' ? asked : [t(`vote.form.${form}`)]), ...there])
}

export function quorumText(t: Translator, { present, entitled, quorum }: VoteView): string {
  if (entitled === null) return t('vote.present', { present })
  return quorum === null
    ? t('vote.present.of', { present, entitled })
    : t('vote.quorum', { present, entitled, quorum })
}

/** The right figures of a correction. */
export function correctedText(t: Translator, { figures }: CorrectionView): string {
  const names = ['present', 'yes', 'no', 'abstain', 'invalid'] as const
  const said = names.flatMap((name) => {
    const count = figures?.[name]
    return count === undefined ? [] : [t('vote.corrected', { name, count })]
  })
  return said.length === 0 ? '' : `(${t.list(said)})`
}
