/** The forms by which a body puts on record its standing, objections of states, opinions and their answers. */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import type { FramedBody } from '../web/components/body-frame.tsx'
import { type Choice, Form, Input, Means, Select, Submit, TextArea } from '../web/components/form.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { FederationFrame } from './federation-frame.tsx'
import { RecordList } from './record-section.tsx'
import type { RecordLine } from './views.ts'

export interface RecordPageProps {
  readonly page: PageContext
  readonly federation: FramedBody & { readonly countries: readonly string[] }
  readonly record: readonly RecordLine[]
  readonly motions: readonly {
    readonly seq: number
    readonly title: LocalizedText
    readonly isCarried: boolean
  }[]
  readonly mayWrite: boolean
  readonly isDone: boolean
  readonly problem: NamedRefusal | null
}

export const RecordPage: FC<RecordPageProps> = (props) => {
  const { page, federation, record, mayWrite, isDone, problem } = props
  const { t } = page
  return (
    <FederationFrame
      page={page}
      federation={federation}
      title={t('record.title')}
      done={isDone ? t('record.done') : null}
      problem={problem}
    >
      <RecordList t={t} record={record} />
      {mayWrite ? (
        <section>
          <h2>{t('record.do')}</h2>
          <div class="cards">
            <StandingForm {...props} />
            <ObjectionForm {...props} />
            <OpinionForm {...props} />
            <AnswerForm {...props} />
          </div>
        </section>
      ) : null}
    </FederationFrame>
  )
}

type Form = FC<RecordPageProps>

const actionOf = ({ federation }: RecordPageProps, kind: string): string =>
  `${paths.recordPath(federation.book)}/${kind}`

/** Text, source and the button; `id` keeps the fields of the forms apart. */
const Rest: FC<{ page: PageContext; id: string; hasSource?: boolean }> = ({ page: { t }, id, hasSource }) => (
  <>
    <TextArea name={`text-${id}`} label={t('record.text')} problem={null} required />
    {hasSource === false ? null : (
      <Input
        name={`source-${id}`}
        type="text"
        label={t('record.source')}
        hint={t('record.source.hint')}
        problem={null}
        maxlength={1000}
      />
    )}
    <Means id={id}>{t('means.written')}</Means>
    <Submit sign="write" means={id}>
      {t('record.do')}
    </Submit>
  </>
)

const Who: FC<{ id: string; label: string }> = ({ id, label }) => (
  <Input name={`who-${id}`} type="text" label={label} problem={null} maxlength={200} required />
)

const StandingForm: Form = (props) => {
  const { page } = props
  const { t } = page
  return (
    <Form page={page} action={actionOf(props, 'standing')}>
      <h3>{t('record.new.standing')}</h3>
      <Select
        name="what"
        label={t('record.what')}
        problem={null}
        choices={(['legal-standing', 'fiscal-agent'] as const).map((what) => ({
          value: what,
          label: t(`record.${what}`),
        }))}
      />
      <Who id="standing" label={t('record.who')} />
      <Rest page={page} id="standing" />
    </Form>
  )
}

const motionChoices = ({ page: { t }, motions }: RecordPageProps, isCarriedOnly: boolean): Choice[] =>
  motions
    .filter(({ isCarried }) => isCarried || !isCarriedOnly)
    .map(({ seq, title }) => ({ value: String(seq), label: `${seq} · ${t.text(title)}` }))

const ObjectionForm: Form = (props) => {
  const { page, federation } = props
  const { t } = page
  return (
    <Form page={page} action={actionOf(props, 'objection')}>
      <h3>{t('record.new.objection')}</h3>
      <Select
        name="country"
        label={t('record.country')}
        problem={null}
        choices={federation.countries.map((code) => ({ value: code, label: t.country(code) }))}
      />
      <Who id="objection" label={t('record.who')} />
      <Select
        name="motion-objection"
        label={t('record.motion')}
        problem={null}
        choices={[{ value: '', label: t('record.motion.none') }, ...motionChoices(props, false)]}
      />
      <Rest page={page} id="objection" />
    </Form>
  )
}

const OpinionForm: Form = (props) => {
  const { page } = props
  const { t } = page
  const choices = motionChoices(props, true)
  return choices.length === 0 ? null : (
    <Form page={page} action={actionOf(props, 'opinion')}>
      <h3>{t('record.new.opinion')}</h3>
      <Who id="opinion" label={t('record.to')} />
      <Select
        name="motion-opinion"
        label={t('record.motion')}
        hint={t('record.motion.carried')}
        problem={null}
        choices={choices}
      />
      <Rest page={page} id="opinion" hasSource={false} />
    </Form>
  )
}

const AnswerForm: Form = (props) => {
  const { page, record } = props
  const { t } = page
  const opinions = record.filter(({ what }) => what === 'opinion')
  return opinions.length === 0 ? null : (
    <Form page={page} action={actionOf(props, 'answer')}>
      <h3>{t('record.new.answer')}</h3>
      <Select
        name="opinion"
        label={t('record.opinion.which')}
        problem={null}
        choices={opinions.map(({ who, at, proof }) => ({
          value: `${proof.book}/${proof.seq}`,
          label: `${isolatedText(who)} · ${t.date(at)}`,
        }))}
      />
      <Who id="answer" label={t('record.by')} />
      <Rest page={page} id="answer" />
    </Form>
  )
}
