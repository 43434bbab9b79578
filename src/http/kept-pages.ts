/**
 * Pages that read the same for everybody are made once, and again where anything was written, or a minute passed: a hall in
 * which all open the same board costs a small computer one page.
 *
 * Invariants
 * 1. What is kept was asked for without a session, at the public listener, and has no form that writes.
 * 2. It is sent only to whoever asks the same in the same words (address, cookies, languages), while none of the node's three
 *    files has changed.
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ApachitaNode } from '../node/node.ts'
import { lookPath } from '../web/paths.ts'

/** A page as it is sent. */
export interface KeptPage {
  /** Text, or what gzip made of it. */
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly hasIsland: boolean
}

declare module 'hono' {
  interface ContextVariableMap {
    /** Keeps the page that is sent; undefined: it is not for everybody. */
    keepPage: ((page: KeptPage) => void) | undefined
  }
}

/** So many pages are kept, of addresses and cookies of so many characters. */
const most = 128
const longest = 1000

/** What pages are made of, and the minute: until one of these is another, a page stays as it is. */
const stateOf = ({ views, local, archive, now }: ApachitaNode): string =>
  `${views.version} ${local.written} ${archive.written} ${now().slice(0, 16)}`

/** Everything by which the answers to two that ask without a session can differ. */
const askedBy = ({ req }: Context): string =>
  ['host', 'cookie', 'accept-language', 'accept-encoding'].map((name) => req.header(name) ?? '').join('\n') +
  `\n${req.url}`

/** Of what sets cookies, and of what goes by where one came from, nothing is kept. */
const isForEverybody = (c: Context): boolean =>
  c.req.method === 'GET' &&
  c.get('session') === undefined &&
  c.get('sessionEnded') === undefined &&
  c.req.query('lang') === undefined &&
  c.req.query('look') === undefined &&
  !c.req.path.startsWith(lookPath) &&
  !c.req.path.startsWith('/api/')

export function keptPages(node: ApachitaNode): MiddlewareHandler {
  let [state, pages] = ['', new Map<string, KeptPage>()]
  return async (c, next) => {
    if (!isForEverybody(c)) return next()
    const asked = askedBy(c)
    if (asked.length > longest) return next()
    const now = stateOf(node)
    if (now !== state || pages.size >= most) [state, pages] = [now, new Map()]
    const known = pages.get(asked)
    if (known !== undefined) return sendBody(c, known, 200)
    // Where something is written while the page is made, this is no longer what is looked in.
    const keptNow = pages
    c.set('keepPage', (page) => void keptNow.set(asked, page))
    await next()
  }
}

export function sendBody<Status extends ContentfulStatusCode>(
  c: Context,
  { body, hasIsland }: KeptPage,
  status: Status,
): Response {
  c.set('hasIsland', hasIsland)
  c.header('content-type', 'text/html; charset=UTF-8')
  if (typeof body !== 'string') {
    c.header('content-encoding', 'gzip')
    c.header('vary', 'Accept-Encoding', { append: true })
  }
  return c.body(body, status)
}
