/**
 * GET /live?book=…: tells open pages that a book they rest on has grown (server-sent events, WHATWG HTML 9.2); without
 * `book`, any that is followed here. Only that it did: the page asks for itself again, with its own rights.
 */
import { setTimeout as after } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ApachitaNode } from '../node/node.ts'
import { livePath, maxLiveBooks } from '../web/paths.ts'

/** Pages of one listener that are told at once; others are told by being asked for. */
const maxStreams = 200
/** What grows in one go is told once. */
const gatherMs = 300
/** So often a line goes out where nothing grows: a broken connection shows. */
const beatMs = 25_000
const retryMs = 10_000

export function liveRoutes(node: ApachitaNode): Hono {
  let open = 0
  return new Hono().get(livePath, (c) => {
    // Its answer has no body, so nothing would tell that whoever asked is gone.
    if (c.req.method === 'HEAD') return c.body(null)
    if (open >= maxStreams) return c.body(null, 503, { 'retry-after': '60' })
    open += 1
    return tell(node, c, () => (open -= 1))
  })
}

function tell(node: ApachitaNode, c: Context, onEnd: () => void): Response {
  const asked = new Set((c.req.queries('book') ?? []).slice(0, maxLiveBooks))
  const answer = streamSSE(c, async (stream) => {
    const news = new News(node, asked)
    stream.onAbort(() => news.end())
    try {
      await stream.write(`retry: ${retryMs}\n\n`)
      while (!stream.aborted && !news.hasEnded)
        if (await news.next()) await stream.writeSSE({ event: 'grown', data: '' })
        else await stream.write(':\n\n')
    } finally {
      news.end()
      onEnd()
    }
  })
  answer.headers.set('cache-control', 'no-store')
  return answer
}

/** What grew of the books asked for since it was last told. */
class News {
  hasEnded = false
  readonly #node: ApachitaNode
  readonly #grown = new Set<string>()
  readonly #unwatch: () => void
  #wake = (): void => undefined

  constructor(node: ApachitaNode, asked: ReadonlySet<string>) {
    this.#node = node
    this.#unwatch = node.views.watch((book) => {
      if (asked.size > 0 && !asked.has(book)) return
      this.#grown.add(book)
      this.#wake()
    })
  }

  /** Whether something grew; false after a while in which nothing did. Books that wait are not told of. */
  async next(): Promise<boolean> {
    if (this.#grown.size === 0) await this.#waked()
    if (this.hasEnded || this.#grown.size === 0) return false
    await after(gatherMs, undefined, { ref: false })
    const followed = this.#node.followed()
    const isShown = [...this.#grown].some((book) => followed.has(book))
    this.#grown.clear()
    return isShown
  }

  #waked(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, beatMs).unref()
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  end(): void {
    this.hasEnded = true
    this.#unwatch()
    this.#wake()
  }
}
