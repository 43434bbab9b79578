/** Where rooms' pages are mounted, for reading: the same on both listeners. */
import { type Context, Hono } from 'hono'
import type { Evening } from '../assemblies/evening.ts'
import { sessionOf } from '../assemblies/queries.ts'
import { SessionsSection } from '../assemblies/sessions-section.tsx'
import { AsidePage } from '../bodies/aside-page.tsx'
import { BodyPage } from '../bodies/body-page.tsx'
import { BookPage } from '../bodies/book-page.tsx'
import { type BooksAsked, BooksPage } from '../bodies/books-page.tsx'
import { ProposedCharter } from '../bodies/proposed-charter.tsx'
import { ActPage } from '../federation/act-page.tsx'
import { BoardPage } from '../federation/board-page.tsx'
import { BoardWall } from '../federation/board-wall.tsx'
import { FederationPage } from '../federation/federation-page.tsx'
import { FederationsPage } from '../federation/federations-page.tsx'
import { TreePage } from '../federation/tree-page.tsx'
import { federationView } from '../federation/queries.ts'
import { island, islandNames } from '../web/islands/islands.ts'
import { galleryPath, lookPath, searchPath } from '../web/paths.ts'
import { styleSheets } from '../web/styles.ts'
import { booksView, federationsView } from './book-lists.ts'
import { boardView, bodyView, bookView, carriageView } from './node-views.ts'
import { firstPageView } from './first-page-view.ts'
import { asideView } from './history-views.ts'
import { proposedCharter } from './charter-views.ts'
import { eveningIn, lookingAt, mayHold } from './assembly-views.ts'
import { showMotion } from './assembly-routes.tsx'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { CarriagePage } from './pages/carriage-page.tsx'
import { GalleryPage } from './pages/gallery-page.tsx'
import { LookPage } from './pages/look-page.tsx'
import { SearchPage } from './pages/search-page.tsx'
import { RoleSections } from './pages/role-sections.tsx'
import { HomePage } from './pages/home-page.tsx'
import { memberOf, writableBy } from './person-session.ts'
import { roleView } from './role-views.ts'
import { treeView } from './tree-view.ts'
import { searchView } from './search-view.ts'
import { backIn, beforeIn, fromIn, listsAskedIn, motionIn, partIn, searchAsked } from './request-parts.ts'

const keptForGood = { 'cache-control': 'public, max-age=31536000, immutable' }

