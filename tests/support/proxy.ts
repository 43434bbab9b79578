/** A way to a node that counts requests, and can be cut: refused from the start, or broken within a response. */
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
  request,
} from 'node:http'
import type { AddressInfo } from 'node:net'

export class Proxy {
  readonly #target: string
  #server: Server | undefined
  #port = 0
  /** Every request that came, such as `GET /carriage/pack`, without its query. */
  requests: string[] = []
  /** Bytes of a response's body after which the connection is destroyed; shorter ones pass. */
  cutAfterBytes: number | undefined
  /** Bodies of the requests and of the answers that passed, where they are kept. */
  kept: Buffer[] | undefined
  /** Has the answers come uncompressed. */
  isPlain = false

  private constructor(target: string) {
    this.#target = target
  }

  static async to(url: string): Promise<Proxy> {
    const proxy = new Proxy(url)
    await proxy.mend()
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async mend(): Promise<void> {
    const server = createServer((asked, answer) => this.#pass(asked, answer))
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  /** From now on connections are refused, and those open are broken. */
  async cut(): Promise<void> {
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    this.requests.push(`${asked.method} ${asked.url?.split('?')[0]}`)
    const onward = request(
      `${this.#target}${asked.url}`,
      { method: asked.method, headers: this.isPlain ? plain(asked.headers) : asked.headers },
      (came) => {
        answer.writeHead(came.statusCode ?? 500, came.headers)
        this.#keep(came)
        this.#passBody(came, answer)
      },
    )
    onward.on('error', () => answer.destroy())
    this.#keep(asked)
    asked.pipe(onward)
  }

  #keep(passing: IncomingMessage): void {
    const { kept } = this
    if (kept === undefined) return
    const chunks: Buffer[] = [Buffer.from(JSON.stringify(passing.headers))]
    passing.on('data', (chunk: Buffer) => chunks.push(chunk))
    passing.on('end', () => void kept.push(...chunks.slice(0, 1), Buffer.concat(chunks.slice(1))))
  }

  #passBody(came: IncomingMessage, answer: ServerResponse): void {
    const limit = this.cutAfterBytes
    if (limit === undefined) {
      came.pipe(answer)
      return
    }
    let left = limit
    came.on('data', (chunk: Buffer) => {
      if (left <= 0) return
      answer.write(chunk.subarray(0, left), () => {
        if (left <= 0) answer.destroy()
      })
      left -= chunk.length
    })
    came.on('end', () => {
      if (left > 0) answer.end()
      else if (limit === 0) answer.destroy()
    })
  }
}

const plain = ({ 'accept-encoding': _accepted, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders =>
  headers
