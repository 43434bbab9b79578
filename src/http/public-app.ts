/** The public listener: reading and carriage for all; writing for people who signed in, with their rights in the body's book. */
import { Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { ApachitaNode } from '../node/node.ts'
import { accessTokenRoutes } from './access-token-routes.tsx'
import { apiRoutes } from './api-routes.tsx'
import { assemblyRoutes } from './assembly-routes.tsx'
import { paperMinuteRoutes } from './paper-minute-routes.tsx'
import { carriageRoutes } from './carriage-routes.ts'
import { compressed } from './compressed.ts'
import { withFormsOnce } from './form-once.ts'
import { withProblemJson } from './problem.ts'
import { followedOnly } from './followed-only.ts'
import { keptPages } from './kept-pages.ts'
import { liveRoutes } from './live-routes.ts'
import { log } from './log.ts'
import { RequestTally, counted } from './metrics.ts'
import { type Listener, sendProblem } from './page-context.tsx'
import { pageRoutes } from './page-routes.tsx'
import { answersGet } from './request-parts.ts'
import { pictureRoutes } from './picture-routes.tsx'
import { charterRoutes } from './charter-routes.tsx'
import { decideRoutes } from './decide-routes.tsx'
import { officeRoutes } from './office-routes.tsx'
import { nodeAdmissionRoutes } from './node-admission-routes.tsx'
import { keeperRoutes } from './keeper-routes.tsx'
import { languageRoutes } from './language-routes.tsx'
import { translationRoutes } from './translation-routes.tsx'
import { closingRoutes } from './closing-routes.tsx'
import { delegateRoutes } from './delegate-routes.tsx'
import { federationRoutes } from './federation-routes.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { passkeyRoutes } from './passkey-routes.tsx'
import { personRoutes } from './person-routes.tsx'
import { withSession } from './person-session.ts'
import { personCommandRoutes, sessionRoutes } from './session-routes.ts'
import { withSecureOrigin } from './secure-origin.ts'
import { sealedRoutes } from './sealed-routes.tsx'
import { submissionRoutes } from './submission-routes.tsx'
import { tlogRoutes } from './tlog-routes.ts'

const headersWith = (scripts: object) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      mediaSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      ...scripts,
    },
    referrerPolicy: 'same-origin',
  })

const plainHeaders = headersWith({})
const islandHeaders = headersWith({
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  // A voice is heard before it is sent.
  mediaSrc: ["'self'", 'blob:'],
})

/** No script runs but an island on a page that has one, nothing is loaded from elsewhere, and no page is framed. */
export const headers: MiddlewareHandler = async (c, next) => {
  await next()
  await (c.get('hasIsland') === true ? islandHeaders : plainHeaders)(c, async () => undefined)
}

/** Answers for what is not found or breaks: in JSON for programs, in words for people. Errors name nothing private. */
export function withProblems(app: Hono, listener: Listener): Hono {
  app.notFound((c) =>
    c.req.path.startsWith('/api/') || /\/(tile|checkpoint|pen|handovers)\b/.test(c.req.path)
      ? c.json({ type: 'not-found' }, 404)
      : sendProblem(listener, c, 404, { type: 'not-found' }),
  )
  app.onError((error, c) => {
    log.error({ method: c.req.method, route: c.req.routePath, stack: error.stack }, 'a defect')
    return c.req.path.startsWith('/api/') || c.req.path.startsWith('/carriage/')
      ? c.json({ type: 'internal' }, 500)
      : sendProblem(listener, c, 500, { type: 'internal' })
  })
  return app
}

/** `publicAddress`: the https origin at which a proxy in front makes it reachable, if there is one. */
export function publicApp(
  node: ApachitaNode,
  reachableAt: Listener['reachableAt'],
  publicAddress?: string,
  requests = new RequestTally(),
): Hono {
  const listener: Listener = { node, isOperator: false, formToken: null, reachableAt }
  const app = new Hono()
  app.use(counted(requests, 'public'))
  app.use(headers)
  app.use(compressed)
  app.use('/api/*', withProblemJson)
  app.use(withSecureOrigin(publicAddress))
  app.use(withSession(node))
  app.use(withFormsOnce)
  app.use(followedOnly(node))
  app.use(keptPages(node))
  app.route('/', personRoutes(listener))
  app.route('/', passkeyRoutes(listener))
  app.route('/', accessTokenRoutes(listener))
  app.route('/', decideRoutes(listener))
  app.route('/', charterRoutes(listener))
  app.route('/', closingRoutes(listener))
  app.route('/', federationRoutes(listener))
  app.route('/', delegateRoutes(listener))
  app.route('/', submissionRoutes(listener))
  app.route('/', nodeAdmissionRoutes(listener))
  app.route('/', sealedRoutes(listener))
  app.route('/', assemblyRoutes(listener))
  app.route('/', paperMinuteRoutes(listener))
  app.route('/', peopleRoutes(listener))
  app.route('/', pictureRoutes(listener))
  app.route('/', officeRoutes(listener))
  app.route('/', keeperRoutes(listener))
  app.route('/', languageRoutes(listener))
  app.route('/', translationRoutes(listener))
  app.route('/', sessionRoutes(node))
  app.route('/', personCommandRoutes(node))
  app.route('/', liveRoutes(node))
  app.route('/', tlogRoutes(node))
  app.route('/', carriageRoutes(node))
  app.route('/', apiRoutes(listener))
  app.route('/', pageRoutes(listener, answersGet(app)))
  return withProblems(app, listener)
}
