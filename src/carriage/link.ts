/**
 * Talking to another node over HTTP: pull what it has, push what it lacks.
 *
 *   POST /carriage/challenge                     200 {"node", "challenge"}: to be signed with the next request
 *   GET  /carriage/pack?since=<epoch>.<change>   what grew since then: 200 a pack, 204 nothing, 410 another epoch
 *   POST /carriage/pull   body: own manifest     200 a pack of the differences, 204 nothing
 *   POST /carriage/pull?since=…  {"wanted"}      the same as GET, and blobs that are wanted
 *   POST /carriage/pack   body: a pack, signed   200 {"changeBefore", "changeAfter", "epoch", "refused"}
 *
 * Nothing in an answer is believed for who gave it. Pushing needs a signature, so that strangers cannot fill a disk; a pull
 * that is signed is given what is sealed to the circles of its node. Every answer to a signed request brings the next
 * challenge; a signature over one that is stale or spent is refused, and asked for once more.
 */
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { utf8 } from '../kernel/encoding.ts'
import { type Answer, type Question, ask } from './ask.ts'
import type { Manifest } from './pack.ts'
import type { Introduced } from './request-signature.ts'

/** Where a pull left off, in the sender's own counting. */
export interface PullToken {
  readonly epoch: string
  readonly change: number
}

/** A peer's answer to a pull: its pack's bytes, or undefined where it has nothing new; and where it now stands. */
export interface Pulled {
  readonly pack: AsyncIterable<Uint8Array> | undefined
  readonly node: string
  readonly token: PullToken
}

/** What a peer says of a pack pushed to it. */
export interface Pushed {
  readonly changeBefore: number
  readonly changeAfter: number
  readonly epoch: string
  readonly refused: readonly { readonly book: string | null; readonly refusal: Refusal }[]
}

/** The headers of a request with its signature (RFC 9421) added. */
export type SignRequest = (
  request: { readonly method: string; readonly url: string; readonly headers: Record<string, string> },
  body: Uint8Array,
  to: Introduced,
) => Promise<Record<string, string>>

const nothing = new Uint8Array()

/** The way to one peer. `sign`: undefined where nobody would know this node's key. */
export class Link {
  readonly #url: string
  readonly #sign: SignRequest
  #introduced: Introduced | undefined

  constructor(url: string, sign: SignRequest) {
    this.#url = url
    this.#sign = sign
  }

  /**
   * Asks for what is new since `token`, or by comparing manifests where the peer does not know the token. `isSigned`:
   * whether a body may have admitted this node, so that there may be something sealed for it. `wanted`: asked for only.
   */
  async pull(
    token: PullToken | undefined,
    isSigned: boolean,
    wanted: readonly string[],
    manifest: () => Promise<Manifest>,
  ): Promise<Result<Pulled, Refusal>> {
    const headers = { 'content-type': 'application/json' }
    if (token !== undefined) {
      const since = `since=${token.epoch}.${token.change}`
      const asked: Asked =
        wanted.length === 0
          ? { method: 'GET', path: `/carriage/pack?${since}`, body: nothing, headers: {} }
          : {
              method: 'POST',
              path: `/carriage/pull?${since}`,
              body: utf8(JSON.stringify({ wanted })),
              headers,
            }
      const answer = await this.#ask(asked, isSigned)
      if (!answer.ok || answer.value.status !== 410) return answer.ok ? toPulled(answer.value) : answer
      answer.value.leave()
    }
    const body = utf8(JSON.stringify(await manifest()))
    const answer = await this.#ask({ method: 'POST', path: '/carriage/pull', body, headers }, isSigned)
    return answer.ok ? toPulled(answer.value) : answer
  }

  /** Gives a pack (gzip), signed by a node key that a body the peer follows has admitted. */
  async push(pack: Uint8Array): Promise<Result<Pushed, Refusal>> {
    const headers = { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' }
    const answer = await this.#ask({ method: 'POST', path: '/carriage/pack', body: pack, headers }, true)
    if (!answer.ok) return answer
    const body = (await json(Readable.from(answer.value.body)).catch(() => ({}))) as Record<string, unknown>
    if (answer.value.status === 200) return accept(body as unknown as Pushed)
    return refuse({
      type: typeof body['type'] === 'string' ? body['type'] : 'not-a-node',
      status: answer.value.status,
    })
  }

  async #ask(asked: Asked, isSigned: boolean): Promise<Result<Answer, Refusal>> {
    if (!isSigned) return ask(`${this.#url}${asked.path}`, toQuestion(asked, asked.headers))
    for (let isAgain = false; ; isAgain = true) {
      const introduced = this.#introduced ?? (await this.#introduce())
      if (introduced === undefined) return ask(`${this.#url}${asked.path}`, toQuestion(asked, asked.headers))
      this.#introduced = undefined
      const url = `${this.#url}${asked.path}`
      const { method, headers, body } = asked
      const answer = await ask(
        url,
        toQuestion(asked, await this.#sign({ method, url, headers }, body, introduced)),
      )
      if (!answer.ok) return answer
      this.#remember(answer.value, introduced.node)
      const isStale = answer.value.status === 401 && answer.value.headers['apachita-refused'] === 'challenge'
      if (!isStale || isAgain) return answer
      answer.value.leave()
    }
  }

  #remember({ headers }: Answer, node: string): void {
    const challenge = headers['apachita-challenge']
    if (challenge !== undefined) this.#introduced = { node, challenge }
  }

  /** Undefined where the peer does not answer so: then what is asked says why. */
  async #introduce(): Promise<Introduced | undefined> {
    const answer = await ask(`${this.#url}/carriage/challenge`, { method: 'POST' })
    if (!answer.ok) return undefined
    const said = (await json(Readable.from(answer.value.body)).catch(() => ({}))) as Partial<Introduced>
    const { node, challenge } = said
    return typeof node === 'string' && typeof challenge === 'string' ? { node, challenge } : undefined
  }
}

interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

const toQuestion = ({ method, body }: Asked, headers: Record<string, string>): Question => ({
  method,
  headers,
  ...(body.length === 0 ? {} : { body }),
})

function toPulled({ status, headers, body, leave }: Answer): Result<Pulled, Refusal> {
  const [epoch, change] = (headers['apachita-change'] ?? '').split('.')
  const node = headers['apachita-node'] ?? ''
  if (status !== 200) leave()
  if (![200, 204].includes(status) || !epoch || !/^\d+$/.test(change ?? '')) {
    return refuse({ type: 'not-a-node', status })
  }
  return accept({ pack: status === 200 ? body : undefined, node, token: { epoch, change: Number(change) } })
}
