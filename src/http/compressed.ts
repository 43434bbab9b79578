/** Pages, JSON and tiles travel compressed where the reader takes it; packs compress themselves. */
import type { MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'

const compressing = compress()

export const compressed: MiddlewareHandler = (c, next) =>
  c.req.path.startsWith('/carriage/') ? next() : compressing(c, next)
