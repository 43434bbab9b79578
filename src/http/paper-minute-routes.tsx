/** Where officers enter an evening's paper minute whole: shown, lengthened by an item, entered. */
import { type Context, Hono } from 'hono'
import { requirementsOfSections } from '../assemblies/outcome.ts'
import { PaperMinutePage, type PaperMinuteView, type Subject } from '../assemblies/paper-minute-page.tsx'
import { sessionsOf } from '../assemblies/queries.ts'
import { referralsAwaiting } from '../federation/awaiting-query.ts'
import { bodyFacts } from '../bodies/queries.ts'
import { undecidedMotions } from '../federation/delegates-query.ts'
import { appliedTo } from '../federation/membership-query.ts'
import type { Refusal } from '../kernel/result.ts'
import { Speakers } from '../succession/speakers.ts'
import type { Written } from '../node/write.ts'
import * as paths from '../web/paths.ts'
import { type Looking, lookingAt, may, motionsToDecide, openingView } from './assembly-views.ts'
import { filledForm, formLimit, runAsked } from './form-run.ts'
import { type Listener, pageContext, sendPage, sendProblem, translatorOn } from './page-context.tsx'
import { type Placed, paperMinuteIn, placedIn, rowsIn, undecidedRow } from './paper-minute-form.ts'
import { textsIn } from './request-parts.ts'
import { statusOf } from './status.ts'

const maxFormBytes = 512 * 1024
const firstRows = 3

export function paperMinuteRoutes(listener: Listener): Hono {
  const app = new Hono()
  app.get('/bodies/:book/sessions/enter', (c) => {
    if (c.get('session') === undefined)
      return c.redirect(`${paths.signInPath}?next=${encodeURIComponent(c.req.path)}`, 303)
    return show(listener, c, { date: listener.node.now().slice(0, 10) }, firstRows)
  })
  app.post('/bodies/:book/sessions/enter', formLimit(listener, maxFormBytes), (c) => enter(listener, c))
  return app
}

async function enter(listener: Listener, c: Context): Promise<Response> {
  const form = await filledForm(listener, c)
  if (form instanceof Response) return form
  const { node } = listener
  const { fields } = form
  const values = textsIn(fields)
  const rows = rowsIn(fields)
  if (fields['more'] === 'yes') return show(listener, c, values, rowsIn({ rows: String(rows + 1) }))
  const body = c.req.param('book') ?? ''
  const seen = await lookingAt(node, c, body)
  const { language } = translatorOn(node, c)
  const rules = seen?.state.bodies.charter?.decisions ?? {}
  const minute = paperMinuteIn(fields, language, rules, node.now().slice(10))
  const refused = (problem: Refusal, at: readonly number[] = minute.rows) =>
    show(listener, c, values, rows, placedIn(problem, at))
  if (minute.rows.length === 0) return refused({ type: 'input-invalid', field: 'items' })
  const undecided = undecidedRow(fields, minute, body)
  if (undecided !== undefined) return refused({ type: 'input-invalid', field: 'rule', item: 1 }, [undecided])
  if (fields['confirm'] !== 'yes')
    return show(listener, c, values, rows, {
      problem: { type: 'input-invalid', field: 'confirm' },
      wrong: 'confirm',
    })
  const ran = await runAsked(listener, c, { name: 'session.enter', input: { body, ...minute.input } })
  if (!ran.ok) return refused(ran.error)
  const session = { book: body, seq: (ran.value as Written).refs[0]?.seq ?? 0 }
  return c.redirect(`${paths.sessionPath(session)}?done=entered`, 303)
}

async function show(
  listener: Listener,
  c: Context,
  values: Readonly<Record<string, string>>,
  rows: number,
  placed?: Placed,
): Promise<Response> {
  const seen = await lookingAt(listener.node, c, c.req.param('book') ?? '')
  if (seen === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  if (!may(seen, 'session.opened'))
    return sendProblem(listener, c, 403, { type: 'author-not-entitled', entryType: 'session.opened' })
  return sendPage(
    c,
    <PaperMinutePage
      page={{ ...pageContext(listener, c), path: paths.paperMinutePath(seen.body.book) }}
      view={paperMinuteView(seen)}
      values={values}
      rows={rows}
      problem={placed?.problem ?? null}
      wrong={placed?.wrong ?? null}
    />,
    placed === undefined ? 200 : statusOf(placed.problem),
  )
}

function paperMinuteView(looking: Looking): PaperMinuteView {
  const { db } = looking.node.views
  const { book } = looking.body
  const rules = Object.entries(looking.state.bodies.charter?.decisions ?? {})
    .filter(([, { form }]) => form !== 'bases')
    .map(([id, facts]) => ({ id, facts }))
  const ofWhole = rules.filter(({ facts }) => requirementsOfSections(facts).length === 0)
  return {
    ...openingView(looking, sessionsOf(db, book, 5)),
    rules: ofWhole,
    asksSections: ofWhole.length < rules.length,
    motions: motionsToDecide(looking).map(({ seq, title }) => ({
      motion: { book, seq },
      title,
      federation: null,
    })),
    referrals: referralsAwaiting(db, book),
    mandates: mandatesToTell(looking),
  }
}

/** Motions of the federations a body belongs to that delegates are yet to decide. */
function mandatesToTell({ node, body }: Looking): Subject[] {
  const { db } = node.views
  return appliedTo(db, new Speakers(db), body.book).flatMap(({ federation }) =>
    undecidedMotions(db, federation)
      .slice(0, 20)
      .map(({ ref, title }) => ({
        motion: ref,
        title,
        federation: bodyFacts(db, federation)?.name ?? null,
      })),
  )
}
