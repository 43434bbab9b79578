/** What the form of a paper minute says, as the command that enters it whole: items of which nothing was said are left out. */
import type { DecisionRule } from '../bodies/entries.ts'
import type { Refusal } from '../kernel/result.ts'
import { languages } from '../kernel/languages.ts'
import { onlySaid } from '../kernel/only-said.ts'
import { filled, numberIn, ticked } from './assembly-forms.ts'

type Form = Readonly<Record<string, unknown>>

/** The most items that a form has. */
export const maxRows = 40

const figures = ['yes', 'no', 'abstain', 'invalid', 'objections'] as const

export interface PaperMinute {
  readonly input: object
  /** The row of the form in which each item stands, in their order. */
  readonly rows: readonly number[]
}

/** `hour`: what makes a moment of the day that was typed. */
export function paperMinuteIn(
  form: Form,
  language: string,
  rules: Readonly<Record<string, DecisionRule>>,
  hour: string,
): PaperMinute {
  const all = Array.from({ length: rowsIn(form) }, (_, index) => index + 1)
  const rows = all.filter((row) => isSaid(form, row))
  const persons = ticked(form, 'p-')
  const input = onlySaid({
    place: filled(form, 'place'),
    present: numberIn(form, 'present'),
    entitled: numberIn(form, 'entitled'),
    persons: persons.length === 0 ? undefined : persons,
    at: `${filled(form, 'date') ?? ''}${hour}`,
    items: rows.map((row) => ({
      ...itemIn(form, row, language, rules),
      ...onlySaid({ attesters: numberIn(form, 'attesters') }),
    })),
  })
  return { input, rows }
}

export const rowsIn = (form: Form): number =>
  Math.min(maxRows, Math.max(1, Number(numberIn(form, 'rows') ?? 3) || 3))

/** A row that is on something else than what was put, or in which something was typed. */
const isSaid = (form: Form, row: number): boolean =>
  (filled(form, `on-${row}`) ?? 'put') !== 'put' ||
  ['title', 'text', 'said', ...figures].some((name) => filled(form, `${name}-${row}`) !== undefined)

function itemIn(
  form: Form,
  row: number,
  language: string,
  rules: Readonly<Record<string, DecisionRule>>,
): object {
  const field = (name: string): string | undefined => filled(form, `${name}-${row}`)
  const rule = field('rule')
  const ruleForm = (rule === undefined ? undefined : rules[rule]?.form) ?? 'counted'
  const isCounted = ruleForm === 'counted'
  const counts = (isCounted ? ['yes', 'no', 'abstain', 'invalid'] : ['objections']).map((name) => [
    name,
    numberIn(form, `${name}-${row}`),
  ])
  return {
    ...subjectIn(field, language),
    ...onlySaid({
      rule,
      form: isCounted ? field('form') : ruleForm,
      said: ruleForm === 'agreed' || ruleForm === 'acclamation' ? field('said') : undefined,
      ...Object.fromEntries(counts),
    }),
  }
}

/** What an item is on, as the command names it. A motion put without a text has its title for one. */
function subjectIn(field: (name: string) => string | undefined, language: string): object {
  const [kind, named = ''] = (field('on') ?? 'put').split(':')
  if (kind === 'put') {
    const title = field('title')
    const text = field('text') ?? title
    return { put: onlySaid({ title: title && { [language]: title }, text: text && { [language]: text } }) }
  }
  const [book = '', seq = ''] = named.split('/')
  return { [kind === 'tells' ? 'tells' : 'motion']: { book, seq: Number(seq || -1) } }
}

/** A motion of the body's own without a rule of its charter would be voted on and stay undecided. */
export function undecidedRow(form: Form, { rows }: PaperMinute, body: string): number | undefined {
  return rows.find((row) => {
    const on = filled(form, `on-${row}`) ?? 'put'
    return (on === 'put' || on.startsWith(`motion:${body}/`)) && filled(form, `rule-${row}`) === undefined
  })
}

const ofTheEvening: ReadonlySet<string> = new Set(['date', 'place', 'present', 'entitled', 'attesters'])
const ofAnItem: ReadonlySet<string> = new Set(['title', 'text', 'rule', 'said', 'form', ...figures])

/** A refusal as the form tells it: of the row instead of the item's number, with the field of the form it is in. */
export function placedIn(refusal: Refusal, rows: readonly number[]): Placed {
  const named = nameOfField(String(refusal['field'] ?? ''))
  const field = named === undefined ? {} : { field: named }
  const row = typeof refusal['item'] === 'number' ? rows[refusal['item'] - 1] : undefined
  const isOfTheEvening = named !== undefined && ofTheEvening.has(named)
  if (row === undefined || isOfTheEvening) {
    const { item: _, ...whole } = refusal
    return { problem: { ...whole, type: refusal.type, ...field }, wrong: isOfTheEvening ? named : null }
  }
  const isOwn = named !== undefined && ofAnItem.has(named)
  return { problem: { ...refusal, ...field, item: row }, wrong: `${isOwn ? named : 'on'}-${row}` }
}

export interface Placed {
  readonly problem: Refusal
  /** The field it is in; null: none of its own. */
  readonly wrong: string | null
}

/** The last name on the way to a datum: places in lists and languages are none. The day is a field of its own. */
function nameOfField(path: string): string | undefined {
  const isName = (part: string): boolean =>
    part !== '' && !/^\d+$/.test(part) && !languages.some((language) => language === part)
  const named = path.split('.').findLast(isName)
  return path === 'at' ? 'date' : named
}
