/** Figures for whoever runs the machine: what they count, who may read them, and that they name nobody and nothing. */
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Operator } from '../../tests/support/operator.ts'
import { rawRequest } from '../../tests/support/requests.ts'
import { Nodes, type TestNode, credentials } from '../../tests/support/test-node.ts'

const nodes = new Nodes()
let node: TestNode
let other: TestNode
let operator: Operator
let [sajama, turco] = ['', '']

beforeAll(async () => {
  ;[node, other] = [await nodes.listening('Nodo de Sajama'), await nodes.listening('Nodo de Turco')]
  operator = new Operator(node)
  await node.signUp()
  sajama = await node.found('Sajama')
  turco = await other.found('Turco')
  await node.did('book.follow', { book: turco })
  await node.did('peer.add', { url: other.url })
})
afterAll(() => nodes.close())

const metrics = async (): Promise<string> =>
  (await operator.ask('/metrics', { headers: { authorization: operator.bearer } })).text

/** The figure of a line, such as `apachita_books`; undefined where there is none. */
async function figure(line: string): Promise<number | undefined> {
  const found = (await metrics()).split('\n').find((text) => text.startsWith(`${line} `))
  return found === undefined ? undefined : Number(found.slice(line.length + 1))
}

describe('metrics', () => {
  test('are the operator’s: not on the public listener, and not without the start token', async () => {
    expect((await node.get('/metrics')).status).toBe(404)
    expect((await operator.ask('/metrics')).status).toBe(401)
    const answer = await operator.ask('/metrics', { headers: { authorization: operator.bearer } })
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      expect.stringMatching(/^text\/plain/),
    ])
  })

  test('tell of the process, of books and of entries', async () => {
    expect(await figure('process_resident_memory_bytes')).toBeGreaterThan(0)
    expect([await figure('apachita_books'), await figure('apachita_entries')]).toEqual([1, 2])
    await node.synced(other.url)
    expect([await figure('apachita_books'), await figure('apachita_entries')]).toEqual([2, 4])
  })

  test('count packs by how they came, and what was refused by its type', async () => {
    const link = 'apachita_packs_taken_total{via="link"}'
    const before = (await figure(link)) ?? 0
    await other.did('motion.put', { body: turco, title: { es: 'Ayni' }, text: { es: 'Ayni' } })
    await node.synced(other.url)
    expect(await figure(link)).toBe(before + 1)
    const path = `${nodes.folder}/no-pack`
    writeFileSync(path, 'Acta')
    await node.did('carry.in', { path })
    expect(await figure('apachita_packs_taken_total{via="carried"}')).toBe(1)
    expect(await figure('apachita_refused_parts_total{type="not-a-pack"}')).toBe(1)
    await node.run('node.revoke', { body: sajama, node: 'a'.repeat(32) })
    expect(await figure('apachita_refused_commands_total{type="node-not-admitted"}')).toBe(1)
  })

  test('count requests by pattern and status, on both listeners', async () => {
    await node.get(`/bodies/${sajama}`)
    await node.get(`/bodies/${'a'.repeat(52)}`)
    await operator.ask(`/books/${sajama}`, { headers: { authorization: operator.bearer } })
    const counted = (listener: string, route: string, status: number) =>
      figure(
        `apachita_http_requests_total{listener="${listener}",method="GET",route="${route}",status="${status}"}`,
      )
    expect(await counted('public', '/bodies/:book', 200)).toBe(1)
    expect(await counted('public', '/*', 404)).toBeGreaterThan(0)
    expect(await counted('operator', '/books/:book', 200)).toBe(1)
  })

  test('bad input: what a request brings is in no label, whatever it is', async () => {
    const brought = ['Juana-Mamani', 'a%22%7D%0Aapachita_books', sajama]
    for (const path of brought) {
      await node.get(`/${path}`)
      await node.get(`/bodies/${sajama}/people?person=${path}`)
      await node.get(`/api/commands/${path}`)
      await rawRequest(node.url, `/books/${path}/tile/entries/000`, { method: 'PURGE' })
    }
    await operator.command(`thing-${brought[0]}`, {})
    const text = await metrics()
    for (const said of [...brought, 'Juana', 'PURGE', turco, 'Nodo', credentials.name, other.url])
      expect(text).not.toContain(said)
    expect(text).toMatch(/method="other"/)
    expect(await figure('apachita_refused_commands_total{type="command-unknown"}')).toBe(1)
  })
})
