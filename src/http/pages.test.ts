/** Pages and the JSON API over HTTP: in both languages, with their banner and headers, and for whatever is asked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unwrap } from '../kernel/result.ts'
import type { BoardView } from '../federation/views.ts'
import { rawRequest } from '../../tests/support/requests.ts'
import {
  Nodes,
  type Referred,
  type TestNode,
  decideYes,
  foundAlliance,
  joinAlliance,
  motion,
  refer,
} from '../../tests/support/test-node.ts'

const nodes = new Nodes()
let bolivia: TestNode
let chile: TestNode
let referred: Referred
let [alliance, sajama, turco, colchane] = ['', '', '', '']

beforeAll(async () => {
  bolivia = await nodes.listening('Nodo de Bolivia', 'BO')
  chile = await nodes.listening('Nodo de Chile', 'CL')
  await bolivia.signUp()
  alliance = await foundAlliance(bolivia)
  sajama = await bolivia.found('Sajama')
  turco = await bolivia.found('Turco')
  colchane = await chile.found('Colchane')
  await joinAlliance(bolivia, alliance, [
    { at: bolivia, body: sajama },
    { at: bolivia, body: turco },
    { at: chile, body: colchane },
  ])
  referred = await refer(bolivia, alliance)
  unwrap(await decideYes(bolivia, sajama, referred))
  await chile.synced(bolivia.url)
})
afterAll(() => nodes.close())

const boardPath = (): string => `/motions/${alliance}/${referred.motion}`

const publicPages = (): string[] => [
  '/',
  '/books',
  `/books/${sajama}`,
  `/books/${sajama}?before=3`,
  `/books/${alliance}`,
  `/bodies/${sajama}`,
  `/bodies/${alliance}`,
  '/federations',
  `/federations/${alliance}`,
  boardPath(),
  `${boardPath()}/act`,
  '/carriage',
]

const textOf = async (
  node: TestNode,
  path: string,
  headers: Record<string, string> = {},
): Promise<string> => {
  const response = await node.get(path, headers)
  expect(response.status, path).toBe(200)
  return response.text()
}

const texts = {
  es: 'Demostración: con hechos inventados',
  en: 'Demonstration: with invented facts',
  pt: 'Demonstração: com fatos inventados',
}

describe('every page', () => {
  test.each(['es', 'en', 'pt'] as const)(
    'is there in %s, says its language, and that the facts are invented',
    async (lang) => {
      for (const path of publicPages()) {
        const text = await textOf(bolivia, `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
        expect(text, path).toContain(`<html lang="${lang}">`)
        expect(text, path).toContain(texts[lang])
      }
    },
  )

  test('is there for the operator, too, and the form of a decision with it', async () => {
    for (const path of [...publicPages(), `${boardPath()}/decide`]) {
      const response = await bolivia.asOperator(path)
      expect([response.status, (await response.text()).includes(texts.es)], path).toEqual([200, true])
    }
  })

  test('runs no script but its own islands, is framed by nobody, and loads nothing from elsewhere', async () => {
    for (const path of [...publicPages(), '/nowhere', '/api/books', `/books/${sajama}/checkpoint`]) {
      const response = await bolivia.get(path)
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy, path).toContain("default-src 'none'")
      expect(policy, path).toContain("frame-ancestors 'none'")
      expect(policy.replace("script-src 'self'", ''), path).not.toContain('script')
      expect(response.headers.get('x-content-type-options'), path).toBe('nosniff')
      const html = await response.text()
      const text = html.replaceAll(
        /<script type="module" src="\/assets\/(live|aloud)-[0-9a-f]{12}\.js"><\/script>/g,
        '',
      )
      expect(policy.includes('script-src'), path).toBe(text !== html)
      expect(text, path).not.toMatch(/<script|\son[a-z]+="|javascript:|<(img|link|iframe)[^>]*https?:/i)
    }
  })

  test('is the same from an operator without the token: only the door, with the same headers', async () => {
    const { status, headers } = await rawRequest(bolivia.listening.operatorUrl, '/')
    expect([status, String(headers['content-security-policy']).includes("default-src 'none'")]).toEqual([
      401,
      true,
    ])
  })

  test('is in the language the browser asks for, then in the one chosen', async () => {
    const english = { 'accept-language': 'de;q=0.9, en-GB;q=0.8, es;q=0.1' }
    expect(await textOf(bolivia, '/', english)).toContain('<html lang="en">')
    expect(await textOf(bolivia, '/', { 'accept-language': 'qu' })).toContain('<html lang="es">')
    expect(await textOf(bolivia, '/', { ...english, cookie: 'lang=es' })).toContain('<html lang="es">')
    expect(await textOf(bolivia, '/?lang=en', { cookie: 'lang=es' })).toContain('<html lang="en">')
    const chosen = await bolivia.get('/?lang=en')
    expect(chosen.headers.get('set-cookie')).toMatch(/^lang=en; Max-Age=\d+; Path=\/; SameSite=Lax$/)
  })

  test.each(['xx', '', '../es', '<script>', 'es'.repeat(3000)])(
    'asked for in a language that is none (%j) is in Spanish',
    async (lang) => {
      const text = await textOf(bolivia, `/?lang=${encodeURIComponent(lang)}`)
      expect(text).toContain('<html lang="es">')
      expect(text).not.toContain('<script>')
    },
  )

  test('is small: at most 50 KB as it travels', async () => {
    for (const path of publicPages()) {
      const { status, headers, text } = await rawRequest(bolivia.url, path, {
        headers: { 'accept-encoding': 'gzip' },
      })
      expect([status, headers['content-encoding']], path).toEqual([200, 'gzip'])
      expect(text.length, path).toBeLessThan(50_000)
    }
  })

  test('has its style, kept for long', async () => {
    const home = await textOf(bolivia, '/')
    const [, path = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(home) ?? []
    const style = await bolivia.get(path)
    expect([style.status, style.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ])
    expect(style.headers.get('content-type')).toMatch(/^text\/css/)
  })

  test('leads nowhere but to addresses that are there', async () => {
    const [seen, queue] = [new Set<string>(), ['/']]
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (seen.has(path) || seen.size > 150) continue
      seen.add(path)
      const response = await bolivia.get(path)
      expect(response.status, path).toBe(200)
      const text = await response.text()
      if (!(response.headers.get('content-type') ?? '').startsWith('text/html')) continue
      for (const [, href = ''] of text.matchAll(/href="(\/[^"#]*)/g)) {
        // Each page has its own way to how pages look, and back.
        if (!/lang=|^\/look\?/.test(href)) queue.push(href.replaceAll('&amp;', '&'))
      }
    }
    expect(seen.size).toBeGreaterThan(15)
    for (const path of publicPages())
      expect([...seen].map((one) => one.split('?')[0])).toContain(path.split('?')[0])
  })
})

describe('what a person wrote', () => {
  test('is shown as text, whatever it looks like', async () => {
    const book = await bolivia.found('<img src=x onerror=alert(1)>"\'&amp;')
    unwrap(await bolivia.write(book, motion('</title><script>alert(1)</script>')))
    for (const path of ['/', '/books', `/books/${book}`, `/bodies/${book}`]) {
      const text = await textOf(bolivia, path)
      expect(text, path).not.toMatch(/<img|<script(?! type="module" src="\/assets\/(live|aloud)-)/)
    }
    expect(await textOf(bolivia, '/books')).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  test("in a node's name is shown as text", async () => {
    const odd = await nodes.listening('<b>Nodo</b>', 'PE')
    expect(await textOf(odd, '/')).not.toContain('<b>Nodo</b>')
  })

  test('a node that holds nothing has pages all the same, and no banner', async () => {
    const empty = await nodes.listening('Nadie', 'PE')
    for (const path of ['/', '/books', '/federations', '/carriage']) {
      expect(await textOf(empty, path), path).not.toContain(texts.es)
    }
    expect(await empty.json('/api/books')).toEqual([])
    expect(await empty.json('/api/federations')).toEqual([])
  })
})

describe('the JSON API', () => {
  test("says what the page of the board shows: each member's position and the outcome", async () => {
    const board = await bolivia.json<BoardView>(`/api${boardPath()}`)
    expect(board).toMatchObject({ outcome: 'open', heard: 1, entitled: 3 })
    const page = await textOf(bolivia, boardPath())
    for (const member of board.members) expect(page).toContain(member.name.es)
    for (const { body } of board.members.filter(({ position }) => position !== null))
      expect(page).toContain(body)
    expect(page).toContain(board.book.root.slice(0, 8))
    const shown = board.members.map(({ name, position }) => [name.es, position])
    expect(Object.fromEntries(shown)).toEqual({ Sajama: 'yes', Turco: null, Colchane: null })
  })

  test('says on each node the same but for what is local', async () => {
    const shared = async (node: TestNode): Promise<unknown> => {
      const { local, ...rest } = await node.json<BoardView>(`/api${boardPath()}`)
      expect(Object.keys(local).toSorted()).toEqual([
        'arrivals',
        'canClose',
        'canConfirm',
        'canDecide',
        'witnesses',
      ])
      return rest
    }
    expect(await shared(chile)).toEqual(await shared(bolivia))
  })

  test('says only to whoever may decide for which body here', async () => {
    const open = await bolivia.json<BoardView>(`/api${boardPath()}`)
    const operators = (await (await bolivia.asOperator(`/api${boardPath()}`)).json()) as BoardView
    const own = (await (
      await bolivia.get(`/api${boardPath()}`, await bolivia.signedIn())
    ).json()) as BoardView
    expect(open.local.canDecide).toEqual([])
    expect(operators.local.canDecide).toEqual([])
    expect(own.local.canDecide.map(({ body }) => body)).toEqual([turco])
  })

  test('says of a book what its page shows, newest first, fifty entries a page', async () => {
    const book = await bolivia.found('Larga')
    await bolivia.growTo(book, 120)
    type Book = {
      size: number
      entries: { seq: number }[]
      nextBefore: number | null
      checkpoint: string
      verifierKey: string
    }
    const seqs: number[] = []
    for (let before: number | null = 120; before !== null;) {
      const page: Book = await bolivia.json<Book>(`/api/books/${book}?before=${before}`)
      seqs.push(...page.entries.map(({ seq }) => seq))
      expect(
        (await textOf(bolivia, `/books/${book}?before=${before}`)).includes(`id="e${page.entries[0]?.seq}"`),
      ).toBe(true)
      before = page.nextBefore
    }
    expect(seqs).toEqual(Array.from({ length: 120 }, (_, at) => 119 - at))
    const { checkpoint, verifierKey } = await bolivia.json<Book>(`/api/books/${book}`)
    expect(await textOf(bolivia, `/books/${book}/checkpoint`)).toBe(checkpoint)
    expect(await textOf(bolivia, `/books/${book}/pen`)).toBe(`${verifierKey}\n`)
  })

  test.each(['0', '-1', 'x', '1e9', '9'.repeat(15), '9'.repeat(40), ''])(
    'before=%s is no more than a place to begin',
    async (before) => {
      for (const path of [`/books/${sajama}?before=${before}`, `/api/books/${sajama}?before=${before}`]) {
        expect((await bolivia.get(path)).status, path).toBe(200)
      }
    },
  )

  test('says what is not there in JSON', async () => {
    const unknown = 'a'.repeat(52)
    for (const path of [
      `/api/books/${unknown}`,
      `/api/bodies/${unknown}`,
      `/api/federations/${unknown}`,
      `/api/motions/${unknown}/1`,
      `/api${boardPath()}0`,
      '/api/nowhere',
    ]) {
      const response = await bolivia.get(path)
      expect([response.status, typeof ((await response.json()) as { type: string }).type], path).toEqual([
        404,
        'string',
      ])
    }
  })
})

const notHere = { es: 'No está aquí', en: 'It is not here', pt: 'Não está aqui' }

describe('what is not there', () => {
  test.each(['es', 'en', 'pt'] as const)('is a page that says so in %s and leads on', async (lang) => {
    const unknown = 'a'.repeat(52)
    for (const path of [
      '/nowhere',
      `/books/${unknown}`,
      `/bodies/${unknown}`,
      `/federations/${unknown}`,
      `/motions/${unknown}/4`,
      `/motions/${alliance}/999`,
      `/motions/${alliance}/999/act`,
    ]) {
      const response = await bolivia.get(`${path}?lang=${lang}`)
      const text = await response.text()
      expect(response.status, path).toBe(404)
      expect(text, path).toContain(notHere[lang])
      expect(text, path).toContain('href="/books"')
    }
  })

  const long = 'a'.repeat(10_000)
  const hostile = [
    '/books/%00',
    '/books/%00/checkpoint',
    '/books/%ff%fe',
    '/books/%E0%A4%A',
    '/books/%',
    '/books/..%2f..%2fnode.key',
    '/books/../../../etc/passwd',
    '//evil.example/books',
    '/books//',
    `/books/${long}`,
    `/books/${long}/checkpoint`,
    `/books/${long}/tile/0/000`,
    `/bodies/${long}`,
    `/federations/${long}`,
    `/motions/${long}/1`,
    `/motions/a/${'9'.repeat(15)}`,
    `/motions/a/${'9'.repeat(16)}`,
    '/motions/a/-1',
    '/motions/a/1.5',
    "/books/'; DROP TABLE bodies; --".replaceAll(' ', '%20'),
    '/books/__proto__',
    '/bodies/constructor',
    '/bodies/%F0%9F%92%A9',
    '/bodies/%ED%A0%80',
    `/${'a/'.repeat(3000)}`,
    `/api/books/${long}`,
    '/api/books/%00',
    '/api/motions/%00/1',
    '/assets/../node.key',
    '/node.key',
    '/operator.json',
    '/.git/config',
  ]

  test.each(hostile)('%.60s is not found, or no request, and never a defect', async (path) => {
    for (const url of [bolivia.url, bolivia.listening.operatorUrl]) {
      const headers = { authorization: `Bearer ${bolivia.listening.token}` }
      const { status, text } = await rawRequest(url, path, { headers })
      expect([400, 404]).toContain(status)
      expect(text).not.toMatch(/node_modules|at .*\.ts:|SqliteError/)
    }
  })

  test('a request with headers of 200,000 letters is refused, and the node goes on', async () => {
    const { status } = await rawRequest(bolivia.url, '/', { headers: { cookie: 'a'.repeat(200_000) } })
    expect([400, 431]).toContain(status)
    expect((await bolivia.get('/')).status).toBe(200)
  })

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s does nothing anywhere',
    async (method) => {
      for (const path of ['/', `/books/${sajama}`, '/api/books', '/carriage/pack']) {
        expect((await rawRequest(bolivia.url, path, { method })).status, path).toBe(404)
      }
    },
  )

  test.each(['lang=%', 'lang=%00', 'lang="; HttpOnly', `lang=${'a'.repeat(4000)}`, '=;=;='])(
    'a cookie %j breaks nothing',
    async (cookie) => {
      expect((await rawRequest(bolivia.url, '/', { headers: { cookie } })).status).toBe(200)
    },
  )

  test.each(['*', 'a'.repeat(5000), ',,,;;;q=', 'en;q=NaN, es;q=Infinity', '\u00f1'])(
    'a wish for the language %.20j breaks nothing',
    async (language) => {
      const { status } = await rawRequest(bolivia.url, '/', { headers: { 'accept-language': language } })
      expect(status).toBe(200)
    },
  )
})
