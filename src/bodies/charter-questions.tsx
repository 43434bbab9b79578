/** The questions by which a charter is set up or changed, each with a plain answer. No form asks for data. */
import type { FC } from 'hono/jsx'
import { type Choice, Input, Select } from '../web/components/form.tsx'
import { firstUpper, isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { onlySaid } from '../kernel/only-said.ts'
import type { NamedNode } from './charter-words.ts'
import { type Charter, turnsBy } from './entries.ts'
import { type Answers, answersOf, quorums } from './set-up.ts'

export interface QuestionsProps {
  readonly t: Translator
  /** The charter one starts from: what it has not is not asked about. */
  readonly base: Charter
  readonly answered: Answers
  /** Nodes that the body admits, but the one that writes its book: those that can be its witnesses. */
  readonly nodes: readonly (NamedNode & { readonly country: string })[]
}

export const CharterQuestions: FC<QuestionsProps> = (props) => {
  const { t, base, answered } = props
  const { posts, decisions, sections = [] } = base
  const hasTerms = posts.some(({ termMonths }) => termMonths !== undefined)
  const hasTurns = posts.some(({ turn }) => turn !== undefined)
  const was = answersOf(base)
  const meets = Object.values(decisions).some(({ form }) => form !== 'bases')
  return (
    <>
      <Ways {...props} />
      {meets ? (
        <Select
          name="quorum"
          label={t('found.quorum')}
          problem={null}
          value={answered.quorum ?? asItIs}
          choices={withAsItIs(
            t,
            was.quorum,
            quorums.map((value) => ({ value, label: t.word('quorum', value) })),
          )}
        />
      ) : null}
      <Select
        name="changedBy"
        label={t('found.changed-by')}
        problem={null}
        value={answered.changedBy ?? asItIs}
        choices={withAsItIs(
          t,
          was.changedBy,
          Object.keys(decisions).map((value) => ({ value, label: firstUpper(t.word('decision', value)) })),
        )}
      />
      {hasTerms ? (
        <Input
          name="termYears"
          type="number"
          min={1}
          max={20}
          label={t('found.term')}
          {...(was.termYears === undefined ? { hint: t('found.term.as-it-is') } : {})}
          value={answered.termYears === undefined ? '' : String(answered.termYears)}
          problem={null}
        />
      ) : null}
      {hasTurns ? <TurnBy {...props} was={was} /> : null}
      {sections.length > 0 ? <Frozen {...props} /> : null}
      <Witnesses {...props} />
      <Prevails {...props} />
      <OpenNames {...props} was={was} />
    </>
  )
}

/** No answer: what differs from one part of the charter to another stays as it is. */
const asItIs = ''

const withAsItIs = (t: Translator, was: unknown, choices: readonly Choice[]): Choice[] => [
  ...(was === undefined ? [{ value: asItIs, label: t('found.as-it-is') }] : []),
  ...choices,
]

/** A question, with what the charter says now. */
type WithWas = FC<Pick<QuestionsProps, 't' | 'answered'> & { was: Answers }>

const OpenNames: WithWas = ({ t, answered, was }) => (
  <Select
    name="openNames"
    label={t('found.open-names')}
    problem={null}
    value={answered.openNames === undefined ? asItIs : answered.openNames ? 'yes' : 'no'}
    choices={withAsItIs(
      t,
      was.openNames,
      (['yes', 'no'] as const).map((value) => ({ value, label: t(`found.open-names.${value}`) })),
    )}
  />
)

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

const TurnBy: WithWas = ({ t, answered, was }) => (
  <Select
    name="turnBy"
    label={t('found.turn')}
    problem={null}
    value={answered.turnBy ?? asItIs}
    choices={withAsItIs(
      t,
      was.turnBy,
      [...turnsBy, 'none'].map((value) => ({ value, label: firstUpper(t.word('turn', value)) })),
    )}
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

/** Those that the charter names and the body admits no more can be left out, too. */
const Witnesses: FC<QuestionsProps> = ({ t, base, answered, nodes }) => {
  const chosen = answered.witnesses ?? base.witnesses ?? []
  const gone = (base.witnesses ?? []).filter((id) => !nodes.some(({ node }) => node === id))
  return (
    <fieldset>
      <legend>{t('found.witnesses')}</legend>
      <p class="hint wide">{t('found.witnesses.hint')}</p>
      {nodes.map(({ node, name, country }) => (
        <Box
          name={`witness-${node}`}
          checked={chosen.includes(node)}
          label={t('found.witness', { name: isolatedText(name), country: t.country(country) })}
        />
      ))}
      {gone.map((id) => (
        <Box
          name={`witness-${id}`}
          checked={chosen.includes(id)}
          label={t('found.witness.gone', { number: id.slice(0, 6) })}
        />
      ))}
      {nodes.length < 3 ? <p class="hint wide">{t('found.witnesses.few')}</p> : null}
    </fieldset>
  )
}

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
    openNames: text('openNames') === undefined ? undefined : text('openNames') === 'yes',
  }
  return {
    ...onlySaid(answered),
    ways: Object.keys(base.decisions).filter((id) => form[`way-${id}`] !== undefined),
    witnesses: Object.keys(form)
      .filter((name) => name.startsWith('witness-'))
      .map((name) => name.slice('witness-'.length)),
  }
}
