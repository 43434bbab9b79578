/** Offices of a body: read by everybody, names of people only by those of the body; written by whoever may. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Refusal, Result } from '../kernel/result.ts'
import { accept } from '../kernel/result.ts'
import { commands } from '../node/commands/all.ts'
import { runCommand } from '../node/commands/command.ts'
import { enrolledIn, takerCalled } from '../node/holders.ts'
import { termsCalendar } from '../offices/calendar.ts'
import { OfficePage } from '../offices/office-page.tsx'
import { OfficesPage } from '../offices/offices-page.tsx'
import type { OfficeView } from '../offices/views.ts'
import { calledText } from '../offices/words.ts'
import { translatorFor } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import { type FormText, itemsIn, linesIn, readOf } from './office-form.ts'
import { officeView, officesView } from './office-views.ts'
import { type Listener, pageContext, sendPage, sendProblem, translatorOn } from './page-context.tsx'
import { ownForm } from './person-routes.tsx'
import { memberOf } from './person-session.ts'
import { statusOf } from './status.ts'

/** An order of some thousands of names. */
const maxFormBytes = 512 * 1024

export function officeRoutes(listener: Listener): Hono {
  const { node } = listener
  const app = new Hono()
  app.get('/bodies/:book/offices.ics', (c) => sendCalendar(listener, c))
  app.get('/bodies/:book/offices', async (c) => {
    const view = await officesView(node, bookIn(c), await askingPerson(listener, c))
    if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
    const page = pageContext(listener, c)
    return sendPage(c, <OfficesPage page={page} view={view} done={doneIn(listener, c)} problem={null} />)
  })
  app.get('/bodies/:book/offices/:post', (c) => show(listener, c))
  const limit = bodyLimit({
    maxSize: maxFormBytes,
    onError: (c) => sendProblem(listener, c, 413, { type: 'input-too-large' }),
  })
  for (const [action, todo] of Object.entries(actions))
    app.post(`/bodies/:book/offices/:post/${action}`, limit, (c) => act(listener, c, action, todo))
  return app
}

const bookIn = (c: Context): string => c.req.param('book') ?? ''
const postIn = (c: Context): string => c.req.param('post') ?? ''

/** Who looks, if of the body. */
export const askingPerson = async ({ node }: Listener, c: Context): Promise<string | undefined> =>
  (await memberOf(node, c.get('session'), bookIn(c)))?.person

function doneIn(listener: Listener, c: Context): string | null {
  const done = c.req.query('done')
  return done === undefined || !Object.hasOwn(actions, done)
    ? null
    : translatorOn(listener.node, c).word('offices-done', done)
}

async function show(listener: Listener, c: Context, problem?: Refusal): Promise<Response> {
  const view = await officeView(listener.node, bookIn(c), postIn(c), await askingPerson(listener, c))
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const page = { ...pageContext(listener, c), path: paths.officePath(bookIn(c), postIn(c)) }
  const shown = problem === undefined ? null : withNames(page.t, view.office, problem)
  const done = problem === undefined ? doneIn(listener, c) : null
  return sendPage(
    c,
    <OfficePage page={page} view={view} done={done} problem={shown} />,
    problem === undefined ? 200 : statusOf(problem),
  )
}

/** Rules name takers by id; people are told names. */
function withNames(t: ReturnType<typeof translatorFor>, { takers }: OfficeView, problem: Refusal): Refusal {
  const named = (id: unknown): unknown => {
    const line = takers.find(({ taker }) => taker === id)
    return line === undefined
      ? undefined
      : `${t('offices.place', { place: line.place })} ${calledText(t, line.called)}`
  }
  const { passed, taker } = problem
  return { ...problem, passed: named(passed), taker: named(taker) } as Refusal
}

/** The calendar says no more to those of the body than to anybody: programs fetch it without signing in. */
async function sendCalendar(listener: Listener, c: Context): Promise<Response> {
  const book = bookIn(c)
  const view = await officesView(listener.node, book, undefined)
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const { t } = pageContext(listener, c)
  const text = await termsCalendar(
    t.plain(),
    view,
    (post) => new URL(paths.officePath(book, post), c.req.url).href,
  )
  return c.body(text, 200, {
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="offices.ics"',
  })
}

