/** The operator listener: everything the public one reads, and writing, for whoever runs this machine. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { entriesIn } from '../carriage/import.ts'
import { commands } from '../node/commands/all.ts'
import { unwrap } from '../kernel/result.ts'
import { runCommand } from '../node/commands/command.ts'
import { carryOut } from '../node/carry-out.ts'
import type { ApachitaNode } from '../node/node.ts'
import { syncAll } from '../node/sync.ts'
import { takeIn } from '../node/take-in.ts'
import { accessTokenRoutes } from './access-token-routes.tsx'
import { apiRoutes } from './api-routes.tsx'
import { assemblyRoutes } from './assembly-routes.tsx'
import { paperMinuteRoutes } from './paper-minute-routes.tsx'
import { compressed } from './compressed.ts'
import { withFormsOnce } from './form-once.ts'
import { withProblemJson } from './problem.ts'
import { charterRoutes } from './charter-routes.tsx'
import { closingRoutes } from './closing-routes.tsx'
import { decideRoutes } from './decide-routes.tsx'
import { delegateRoutes } from './delegate-routes.tsx'
import { federationRoutes } from './federation-routes.tsx'
import { carriageView } from './node-views.ts'
import { liveRoutes } from './live-routes.ts'
import { operatorGuard } from './operator-guard.tsx'
import { formTokenOf, isSameToken } from './same-token.ts'
import { type RequestTally, counted, openMetrics } from './metrics.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { pageRoutes } from './page-routes.tsx'
import { answersGet } from './request-parts.ts'
import { pictureRoutes } from './picture-routes.tsx'
import { confirmName } from './pages/awaited-heads.tsx'
import { type CarriageDone, CarriagePage } from './pages/carriage-page.tsx'
import { NodeCardPage } from './pages/node-card-page.tsx'
import * as paths from '../web/paths.ts'
import { followedOnly } from './followed-only.ts'
import { headers, withProblems } from './public-app.ts'
import { statusOf } from './status.ts'
import { officeRoutes } from './office-routes.tsx'
import { nodeAdmissionRoutes } from './node-admission-routes.tsx'
import { keeperRoutes } from './keeper-routes.tsx'
import { languageRoutes } from './language-routes.tsx'
import { translationForms, translationRoutes } from './translation-routes.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { passkeyRoutes } from './passkey-routes.tsx'
import { personRoutes } from './person-routes.tsx'
import { withSession } from './person-session.ts'
import { withSecureOrigin } from './secure-origin.ts'
import { answerCommand, sessionRoutes } from './session-routes.ts'
import { sealedRoutes } from './sealed-routes.tsx'
import { submissionRoutes } from './submission-routes.tsx'
import { tlogRoutes } from './tlog-routes.ts'

const maxFileBytes = 512 * 2 ** 20
const maxEnterBytes = 64 * 1024

/** `token`: the start token that lets one in. */
export function operatorApp(
  node: ApachitaNode,
  token: string,
  reachableAt: Listener['reachableAt'],
  requests: RequestTally,
): Hono {
  const listener: Listener = { node, isOperator: true, formToken: formTokenOf(token), reachableAt }
  const app = new Hono()
  app.use(counted(requests, 'operator'))
  app.use(headers)
  app.use(compressed)
  app.use('/api/*', withProblemJson)
  app.use(
    '/enter',
    bodyLimit({ maxSize: maxEnterBytes, onError: (c) => c.json({ type: 'input-too-large' }, 413) }),
  )
  app.use(operatorGuard(listener, token))
  app.use(withSecureOrigin())
  app.use(withSession(node))
  app.use(withFormsOnce)
  app.use(followedOnly(node))
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
  app.use(bodyLimit({ maxSize: maxFileBytes, onError: (c) => c.json({ type: 'pack-too-large' }, 413) }))
  app.route('/', commandRoutes(node))
  app.route('/', sessionRoutes(node))
  app.route('/', metricsRoutes(node, requests))
  app.use(formGuard(listener))
  app.route('/', cardRoutes(listener))
  app.route('/', carriageForms(listener))
  app.route('/', translationForms(listener))
  app.route('/', liveRoutes(node))
  app.route('/', tlogRoutes(node))
  app.route('/', apiRoutes(listener))
  app.route('/', pageRoutes(listener, answersGet(app)))
  return withProblems(app, listener)
}

/**
 * POST /api/commands/<name>, body: the input (session-routes.ts). The command line asks for lines, to show how far it is. What
 * is a person's takes that person's session, too.
 */
const commandRoutes = (node: ApachitaNode): Hono =>
  new Hono().post('/api/commands/:name', (c) => answerCommand(node, c, commands))

