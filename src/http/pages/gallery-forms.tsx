/** Forms of the gallery: each kind of field in each state. None of them is in a form: there is nothing to send. */
import type { FC } from 'hono/jsx'
import {
  type InputProps,
  Form,
  Input,
  Means,
  PassphraseAgain,
  PositionChoice,
  Problems,
  Select,
  Submit,
  TextArea,
  Tick,
} from '../../web/components/form.tsx'
import type { Translator } from '../../web/languages/translator.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'
import { GallerySection, type GalleryPart, Sample } from './gallery-sample.tsx'
import { sampleMotion } from './gallery-samples.ts'

const states = ['empty', 'filled', 'hint', 'problem'] as const
type State = (typeof states)[number]
type Kind = 'select' | 'text-area' | 'tick' | 'position' | InputProps['type']

/** What a field is given in a state; its name is its own on the page. */
function fieldIn(t: Translator, kind: Kind, state: State) {
  return {
    name: `${kind}-${state}`,
    label: `${t(`gallery.input.${kind}`)}: ${t(`gallery.state.${state}`)}`,
    problem: state === 'problem' ? t('gallery.input.problem') : null,
    ...(state === 'hint' ? { hint: t('gallery.input.hint') } : {}),
  }
}

/** What stands in a field that is filled; what is secret, or a file, is never sent back to stand there. */
const filled: Readonly<Record<InputProps['type'], string | null>> = {
  text: sampleMotion.es,
  number: '38',
  date: '2026-03-01',
  file: null,
  password: null,
}

export const Forms: FC<{ page: PageContext }> = ({ page }) => {
  const { t } = page
  return (
    <GallerySection t={t} id="forms">
      <Sample t={t} of={['Input']} says="gallery.of.input">
        <div class="cards">
          {(['text', 'number', 'date', 'file', 'password'] as const).map((type) => (
            <div class="card">
              <Inputs t={t} type={type} />
            </div>
          ))}
        </div>
      </Sample>
      <OtherFields t={t} />
      <Choices t={t} />
      <WholeForm page={page} />
    </GallerySection>
  )
}

const Inputs: FC<{ t: Translator; type: InputProps['type'] }> = ({ t, type }) => (
  <>
    {states
      .filter((state) => state !== 'filled' || filled[type] !== null)
      .map((state) => (
        <Input
          {...fieldIn(t, type, state)}
          type={type}
          value={state === 'filled' ? (filled[type] ?? '') : ''}
          {...(type === 'number' ? { min: 0 } : {})}
        />
      ))}
  </>
)

const OtherFields: GalleryPart = ({ t }) => {
  const choices = (['yes', 'no', 'abstain'] as const).map((value) => ({
    value,
    label: t.word('position', value),
  }))
  return (
    <>
      <Sample t={t} of={['Select']} says="gallery.of.select">
        <div class="cards">
          {states.map((state) => (
            <Select
              {...fieldIn(t, 'select', state)}
              choices={state === 'empty' ? [] : choices}
              value={state === 'filled' ? 'abstain' : ''}
            />
          ))}
        </div>
      </Sample>
      <Sample t={t} of={['TextArea']} says="gallery.of.text-area">
        <div class="cards">
          {states.map((state) => (
            <TextArea {...fieldIn(t, 'text-area', state)} value={state === 'filled' ? sampleMotion.es : ''} />
          ))}
        </div>
      </Sample>
    </>
  )
}

const Choices: GalleryPart = ({ t }) => (
  <>
    <Sample t={t} of={['Tick']} says="gallery.of.tick">
      {(['empty', 'filled', 'problem'] as const).map((state) => (
        <Tick {...fieldIn(t, 'tick', state)} value="yes" checked={state === 'filled'} />
      ))}
      <Tick
        name="tick-optional"
        label={`${t('gallery.input.tick')}: ${t('gallery.state.optional')}`}
        problem={null}
        value="yes"
        checked={false}
        isOptional
      />
    </Sample>
    <Sample t={t} of={['PositionChoice']} says="gallery.of.position-choice">
      {states.map((state) => (
        <PositionChoice
          {...fieldIn(t, 'position', state)}
          labelOf={(option) => t.word('position', option)}
          {...(state === 'filled' ? { value: 'yes' } : {})}
        />
      ))}
    </Sample>
    <Sample t={t} of={['Submit', 'Means']} says="gallery.of.submit">
      <Means id="sample">{t('means.open')}</Means>
      <p class="row">
        <Submit sign="sessions" main means="sample">
          {t('session.open.do')}
        </Submit>
        <Submit sign="write">{t('correction.save')}</Submit>
      </p>
    </Sample>
  </>
)

const WholeForm: FC<{ page: PageContext }> = ({ page }) => {
  const { t } = page
  return (
    <>
      <Sample t={t} of={['Problems']} says="gallery.of.problems">
        <Problems
          title={t('signin.failed')}
          problems={[
            { field: 'text-problem', text: t('gallery.input.problem') },
            { field: 'date-problem', text: t('gallery.input.problem') },
            { field: null, text: t('refusal.form-expired') },
          ]}
        />
      </Sample>
      <Sample t={t} of={['Form', 'PassphraseAgain']} says="gallery.of.form">
        <Form page={{ ...page, formToken: null, typed: null }} action={paths.homePath}>
          <PassphraseAgain t={t} name="again" />
          <Submit sign="lock" main>
            {t('who.lock')}
          </Submit>
        </Form>
      </Sample>
    </>
  )
}