type Run = (name: string, input: object) => Promise<Result<unknown, Refusal>>

interface Todo {
  readonly run: Run
  readonly text: FormText
  readonly post: string
  /** Ids of people, or of takers of a kind, from names. */
  readonly ids: (kind: 'person' | OfficeView['by'], names: readonly string[]) => Result<string[], Refusal>
  readonly office: OfficeView
}

type Action = (todo: Todo) => Promise<Result<unknown, Refusal>>

const start: Action = async ({ run, text, post, ids, office }) => {
  const holders = ids('person', linesIn(text('holders')))
  if (!holders.ok) return holders
  const named = ids(office.by, linesIn(text('taker')))
  if (!named.ok) return named
  const [substitutes, counts] = (text('substitutes') ?? '').split(' ')
  const [taker] = named.value
  const until = text('until')
  return run('office.start', {
    post,
    ...(holders.value.length === 0 ? {} : { persons: holders.value }),
    ...(taker === undefined ? {} : { taker }),
    ...(until === undefined ? {} : { until }),
    ...(substitutes
      ? { substitutes: Number(substitutes), ...(counts === 'counts' ? { counts: true } : {}) }
      : {}),
  })
}

const end: Action = ({ run, text }) => {
  const term = Number(text('term'))
  const then = text(`then-${term}`)
  const reason = text(`reason-${term}`) ?? 'completed'
  const items = itemsIn(text, term)
  const handed = items.length === 0 ? {} : { handed: items }
  if (then === 'next' && reason === 'completed') return run('office.hand-over', { term, ...handed })
  return run('office.end', { term, reason, ...handed, ...(then === 'owes' ? { owes: true } : {}) })
}

const excuse: Action = ({ run, text, post }) => {
  const places = text('places')
  return run('office.excuse', {
    post,
    reason: text('reason'),
    ...(places === undefined ? {} : { places: Number(places) }),
  })
}

const called = (names: readonly string[]) => names.map((name) => ({ called: name }))

const adopt: Action = ({ run, text, post }) =>
  run('office.adopt', {
    post,
    motion: Number(text('motion')),
    order: called(linesIn(text('order'))),
    exempt: called(linesIn(text('exempt'))),
  })

const register: Action = ({ run, text, office }) =>
  run('taker.register', { by: office.by, who: called(linesIn(text('newcomers'))) })

const recall: Action = ({ run, text }) => {
  const term = Number(text('term'))
  return run('office.recall', { term, motion: Number(text(`motion-${term}`)) })
}

/** Of a household that splits, the first that is named goes on with what it holds. */
const change: Action = async ({ run, text, ids, office }) => {
  const taker = office.takers.find(({ place }) => place === Number(text('changed')))?.taker
  switch (text('change')) {
    case 'left':
      return run('taker.leave', { taker })
    case 'split': {
      const into = ids(office.by, linesIn(text('into')))
      return into.ok ? run('taker.split', { taker, into: into.value, serving: into.value[0] }) : into
    }
    case 'back':
      return run('taker.move', { taker, away: false })
    default:
      return run('taker.move', { taker, away: true })
  }
}

const actions: Readonly<Record<string, Action>> = { start, end, excuse, adopt, register, recall, change }

/** Does what a form says in the name of whoever sent it, and shows the office again. */
async function act(listener: Listener, c: Context, action: string, todo: Action): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { node } = listener
  const [body, post] = [bookIn(c), postIn(c)]
  const person = await askingPerson(listener, c)
  const view = person === undefined ? undefined : await officeView(node, body, post, person)
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const enrolled = enrolledIn(node.views.db, body)
  const done = await todo({
    run: (name, input) =>
      runCommand(commands, node, name, { body, ...input }, { actor: asked.session.unlocked }),
    text: readOf(asked.form),
    post,
    ids: (kind, names) => {
      const found: string[] = []
      for (const name of names) {
        const id = takerCalled(enrolled, kind ?? 'person', name)
        if (!id.ok) return id
        found.push(id.value)
      }
      return accept(found)
    },
    office: view.office,
  })
  if (!done.ok) return show(listener, c, done.error)
  return c.redirect(`${paths.officePath(body, post)}?done=${action}`, 303)
}
