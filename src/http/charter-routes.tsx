/** Founding bodies, and their charters: read by all, changed by a motion that the body decides. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { CharterChangePage, CharterPage } from '../bodies/charter-page.tsx'
import { answersIn } from '../bodies/charter-questions.tsx'
import { charterFault } from '../bodies/charter-faults.ts'
import { type Charter, kinds } from '../bodies/entries.ts'
import { FoundPage, type Founding } from '../bodies/found-page.tsx'
import { type Answers, type Kind, answers, answersOf, readyCharter, withAnswers } from '../bodies/set-up.ts'
import { foldName } from '../kernel/names.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { commands } from '../node/commands/all.ts'
import { runCommand } from '../node/commands/command.ts'
import type { Written } from '../node/write.ts'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import { charterView, mayWriteNow, waitingCharters } from './charter-views.ts'
import { filledForm, runAsked } from './form-run.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { ownForm } from './person-routes.tsx'
import { motionIn, textIn } from './request-parts.ts'
import { statusOf } from './status.ts'

const maxFormBytes = 64 * 1024

type Form = Readonly<Record<string, unknown>>

export function charterRoutes(listener: Listener): Hono {
  const app = new Hono()
  const limit = bodyLimit({
    maxSize: maxFormBytes,
    onError: (c) => sendProblem(listener, c, 413, { type: 'input-too-large' }),
  })
  app.get(paths.foundPath, (c) => {
    const kind = kindIn(c.req.query('kind'))
    return showFound(listener, c, { founding: kind === undefined ? null : begun(kind) })
  })
  app.post(paths.foundPath, limit, (c) => found(listener, c))
  app.get('/bodies/:book/charter', (c) => showCharter(listener, c, c.req.param('book')))
  app.get('/bodies/:book/charter/change', (c) => showChange(listener, c, {}))
  app.post('/bodies/:book/charter/change', limit, (c) => change(listener, c))
  app.post('/motions/:book/:seq{\\d{1,15}}/charter', limit, (c) => putInForce(listener, c))
  return app
}

const kindIn = (text: string | undefined): Kind | undefined => kinds.find((kind) => kind === text)

function begun(kind: Kind): Founding {
  const base = readyCharter(kind, [{ id: 'section', name: { es: '–' } }])
  return { kind, name: '', country: '', region: '', sections: '', base, answered: answersOf(base) }
}

interface FoundShown {
  readonly founding: Founding | null
  readonly read?: Charter
  readonly problem?: Refusal
}

function showFound(
  listener: Listener,
  c: Context,
  { founding, read, problem }: FoundShown,
): Response | Promise<Response> {
  const session = c.get('session')
  if (session === undefined) return c.redirect(`${paths.signInPath}?next=${paths.foundPath}`, 303)
  const mayFound = listener.node.accounts.mayFound(session.unlocked.account)
  return sendPage(
    c,
    <FoundPage
      page={{ ...pageContext(listener, c), path: paths.foundPath }}
      mayFound={mayFound}
      founding={founding}
      read={read ?? null}
      problem={problem ?? null}
    />,
    problem === undefined ? 200 : statusOf(problem),
  )
}

/** A section's id is its name in plain letters: what people call it, and the same wherever they write it. */
function sectionsIn(text: string, t: Translator): { id: string; name: Record<string, string> }[] {
  const names = text.split('\n').map((line) => line.trim())
  return names
    .filter((name) => name !== '')
    .map((name) => ({
      id: foldName(name).replaceAll(/\s+/g, '-').slice(0, 64),
      name: { [t.language]: name },
    }))
}

async function found(listener: Listener, c: Context): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { session, form } = asked
  const text = (name: string): string => textIn(form, name)?.trim() ?? ''
  const kind = kindIn(text('kind'))
  if (kind === undefined) return showFound(listener, c, { founding: null })
  const { t } = pageContext(listener, c)
  const sections = sectionsIn(text('sections'), t)
  const base = readyCharter(kind, sections)
  const read = readAnswers(form, base)
  const founding = {
    kind,
    name: text('name'),
    country: text('country'),
    region: text('region'),
    sections: text('sections'),
    base: sections.length === 0 ? begun(kind).base : base,
    answered: read.ok ? read.value.answered : {},
  }
  if (!read.ok) return showFound(listener, c, { founding, problem: read.error })
  if (text('do') !== 'found') return showFound(listener, c, { founding, read: read.value.charter })
  const input = { ...foundingInput(founding, t), answers: read.value.answered, sections }
  const done = await runCommand(commands, listener.node, 'body.found', input, { actor: session.unlocked })
  if (!done.ok) return showFound(listener, c, { founding, read: read.value.charter, problem: done.error })
  return c.redirect(paths.bodyPath((done.value as { book: string }).book), 303)
}

