/** A node's books as a dishonest server would hand them on: as they are, but for one byte of one resource. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where a byte is wrong: the path, without the book's prefix, and the byte, from the end where negative. */
export interface WrongByte {
  readonly path: string
  readonly at: number
}

export interface Relay {
  readonly url: string
  /** Absent: everything is handed on as it is. */
  wrong: WrongByte | undefined
  /** Every path under /books/<id> that was asked for. */
  readonly asked: Set<string>
  readonly close: () => Promise<void>
}

export async function relayTo(nodeUrl: string): Promise<Relay> {
  const server = createServer(async (request, answer) => {
    const path = (request.url ?? '').replace(/^\/books\/[a-z2-7]{52}/, '')
    relay.asked.add(path)
    const response = await fetch(`${nodeUrl}${request.url}`)
    const body = Buffer.from(await response.arrayBuffer())
    const at = relay.wrong?.path === path ? (relay.wrong.at + body.length) % body.length : undefined
    if (at !== undefined) body[at] = (body[at] ?? 0) ^ 1
    answer.writeHead(response.status).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const relay: Relay = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wrong: undefined,
    asked: new Set(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return relay
}
