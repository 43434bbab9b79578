/** A page that is kept is sent as it was made until anything is written, and never to somebody who may read another. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'

const nodes = new Nodes()
let node: TestNode
let body = ''
beforeAll(async () => {
  node = await nodes.listening('Nodo de Bolivia', 'BO')
  body = await node.found('Sajama')
  // What is noted beside the founding is written a little later.
  await new Promise((resolve) => setTimeout(resolve, 300))
})
afterAll(() => nodes.close())

const page = async (path: string, headers: Record<string, string> = {}): Promise<string> =>
  (await fetch(`${node.url}${path}`, { headers })).text()

/** Nothing of this is written anywhere: a page made before goes on saying the old name. */
let count = 0
const renamed = (): string => {
  count += 1
  const name = `Nodo ${count} sin anotar`
  Object.defineProperty(node.node, 'name', { value: name, configurable: true })
  return name
}

describe('given a page that was asked for', () => {
  beforeEach(() => node.node.local.setSetting('asked', String(count)))

  test('when it is asked for again, then it is the same, compressed or not, with the same headers', async () => {
    const before = await page('/books')
    const name = renamed()
    expect(await page('/books')).toBe(before)
    expect(before).not.toContain(name)
    const plain = { 'accept-encoding': 'identity' }
    expect(await page('/books', plain)).toContain(name)
    const [one, two] = [await fetch(`${node.url}/books`), await fetch(`${node.url}/books`)]
    const told = (answer: Response) => [...answer.headers].filter(([key]) => key !== 'date')
    expect(told(two)).toEqual(told(one))
    expect(one.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(one.headers.get('content-encoding')).toBe('gzip')
  })

  test.each([
    ['an entry', () => node.did('motion.put', { body, title: { es: 'Riego' }, text: { es: 'x' } })],
    ['a peer', () => node.did('peer.add', { url: 'http://127.0.0.1:9999' })],
    ['a blob', () => node.node.archive.blobs.put({ hash: 'x', type: 'image/png', bytes: new Uint8Array(3) })],
  ])('when %s is written, then it is made again', async (_, write) => {
    await page('/books')
    const name = renamed()
    await write()
    expect(await page('/books')).toContain(name)
  })

  test.each([
    ['in another language', { 'accept-language': 'pt' }],
    ['with another cookie', { cookie: 'look=large' }],
    ['with a session', { 'apachita-session': 'x'.repeat(43) }],
    ['with an access token', { authorization: 'Bearer apachita_x' }],
  ])('when it is asked for %s, then it is made for that', async (_, headers) => {
    await page('/books')
    const name = renamed()
    expect(await page('/books', headers as unknown as Record<string, string>)).toContain(name)
  })

  test('when it has a form that writes, sets a cookie or goes by where one came from, then it is never kept', async () => {
    for (const path of ['/sign-in', '/books?lang=en', '/books?look=large', '/look', '/no-such-page']) {
      await page(path)
      const name = renamed()
      expect(await page(path), path).toContain(name)
    }
  })

  test('when very many pages are asked for, then no more are kept than fit', async () => {
    await page('/books')
    const name = renamed()
    for (let at = 0; at < 130; at += 1) await page(`/books?x=${at}`)
    expect(await page('/books')).toContain(name)
    expect(await page(`/books?x=${'y'.repeat(1500)}`)).toContain(name)
  })
})