/** `isPage`: whether there is a page at a path of this listener. */
export function pageRoutes(listener: Listener, isPage: (path: string) => boolean): Hono {
  const { node } = listener
  const app = new Hono()
  app.get('/assets/:sheet{style-[0-9a-f]{12}\\.css}', (c) => {
    const found = styleSheets.get(c.req.path)
    if (found === undefined) return c.notFound()
    return c.body(found.styles, 200, { ...keptForGood, 'content-type': 'text/css; charset=utf-8' })
  })
  app.get('/assets/:island{[a-z]+-[0-9a-f]{12}\\.js}', (c) => {
    const found = islandNames.map(island).find(({ path }) => path === c.req.path)
    if (found === undefined) return c.notFound()
    const { script } = found
    return c.body(script, 200, { ...keptForGood, 'content-type': 'text/javascript; charset=utf-8' })
  })
  app.get('/', async (c) =>
    sendPage(c, <HomePage page={pageContext(listener, c)} home={await firstPageView(node, c)} />),
  )
  app.get('/books', async (c) =>
    sendPage(
      c,
      <BooksPage page={pageContext(listener, c)} view={await booksView(node, booksAsked(c), partIn(c))} />,
    ),
  )
  app.get('/books/:book', async (c) => {
    const book = await bookView(node, c.req.param('book'), beforeIn(c))
    if (book === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
    const isOfBody = (await memberOf(node, c.get('session'), book.book)) !== undefined
    return sendPage(c, <BookPage page={pageContext(listener, c)} book={book} isOfBody={isOfBody} />)
  })
  app.get('/books/:book/set-aside/:place{\\d{1,9}}', async (c) => {
    const aside = await asideView(node, c.req.param('book'), Number(c.req.param('place')), fromIn(c))
    if (aside === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
    return sendPage(c, <AsidePage page={pageContext(listener, c)} aside={aside} />)
  })
  app.get('/federations', (c) => {
    const view = federationsView(node, partIn(c))
    return sendPage(c, <FederationsPage page={pageContext(listener, c)} view={view} />)
  })
  app.get('/federations/:book', (c) => {
    const federation = federationView(node.views.db, c.req.param('book'), motionsShown)
    if (federation === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
    const page = pageContext(listener, c)
    return sendPage(c, <FederationPage page={page} federation={federation} asked={listsAskedIn(c)} />)
  })
  app.get(lookPath, (c) => sendPage(c, <LookPage page={pageContext(listener, c)} back={backIn(c, isPage)} />))
  app.get(galleryPath, (c) => sendPage(c, <GalleryPage page={pageContext(listener, c)} />))
  app.get('/federations/:book/tree', (c) => {
    const tree = treeView(node, c.req.param('book'))
    if (tree === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
    return sendPage(c, <TreePage page={pageContext(listener, c)} tree={tree} />)
  })
  app.get(searchPath, async (c) => {
    const { typed, country } = searchAsked(c)
    const view = await searchView(node, typed, country, partIn(c))
    return sendPage(c, <SearchPage page={pageContext(listener, c)} view={view} />)
  })
  app.get('/carriage', async (c) => {
    const carriage = await carriageView(node, listener.isOperator)
    const evening = await eveningAsked(listener, c)
    return sendPage(c, <CarriagePage page={pageContext(listener, c)} carriage={carriage} evening={evening} />)
  })
  return app.route('/', bodyRoutes(listener)).route('/', motionRoutes(listener))
}

/** The evening of the session that `?session=` names, for whoever holds it. */
async function eveningAsked({ node }: Listener, c: Context): Promise<Evening | undefined> {
  const [book = '', seq = ''] = (c.req.query('session') ?? '').split('/')
  if (!/^\d{1,15}$/.test(seq) || !node.followed().has(book)) return undefined
  const looking = await lookingAt(node, c, book)
  const session = sessionOf(node.views.db, book, Number(seq))
  return looking === undefined || session === undefined || !mayHold(looking)
    ? undefined
    : eveningIn(looking, session)
}

/** So many motions are on the page of a federation; the page of motions has them all. */
const motionsShown = 12

const booksAsked = (c: Context): BooksAsked => ({
  country: c.req.query('country') ?? null,
  kind: c.req.query('kind') ?? null,
})

/** So many sessions are on a body's first page. */
const sessionsShown = 4

function bodyRoutes(listener: Listener): Hono {
  return new Hono().get('/bodies/:book', async (c) => {
    const found = await bodyView(listener.node, c.req.param('book'), sessionsShown)
    if (found === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
    const page = pageContext(listener, c)
    const { body, sessions } = found
    const role = await roleView(listener.node, c, body.book)
    return sendPage(
      c,
      <BodyPage
        page={page}
        body={body}
        isBusy={role !== undefined && role.tasks.length > 0}
        first={
          role === undefined ? null : (
            <section class="card">
              <h2>{page.t('role.title')}</h2>
              <RoleSections t={page.t} role={role} />
            </section>
          )
        }
      >
        <SessionsSection t={page.t} book={body.book} sessions={sessions} />
      </BodyPage>,
    )
  })
}

function motionRoutes(listener: Listener): Hono {
  const { node } = listener
  const app = new Hono()
  app.get('/motions/:book/:seq{\\d{1,15}}', async (c) => {
    const session = c.get('session')
    const closable = writableBy(node, session, 'decision.closed')
    const board = await boardView(node, motionIn(c), writableBy(node, session), closable)
    if (board === undefined) return showMotion(listener, c)
    const recorded = c.get('session') === undefined ? null : (c.req.query('recorded') ?? null)
    const page = pageContext(listener, c)
    const charter = await proposedCharter(node, c, board.motion.ref)
    return sendPage(
      c,
      <BoardPage page={page} board={board} asked={listsAskedIn(c)} recorded={recorded}>
        {charter === undefined ? null : <ProposedCharter page={page} view={charter} />}
      </BoardPage>,
    )
  })
  app.get('/motions/:book/:seq{\\d{1,15}}/wall', async (c) => {
    const board = await boardView(node, motionIn(c))
    if (board === undefined) return sendProblem(listener, c, 404, { type: 'motion-unknown' })
    return sendPage(c, <BoardWall page={pageContext(listener, c)} board={board} />)
  })
  app.get('/motions/:book/:seq{\\d{1,15}}/act', async (c) => {
    const board = await boardView(node, motionIn(c))
    if (board === undefined) return sendProblem(listener, c, 404, { type: 'motion-unknown' })
    return sendPage(c, <ActPage page={pageContext(listener, c)} board={board} />)
  })
  return app
}
