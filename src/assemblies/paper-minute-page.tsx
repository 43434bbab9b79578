/**
 * An evening's paper minute, entered whole: when and where, who was there, and each item with what was counted. Nothing is
 * written until all of it can be; what was typed stays, and what is wrong is told of the item it is in.
 */
import type { FC } from 'hono/jsx'
import type { DecisionRule } from '../bodies/entries.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame } from '../web/components/body-frame.tsx'
import {
  type Choice,
  type InputProps,
  FormToken,
  Input,
  Problems,
  Select,
  Submit,
  TextArea,
  Tick,
} from '../web/components/form.tsx'
import { firstUpper } from '../web/languages/plain-text.ts'
import { type NamedRefusal, refusalText } from '../web/languages/refusal-text.ts'
import type { MessageKey } from '../web/languages/catalogue.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { AttendanceList, type OpeningView } from './session-opening.tsx'
import type { Place } from './views.ts'
import { ruleName, ruleText } from './vote-words.ts'

/** A motion that an item may be on; of another body: of which. */
export interface Subject {
  readonly motion: Place
  readonly title: LocalizedText
  readonly federation: LocalizedText | null
}

export interface PaperMinuteView extends OpeningView {
  /** Rules of the charter by which the body itself decides, but those that ask each section. */
  readonly rules: readonly { readonly id: string; readonly facts: DecisionRule }[]
  /** Whether a rule was left out, because it asks each section. */
  readonly asksSections: boolean
  readonly motions: readonly Subject[]
  readonly referrals: readonly Subject[]
  /** On what delegates can be told how to vote. */
  readonly mandates: readonly Subject[]
}

export interface PaperMinuteProps {
  readonly page: PageContext
  readonly view: PaperMinuteView
  /** What was typed. */
  readonly values: Readonly<Record<string, string>>
  /** How many items fit. */
  readonly rows: number
  readonly problem: NamedRefusal | null
  /** The field it is in; null: none of its own. */
  readonly wrong: string | null
}

export const PaperMinutePage: FC<PaperMinuteProps> = (props) => {
  const { page, view, rows, problem, wrong } = props
  const { t } = page
  const path = paths.paperMinutePath(view.body.book)
  return (
    <BodyFrame page={page} body={view.body} title={t('minute.title')} done={null} problem={null}>
      <p class="lead">{t('minute.lead')}</p>
      <Problems
        title={t('minute.failed')}
        problems={problem === null ? [] : [{ field: wrong, text: refusalText(t, problem) }]}
      />
      <form method="post" action={path} novalidate>
        <FormToken page={page} />
        <input type="hidden" name="rows" value={String(rows)} />
        <Evening {...props} />
        <h2>{t('minute.items')}</h2>
        <p class="hint wide">{t('minute.items.hint')}</p>
        {view.asksSections ? <p class="hint wide">{t('minute.sections')}</p> : null}
        {Array.from({ length: rows }, (_, index) => (
          <Item {...props} row={index + 1} />
        ))}
        <p>
          <button class="btn" type="submit" name="more" value="yes" formaction={`${path}#item-${rows + 1}`}>
            {t('minute.more')}
          </button>
        </p>
        <Answer tone="open">
          <p>
            <strong>{t('decide.final.title')}</strong>
          </p>
          <p id="m-final">{t('minute.final')}</p>
        </Answer>
        <Tick
          name="confirm"
          label={t('decide.confirm')}
          problem={problemOf(props, 'confirm')}
          value="yes"
          checked={props.values['confirm'] === 'yes'}
        />
        <Submit sign="decide" main means="final">
          {t('decide.submit')}
        </Submit>
      </form>
      <Actions>
        <ActionLink path={paths.sessionsPath(view.body.book)} sign="back">
          {t('decide.cancel')}
        </ActionLink>
      </Actions>
    </BodyFrame>
  )
}

/** The problem in words, beside the field it is in. */
const problemOf = ({ page: { t }, problem, wrong }: PaperMinuteProps, name: string): string | null =>
  problem === null || wrong !== name ? null : refusalText(t, problem)

const Field: FC<{
  props: PaperMinuteProps
  name: string
  type: InputProps['type']
  label: MessageKey
  hint?: MessageKey
  initial?: string
  min?: number
  maxlength?: number
}> = ({ props, name, label, hint, initial = '', ...input }) => (
  <Input
    {...input}
    name={name}
    label={props.page.t(label)}
    {...(hint === undefined ? {} : { hint: props.page.t(hint) })}
    problem={problemOf(props, name)}
    value={props.values[name] ?? initial}
  />
)

