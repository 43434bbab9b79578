/** What a member's own founding entry says of it. */
import type { LocalizedText } from '../kernel/languages.ts'
import type { MemberFacts } from './views.ts'

/** A row of `bodies` joined to a membership; all but `book` null where the member's book is not held here. */
export interface BodyRow {
  readonly book: string
  readonly name: string | null
  readonly country: string | null
  readonly region: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly population: number | null
  readonly population_note: string | null
  readonly standing: string | null
}

export const memberFacts = (row: BodyRow, section: string): MemberFacts => ({
  body: row.book,
  name: row.name === null ? { es: `${row.book.slice(0, 8)}…` } : (JSON.parse(row.name) as LocalizedText),
  country: row.country ?? '',
  region: row.region,
  section,
  lon: row.lon,
  lat: row.lat,
  population: row.population,
  populationNote: row.population_note,
  standing: row.standing,
})
