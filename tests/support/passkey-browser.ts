/** A browser as a node sees it, with passkeys: pages of one host, their cookies, and what the island would send. */
import type { PasskeyAsked } from '../../src/http/pages/passkey-forms.tsx'
import type { Answer, Authenticator, Lie } from './authenticator.ts'
import { cookiesOf } from './operator.ts'
import { type Answer as HttpAnswer, rawRequest } from './requests.ts'
import { type TestNode, credentials } from './test-node.ts'

/** A node's public listener by the name that browsers count as secure. */
export const hereOf = (node: TestNode): string => `localhost:${new URL(node.url).port}`

/** A browser that shows pages of one host and keeps its cookies. */
export class Browser {
  cookies: readonly string[] = []
  readonly #node: TestNode
  readonly #host: string

  constructor(node: TestNode, host = hereOf(node)) {
    this.#node = node
    this.#host = host
  }

  async #ask(path: string, form?: Record<string, string>): Promise<HttpAnswer> {
    const answer = await rawRequest(this.#node.url, path, {
      method: form === undefined ? 'GET' : 'POST',
      headers: {
        host: this.#host,
        origin: `http://${this.#host}`,
        cookie: this.cookies.join('; '),
        'accept-language': 'es',
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
    })
    const set = cookiesOf(answer)
    const names = new Set(set.map((cookie) => cookie.split('=')[0]))
    this.cookies = [...this.cookies.filter((cookie) => !names.has(cookie.split('=')[0])), ...set]
    return answer
  }

  get(path: string): Promise<HttpAnswer> {
    return this.#ask(path)
  }

  post(path: string, form: Record<string, string>): Promise<HttpAnswer> {
    return this.#ask(path, form)
  }

  async signIn(passphrase = credentials.passphrase): Promise<this> {
    const { status } = await this.post('/sign-in', { name: credentials.name, passphrase })
    if (status !== 303) throw new Error(`not signed in: ${status}`)
    return this
  }

  async postOwn(path: string, form: Record<string, string>): Promise<HttpAnswer> {
    const { text } = await this.get('/me')
    return this.post(path, { token: /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '', ...form })
  }

  async add(authenticator: Authenticator, lie: Lie = {}, form: Answer = {}): Promise<HttpAnswer> {
    const asked = askedIn(await this.get('/me'))
    return this.postOwn('/me/passkeys', {
      'passkey-name': 'Mi teléfono',
      passphrase: credentials.passphrase,
      ...authenticator.make(asked, lie),
      ...form,
    })
  }

  async enter(authenticator: Authenticator, lie: Lie = {}): Promise<HttpAnswer> {
    const asked = askedIn(await this.get('/sign-in'))
    return this.post('/sign-in/passkey', { next: '/me', ...authenticator.show(asked, lie) })
  }

  /** Whose page `/me` is; undefined where nobody is signed in. */
  async whose(): Promise<string | undefined> {
    return /<h1>\W*([^<]*?)\W*<\/h1>/u.exec((await this.get('/me')).text)?.[1]
  }
}

/** What a page has the island ask. */
export function askedIn({ text }: HttpAnswer): PasskeyAsked {
  const [, json = '{}'] = /data-passkey="([^"]*)"/.exec(text) ?? []
  return JSON.parse(json.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as PasskeyAsked
}
