/** Who reads the pages of a node as a browser without scripts does: gets them, and sends their forms. */
import { type FullWorld, member } from '../browser/full-world.ts'
import { secretary } from '../browser/live-nodes.ts'
import { cookiesOf } from './operator.ts'
import { type Answer, rawRequest } from './requests.ts'

export class Reader {
  readonly #cookies: string[] = []
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  /** `from`: the path of the page that leads there. */
  get(path: string, from?: string): Promise<Answer> {
    const referer = from === undefined ? {} : { referer: `${this.#url}${from}` }
    return rawRequest(this.#url, path, {
      headers: { ...this.#headers, ...referer } as Record<string, string>,
    })
  }

  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const headers = { ...this.#headers, 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams(fields).toString()
    const answer = await rawRequest(this.#url, path, { method: 'POST', headers, body })
    this.#cookies.push(...cookiesOf(answer))
    return answer
  }

  get #headers() {
    const { host, origin } = new URL(this.#url)
    return { host, origin, cookie: this.#cookies.join('; ') }
  }
}

/** Of a full world: its secretary, at the operator's listener; a member, and a visitor, at the public one. */
export async function readersOf({ node }: FullWorld) {
  const { operatorUrl, publicUrl, token } = node.listening
  const [own, hers, nobodys] = [new Reader(operatorUrl), new Reader(publicUrl), new Reader(publicUrl)]
  await own.post('/enter', { token })
  await own.post('/sign-in', { ...secretary })
  await hers.post('/sign-in', { ...member })
  return { own, hers, nobodys }
}
