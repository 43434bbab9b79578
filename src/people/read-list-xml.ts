/**
 * Measures a part of a workbook before the library reads it.
 *
 * Invariants
 * 1. The library fills every gap up to the row and column a cell says it is at, so a cell of a few bytes could make it
 *    fill the memory: rows and columns with values have to be within the limits.
 * 2. It begins a tag or a text that goes on from one chunk to the next again with each, and it tries patterns on number
 *    formats that take the square of their length: longer ones than programs write are refused.
 * 3. Tags are told apart as the library does it; where the two could differ, the part is refused.
 *
 * Deliberately absent: whether it is well-formed, which the library sees for itself.
 */
import { type Refusal, type Result, accept } from '../kernel/result.ts'
import { listLimits, refuseNotAList, refuseTooLarge } from './read-list-limits.ts'

/** Characters of a tag with the text after it; a cell has at most 32,767, before escapes. */
const mostPieceCharacters = 2 ** 18
/** Number formats, and characters in the tag of a format, row or cell; Excel knows 250 formats of 255 characters. */
const mostFormats = 500
const mostTagCharacters = 2000
/** The largest sheet there is; rows without values may be anywhere in it. */
const mostRows = 2 ** 20
const mostColumns = 2 ** 14

/** A tag of a row or cell as every program writes it; another way to write one is not worth the doubt. */
const plainTag = /^[\w.:-]+(?:\s+[\w.:-]+\s*=\s*(?:"[^"&]*"|'[^'&]*'))*\s*\/?$/
const place = /\s(?:[\w.-]+:)?r\s*=\s*["']([^"']*)["']/g

/** Where a row or cell is; 0 if it does not say. */
interface Place {
  readonly row: number
  readonly column: number
}

/** Where the walk through a part is. */
interface Walk {
  row: Place
  cell: Place
  formats: number
}

const nowhere: Place = { row: 0, column: 0 }

/** Refused: `not-a-list`, `list-too-large`. `xml` may be in any encoding that has ASCII. */
export function measureXml(xml: string): Result<true, Refusal> {
  const walk: Walk = { row: nowhere, cell: nowhere, formats: 0 }
  let at = xml.indexOf('<')
  while (at !== -1) {
    const end = endOfMarkup(xml, at)
    if (end === undefined) return refuseNotAList()
    const next = xml.indexOf('<', end)
    if ((next === -1 ? xml.length : next) - at > mostPieceCharacters) return refuseNotAList()
    const measured = measureTag(xml.slice(at + 1, end), walk)
    if (!measured.ok) return measured
    at = next
  }
  return accept(true)
}

/**
 * Where the tag or declaration that begins here ends (its `>`), or undefined if that can be doubted. Comments and CDATA
 * are refused: the library drops the text of a cell before them.
 */
function endOfMarkup(xml: string, at: number): number | undefined {
  const first = xml[at + 1]
  const end = first === '?' ? xml.indexOf('?>', at) + 1 : xml.indexOf('>', at)
  if (first === '!' || end <= at || end - at > mostPieceCharacters) return undefined
  return first !== '?' && hasOpenQuote(xml.slice(at, end)) ? undefined : end
}

/** Whether a `>` behind this would be inside quotation marks. */
const hasOpenQuote = (tag: string): boolean =>
  /["']/.test(tag) && /["']/.test(tag.replaceAll(/"[^"]*"|'[^']*'/g, ''))

function measureTag(tag: string, walk: Walk): Result<true, Refusal> {
  switch (localName(tag)) {
    case 'row':
    case 'c':
      return goTo(tag, walk)
    case 'v':
    case 'is':
    case 't':
      if (Math.max(walk.row.row, walk.cell.row) > listLimits.rows + 1) return refuseTooLarge('rows')
      return walk.cell.column > listLimits.columns ? refuseTooLarge('columns') : accept(true)
    case 'numFmt':
      walk.formats += 1
      return walk.formats > mostFormats || tag.length > mostTagCharacters ? refuseNotAList() : accept(true)
    default:
      return accept(true)
  }
}

/** The name of the tag without its prefix; cut if it is longer than any that matters. */
function localName(tag: string): string {
  const [name = ''] = tag.slice(0, 40).split(/[\s/]/, 1)
  return name.slice(name.indexOf(':') + 1)
}

function goTo(tag: string, walk: Walk): Result<true, Refusal> {
  const here = placeOf(tag)
  if (here === undefined) return refuseNotAList()
  if (localName(tag) === 'c') walk.cell = here
  else Object.assign(walk, { row: here, cell: nowhere })
  return accept(true)
}

/** Undefined if the tag is none we trust, says it twice, or says a place no sheet has. */
function placeOf(tag: string): Place | undefined {
  if (tag.length > mostTagCharacters || !plainTag.test(tag)) return undefined
  const [said, again] = tag.matchAll(place)
  if (said === undefined) return nowhere
  const [, letters = '', digits = ''] = /^([A-Z]{0,3})([1-9]\d{0,6})$/.exec(said[1] ?? '') ?? []
  const row = Number(digits)
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  const isSomewhere = again === undefined && row > 0 && row <= mostRows && column <= mostColumns
  return isSomewhere ? { row, column } : undefined
}
