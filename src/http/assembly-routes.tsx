/** Sessions and motions of a body: read by all, written by whoever may, in the order a secretary works. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { CallPage } from '../assemblies/call-page.tsx'
import { MotionPage } from '../assemblies/motion-page.tsx'
import { motionLinesOf } from '../assemblies/motion-queries.ts'
import { MotionsPage } from '../assemblies/motions-page.tsx'
import { sessionOf } from '../assemblies/queries.ts'
import { SessionPage } from '../assemblies/session-page.tsx'
import { SessionWall } from '../assemblies/session-wall.tsx'
import { SessionsPage } from '../assemblies/sessions-page.tsx'
import { VoteFormPage } from '../assemblies/vote-form-page.tsx'
import { ProposedCharter } from '../bodies/proposed-charter.tsx'
import type { Refusal } from '../kernel/result.ts'
import { commands } from '../node/commands/all.ts'
import { runCommand } from '../node/commands/command.ts'
import type { Written } from '../node/write.ts'
import { isMessageKey } from '../web/languages/catalogue.ts'
import * as paths from '../web/paths.ts'
import { sendAct } from './act-pdf.ts'
import {
  type Asked,
  type NameOfPlace,
  adjournIn,
  callIn,
  correctIn,
  listIn,
  openIn,
  putIn,
  voteIn,
} from './assembly-forms.ts'
import {
  type Looking,
  callView,
  lookingAt,
  motionPageView,
  motionsView,
  quorumOfSession,
  sessionPageView,
  sessionsView,
  voteFormView,
} from './assembly-views.ts'
import { proposedCharter } from './charter-views.ts'
import { type Listener, pageContext, sendPage, sendProblem, translatorOn } from './page-context.tsx'
import { ownForm } from './person-routes.tsx'
import { beforeIn, motionFilterIn, textIn, textsIn } from './request-parts.ts'
import { statusOf } from './status.ts'

const maxFormBytes = 512 * 1024

type Form = Readonly<Record<string, unknown>>
type Answer = Response | Promise<Response>

export function assemblyRoutes(listener: Listener): Hono {
  const app = new Hono()
  const limit = bodyLimit({
    maxSize: maxFormBytes,
    onError: (c) => sendProblem(listener, c, 413, { type: 'input-too-large' }),
  })
  app.get('/bodies/:book/sessions', (c) => showSessions(listener, c))
  app.get('/bodies/:book/sessions/:seq{\\d{1,15}}', (c) => showSession(listener, c))
  app.get('/bodies/:book/sessions/:seq{\\d{1,15}}/wall', (c) => showSessionWall(listener, c))
  app.get('/bodies/:book/sessions/:seq{\\d{1,15}}/act.pdf', (c) => showAct(listener, c))
  app.get('/bodies/:book/sessions/:seq{\\d{1,15}}/vote', (c) => showVoteForm(listener, c, {}))
  app.post('/bodies/:book/sessions/call', limit, (c) => call(listener, c))
  app.post('/bodies/:book/sessions/open', limit, (c) =>
    act(listener, c, openIn, 'opened', (_, { refs }) => sessionAt(c, refs[0]?.seq)),
  )
  app.get('/bodies/:book/motions', (c) => showMotions(listener, c))
  app.post('/bodies/:book/motions', limit, (c) => put(listener, c))
  app.post('/bodies/:book/sessions/:seq{\\d{1,15}}/vote', limit, (c) => vote(listener, c))
  for (const [action, read, done] of [
    ['adjourn', adjournIn, 'adjourned'],
    ['close', () => ({ name: 'session.close', input: {} }), 'closed'],
    [
      'attest',
      (form) => ({ name: 'act.attest', input: { of: Number(textIn(form, 'of') || -1) } }),
      'attested',
    ],
    ['correct', correctIn, 'corrected'],
    ['attendance', listIn, 'listed'],
  ] as const satisfies readonly (readonly [string, Reader, string])[]) {
    app.post(`/bodies/:book/sessions/:seq{\\d{1,15}}/${action}`, limit, (c) =>
      act(
        listener,
        c,
        read,
        done,
        () => sessionAt(c, seqIn(c)),
        (problem) => showSession(listener, c, problem),
      ),
    )
  }
  app.post('/motions/:book/:seq{\\d{1,15}}/withdraw', limit, (c) =>
    actOnMotion(listener, c, withdrawIn, 'withdrawn'),
  )
  app.post('/motions/:book/:seq{\\d{1,15}}/ballot', limit, (c) => actOnMotion(listener, c, ballotIn, 'cast'))
  return app
}

type Reader = (form: Form, language: string) => Asked

const bookIn = (c: Context): string => c.req.param('book') ?? ''
const seqIn = (c: Context): number => Number(c.req.param('seq'))
const sessionAt = (c: Context, seq: number | undefined): string =>
  paths.sessionPath({ book: bookIn(c), seq: seq ?? 0 })

/** What was just done, of those things that pages have words for. */
function doneIn(c: Context): string | null {
  const done = c.req.query('done')
  return done !== undefined && isMessageKey(`session-done.${done}`) ? done : null
}