const Evening: FC<PaperMinuteProps> = (props) => {
  const { page, view, values } = props
  const ticked = Object.keys(values).filter((name) => name.startsWith('p-'))
  return (
    <fieldset>
      <legend>{page.t('decide.when')}</legend>
      <Field props={props} name="date" type="date" label="decide.date" hint="decide.date.hint" />
      <Field props={props} name="place" type="text" label="decide.place" maxlength={200} />
      <Field
        props={props}
        name="entitled"
        type="number"
        label="session.entitled"
        hint="session.entitled.hint"
        initial={view.entitled === null ? '' : String(view.entitled)}
        min={1}
      />
      <Field
        props={props}
        name="present"
        type="number"
        label="decide.present"
        hint="minute.present.hint"
        min={0}
      />
      <Field
        props={props}
        name="attesters"
        type="number"
        label="decide.attesters"
        hint="decide.attesters.hint"
        min={0}
      />
      <AttendanceList page={page} view={view} ticked={ticked.map((name) => name.slice('p-'.length))} />
    </fieldset>
  )
}

type ItemProps = PaperMinuteProps & { row: number }

const Item: FC<ItemProps> = (props) => {
  const { page, view, values, row } = props
  const { t } = page
  return (
    <fieldset class="card" id={`item-${row}`}>
      <legend>{t('minute.item', { number: row })}</legend>
      <Select
        name={`on-${row}`}
        label={t('minute.on')}
        problem={problemOf(props, `on-${row}`)}
        value={values[`on-${row}`] ?? 'put'}
        choices={subjectsOf(t, view)}
      />
      <Field
        props={props}
        name={`title-${row}`}
        type="text"
        label="minute.put.title"
        hint="minute.put.title.hint"
        maxlength={300}
      />
      <Select
        name={`rule-${row}`}
        label={t('minute.rule')}
        problem={problemOf(props, `rule-${row}`)}
        value={values[`rule-${row}`] ?? view.rules[0]?.id ?? ''}
        choices={rulesOf(t, view)}
      />
      <div class="hands">
        {(['yes', 'no', 'abstain'] as const).map((name) => (
          <Field props={props} name={`${name}-${row}`} type="number" label={`vote.${name}`} min={0} />
        ))}
      </div>
      <Uncounted {...props} />
      <Rest {...props} />
    </fieldset>
  )
}

/** What rules that count no hands ask; nothing where the charter has none. */
const Uncounted: FC<ItemProps> = (props) => {
  const { page, view, values, row } = props
  const { t } = page
  const forms = new Set(view.rules.map(({ facts }) => facts.form ?? 'counted'))
  return (
    <>
      {forms.has('agreed') || forms.has('acclamation') ? (
        <Select
          name={`said-${row}`}
          label={t('minute.said')}
          problem={problemOf(props, `said-${row}`)}
          value={values[`said-${row}`] ?? ''}
          choices={[
            { value: '', label: t('minute.said.counted') },
            ...(['yes', 'no', 'abstain'] as const).map((value) => ({
              value,
              label: t(`vote.said.${value}`),
            })),
          ]}
        />
      ) : null}
      {forms.has('consent') ? (
        <Field
          props={props}
          name={`objections-${row}`}
          type="number"
          label="vote.objections.label"
          hint="vote.objections.hint"
          min={0}
        />
      ) : null}
    </>
  )
}

/** A longer text, votes on paper and those that do not count: folded away until somebody says some. */
const Rest: FC<ItemProps> = (props) => {
  const { page, values, row } = props
  const { t } = page
  const said = (name: string): string => values[`${name}-${row}`] ?? ''
  const form = said('form') || 'raised-hands'
  return (
    <details open={form !== 'raised-hands' || said('invalid') !== '' || said('text') !== ''}>
      <summary>{t('minute.rest')}</summary>
      <TextArea
        name={`text-${row}`}
        label={t('minute.put.text')}
        problem={problemOf(props, `text-${row}`)}
        value={said('text')}
      />
      <Select
        name={`form-${row}`}
        label={t('vote.how')}
        problem={problemOf(props, `form-${row}`)}
        value={form}
        choices={(['raised-hands', 'ballots'] as const).map((value) => ({
          value,
          label: t(`vote.form.${value}`),
        }))}
      />
      <Field props={props} name={`invalid-${row}`} type="number" label="vote.invalid" min={0} />
    </details>
  )
}

/** `motion:<book>/<seq>`, `tells:<book>/<seq>`; `put`: what was put that evening. */
function subjectsOf(t: Translator, { motions, referrals, mandates }: PaperMinuteView): Choice[] {
  const choices = (kind: 'own' | 'referral' | 'mandate', subjects: readonly Subject[]): Choice[] =>
    subjects.map(({ motion, title, federation }) => ({
      value: `${kind === 'mandate' ? 'tells' : 'motion'}:${motion.book}/${motion.seq}`,
      label: t(`minute.on.${kind}`, {
        title: t.text(title),
        federation: federation === null ? '' : t.text(federation),
      }),
    }))
  return [
    { value: 'put', label: t('minute.on.put') },
    ...choices('own', motions),
    ...choices('referral', referrals),
    ...choices('mandate', mandates),
  ]
}

const rulesOf = (t: Translator, { rules }: PaperMinuteView): Choice[] => [
  ...rules.map(({ id, facts }) => ({
    value: id,
    label: `${firstUpper(ruleName(t, id))}: ${ruleText(t, facts)}`,
  })),
  { value: '', label: t('minute.rule.none') },
]