function metricsRoutes(node: ApachitaNode, requests: RequestTally): Hono {
  let metrics: ReturnType<typeof openMetrics> | undefined
  return new Hono().get('/metrics', async (c) => {
    metrics ??= openMetrics(node, requests)
    const { type, text } = await (await metrics)()
    return c.body(text, 200, { 'content-type': type })
  })
}

/** This node's card, on a page and as a file. */
function cardRoutes(listener: Listener): Hono {
  const { node } = listener
  const cardOf = async () =>
    unwrap(await runCommand(commands, node, 'node.card', {})) as { text: string; fingerprint: string }
  const app = new Hono()
  app.get(paths.nodeCardPath, async (c) => {
    const { text, fingerprint } = await cardOf()
    return sendPage(c, <NodeCardPage page={pageContext(listener, c)} card={text} fingerprint={fingerprint} />)
  })
  app.get(paths.nodeCardFilePath, async (c) =>
    c.body((await cardOf()).text, 200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="apachita-card.txt"',
    }),
  )
  return app
}

/** Forms come from our own pages. */
function formGuard(listener: Listener) {
  return async (c: Context, next: () => Promise<void>): Promise<Response | void> => {
    if (c.req.method !== 'POST') return next()
    const { token } = await c.req.parseBody().catch(() => ({ token: undefined }))
    if (typeof token === 'string' && isSameToken(token, listener.formToken ?? '')) return next()
    return sendProblem(listener, c, 403, { type: 'form-expired' })
  }
}

function carriageForms(listener: Listener): Hono {
  const { node } = listener
  const app = new Hono()
  const show = async (c: Context, done: CarriageDone): Promise<Response> => {
    const carriage = await carriageView(node, true)
    return sendPage(c, <CarriagePage page={pageContext(listener, c)} carriage={carriage} done={done} />)
  }
  app.post('/carriage/sync', async (c) => {
    const synced = await syncAll(node)
    if (!synced.ok) return show(c, { type: 'refused', refusal: synced.error })
    const reports = synced.value.flatMap(({ result }) => (result.ok ? [result.value] : []))
    const failed = synced.value.find(({ result }) => !result.ok)?.result
    if (reports.length === 0 && failed?.ok === false)
      return show(c, { type: 'refused', refusal: failed.error })
    const sum = (figures: number[]) => figures.reduce((total, figure) => total + figure, 0)
    return show(c, {
      type: 'synced',
      entries: sum(reports.map(({ entries }) => entries)),
      books: sum(reports.map(({ pulled }) => pulled)),
      refused: sum(reports.map(({ refused }) => refused.length)),
    })
  })
  app.post('/carriage/in', async (c) => {
    const { file } = await c.req.parseBody()
    if (!(file instanceof File))
      return show(c, { type: 'refused', refusal: { type: 'input-invalid', field: 'file' } })
    const bytes = Readable.fromWeb(file.stream() as never).pipe(createGunzip())
    const taken = await takeIn(node, bytes, { via: 'carried', source: file.name, node: null })
    const entries = entriesIn(taken.grown)
    return show(c, { type: 'carried-in', entries, books: taken.grown.length, refused: taken.refused.length })
  })
  app.post('/carriage/declare-head', async (c) => {
    const { body, ...rest } = await c.req.parseBody()
    if (typeof body !== 'string' || rest[confirmName(body)] !== 'yes')
      return show(c, { type: 'refused', refusal: { type: 'input-invalid', field: 'head' } })
    const declared = await runCommand(commands, node, 'body.declare-head', { body })
    if (!declared.ok) return show(c, { type: 'refused', refusal: declared.error })
    return c.redirect('/carriage', 303)
  })
  app.post('/carriage/out', async (c) => sendFile(listener, c))
  return app
}

/** The file as a download; written whole first, so that a break leaves no half file that looks whole. */
async function sendFile(listener: Listener, c: Context): Promise<Response> {
  const { for: receiver } = await c.req.parseBody()
  const folder = await mkdtemp(join(tmpdir(), 'apachita-'))
  const path = join(folder, 'stick.apachita')
  const carried = await carryOut(
    listener.node,
    path,
    typeof receiver === 'string' && receiver !== '' ? receiver : undefined,
  )
  if (!carried.ok) return sendProblem(listener, c, statusOf(carried.error), carried.error)
  const file = createReadStream(path)
  file.on('close', () => void rm(folder, { recursive: true, force: true }))
  const name = `apachita-${listener.node.now().slice(0, 10)}.apachita`
  return c.body(Readable.toWeb(file) as ReadableStream, 200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${name}"`,
  })
}
