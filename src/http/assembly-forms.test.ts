import { describe, expect, test } from 'vitest'
import { outcomeOfVote } from '../assemblies/outcome.ts'
import { voteRecorded } from '../assemblies/entries.ts'
import { PlaceFields } from '../assemblies/vote-places.tsx'
import type { DecisionRule } from '../bodies/entries.ts'
import { translatorFor } from '../web/languages/translator.tsx'
import { voteIn } from './assembly-forms.ts'

const t = translatorFor('es')
const sections = ['alta', 'baja'].map((id) => ({ id, name: { es: `Zona ${id}` } }))
const majority = { fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'present' } as const
const ofEach: DecisionRule = { requirements: [{ ...majority, of: 'each-section' }] }
const ofAll: DecisionRule = { requirements: [{ ...majority, of: 'all' }] }

const fields = (rule: DecisionRule, asked: typeof sections): string =>
  String(PlaceFields({ t, rule, sections: asked, values: {} }))

const nameOf = (number: number, section: string | undefined): string => section ?? `Lugar ${number}`
const whole = {
  motion: 'b/1',
  rule: 'x',
  form: 'raised-hands',
  present: '9',
  yes: '7',
  no: '2',
  abstain: '0',
}
const input = (typed: Record<string, string>) =>
  voteIn({ ...whole, ...typed }, 'counted', nameOf).input as Record<string, unknown>

describe('places on the form of a vote', () => {
  test('have a section, and what the rule is a part of, where the rule asks each section', () => {
    const html = fields(ofEach, sections)
    for (const name of ['section-1', 'present-2']) expect(html).toContain(`name="${name}"`)
    expect(html).toContain('<option value="baja" selected')
    expect(html).toContain('Zona alta')
  })

  test('have none where the whole is asked only', () => {
    expect(fields(ofAll, [])).not.toMatch(/name="(section|present)-/)
  })

  test('what was typed is what the rule is judged by', () => {
    const told = input({
      'section-1': 'alta',
      'place-1': 'Cancha',
      'yes-1': '4',
      'no-1': '1',
      'present-1': '5',
      'section-2': 'baja',
      'place-2': '',
      'yes-2': '3',
      'no-2': '1',
      'present-2': '4',
      'section-3': '',
      'place-3': '',
      'yes-3': '',
    })
    expect(told['subtotals']).toEqual([
      { place: 'Cancha', section: 'alta', yes: 4, no: 1, abstain: 0, present: 5 },
      { place: 'baja', section: 'baja', yes: 3, no: 1, abstain: 0, present: 4 },
    ])
    const { motion: _, ...vote } = told
    expect(outcomeOfVote(voteRecorded.parse(vote), ofEach, 12, ['alta', 'baja'])).toBe('carried')
  })

  test('bad input: a count without a name is not lost, and no number is handed on as it is', () => {
    expect(input({ 'place-4': '', 'yes-4': '7' })['subtotals']).toMatchObject([{ place: 'Lugar 4', yes: 7 }])
    expect(input({ 'place-4': 'x', 'yes-4': 'siete' })['subtotals']).toMatchObject([{ yes: 'siete' }])
    expect(input({ 'place-1': '', 'section-1': 'alta' })['subtotals']).toBeUndefined()
  })
})
