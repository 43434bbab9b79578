/**
 * The cells of a workbook's first sheet.
 *
 * Invariants
 * 1. The library fills every gap up to the row and column a cell says it is at, so a cell of a few bytes could make it
 *    fill the memory. Where rows and cells say they are is measured before it reads them.
 * 2. It tries patterns on number formats that take the square of their length; formats beyond what programs write are
 *    refused.
 * 3. A formula's cell is the value the spreadsheet last showed; formulas themselves are never read.
 *
 * Deliberately absent: other sheets, .xls and .ods (save as .xlsx or as text), passwords, merged cells (only the first
 * has the value).
 */
import { readSheet } from 'read-excel-file/node'
import { type Refusal, type Result, accept } from '../kernel/result.ts'
import type { ListGrid } from './read-list-csv.ts'
import { listLimits, refuseNotAList, refuseTooLarge } from './read-list-limits.ts'
import { type ZipParts, unzip, zipStored } from './read-list-zip.ts'

/** Without these two a zip is another thing. */
const neededParts = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels']

const isXmlPart = (name: string): boolean => name.endsWith('.xml') || name.endsWith('.xml.rels')

/** Refused: `not-a-list`, `list-too-large`. */
export async function workbookGrid(bytes: Uint8Array): Promise<Result<ListGrid, Refusal>> {
  const parts = unzip(bytes, isXmlPart)
  if (!parts.ok) return parts
  if (!neededParts.every((name) => parts.value.has(name))) return refuseNotAList()
  for (const part of parts.value.values()) {
    const measured = measure(Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1'))
    if (!measured.ok) return measured
  }
  const rows = await cellsOf(parts.value)
  if (rows === undefined) return refuseNotAList()
  if (rows.length > listLimits.rows + 1) return refuseTooLarge('rows')
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

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.valueOf()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell)
}

/** A tag as every program writes it; another way to write one is not worth the doubt. */
const plainTag = /^[\w.:-]+(?:\s+[\w.:-]+\s*=\s*(?:"[^"&]*"|'[^'&]*'))*\s*\/?$/
const place = /\s(?:[\w.-]+:)?r\s*=\s*["']([^"']*)["']/g
/** Number formats in a workbook and characters in the tag of one; Excel knows 250 of 255 characters, before escapes. */
const mostFormats = 500
const mostFormatCharacters = 2000
/** The largest sheet there is; rows without values may be anywhere in it. */
const mostRows = 2 ** 20
const mostColumns = 2 ** 14

/** Where the row or cell is that is being read; 0 if it does not say. */
interface Place {
  row: number
  column: number
}

/** Walks every tag of a part; rows and cells that hold a value have to be within the limits. */
function measure(xml: string): Result<true, Refusal> {
  const row: Place = { row: 0, column: 0 }
  const cell: Place = { row: 0, column: 0 }
  let formats = 0
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at + 1)) {
    const name = localName(xml, at + 1)
    if (name === 'row' || name === 'c') {
      const tag = xml.slice(at + 1, xml.indexOf('>', at))
      if (!goTo(name === 'row' ? row : cell, tag)) return refuseNotAList()
    } else if (name === 'numFmt') {
      formats += 1
      const isLong = xml.indexOf('>', at) - at > mostFormatCharacters
      if (isLong || formats > mostFormats) return refuseNotAList()
    } else if (name === 'v' || name === 'is' || name === 't') {
      if (Math.max(row.row, cell.row) > listLimits.rows + 1) return refuseTooLarge('rows')
      if (cell.column > listLimits.columns) return refuseTooLarge('columns')
    }
  }
  return accept(true)
}

/** The name of the tag that begins here, without its prefix; '' if it is longer than any that matters. */
function localName(xml: string, at: number): string {
  const [name = ''] = xml.slice(at, at + 40).split(/[\s/>]/, 1)
  return name.slice(name.indexOf(':') + 1)
}

/** False if the tag is none we trust, or says a place no sheet has. */
function goTo(here: Place, tag: string): boolean {
  if (!plainTag.test(tag)) return false
  here.row = 0
  here.column = 0
  for (const [, value = ''] of tag.matchAll(place)) {
    const [, letters = '', digits = ''] = /^([A-Z]{0,3})([1-9]\d{0,6})$/.exec(value) ?? []
    if (digits === '') return false
    here.row = Number(digits)
    here.column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
    if (here.row > mostRows || here.column > mostColumns) return false
  }
  return true
}
