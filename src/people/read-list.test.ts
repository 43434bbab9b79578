import { describe, expect, test } from 'vitest'
import { concat, utf8 } from '../kernel/encoding.ts'
import { type CellValue, listOf, read, readLines, workbookOf } from './example-lists.ts'
import { peopleListTemplate } from './read-list.ts'

const nobody = {
  household: null,
  section: null,
  gender: null,
  birthYear: null,
  away: false,
  awayPlace: null,
  couple: null,
}

const header = [
  'Nombre completo',
  'Hogar',
  'Ayllu',
  'Sexo',
  'Año de nacimiento',
  'Reside fuera',
  'Lugar',
  'Pareja',
]
const rosa = {
  row: 2,
  name: 'Rosa Ñusta Mamani',
  household: 'Casa 3',
  section: 'Aransaya',
  gender: 'female',
  birthYear: 1971,
  away: true,
  awayPlace: 'Arica',
  couple: '7',
}
const rosaCells = ['Rosa Ñusta Mamani', 'Casa 3', 'Aransaya', 'Mujer', '1971', 'Sí', 'Arica', '7']
const pedro = { row: 3, name: 'Pedro Quispe', ...nobody }
const text = (delimiter: string, end: string): string =>
  [header, rosaCells, ['Pedro Quispe', '', '', '', '', '', '', '']]
    .map((row) => row.join(delimiter) + end)
    .join('')
const expected = { rows: [rosa, pedro], problems: [], ignoredColumns: [] }

describe('one list in the forms spreadsheets give it', () => {
  test.each([
    ['commas', ',', '\n'],
    ['semicolons', ';', '\r\n'],
    ['tabs', '\t', '\r\n'],
    ['line ends of old Macs', ';', '\r'],
  ])('%s', async (_, delimiter, end) => {
    expect(await read(utf8(text(delimiter, end)))).toEqual(expected)
  })

  test('line ends of both kinds', async () => {
    const mixed = text(';', '\r\n').replace('\r\n', '\n')
    expect(await read(utf8(mixed))).toEqual(expected)
  })

  const csv = text(';', '\r\n')
  const utf16 = Buffer.from(csv, 'utf16le')
  test.each([
    ['UTF-8', utf8(csv)],
    ['UTF-8 with a byte order mark', utf8(`\uFEFF${csv}`)],
    ['Windows-1252', new Uint8Array(Buffer.from(csv, 'latin1'))],
    ['UTF-16, little end first', concat(new Uint8Array([0xff, 0xfe]), utf16)],
    ['UTF-16, big end first', concat(new Uint8Array([0xfe, 0xff]), Buffer.from(utf16).swap16())],
  ])('%s', async (_, bytes) => {
    expect(await read(bytes)).toEqual(expected)
  })

  test('a workbook, with numbers and truth values as such', async () => {
    const cells: CellValue[] = [...rosaCells.slice(0, 4), 1971, true, 'Arica', 7]
    const bytes = await workbookOf(header, cells, ['Pedro Quispe', null, null])
    expect(await read(bytes)).toEqual(expected)
  })

  test('Windows-1252 has more than Latin-1', async () => {
    const bytes = new Uint8Array(Buffer.from('nombre\nRosa \x93Rosita\x94 Ca\xF1ari \x80\x9F', 'latin1'))
    expect((await read(bytes)).rows[0]?.name).toBe('Rosa “Rosita” Cañari €Ÿ')
  })

  test('quoted cells, with delimiters, marks and lines inside', async () => {
    const { rows } = await readLines('nombre,familia', '"Mamani, ""Rosa""","Casa\n3"', 'Pedro,2')
    expect(rows).toMatchObject([
      { row: 2, name: 'Mamani, "Rosa"', household: 'Casa 3' },
      { row: 3, name: 'Pedro', household: '2' },
    ])
  })

  test('the template can be read back', async () => {
    const { rows, problems, ignoredColumns } = await read(utf8(peopleListTemplate()))
    expect([problems, ignoredColumns]).toEqual([[], []])
    expect(rows).toHaveLength(2)
    expect(rows.map(({ gender, away, couple }) => [gender, away, couple])).toEqual([
      ['female', false, '1'],
      ['male', true, '1'],
    ])
  })
})

