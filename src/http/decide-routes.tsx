/** The form by which the operator of a node records what a hosted body's council decided. */
import { type Context, Hono } from 'hono'
import {
  type DecideError,
  type DecideField,
  DecideFormPage,
  type DecideValues,
  decideFields,
} from '../assemblies/decide-form-page.tsx'
import type { EntryRef } from '../federation/views.ts'
import type { Refusal } from '../kernel/result.ts'
import { commands } from '../node/commands/all.ts'
import { runCommand } from '../node/commands/command.ts'
import * as paths from '../web/paths.ts'
import { boardView } from './node-views.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { ownForm } from './person-routes.tsx'
import { writableBy } from './person-session.ts'
import { motionIn } from './request-parts.ts'
import { statusOf } from './status.ts'

export function decideRoutes(listener: Listener): Hono {
  const app = new Hono()
  app.get('/motions/:book/:seq{\\d{1,15}}/decide', async (c) => {
    if (c.get('session') === undefined)
      return c.redirect(`${paths.signInPath}?next=${encodeURIComponent(c.req.path)}`, 303)
    const date = listener.node.now().slice(0, 10)
    return showForm(listener, c, motionIn(c), { date }, [])
  })
  app.post('/motions/:book/:seq{\\d{1,15}}/decide', async (c) => {
    const motion = motionIn(c)
    const asked = await ownForm(listener, c)
    if (asked instanceof Response) return asked
    const { session, form: body } = asked
    const values = Object.fromEntries(
      decideFields.flatMap((field) => (typeof body[field] === 'string' ? [[field, body[field]]] : [])),
    ) as DecideValues
    const errors = errorsOf(values)
    if (errors.length > 0) return showForm(listener, c, motion, values, errors)
    const recorded = await runCommand(
      commands,
      listener.node,
      'position.decide',
      inputOf(listener, motion, values),
      { actor: session.unlocked },
    )
    if (!recorded.ok)
      return showForm(listener, c, motion, values, [refusalToError(recorded.error)], recorded.error)
    return c.redirect(`${paths.motionPath(motion)}?recorded=${values.body ?? ''}`, 303)
  })
  return app
}

const countFields = ['present', 'yes', 'no', 'abstain', 'attesters'] as const

function errorsOf(values: DecideValues): DecideError[] {
  const missing = (field: DecideField): DecideError => ({
    field,
    type: 'input-invalid',
    figures: { field: field === 'body' ? 'decider' : field },
  })
  const errors: DecideError[] = []
  if (!/^[a-z2-7]{52}$/.test(values.body ?? '')) errors.push(missing('body'))
  if (!/^\d{4}-\d{2}-\d{2}$/.test(values.date ?? '')) errors.push(missing('date'))
  for (const field of countFields)
    if (!/^\s*\d{1,6}\s*$/.test(values[field] ?? '')) errors.push(missing(field))
  if (values.confirm !== 'yes') errors.push(missing('confirm'))
  return errors
}

/** The day is the session's; hour and offset are those of writing it down. */
function inputOf({ node }: Listener, motion: EntryRef, values: DecideValues) {
  const counts = Object.fromEntries(countFields.map((field) => [field, Number(values[field])]))
  const place = values.place?.trim()
  const at = `${values.date ?? ''}${node.now().slice(10)}`
  return { body: values.body, motion, ...counts, at, ...(place ? { place } : {}) }
}

/** Rules name no field; those about hands belong to the count of those present. */
function refusalToError({ type, ...figures }: Refusal): DecideError {
  return { field: type === 'more-hands-than-present' ? 'present' : null, type, figures }
}

async function showForm(
  listener: Listener,
  c: Context,
  motion: EntryRef,
  values: DecideValues,
  errors: readonly DecideError[],
  refusal?: Refusal,
): Promise<Response> {
  const board = await boardView(listener.node, motion, writableBy(listener.node, c.get('session')))
  if (board === undefined) return sendProblem(listener, c, 404, { type: 'motion-unknown' })
  const page = (
    <DecideFormPage
      page={pageContext(listener, c)}
      motion={{ ...motion, title: board.motion.title, demonstration: board.federation.demonstration }}
      bodies={board.local.canDecide}
      values={values}
      errors={errors}
    />
  )
  return sendPage(c, page, errors.length === 0 ? 200 : refusal === undefined ? 400 : statusOf(refusal))
}
