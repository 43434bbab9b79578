/** The questions by which a charter is set up or changed, each with a plain answer. No form asks for data. */
import type { FC } from 'hono/jsx'
import { Input, Select } from '../web/components/form.tsx'
import { firstUpper } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { onlySaid } from '../kernel/only-said.ts'
import { type Charter, turnsBy } from './entries.ts'
import { type Answers, quorums } from './set-up.ts'

export interface QuestionsProps {
  readonly t: Translator
  /** The charter one starts from: what it has not is not asked about. */
  readonly base: Charter
  readonly answered: Answers
}

export const CharterQuestions: FC<QuestionsProps> = (props) => {
  const { t, base, answered } = props
  const { posts, decisions, sections = [] } = base
  const hasTerms = posts.some(({ termMonths }) => termMonths !== undefined)
  const hasTurns = posts.some(({ turn }) => turn !== undefined)
  const meets = Object.values(decisions).some(({ form }) => form !== 'bases')
  return (
    <>
      <Ways {...props} />
      {meets ? (
        <Select
          name="quorum"
          label={t('found.quorum')}
          problem={null}
          value={answered.quorum ?? 'any'}
          choices={quorums.map((value) => ({ value, label: t.word('quorum', value) }))}
        />
      ) : null}
      <Select
        name="changedBy"
        label={t('found.changed-by')}
        problem={null}
        value={answered.changedBy ?? base.changedBy ?? ''}
        choices={Object.keys(decisions).map((value) => ({
          value,
          label: firstUpper(t.word('decision', value)),
        }))}
      />
      {hasTerms ? (
        <Input
          name="termYears"
          type="number"
          min={1}
          max={20}
          label={t('found.term')}
          value={String(answered.termYears ?? 1)}
          problem={null}
        />
      ) : null}
      {hasTurns ? <TurnBy {...props} /> : null}
      {sections.length > 0 ? <Frozen {...props} /> : null}
      <Prevails {...props} />
      <Box name="openNames" checked={answered.openNames === true} label={t('found.open-names')} />
    </>
  )
}

const Ways: FC<QuestionsProps> = ({ t, base, answered }) => (
  <fieldset>
    <legend>{t('found.ways')}</legend>
    {Object.keys(base.decisions).map((id) => (
      <Box
        name={`way-${id}`}
        checked={answered.ways?.includes(id) ?? true}
        label={firstUpper(t.word('decision', id))}
      />
    ))}
  </fieldset>
)

const Box: FC<{ name: string; checked: boolean; label: string }> = ({ name, checked, label }) => (
  <div class="field tick">
    <input id={`f-${name}`} name={name} type="checkbox" value="yes" checked={checked} />
    <label for={`f-${name}`}>{label}</label>
  </div>
)

const TurnBy: FC<QuestionsProps> = ({ t, base, answered }) => (
  <Select
    name="turnBy"
    label={t('found.turn')}
    problem={null}
    value={answered.turnBy ?? base.posts.find(({ turn }) => turn !== undefined)?.turn?.by ?? 'none'}
    choices={[...turnsBy, 'none'].map((value) => ({ value, label: firstUpper(t.word('turn', value)) }))}
  />
)

const Frozen: FC<QuestionsProps> = ({ t, base, answered }) => (
  <Select
    name="frozen"
    label={t('found.frozen')}
    problem={null}
    value={answered.frozen ?? base.frozen ?? 'stay'}
    choices={(['leave', 'stay'] as const).map((value) => ({ value, label: t(`found.frozen.${value}`) }))}
  />
)

const Prevails: FC<QuestionsProps> = ({ t, base, answered }) => (
  <>
    <Select
      name="prevails"
      label={t('found.prevails')}
      problem={null}
      value={answered.prevails ?? base.prevails}
      choices={(['paper', 'book'] as const).map((value) => ({
        value,
        label: firstUpper(t(`prevails.${value}`)),
      }))}
    />
    <Input
      name="paperBook"
      type="text"
      label={t('found.paper')}
      value={answered.paperBook ?? base.paperBook ?? ''}
      maxlength={500}
      problem={null}
    />
  </>
)

/** What a form of these questions answers. A way that is not ticked is given up. */
export function answersIn(form: Readonly<Record<string, unknown>>, base: Charter): unknown {
  const text = (name: string): string | undefined => {
    const value = form[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const years = text('termYears')
  const answered = {
    quorum: text('quorum'),
    changedBy: text('changedBy'),
    termYears: years === undefined ? undefined : Number(years),
    turnBy: text('turnBy'),
    frozen: text('frozen'),
    prevails: text('prevails'),
    paperBook: text('paperBook'),
  }
  return {
    ...onlySaid(answered),
    ways: Object.keys(base.decisions).filter((id) => form[`way-${id}`] !== undefined),
    openNames: form['openNames'] !== undefined,
  }
}
