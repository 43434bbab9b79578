/** Search on a node: by people's own words, whatever is typed, in what is open and followed alone. */
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Nodes, type TestNode, factsOf } from '../../tests/support/test-node.ts'
import type { Written } from '../node/write.ts'
import type { FoundLine, SearchView } from './search-view.ts'

const nodes = new Nodes()
let node: TestNode
/** Desaguadero of Bolivia, and of Peru. */
let [bolivian, peruvian] = ['', '']

const search = (query: string, more = ''): Promise<SearchView> =>
  node.json<SearchView>(`/api/search?q=${encodeURIComponent(query)}${more}`)

const called = ({ lines }: SearchView): string[] =>
  lines.map(
    ({ kind, title, body }: FoundLine) => `${kind} ${title?.es ?? '-'} ${body.name.es} ${body.country}`,
  )

const found = async (query: string, more = ''): Promise<string[]> => called(await search(query, more))

beforeAll(async () => {
  node = await nodes.listening('Nodo del lago')
  bolivian = (await node.did('body.found', factsOf('Desaguadero', 'BO'))).book
  peruvian = (await node.did('body.found', { ...factsOf('Desaguadero', 'PE'), kind: 'community' })).book
  const put = (body: string, title: string, text: string) =>
    node.did<Written>('motion.put', { body, title: { es: title }, text: { es: text } })
  await put(bolivian, 'Limpieza del río', 'Que cada familia dé un día de mink’a para la toma.')
  await put(peruvian, 'La feria de mayo', 'Que el puente esté libre.')
  await put(peruvian, 'Cuota de agua', 'Que la vivienda de Ñuñoa aporte, y la de D’Orbigny también.')
  await node.did('session.call', {
    body: peruvian,
    when: 'domingo 1 de marzo',
    agenda: [{ title: { es: 'Elección del juez de aguas' } }],
  })
  const plain = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')
  const attach = { body: peruvian, bytes: plain }
  await node.did('document.attach', { ...attach, title: { es: 'Plano del canal' }, isOpen: true })
  await node.did('document.attach', { ...attach, title: { es: 'Lista reservada' } })
})
afterAll(() => nodes.close())

describe('people find what they wrote', () => {
  test('places of one name are told apart by their country, and can be asked for by it', async () => {
    const both = await search('desaguadero')
    expect(called(both)).toEqual(
      expect.arrayContaining(['body Desaguadero Desaguadero BO', 'body Desaguadero Desaguadero PE']),
    )
    expect(both.countries).toEqual([
      { country: 'BO', count: 1 },
      { country: 'PE', count: 1 },
    ])
    expect(await found('desaguadero', '&country=PE')).toEqual(['body Desaguadero Desaguadero PE'])
  })

  test.each(['RIO', 'río', 'limpieza del rio', 'limp ri'])(
    '%s: accents and case do not count',
    async (query) => {
      expect(await found(query)).toEqual(['motion Limpieza del río Desaguadero BO'])
    },
  )

  test.each(["mink'a", 'mink’a', 'minkʼa', 'mink`a', 'mink´a', 'minka', 'MINK‘A'])(
    '%s: no apostrophe counts',
    async (query) => {
      expect(await found(query)).toEqual(['motion Limpieza del río Desaguadero BO'])
    },
  )

  test.each(['orbigny', "d'orbigny", 'nunoa', 'ñuñoa'])('%s is in a text', async (query) => {
    expect(await found(query)).toEqual(['motion Cuota de agua Desaguadero PE'])
  })

  test('agendas and open documents are found; of a call, what it is to deal with', async () => {
    const { lines } = await search('juez de aguas')
    expect(lines).toMatchObject([
      { kind: 'call', at: 'domingo 1 de marzo', text: { es: 'Elección del juez de aguas' } },
    ])
    expect(await found('plano canal')).toEqual(['document Plano del canal Desaguadero PE'])
  })

  test('an office is found by the name its body gave it', async () => {
    expect(await found('desaguadero')).not.toContain('office')
    const page = await node.get(`/search?q=aguas`)
    expect(await page.text()).toContain('<mark>aguas</mark>')
  })

  test('bad input: nothing sealed is found', async () => {
    expect(await found('lista reservada')).toEqual([])
  })

  test('what is called so stands before what says so; a list is shown a part at a time', async () => {
    for (let at = 0; at < 25; at += 1)
      await node.did('motion.put', { body: bolivian, title: { es: `Acequia ${at}` }, text: { es: 'Obra' } })
    await node.did('motion.put', { body: bolivian, title: { es: 'Obra' }, text: { es: 'La acequia' } })
    const [first, second] = [await search('acequia'), await search('acequia', '&page=2')]
    expect([first.count, first.lines.length, first.hasMore]).toEqual([26, 20, true])
    expect([second.lines.length, second.hasMore]).toEqual([6, false])
    expect(second.lines.at(-1)?.title).toEqual({ es: 'Obra' })
  })
})

