/**
 * Bad input: what a page elsewhere makes a browser post. Every address that takes a post, of both routers, is asked with all
 * cookies of a secretary who is signed in, as if a browser sent them along; nothing is done.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cookiesOf, secretaryAt } from '../support/operator.ts'
import { rawRequest } from '../support/requests.ts'
import { routesOf } from '../support/routes.ts'
import { Nodes, type TestNode, credentials } from '../support/test-node.ts'

const nodes = new Nodes()
let node: TestNode
let cookies: Readonly<Record<'public' | 'operator', string>>
let filled: Readonly<Record<string, string>>
beforeAll(async () => {
  const office = await secretaryAt(nodes)
  node = office.node
  const put = await node.did('motion.put', {
    body: office.body,
    title: { es: 'Feria' },
    text: { es: 'Que se haga.' },
  })
  filled = {
    book: office.body,
    seq: String(put.refs[0]?.seq),
    post: 'authority',
    name: 'motion.put',
    language: 'ay',
  }
  const { host } = new URL(node.url)
  const entered = await rawRequest(node.url, '/sign-in', {
    method: 'POST',
    headers: { host, origin: node.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(credentials).toString(),
  })
  cookies = { public: cookiesOf(entered).join('; '), operator: office.cookie }
})
afterAll(() => nodes.close())

const pathOf = (route: string): string => route.replaceAll(/:(\w+)/g, (_, name: string) => filled[name] ?? '')

/** What other nodes ask, which browsers have no part in: neither reads a cookie, and the answer is for everybody. */
const forNodes = new Set(['/carriage/challenge', '/carriage/pull', '/carriage/pack'])

/** Everything that a page elsewhere can have a browser send without asking first (Fetch, 2.2.2). */
const ways = [
  {
    from: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
    type: 'application/x-www-form-urlencoded',
    body: 'confirm=yes&token=x&once=y&title=Ajena&text=Ajena',
  },
  {
    from: { origin: 'null', 'sec-fetch-site': 'cross-site' },
    type: 'multipart/form-data; boundary=b',
    body: '--b\r\nContent-Disposition: form-data; name="confirm"\r\n\r\nyes\r\n--b--\r\n',
  },
  {
    from: { 'sec-fetch-site': 'same-site' },
    type: 'text/plain',
    body: '{"title":{"es":"Ajena"},"text":{"es":"Ajena"}}',
  },
] as const

/** The API takes no cookie: to it, a browser is nobody. */
const refusals = (route: string): readonly number[] => (route.startsWith('/api/') ? [400, 401, 403] : [403])

describe.each(['public', 'operator'] as const)(
  'bad input: posted to the %s listener by a page elsewhere',
  (listener) => {
    test.each(ways)(
      'as $type: every address refuses it, and nothing is done',
      async ({ from, type, body }) => {
        const url = listener === 'public' ? node.url : node.listening.operatorUrl
        const before = [await node.sizes(), await node.node.archive.change()]
        const taken: string[] = []
        for (const route of routesOf(node.node, listener, 'POST')) {
          if (forNodes.has(route)) continue
          const headers = {
            host: new URL(url).host,
            cookie: cookies[listener],
            'content-type': type,
            ...from,
          }
          const { status } = await rawRequest(url, pathOf(route), { method: 'POST', headers, body })
          if (!refusals(route).includes(status)) taken.push(`${status} ${route}`)
        }
        expect(taken).toEqual([])
        expect([await node.sizes(), await node.node.archive.change()]).toEqual(before)
      },
    )
  },
)
