import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, utf8 } from '../kernel/encoding.ts'
import {
  bombOf,
  cellAt,
  handmade,
  listOf,
  partsOf,
  read,
  refusalOf,
  workbookOf,
  zipDeflated,
} from './example-lists.ts'
import { listLimits } from './read-list-limits.ts'
import { peopleListTemplate, readPeopleList } from './read-list.ts'
import { measureXml } from './read-list-xml.ts'
import { zipStored } from './read-list-zip.ts'

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const people = (count: number): string[] => Array.from({ length: count }, (_, at) => `P${at}`)
const header = `<row r="1">${cellAt('A1', 'nombre')}</row>`
const row = (at: number | string, ...cells: string[]): string => `<row r="${at}">${cells.join('')}</row>`

describe('bad input: not a list', () => {
  test.each([
    ['a PNG', latin1('\x89PNG\r\n\x1A\n\x00\x00\x00\rIHDR')],
    ['a JPEG without a zero byte', latin1('\xFF\xD8\xFF\xE1\x01\x02\x03')],
    ['a PDF', utf8('%PDF-1.4\nnombre\n')],
    ['a page', utf8('<table><tr><td>nombre</td></tr></table>')],
    ['rich text', utf8('{\\rtf1 nombre}')],
    ['text with a zero', utf8('nombre\nRo\0sa')],
    ['UTF-16 without its mark', new Uint8Array(Buffer.from('nombre\nRosa', 'utf16le'))],
    ['an old workbook', concat(latin1('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1'), new Uint8Array(600))],
    ['another zip', new Uint8Array(zipStored(new Map([['mimetype', utf8('x')]])))],
    ['a zip without its end', handmade(header).subarray(0, 200)],
    ['a workbook without sheets', new Uint8Array(zipStored(new Map([...partsOf('')].slice(0, 2))))],
    ['a workbook that is not XML', handmade(header, { 'xl/workbook.xml': 'nombre' })],
    ['a sheet that is not XML', handmade('</row>')],
    [
      'a cell that says nothing of its place',
      handmade('<row r="1"><c t="inlineStr"><is><t>nombre</t></is></c></row>'),
    ],
  ])('%s', async (_, bytes) => {
    expect(await refusalOf(bytes)).toEqual({ type: 'not-a-list' })
  })

  test('an encrypted entry, another method, an entry beyond the end', async () => {
    const entry = Buffer.from(handmade(header)).indexOf('PK\x01\x02', 0, 'latin1')
    for (const [at, value] of [
      [8, 1],
      [10, 12],
      [20, 0xff],
      [23, 0x7f],
      [42, 1],
      [45, 0x7f],
    ] as const) {
      const bytes = handmade(header + row(2, cellAt('A2', 'Rosa')))
      const moved = Buffer.from(bytes).indexOf('PK\x01\x02', 0, 'latin1')
      expect(entry).toBeGreaterThan(0)
      bytes[moved + at] = value
      expect(await refusalOf(bytes)).toEqual({ type: 'not-a-list' })
    }
  })
})

describe('bad input: empty, or without names', () => {
  test.each([
    ['no bytes', new Uint8Array()],
    ['a byte order mark', latin1('\xEF\xBB\xBF')],
    ['blank lines', utf8('\n\r\n  \n')],
    ['nothing but delimiters', utf8(',,,\n;;\n')],
    ['a heading', utf8('nombre,familia\n')],
    ['a heading and blank rows', utf8('nombre,familia\n,\n ,\n')],
    ['an empty sheet', handmade('')],
    ['a sheet with a heading', handmade(header)],
  ])('list-empty: %s', async (_, bytes) => {
    expect(await refusalOf(bytes)).toEqual({ type: 'list-empty' })
  })

  test.each([
    ['familia,sexo', ['familia', 'sexo']],
    ['apellidos,,sexo', ['apellidos', 'sexo']],
    ['Rosa Mamani', ['Rosa Mamani']],
  ])('list-without-names: %s', async (names, found) => {
    expect(await refusalOf(listOf(names, 'x,y,f'))).toEqual({ type: 'list-without-names', found })
  })

  test('what was found is shown in part, and fit to be shown', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `a\u0007 ${at}${'x'.repeat(300)}`)
    const { found } = await refusalOf(listOf(names.join(','), 'x'))
    expect(found).toHaveLength(20)
    expect(found).toContain(`a 3${'x'.repeat(97)}`)
  })
})

