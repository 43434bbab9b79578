/** A federation of as many members as there are municipalities on both sides of three borders, as it is asked for. */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CrowdedAlliance, crowdedAlliance } from '../../tests/support/crowded-alliance.ts'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'
import type { BoardView } from '../federation/views.ts'

const count = 4200
const nodes = new Nodes()
let home: TestNode
let made: CrowdedAlliance
let session: Record<string, string>

beforeAll(async () => {
  home = await nodes.listening('Casa')
  await home.signUp()
  made = await crowdedAlliance(home, count)
  session = await home.signedIn()
})
afterAll(() => nodes.close())

const board = () => `/motions/${made.alliance}/${made.motion}`
const federation = () => `/federations/${made.alliance}`

async function pageAt(path: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await home.get(path, { 'accept-language': 'es', ...headers })
  expect(answer.status, path).toBe(200)
  return answer.text()
}

const namesIn = (html: string): string[] =>
  [...html.matchAll(/<th role="rowheader" scope="row"><a [^>]*><bdi>(Municipio [^<]*)</g)].map(
    ([, name = '']) => name,
  )

/** What `rel="next"` leads through. */
async function partsFrom(path: string): Promise<string[][]> {
  const parts: string[][] = []
  for (let next: string | undefined = path; next !== undefined;) {
    const html = await pageAt(next)
    parts.push(namesIn(html))
    next = /<a class="btn" href="([^"#]*)#members" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  return parts
}

describe('of 4200 members', () => {
  test('every page reaches a phone, for strangers and for those who write', async () => {
    const pages = [
      ...['', '?section=BO&show=unheard', '/wall', '/act'].map((more) => `${board()}${more}`),
      ...['', '?page=20', '/membership', '/record', '/tree'].map((more) => `${federation()}${more}`),
      `/bodies/${made.alliance}`,
      `/bodies/${made.alliance}/motions`,
      '/federations',
    ]
    for (const path of pages) expect(gzipSync(await pageAt(path)).length, path).toBeLessThan(50_000)
    const written = [
      board(),
      federation(),
      `${federation()}/membership`,
      `${board()}/close`,
      `${board()}/decide`,
    ]
    for (const path of written) {
      const page = await (await home.get(path, session)).arrayBuffer()
      expect(gzipSync(new Uint8Array(page)).length, path).toBeLessThan(50_000)
    }
  })

  test('a board counts everybody on every part', async () => {
    for (const more of ['?page=42', '?section=CL&show=yes', '?q=nadie'])
      for (const words of ['Han respondido 1050 de 4200 miembros.', '>350</b> de 1400 '])
        expect(await pageAt(`${board()}${more}`), more).toContain(words)
  })

  test('everybody who is asked for is found from part to part', async () => {
    const ofChile = made.members.filter(({ section }) => section === 'CL').map(({ name }) => name)
    const parts = await partsFrom(`${federation()}?section=CL`)
    expect(parts.map(({ length }) => length)).toEqual(Array.from({ length: 14 }, () => 100))
    expect(parts.flat()).toEqual(ofChile.toSorted())
    const yes = made.members
      .filter(({ section, saidYes }) => section === 'PE' && saidYes)
      .map(({ name }) => name)
    expect((await partsFrom(`${board()}?section=PE&show=yes`)).flat()).toEqual(yes.toSorted())
    const last = made.members.at(-1)?.name ?? ''
    expect(namesIn(await pageAt(`${board()}?q=${encodeURIComponent(last)}`))).toEqual([last])
  })

  test('bad input: what is no part, section or standing shows none, or the first, and breaks nothing; beyond the last part is the last', async () => {
    for (const more of ['?page=0', '?page=-1', '?page=x', '?page=1e9'])
      expect(namesIn(await pageAt(`${board()}${more}`)), more).toHaveLength(100)
    const [last, beyond] = [await pageAt(`${board()}?page=42`), await pageAt(`${board()}?page=999999999999`)]
    expect(namesIn(beyond)).toEqual(namesIn(last))
    for (const more of ['?section=%00', '?show=constructor', '?q=%3Cscript%3E'])
      expect(namesIn(await pageAt(`${board()}${more}`)), more).toEqual([])
  })

  test('the files and the API have all', async () => {
    for (const path of [`${board()}/map`, `${federation()}/map`]) {
      const rows = (await pageAt(`${path}.csv`)).trimEnd().split('\r\n').slice(1)
      const names = new Set(rows.map((row) => row.split(',')[0]))
      expect(names).toEqual(new Set(made.members.map(({ name }) => name)))
      expect((await pageAt(`${path}.svg`)).match(/class="m /g)?.length).toBeGreaterThanOrEqual(count)
    }
    expect((await home.json<BoardView>(`/api${board()}`)).members).toHaveLength(count)
  })
})
