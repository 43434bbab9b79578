/** Talking to a node's operator listener as a browser and as the command line do. */
import { type Answer, type RawRequest, rawRequest } from './requests.ts'
import type { TestNode } from './test-node.ts'

export class Operator {
  readonly #node: TestNode

  constructor(node: TestNode) {
    this.#node = node
  }

  get host(): string {
    return new URL(this.#node.listening.operatorUrl).host
  }

  get bearer(): string {
    return `Bearer ${this.#node.listening.token}`
  }

  ask(path: string, request: RawRequest = {}): Promise<Answer> {
    const headers = { host: this.host, ...request.headers }
    return rawRequest(this.#node.listening.operatorUrl, path, { ...request, headers })
  }

  /** A form as a browser posts it from a page of this listener. */
  post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: `http://${this.host}`,
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    })
  }

  enter(token: string): Promise<Answer> {
    return this.post('/enter', { token })
  }

  /** The cookie of whoever typed the start token. */
  async entered(): Promise<string> {
    return cookieOf(await this.enter(this.#node.listening.token))
  }

  /** `input`: text is sent as it stands. */
  command(name: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(`/api/commands/${name}`, {
      method: 'POST',
      headers: { authorization: this.bearer, 'content-type': 'application/json', ...headers },
      body: typeof input === 'string' ? input : JSON.stringify(input),
    })
  }
}

export const cookieOf = ({ headers }: Answer): string =>
  [headers['set-cookie']].flat()[0]?.split(';')[0] ?? ''

export const linesOf = ({ text }: Answer): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
