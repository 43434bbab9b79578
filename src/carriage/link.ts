/**
 * Talking to another node over HTTP: pull what it has, push what it lacks.
 *
 *   GET  /carriage/pack?since=<epoch>.<change>   what grew since then: 200 a pack, 204 nothing, 410 another epoch
 *   POST /carriage/pull   body: own manifest     200 a pack of the differences, 204 nothing
 *   POST /carriage/pack   body: a pack, signed   200 {"changeBefore", "changeAfter", "epoch", "refused"}
 *
 * Nothing in an answer is believed for who gave it; only pushing needs a signature, so that strangers cannot fill a disk.
 */
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { type Answer, ask } from './ask.ts'
import type { Manifest } from './pack.ts'

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

/** Adds the headers that sign a request (RFC 9421). */
export type SignRequest = (request: {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
}) => Promise<Record<string, string>>

/** Asks a peer for what is new since `token`, or by comparing manifests where it does not know the token. */
export async function pull(
  url: string,
  token: PullToken | undefined,
  manifest: () => Promise<Manifest>,
): Promise<Result<Pulled, Refusal>> {
  if (token !== undefined) {
    const answer = await ask(`${url}/carriage/pack?since=${token.epoch}.${token.change}`, { method: 'GET' })
    if (!answer.ok || answer.value.status !== 410) return answer.ok ? toPulled(answer.value) : answer
    answer.value.leave()
  }
  const answer = await ask(`${url}/carriage/pull`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(await manifest()),
  })
  return answer.ok ? toPulled(answer.value) : answer
}

function toPulled({ status, headers, body, leave }: Answer): Result<Pulled, Refusal> {
  const [epoch, change] = (headers['apachita-change'] ?? '').split('.')
  const node = headers['apachita-node'] ?? ''
  if (status !== 200) leave()
  if (![200, 204].includes(status) || !epoch || !/^\d+$/.test(change ?? '')) {
    return refuse({ type: 'not-a-node', status })
  }
  return accept({ pack: status === 200 ? body : undefined, node, token: { epoch, change: Number(change) } })
}

/** Gives a peer a pack, signed by a node key that a body it follows has admitted. */
export async function push(
  url: string,
  pack: Uint8Array,
  sign: SignRequest,
): Promise<Result<Pushed, Refusal>> {
  const target = `${url}/carriage/pack`
  const headers = await sign({
    method: 'POST',
    url: target,
    headers: { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' },
  })
  const answer = await ask(target, { method: 'POST', headers, body: pack })
  if (!answer.ok) return answer
  const body = (await json(Readable.from(answer.value.body)).catch(() => ({}))) as Record<string, unknown>
  if (answer.value.status === 200) return accept(body as unknown as Pushed)
  return refuse({
    type: typeof body['type'] === 'string' ? body['type'] : 'not-a-node',
    status: answer.value.status,
  })
}
