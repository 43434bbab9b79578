/** The answer of a board in sentences: how it stands, and what would decide it. Silence is said to be silence. */
import type { Child, FC } from 'hono/jsx'
import type { RequirementState } from '../kernel/decision.ts'
import { Answer } from '../web/components/blocks.tsx'
import { OutcomeMark } from '../web/components/marks.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { neededYesOf, requirementText } from '../web/languages/rule-words.ts'
import { entryPath } from '../web/paths.ts'
import type { BoardView } from './views.ts'

interface AnswerProps {
  readonly t: Translator
  readonly board: BoardView
}

export const BoardAnswer: FC<AnswerProps> = ({ t, board }) => (
  <Answer tone={board.outcome}>
    <p>
      <OutcomeMark t={t} outcome={board.outcome} /> {heardSentence(t, board)}{' '}
      {board.outcome === 'open' ? <b>{t('board.silence')}</b> : null}
    </p>
    <Why t={t} board={board} />
    <Closed t={t} board={board} />
  </Answer>
)

/** Once nobody is awaited any more; and where the members' books do not bear out what was counted. */
const Closed: FC<AnswerProps> = ({ t, board: { closed, disputed, how, uncounted } }) => {
  if (closed === null || how === 'delegates') return null
  const late = uncounted.filter(({ reason }) => reason === 'late').length
  return (
    <>
      <p>
        {t.rich(
          'board.closed',
          { date: t.date(closed.at), seq: closed.ref.seq },
          { proof: (inside) => <a href={entryPath(closed.ref)}>{inside}</a> },
        )}{' '}
        {late === 0 ? null : t('board.late', { late })}
      </p>
      {disputed === null ? null : (
        <p>
          <b>{t('board.disputed', { outcome: t.word('outcome', disputed) })}</b>
        </p>
      )}
    </>
  )
}

const Why: FC<AnswerProps> = ({ t, board }) => {
  if (board.rule.byConsent) return <Consent t={t} board={board} />
  if (board.outcome === 'carried') return <Carried t={t} board={board} />
  return board.outcome === 'failed' ? <Failed t={t} board={board} /> : <Open t={t} board={board} />
}

/** Consent has no figures: it is there, it is not, or somebody is silent. */
const Consent: FC<AnswerProps> = ({ t, board: { outcome, members } }) => {
  const no = members.filter(({ position }) => position === 'no').length
  const unheard = members.filter(({ position }) => position === null).length
  return (
    <p>
      {t('board.rule', { number: 1, conditions: t('rule.consent') })}{' '}
      {outcome === 'carried' ? null : t('board.consent', { no, unheard })}
    </p>
  )
}

export function heardSentence(t: Translator, { heard, entitled, how }: BoardView): string {
  if (how === 'delegates') return t('board.voted', { heard, entitled })
  return heard === entitled ? t('board.heard.all', { entitled }) : t('board.heard', { heard, entitled })
}

/** Every condition of the rule, those of sections said once. */
export function conditionsOf(t: Translator, board: BoardView): readonly string[] {
  const bySection = board.sections.find(({ requirement }) => requirement !== null)?.requirement ?? null
  if (board.rule.byConsent) return [t('rule.consent')]
  const conditions = board.requirements.map((requirement) => requirementText(t, requirement))
  return bySection === null ? conditions : [...conditions, requirementText(t, bySection)]
}

const yesOf = (board: BoardView): number => board.sections.reduce((sum, section) => sum + section.yes, 0)

const Open: FC<AnswerProps> = ({ t, board }) => {
  const conditions = conditionsOf(t, board)
  const whole = board.requirements.find(({ outcome }) => outcome === 'open')
  const have =
    whole === undefined
      ? t('board.have.reached', { yes: yesOf(board) })
      : t('board.have', { yes: yesOf(board) })
  const missing = missingSentences(t, board)
  return (
    <>
      <p>
        {t('board.rule', { number: conditions.length, conditions: t.list(conditions) })}{' '}
        {board.requirements.length === 0 ? null : have} {missing.length === 1 ? missing : null}
      </p>
      {missing.length < 2 ? null : (
        <ul>
          {missing.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  )
}

/** What would decide it: the sections first, then what the whole needs beyond them. */
function missingSentences(t: Translator, board: BoardView): Child[] {
  const bySection = board.sections.flatMap(({ name, requirement }) => {
    const missing = requirement?.missingYes ?? 0
    if (requirement === null || missing === 0) return []
    const values = { section: t.text(name), missing, unheard: requirement.tally.unheard }
    return [{ missing, sentence: t.rich('board.missing.section', values) }]
  })
  const sentences = bySection.map(({ sentence }) => sentence)
  const fromSections = bySection.reduce((sum, { missing }) => sum + missing, 0)
  const whole = board.requirements.find(({ missingYes }) => (missingYes ?? 0) > 0)
  if (whole === undefined || whole.missingYes === null) return sentences
  if (fromSections === 0) {
    const values = { missing: whole.missingYes, unheard: whole.tally.unheard }
    return [t.rich('board.missing.whole', values)]
  }
  if (whole.missingYes > fromSections)
    return [...sentences, t.rich('board.missing.besides', { missing: whole.missingYes - fromSections })]
  return sentences.length === 1 ? sentences : [...sentences, t('board.missing.none')]
}

const Carried: FC<AnswerProps> = ({ t, board }) => (
  <p>
    {t.rich('board.carried', {
      yes: yesOf(board),
      entitled: board.entitled,
      conditions: t.list(conditionsOf(t, board)),
    })}{' '}
    {board.heard === board.entitled || board.closed !== null ? null : t('board.final')}
  </p>
)

const Failed: FC<AnswerProps> = ({ t, board }) => {
  const sections = board.sections.flatMap(({ name, requirement }) =>
    requirement === null ? [] : [{ name: t.text(name), requirement }],
  )
  const wholes = board.requirements.map((requirement) => ({ name: null, requirement }))
  const failed = [...wholes, ...sections].filter(({ requirement }) => requirement.outcome === 'failed')
  return (
    <>
      {failed.map(({ name, requirement }) => (
        <p>
          {failedSentence(t, name, requirement)}{' '}
          {board.closed === null ? t('board.failed.final', { unheard: requirement.tally.unheard }) : null}
        </p>
      ))}
    </>
  )
}

function failedSentence(t: Translator, section: string | null, requirement: RequirementState): Child {
  const figures = { yes: requirement.tally.yes, needed: neededYesOf(requirement) }
  return section === null
    ? t.rich('board.failed.whole', figures)
    : t.rich('board.failed.section', { ...figures, section })
}
