/** The JSON API: the same views as the pages. Refusals are `{"type", …figures}` with the status of their type. */
import { type Context, Hono } from 'hono'
import { delegatesView } from '../federation/delegates-query.ts'
import { membershipView } from '../federation/membership-query.ts'
import { federationView } from '../federation/queries.ts'
import type { ApachitaNode } from '../node/node.ts'
import {
  boardView,
  bodyView,
  bookLines,
  bookView,
  carriageView,
  federationLines,
  homeView,
} from './node-views.ts'
import { followedOnly } from './followed-only.ts'
import type { Listener } from './page-context.tsx'
import { withSession, writableBy } from './person-session.ts'
import { sessionRoutes } from './session-routes.ts'
import { beforeIn, motionIn } from './request-parts.ts'

const found = (c: Context, value: object | undefined, type: string): Response =>
  value === undefined ? c.json({ type }, 404) : c.json(value)

export function apiRoutes({ node, isOperator }: Listener): Hono {
  const app = new Hono().basePath('/api')
  app.get('/node', async (c) => c.json(await homeView(node)))
  app.get('/books', async (c) => c.json(await bookLines(node)))
  app.get('/books/:book', async (c) => {
    return found(c, await bookView(node, c.req.param('book'), beforeIn(c)), 'book-unknown')
  })
  app.get('/bodies/:book', async (c) => found(c, await bodyView(node, c.req.param('book')), 'book-unknown'))
  app.get('/federations', async (c) => c.json(await federationLines(node)))
  app.get('/federations/:book', (c) =>
    found(c, federationView(node.views.db, c.req.param('book')), 'book-unknown'),
  )
  app.get('/federations/:book/membership', (c) => {
    const { db } = node.views
    const book = c.req.param('book')
    const isHere = federationView(db, book) !== undefined
    return found(c, isHere ? membershipView(db, book) : undefined, 'book-unknown')
  })
  app.get('/federations/:book/record', (c) => {
    const { db } = node.views
    return found(c, federationView(db, c.req.param('book'))?.record, 'book-unknown')
  })
  app.get('/bodies/:book/delegates', (c) =>
    found(c, delegatesView(node.views.db, c.req.param('book')), 'book-unknown'),
  )
  app.get('/motions/:book/:seq{\\d{1,15}}', async (c) => {
    return found(c, await boardView(node, motionIn(c), writableBy(node, c.get('session'))), 'motion-unknown')
  })
  app.get('/carriage', async (c) => c.json(await carriageView(node, isOperator)))
  return app
}

/** The API alone, for a reader in this process: what the operator's listener answers. */
export const readingApp = (node: ApachitaNode): Hono =>
  new Hono()
    .use(withSession(node))
    .use(followedOnly(node))
    .route('/', apiRoutes({ node, isOperator: true, formToken: null, reachableAt: () => undefined }))
    .route('/', sessionRoutes(node))
