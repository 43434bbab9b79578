/** The JSON API: the same views as the pages. Refusals are `{"type", …figures}` with the status of their type. */
import { type Context, Hono } from 'hono'
import { motionLinesOf, motionView } from '../assemblies/motion-queries.ts'
import { callOf, openCallsOf, sessionOf, sessionsOf } from '../assemblies/queries.ts'
import type { CallView, MotionLine, SessionView } from '../assemblies/views.ts'
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
import { lookingAt, motionsView } from './assembly-views.ts'
import { firstPageView } from './first-page-view.ts'
import { followedOnly } from './followed-only.ts'
import { asideView } from './history-views.ts'
import { keeperView } from './keeper-views.ts'
import type { Listener } from './page-context.tsx'
import { officesView } from './office-views.ts'
import { memberOf, withSession, writableBy } from './person-session.ts'
import { sessionRoutes } from './session-routes.ts'
import { beforeIn, fromIn, motionFilterIn, motionIn, partIn, searchAsked } from './request-parts.ts'
import { roleView } from './role-views.ts'
import { searchView } from './search-view.ts'

const found = (c: Context, value: object | undefined, type: string): Response =>
  value === undefined ? c.json({ type }, 404) : c.json(value)

/** Calls that wait, sessions and motions of a body, newest first. */
export interface BodySessions {
  readonly calls: readonly CallView[]
  readonly sessions: readonly SessionView[]
  readonly motions: readonly MotionLine[]
}

const bodySessions = ({ views: { db } }: ApachitaNode, book: string): BodySessions => ({
  calls: openCallsOf(db, book),
  sessions: sessionsOf(db, book),
  motions: motionLinesOf(db, book),
})

export function apiRoutes({ node, isOperator }: Listener): Hono {
  const app = new Hono().basePath('/api')
  app.get('/node', async (c) => c.json(await homeView(node)))
  app.get('/home', async (c) => c.json(await firstPageView(node, c)))
  app.get('/books', async (c) => c.json(await bookLines(node)))
  app.get('/books/:book', async (c) => {
    return found(c, await bookView(node, c.req.param('book'), beforeIn(c)), 'book-unknown')
  })
  app.get('/books/:book/set-aside/:place{\\d{1,9}}', async (c) =>
    found(
      c,
      await asideView(node, c.req.param('book'), Number(c.req.param('place')), fromIn(c)),
      'book-unknown',
    ),
  )
  app.get('/bodies/:book', async (c) => found(c, await bodyView(node, c.req.param('book')), 'book-unknown'))
  app.get('/bodies/:book/home', async (c) =>
    found(c, await roleView(node, c, c.req.param('book')), 'not-of-this-body'),
  )
  app.get('/bodies/:book/motions', async (c) => {
    const looking = await lookingAt(node, c, c.req.param('book'))
    const view = looking === undefined ? undefined : motionsView(looking, motionFilterIn(c), beforeIn(c))
    return found(c, view, 'book-unknown')
  })
  app.get('/bodies/:book/offices', async (c) => {
    const book = c.req.param('book')
    const member = await memberOf(node, c.get('session'), book)
    return found(c, await officesView(node, book, member?.person), 'book-unknown')
  })
  app.get('/bodies/:book/sessions', (c) => c.json(bodySessions(node, c.req.param('book'))))
  app.get('/bodies/:book/sessions/:seq{\\d{1,15}}', (c) => {
    const [book, seq] = [c.req.param('book'), Number(c.req.param('seq'))]
    return found(c, sessionOf(node.views.db, book, seq) ?? callOf(node.views.db, book, seq), 'entry-unknown')
  })
  app.get('/bodies/:book/keeper', async (c) =>
    found(c, await keeperView(node, c.req.param('book')), 'book-unknown'),
  )
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
    const board = await boardView(node, motionIn(c), writableBy(node, c.get('session')))
    const { book, seq } = motionIn(c)
    return found(c, board ?? motionView(node.views.db, book, seq), 'motion-unknown')
  })
  app.get('/search', async (c) => {
    const { typed, country } = searchAsked(c)
    return c.json(await searchView(node, typed, country, partIn(c)))
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