function foundingInput({ kind, name, country, region }: Founding, t: Translator): object {
  const countries = country
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '')
  return {
    kind,
    name: { [t.language]: name },
    ...(countries.length > 1 ? { countries } : { country: countries[0] ?? '' }),
    ...(region === '' ? {} : { region }),
  }
}

/** What a form answers, and the charter it comes to; refused where that contradicts itself. */
function readAnswers(
  form: Form,
  base: Charter,
): Result<{ readonly answered: Answers; readonly charter: Charter }, Refusal> {
  const answered = answers.safeParse(answersIn(form, base))
  if (!answered.success) {
    const field = String(answered.error.issues[0]?.path[0] ?? '')
    return field === 'ways'
      ? refuse({ type: 'charter-unsound', fault: 'decisionMissing', at: field })
      : refuse({ type: 'input-invalid', field })
  }
  const charter = withAnswers(base, answered.data)
  const fault = charterFault(charter)
  if (fault !== undefined) return refuse({ type: 'charter-unsound', ...fault })
  return accept({ answered: answered.data, charter })
}

async function showCharter(
  listener: Listener,
  c: Context,
  book: string,
  problem: Refusal | null = null,
): Promise<Response> {
  const { node } = listener
  const view = charterView(node, book)
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const page = { ...pageContext(listener, c), path: paths.charterPath(book) }
  return sendPage(
    c,
    <CharterPage
      page={page}
      view={view}
      mayPropose={await mayWriteNow(node, c, book, 'motion.put')}
      waiting={await waitingCharters(node, c, book)}
      done={c.req.query('done') === 'in-force' ? page.t('charter.proposed.done') : null}
      problem={problem}
    />,
    problem === null ? 200 : statusOf(problem),
  )
}

async function putInForce(listener: Listener, c: Context): Promise<Response> {
  const form = await filledForm(listener, c)
  if (form instanceof Response) return form
  const { book, seq } = motionIn(c)
  if (form.text(`confirm-${seq}`) !== 'yes') return showCharter(listener, c, book, { type: 'not-confirmed' })
  const ran = await runAsked(listener, c, { name: 'charter.change', input: { body: book, motion: seq } })
  if (!ran.ok) return showCharter(listener, c, book, ran.error)
  return c.redirect(`${paths.charterPath(book)}?done=in-force`, 303)
}

interface ChangeShown {
  readonly answered?: Answers
  readonly title?: string
  readonly why?: string
  readonly proposed?: Charter
  readonly problem?: Refusal
}

async function showChange(listener: Listener, c: Context, shown: ChangeShown): Promise<Response> {
  const { node } = listener
  const book = c.req.param('book') ?? ''
  const view = charterView(node, book)
  if (view === undefined || !(await mayWriteNow(node, c, book, 'motion.put')))
    return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const { answered, title, why, proposed, problem } = shown
  return sendPage(
    c,
    <CharterChangePage
      page={pageContext(listener, c)}
      view={view}
      answered={answered ?? answersOf(view.charter)}
      title={title ?? ''}
      why={why ?? ''}
      proposed={proposed ?? null}
      thisNode={node.id}
      problem={problem ?? null}
    />,
    problem === undefined ? 200 : statusOf(problem),
  )
}

async function change(listener: Listener, c: Context): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { session, form } = asked
  const body = c.req.param('book') ?? ''
  const view = charterView(listener.node, body)
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const [title, why] = [textIn(form, 'title')?.trim() ?? '', textIn(form, 'why')?.trim() ?? '']
  const read = readAnswers(form, view.charter)
  // What cannot be read is shown as it was typed, so that it can be mended.
  if (!read.ok) {
    const typed = answersIn(form, view.charter) as Answers
    return showChange(listener, c, { title, why, answered: typed, problem: read.error })
  }
  const { answered, charter: proposed } = read.value
  if (textIn(form, 'do') !== 'put') return showChange(listener, c, { title, why, answered, proposed })
  const { t } = pageContext(listener, c)
  const input = { body, title: { [t.language]: title }, text: { [t.language]: why }, charter: proposed }
  const put = await runCommand(commands, listener.node, 'charter.propose', input, { actor: session.unlocked })
  if (!put.ok) return showChange(listener, c, { title, why, answered, proposed, problem: put.error })
  const [{ seq } = { seq: -1 }] = (put.value as Written).refs
  return c.redirect(`${paths.motionPath({ book: body, seq })}?done=put`, 303)
}
