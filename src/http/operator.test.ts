/** The operator's listener: who is let in. */
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Operator, cookieOf, refusalIn } from '../../tests/support/operator.ts'
import { rawRequest } from '../../tests/support/requests.ts'
import { Nodes, type TestNode, factsOf } from '../../tests/support/test-node.ts'

const nodes = new Nodes()
let node: TestNode
let operator: Operator
let sajama = ''

beforeAll(async () => {
  node = await nodes.listening('Nodo de Bolivia')
  operator = new Operator(node)
  sajama = await node.found('Sajama')
})
afterAll(() => nodes.close())

describe('who is let in', () => {
  test('with the token as bearer: everything', async () => {
    for (const path of ['/', '/carriage', '/api/node', '/api/carriage', `/books/${sajama}/checkpoint`]) {
      expect((await operator.ask(path, { headers: { authorization: operator.bearer } })).status, path).toBe(
        200,
      )
    }
  })

  test('without a token: nothing but the door and the style', async () => {
    for (const path of ['/api/node', '/api/carriage', '/api/books', '/api/nowhere']) {
      const { status, text } = await operator.ask(path)
      expect([status, refusalIn(text)], path).toEqual([401, { type: 'token-missing' }])
    }
    for (const path of [
      '/',
      '/books',
      '/carriage',
      `/books/${sajama}`,
      '/nowhere',
      `/books/${sajama}/checkpoint`,
    ]) {
      const { status, text } = await operator.ask(path)
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
    expect((await operator.ask('/api/node', { headers: { authorization } })).status).toBe(401)
    expect((await operator.command('node.show', {}, { authorization })).status).toBe(401)
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
    const { status } = await operator.ask('/api/node', {
      headers: { host: name, authorization: operator.bearer },
    })
    expect([400, 403]).toContain(status)
    const posted = await operator.command('node.show', {}, { host: name })
    expect([400, 403]).toContain(posted.status)
  })

  test('as localhost: yes', async () => {
    const { port } = new URL(node.listening.operatorUrl)
    const headers = { host: `localhost:${port}`, authorization: operator.bearer }
    expect((await operator.ask('/api/node', { headers })).status).toBe(200)
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
    const { status, text } = await operator.ask('/api/node', {
      headers: { origin, authorization: operator.bearer },
    })
    expect([status, refusalIn(text)]).toEqual([403, { type: 'host-refused' }])
    expect((await operator.command('body.found', factsOf('Ajeno'), { origin })).status).toBe(403)
  })

  test('from a page of another port of this machine: not, though cookies go there', async () => {
    const { status } = await operator.ask('/api/node', {
      headers: { origin: node.url, authorization: operator.bearer },
    })
    expect(status).toBe(403)
  })

  test('from its own pages: yes', async () => {
    const headers = { origin: `http://${operator.host}`, authorization: operator.bearer }
    expect((await operator.ask('/api/node', { headers })).status).toBe(200)
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
    const entered = await operator.enter(node.listening.token)
    expect([entered.status, entered.headers['location']]).toEqual([303, '/'])
    expect(String(entered.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
    const home = await operator.ask('/', { headers: { cookie: cookieOf(entered) } })
    expect(home.status).toBe(200)
    expect(home.text).toContain('Sajama')
  })

  test('the key as it was copied, with a space after it, opens, too', async () => {
    expect((await operator.enter(` ${node.listening.token} `)).status).toBe(303)
  })

  test.each(['', 'wrong', 'x'.repeat(5000)])(
    'a wrong key (%j) says so and gives no cookie',
    async (token) => {
      const { status, text, headers } = await operator.enter(token.slice(0, 5000))
      expect(status).toBe(401)
      expect(text).toContain('Esa no es la llave')
      expect(headers['set-cookie']).toBeUndefined()
    },
  )

  test('no key at all, or a file in its place, says so', async () => {
    expect((await operator.post('/enter', {})).status).toBe(401)
    const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW'
    const part = `Content-Disposition: form-data; name="token"; filename="a"\r\nContent-Type: text/plain`
    const body = `--${boundary}\r\n${part}\r\n\r\n${node.listening.token}\r\n--${boundary}--\r\n`
    const headers = {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      origin: `http://${operator.host}`,
    }
    expect((await operator.ask('/enter', { method: 'POST', headers, body })).status).toBe(401)
  })

  test('a body that is no form says so, and is no defect of the node', async () => {
    const headers = {
      'content-type': 'multipart/form-data; boundary=none',
      origin: `http://${operator.host}`,
    }
    expect((await operator.ask('/enter', { method: 'POST', headers, body: 'Acta' })).status).toBe(401)
  })

  test('a cookie with anything but the token lets nobody in', async () => {
    const name = cookieOf(await operator.enter(node.listening.token)).split('=')[0] ?? ''
    for (const value of ['', 'wrong', '%', '%00', 'a'.repeat(3000)]) {
      expect((await operator.ask('/', { headers: { cookie: `${name}=${value}` } })).status).toBe(401)
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
    const here = await operator.enter(node.listening.token)
    expect(there.status).toBe(303)
    expect(cookieOf(there).split('=')[0]).not.toBe(cookieOf(here).split('=')[0])
    expect(
      (await operator.ask('/', { headers: { cookie: `${cookieOf(here)}; ${cookieOf(there)}` } })).status,
    ).toBe(200)
  })

  test('a key of two million letters is not read to its end', async () => {
    expect((await operator.enter('x'.repeat(2_000_000))).status).toBe(413)
  })
})
