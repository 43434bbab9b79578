/**
 * The municipalities of the demonstration: facts with their sources, and which decide how. The facts are real; the
 * positions are invented, and every book says so.
 */
import table from './municipalities.json' with { type: 'json' }

export type Country = 'BO' | 'CL' | 'PE'

export const countries = ['BO', 'CL', 'PE'] as const satisfies readonly Country[]

export interface Municipality {
  readonly name: string
  readonly country: Country
  readonly region: string
  /** Degrees, WGS 84: the centre of its polygon, not its seat. */
  readonly lon: string
  readonly lat: string
  readonly population: number
  readonly populationYear: number
  readonly populationKind: string
  readonly standing: 'named' | 'implied' | 'illustrative'
  readonly membershipSource: string
  readonly factsSource: string
}

export const municipalities = table as readonly Municipality[]

export const municipalitiesOf = (country: Country): readonly Municipality[] =>
  municipalities.filter((municipality) => municipality.country === country)

/** Huara is named by paper A as outside the alliance in 2011: it keeps a book, and may take no position in it. */
export const outsider = {
  name: 'Huara',
  country: 'CL',
  region: 'Tarapacá',
  lon: '-69.66339',
  lat: '-19.60166',
  population: 2730,
  populationYear: 2017,
  populationKind: 'census',
  membershipSource: 'fuera de la alianza en 2011: Aranda y Salinas 2017 (artículo A)',
  factsSource: 'pachadotdev/chilemapas (upstream INE, SUBDERE)',
} as const

/** Hands raised in a council of the demonstration. */
export interface Hands {
  readonly present: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
}

const invented: Readonly<Record<'yes' | 'no' | 'abstain', Hands>> = {
  yes: { present: 9, yes: 7, no: 1, abstain: 0 },
  no: { present: 9, yes: 2, no: 6, abstain: 1 },
  abstain: { present: 7, yes: 3, no: 2, abstain: 2 },
}

/** Members whose councils are invented to say no, to abstain, or not to have met; all others say yes. */
const no = new Set([
  'Puerto Mayor de Carabuco',
  'Papel Pampa',
  'Todos Santos',
  'Pica',
  'Zepita',
  'Ciudad Nueva',
])
const abstain = new Set(['Pelechuco', 'Huachacalla', 'Camarones', 'Anapia'])
const silent = new Set([
  'Puerto Mayor de Guaqui',
  'Santiago de Machaca',
  'Totora',
  'Pozo Almonte',
  'Putina',
  'Huanuara',
])

/** The Chilean yes without which Chile has no majority. */
export const decisiveMunicipality = 'Putre'

/** What a council decided; undefined: it has not met. Numbers vary a little from place to place. */
export function handsOf({ name }: Pick<Municipality, 'name'>): Hands | undefined {
  if (silent.has(name)) return undefined
  const hands = invented[no.has(name) ? 'no' : abstain.has(name) ? 'abstain' : 'yes']
  const more = [...name].length % 5
  return { ...hands, present: hands.present + more }
}
