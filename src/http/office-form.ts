/** What the forms of an office say: names a line each, things a row each. */
import type { Item } from '../offices/entries.ts'
import { textIn } from './request-parts.ts'

/** A field that was filled in; undefined where it was left empty. */
export type FormText = (name: string) => string | undefined

export const readOf =
  (form: Readonly<Record<string, unknown>>): FormText =>
  (name) =>
    textIn(form, name)?.trim() || undefined

export const linesIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Rows of a form at most: as many as an entry lists, and those left empty. */
const mostRows = 110

/** The things of a term, with a comma or a point for the decimals; what is no number is refused by the entry's schema. */
export function itemsIn(text: FormText, term: number): Item[] {
  return Array.from({ length: mostRows }, (_, row) => `${term}-${row}`).flatMap((of) => {
    const thing = text(`thing-${of}`)
    if (thing === undefined) return []
    const [unit, why] = [text(`unit-${of}`), text(`why-${of}`)]
    return [
      {
        thing,
        quantity: (text(`quantity-${of}`) ?? '1').replace(',', '.'),
        condition: (text(`condition-${of}`) ?? 'good') as Item['condition'],
        ...(unit === undefined ? {} : { unit }),
        ...(why === undefined ? {} : { why }),
      },
    ]
  })
}
