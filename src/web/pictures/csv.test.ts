/** Tables for spreadsheets: what is written is read again, and nothing in them is computed. */
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { csvOf } from './csv.ts'

const read = (text: string, delimiter = ','): string[][] =>
  Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter, skipEmptyLines: true }).data

/** How a spreadsheet tells a formula. */
const isFormula = (cell: string): boolean => /^[\s"']*[=+\-@＝＋－＠]/.test(cell) && !/^\s*"?'/.test(cell)

describe('a table as a file', () => {
  test('begins with the mark by which a spreadsheet knows UTF-8, and has accents, commas and quotes as they are', () => {
    const text = csvOf({ columns: ['Año', 'Quién'], rows: [[2026, 'Ñuñoa, "la de arriba"\nMamani']] })
    expect(text.startsWith('\uFEFFAño,Quién\r\n')).toBe(true)
    expect(read(text)).toEqual([
      ['Año', 'Quién'],
      ['2026', 'Ñuñoa, "la de arriba"\nMamani'],
    ])
  })

  test('numbers stay numbers, those below zero too, and what is not there is empty', () => {
    expect(read(csvOf({ columns: ['lon', 'lat'], rows: [[-68.2, null]] }))[1]).toEqual(['-68.2', ''])
  })
})

describe('bad input: cells that would be computed', () => {
  test.each([
    '=1+1',
    '+cmd|calc!A1',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    ' =1+1',
    '"=1+1',
    '＝1+1',
    'Junta;=HYPERLINK("http://x")',
    'Junta\n=1+1',
    '-68.2',
  ])('%j', (cell) => {
    const text = csvOf({ columns: [cell], rows: [[cell]] })
    for (const delimiter of [',', ';', '\t'])
      for (const row of text.replace(/^\uFEFF/, '').split(/[\r\n]+/))
        for (const found of read(row, delimiter).flat()) expect(isFormula(found), found).toBe(false)
  })

  test('whatever is written is read again as it was, but for apostrophes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 3 }), (cells) => {
        const [row = []] = read(csvOf({ columns: cells, rows: [] }))
        const bare = (text: string) => text.replaceAll("'", '')
        expect(row.map(bare)).toEqual(cells.map(bare))
      }),
    )
  })
})