describe('rows', () => {
  test('are numbered as in the spreadsheet: blank ones count and are no problem', async () => {
    const { rows, problems } = await readLines('', 'nombre,familia', 'Rosa,1', ',', '', 'Pedro,2', ',', ',')
    expect(rows.map(({ row }) => row)).toEqual([3, 6])
    expect(problems).toEqual([])
    const sheet = await workbookOf(['nombre'], ['Rosa'], [null], ['Pedro'])
    expect((await read(sheet)).rows.map(({ row }) => row)).toEqual([2, 4])
  })

  test('with nothing but what is not read are blank', async () => {
    const { rows, problems } = await readLines('N°,nombre', '1,Rosa', '2,', '3,')
    expect([rows.length, problems]).toEqual([1, []])
  })

  test('are tidied: spaces inside and around, and one form for each letter', async () => {
    const { rows } = await readLines('nombre,familia', '  Jose\u0301   Luis\u00A0Mamani ,  la  de  arriba ')
    expect(rows).toMatchObject([{ name: 'José Luis Mamani', household: 'la de arriba' }])
  })

  test('may be filled up with spaces', async () => {
    const { rows, problems } = await readLines(
      'nombre,familia',
      `Rosa${' '.repeat(300)},1${' '.repeat(2000)}`,
    )
    expect([rows.map(({ name, household }) => [name, household]), problems]).toEqual([[['Rosa', '1']], []])
  })

  test('dashes alone say that there is nothing', async () => {
    const { rows, problems } = await readLines('nombre;familia;sexo;nacimiento;away', 'Rosa;-;--;—;-')
    expect([rows, problems]).toEqual([[{ row: 2, name: 'Rosa', ...nobody }], []])
  })

  test('of one name in two households are two people, whatever the accents', async () => {
    const { rows, problems } = await readLines('nombre,familia', 'Rosa,1', 'Rosa,2', 'Rosa,')
    expect([rows.map(({ household }) => household), problems]).toEqual([['1', '2', null], []])
  })
})

describe('headings', () => {
  test.each([
    ['NOMBRE', 'familia', 'Sección', 'género', 'Nacimiento', 'residente', 'donde vive', 'pareja'],
    [
      '  nombre   completo ',
      'HOGAR',
      'sector',
      'Sexo (H/M)',
      'AÑO NACIMIENTO',
      'Reside fuera?',
      'Lugar',
      'PAREJA',
    ],
    ['Name', 'household', 'section', 'gender', 'Birth year', 'away', 'place', 'couple'],
    ['nome', 'família', 'comunidade', 'Gênero', 'ano de nascimento', 'reside fora', 'onde mora', 'casal'],
    ['Nome completo', 'hogar', 'ZONA', 'sexo', 'ano de nacimiento', 'away', 'lugar', 'couple'],
  ])('%s, %s, %s, %s, %s, %s, %s, %s', async (...names) => {
    const { rows, ignoredColumns } = await readLines(names.join(';'), rosaCells.join(';'))
    expect([rows, ignoredColumns]).toEqual([[rosa], []])
  })

  test('nobody knows are listed, as are those that say again what another says', async () => {
    const { rows, ignoredColumns } = await readLines('CI,nombre,,sector,  zona  ', '123,Rosa,x,Alto,Bajo')
    expect(rows).toMatchObject([{ name: 'Rosa', section: 'Alto' }])
    expect(ignoredColumns).toEqual(['CI', 'zona'])
  })

  test.each([
    ['nombres,apellidos', 'Rosa María,Mamani Quispe', []],
    ['apellidos,nombre', 'Mamani Quispe,Rosa María', []],
    ['apellido paterno,apellido materno,nombres', 'Mamani,Quispe,Rosa María', []],
    ['given names,surname', 'Rosa María,Mamani Quispe', []],
    ['nomes,sobrenome', 'Rosa María,Mamani Quispe', []],
    ['nombre completo,nombres,apellidos', 'Rosa María Mamani Quispe,R.,M.', ['nombres', 'apellidos']],
  ])('%s make one name', async (names, cells, ignored) => {
    const { rows, ignoredColumns } = await readLines(names, cells)
    expect([rows.map(({ name }) => name), ignoredColumns]).toEqual([['Rosa María Mamani Quispe'], ignored])
  })

  test('a name without surnames stays a name', async () => {
    expect((await readLines('nombres,apellidos', 'Rosa,')).rows[0]?.name).toBe('Rosa')
  })

  test('decide the delimiter: the one that gives known ones, not the one that gives most', async () => {
    const { rows, ignoredColumns } = await readLines(
      'nombre;familia;notas, firmas, huellas, fecha',
      'Rosa;1;',
    )
    expect(rows).toMatchObject([{ name: 'Rosa', household: '1' }])
    expect(ignoredColumns).toEqual(['notas, firmas, huellas, fecha'])
  })

  test('decide the delimiter: cells may hold the others', async () => {
    const { rows } = await readLines('nombre;familia;lugar', 'Rosa;1;Calle A, B, C', 'Pedro;2;x, y, z')
    expect(rows.map(({ awayPlace }) => awayPlace)).toEqual(['Calle A, B, C', 'x, y, z'])
  })
})