describe('bad input', () => {
  test.each([
    '',
    '   ',
    '"',
    '*',
    'AND OR NOT NEAR(',
    '{title} : x',
    "'; DROP TABLE searched; --",
    'title:río',
    '^río',
    '<script>alert(1)</script>',
    '\u202edesaguadero',
    '\u0000',
    'a'.repeat(10_000),
    'río '.repeat(2500),
    '\u{1f33e}'.repeat(5000),
    '“río” -limpieza',
    '👩🏽‍🌾',
  ])('%j is answered', async (query) => {
    const answer = await node.get(`/search?q=${encodeURIComponent(query)}`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toContain('<script>')
    expect((await search(query)).lines.length).toBeLessThanOrEqual(20)
  })

  test('words of an operator are words', async () => {
    expect(await found('río OR feria')).toEqual([])
    expect(await found('-río')).toEqual(['motion Limpieza del río Desaguadero BO'])
  })

  test('anything at all is answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (query) => {
        const answer = await node.get(`/api/search?q=${encodeURIComponent(query)}`)
        expect(answer.status).toBe(200)
        // An answer that is not read holds its connection, until the node ends it amid the next question.
        await answer.arrayBuffer()
      }),
      { numRuns: 60 },
    )
  })

  test('nothing is told of books that nobody here follows', async () => {
    const stranger = await nodes.open('Nodo ajeno')
    const path = join(nodes.folder, 'ajeno.apachita')
    await stranger.did('body.found', factsOf('Chillihua'))
    await stranger.did('carry.out', { path })
    await node.did('carry.in', { path })
    expect((await node.node.waiting()).size).toBe(1)
    expect(await found('chillihua')).toEqual([])
  })
})

test('what is found comes back when views are made anew', async () => {
  const before = await search('acequia')
  node.node.views.clear()
  await node.node.fold((await node.node.archive.books()).map(({ book }) => book))
  expect(await search('acequia')).toEqual(before)
  expect(await found('acequia 24')).toHaveLength(1)
})

test('a body is found by its name first, however many motions are called so', async () => {
  const old = (await node.did('body.found', { ...factsOf('Comité de Totora'), kind: 'water-committee' })).book
  const talkative = await node.found('Totora Marka')
  await node.growTo(talkative, 520, 'Totora')
  const { lines } = await search('totora')
  expect(lines.slice(0, 2).map(({ kind }) => kind)).toEqual(['body', 'body'])
  expect(lines.map(({ book }) => book)).toContain(old)
})

test('a body whose book goes on in another is found once, by the book that speaks for it', async () => {
  const { book: first } = await node.did<Written>('body.found', {
    ...factsOf('Quillacollo'),
    kind: 'community',
  })
  const { book: successor } = await node.did<Written>('successor.propose', { body: first })
  const booksFound = async () => (await search('quillacollo')).lines.map(({ book }) => book)
  expect(await booksFound()).toEqual([first])
  await node.did('successor.endorse', { successor })
  expect(await booksFound()).toEqual([successor])
  expect((await search('quillacollo')).count).toBe(1)
})
