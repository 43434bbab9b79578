/**
 * A form that is sent twice is done once: pressed twice, or sent again by a browser whose connection broke. Every page gives
 * its forms a random word; the same form of the same page with the same fields is the same asking.
 *
 * In memory, as sessions are: a restart ends the session that the form belongs to. Done is what led elsewhere (303); what was
 * refused may be sent again, and so may what shows a secret that is shown once: an invitation, a token.
 */
import { createHash } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Session } from '../node/accounts/sessions.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** The form of whoever is signed in that is answered. */
    form: Readonly<Record<string, unknown>> | undefined
    /** Takes where an answered form led to; null where it was refused. */
    formAnswered: ((location: string | null) => void) | undefined
  }
}

/** So many forms of a session are remembered. */
const remembered = 200

const answered = new WeakMap<Session, Map<string, Promise<string | null>>>()

const fieldText = (value: unknown): string =>
  value instanceof File ? `${value.name} ${value.size}` : JSON.stringify(value)

function nameOf(c: Context, form: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(form).map(([name, value]) => `${name}=${fieldText(value)}`)
  return createHash('sha256')
    .update([c.req.path, ...fields].join('\n'))
    .digest('base64url')
}

/** Where this very form led to when it was sent before; undefined where it was not, or was refused. */
export async function sentBefore(
  session: Session,
  c: Context,
  form: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  if (typeof form['once'] !== 'string') return undefined
  const forms = answered.get(session) ?? new Map<string, Promise<string | null>>()
  answered.set(session, forms)
  const name = nameOf(c, form)
  const before = await forms.get(name)
  if (typeof before === 'string') return before
  forms.set(name, new Promise((resolve) => c.set('formAnswered', resolve)))
  const [oldest = ''] = forms.size > remembered ? forms.keys() : []
  forms.delete(oldest)
  return undefined
}

/** Tells where forms led to. */
export const withFormsOnce: MiddlewareHandler = async (c, next) => {
  await next()
  c.get('formAnswered')?.(c.res.status === 303 ? c.res.headers.get('location') : null)
}