/** Does what a form says in the name of whoever sent it, and goes on; a refusal is shown where the form stands. */
async function act(
  listener: Listener,
  c: Context,
  read: Reader,
  done: string,
  next: (form: Form, written: Written) => string,
  refused: (problem: Refusal) => Answer = (problem) => showSessions(listener, c, problem),
): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { name, input } = read(asked.form, translatorOn(listener.node, c).language)
  const where =
    /^(session|attendance)\./.test(name) && c.req.param('seq') !== undefined ? { session: seqIn(c) } : {}
  const ran = await runCommand(
    commands,
    listener.node,
    name,
    { body: bookIn(c), ...where, ...input },
    { actor: asked.session.unlocked },
  )
  if (!ran.ok) return refused(ran.error)
  return c.redirect(`${next(asked.form, ran.value as Written)}?done=${done}`, 303)
}

/** What is put comes back to the session in which it was put; where that was closed meanwhile, and else, it shows itself. */
const put = (listener: Listener, c: Context): Promise<Response> =>
  act(
    listener,
    c,
    putIn,
    'put',
    (form, { refs }) => {
      const session = Number(/^\d{1,15}$/.exec(textIn(form, 'session') ?? '')?.[0] ?? -1)
      return sessionOf(listener.node.views.db, bookIn(c), session)?.closedAt === null
        ? sessionAt(c, session)
        : paths.motionPath({ book: bookIn(c), seq: refs[0]?.seq ?? 0 })
    },
    (problem) => showMotions(listener, c, problem),
  )

const call = (listener: Listener, c: Context): Promise<Response> => {
  const titles = new Map(
    motionLinesOf(listener.node.views.db, bookIn(c)).map(({ seq, title }) => [seq, title as object]),
  )
  const read: Reader = (form, language) => callIn(form, language, titles)
  return act(listener, c, read, 'called', (_, { refs }) => sessionAt(c, refs[0]?.seq))
}

const withdrawIn: Reader = (form, language) => {
  const reason = textIn(form, 'reason')?.trim()
  return { name: 'motion.withdraw', input: reason ? { reason: { [language]: reason } } : {} }
}

const ballotIn: Reader = (form) => ({
  name: 'ballot.cast',
  input: { option: textIn(form, 'option'), isOpen: textIn(form, 'circle') === 'open' },
})

const actOnMotion = (listener: Listener, c: Context, read: Reader, done: string): Promise<Response> => {
  const motion = { book: bookIn(c), seq: seqIn(c) }
  const withMotion: Reader = (form, language) => {
    const { name, input } = read(form, language)
    return { name, input: { motion: motion.seq, ...input } }
  }
  return act(
    listener,
    c,
    withMotion,
    done,
    () => paths.motionPath(motion),
    (problem) => showMotion(listener, c, problem),
  )
}

/** The body of the address and who looks, or the answer that it is not here. */
async function looking(listener: Listener, c: Context): Promise<Looking | Response> {
  return (
    (await lookingAt(listener.node, c, bookIn(c))) ?? sendProblem(listener, c, 404, { type: 'book-unknown' })
  )
}

const statusFor = (problem: Refusal | undefined) => (problem === undefined ? 200 : statusOf(problem))

async function showSessions(listener: Listener, c: Context, problem?: Refusal): Promise<Response> {
  const seen = await looking(listener, c)
  if (seen instanceof Response) return seen
  const context = pageContext(listener, c)
  const page = problem === undefined ? context : { ...context, path: paths.sessionsPath(seen.body.book) }
  const view = sessionsView(seen, beforeIn(c))
  return sendPage(
    c,
    <SessionsPage page={page} view={view} done={doneIn(c)} problem={problem ?? null} />,
    statusFor(problem),
  )
}

async function showMotions(listener: Listener, c: Context, problem?: Refusal): Promise<Response> {
  const seen = await looking(listener, c)
  if (seen instanceof Response) return seen
  const view = motionsView(seen, motionFilterIn(c), beforeIn(c))
  return sendPage(
    c,
    <MotionsPage page={pageContext(listener, c)} view={view} problem={problem ?? null} />,
    statusFor(problem),
  )
}

