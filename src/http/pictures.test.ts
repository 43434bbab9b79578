/** What leaves a node as a picture or its table: the same as on the page, for whoever asks, under a name that is safe. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carriedMotion, foundCommunity } from '../../tests/support/community.ts'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'
import type { MotionView } from '../assemblies/views.ts'
import type { FederationTree } from '../federation/views.ts'
import type { OfficesView } from '../offices/views.ts'

const nodes = new Nodes()
let home: TestNode
let body = ''
let alliance = ''
let motion = 0
let vote = 0
let adopted = 0
const hostile = '=HYPERLINK("http://x"), </title><script>alert(1)</script>'

beforeAll(async () => {
  home = await nodes.listening('Casa')
  await home.signUp()
  body = await foundCommunity(home, 'Mamani', 'Choque', 'Quispe')
  adopted = await carriedMotion(home, body, 'El turno del agua')
  const { votes } = await home.json<MotionView>(`/api/motions/${body}/${adopted}`)
  vote = votes[0]?.seq ?? -1
  const order = ['Mamani', 'Choque', 'Quispe'].map((name) => ({ called: `Familia ${name}` }))
  await home.did('office.adopt', { body, post: 'judge', motion: adopted, order })
  await home.did('office.start', { body, post: 'judge' })
  alliance = await found('Alianza "del Paso"\u202e', {
    kind: 'alliance',
    sections: [{ id: 'BO', name: { es: 'Bolivia' } }],
  })
  const member = await found(hostile, { place: { lon: '-68.41', lat: '-18.13' } })
  await home.did('membership.apply', { body: member, federation: alliance, section: 'BO' })
  await home.did('membership.accept', { federation: alliance, body: member })
  const put = await home.did<{ refs: { seq: number }[] }>('motion.put', {
    body: alliance,
    title: { es: 'Agua' },
    text: { es: 'Que llegue.' },
  })
  motion = put.refs[0]?.seq ?? -1
  await home.did('motion.refer', { body: alliance, motion })
})
afterAll(() => nodes.close())

async function found(name: string, more: object = {}): Promise<string> {
  const facts = { kind: 'community', name: { es: name }, country: 'BO', demonstration: true, ...more }
  return (await home.did<{ book: string }>('body.found', facts)).book
}

const namesOfPeople = /Mamani|Choque|Quispe|Luis|Ana/

const file = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await home.get(path, { 'accept-language': 'es', ...headers })
  return { answer, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer()) }
}

const pictures = (): readonly (readonly [string, string])[] => [
  [`/federations/${alliance}/tree`, 'alianza-del-paso-tree'],
  [`/federations/${alliance}/map`, 'alianza-del-paso-map'],
  [`/motions/${alliance}/${motion}/map`, `alianza-del-paso-map-${motion}`],
  [`/motions/${alliance}/${motion}/bars`, `alianza-del-paso-bars-${motion}`],
  [`/bodies/${body}/votes/${vote}/bars`, `san-pedro-vote-${vote}`],
  [`/bodies/${body}/turns`, 'san-pedro-turns'],
  [`/bodies/${body}/offices/judge/wheel`, 'san-pedro-wheel-judge'],
]

describe('every picture', () => {
  test('is saved as SVG and its table as CSV, named after the body', async () => {
    for (const [path, name] of pictures()) {
      const svg = await file(`${path}.svg`)
      expect(svg.answer.status, path).toBe(200)
      expect(svg.answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
      expect(svg.answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}.svg"`)
      expect(svg.text).toMatch(/^<\?xml [^>]*>\n<svg [^]*<title id="title">[^<]+<\/title>[^]*<\/svg>\n$/)
      expect(svg.text).not.toMatch(/<script|\shref=|\uFDD0/)
      expect(svg.text).toContain('Demostración: con hechos')
      const csv = await file(`${path}.csv`)
      expect(csv.answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(csv.answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}.csv"`)
      const [head = '', ...rows] = csv.text.trimEnd().split('\r\n')
      expect(head).toMatch(/^\uFEFF.*,Aviso$/)
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) expect(row).toMatch(/Demostración: con hechos inventados$/)
    }
  })

  test('is linked on a page, and speaks the language that is asked for', async () => {
    for (const [path] of pictures()) {
      const page = path.includes('/votes/')
        ? `/motions/${body}/${adopted}`
        : path.replace(/\/(map|bars|wheel)$/, '').replace(/\/turns$/, '/offices')
      const html = await (await home.get(page)).text()
      for (const ending of ['svg', 'csv']) expect(html, page).toContain(`href="${path}.${ending}"`)
    }
    const { text } = await file(`/federations/${alliance}/tree.csv`, { 'accept-language': 'en' })
    expect(text).toMatch(/^\uFEFFLevel,Body,Member of,/)
  })

  test('bad input: a member that is called as a formula and as markup is text in both', async () => {
    const tree = `/federations/${alliance}/tree`
    expect((await file(`${tree}.csv`)).text).toContain(`2,"'=HYPERLINK(""http://x"")`)
    expect((await file(`/federations/${alliance}/map.csv`)).text).toMatch(/\r\n"'=HYPERLINK/)
    expect((await file(`${tree}.svg`)).text).toContain('&lt;script&gt;')
  })

  test('of what is not here is not found', async () => {
    const strange = 'a'.repeat(52)
    for (const path of [
      `/federations/${strange}/tree`,
      `/federations/${strange}/map`,
      `/motions/${strange}/1/map`,
      `/motions/${alliance}/9999/bars`,
      `/bodies/${strange}/turns`,
      `/bodies/${strange}/votes/1/bars`,
      `/bodies/${body}/votes/0/bars`,
      `/bodies/${body}/offices/king/wheel`,
      `/bodies/${body}/offices/secretary/wheel`,
    ])
      for (const ending of ['svg', 'csv'])
        expect((await home.get(`${path}.${ending}`)).status, path).toBe(404)
  })
})

describe('names of people', () => {
  const offices = () => [`/bodies/${body}/turns`, `/bodies/${body}/offices/judge/wheel`]

  test('are in no file for a stranger', async () => {
    for (const path of offices())
      for (const ending of ['svg', 'csv'])
        expect((await file(`${path}.${ending}`)).text, path).not.toMatch(namesOfPeople)
  })

  test('are in the wheel for those of the body, as on the page, and kept by nobody on the way', async () => {
    const session = await home.signedIn()
    for (const ending of ['svg', 'csv']) {
      const { answer, text } = await file(`/bodies/${body}/offices/judge/wheel.${ending}`, session)
      expect(text).toContain('Familia Choque')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    expect((await file(`/bodies/${body}/turns.csv`, session)).text).not.toMatch(namesOfPeople)
  })
})

describe('the same facts over the API', () => {
  test('the tree, and the curve of turns', async () => {
    const tree = await home.json<FederationTree>(`/api/federations/${alliance}/tree`)
    expect(tree).toMatchObject({ bodies: 1, levels: 2, root: { members: 1, stands: 'whole' } })
    expect((await home.get(`/api/federations/${'a'.repeat(52)}/tree`)).status).toBe(404)
    const { concentration } = await home.json<OfficesView>(`/api/bodies/${body}/offices`)
    expect(concentration.curve).toEqual([
      { takers: 0, terms: 0 },
      { takers: 1, terms: 1 },
      { takers: 3, terms: 1 },
    ])
    expect(concentration.fewestWithHalf).toBe(1)
  })
})