describe('words', () => {
  test.each([
    ['sí si SI yes X 1 sim s y true VERDADERO', true],
    ['no NO 0 não nao n false falso', false],
  ])('away: %s', async (words, away) => {
    const lines = words.split(' ').map((word, at) => `Rosa ${at},${word}`)
    const { rows, problems } = await readLines('nombre,away', ...lines)
    expect(problems).toEqual([])
    expect(new Set(rows.map((row) => row.away))).toEqual(new Set([away]))
  })

  test.each([
    ['F femenino Feminino mujer MULHER female', 'female'],
    ['H V hombre varón homem masculino male', 'male'],
    ['otro otra outro other x', 'other'],
  ])('gender: %s', async (words, gender) => {
    const lines = words.split(' ').map((word, at) => `Rosa ${at},${word}`)
    const { rows } = await readLines('nombre,sexo', ...lines)
    expect(rows.map((row) => row.gender)).toEqual(words.split(' ').map(() => gender))
  })

  test.each([
    ['F', 'M', 'male'],
    ['H', 'M', 'female'],
    ['V', 'm', 'female'],
  ])('beside %s, %s is %s', async (other, m, gender) => {
    const { rows } = await readLines('nombre,sexo', `A,${other}`, `B,${m}`)
    expect(rows[1]?.gender).toBe(gender)
  })
})

