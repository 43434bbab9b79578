/**
 * One HTTP request to another node, by node:http: what `fetch` does with a long compressed body (streams of the web
 * wrapped into Node's and cut small) costs several times what is done with the entries in it.
 *
 * Deliberately absent: cookies, caches, other encodings than gzip.
 */
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { request as requestSecurely } from 'node:https'
import { PassThrough } from 'node:stream'
import { constants, createGunzip } from 'node:zlib'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'

export interface Question {
  readonly method: 'GET' | 'POST'
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Uint8Array
}

/** An answer whose body is still to come: to be read, taken out of its compression, or left. */
export interface Answer {
  readonly status: number
  /** By name in lower case; what was said more than once is joined. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: AsyncIterable<Uint8Array>
  /** Gives the connection back, or ends it where a body is still to come. */
  leave(): void
}

/** How long a node may keep silent. A slow link may take as long as it likes. */
const silenceMs = 120_000
const maxRedirects = 5
/** Of what is taken out of compression at once: small pieces cost more than what is done with them. */
const chunkBytes = 256 * 1024

/** Asks, also where an address has moved to. Refused: `timed-out`, `connection-refused`, `connection-failed`. */
export async function ask(url: string, question: Question): Promise<Result<Answer, Refusal>> {
  try {
    let came = await send(new URL(url), question)
    for (let moved = 0; isMoved(came, question) && moved < maxRedirects; moved += 1) {
      came.message.destroy()
      came = await send(new URL(came.message.headers.location ?? '', came.url), question)
    }
    return accept(toAnswer(came.message))
  } catch (error) {
    if (error instanceof Silence) return refuse({ type: 'timed-out' })
    const { code } = error as { code?: string }
    return refuse({ type: code === 'ECONNREFUSED' ? 'connection-refused' : 'connection-failed', code })
  }
}

class Silence extends Error {}

interface Came {
  readonly url: URL
  readonly message: IncomingMessage
}

/** A connection kept from before may have been closed meanwhile: asked again then, on another. */
function send(url: URL, question: Question): Promise<Came> {
  const { method, headers, body } = question
  return new Promise((resolve, reject) => {
    const sending = url.protocol === 'https:' ? requestSecurely : request
    const asked = sending(url, { method, headers: { ...headers, 'accept-encoding': 'gzip' } })
    asked.setTimeout(silenceMs, () => asked.destroy(new Silence()))
    asked.once('response', (message) => resolve({ url, message }))
    asked.on('error', (error: { code?: string }) => {
      if (asked.reusedSocket && error.code === 'ECONNRESET') resolve(send(url, question))
      else reject(error)
    })
    asked.end(body)
  })
}

/** 307 and 308 have the same asked elsewhere; of the others a question without a body may follow. */
function isMoved({ message }: Came, { method }: Question): boolean {
  const statuses = method === 'GET' ? [301, 302, 303, 307, 308] : [307, 308]
  return statuses.includes(message.statusCode ?? 0) && message.headers.location !== undefined
}

function toAnswer(message: IncomingMessage): Answer {
  const status = message.statusCode ?? 0
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
  )
  // Made when it is read: what is left must not go through the decompression.
  const body = { [Symbol.asyncIterator]: () => decompressed(message)[Symbol.asyncIterator]() }
  return { status, headers, body, leave: () => void (status === 204 ? message.resume() : message.destroy()) }
}

/** A link that breaks ends the body early: what came before is read, and a pack says that it is cut short. Who leaves early ends it. */
function decompressed(message: IncomingMessage): AsyncIterable<Uint8Array> {
  const isGzip = message.headers['content-encoding'] === 'gzip'
  const whole = isGzip
    ? createGunzip({ chunkSize: chunkBytes, finishFlush: constants.Z_SYNC_FLUSH })
    : new PassThrough()
  message.on('error', () => whole.end())
  whole.on('close', () => message.destroy())
  return message.pipe(whole)
}
