/** What whoever may write does with an office: starts and ends terms, excuses, adopts an order, notes who comes and goes. */
import type { Child, FC } from 'hono/jsx'
import { FormToken, Input, Means, Select, Submit, TextArea } from '../web/components/form.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { conditions, endReasons, excuseReasons, type Item } from './entries.ts'
import type { OfficeForms, OfficeView, TermLine } from './views.ts'
import { calledText, holdersText } from './words.ts'

export interface FormsProps {
  readonly page: PageContext
  readonly body: string
  readonly office: OfficeView
  readonly forms: OfficeForms
}

export const OfficeFormsSection: FC<FormsProps> = (props) => {
  const { page, office } = props
  return (
    <section class="screen">
      <h2>{page.t('offices.do')}</h2>
      {office.vacant > 0 ? <StartForm {...props} /> : null}
      {office.running.map((term) => (
        <EndForm {...props} term={term} />
      ))}
      {office.by === null ? null : <TurnForms {...props} />}
    </section>
  )
}

interface FoldedProps extends FormsProps {
  readonly action: string
  /** Of several forms of an action: what tells them apart. */
  readonly of?: number
  readonly title: string
  readonly explain: string
  readonly children?: Child
}

const Folded: FC<FoldedProps> = ({ page, body, office, action, of = 0, title, explain, children }) => (
  <details>
    <summary>{title}</summary>
    <form method="post" action={`${paths.officePath(body, office.post)}/${action}`}>
      <FormToken page={page} />
      {children}
      <Means id={`${action}-${of}`}>
        {explain} {page.t('means.written')}
      </Means>
      <Submit sign="offices" main means={`${action}-${of}`}>
        {title}
      </Submit>
    </form>
  </details>
)

const StartForm: FC<FormsProps> = (props) => {
  const { page, office, forms } = props
  const { t } = page
  const title =
    office.next === null
      ? t('offices.start')
      : t('offices.start.next', { name: calledText(t, office.next.called) })
  return (
    <Folded {...props} action="start" title={title} explain={t('offices.start.explain')}>
      <TextArea name="holders" label={t('offices.start.holders')} hint={t('offices.lines')} problem={null} />
      <Input name="until" type="date" label={t('offices.start.until')} problem={null} />
      {forms.cut.length === 0 ? null : (
        <Select
          name="substitutes"
          label={t('offices.start.substitutes')}
          problem={null}
          value=""
          choices={[
            { value: '', label: t('offices.no') },
            ...forms.cut.flatMap((seq) => [
              { value: `${seq}`, label: substituteText(t, seq) },
              { value: `${seq} counts`, label: substituteCountsText(t, seq) },
            ]),
          ]}
        />
      )}
      {forms.cut.length === 0 || office.by === null ? null : (
        <Input name="taker" type="text" label={t('offices.start.taker')} problem={null} maxlength={200} />
      )}
    </Folded>
  )
}

const EndForm: FC<FormsProps & { term: TermLine }> = ({ term, ...props }) => {
  const { t } = props.page
  const { seq } = term
  const rows = [...term.received, ...Array.from({ length: 3 }, () => null)]
  return (
    <>
      <Folded
        {...props}
        action="end"
        of={seq}
        title={t('offices.end', { holders: holdersText(t, term) })}
        explain={t('offices.end.explain')}
      >
        <input type="hidden" name="term" value={seq} />
        <Select
          name={`reason-${seq}`}
          label={t('offices.end.reason')}
          problem={null}
          value="completed"
          choices={endReasons
            .filter((reason) => reason !== 'recalled')
            .map((reason) => ({ value: reason, label: t(`end.${reason}`) }))}
        />
        <Select
          name={`then-${seq}`}
          label={t('offices.end.then')}
          problem={null}
          value=""
          choices={[
            { value: '', label: t('offices.end.then.nothing') },
            ...(props.office.next === null
              ? []
              : [
                  {
                    value: 'next',
                    label: t('offices.start.next', { name: calledText(t, props.office.next.called) }),
                  },
                ]),
            ...(props.office.by === null ? [] : [{ value: 'owes', label: t('offices.end.owes') }]),
          ]}
        />
        {rows.map((item, row) => (
          <ThingFields t={t} of={`${seq}-${row}`} item={item} row={row + 1} />
        ))}
      </Folded>
      <RecallForm {...props} term={term} />
    </>
  )
}

