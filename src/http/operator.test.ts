/** The operator's listener: who is let in, and what commands and forms answer. */
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unwrap } from '../kernel/result.ts'
import { commands } from '../node/commands/all.ts'
import { type Answer, type RawRequest, rawRequest } from '../../tests/support/requests.ts'
import {
  Nodes,
  type Referred,
  type TestNode,
  factsOf,
  foundAlliance,
  joinAlliance,
  refer,
} from '../../tests/support/test-node.ts'

const nodes = new Nodes()
let node: TestNode
let host = ''
let bearer = ''
let [sajama, turco] = ['', '']
let referred: Referred

beforeAll(async () => {
  node = await nodes.listening('Nodo de Bolivia')
  host = new URL(node.listening.operatorUrl).host
  bearer = `Bearer ${node.listening.token}`
  sajama = await node.found('Sajama')
  turco = await node.found('Turco')
  const alliance = await foundAlliance(node)
  await joinAlliance(node, alliance, [
    { at: node, body: sajama },
    { at: node, body: turco },
  ])
  referred = await refer(node, alliance)
})
afterAll(() => nodes.close())

const ask = (path: string, request: RawRequest = {}): Promise<Answer> =>
  rawRequest(node.listening.operatorUrl, path, { ...request, headers: { host, ...request.headers } })

/** A form as a browser posts it from a page of this listener. */
const post = (
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${host}`, ...headers },
    body: new URLSearchParams(fields).toString(),
  })

const enter = (token: string): Promise<Answer> => post('/enter', { token })

const cookieOf = ({ headers }: Answer): string => [headers['set-cookie']].flat()[0]?.split(';')[0] ?? ''

async function command(name: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(`/api/commands/${name}`, {
    method: 'POST',
    headers: { authorization: bearer, 'content-type': 'application/json', ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  })
}

const linesOf = ({ text }: Answer): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('who is let in', () => {
  test('with the token as bearer: everything', async () => {
    for (const path of ['/', '/carriage', '/api/node', '/api/carriage', `/books/${sajama}/checkpoint`]) {
      expect((await ask(path, { headers: { authorization: bearer } })).status, path).toBe(200)
    }
  })

  test('without a token: nothing but the door and the style', async () => {
    for (const path of ['/api/node', '/api/carriage', '/api/books', '/api/nowhere']) {
      const { status, text } = await ask(path)
      expect([status, JSON.parse(text)], path).toEqual([401, { type: 'token-missing' }])
    }
    for (const path of [
      '/',
      '/books',
      '/carriage',
      `/books/${sajama}`,
      '/nowhere',
      `/books/${sajama}/checkpoint`,
    ]) {
      const { status, text } = await ask(path)
      expect([status, text.includes('action="/enter"'), text.includes('Sajama')], path).toEqual([
        401,
        true,
        false,
      ])
    }
  })

  test.each([
    ['another token', 'Bearer AAAAAAAAAAAAAAAAAAAAAAAA'],
    ['an empty one', 'Bearer '],
    ['no scheme', ''],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['a list', 'Bearer a b'],
  ])('with %s as bearer: not', async (_, authorization) => {
    expect((await ask('/api/node', { headers: { authorization } })).status).toBe(401)
    expect((await command('node.show', {}, { authorization })).status).toBe(401)
  })

  test('with the token of before a restart: not', async () => {
    const other = await nodes.listening('Otro')
    const old = other.listening.token
    await other.closeListeners()
    await other.listen()
    expect(other.listening.token).not.toBe(old)
    const { status } = await rawRequest(other.listening.operatorUrl, '/api/node', {
      headers: { authorization: `Bearer ${old}` },
    })
    expect(status).toBe(401)
  })

  test.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '127.0.0.2',
    '0.0.0.0',
    '[::ffff:127.0.0.1]',
    'user@127.0.0.1',
    '127.0.0.1:1:2',
    '127.1',
  ])('under the name %s, which somebody rebound: not, though the token is right', async (name) => {
    const { status } = await ask('/api/node', { headers: { host: name, authorization: bearer } })
    expect([400, 403]).toContain(status)
    const posted = await command('node.show', {}, { host: name })
    expect([400, 403]).toContain(posted.status)
  })

  test('as localhost: yes', async () => {
    const { port } = new URL(node.listening.operatorUrl)
    const headers = { host: `localhost:${port}`, authorization: bearer }
    expect((await ask('/api/node', { headers })).status).toBe(200)
  })

  test.each([
    'https://evil.example',
    'http://evil.example',
    'http://127.0.0.1.evil.example',
    'null',
    'http://',
    'http://[',
    'not a url',
    '://',
    '%00',
    'http://127.0.0.1:99999',
    'file://',
    'x'.repeat(8000),
  ])('from a page of the origin %j: not, and nothing breaks', async (origin) => {
    const { status, text } = await ask('/api/node', { headers: { origin, authorization: bearer } })
    expect([status, JSON.parse(text)]).toEqual([403, { type: 'host-refused' }])
    expect((await command('body.found', factsOf('Ajeno'), { origin })).status).toBe(403)
  })

  test('from a page of another port of this machine: not, though cookies go there', async () => {
    const { status } = await ask('/api/node', { headers: { origin: node.url, authorization: bearer } })
    expect(status).toBe(403)
  })

  test('from its own pages: yes', async () => {
    const headers = { origin: `http://${host}`, authorization: bearer }
    expect((await ask('/api/node', { headers })).status).toBe(200)
  })

  test('from this machine only, whatever the public listener listens on', async () => {
    const port = Number(new URL(node.listening.operatorUrl).port)
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.2')
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    expect(reached).toBe(false)
  })
})

