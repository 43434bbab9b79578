import { type RequestListener, type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { utf8ToText } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { gather } from '../testing/packs.ts'
import { type Answer, ask } from './ask.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const textOf = async ({ body }: Answer): Promise<string> => utf8ToText(await gather(body)) ?? ''

test('what comes compressed is read uncompressed, and what comes plain as it is', async () => {
  const url = await serving((asked, answer) => {
    const isGzip = asked.url === '/gzip'
    answer.writeHead(200, isGzip ? { 'content-encoding': 'gzip' } : {})
    answer.end(isGzip ? gzipSync('minutes') : 'minutes')
  })
  for (const path of ['/gzip', '/plain']) {
    expect(await textOf(unwrap(await ask(url + path, { method: 'GET' })))).toBe('minutes')
  }
})

test('what has moved is asked where it is, with the same body', async () => {
  const url = await serving(async (asked, answer) => {
    if (asked.url === '/old') answer.writeHead(308, { location: '/new' }).end()
    else answer.end(`${asked.method} ${asked.url} ${utf8ToText(await gather(asked))}`)
  })
  const answer = unwrap(await ask(`${url}/old`, { method: 'POST', body: 'a manifest' }))
  expect(await textOf(answer)).toBe('POST /new a manifest')
})

test('what moves for ever is answered with where it moved to', async () => {
  const url = await serving((_, answer) => answer.writeHead(307, { location: '/again' }).end())
  expect(unwrap(await ask(url, { method: 'GET' })).status).toBe(307)
})

test('a connection that was closed while nothing was asked is no failure', async () => {
  let asks = 0
  const url = await serving((asked, answer) => {
    asks += 1
    if (asks === 2) asked.socket.destroy()
    else answer.end('here')
  })
  for (let times = 0; times < 2; times += 1) {
    expect(await textOf(unwrap(await ask(url, { method: 'GET' })))).toBe('here')
  }
  expect(asks).toBe(3)
})

test('who leaves in the middle of a body ends the connection', async () => {
  let left: () => void = () => undefined
  const isLeft = new Promise<void>((resolve) => {
    left = resolve
  })
  const url = await serving((asked, answer) => {
    asked.socket.once('close', left)
    answer.write('a beginning')
  })
  for await (const chunk of unwrap(await ask(url, { method: 'GET' })).body) {
    expect(utf8ToText(chunk)).toBe('a beginning')
    break
  }
  await isLeft
})

test('nobody there, and nothing that is an address', async () => {
  const url = await serving(() => undefined)
  servers.pop()?.close()
  expect(await ask(url, { method: 'GET' })).toMatchObject({ error: { type: 'connection-refused' } })
  expect(await ask('nowhere', { method: 'GET' })).toMatchObject({ error: { type: 'connection-failed' } })
})
