/**
 * The cells of delimited text.
 *
 * Invariants
 * 1. The delimiter is the one under which most headings are known, then the one that gives most columns.
 * 2. Rows are numbered as a spreadsheet that opens the file numbers them: blank ones count, a cell of two lines is in
 *    one row.
 * 3. A quotation mark that opens or closes in the wrong place can swallow rows: the row is named, never guessed at.
 */
import Papa from 'papaparse'
import { type Refusal, type Result, accept } from '../kernel/result.ts'
import { countKnown } from './read-list-columns.ts'
import { listLimits, refuseTooLarge } from './read-list-limits.ts'

/** A list as rows of cells, nothing said yet about what they mean. */
export interface ListGrid {
  /** The first is row 1. Cells are as written. */
  readonly rows: readonly (readonly string[])[]
  /** Rows (from 1) whose quotation marks are wrong. */
  readonly misquoted: ReadonlySet<number>
}

const delimiters = [',', ';', '\t'] as const
/** Rows in which a heading is looked for to choose the delimiter. */
const previewRows = 50

export const isBlankRow = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === '')

/** Refused: `list-too-large`. */
export function csvGrid(given: string): Result<ListGrid, Refusal> {
  const text = withoutBlankEnd(given).replaceAll(/\r\n?/g, '\n')
  const { data, errors } = parse(text, delimiterOf(text), listLimits.rows + 2)
  if (data.length > listLimits.rows + 1) return refuseTooLarge('rows')
  return accept({ rows: data, misquoted: new Set(errors.map(({ row }) => (row ?? 0) + 1)) })
}

const parse = (text: string, delimiter: string, preview: number) =>
  Papa.parse<string[]>(text, { delimiter, preview, newline: '\n', skipEmptyLines: false })

function delimiterOf(text: string): string {
  const scores = delimiters.map((delimiter) => {
    const header = parse(text, delimiter, previewRows).data.find((row) => !isBlankRow(row)) ?? []
    return countKnown(header) * 2 ** 22 + header.length
  })
  return delimiters[scores.indexOf(Math.max(...scores))] ?? ','
}

/** Spreadsheets write rows of nothing but delimiters where a sheet was formatted and never filled. */
function withoutBlankEnd(text: string): string {
  let end = text.length
  while (end > 0 && ' \t\r\n,;'.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
