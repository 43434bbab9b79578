/** A command runs on the folder, or through the node that has it open: the same comes of it either way. */
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { unwrap } from '../kernel/result.ts'
import {
  Nodes,
  type TestNode,
  credentials,
  decideYes,
  factsOf,
  foundAlliance,
  joinAlliance,
  motion,
  refer,
} from '../../tests/support/test-node.ts'
import { readFrom, runOn } from './target.ts'

const nodes = new Nodes()
let node: TestNode
let [sajama, alliance, seq] = ['', '', 0]

beforeEach(async () => {
  node = await nodes.open('Nodo de Bolivia')
  await node.signUp()
  sajama = await node.found('Sajama')
  alliance = await foundAlliance(node)
  await joinAlliance(node, alliance, [{ at: node, body: sajama }])
  const referred = await refer(node, alliance)
  seq = referred.motion
  unwrap(await decideYes(node, sajama, referred))
})
afterAll(() => nodes.close())

type Steps = { done: number; of: number | null }[]

const run = (name: string, input: object, steps: Steps = []) =>
  runOn(node.folder, name, input, ({ done, of }) => steps.push({ done, of }), credentials)

/** What `task` gives while the node is closed, and while it listens. */
async function bothWays<T>(task: () => Promise<T>): Promise<readonly [T, T]> {
  await node.close()
  const onFolder = await task()
  await node.reopen()
  await node.listen()
  const throughNode = await task()
  await node.closeListeners()
  return [onFolder, throughNode]
}

describe('the same comes of', () => {
  test.each([
    ['node.show', () => ({})],
    ['book.verify', () => ({})],
    ['book.verify', () => ({ book: sajama })],
    ['book.verify', () => ({ book: 'a'.repeat(52) })],
    ['views.rebuild', () => ({})],
    ['motion.put', () => ({ body: 'a'.repeat(52), title: { es: 'x' }, text: { es: 'x' } })],
    ['motion.refer', () => ({ body: sajama, motion: -1 })],
    ['body.found', () => ({ ...factsOf('X'), country: 'Chile' })],
    ['nothing.done', () => ({})],
    ['carry.in', () => ({ path: '/nowhere/stick.apachita' })],
  ])('%s on the folder and through the node', async (name, input) => {
    const [onFolder, throughNode] = await bothWays(() => run(name, input()))
    expect(throughNode).toEqual(onFolder)
  })

  test.each([
    ['the books', () => '/api/books'],
    ['the node', () => '/api/node'],
    ['a body', () => `/api/bodies/${sajama}`],
    ['a board', () => `/api/motions/${alliance}/${seq}`],
  ])('reading %s', async (_, path) => {
    const [onFolder, throughNode] = await bothWays(() => readFrom(node.folder, path()))
    expect(onFolder.ok).toBe(true)
    expect(JSON.parse(JSON.stringify(onFolder))).toEqual(throughNode)
  })

  test('reading a body of a book that is not held', async () => {
    const unknown = 'a'.repeat(52)
    const [onFolder, throughNode] = await bothWays(() => readFrom(node.folder, `/api/bodies/${unknown}`))
    expect(onFolder).toEqual(throughNode)
  })

  test('reading a board that is not there', async () => {
    const [onFolder, throughNode] = await bothWays(() =>
      readFrom(node.folder, `/api/motions/${alliance}/999`),
    )
    expect(onFolder).toEqual(throughNode)
  })

  test('reading a body that waits', async () => {
    const elsewhere = await nodes.listening('Nodo de Chile', 'CL')
    const pica = await elsewhere.found('Pica')
    await node.did('peer.add', { url: elsewhere.url })
    await node.synced()
    expect([...(await node.node.waiting()).keys()]).toEqual([pica])
    const [onFolder, throughNode] = await bothWays(() => readFrom(node.folder, `/api/bodies/${pica}`))
    expect(onFolder).toEqual(throughNode)
  })

  test('writing, one after the other', async () => {
    const put = () => run('motion.put', { body: sajama, title: { es: 'Ayni' }, text: { es: 'Ayni' } })
    const size = await node.sizeOf(sajama)
    const [onFolder, throughNode] = await bothWays(put)
    expect([unwrap(onFolder), unwrap(throughNode)]).toMatchObject([{ size: size + 1 }, { size: size + 2 }])
  })

  test('the steps told on the way', async () => {
    const [onFolder, throughNode] = await bothWays(async () => {
      const steps: Steps = []
      await run('book.verify', {}, steps)
      return steps
    })
    expect(onFolder).toEqual([
      { done: 1, of: 2 },
      { done: 2, of: 2 },
    ])
    expect(throughNode).toEqual(onFolder)
  })
})

describe('a folder that says it is running', () => {
  const say = (text: string): void => writeFileSync(join(node.folder, 'operator.json'), text)

  const closedPort = async (): Promise<number> => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    return port
  }

  test.each(['', 'Acta', '{}', '{"url":"http://127.0.0.1:1","token":"x","pid":2147483646}'])(
    'in a file that is none of a running node (%j) is opened',
    async (text) => {
      await node.close()
      say(text)
      expect(await run('node.show', {})).toMatchObject({ ok: true, value: { name: 'Nodo de Bolivia' } })
      await node.reopen()
    },
  )

  test('while another process has it open, and does not listen, is in use', async () => {
    expect(await run('node.show', {})).toEqual({ ok: false, error: { type: 'folder-in-use' } })
    unwrap(await node.write(sajama, motion('Ayni')))
  })

  test('with another token than the node has is refused', async () => {
    await node.listen()
    say(JSON.stringify({ url: node.listening.operatorUrl, token: 'wrong', pid: process.pid }))
    expect(await run('node.show', {})).toMatchObject({ ok: false, error: { type: expect.any(String) } })
    expect(await readFrom(node.folder, '/api/books')).toEqual({
      ok: false,
      error: { type: 'token-missing' },
    })
    await node.closeListeners()
  })

  test('with a pid that has become somebody else’s, is opened', async () => {
    await node.close()
    say(JSON.stringify({ url: `http://127.0.0.1:${await closedPort()}`, token: 'x', pid: process.pid }))
    try {
      expect(await run('node.show', {})).toMatchObject({ ok: true })
    } finally {
      await node.reopen()
    }
  })
})
