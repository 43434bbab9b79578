/** Submissions of members, and documents: what is open is shown to all, what is within to those of the body. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { DocumentsPage, type DocumentsView } from '../assemblies/documents-page.tsx'
import { motionLinesOf } from '../assemblies/motion-queries.ts'
import { sessionEndedBy, sessionOf, sessionsOf } from '../assemblies/queries.ts'
import {
  SubmissionsPage,
  type SubmissionsPageProps,
  type SubmissionsView,
} from '../assemblies/submissions-page.tsx'
import { bodyFacts } from '../bodies/queries.ts'
import { mayWrite } from '../bodies/state.ts'
import { motionsOf } from '../federation/queries.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { type Refusal, type Result, refuse } from '../kernel/result.ts'
import { base64 } from '../kernel/encoding.ts'
import { maxBlobBytes } from '../kernel/schemas.ts'
import { documentsOf, readBlob } from '../node/documents.ts'
import type { ApachitaNode } from '../node/node.ts'
import { type HeldSubmission, submissionsOf } from '../node/submissions.ts'
import { nameOf } from '../people/queries.ts'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import { eveningIn, lookingAt, may, mayHold } from './assembly-views.ts'
import { runAsked } from './form-run.ts'
import { type Listener, pageContext, sendPage, sendProblem, translatorOn } from './page-context.tsx'
import { ownForm } from './person-routes.tsx'
import { memberOf } from './person-session.ts'
import { readForm, textIn } from './request-parts.ts'
import { statusOf } from './status.ts'

const maxFormBytes = 64 * 1024

export function submissionRoutes(listener: Listener): Hono {
  const app = new Hono().basePath('/bodies/:book')
  const tooLarge = (c: Context) => sendProblem(listener, c, 413, { type: 'input-too-large' })
  const limit = bodyLimit({ maxSize: maxFormBytes, onError: tooLarge })
  app.get('/submissions', (c) => showSubmissions(listener, c))
  for (const [action, read, done] of [
    ['motion', motionIn, 'submitted'],
    ['position', positionIn, 'submitted'],
    ['correction', correctionIn, 'submitted'],
    ['enter', (form) => ({ name: 'submission.enter', input: { id: textIn(form, 'id') } }), 'entered'],
    ['decline', declineIn, 'declined'],
  ] as const satisfies readonly (readonly [string, Reader, SubmissionsPageProps['done']])[]) {
    app.post(`/submissions/${action}`, limit, async (c) => {
      const ran = await runForm(listener, c, read)
      if (ran instanceof Response) return ran
      const path = paths.askedPath(paths.submissionsPath(c.req.param('book') ?? ''), { done })
      return ran.ok ? c.redirect(path, 303) : showSubmissions(listener, c, ran.error)
    })
  }
  app.get('/documents', (c) => showDocuments(listener, c, null, c.req.query('on')))
  app.post(
    '/documents',
    // Nobody's upload is read who is not signed in.
    async (c, next) => (c.get('session') === undefined ? ((await ownForm(listener, c)) as Response) : next()),
    bodyLimit({ maxSize: maxBlobBytes + maxFormBytes, onError: tooLarge }),
    async (c) => {
      const ran = await attach(listener, c)
      if (ran instanceof Response) return ran
      const on = textIn(await readForm(c), 'on') || null
      if (!ran.ok) return showDocuments(listener, c, ran.error, on ?? undefined)
      const path = paths.askedPath(paths.documentsPath(c.req.param('book') ?? ''), { on, done: 'kept' })
      return c.redirect(path, 303)
    },
  )
  app.get('/blobs/:hash', (c) => sendBlob(listener, c))
  return app
}

type Reader = (
  form: Record<string, unknown>,
  language: string,
) => { readonly name: string; readonly input: object }

const motionIn: Reader = (form, language) => ({
  name: 'submission.motion',
  input: {
    title: { [language]: textIn(form, 'title')?.trim() },
    text: { [language]: textIn(form, 'motion-text')?.trim() },
  },
})

const positionIn: Reader = (form) => {
  const [on = '', number = ''] = (textIn(form, 'on') ?? '').split('/')
  return {
    name: 'submission.position',
    input: { on: { book: on, seq: Number(number) }, option: textIn(form, 'option') },
  }
}

const correctionIn: Reader = (form, language) => ({
  name: 'submission.correction',
  input: {
    of: Number(textIn(form, 'of') || -1),
    text: { [language]: textIn(form, 'correction-text')?.trim() },
  },
})

const declineIn: Reader = (form, language) => {
  const id = textIn(form, 'id') ?? ''
  const reason = textIn(form, `reason-${id.slice(0, 6).replace(/\W/g, '')}`)?.trim()
  return { name: 'submission.decline', input: { id, reason: { [language]: reason } } }
}

async function runForm(
  listener: Listener,
  c: Context,
  read: Reader,
): Promise<Result<unknown, Refusal> | Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { name, input } = read(asked.form, translatorOn(listener.node, c).language)
  return runAsked(listener, c, { name, input: { body: c.req.param('book') ?? '', ...input } })
}

const doneWords = ['submitted', 'entered', 'declined'] as const satisfies SubmissionsPageProps['done'][]

async function showSubmissions(listener: Listener, c: Context, problem?: Refusal): Promise<Response> {
  const body = c.req.param('book') ?? ''
  const view = await submissionsView(listener.node, c, body)
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const page = { ...pageContext(listener, c), path: paths.submissionsPath(body) }
  const done = doneWords.find((word) => word === c.req.query('done')) ?? null
  return sendPage(
    c,
    <SubmissionsPage page={page} view={view} done={done} problem={problem ?? null} />,
    problem === undefined ? 200 : statusOf(problem),
  )
}

export async function submissionsView(
  node: ApachitaNode,
  c: Context,
  body: string,
): Promise<SubmissionsView | undefined> {
  const facts = bodyFacts(node.views.db, body)
  if (facts === undefined) return undefined
  const member = await memberOf(node, c.get('session'), body)
  const all = await submissionsOf(node, body)
  return {
    body: { book: body, name: facts.name, demonstration: facts.demonstration },
    submissions: all
      .filter(({ isSealed }) => !isSealed || member !== undefined)
      .map((submission) => lineOf(node, body, submission, member !== undefined)),
    maySubmit: member !== undefined && mayWrite(member.state, member.person, 'motion.put'),
    mayEnter:
      member !== undefined &&
      node.local.isHosted(body) &&
      mayWrite(member.state, member.person, 'submission.declined'),
    motions: motionsOf(node.views.db, body).map(({ ref, title }) => ({ ...ref, title })),
  }
}

function lineOf(
  node: ApachitaNode,
  body: string,
  { id, type, at, by, data, isSealed, standing, reason }: HeldSubmission,
  mayKnow: boolean,
): SubmissionsView['submissions'][number] {
  const { title, text, option } = data as {
    title?: LocalizedText
    text?: LocalizedText
    option?: 'yes' | 'no' | 'abstain'
  }
  const name = mayKnow ? nameOf(node.views.db, body, by) : undefined
  return {
    id,
    type,
    at,
    by: name ?? `${by.slice(0, 6)}…`,
    title: title ?? null,
    text: text ?? null,
    option: option ?? null,
    isSealed,
    standing,
    reason: reason as LocalizedText | null,
  }
}

async function attach(listener: Listener, c: Context): Promise<Result<unknown, Refusal> | Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { file } = asked.form
  if (!(file instanceof File)) return refuse({ type: 'input-invalid', field: 'file' })
  const input = {
    body: c.req.param('book'),
    title: { [translatorOn(listener.node, c).language]: textIn(asked.form, 'title')?.trim() },
    bytes: base64(new Uint8Array(await file.arrayBuffer())),
    isOpen: textIn(asked.form, 'circle') === 'open',
    ...(textIn(asked.form, 'on') ? { of: Number(textIn(asked.form, 'on')) } : {}),
  }
  return runAsked(listener, c, { name: 'document.attach', input })
}

async function showDocuments(
  listener: Listener,
  c: Context,
  problem: Refusal | null,
  beside: string | undefined,
): Promise<Response> {
  const { node } = listener
  const isDone = c.req.query('done') === 'kept'
  const body = c.req.param('book') ?? ''
  const looking = await lookingAt(node, c, body)
  if (looking === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const { member } = looking
  const on = Number(beside ?? '') || null
  const seq = on === null ? null : sessionEndedBy(node.views.db, body, on)
  const session = seq === null ? undefined : sessionOf(node.views.db, body, seq)
  const view: DocumentsView = {
    body: looking.body,
    documents: await documentsOf(node, body, member !== undefined),
    isOfBody: member !== undefined,
    mayAttach: may(looking, 'document.attached'),
    subjects: member === undefined ? [] : subjectsOf(node, body, translatorOn(node, c)),
    on,
    evening: session !== undefined && mayHold(looking) ? eveningIn(looking, session) : null,
    suggested: session?.at ?? null,
  }
  const page = { ...pageContext(listener, c), path: paths.documentsPath(body) }
  return sendPage(
    c,
    <DocumentsPage page={page} view={view} problem={problem} isDone={isDone} />,
    problem === null ? 200 : statusOf(problem),
  )
}

/** What a document can stand beside: acts of sessions and motions, newest first. */
function subjectsOf(node: ApachitaNode, body: string, t: Translator): DocumentsView['subjects'] {
  const acts = sessionsOf(node.views.db, body, 20).map(({ seq, ended, at }) => ({
    seq: ended ?? seq,
    label: t('documents.attach.on.act', { date: t.date(at) }),
  }))
  const motions = motionLinesOf(node.views.db, body, 50).map(({ seq, title }) => ({
    seq,
    label: t('documents.attach.on.motion', { title: t.text(title) }),
  }))
  return [...acts, ...motions]
}

/** Whoever may not see it gets the same answer as for what is not here. */
async function sendBlob(listener: Listener, c: Context): Promise<Response> {
  const { node } = listener
  const body = c.req.param('book') ?? ''
  const member = await memberOf(node, c.get('session'), body)
  const hash = `${(c.req.param('hash') ?? '').replaceAll('-', '+').replaceAll('_', '/')}=`
  const blob = await readBlob(node, body, hash, member !== undefined)
  if (blob === undefined) return sendProblem(listener, c, 404, { type: 'not-found' })
  return c.body(new Uint8Array(blob.bytes), 200, {
    'content-type': blob.type,
    'content-disposition': blob.type === 'application/pdf' ? 'attachment' : 'inline',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
}