describe('problems leave the row out and say where', () => {
  const long = 'x'.repeat(201)
  test.each([
    ['name-missing', 'nombre', ';1', {}],
    ['name-missing', 'nombre', '-;1', {}],
    ['name-missing', 'nombre', '\u200B;1', {}],
    ['name-too-long', 'nombre', `${long};1`, { most: 200 }],
    ['cell-too-long', 'familia', `Rosa;${'x'.repeat(1001)}`, { most: 1000 }],
    ['cell-too-long', 'familia', `Rosa;1${' '.repeat(4000)}2`, { most: 1000 }],
    ['name-too-long', 'nombre', `Rosa${' '.repeat(4000)}M;1`, { most: 200 }],
    ['gender-unknown', 'sexo', 'Rosa;1;señora', {}],
    ['gender-unknown', 'sexo', 'Rosa;1;M', {}],
    ['birth-year-invalid', 'nacimiento', 'Rosa;1;;71', {}],
    ['birth-year-invalid', 'nacimiento', 'Rosa;1;;1899', {}],
    ['birth-year-invalid', 'nacimiento', 'Rosa;1;;2101', {}],
    ['birth-year-invalid', 'nacimiento', 'Rosa;1;;12/03/1971', {}],
    ['birth-year-invalid', 'nacimiento', 'Rosa;1;;-1971', {}],
    ['birth-year-invalid', 'nacimiento', 'Rosa;1;;１９７１.', {}],
    ['away-unknown', 'away', 'Rosa;1;;;quizás', {}],
    ['cell-is-a-formula', 'nombre', '=HYPERLINK("http://x");1', {}],
    ['cell-is-a-formula', 'nombre', ' =1+1;1', {}],
    ['cell-is-a-formula', 'nombre', '+Rosa;1', {}],
    ['cell-is-a-formula', 'nombre', '-Rosa;1', {}],
    ['cell-is-a-formula', 'nombre', '-5;1', {}],
    ['cell-is-a-formula', 'nombre', '@SUM(A1);1', {}],
    ['cell-is-a-formula', 'nombre', '"\tRosa";1', {}],
    ['cell-is-a-formula', 'nombre', '"\rRosa";1', {}],
    ['cell-is-a-formula', 'nombre', '＝1+1;1', {}],
    ['cell-is-a-formula', 'familia', 'Rosa;-1+1', {}],
    ['cell-is-a-formula', 'nacimiento', 'Rosa;1;;=1900+71', {}],
    ['text-invalid', 'nombre', 'Ro\u0007sa;1', {}],
    ['text-invalid', 'nombre', 'Ro\u0085\u009Fsa;1', {}],
    ['text-invalid', 'familia', 'Rosa;\u202Eabc', {}],
    ['text-invalid', 'nombre', 'Ro\uFFFDsa;1', {}],
  ])('%s in %s: %.60s', async (type, column, line, figures) => {
    const { rows, problems } = await readLines(
      'nombre;familia;sexo;nacimiento;away',
      line.includes('HYPERLINK') ? `"${line.slice(0, -2).replaceAll('"', '""')}";1` : line,
      'Pedro;2;;;',
    )
    expect(problems).toEqual([{ row: 2, column, type, ...figures }])
    expect(rows.map(({ name }) => name)).toEqual(['Pedro'])
  })

  test('at the limits there is none', async () => {
    const name = '😀'.repeat(200)
    const { rows, problems } = await readLines(
      'nombre,familia,nacimiento',
      `${name},${'y'.repeat(1000)},1900`,
      'Ñ,-5,2100',
    )
    expect(problems).toEqual([])
    expect(rows).toMatchObject([
      { name, birthYear: 1900 },
      { household: '-5', birthYear: 2100 },
    ])
  })

  test('an unpaired surrogate of UTF-16 is text-invalid', async () => {
    const bytes = Buffer.from('\uFEFFnombre\nRo\uD800sa\nPedro', 'utf16le')
    const { rows, problems } = await read(bytes)
    expect(problems).toEqual([{ row: 2, column: 'nombre', type: 'text-invalid' }])
    expect(rows).toHaveLength(1)
  })

  test('a character lost in UTF-8 is that row only, not another reading of all', async () => {
    const bytes = concat(utf8('nombre\nJosé Ñusta\nMar'), new Uint8Array([0xc3]), utf8('\nÁngela'))
    const { rows, problems } = await read(bytes)
    expect(rows.map(({ name }) => name)).toEqual(['José Ñusta', 'Ángela'])
    expect(problems).toEqual([{ row: 3, column: 'nombre', type: 'text-invalid' }])
  })

  test('person-twice: the same name in the same household, however it is written', async () => {
    const { rows, problems } = await readLines(
      'Nombre,Hogar,sexo',
      'José  Mamani,Casa 1,',
      'Ana,Casa 1,',
      'jose mamani,CASA 1,',
      'Ana,casa 1,?',
      'José Mamani,Casa 2,',
    )
    expect(rows.map(({ row }) => row)).toEqual([2, 3, 6])
    expect(problems).toEqual([
      { row: 4, column: 'Nombre', type: 'person-twice', firstRow: 2 },
      { row: 5, column: 'sexo', type: 'gender-unknown' },
      { row: 5, column: 'Nombre', type: 'person-twice', firstRow: 3 },
    ])
  })

  test('a name that could not be read is not taken for another', async () => {
    const { problems } = await readLines('nombres,apellidos', 'Ana,=1', 'Ana,=2', 'Ana,')
    expect(problems.map(({ type }) => type)).toEqual(['cell-is-a-formula', 'cell-is-a-formula'])
  })

  test('name-too-long: given names and surnames are counted together', async () => {
    const { problems } = await readLines('nombres,apellidos', `${'x'.repeat(100)},${'y'.repeat(100)}`)
    expect(problems).toEqual([{ row: 2, column: 'nombres', type: 'name-too-long', most: 200 }])
  })

  test('everything wrong with a row is said', async () => {
    const { problems } = await readLines('nombre,sexo,nacimiento,away', ',?,x,x y')
    expect(problems.map(({ type }) => type)).toEqual([
      'name-missing',
      'gender-unknown',
      'birth-year-invalid',
      'away-unknown',
    ])
  })

  test('row-too-wide: a delimiter inside a name moves all that follows', async () => {
    const { rows, problems } = await readLines('nombre,familia', 'Mamani, Rosa,1', 'Pedro,2,,')
    expect(problems).toEqual([{ row: 2, column: null, type: 'row-too-wide', most: 2 }])
    expect(rows.map(({ name }) => name)).toEqual(['Pedro'])
  })

  test('quotes-invalid: a mark that is never closed swallows the rows after it', async () => {
    const { rows, problems } = await readLines('nombre,familia', 'Ana,1', '"Rosa,2', 'Pedro,3')
    expect(problems).toEqual([{ row: 3, column: null, type: 'quotes-invalid' }])
    expect(rows.map(({ name }) => name)).toEqual(['Ana'])
  })

  test('quotes-invalid: one in the heading is said rather than that there is nobody', async () => {
    const { rows, problems } = await readLines('nombre,"familia', 'Rosa,2', 'Pedro,3')
    expect([rows, problems]).toEqual([[], [{ row: 1, column: null, type: 'quotes-invalid' }]])
  })

  test('in workbooks as in text', async () => {
    const bytes = await workbookOf(
      ['nombre', 'nacimiento'],
      ['=1+1', 1971],
      [-5, 1971],
      ['Rosa', new Date('1971-03-12T00:00:00Z')],
      ['Pedro', 1971.5],
      ['\tAna', 1971],
      [null, 1971],
      ['Luz', 1971],
    )
    const { rows, problems } = await read(bytes)
    expect(problems.map(({ row, type }) => [row, type])).toEqual([
      [2, 'cell-is-a-formula'],
      [3, 'cell-is-a-formula'],
      [4, 'birth-year-invalid'],
      [5, 'birth-year-invalid'],
      [6, 'cell-is-a-formula'],
      [7, 'name-missing'],
    ])
    expect(rows.map(({ name }) => name)).toEqual(['Luz'])
  })
})

test('no row is lost: each is a person or a problem', async () => {
  const names = Array.from({ length: 2000 }, (_, at) => (at % 7 === 0 ? '=x' : `Persona ${at}`))
  const { rows, problems } = await read(listOf('nombre', ...names))
  expect(rows.length + problems.length).toBe(2000)
})