const ThingFields: FC<{ t: FormsProps['page']['t']; of: string; item: Item | null; row: number }> = ({
  t,
  of,
  item,
  row,
}) => (
  <fieldset>
    <legend>{t('offices.thing', { row })}</legend>
    <div class="hands">
      <Input
        name={`thing-${of}`}
        type="text"
        label={t('offices.thing.what')}
        problem={null}
        value={item?.thing ?? ''}
        maxlength={200}
      />
      <Input
        name={`quantity-${of}`}
        type="text"
        label={t('offices.thing.quantity')}
        problem={null}
        value={item?.quantity ?? ''}
        maxlength={20}
      />
      <Input
        name={`unit-${of}`}
        type="text"
        label={t('offices.thing.unit')}
        problem={null}
        value={item?.unit ?? ''}
        maxlength={40}
      />
      <Select
        name={`condition-${of}`}
        label={t('offices.thing.condition')}
        problem={null}
        value={item?.condition ?? 'good'}
        choices={conditions.map((condition) => ({ value: condition, label: t(`condition.${condition}`) }))}
      />
      <Input name={`why-${of}`} type="text" label={t('offices.thing.why')} problem={null} maxlength={500} />
    </div>
  </fieldset>
)

const motionChoices = ({ page: { t }, forms }: FormsProps) =>
  forms.motions.map(({ seq, title }) => ({ value: String(seq), label: t.text(title) }))

const RecallForm: FC<FormsProps & { term: TermLine }> = ({ term, ...props }) => {
  const { t } = props.page
  return props.forms.motions.length === 0 ? null : (
    <Folded
      {...props}
      action="recall"
      of={term.seq}
      title={t('offices.recall')}
      explain={t('offices.recall.explain')}
    >
      <input type="hidden" name="term" value={term.seq} />
      <Select
        name={`motion-${term.seq}`}
        label={t('offices.motion')}
        problem={null}
        choices={motionChoices(props)}
      />
    </Folded>
  )
}

const TurnForms: FC<FormsProps> = (props) => {
  const { page, office, forms } = props
  const { t } = page
  return (
    <>
      {office.next === null ? null : (
        <Folded
          {...props}
          action="excuse"
          title={t('offices.excuse', { name: calledText(t, office.next.called) })}
          explain={t('offices.excuse.explain')}
        >
          <Select
            name="reason"
            label={t('offices.excuse.reason')}
            problem={null}
            value="hardship"
            choices={excuseReasons.map((reason) => ({ value: reason, label: t(`excuse.${reason}`) }))}
          />
          <Input
            name="places"
            type="number"
            label={t('offices.excuse.places')}
            hint={t('offices.excuse.places.hint')}
            problem={null}
            min={1}
            max={10_000}
          />
        </Folded>
      )}
      {forms.motions.length === 0 ? (
        <p class="soft">{t('offices.adopt.no-motion')}</p>
      ) : (
        <Folded {...props} action="adopt" title={t('offices.adopt')} explain={t('offices.adopt.explain')}>
          <Select name="motion" label={t('offices.motion')} problem={null} choices={motionChoices(props)} />
          <TextArea
            name="order"
            label={t('offices.adopt.order')}
            hint={t('offices.lines')}
            problem={null}
            value={forms.names.join('\n')}
            required
          />
          <TextArea
            name="exempt"
            label={t('offices.adopt.exempt')}
            hint={t('offices.adopt.exempt.hint')}
            problem={null}
          />
        </Folded>
      )}
      <Folded
        {...props}
        action="register"
        title={t('offices.register')}
        explain={t('offices.register.explain')}
      >
        <TextArea
          name="newcomers"
          label={t('offices.register.names')}
          hint={t('offices.lines')}
          problem={null}
          required
        />
      </Folded>
      {office.takers.length === 0 ? null : <ChangeForm {...props} />}
    </>
  )
}

const ChangeForm: FC<FormsProps> = (props) => {
  const { page, office } = props
  const { t } = page
  return (
    <Folded {...props} action="change" title={t('offices.change')} explain={t('offices.change.explain')}>
      <Select
        name="changed"
        label={t('offices.change.who')}
        problem={null}
        choices={office.takers.map(({ place, called }) => ({
          value: String(place),
          label: `${t('offices.place', { place })} ${calledText(t, called)}`,
        }))}
      />
      <Select
        name="change"
        label={t('offices.change.what')}
        problem={null}
        value="away"
        choices={(['away', 'back', 'left', 'split'] as const).map((change) => ({
          value: change,
          label: t(`offices.change.${change}`),
        }))}
      />
      <TextArea
        name="into"
        label={t('offices.change.into')}
        hint={t('offices.change.into.hint')}
        problem={null}
      />
    </Folded>
  )
}

/** A term cut short in this book, by its leaf, or, below 0, in the book that this one goes on from. */
const substituteText = (t: Translator, seq: number): string =>
  seq < 0 ? t('offices.start.substitute.before', { seq: -seq }) : t('offices.start.substitute', { seq })

const substituteCountsText = (t: Translator, seq: number): string =>
  seq < 0
    ? t('offices.start.substitute.before.counts', { seq: -seq })
    : t('offices.start.substitute.counts', { seq })
