/**
 * Reads the list of people a secretary kept in a spreadsheet: delimited text or a workbook, told apart by content.
 *
 * Invariants
 * 1. No bytes make it throw; what cannot be read is refused, and a row that cannot be read is left out with its reasons.
 * 2. No row is lost in silence: each that says anything of a person is in `rows` or in `problems`.
 * 3. Two people of one name in different households are two people; in the same household, the second is asked about.
 *
 * Deliberately absent: writing to a book, asking who is already in it, and the file's name (it proves nothing).
 */
import { foldName } from '../kernel/names.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { type ListColumns, listColumns } from './read-list-columns.ts'
import { type ListGrid, csvGrid, isBlankRow } from './read-list-csv.ts'
import { listLimits, refuseNotAList, refuseTooLarge } from './read-list-limits.ts'
import { type PersonRow, type RowProblem, RowReading, meaningOfM } from './read-list-row.ts'
import { listText } from './read-list-text.ts'
import { workbookGrid } from './read-list-workbook.ts'
import { isZip } from './read-list-zip.ts'

export type { PersonRow, RowProblem } from './read-list-row.ts'

export interface PeopleList {
  readonly rows: PersonRow[]
  /** By row; a row may have several, and is not among `rows`. */
  readonly problems: RowProblem[]
  /** Headings of the columns that were not read. */
  readonly ignoredColumns: string[]
}

/**
 * The people of a list. Refused: `list-empty`, `list-too-large` (`unit`, `most`), `not-a-list`, and
 * `list-without-names` (`found`: the headings of the first row).
 */
export async function readPeopleList(bytes: Uint8Array): Promise<Result<PeopleList, Refusal>> {
  if (bytes.length > listLimits.bytes) return refuseTooLarge('bytes')
  const grid = await gridOf(bytes)
  if (!grid.ok) return grid
  const { rows } = grid.value
  const first = rows.findIndex((row) => !isBlankRow(row))
  const header = rows[first]
  if (header === undefined) return refuse({ type: 'list-empty' })
  if (rows.some((row) => row.length > listLimits.columns && widthOf(row) > listLimits.columns)) {
    return refuseTooLarge('columns')
  }
  const columns = listColumns(header)
  if (!columns.ok) return columns
  if (grid.value.misquoted.size === 0 && rows.slice(first + 1).every(isBlankRow))
    return refuse({ type: 'list-empty' })
  return accept(peopleOf(grid.value, first, header.length, columns.value))
}

async function gridOf(bytes: Uint8Array): Promise<Result<ListGrid, Refusal>> {
  if (isZip(bytes)) return workbookGrid(bytes)
  const text = listText(bytes)
  return text === undefined ? refuseNotAList() : csvGrid(text)
}

/** How many columns it has up to the last that says anything. */
const widthOf = (row: readonly string[]): number => row.findLastIndex((cell) => cell.trim() !== '') + 1

function peopleOf(
  { rows, misquoted }: ListGrid,
  first: number,
  headerWidth: number,
  columns: ListColumns,
): PeopleList {
  const found: PeopleList = { rows: [], problems: [], ignoredColumns: [...columns.ignored] }
  const seen = new Map<string, number>()
  const m = meaningOfM(columnCells(rows.slice(first + 1), columns.optional.get('gender')?.at))
  const read = [...columns.name, ...columns.optional.values()].map(({ at }) => at)
  for (const [index, cells] of rows.entries()) {
    const row = index + 1
    const wholeRow = rowProblem(row, cells, misquoted, headerWidth)
    if (wholeRow !== undefined && index >= first) found.problems.push(wholeRow)
    if (wholeRow !== undefined || index <= first) continue
    if (read.every((at) => (cells[at] ?? '').trim() === '')) continue
    const reading = new RowReading(row, cells, columns)
    const person = reading.person(m)
    const problems = isIdentified(reading.problems, columns)
      ? [...reading.problems, ...twice(person, seen, columns)]
      : reading.problems
    if (problems.length === 0) found.rows.push(person)
    else found.problems.push(...problems)
  }
  return found
}

const columnCells = (rows: ListGrid['rows'], at: number | undefined): string[] =>
  at === undefined ? [] : rows.map((row) => (row[at] ?? '').slice(0, listLimits.characters))

/** Wrong quotation marks, or more cells than there are headings: what stands where cannot be known. */
function rowProblem(
  row: number,
  cells: readonly string[],
  misquoted: ReadonlySet<number>,
  most: number,
): RowProblem | undefined {
  if (misquoted.has(row)) return { row, column: null, type: 'quotes-invalid' }
  return widthOf(cells) > most ? { row, column: null, type: 'row-too-wide', most } : undefined
}

/** Whether name and household could be read, whatever is wrong with the rest. */
function isIdentified(problems: readonly RowProblem[], columns: ListColumns): boolean {
  const columnsOfKey = [...columns.name, columns.optional.get('household')]
  const headings = new Set(columnsOfKey.map((column) => column?.heading))
  return problems.every(({ column }) => column === null || !headings.has(column))
}

/** `person-twice` if the name was in the household before; rows with other problems count too. */
function twice(
  { row, name, household }: PersonRow,
  seen: Map<string, number>,
  columns: ListColumns,
): RowProblem[] {
  const key = JSON.stringify([foldName(name), foldName(household ?? '')])
  const firstRow = seen.get(key)
  if (firstRow === undefined) seen.set(key, row)
  const column = columns.name[0]?.heading ?? null
  return firstRow === undefined ? [] : [{ row, column, type: 'person-twice', firstRow }]
}

/**
 * A list to fill in: a heading in Spanish and two people who do not exist. With semicolons, as the spreadsheets of most
 * of the Andes expect, and a byte order mark, without which they would not show accents.
 */
export function peopleListTemplate(): string {
  const rows = [
    [
      'nombre completo',
      'hogar',
      'sector',
      'sexo',
      'año de nacimiento',
      'reside fuera',
      'donde vive',
      'pareja',
    ],
    ['Juana Mamani Quispe', 'Casa 1', 'Arriba', 'mujer', '1968', 'no', '', '1'],
    ['Pedro Choque Condori', 'Casa 1', 'Arriba', 'hombre', '1965', 'sí', 'Iquique', '1'],
  ]
  return `\uFEFF${rows.map((row) => `${row.join(';')}\r\n`).join('')}`
}
