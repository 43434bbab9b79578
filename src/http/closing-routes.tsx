/** The forms that end a referral: closing it, and how a federation answers in another by its own members' decision. */
import { type Context, Hono } from 'hono'
import { decisionRules } from '../bodies/queries.ts'
import { ClosePage } from '../federation/close-page.tsx'
import { proposedClosing } from '../federation/closing-query.ts'
import { ConfirmPage, type ConfirmPageProps } from '../federation/confirm-page.tsx'
import { canDecideOf, sharedBoard } from '../federation/board-query.ts'
import { Speakers } from '../succession/speakers.ts'
import { membersOf, motionsOf } from '../federation/queries.ts'
import type { Refusal } from '../kernel/result.ts'
import { speakerFor } from '../node/commands/federating.ts'
import type { Written } from '../node/write.ts'
import { type MessageKey, isMessageKey } from '../web/languages/catalogue.ts'
import * as paths from '../web/paths.ts'
import { type Filled, filledForm, formLimit, mayWriteHere, runAsked } from './form-run.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { writableBy } from './person-session.ts'
import { motionIn } from './request-parts.ts'
import { statusOf } from './status.ts'

export function closingRoutes(listener: Listener): Hono {
  const app = new Hono().basePath('/motions/:book/:seq{\\d{1,15}}')
  const limit = formLimit(listener)
  app.get('/close', (c) => showClose(listener, c, null))
  app.post('/close', limit, (c) => takeClose(listener, c))
  app.get('/confirm', (c) => showConfirm(listener, c, null))
  app.post('/confirm', limit, (c) => takeConfirm(listener, c))
  app.post('/confirm/put', limit, (c) => takePut(listener, c))
  return app
}

const signInFirst = (c: Context): Response =>
  c.redirect(`${paths.signInPath}?next=${encodeURIComponent(c.req.path)}`, 303)

function showClose(listener: Listener, c: Context, problem: Refusal | null): Response | Promise<Response> {
  if (c.get('session') === undefined) return signInFirst(c)
  const { db } = listener.node.views
  const motion = motionIn(c)
  const board = sharedBoard(db, motion)
  const closing = proposedClosing(db, motion.book, motion.seq)
  if (board === undefined || closing === undefined)
    return sendProblem(listener, c, 404, { type: 'motion-unknown' })
  if (board.closed !== null) return sendProblem(listener, c, 409, { type: 'already-decided' })
  const writing = speakerFor(listener.node, motion.book)
  if (!mayWriteHere(listener, c, writing, 'decision.closed'))
    return sendProblem(listener, c, 403, { type: 'author-not-entitled', entryType: 'decision.closed' })
  return sendPage(
    c,
    <ClosePage
      page={{ ...pageContext(listener, c), path: paths.closePath(motion) }}
      federation={board.federation}
      motion={{ seq: motion.seq, title: board.motion.title }}
      closing={closing}
      isInNext={writing !== motion.book}
      problem={problem}
    />,
    problem === null ? 200 : statusOf(problem),
  )
}

async function takeClose(listener: Listener, c: Context): Promise<Response> {
  const form = await filledForm(listener, c)
  if (form instanceof Response) return form
  const motion = motionIn(c)
  if (form.text('confirm') !== 'yes') return showClose(listener, c, { type: 'not-confirmed' })
  const corrected = Object.keys(form.fields).flatMap((name) =>
    name.startsWith('corrected-') ? [name.slice('corrected-'.length)] : [],
  )
  const input = { body: motion.book, motion: motion.seq, corrected }
  const ran = await runAsked(listener, c, { name: 'motion.close', input })
  return ran.ok ? c.redirect(paths.motionPath(motion), 303) : showClose(listener, c, ran.error)
}

/** Federations written here that are entitled and silent, for whoever may record their position. */
function answeringOf(listener: Listener, c: Context): ConfirmPageProps['answering'] {
  const { node } = listener
  const { db } = node.views
  const { t } = pageContext(listener, c)
  const board = sharedBoard(db, motionIn(c))
  if (board === undefined) return []
  return canDecideOf(board, writableBy(node, c.get('session')), new Speakers(db))
    .filter(({ body }) => membersOf(db, body).length > 0)
    .map(({ body, name }) => ({
      body,
      name,
      rules: decisionRules(db, body, ['bases', 'consent']).map((rule) => {
        const key = `decision.${rule}` as MessageKey
        return { value: rule, label: isMessageKey(key) ? t(key) : rule }
      }),
      decided: motionsOf(db, body).flatMap(({ ref, title, outcome, isClosed }) =>
        isClosed && (outcome === 'carried' || outcome === 'failed') ? [{ seq: ref.seq, title, outcome }] : [],
      ),
    }))
}

function showConfirm(listener: Listener, c: Context, problem: Refusal | null): Response | Promise<Response> {
  if (c.get('session') === undefined) return signInFirst(c)
  const motion = motionIn(c)
  const board = sharedBoard(listener.node.views.db, motion)
  if (board === undefined) return sendProblem(listener, c, 404, { type: 'motion-unknown' })
  return sendPage(
    c,
    <ConfirmPage
      page={{ ...pageContext(listener, c), path: paths.confirmPath(motion) }}
      federation={board.federation}
      motion={{ seq: motion.seq, title: board.motion.title }}
      answering={answeringOf(listener, c)}
      problem={problem}
    />,
    problem === null ? 200 : statusOf(problem),
  )
}

const bodyIn = (form: Filled): { readonly body: string; readonly id: string } => {
  const body = form.text('body') ?? ''
  return { body, id: body.slice(0, 6) }
}

async function takeConfirm(listener: Listener, c: Context): Promise<Response> {
  const form = await filledForm(listener, c)
  if (form instanceof Response) return form
  const motion = motionIn(c)
  const { body, id } = bodyIn(form)
  const input = { body, motion, own: form.number(`own-${id}`) }
  const ran = await runAsked(listener, c, { name: 'position.confirm', input })
  if (!ran.ok) return showConfirm(listener, c, ran.error)
  return c.redirect(`${paths.motionPath(motion)}?recorded=${body}`, 303)
}

/** The same words, put in the federation's own book as the answer to this motion, and referred. */
async function takePut(listener: Listener, c: Context): Promise<Response> {
  const form = await filledForm(listener, c)
  if (form instanceof Response) return form
  const motion = motionIn(c)
  const { body, id } = bodyIn(form)
  const board = sharedBoard(listener.node.views.db, motion)
  if (board === undefined) return sendProblem(listener, c, 404, { type: 'motion-unknown' })
  const { title, text } = board.motion
  const put = await runAsked(listener, c, {
    name: 'motion.put',
    input: { body, title, text, answers: motion },
  })
  if (!put.ok) return showConfirm(listener, c, put.error)
  const own = (put.value as Written).refs[0]?.seq ?? -1
  const input = { body, motion: own, rule: form.text(`rule-${id}`) }
  const referred = await runAsked(listener, c, { name: 'motion.refer', input })
  if (!referred.ok) return showConfirm(listener, c, referred.error)
  return c.redirect(paths.motionPath({ book: body, seq: own }), 303)
}
