/**
 * The cells of a workbook's first sheet.
 *
 * Invariants
 * 1. The library sees only parts that were unpacked and measured first (`read-list-zip.ts`, `read-list-xml.ts`).
 * 2. A formula's cell is the value the spreadsheet last showed; formulas themselves are never read.
 *
 * Deliberately absent: other sheets, .xls and .ods (save as .xlsx or as text), passwords, merged cells (only the first
 * has the value).
 */
import { readSheet } from 'read-excel-file/node'
import { type Refusal, type Result, accept } from '../kernel/result.ts'
import type { ListGrid } from './read-list-csv.ts'
import { listLimits, refuseNotAList, refuseTooLarge } from './read-list-limits.ts'
import { measureXml } from './read-list-xml.ts'
import { type ZipParts, unzip, zipStored } from './read-list-zip.ts'

/** Without these two a zip is another thing. */
const neededParts = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels']

/** The workbook, its sheets, texts and styles; no drawings, charts, properties. */
const isRead = (name: string): boolean => /^xl\/(_rels\/|worksheets\/)?[^/]+\.xml(\.rels)?$/.test(name)

/** Refused: `not-a-list`, `list-too-large`. */
export async function workbookGrid(bytes: Uint8Array): Promise<Result<ListGrid, Refusal>> {
  const parts = unzip(bytes, isRead)
  if (!parts.ok) return parts
  if (!neededParts.every((name) => parts.value.has(name))) return refuseNotAList()
  for (const part of parts.value.values()) {
    const measured = measureXml(Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1'))
    if (!measured.ok) return measured
  }
  const rows = await cellsOf(parts.value)
  if (rows === undefined) return refuseNotAList()
  if (rows.length > listLimits.rows + 1) return refuseTooLarge('rows')
  if (charactersOf(rows) > listLimits.unpackedBytes) return refuseTooLarge('unpackedBytes')
  return accept({ rows, misquoted: new Set() })
}

async function cellsOf(parts: ZipParts): Promise<string[][] | undefined> {
  try {
    const sheet: unknown = await readSheet(zipStored(parts), { trim: false })
    return Array.isArray(sheet) ? sheet.map((row: unknown[]) => row.map(cellText)) : undefined
  } catch {
    return undefined
  }
}

/** Many cells may show one shared text, so that a small workbook is long to read. */
const charactersOf = (rows: readonly (readonly string[])[]): number =>
  rows.reduce((sum, row) => row.reduce((ofRow, cell) => ofRow + cell.length, sum), 0)

/** As text, cut where it is too long in any case. */
const cellText = (cell: unknown): string => wholeText(cell).slice(0, listLimits.rawCharacters + 1)

function wholeText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.valueOf()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell)
}
