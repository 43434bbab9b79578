/** Making and removing access tokens of one's own: on either listener. */
import { type Context, Hono } from 'hono'
import * as paths from '../web/paths.ts'
import { formLimit } from './form-run.ts'
import type { Listener } from './page-context.tsx'
import { ownForm, showMe } from './person-routes.tsx'
import { fromOf } from './person-session.ts'
import { textIn } from './request-parts.ts'

export function accessTokenRoutes(listener: Listener): Hono {
  const app = new Hono()
  app.post(paths.tokensPath, formLimit(listener), (c) => make(listener, c))
  app.post(paths.removeTokenPath, formLimit(listener), (c) => remove(listener, c))
  return app
}

async function make(listener: Listener, c: Context): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { session, form } = asked
  const { node } = listener
  const said = {
    name: textIn(form, 'program') ?? '',
    passphrase: textIn(form, 'token-passphrase') ?? '',
    at: node.now(),
  }
  const made = await node.accessTokens.make(session.unlocked, said, fromOf(c).address)
  return showMe(listener, c, session, made.ok ? { token: made.value.token } : { problem: made.error })
}

async function remove(listener: Listener, c: Context): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { session, form } = asked
  listener.node.accessTokens.remove(session.unlocked.account, textIn(form, 'id') ?? '')
  return showMe(listener, c, session, { done: 'token-removed' })
}
