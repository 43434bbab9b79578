/** Books that wait (held, and followed by nobody here) are neither shown nor served: as if not held. */
import type { MiddlewareHandler } from 'hono'
import type { ApachitaNode } from '../node/node.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** The followed book that the address names, if it names one. */
    bookOfAddress: string | undefined
  }
}

const bookInPath = /^(?:\/api)?\/(?:books|bodies|federations|motions)\/([a-z2-7]{52})(?:\/|$)/

/** What is missing at an address of the API. */
const missingType = (path: string): string => (path.includes('/motions/') ? 'motion-unknown' : 'book-unknown')

export const followedOnly =
  (node: ApachitaNode): MiddlewareHandler =>
  async (c, next) => {
    const [, book] = bookInPath.exec(c.req.path) ?? []
    if (book === undefined) return next()
    if (node.followed().has(book)) {
      c.set('bookOfAddress', book)
      return next()
    }
    return c.req.path.startsWith('/api/') ? c.json({ type: missingType(c.req.path) }, 404) : c.notFound()
  }
