/**
 * Which column says what, by its heading in Spanish, English or Portuguese.
 *
 * Invariants
 * 1. Accents, capitals, spaces, marks and what stands in parentheses make no difference: `AÑO DE NACIMIENTO *` is
 *    `ano de nacimiento`, `Sexo (H/M)` is `sexo`.
 * 2. Of two columns that say the same, the first is read; the other is among the ignored ones.
 * 3. A name is read from one column, or joined from given names and surnames: `nombre` is the given names if there
 *    is a column of surnames and no heading that says it is complete.
 */
import { type Result, accept, refuse, type Refusal } from '../kernel/result.ts'

/** A column that is read: its place in the row (from 0) and its heading as it was written. */
export interface ListColumn {
  readonly at: number
  readonly heading: string
}

const optionalFields = ['household', 'section', 'gender', 'birthYear', 'away', 'awayPlace', 'couple'] as const
export type OptionalField = (typeof optionalFields)[number]

export interface ListColumns {
  /** In the order in which they are joined; at least one. */
  readonly name: readonly ListColumn[]
  readonly optional: ReadonlyMap<OptionalField, ListColumn>
  /** Headings of the columns nobody reads. */
  readonly ignored: readonly string[]
}

type NameField = 'fullName' | 'name' | 'givenNames' | 'surnames' | 'paternal' | 'maternal'
type Field = NameField | OptionalField

/** Headings by what they say, folded (see `foldHeading`). */
const headings: Record<Field, string> = {
  fullName:
    'nombre completo|nombres completos|nombre y apellido|nombre y apellidos|nombres y apellidos|apellidos y nombres|' +
    'apellidos y nombre|full name|nome completo|nome e sobrenome',
  name: 'nombre|name|nome',
  givenNames: 'nombres|given name|given names|first name|first names|nomes|primeiro nome',
  surnames:
    'apellido|apellidos|surname|surnames|last name|last names|family name|sobrenome|sobrenomes|apelido',
  paternal: 'apellido paterno|primer apellido|paterno',
  maternal: 'apellido materno|segundo apellido|materno',
  household: 'familia|hogar|household|family|domicilio familiar|agregado familiar',
  section: 'ayllu|seccion|sector|zona|section|comunidad|comunidade|community|secao|setor|zone',
  gender: 'sexo|genero|gender|sex',
  birthYear:
    'ano de nacimiento|ano nacimiento|nacimiento|birth year|year of birth|born|ano de nascimento|nascimento',
  away: 'reside fuera|vive fuera|residente|away|lives away|reside fora|mora fora',
  awayPlace: 'lugar|lugar de residencia|donde vive|donde reside|place|lives in|onde mora|onde vive',
  couple: 'pareja|couple|casal',
}

const spaceless = (text: string): string => text.replaceAll(' ', '')

const fieldByHeading = new Map<string, Field>(
  (Object.keys(headings) as Field[]).flatMap((field) =>
    headings[field].split('|').map((heading): [string, Field] => [spaceless(heading), field]),
  ),
)

/** Without accents, capitals, marks, spaces and parentheses. */
const foldHeading = (heading: string): string =>
  heading
    .slice(0, 200)
    .replaceAll(/\([^()]*\)/g, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')

const fieldOf = (heading: string): Field | undefined => fieldByHeading.get(foldHeading(heading))

/** The heading fit to be shown: on one line, at most 100 characters. */
const shown = (heading: string): string =>
  Array.from(heading.slice(0, 1000).replaceAll(/\s+/g, ' ').replaceAll(/\p{C}/gu, '').trim())
    .slice(0, 100)
    .join('')

/** How many of these headings are known. */
export const countKnown = (header: readonly string[]): number =>
  header.filter((heading) => fieldOf(heading) !== undefined).length

/** The columns of a list with this heading. Refused: `list-without-names` with the headings `found` (at most 20). */
export function listColumns(header: readonly string[]): Result<ListColumns, Refusal> {
  const byField = new Map<Field, ListColumn>()
  for (const [at, heading] of header.entries()) {
    const field = fieldOf(heading)
    if (field !== undefined && !byField.has(field)) byField.set(field, { at, heading: shown(heading) })
  }
  const name = nameColumns(byField)
  const optional = new Map(
    optionalFields.flatMap((field): [OptionalField, ListColumn][] => {
      const column = byField.get(field)
      return column === undefined ? [] : [[field, column]]
    }),
  )
  const read = new Set([...name, ...optional.values()].map(({ at }) => at))
  const ignored = header
    .filter((_, at) => !read.has(at))
    .map(shown)
    .filter((heading) => heading !== '')
  if (name.length === 0) {
    return refuse({ type: 'list-without-names', found: header.map(shown).filter(Boolean).slice(0, 20) })
  }
  return accept({ name, optional, ignored })
}

function nameColumns(byField: ReadonlyMap<Field, ListColumn>): ListColumn[] {
  const full = byField.get('fullName')
  if (full !== undefined) return [full]
  const given = byField.get('givenNames') ?? byField.get('name')
  if (given === undefined) return []
  const surnames = byField.get('surnames')
  const rest = surnames === undefined ? [byField.get('paternal'), byField.get('maternal')] : [surnames]
  return [given, ...rest.filter((column) => column !== undefined)]
}
