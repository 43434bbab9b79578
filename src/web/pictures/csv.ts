/**
 * A table as a file for spreadsheets: RFC 4180, UTF-8 with its mark, without which they show no accents.
 *
 * A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection); also one that would begin
 * where a program takes semicolons or tabs for the ends of cells. Numbers are numbers, and stay as they are.
 */
import Papa from 'papaparse'

export type SheetCell = string | number | null

export interface Sheet {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly SheetCell[])[]
}

const formula = /(^|[;\t\r\n])(["'\s\u2066-\u2069]*)(?=[=+\-@＝＋－＠])/g
const opensWithControl = /^(?=[\t\r\n])/

/** Text that no spreadsheet computes. */
const harmless = (cell: SheetCell): SheetCell =>
  typeof cell === 'string' ? cell.replace(opensWithControl, "'").replaceAll(formula, "$1$2'") : cell

export const csvOf = ({ columns, rows }: Sheet): string =>
  `\uFEFF${Papa.unparse([columns, ...rows].map((row) => row.map(harmless)))}\r\n`