describe('the door', () => {
  test('the right key opens: a cookie that scripts and other sites do not get', async () => {
    const entered = await enter(node.listening.token)
    expect([entered.status, entered.headers['location']]).toEqual([303, '/'])
    expect(String(entered.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
    const home = await ask('/', { headers: { cookie: cookieOf(entered) } })
    expect(home.status).toBe(200)
    expect(home.text).toContain('Sajama')
  })

  test('the key as it was copied, with a space after it, opens, too', async () => {
    expect((await enter(` ${node.listening.token} `)).status).toBe(303)
  })

  test.each(['', 'wrong', 'x'.repeat(5000)])(
    'a wrong key (%j) says so and gives no cookie',
    async (token) => {
      const { status, text, headers } = await enter(token.slice(0, 5000))
      expect(status).toBe(401)
      expect(text).toContain('Esa no es la llave')
      expect(headers['set-cookie']).toBeUndefined()
    },
  )

  test('no key at all, or a file in its place, says so', async () => {
    expect((await post('/enter', {})).status).toBe(401)
    const boundary = 'x'
    const body = `--x\r\nContent-Disposition: form-data; name="token"; filename="a"\r\n\r\n${node.listening.token}\r\n--x--\r\n`
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, origin: `http://${host}` }
    expect((await ask('/enter', { method: 'POST', headers, body })).status).toBe(401)
  })

  test('a cookie with anything but the token lets nobody in', async () => {
    const name = cookieOf(await enter(node.listening.token)).split('=')[0] ?? ''
    for (const value of ['', 'wrong', '%', '%00', 'a'.repeat(3000)]) {
      expect((await ask('/', { headers: { cookie: `${name}=${value}` } })).status).toBe(401)
    }
  })

  test('two nodes on one machine do not put each other out: each has its own cookie', async () => {
    const other = await nodes.listening('Nodo de Chile', 'CL')
    const otherHost = new URL(other.listening.operatorUrl).host
    const there = await rawRequest(other.listening.operatorUrl, '/enter', {
      method: 'POST',
      headers: { host: otherHost, 'content-type': 'application/x-www-form-urlencoded' },
      body: `token=${other.listening.token}`,
    })
    const here = await enter(node.listening.token)
    expect(there.status).toBe(303)
    expect(cookieOf(there).split('=')[0]).not.toBe(cookieOf(here).split('=')[0])
    expect((await ask('/', { headers: { cookie: `${cookieOf(here)}; ${cookieOf(there)}` } })).status).toBe(
      200,
    )
  })

  // Bug: operatorApp (src/http/operator-app.tsx) puts bodyLimit after operatorGuard, and the guard itself reads the body of
  // /enter: whoever reaches 127.0.0.1, without any token, has the node keep a body of any size in memory. Fix: a bodyLimit
  // of some KiB on /enter before the guard.
  test.fails('a key of two million letters is not read to its end', async () => {
    expect((await enter('x'.repeat(2_000_000))).status).toBe(413)
  })
})

describe('forms', () => {
  let cookie = ''
  let formToken = ''

  beforeAll(async () => {
    cookie = cookieOf(await enter(node.listening.token))
    const { text } = await ask('/carriage', { headers: { cookie } })
    formToken = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? ''
  })

  const decidePath = (): string => `/motions/${referred.alliance}/${referred.motion}/decide`

  const filled = (body: string, more: Record<string, string> = {}): Record<string, string> => ({
    token: formToken,
    body,
    date: '2026-03-01',
    place: 'Sede',
    present: '9',
    yes: '7',
    no: '1',
    abstain: '1',
    attesters: '2',
    confirm: 'yes',
    ...more,
  })

  test.each(['/carriage/sync', '/carriage/out', '/carriage/in', '/nowhere'])(
    '%s without the token of the page is 403, in words',
    async (path) => {
      for (const fields of [{}, { token: '' }, { token: 'wrong' }, { token: node.listening.token }]) {
        const { status, text } = await post(path, fields, { cookie })
        expect([status, text.includes('vino de otro sitio')]).toEqual([403, true])
      }
    },
  )

  test('the form of a decision without the token writes nothing', async () => {
    const before = await node.sizeOf(sajama)
    expect((await post(decidePath(), filled(sajama, { token: 'wrong' }), { cookie })).status).toBe(403)
    expect(await node.sizeOf(sajama)).toBe(before)
  })

  test('the token of the page without the cookie is no entry', async () => {
    const before = await node.sizeOf(sajama)
    expect((await post(decidePath(), filled(sajama))).status).toBe(401)
    expect(await node.sizeOf(sajama)).toBe(before)
  })

  test('the cookie alone does no command: that takes the bearer', async () => {
    for (const headers of [{ cookie }, { cookie, origin: `http://${host}` }]) {
      const { status } = await ask('/api/commands/views.rebuild', { method: 'POST', headers, body: '{}' })
      expect(status).toBe(401)
    }
  })

  test.each([
    ['present', ''],
    ['present', '-1'],
    ['yes', 'siete'],
    ['no', '1.5'],
    ['abstain', '99999999'],
    ['attesters', '0x10'],
    ['date', 'mañana'],
    ['body', "x'; DROP TABLE bodies; --"],
    ['confirm', ''],
  ])(
    'a decision with %s: %j is shown again with the field named, and nothing written',
    async (field, value) => {
      const before = await node.sizeOf(sajama)
      const { status, text } = await post(decidePath(), filled(sajama, { [field]: value }), { cookie })
      expect([status, text.includes(`name="${field}"`), text.includes('aria-invalid="true"')]).toEqual([
        400,
        true,
        true,
      ])
      expect(await node.sizeOf(sajama)).toBe(before)
    },
  )

  test('a decision with a day that is none is refused, and nothing written', async () => {
    const { status } = await post(decidePath(), filled(sajama, { date: '2026-02-31' }), { cookie })
    expect(status).toBe(400)
    expect(await node.sizeOf(sajama)).toBe(3)
  })

  test('a decision that breaks a rule is shown again in words', async () => {
    const { status, text } = await post(decidePath(), filled(sajama, { yes: '20' }), { cookie })
    expect([status, text.includes('Revise los números')]).toEqual([409, true])
  })

  test('a decision is written and leads to the board; a second one is refused', async () => {
    const { status, headers } = await post(decidePath(), filled(turco), { cookie })
    expect([status, headers['location']]).toEqual([
      303,
      `/motions/${referred.alliance}/${referred.motion}?recorded=${turco}`,
    ])
    expect(await node.sizeOf(turco)).toBe(7)
    expect((await post(decidePath(), filled(turco), { cookie })).status).toBe(409)
    expect(await node.sizeOf(turco)).toBe(7)
  })

  test('a decision on a motion that is not here is not found', async () => {
    const path = `/motions/${'a'.repeat(52)}/4/decide`
    expect((await post(path, filled(sajama), { cookie })).status).toBe(404)
    expect((await ask(path, { headers: { cookie } })).status).toBe(404)
  })

  test('a file out for anybody is a download that carries in elsewhere', async () => {
    const answer = await node.asOperator('/carriage/out', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `token=${encodeURIComponent(formToken)}&for=`,
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="apachita-\d{4}-\d\d-\d\d\.apachita"$/,
    )
    const { writeFileSync } = await import('node:fs')
    const path = join(node.folder, 'stick.apachita')
    writeFileSync(path, Buffer.from(await answer.arrayBuffer()))
    const other = await nodes.open('Nodo del Perú', 'PE')
    await other.did('book.follow', { book: sajama })
    expect(await other.did('carry.in', { path })).toMatchObject({ refused: [] })
    expect(await other.sizeOf(sajama)).toBe(3)
  })

  test('a file out for a node nobody knows is not found, in words', async () => {
    expect(
      (await post('/carriage/out', { token: formToken, for: 'http://nowhere' }, { cookie })).status,
    ).toBe(404)
  })

  test('a file in that is no file says so', async () => {
    const { status, text } = await post('/carriage/in', { token: formToken, file: 'text' }, { cookie })
    expect([status, text.includes('Elija un archivo')]).toEqual([200, true])
  })
})

describe('commands', () => {
  test('answer lines of JSON, the last with the value', async () => {
    const answer = await command('node.show', {})
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson'])
    expect(linesOf(answer)).toEqual([
      { value: expect.objectContaining({ id: node.node.id, name: 'Nodo de Bolivia', country: 'BO' }) },
    ])
  })

  test('tell of progress before the value', async () => {
    const lines = linesOf(await command('book.verify', {}))
    expect(lines.slice(0, -1)).toEqual(
      [1, 2, 3].map((done) => ({ progress: { done, of: 3, what: 'books' } })),
    )
    expect(lines.at(-1)).toMatchObject({ value: { verified: 3, damaged: [] } })
  })

  test('that are refused say why in the last line', async () => {
    const input = { body: 'a'.repeat(52), title: { es: 'x' }, text: { es: 'x' } }
    expect(linesOf(await command('motion.put', input))).toEqual([{ refusal: { type: 'not-hosted' } }])
  })

  test.each(['nothing.done', 'toString', '__proto__', 'node', 'NODE.SHOW'])(
    'that nobody knows (%s) are refused by name',
    async (name) => {
      expect(linesOf(await command(name, {}))).toEqual([
        { refusal: { type: 'command-unknown', command: name } },
      ])
    },
  )

  test.each([
    ['body.found', { ...factsOf('X'), country: 'Bolivia' }, 'country'],
    ['body.found', { ...factsOf('X'), place: { lon: -68.1, lat: '-18' } }, 'place.lon'],
    ['body.found', { ...factsOf('X'), at: 'ayer' }, 'at'],
    ['body.found', { country: 'BO' }, 'name'],
    ['motion.refer', { body: 'short', motion: 1 }, 'body'],
    ['motion.refer', { body: 'a'.repeat(52), motion: -1 }, 'motion'],
    ['position.decide', { body: 'a'.repeat(52), motion: { book: 'a'.repeat(52), seq: 1.5 } }, 'motion.seq'],
    ['peer.add', { url: 'javascript:alert(1)' }, 'url'],
    ['peer.add', { url: 'file:///etc/passwd' }, 'url'],
    ['book.follow', { book: '../..' }, 'book'],
    ['carry.in', {}, 'path'],
  ])('%s with input that is none names the field: %j', async (name, input, field) => {
    expect(linesOf(await command(name, input))).toEqual([{ refusal: { type: 'input-invalid', field } }])
  })

  test.each(['', 'Acta', 'null', '[]', '"text"', '{"a":'])(
    'with a body that is no input (%j) are refused',
    async (body) => {
      expect(linesOf(await command('motion.put', body))).toMatchObject([
        { refusal: { type: 'input-invalid' } },
      ])
    },
  )

  test('of every name refuse nonsense without breaking', async () => {
    for (const { name } of commands) {
      const nonsense = { body: 7, book: 7, url: 7, path: 7, federation: 7, name: 7, countries: 7 }
      const last = linesOf(await command(name, nonsense)).at(-1) ?? {}
      expect(Object.keys(last), name).toHaveLength(1)
    }
    expect(await node.did('book.verify')).toMatchObject({ damaged: [] })
  })

  test('are no GET', async () => {
    const { status } = await ask('/api/commands/views.rebuild', { headers: { authorization: bearer } })
    expect(status).toBe(404)
  })

  test('are not on the public listener, nor are its forms', async () => {
    for (const path of [
      '/api/commands/node.show',
      '/carriage/sync',
      '/carriage/in',
      '/carriage/out',
      '/enter',
    ]) {
      const { status } = await rawRequest(node.url, path, {
        method: 'POST',
        headers: { authorization: bearer },
        body: '{}',
      })
      expect(status, path).toBe(404)
    }
    const decide = `/motions/${referred.alliance}/${referred.motion}/decide`
    expect((await rawRequest(node.url, decide, { headers: { authorization: bearer } })).status).toBe(404)
  })

  test('of one book asked at once are all done, in turn', async () => {
    const put = (title: string) =>
      command('motion.put', { body: sajama, title: { es: title }, text: { es: title } })
    const before = await node.sizeOf(sajama)
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(put))
    const sizes = answers.map((answer) => (linesOf(answer).at(-1)?.['value'] as { size: number }).size)
    expect(sizes.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5].map((more) => before + more))
    unwrap(await node.run('book.verify'))
  })
})
