/** Entering with a passkey, adding one to one's account, removing one: on either listener, at a secure address only. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { MadePasskey, ShownPasskey } from '../node/accounts/webauthn.ts'
import * as paths from '../web/paths.ts'
import { type Listener, sendProblem } from './page-context.tsx'
import { nextIn, ownForm, showMe, showSignIn } from './person-routes.tsx'
import { fromOf, isOwnOrigin, startSession } from './person-session.ts'
import { readForm, textIn } from './request-parts.ts'

const maxFormBytes = 64 * 1024

const encoded = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/)
const id = encoded(1400).min(1)

const madePasskey: z.ZodType<MadePasskey> = z.object({
  id,
  clientDataJSON: encoded(4000),
  attestationObject: encoded(20_000),
  transports: z.array(z.string().max(40)).max(10),
})

const shownPasskey: z.ZodType<ShownPasskey> = z.object({
  id,
  clientDataJSON: encoded(4000),
  authenticatorData: encoded(4000),
  signature: encoded(2000),
  userHandle: encoded(200),
})

export function passkeyRoutes(listener: Listener): Hono {
  const app = new Hono()
  const limit = bodyLimit({
    maxSize: maxFormBytes,
    onError: (c) => sendProblem(listener, c, 413, { type: 'input-too-large' }),
  })
  app.post(paths.passkeyEnterPath, limit, (c) => enter(listener, c))
  app.post(paths.passkeysPath, limit, (c) => add(listener, c))
  app.post(paths.removePasskeyPath, limit, (c) => remove(listener, c))
  return app
}

type Form = Readonly<Record<string, unknown>>

/** What the island sent: the authenticator's answer with its secret, or by what name it failed. */
function answerIn<T>(
  form: Form,
  schema: z.ZodType<T>,
): Result<{ readonly said: T; readonly secret: string | undefined }, Refusal> {
  const failed = textIn(form, 'failed')
  if (failed !== undefined) return refuse({ type: failures.get(failed) ?? 'passkey-refused' })
  const said = schema.safeParse(asJson(textIn(form, 'passkey') ?? ''))
  return said.success
    ? accept({ said: said.data, secret: textIn(form, 'secret') })
    : refuse({ type: 'passkey-refused' })
}

/** Why browsers say that nothing came of it (DOMException), by refusal. */
const failures = new Map([
  ['NotAllowedError', 'passkey-cancelled'],
  ['InvalidStateError', 'passkey-already-there'],
  ['NotSupportedError', 'passkey-without-secret'],
])

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function enter(listener: Listener, c: Context): Promise<Response> {
  const { node } = listener
  if (!isOwnOrigin(c)) return sendProblem(listener, c, 403, { type: 'form-expired' })
  const form = await readForm(c)
  const next = nextIn(textIn(form, 'next'))
  const refused = (problem: Refusal) => showSignIn(listener, c, { problem, next })
  const place = c.get('secureOrigin')
  if (place === undefined) return refused({ type: 'passkey-not-here' })
  const answer = answerIn(form, shownPasskey)
  if (!answer.ok) return refused(answer.error)
  const { said, secret } = answer.value
  const opened = await node.passkeys.enter(said, secret, place, fromOf(c).address)
  if (!opened.ok) return refused(opened.error)
  startSession(node, c, opened.value)
  return c.redirect(next, 303)
}

async function add(listener: Listener, c: Context): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { session, form } = asked
  const refused = (problem: Refusal) => showMe(listener, c, session, { problem })
  const place = c.get('secureOrigin')
  if (place === undefined) return refused({ type: 'passkey-not-here' })
  const answer = answerIn(form, madePasskey)
  if (!answer.ok) return refused(answer.error)
  const { said: made, secret } = answer.value
  const added = await listener.node.passkeys.add(
    session.unlocked,
    {
      passphrase: textIn(form, 'passphrase') ?? '',
      name: textIn(form, 'passkey-name') ?? '',
      made,
      secret,
      at: listener.node.now(),
    },
    place,
    fromOf(c).address,
  )
  if (!added.ok) return refused(added.error)
  return showMe(listener, c, session, { done: 'passkey-added' })
}

async function remove(listener: Listener, c: Context): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { session, form } = asked
  listener.node.passkeys.remove(session.unlocked.account, textIn(form, 'id') ?? '')
  return showMe(listener, c, session, { done: 'passkey-removed' })
}
