/** Talking to a node's operator listener as a browser and as the command line do. */
import { type Answer, type RawRequest, rawRequest } from './requests.ts'
import { type Nodes, type TestNode, credentials, factsOf } from './test-node.ts'

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

  /** Cookies of an operator who also signed in with a name. */
  async signedIn(entered: string): Promise<string> {
    const answer = await this.post('/sign-in', { ...credentials }, { cookie: entered })
    if (answer.status !== 303) throw new Error(`not signed in: ${answer.status}`)
    return [entered, ...cookiesOf(answer)].join('; ')
  }

  /** The token that forms of a page carry. */
  async formTokenOn(path: string, cookie: string): Promise<string> {
    const { text } = await this.ask(path, { headers: { cookie } })
    return [...text.matchAll(/name="token" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
  }

  /** `input`: text is sent as it stands. */
  command(name: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(`/api/commands/${name}`, {
      method: 'POST',
      headers: {
        authorization: this.bearer,
        'content-type': 'application/json',
        accept: 'application/x-ndjson',
        ...headers,
      },
      body: typeof input === 'string' ? input : JSON.stringify(input),
    })
  }
}

/** A community that was founded on a listening node, and the browser of its secretary at the operator's listener. */
export async function secretaryAt(nodes: Nodes) {
  const node = await nodes.listening('Nodo de San Pedro')
  const operator = new Operator(node)
  await node.signUp()
  const { book: body } = await node.did('body.found', { ...factsOf('San Pedro'), kind: 'community' })
  const cookie = await operator.signedIn(await operator.entered())
  return { node, operator, body, cookie, token: await operator.formTokenOn('/me', cookie) }
}

export const cookieOf = ({ headers }: Answer): string =>
  [headers['set-cookie']].flat()[0]?.split(';')[0] ?? ''

/** Every cookie an answer sets, as a browser sends them back. */
export const cookiesOf = ({ headers }: Answer): string[] =>
  [headers['set-cookie'] ?? []].flat().flatMap((cookie) => {
    const [pair = ''] = cookie.split(';')
    return pair.endsWith('=') ? [] : [pair]
  })

export const linesOf = ({ text }: Answer): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** What the API refused by, out of its problem (RFC 9457). */
export const refusalIn = (text: string): unknown => (JSON.parse(text) as { refusal?: unknown }).refusal