describe('bad input: too large', () => {
  const tooLarge = (unit: keyof typeof listLimits) => ({
    type: 'list-too-large',
    unit,
    most: listLimits[unit],
  })

  test('2 MiB are read, one byte more is not', async () => {
    const bytes = new Uint8Array(listLimits.bytes + 1).fill(0x20)
    bytes.set(utf8('nombre\nRosa\n'))
    expect((await read(bytes.subarray(1 - 1, listLimits.bytes))).rows).toHaveLength(1)
    expect(await refusalOf(bytes)).toEqual(tooLarge('bytes'))
  })

  test('20,000 rows are read, one more is not', async () => {
    expect((await read(listOf('nombre', ...people(20_000)))).rows).toHaveLength(20_000)
    expect(await refusalOf(listOf('nombre', ...people(20_001)))).toEqual(tooLarge('rows'))
  })

  test('blank rows at the end of a text are none', async () => {
    const blank = Array.from({ length: 30_000 }, () => ';;')
    expect((await read(listOf('nombre;familia;', 'Rosa;1;', ...blank))).rows).toHaveLength(1)
  })

  test('100 columns are read, one more is not', async () => {
    const line = (first: string, more: number): string => first + ',x'.repeat(more)
    expect((await read(listOf(line('nombre', 99), line('Rosa', 99)))).rows).toHaveLength(1)
    expect(await refusalOf(listOf(line('nombre', 100), 'Rosa'))).toEqual(tooLarge('columns'))
    expect(await refusalOf(listOf('nombre', line('Rosa', 100)))).toEqual(tooLarge('columns'))
    expect((await read(listOf(`nombre${','.repeat(200)}`, `Rosa${','.repeat(200)}`))).rows).toHaveLength(1)
  })

  test('a cell nobody reads may be as long as it likes', async () => {
    expect((await read(listOf('nombre,notas', `Rosa,${'x'.repeat(5000)}`))).rows).toHaveLength(1)
  })

  test('a workbook of more than 50 MiB, whatever its directory says', async () => {
    const size = listLimits.unpackedBytes + 1
    expect(await refusalOf(bombOf(size, size))).toEqual(tooLarge('unpackedBytes'))
    expect(await refusalOf(bombOf(size, 10))).toEqual(tooLarge('unpackedBytes'))
    expect(await refusalOf(bombOf(10, size))).toEqual(tooLarge('unpackedBytes'))
    expect(await refusalOf(bombOf(10, 10))).toEqual({ type: 'not-a-list' })
  })

  test('a workbook whose cells all show one long text', async () => {
    const shared = `<sst><si><t>nombre</t></si><si><t>${' '.repeat(200_000)}</t></si></sst>`
    const cells = (at: number): string =>
      Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `<c r="${letter}${at}" t="s"><v>1</v></c>`).join(
        '',
      )
    const rows = Array.from({ length: 1000 }, (_, at) => row(at + 2, cells(at + 2))).join('')
    const parts = partsOf(header + rows, { 'xl/sharedStrings.xml': shared })
    expect(await refusalOf(zipDeflated(parts))).toEqual(tooLarge('unpackedBytes'))
  })

  test('a workbook of more than 1,000 parts', async () => {
    const parts = partsOf(header + row(2, cellAt('A2', 'Rosa')))
    while (parts.size < 1000) parts.set(`x${parts.size}`, new Uint8Array())
    expect((await read(new Uint8Array(zipStored(parts)))).rows).toHaveLength(1)
    parts.set('x1000', new Uint8Array())
    expect(await refusalOf(new Uint8Array(zipStored(parts)))).toEqual(tooLarge('parts'))
  })

  test('a sheet of 20,000 rows is read, one more is not', async () => {
    const rows = (count: number): string =>
      people(count)
        .map((name, at) => row(at + 2, cellAt(`A${at + 2}`, name)))
        .join('')
    const packed = await workbookOf(['nombre'], ...people(20_000).map((name) => [name]))
    expect((await read(packed)).rows).toHaveLength(20_000)
    expect(await refusalOf(handmade(header + rows(20_001)))).toEqual(tooLarge('rows'))
  })

  test('a cell far away does not fill the memory with what is between', async () => {
    const rosa = row(2, cellAt('A2', 'Rosa'))
    expect(await refusalOf(handmade(header + row(30_000, cellAt('A30000', 'x'))))).toEqual(tooLarge('rows'))
    expect(await refusalOf(handmade(header + rosa + `<row>${cellAt('A30000', 'x')}</row>`))).toEqual(
      tooLarge('rows'),
    )
    expect(await refusalOf(handmade(header + row(2, cellAt('CW2', 'x'))))).toEqual(tooLarge('columns'))
    expect(
      (await read(handmade(header + row(2, cellAt('A2', 'Rosa'), cellAt('CV2', 'x'))))).problems,
    ).toEqual([])
  })

  test('and is told before the library reads it', () => {
    const far = `<row>${cellAt('A20002', 'x')}</row>`
    expect(measureXml(`<row>${cellAt('CV20001', 'x')}</row>`)).toMatchObject({ ok: true })
    expect(measureXml(far)).toMatchObject({ error: tooLarge('rows') })
    expect(measureXml(row(20_002, cellAt('A2', 'x')))).toMatchObject({ error: tooLarge('rows') })
    expect(measureXml(row(2, cellAt('CW2', 'x')))).toMatchObject({ error: tooLarge('columns') })
  })

  test('rows without values may be anywhere in a sheet', async () => {
    const bytes = handmade(
      header + row(2, cellAt('A2', 'Rosa')) + row(1_048_576, '<c r="XFD1048576" s="0"/>'),
    )
    expect((await read(bytes)).rows).toMatchObject([{ row: 2, name: 'Rosa' }])
  })

  test.each([
    ['a row beyond any sheet', row(9_999_999)],
    ['a row that is no number', row('1e9')],
    ['a row in disguise', '<row r="&#57;99999999"/>'],
    ['a row in disguise, with a prefix', '<x:row r="999999999"/>'],
    ['a row behind a bracket', '<row a=">" r="999999999"/>'],
    ['a row that says it twice', '<row r="2" x:r="999999999"/>'],
    ['a row of ten million characters', `<row ${'b="1" '.repeat(2_000_000)}/>`],
    ['a row behind a declaration', '<!DOCTYPE a [<!ENTITY b "c">]><row r="2"/>'],
    ['a tag that does not end', `<a ${'b="1" '.repeat(2_000_000)}`],
    ['a comment that does not end', `<!--${' '.repeat(10_000_000)}`],
    ['a comment that seems to end', `<!-- > ${'<a></a>'.repeat(1_000_000)}`],
    ['a text that does not end', `<a>${' '.repeat(10_000_000)}`],
    ['a cell beyond any sheet', row(2, '<c r="ZZZZZZ2"><v>1</v></c>')],
    ['a cell of a small letter', row(2, '<c r="zzzzzz2"><v>1</v></c>')],
  ])('%s', async (_, rows) => {
    expect(await refusalOf(zipDeflated(partsOf(header + rows)))).toEqual({ type: 'not-a-list' })
  })

  test.each(['<![CDATA[ ]]>', '<!-- -->'])(
    'a name with %s inside, which the library would cut',
    async (markup) => {
      expect(await refusalOf(handmade(header + row(2, cellAt('A2', `Ro${markup}sa`))))).toEqual({
        type: 'not-a-list',
      })
    },
  )

  test.each([
    ['long', '[', 1],
    ['many', 'a', 501],
  ])('number formats: %s', async (_, code, count) => {
    const format = `<numFmt numFmtId="164" formatCode="${code.repeat(count === 1 ? 1_000_000 : 1)}"/>`
    const styles = `<styleSheet><numFmts>${format.repeat(count)}</numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`
    const sheet = header + row(2, '<c r="A2" s="0"><v>1</v></c>')
    expect(await refusalOf(handmade(sheet, { 'xl/styles.xml': styles }))).toEqual({ type: 'not-a-list' })
  })
})

