import { describe, expect, test } from 'vitest'
import { communityCharter } from '../bodies/charters.ts'
import { maxRows, paperMinuteIn, placedIn, rowsIn, undecidedRow } from './paper-minute-form.ts'

const rules = { ...communityCharter.decisions, consent: { form: 'consent' as const } }
const body = 'a'.repeat(52)
const other = 'b'.repeat(52)
const hour = 'T20:00:00-04:00'

const read = (typed: Record<string, string>) =>
  paperMinuteIn({ rows: '4', date: '2026-03-01', ...typed }, 'es', rules, hour)
const itemsOf = (typed: Record<string, string>) =>
  (read(typed).input as { items: readonly Record<string, unknown>[] }).items

describe('what a form of a paper minute says', () => {
  test('the evening: its day at this hour, who was ticked, and who attested each vote', () => {
    const { input } = read({
      place: ' Sede ',
      entitled: '9',
      'p-x': 'yes',
      attesters: '2',
      'title-1': 'Toma',
    })
    expect(input).toMatchObject({
      at: `2026-03-01${hour}`,
      place: 'Sede',
      entitled: 9,
      persons: ['x'],
      items: [{ put: { title: { es: 'Toma' }, text: { es: 'Toma' } }, attesters: 2 }],
    })
    expect(input).not.toHaveProperty('present')
  })

  test('rows of which nothing was said are left out, whatever the rule beside them', () => {
    const { rows } = read({ 'rule-1': 'assembly', 'on-2': 'put', 'no-3': '2', 'on-4': `tells:${other}/7` })
    expect(rows).toEqual([3, 4])
  })

  test('figures for rules that count, what it came to or objections for the others', () => {
    const figures = { yes: '5', no: '1', abstain: '0', said: 'yes', objections: '0', form: 'ballots' }
    const typed = (rule: string) =>
      Object.fromEntries(Object.entries({ title: 'x', rule, ...figures }).map(([k, v]) => [`${k}-1`, v]))
    expect(itemsOf(typed('assembly'))).toMatchObject([{ form: 'ballots', yes: 5, no: 1, abstain: 0 }])
    expect(itemsOf(typed('assembly'))[0]).not.toHaveProperty('said')
    expect(itemsOf(typed('agreed'))).toMatchObject([{ form: 'agreed', said: 'yes' }])
    expect(itemsOf(typed('agreed'))[0]).not.toHaveProperty('yes')
    expect(itemsOf(typed('consent'))).toMatchObject([{ form: 'consent', objections: 0 }])
  })

  test('what is no number is handed on as it is, to be refused by name', () => {
    expect(itemsOf({ 'title-1': 'x', 'yes-1': 'cinco' })).toMatchObject([{ yes: 'cinco' }])
  })

  test('bad input: the body decides by a rule of its charter; a position or a mandate needs none', () => {
    const typed = { 'on-1': `tells:${other}/7`, 'on-2': `motion:${other}/3`, 'on-3': `motion:${body}/4` }
    expect(undecidedRow(typed, read(typed), body)).toBe(3)
    expect(undecidedRow({ ...typed, 'rule-3': 'assembly' }, read(typed), body)).toBeUndefined()
  })

  test('bad input: so many rows as fit, at least one', () => {
    for (const [rows, expected] of [
      ['0', 3],
      ['muchas', 3],
      ['2', 2],
      ['999999', maxRows],
    ] as const)
      expect(rowsIn({ rows })).toBe(expected)
  })
})

describe('where a refusal is told', () => {
  test.each([
    [{ type: 'input-invalid', field: 'items.1.yes', item: 2 }, 'yes-5', 5],
    [{ type: 'input-invalid', field: 'items.0.put.title.es', item: 1 }, 'title-2', 2],
    [{ type: 'input-invalid', field: 'no', item: 1 }, 'no-2', 2],
    [{ type: 'quorum-not-met', item: 1 }, 'on-2', 2],
    [{ type: 'input-invalid', field: 'items.0.attesters', item: 1 }, 'attesters', undefined],
    [{ type: 'input-invalid', field: 'present', item: 2 }, 'present', undefined],
    [{ type: 'input-invalid', field: 'at' }, 'date', undefined],
    [{ type: 'session-already-open' }, null, undefined],
  ])('%j', (refusal, wrong, item) => {
    const placed = placedIn(refusal, [2, 5])
    expect(placed.wrong).toBe(wrong)
    expect(placed.problem['item']).toBe(item)
  })
})
