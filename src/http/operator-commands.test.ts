/** Commands over HTTP: lines of JSON, progress first; what is refused is named. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../node/commands/all.ts'
import { Operator, linesOf, refusalIn } from '../../tests/support/operator.ts'
import { type Answer, rawRequest } from '../../tests/support/requests.ts'
import { Nodes, type TestNode, credentials, factsOf } from '../../tests/support/test-node.ts'

const nodes = new Nodes()
let node: TestNode
let operator: Operator
let sajama = ''
/** Who is signed in, as a program says it. */
let session: Record<string, string> = {}

beforeAll(async () => {
  node = await nodes.listening('Nodo de Bolivia')
  operator = new Operator(node)
  await node.signUp()
  sajama = await node.found('Sajama')
  await node.found('Turco')
  await node.found('Curahuara')
  const { text } = await operator.ask('/api/sessions', {
    method: 'POST',
    headers: { authorization: operator.bearer, 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  })
  session = { 'apachita-session': (JSON.parse(text) as { token: string }).token }
})
afterAll(() => nodes.close())

const sizeIn = (answer: Answer): number => {
  const { value } = linesOf(answer).at(-1) as { value: { size: number } }
  return value.size
}

describe('commands', () => {
  test('answer lines of JSON, the last with the value', async () => {
    const answer = await operator.command('node.show', {})
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson'])
    expect(linesOf(answer)).toEqual([
      { value: expect.objectContaining({ id: node.node.id, name: 'Nodo de Bolivia', country: 'BO' }) },
    ])
  })

  test('tell of progress before the value', async () => {
    const lines = linesOf(await operator.command('book.verify', {}))
    expect(lines.slice(0, -1)).toEqual(
      [1, 2, 3].map((done) => ({ progress: { done, of: 3, what: 'books' } })),
    )
    expect(lines.at(-1)).toMatchObject({ value: { verified: 3, damaged: [] } })
  })

  test('that are refused say why in the last line', async () => {
    const input = { body: 'a'.repeat(52), title: { es: 'x' }, text: { es: 'x' } }
    expect(linesOf(await operator.command('motion.put', input))).toEqual([
      { refusal: { type: 'sign-in-needed' } },
    ])
    expect(linesOf(await operator.command('motion.put', input, session))).toEqual([
      { refusal: { type: 'not-hosted' } },
    ])
  })

  test.each(['nothing.done', 'toString', '__proto__', 'node', 'NODE.SHOW'])(
    'that nobody knows (%s) are refused by name',
    async (name) => {
      expect(linesOf(await operator.command(name, {}))).toEqual([
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
    expect(linesOf(await operator.command(name, input))).toEqual([
      { refusal: { type: 'input-invalid', field } },
    ])
  })

  test.each(['', 'Acta', 'null', '[]', '"text"', '{"a":'])(
    'with a body that is no input (%j) are refused',
    async (body) => {
      expect(linesOf(await operator.command('motion.put', body))).toMatchObject([
        { refusal: { type: 'input-invalid' } },
      ])
    },
  )

  test('of every name refuse nonsense without breaking', async () => {
    for (const { name } of commands) {
      const nonsense = { body: 7, book: 7, url: 7, path: 7, federation: 7, name: 7, countries: 7 }
      const last = linesOf(await operator.command(name, nonsense)).at(-1) ?? {}
      expect(Object.keys(last), name).toHaveLength(1)
    }
    expect(await node.did('book.verify')).toMatchObject({ damaged: [] })
  })

  test('are no GET', async () => {
    const { status } = await operator.ask('/api/commands/views.rebuild', {
      headers: { authorization: operator.bearer },
    })
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
        headers: { authorization: operator.bearer },
        body: '{}',
      })
      expect(status, path).toBe(path.startsWith('/api/') ? 401 : 404)
    }
    const { text } = await rawRequest(node.url, '/api/sessions', {
      method: 'POST',
      body: JSON.stringify(credentials),
    })
    const own = { 'apachita-session': (JSON.parse(text) as { token: string }).token }
    const shown = await rawRequest(node.url, '/api/commands/node.show', {
      method: 'POST',
      headers: own,
      body: '{}',
    })
    expect([shown.status, refusalIn(shown.text)]).toEqual([
      404,
      { type: 'command-unknown', command: 'node.show' },
    ])
    const decide = `/motions/${sajama}/4/decide`
    const asked = await rawRequest(node.url, decide, { headers: { authorization: operator.bearer } })
    expect([asked.status, asked.headers['location']]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(decide)}`,
    ])
  })

  test('of one book asked at once are all done, in turn', async () => {
    const put = (title: string) =>
      operator.command('motion.put', { body: sajama, title: { es: title }, text: { es: title } }, session)
    const before = await node.sizeOf(sajama)
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(put))
    const sizes = answers.map((answer) => sizeIn(answer))
    expect(sizes.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5].map((more) => before + more))
    expect(await node.did('book.verify')).toMatchObject({ damaged: [] })
  })
})
