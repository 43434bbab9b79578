/** What was counted place by place, as on paper; where a rule asks each section, each place says of which it is. */
import type { FC } from 'hono/jsx'
import type { DecisionRule } from '../bodies/entries.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { Input, Select } from '../web/components/form.tsx'
import type { MessageKey } from '../web/languages/catalogue.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { requirementsOfSections } from './outcome.ts'

export interface SectionChoice {
  readonly id: string
  readonly name: LocalizedText
}

export interface PlacesProps {
  readonly t: Translator
  readonly rule: DecisionRule
  /** Sections of the charter that the rule asks, one by one; none where it asks the whole only. */
  readonly sections: readonly SectionChoice[]
  /** What was typed. */
  readonly values: Readonly<Record<string, string>>
}

/** So many places fit on the form; by sections one for each, and some more for a section with several. */
const placesOnForm = 8
const placesBesides = 2

const labels: Readonly<Record<string, MessageKey>> = {
  yes: 'vote.yes',
  no: 'vote.no',
  abstain: 'vote.abstain',
  invalid: 'vote.invalid',
  present: 'vote.place.present',
  entitled: 'vote.place.entitled',
}

/** What has to be counted in a place for the rule to be told, besides the votes. */
function figuresOf(rule: DecisionRule): string[] {
  const denominators = new Set(requirementsOfSections(rule).map(({ denominator }) => denominator))
  return [
    'yes',
    'no',
    'abstain',
    ...(denominators.has('cast') ? ['invalid'] : []),
    ...(['present', 'entitled'] as const).filter((denominator) => denominators.has(denominator)),
  ]
}

export const PlaceFields: FC<PlacesProps> = (props) => {
  const { t, rule, sections } = props
  const bySection = sections.length > 0
  const length = bySection ? sections.length + placesBesides : placesOnForm
  const numbers = Array.from({ length }, (_, index) => index + 1)
  const figures = figuresOf(rule)
  return (
    <details open={bySection}>
      <summary>{t(bySection ? 'vote.places.sections' : 'vote.places.add')}</summary>
      <p class="hint wide">{t(bySection ? 'vote.places.sections.hint' : 'vote.places.hint')}</p>
      {numbers.map((number) => (
        <Place {...props} number={number} figures={figures} />
      ))}
    </details>
  )
}

const Place: FC<PlacesProps & { number: number; figures: readonly string[] }> = (props) => {
  const { t, sections, values, number, figures } = props
  return (
    <fieldset>
      <legend>{t('vote.place', { number })}</legend>
      {sections.length === 0 ? null : (
        <Select
          name={`section-${number}`}
          label={t('vote.place.section')}
          problem={null}
          value={values[`section-${number}`] ?? sections[number - 1]?.id ?? ''}
          choices={[
            { value: '', label: t('decide.body.choose') },
            ...sections.map(({ id, name }) => ({ value: id, label: t.text(name) })),
          ]}
        />
      )}
      <Input
        name={`place-${number}`}
        type="text"
        label={t('vote.place.name')}
        problem={null}
        value={values[`place-${number}`] ?? ''}
        maxlength={200}
      />
      <div class="hands">
        {figures.map((figure) => (
          <Input
            name={`${figure}-${number}`}
            type="number"
            label={t(labels[figure] ?? 'vote.yes')}
            problem={null}
            value={values[`${figure}-${number}`] ?? ''}
            min={0}
          />
        ))}
      </div>
    </fieldset>
  )
}
