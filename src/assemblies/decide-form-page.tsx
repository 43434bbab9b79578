/**
 * The form by which a body's operator records what its assembly decided: the session, the hands, and, before the one
 * button, what pressing it means. Sent to POST /motions/:book/:seq/decide.
 */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import { Crumbs } from '../web/components/blocks.tsx'
import { Sign, type SignName } from '../web/components/sign.tsx'
import {
  type Choice,
  type FieldProps,
  FormToken,
  Input,
  Problems,
  Select,
  Submit,
  Tick,
} from '../web/components/form.tsx'
import { Words } from '../web/components/words.tsx'
import { refusalText } from '../web/languages/refusal-text.ts'
import type { MessageKey } from '../web/languages/catalogue.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'

/** Names of the form's fields, as they are sent. `confirm` is `yes` when ticked; `date` is `YYYY-MM-DD`. */
export const decideFields = [
  'body',
  'date',
  'place',
  'present',
  'yes',
  'no',
  'abstain',
  'attesters',
  'confirm',
] as const
export type DecideField = (typeof decideFields)[number]

/** What was typed, as it was typed. */
export type DecideValues = Readonly<Partial<Record<DecideField, string>>>

export interface DecideError {
  /** null: it belongs to no single field. */
  readonly field: DecideField | null
  readonly type: string
  readonly figures?: Readonly<Record<string, unknown>>
}

export interface DecideFormPageProps {
  readonly page: PageContext
  readonly motion: {
    readonly book: string
    readonly seq: number
    readonly title: LocalizedText
    readonly demonstration: boolean
  }
  /** Bodies whose pen is here and that have not decided. */
  readonly bodies: readonly { readonly body: string; readonly name: LocalizedText }[]
  readonly values: DecideValues
  readonly errors: readonly DecideError[]
}

export const DecideFormPage: FC<DecideFormPageProps> = (props) => {
  const { page, motion, bodies, errors } = props
  const { t } = page
  const title = errors.length === 0 ? t('decide.title') : t('form.problems', { count: errors.length })
  return (
    <Layout page={page} title={title} current="federations" demonstration={motion.demonstration}>
      <Crumbs
        page={page}
        crumbs={[
          { label: <Words t={t} of={motion.title} />, path: paths.motionPath(motion) },
          { label: t('decide.title'), path: null },
        ]}
      />
      <h1>{t('decide.title')}</h1>
      <p class="lead">{t('decide.lead')}</p>
      <p class="lead">
        <b>
          <Words t={t} of={motion.title} />
        </b>
      </p>
      {bodies.length === 0 ? <Nobody page={page} motion={motion} /> : <Form {...props} />}
    </Layout>
  )
}

const Nobody: FC<Pick<DecideFormPageProps, 'page' | 'motion'>> = ({ page, motion }) => (
  <>
    <p>{page.t('decide.none')}</p>
    <a class="btn" href={paths.motionPath(motion)}>
      <Sign of="back" />
      {page.t('act.back')}
    </a>
  </>
)

/** Not checked by the browser: it would speak its own language, and of one field at a time. */
const Form: FC<DecideFormPageProps> = (props) => {
  const { page, motion, errors } = props
  const { t } = page
  return (
    <form method="post" action={paths.decidePath(motion)} novalidate>
      <FormToken page={page} />
      <Problems
        title={t('form.problems', { count: errors.length })}
        problems={errors.map((error) => ({ field: error.field, text: problemText(t, error) }))}
      />
      <SessionFields {...props} />
      <HandFields {...props} />
      <Consequence {...props} />
    </form>
  )
}

const problemText = (t: Translator, { field, type, figures }: DecideError): string =>
  refusalText(t, { ...(field === null ? {} : { field }), ...figures, type })

/** Label, hint and problem of a field. */
function fieldOf(
  { page, errors }: DecideFormPageProps,
  name: DecideField,
  label: MessageKey,
  hint?: MessageKey,
): FieldProps {
  const { t } = page
  const error = errors.find(({ field }) => field === name)
  const hinted = hint === undefined ? {} : { hint: t(hint) }
  return { name, label: t(label), ...hinted, problem: error === undefined ? null : problemText(t, error) }
}

/** By name, as the reader's language sorts. Where there are several, none is chosen beforehand: a position in the wrong book would stay there for good. */
function choicesOf({ page: { t }, bodies }: DecideFormPageProps): readonly Choice[] {
  const choices = bodies
    .map(({ body, name }) => ({ value: body, label: t.text(name) }))
    .toSorted((a, b) => t.compare(a.label, b.label))
  return choices.length === 1 ? choices : [{ value: '', label: t('decide.body.choose') }, ...choices]
}

const SessionFields: FC<DecideFormPageProps> = (props) => {
  const { page, values } = props
  const { t } = page
  return (
    <fieldset>
      <legend>{t('decide.when')}</legend>
      <Select
        {...fieldOf(props, 'body', 'decide.body', 'decide.body.hint')}
        value={values.body ?? ''}
        choices={choicesOf(props)}
      />
      <Input
        {...fieldOf(props, 'date', 'decide.date', 'decide.date.hint')}
        type="date"
        value={values.date ?? ''}
        required
      />
      <Input
        {...fieldOf(props, 'place', 'decide.place', 'decide.place.hint')}
        type="text"
        value={values.place ?? ''}
        maxlength={200}
      />
    </fieldset>
  )
}

const HandFields: FC<DecideFormPageProps> = (props) => {
  const { page } = props
  const { t } = page
  return (
    <fieldset>
      <legend>{t('decide.hands')}</legend>
      <Count
        props={props}
        name="present"
        label="decide.present"
        hint="decide.present.hint"
        sign="attendance"
        min={1}
      />
      <p class="hint wide">{t('decide.help')}</p>
      <div class="hands">
        <Count props={props} name="yes" label="decide.yes" sign="yes" />
        <Count props={props} name="no" label="decide.no" sign="no" />
        <Count props={props} name="abstain" label="decide.abstain" sign="abstain" />
      </div>
      <Count props={props} name="attesters" label="decide.attesters" hint="decide.attesters.hint" />
    </fieldset>
  )
}

interface CountProps {
  readonly props: DecideFormPageProps
  readonly name: DecideField
  readonly label: MessageKey
  readonly hint?: MessageKey
  readonly sign?: SignName
  readonly min?: number
}

const Count: FC<CountProps> = ({ props, name, label, hint, sign, min = 0 }) => (
  <Input
    {...fieldOf(props, name, label, hint)}
    sign={sign}
    type="number"
    value={props.values[name] ?? ''}
    required
    min={min}
  />
)

/** The consequence, named before it happens. */
const Consequence: FC<DecideFormPageProps> = (props) => {
  const { page, motion, values } = props
  const { t } = page
  return (
    <>
      <div class="answer open">
        <p>
          <strong>{t('decide.final.title')}</strong>
        </p>
        <p id="m-final">{t('decide.final')}</p>
      </div>
      <Tick {...fieldOf(props, 'confirm', 'decide.confirm')} value="yes" checked={values.confirm === 'yes'} />
      <div class="acts">
        <Submit sign="decide" main means="final">
          {t('decide.submit')}
        </Submit>
        <a class="btn" href={paths.motionPath(motion)}>
          <Sign of="back" />
          {t('decide.cancel')}
        </a>
      </div>
    </>
  )
}
