/**
 * The plan of an invented city: neighbourhood councils in the fourteen districts of El Alto, their federation, ten years.
 * Everything is drawn from a seed that is printed; names, people and figures are invented and say so. That there are more
 * than 500 councils in one federation is from paper C (shared seeds, fejuve).
 */
import { type Chance, chanceOf } from '../../bench/generator/chance.ts'
import { personFor } from '../../bench/generator/people.ts'

/** How much of the city is told: the whole is 520 councils and 60 motions that the bases ratify. */
export interface CitySize {
  readonly councils: number
  readonly motions: number
}

export const wholeCity: CitySize = { councils: 520, motions: 60 }
export const twentieth: CitySize = { councils: 26, motions: 3 }

export const years = 10
export const quarters = years * 4

/** Councils of each district when there are 520: uneven, as districts are. */
const districtSizes = [60, 50, 55, 45, 48, 40, 32, 45, 30, 24, 20, 33, 12, 26] as const
const wholeOfDistricts = districtSizes.reduce((sum, size) => sum + size, 0)

export const districts = districtSizes.map((_, at) => ({
  id: `D${at + 1}`,
  name: { es: `Distrito ${at + 1}`, en: `District ${at + 1}` },
}))

function districtOf(council: number, councils: number): string {
  let left = ((council + 0.5) * wholeOfDistricts) / councils
  const at = districtSizes.findIndex((size) => (left -= size) < 0)
  return `D${(at < 0 ? districtSizes.length - 1 : at) + 1}`
}

/** When the pen of the federation is recalled, and no motion is with the bases. */
export const recallQuarter = 28
/** When one machine's memory is copied, and a council's book gets two histories. */
export const forkQuarter = 18
/** After which congresses a council recalls its delegate. */
export const delegateRecalls = [11, 19, 35] as const

/** In which quarter each motion goes to the bases: not just before the recall, nor in the last quarter. */
export function quartersOfMotions({ motions }: CitySize): number[] {
  const allowed = Array.from({ length: quarters - 1 }, (_, quarter) => quarter).filter(
    (quarter) => quarter > 0 && (quarter < recallQuarter - 2 || quarter > recallQuarter),
  )
  return Array.from({ length: motions }, (_, at) => allowed[Math.floor((at * allowed.length) / motions)] ?? 1)
}

export interface PlannedCouncil {
  readonly index: number
  readonly name: string
  readonly district: string
  readonly place: { readonly lon: string; readonly lat: string }
  readonly entitled: number
  /** Ids of the households that take turns in the board, and of one person of each. */
  readonly households: readonly { readonly id: string; readonly person: string; readonly name: string }[]
  readonly delegates: readonly [string, string]
}

const places = [
  'Villa Horizonte',
  'Alto Mirador',
  'Urbanización Las Retamas',
  'Villa Ichu',
  'Puerto Seco',
  'Nuevo Amanecer',
  'Cinco Esquinas',
  'Villa Quinua',
  'Los Eucaliptos',
  'Pampa Grande',
  'Villa Thola',
  'Tres Molinos',
]
const givenNames = [
  'Juana',
  'Félix',
  'Rosa',
  'Mario',
  'Julia',
  'Víctor',
  'Nélida',
  'Simón',
  'Basilia',
  'Raúl',
]
const familyNames = [
  'Mamani',
  'Quispe',
  'Condori',
  'Choque',
  'Huanca',
  'Apaza',
  'Ticona',
  'Poma',
  'Nina',
  'Yujra',
]

const inventedName = (chance: Chance): string =>
  `${chance.oneOf(givenNames)} ${chance.oneOf(familyNames)} ${chance.oneOf(familyNames)}`

export function planCouncils(seed: string, { councils }: CitySize): PlannedCouncil[] {
  return Array.from({ length: councils }, (_, index) => {
    const chance = chanceOf(seed, `council ${index}`)
    const nth = Math.floor(index / places.length) + 1
    return {
      index,
      name: `Junta vecinal ${places[index % places.length]} ${nth}`,
      district: districtOf(index, councils),
      place: {
        lon: `-68.${chance.between(1400, 2600)}`,
        lat: `-16.${chance.between(4700, 5900)}`,
      },
      entitled: chance.between(40, 120),
      households: Array.from({ length: 6 }, (__, at) => ({
        id: personFor(seed, `council ${index} household ${at}`),
        person: personFor(seed, `council ${index} person ${at}`),
        name: inventedName(chance),
      })),
      delegates: [personFor(seed, `delegate ${index}`), personFor(seed, `next delegate ${index}`)],
    }
  })
}

/** The first Sunday or so of the quarter's middle month, `day` days on, as authors in La Paz date it. */
export function dateIn(quarter: number, day: number, hour = 10): string {
  const start = Date.UTC(2016 + Math.floor(quarter / 4), (quarter % 4) * 3, 1 + day)
  return `${new Date(start).toISOString().slice(0, 10)}T${String(hour).padStart(2, '0')}:00:00-04:00`
}

/** How an assembly of a council went: `none`: not held; `no-quorum`: too few came. */
export type Turnout = 'held' | 'no-quorum' | 'none'

export function turnoutOf(seed: string, { index, entitled }: PlannedCouncil, quarter: number) {
  const chance = chanceOf(seed, `council ${index} quarter ${quarter}`)
  const turnout: Turnout = chance.isInHundred(3) ? 'none' : chance.isInHundred(2) ? 'no-quorum' : 'held'
  const half = Math.floor(entitled / 2)
  const present =
    turnout === 'no-quorum' ? chance.between(5, half) : chance.between(half + 1, Math.ceil(entitled * 0.9))
  return { chance, turnout, present }
}

/** Hands raised by those present, so many in a hundred of whom tend to yes. */
export function handsOf(chance: Chance, present: number, tendency: number) {
  const share = Math.min(100, Math.max(0, tendency + chance.between(-25, 25)))
  const yes = Math.floor((present * share) / 100)
  const no = chance.between(0, present - yes)
  return { present, yes, no, abstain: present - yes - no, attesters: chance.between(2, 5) }
}