/** What hangs on the wall while a session is held. */
async function showSessionWall(listener: Listener, c: Context): Promise<Response> {
  const seen = await looking(listener, c)
  if (seen instanceof Response) return seen
  const session = sessionOf(listener.node.views.db, bookIn(c), seqIn(c))
  if (session === undefined) return sendProblem(listener, c, 404, { type: 'entry-unknown', seq: seqIn(c) })
  const [page, quorum] = [pageContext(listener, c), quorumOfSession(seen, session)]
  return sendPage(c, <SessionWall page={page} body={seen.body} session={session} quorum={quorum} />)
}

/** A session; a call that none has answered; of one that was, the session that answered it. */
async function showSession(listener: Listener, c: Context, problem?: Refusal): Promise<Response> {
  const seen = await looking(listener, c)
  if (seen instanceof Response) return seen
  const page = { ...pageContext(listener, c), path: sessionAt(c, seqIn(c)) }
  const view = await sessionPageView(seen, seqIn(c))
  const [done, shown] = [doneIn(c), problem ?? null]
  if (view !== undefined)
    return sendPage(
      c,
      <SessionPage page={page} view={view} done={done} problem={shown} />,
      statusFor(problem),
    )
  const called = callView(seen, seqIn(c))
  if (called === undefined) return sendProblem(listener, c, 404, { type: 'entry-unknown', seq: seqIn(c) })
  if (called.call.session !== null) return c.redirect(sessionAt(c, called.call.session), 303)
  return sendPage(c, <CallPage page={page} view={called} done={done} problem={shown} />, statusFor(problem))
}

async function showAct(listener: Listener, c: Context): Promise<Response> {
  const seen = await looking(listener, c)
  if (seen instanceof Response) return seen
  const act = await sendAct(c, seen, seqIn(c), translatorOn(listener.node, c).plain())
  return act ?? sendProblem(listener, c, 404, { type: 'entry-unknown', seq: seqIn(c) })
}

/** The page of a motion that its body decides itself. */
export async function showMotion(listener: Listener, c: Context, problem?: Refusal): Promise<Response> {
  const seen = await lookingAt(listener.node, c, bookIn(c))
  const view = seen === undefined ? undefined : await motionPageView(seen, seqIn(c))
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'motion-unknown' })
  const page = { ...pageContext(listener, c), path: paths.motionPath(view.motion) }
  const charter = await proposedCharter(listener.node, c, view.motion)
  return sendPage(
    c,
    <MotionPage page={page} view={view} done={doneIn(c)} problem={problem ?? null}>
      {charter === undefined ? null : <ProposedCharter page={page} view={charter} />}
    </MotionPage>,
    statusFor(problem),
  )
}

/** `values`: what was typed; empty when the form is first shown. */
async function showVoteForm(
  listener: Listener,
  c: Context,
  values: Readonly<Record<string, string>>,
  problem?: Refusal,
): Promise<Response> {
  const seen = await looking(listener, c)
  if (seen instanceof Response) return seen
  if (seen.member === undefined) return sendProblem(listener, c, 403, { type: 'not-of-this-body' })
  const [book = '', number = ''] = (values['motion'] ?? c.req.query('motion') ?? '').split('/')
  const rule = values['rule'] ?? c.req.query('rule')
  const view = voteFormView(seen, seqIn(c), { book, seq: Number(number || -1) }, rule)
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'motion-unknown' })
  return sendPage(
    c,
    <VoteFormPage page={pageContext(listener, c)} view={view} values={values} problem={problem ?? null} />,
    statusFor(problem),
  )
}

async function vote(listener: Listener, c: Context): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { form, session } = asked
  const values = textsIn(form)
  if (form['confirm'] !== 'yes')
    return showVoteForm(listener, c, values, { type: 'input-invalid', field: 'confirm' })
  const seen = await looking(listener, c)
  if (seen instanceof Response) return seen
  const rule = seen.state.bodies.charter?.decisions[textIn(form, 'rule') ?? '']
  const { t } = pageContext(listener, c)
  const sections = new Map(seen.state.bodies.charter?.sections?.map((one) => [one.id, one.name]))
  const nameOf: NameOfPlace = (number, section) => {
    const called = sections.get(section ?? '')
    return called === undefined ? t('vote.place', { number }) : t.text(called)
  }
  const { name, input } = voteIn(form, rule?.form ?? 'counted', nameOf)
  const ran = await runCommand(
    commands,
    listener.node,
    name,
    { body: bookIn(c), ...input },
    { actor: session.unlocked },
  )
  if (!ran.ok) return showVoteForm(listener, c, values, ran.error)
  return c.redirect(`${sessionAt(c, seqIn(c))}?done=recorded`, 303)
}
