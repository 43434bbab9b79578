/** Books that wait (held, and followed by nobody here) are neither shown nor served: as if not held. */
import type { MiddlewareHandler } from 'hono'
import type { ApachitaNode } from '../node/node.ts'

const bookInPath = /^(?:\/api)?\/(?:books|bodies|federations|motions)\/([a-z2-7]{52})(?:\/|$)/

export const followedOnly =
  (node: ApachitaNode): MiddlewareHandler =>
  async (c, next) => {
    const [, book] = bookInPath.exec(c.req.path) ?? []
    if (book === undefined || (await node.followed()).has(book)) return next()
    return c.notFound()
  }
