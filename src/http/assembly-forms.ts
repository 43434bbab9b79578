/** What forms of sessions say, as the commands they stand for: fields that were left empty are left out. */
import { onlySaid } from '../kernel/only-said.ts'
import { textIn } from './request-parts.ts'

type Form = Readonly<Record<string, unknown>>

/** A command to run, with its input but for the body. */
export interface Asked {
  readonly name: string
  readonly input: object
}

export const filled = (form: Form, name: string): string | undefined =>
  textIn(form, name)?.trim() || undefined

/** A number that was typed; what is none is handed on as it is, and refused by name. */
export function numberIn(form: Form, name: string): number | string | undefined {
  const typed = filled(form, name)
  return typed !== undefined && /^\d{1,9}$/.test(typed) ? Number(typed) : typed
}

/** Names of the boxes ticked that begin with `prefix`, without it. */
export const ticked = (form: Form, prefix: string): string[] =>
  Object.keys(form)
    .filter((name) => name.startsWith(prefix) && form[name] === 'yes')
    .map((name) => name.slice(prefix.length))

const inLanguage = (language: string, text: string | undefined) =>
  text === undefined ? undefined : { [language]: text }

/** `titles`: of the motions that can be on an agenda, by number. */
export function callIn(form: Form, language: string, titles: ReadonlyMap<number, object>): Asked {
  const motions = ticked(form, 'motion-').flatMap((text) => {
    const title = titles.get(Number(text))
    return title === undefined ? [] : [{ title, motion: Number(text) }]
  })
  const lines = (filled(form, 'agenda') ?? '').split('\n').flatMap((line) => {
    const title = inLanguage(language, line.trim() || undefined)
    return title === undefined ? [] : [{ title }]
  })
  const input = onlySaid({
    when: filled(form, 'when') ?? '',
    place: filled(form, 'call-place'),
    notice: filled(form, 'notice'),
    agenda: [...lines, ...motions],
  })
  return { name: 'session.call', input }
}

export function openIn(form: Form): Asked {
  const persons = ticked(form, 'p-')
  const input = onlySaid({
    call: numberIn(form, 'call'),
    place: filled(form, 'place'),
    entitled: numberIn(form, 'entitled'),
    present: numberIn(form, 'present'),
    persons: persons.length === 0 ? undefined : persons,
  })
  return { name: 'session.open', input }
}

export const listIn = (form: Form): Asked => ({
  name: 'attendance.list',
  input: { persons: ticked(form, 'p-') },
})

export const adjournIn = (form: Form, language: string): Asked => ({
  name: 'session.adjourn',
  input: onlySaid({
    reason: filled(form, 'reason'),
    words: inLanguage(language, filled(form, 'words')),
    until: filled(form, 'until'),
  }),
})

export const putIn = (form: Form, language: string): Asked => ({
  name: 'motion.put',
  input: onlySaid({
    title: inLanguage(language, filled(form, 'title')),
    text: inLanguage(language, filled(form, 'text')),
    amends: numberIn(form, 'amends'),
  }),
})

export const correctIn = (form: Form, language: string): Asked => {
  const of = filled(form, 'of') ?? ''
  const figures = onlySaid(
    Object.fromEntries(
      ['present', 'yes', 'no', 'abstain'].map((name) => [name, numberIn(form, `${name}-${of}`)]),
    ),
  )
  const text = inLanguage(language, filled(form, `text-${of}`))
  const input = onlySaid({
    of: numberIn(form, 'of'),
    text,
    figures: Object.keys(figures).length === 0 ? undefined : figures,
  })
  return { name: 'correction.record', input }
}

/** What a place is called of which only the section, or nothing, was said. */
export type NameOfPlace = (number: number, section: string | undefined) => string

/** `ruleForm`: of the rule that was chosen. */
export function voteIn(form: Form, ruleForm: string, nameOf: NameOfPlace): Asked {
  const [book = '', number = ''] = (filled(form, 'motion') ?? '').split('/')
  const isCounted = ruleForm === 'counted'
  const subtotals = placesIn(form, nameOf)
  const input = onlySaid({
    motion: { book, seq: Number(number || -1) },
    form: isCounted ? filled(form, 'form') : ruleForm,
    rule: filled(form, 'rule'),
    present: numberIn(form, 'present'),
    attesters: numberIn(form, 'attesters'),
    ...(isCounted ? countsIn(form) : {}),
    invalid: isCounted ? numberIn(form, 'invalid') : undefined,
    subtotals: isCounted && subtotals.length > 0 ? subtotals : undefined,
    said: isCounted || ruleForm === 'consent' ? undefined : filled(form, 'said'),
    objections: ruleForm === 'consent' ? numberIn(form, 'objections') : undefined,
  })
  return { name: 'vote.record', input }
}

const countsIn = (form: Form): object =>
  onlySaid(Object.fromEntries(['yes', 'no', 'abstain'].map((name) => [name, numberIn(form, name)])))

const figuresOfPlaces = ['yes', 'no', 'abstain', 'invalid', 'present', 'entitled'] as const

/** Places of which something was counted; a count left empty is none. One without a name is called as its section, or by number. */
const placesIn = (form: Form, nameOf: NameOfPlace): object[] =>
  Object.keys(form).flatMap((field) => {
    const number = /^place-(\d{1,3})$/.exec(field)?.[1]
    if (number === undefined) return []
    const [place, section] = [filled(form, field), filled(form, `section-${number}`)]
    const counts = onlySaid(
      Object.fromEntries(figuresOfPlaces.map((figure) => [figure, numberIn(form, `${figure}-${number}`)])),
    )
    if (place === undefined && Object.keys(counts).length === 0) return []
    const named = { place: place ?? nameOf(Number(number), section), ...onlySaid({ section }) }
    return [{ ...named, yes: 0, no: 0, abstain: 0, ...counts }]
  })
