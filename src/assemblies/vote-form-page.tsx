/**
 * How a motion is decided in the open session: first by which rule of the charter, then what was counted or said, as that
 * rule's form has it; and, before the one button, what pressing it means.
 */
import type { Child, FC } from 'hono/jsx'
import type { DecisionRule } from '../bodies/entries.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { FormToken, Input, PositionChoice, Select, Submit, Tick } from '../web/components/form.tsx'
import type { SignName } from '../web/components/sign.tsx'
import { Words } from '../web/components/words.tsx'
import { firstUpper } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { MessageKey } from '../web/languages/catalogue.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { BallotCount } from './ballots.ts'
import type { Evening } from './evening.ts'
import { EveningSteps } from './evening-steps.tsx'
import type { Place, SessionView } from './views.ts'
import { PlaceFields, type SectionChoice } from './vote-places.tsx'
import { ruleName, ruleText } from './vote-words.ts'

export interface VoteFormView {
  readonly body: FramedBody
  readonly session: SessionView
  readonly evening: Evening | null
  readonly subject: { readonly motion: Place; readonly title: LocalizedText; readonly text: LocalizedText }
  /** Rules of the charter by which the body itself decides. */
  readonly rules: readonly { readonly id: string; readonly facts: DecisionRule }[]
  /** The one chosen; null: not yet. */
  readonly rule: { readonly id: string; readonly facts: DecisionRule } | null
  /** Sections of the charter that the rule asks, one by one; none where it asks the whole only. */
  readonly sections: readonly SectionChoice[]
  /** Ballots cast with people's own keys, sealed ones too; null: none. */
  readonly ballots: BallotCount | null
}

export interface VoteFormPageProps {
  readonly page: PageContext
  readonly view: VoteFormView
  /** What was typed. */
  readonly values: Readonly<Record<string, string>>
  readonly problem: NamedRefusal | null
}

export const VoteFormPage: FC<VoteFormPageProps> = (props) => {
  const { page, view, problem } = props
  const { t } = page
  return (
    <BodyFrame page={page} body={view.body} title={t('vote.title')} done={null} problem={problem}>
      {view.evening === null ? null : <EveningSteps page={page} evening={view.evening} here="decisions" />}
      <h2>
        <Words t={t} of={view.subject.title} />
      </h2>
      <p class="prose">
        <Words t={t} of={view.subject.text} />
      </p>
      {view.rule === null ? <Rules {...props} /> : <Form {...props} />}
      <Actions>
        <ActionLink path={paths.sessionPath({ book: view.body.book, seq: view.session.seq })} sign="back">
          {t('decide.cancel')}
        </ActionLink>
      </Actions>
    </BodyFrame>
  )
}

const Rules: FC<VoteFormPageProps> = ({ page: { t }, view }) => (
  <>
    <p class="lead">{t('vote.rules')}</p>
    <ul class="cards">
      {view.rules.map(({ id, facts }) => (
        <li class="card">
          <h3>{firstUpper(ruleName(t, id))}</h3>
          <p class="k">{ruleText(t, facts)}</p>
          <Actions>
            <ActionLink
              main
              path={paths.votePath({ book: view.body.book, seq: view.session.seq }, view.subject.motion, id)}
              sign={(facts.form ?? 'counted') === 'counted' ? 'decide' : 'sessions'}
            >
              {t('vote.by', { rule: ruleName(t, id) })}
            </ActionLink>
          </Actions>
        </li>
      ))}
    </ul>
  </>
)

const Form: FC<VoteFormPageProps> = (props) => {
  const { page, view, values } = props
  const { t } = page
  const { rule, session, subject } = view
  if (rule === null) return null
  return (
    <form
      method="post"
      action={paths.votePath({ book: view.body.book, seq: session.seq }, subject.motion, rule.id)}
      novalidate
    >
      <FormToken page={page} />
      <input type="hidden" name="motion" value={`${subject.motion.book}/${subject.motion.seq}`} />
      <input type="hidden" name="rule" value={rule.id} />
      <p class="lead">
        <b>{firstUpper(ruleName(t, rule.id))}</b>: {ruleText(t, rule.facts)}.
      </p>
      <Count
        props={props}
        name="present"
        label="decide.present"
        hint="decide.present.hint"
        sign="attendance"
        initial={session.present}
      />
      <Fields {...props} />
      <Count props={props} name="attesters" label="decide.attesters" hint="decide.attesters.hint" />
      <Answer tone="open">
        <p>
          <strong>{t('decide.final.title')}</strong>
        </p>
        <p id="m-final">{t('vote.final')}</p>
      </Answer>
      <Tick
        name="confirm"
        label={t('decide.confirm')}
        problem={null}
        value="yes"
        checked={values['confirm'] === 'yes'}
      />
      <Submit sign="decide" main means="final">
        {t('decide.submit')}
      </Submit>
    </form>
  )
}

const Count: FC<{
  props: VoteFormPageProps
  name: string
  label: MessageKey
  hint?: MessageKey
  sign?: SignName
  initial?: number | null
}> = ({ props: { page, values }, name, label, hint, sign, initial }) => (
  <Input
    name={name}
    type="number"
    label={page.t(label)}
    sign={sign}
    {...(hint === undefined ? {} : { hint: page.t(hint) })}
    problem={null}
    value={values[name] ?? (initial === undefined || initial === null ? '' : String(initial))}
    min={0}
  />
)

/** What the rule's form counts or asks. */
const Fields: FC<VoteFormPageProps> = (props): Child => {
  const { page, view, values } = props
  const { t } = page
  const form = view.rule?.facts.form ?? 'counted'
  if (form === 'consent')
    return <Count props={props} name="objections" label="vote.objections.label" hint="vote.objections.hint" />
  if (form !== 'counted')
    return (
      <PositionChoice
        name="said"
        label={t('vote.said')}
        problem={null}
        value={values['said'] ?? ''}
        labelOf={(option) => t(`vote.said.${option}`)}
      />
    )
  const { ballots } = view
  return (
    <>
      <Select
        name="form"
        label={t('vote.how')}
        problem={null}
        value={values['form'] ?? (ballots === null ? 'raised-hands' : 'ballots')}
        choices={(['raised-hands', 'ballots'] as const).map((value) => ({
          value,
          label: t(`vote.form.${value}`),
        }))}
      />
      {ballots === null ? null : (
        <p class="hint wide">{t('vote.ballots.form', { hands: t('tally.hands', { ...ballots }) })}</p>
      )}
      <div class="hands">
        <Count props={props} name="yes" label="vote.yes" sign="yes" initial={ballots?.yes ?? null} />
        <Count props={props} name="no" label="vote.no" sign="no" initial={ballots?.no ?? null} />
        <Count
          props={props}
          name="abstain"
          label="vote.abstain"
          sign="abstain"
          initial={ballots?.abstain ?? null}
        />
        <Count props={props} name="invalid" label="vote.invalid" />
      </div>
      <PlaceFields t={t} rule={view.rule?.facts ?? {}} sections={view.sections} values={values} />
    </>
  )
}
