/** The JSON API's reads: the same views as the pages. What is missing is a problem (problem.ts). */
import { type Context, Hono } from 'hono'
import type { ApachitaNode } from '../node/node.ts'
import { type Read, apiReads, parameterPatterns } from './api-reads.ts'
import { followedOnly } from './followed-only.ts'
import { documentOf } from './openapi/document.ts'
import { type Listener, pageContext, sendPage } from './page-context.tsx'
import { ApiPage } from './pages/api-page.tsx'
import { withSession } from './person-session.ts'
import { translatorOf, withProblemJson } from './problem.ts'
import { sessionRoutes } from './session-routes.ts'
import { apiDocumentPath, apiPath } from '../web/paths.ts'

/** An address of the table as the router writes it; a book of any name, for one that is not held is told to be unknown. */
const routeOf = ({ path }: Read): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'book' ? ':book' : `:${name}{${parameterPatterns[name]}}`,
  )

export function apiRoutes(listener: Listener): Hono {
  const app = new Hono().basePath('/api')
  for (const read of apiReads) app.get(routeOf(read), (c) => answer(listener, read, c))
  return new Hono()
    .route('/', app)
    .get(apiDocumentPath, (c) => c.json(documentOf(translatorOf(c))))
    .get(apiPath, (c) => sendPage(c, <ApiPage page={pageContext(listener, c)} />))
}

async function answer(
  { node, isOperator }: Listener,
  { read, missing }: Read,
  c: Context,
): Promise<Response> {
  const [book, seq] = [c.req.param('book') ?? '', Number(c.req.param('seq'))]
  const value = await read({ node, c, isOperator, book, seq })
  return value === undefined ? c.json({ type: missing ?? 'not-found' }, 404) : c.json(value)
}

/** The API alone, for a reader in this process: what the operator's listener answers. */
export const readingApp = (node: ApachitaNode): Hono =>
  new Hono()
    .use(withProblemJson)
    .use(withSession(node))
    .use(followedOnly(node))
    .route('/', apiRoutes({ node, isOperator: true, formToken: null, reachableAt: () => undefined }))
    .route('/', sessionRoutes(node))