describe('no bytes make it throw', () => {
  const knownRefusals = ['list-empty', 'list-too-large', 'list-without-names', 'not-a-list']

  async function expectAnswer(bytes: Uint8Array): Promise<void> {
    const result = await readPeopleList(bytes)
    if (!result.ok) expect(knownRefusals).toContain(result.error.type)
    else for (const { name } of result.value.rows) expect(name).toMatch(/^[^\p{Cc}\p{Cs}=+@-].*$/u)
  }

  test('random bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), expectAnswer), { numRuns: 2000 })
  })

  test('random bytes behind the marks of a format', async () => {
    const starts = [
      'PK\x03\x04',
      'PK\x05\x06',
      '\xFF\xFE',
      '\xFE\xFF',
      '\xEF\xBB\xBF',
      'nombre,sexo\n',
      'nombre\t"',
    ]
    const bytes = fc
      .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }))
      .map(([start, rest]) => concat(latin1(start), rest))
    await fc.assert(fc.asyncProperty(bytes, expectAnswer), { numRuns: 2000 })
  })

  test('random text below a heading', async () => {
    const line = fc.string({
      unit: fc.constantFrom(...Array.from('",;\t\r\n=-aF1é \u0001\u200B')),
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(line, (text) => expectAnswer(utf8(`nombre;sexo,away\tx\n${text}`))),
      { numRuns: 2000 },
    )
  })

  const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 6,
  })
  const changed = (sample: Uint8Array, edits: [number, number][]): Uint8Array => {
    const bytes = sample.slice()
    for (const [at, value] of edits) bytes[at % bytes.length] = value
    return bytes
  }

  test('lists that were changed', async () => {
    const samples = [
      utf8(peopleListTemplate()),
      new Uint8Array(Buffer.from(`\uFEFF${peopleListTemplate()}`, 'utf16le')),
      await workbookOf(['nombre', 'nacimiento', 'away'], ['Rosa', 1971, true], ['Pedro', new Date(0), false]),
      handmade(header + row(2, cellAt('A2', 'Rosa'))),
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), changes, (sample, edits) =>
        expectAnswer(changed(sample, edits)),
      ),
      { numRuns: 3000 },
    )
  })

  test('parts of a workbook that were changed, in a zip that was not', async () => {
    const parts = partsOf(header + row(2, cellAt('A2', 'Rosa'), '<c r="B2" s="1"><v>3</v></c>'), {
      'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      'xl/sharedStrings.xml': '<sst><si><t>Rosa</t></si></sst>',
    })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parts.keys()), changes, async (name, edits) => {
        const part = parts.get(name) ?? new Uint8Array()
        await expectAnswer(new Uint8Array(zipStored(new Map([...parts, [name, changed(part, edits)]]))))
      }),
      { numRuns: 3000 },
    )
  })
})
