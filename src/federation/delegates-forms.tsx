/** The forms by which a body sends delegates, tells them how to vote, and recalls them. */
import type { FC } from 'hono/jsx'
import { Form, Input, Means, Select, Submit, TextArea } from '../web/components/form.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { DelegatesView } from './views.ts'

interface Props {
  readonly page: PageContext
  readonly view: Pick<DelegatesView, 'body'>
  readonly federation: DelegatesView['federations'][number]
  readonly persons: readonly { readonly person: string; readonly name: string }[]
  readonly nameOf: (person: string) => string
}

export const DelegateForms: FC<Props> = (props) => (
  <div class="cards">
    <Send {...props} />
    <Tell {...props} />
    <Recall {...props} />
  </div>
)

type Part = FC<Props>

/** Forms for several federations stand on one page: their fields are kept apart. */
const idOf = (kind: string, { federation }: Props): string => `${kind}-${federation.federation.slice(0, 6)}`

const hiddenOf = ({ federation }: Props) => ({ federation: federation.federation })

const Send: Part = (props) => {
  const { page, view, persons } = props
  const { t } = page
  return persons.length === 0 ? null : (
    <Form page={page} action={`${paths.delegatesPath(view.body)}/send`} hidden={hiddenOf(props)}>
      <h3>{t('delegates.send')}</h3>
      <Select
        name={idOf('person', props)}
        label={t('delegates.person')}
        problem={null}
        choices={persons.map(({ person, name }) => ({ value: person, label: name }))}
      />
      <Select
        name={idOf('mandate', props)}
        label={t('delegates.mandate')}
        problem={null}
        choices={(['bound', 'free'] as const).map((kind) => ({ value: kind, label: t(`delegates.${kind}`) }))}
      />
      <Means id={idOf('send', props)}>{t('means.delegate.send')}</Means>
      <Submit sign="person" means={idOf('send', props)}>
        {t('delegates.send.do')}
      </Submit>
    </Form>
  )
}

/** Hands of an assembly, as the form of a position asks for them. */
const Hands: FC<Props & { kind: string; isOptional?: boolean }> = (props) => {
  const { page, kind, isOptional } = props
  const { t } = page
  const fields = [
    ['present', t('decide.present')],
    ['yes', t('decide.yes')],
    ['no', t('decide.no')],
    ['abstain', t('decide.abstain')],
    ['attesters', t('decide.attesters')],
  ] as const
  return (
    <fieldset>
      <legend>{t('delegates.hands')}</legend>
      {isOptional === true ? <p class="hint wide">{t('delegates.hands.hint')}</p> : null}
      <div class="hands">
        {fields.map(([name, label]) => (
          <Input
            name={`${name}-${idOf(kind, props)}`}
            type="number"
            label={label}
            problem={null}
            min={0}
            required={isOptional !== true && name !== 'attesters' && name !== 'abstain'}
          />
        ))}
      </div>
    </fieldset>
  )
}

const Tell: Part = (props) => {
  const { page, view, federation } = props
  const { t } = page
  const isNeeded =
    federation.open.length > 0 && federation.delegates.some(({ recalled }) => recalled === null)
  return !isNeeded ? null : (
    <Form page={page} action={`${paths.delegatesPath(view.body)}/bind`} hidden={hiddenOf(props)}>
      <h3>{t('delegates.tell')}</h3>
      <p class="k">{t('delegates.tell.explain')}</p>
      <Select
        name={idOf('motion', props)}
        label={t('delegates.col.motion')}
        problem={null}
        choices={federation.open.map(({ ref, title }) => ({ value: String(ref.seq), label: t.text(title) }))}
      />
      <Hands {...props} kind="bind" />
      <Means id={idOf('bind', props)}>{t('means.written')}</Means>
      <Submit sign="write" means={idOf('bind', props)}>
        {t('delegates.tell.do')}
      </Submit>
    </Form>
  )
}

const Recall: Part = (props) => {
  const { page, view, federation, nameOf } = props
  const { t } = page
  const sent = federation.delegates.filter(({ recalled }) => recalled === null)
  return sent.length === 0 ? null : (
    <Form page={page} action={`${paths.delegatesPath(view.body)}/recall`} hidden={hiddenOf(props)}>
      <h3>{t('delegates.recall')}</h3>
      <p class="k">{t('delegates.recall.explain')}</p>
      <Select
        name={idOf('sent', props)}
        label={t('delegates.person')}
        problem={null}
        choices={sent.map(({ person }) => ({ value: person, label: nameOf(person) }))}
      />
      <TextArea
        name={idOf('reason', props)}
        label={t('membership.reason')}
        hint={t('membership.reason.hint')}
        problem={null}
        required
      />
      <Hands {...props} kind="recall" isOptional />
      <Means id={idOf('recall', props)}>{t('means.delegate.recall')}</Means>
      <Submit sign="no" means={idOf('recall', props)}>
        {t('delegates.recall.do')}
      </Submit>
    </Form>
  )
}
