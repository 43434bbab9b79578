/** Signing in, locking, joining by invitation, and one's own page: on either listener. */
import { isIP } from 'node:net'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { bodyFacts, postsHeld } from '../bodies/queries.ts'
import type { Refusal } from '../kernel/result.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { matchingNumber } from '../node/accounts/invitations.ts'
import { secretSalt } from '../node/accounts/passkeys.ts'
import type { Session } from '../node/accounts/sessions.ts'
import { type Bringing, join } from '../node/joining.ts'
import type { ApachitaNode } from '../node/node.ts'
import * as paths from '../web/paths.ts'
import {
  deviceIn,
  deviceOf,
  endSession,
  fromOf,
  isOwnForm,
  isOwnOrigin,
  startSession,
} from './person-session.ts'
import { deviceName } from './device-name.ts'
import { sentBefore } from './form-once.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { type KeptForm, keptIn, keptOf } from './kept-form.ts'
import { KeptPage } from './pages/kept-page.tsx'
import { JoinPage } from './pages/join-page.tsx'
import { MePage, type MePageProps, type MeView } from './pages/me-page.tsx'
import type { PasskeyAsked } from './pages/passkey-forms.tsx'
import { SignInPage } from './pages/sign-in-page.tsx'
import { readForm, textIn } from './request-parts.ts'
import { statusOf } from './status.ts'

/** Without a file no form is longer. */
const maxFormBytes = 64 * 1024

/** A way onward within this node: never to elsewhere. */
export const nextIn = (text: string | undefined): string =>
  text !== undefined && /^\/(?![/\\])[\x21-\x7e]{0,500}$/.test(text) ? text : paths.homePath

export function personRoutes(listener: Listener): Hono {
  const app = new Hono()
  const limit = bodyLimit({
    maxSize: maxFormBytes,
    onError: (c) => sendProblem(listener, c, 413, { type: 'input-too-large' }),
  })
  app.get(paths.signInPath, (c) => showSignIn(listener, c, {}))
  app.post(paths.signInPath, limit, async (c) => signIn(listener, c))
  app.post(paths.lockPath, limit, async (c) => lock(listener, c))
  app.post(paths.forgetDevicePath, limit, async (c) => {
    if (!isOwnOrigin(c)) return sendProblem(listener, c, 403, { type: 'form-expired' })
    listener.node.devices.forget(deviceOf(listener.node, c), textIn(await readForm(c), 'account') ?? '')
    return c.redirect(paths.signInPath, 303)
  })
  app.get(paths.joinPath, (c) =>
    sendPage(c, <JoinPage page={pageContext(listener, c)} code="" name="" problem={null} />),
  )
  app.post(paths.joinPath, limit, async (c) => joinByCode(listener, c))
  return app.route('/', ownRoutes(listener, limit))
}

interface SignInShown {
  readonly problem?: Refusal
  readonly name?: string
  readonly next?: string
  readonly notice?: string
  /** What was typed in a form whose session had ended. */
  readonly kept?: KeptForm | undefined
}

/** Passkeys are for names of hosts, not for numbers. */
const isNumeric = (host: string): boolean => isIP(host) !== 0 || host.startsWith('[')

/** What an authenticator is asked at the address of this request; null where that is not secure. */
function askedHere({ node }: Listener, c: Context): PasskeyAsked | null {
  const place = c.get('secureOrigin')
  if (place === undefined || isNumeric(place.host)) return null
  return { ...place, node: node.name, challenge: node.passkeys.challenge(), salt: secretSalt }
}

/** The same to make a passkey of somebody who is signed in. */
function askedOf(listener: Listener, c: Context, { unlocked }: Session): PasskeyAsked | null {
  const asked = askedHere(listener, c)
  if (asked === null) return null
  const { account: id, name } = unlocked
  const known = listener.node.passkeys.of(id).map(({ id, transports }) => ({ id, transports }))
  return { ...asked, account: { id, name, known } }
}

export function showSignIn(
  listener: Listener,
  c: Context,
  { problem, name, next, notice, kept }: SignInShown,
): Response | Promise<Response> {
  const page = (
    <SignInPage
      page={pageContext(listener, c)}
      known={listener.node.devices.accountsOn(deviceOf(listener.node, c))}
      name={name ?? ''}
      next={next ?? nextIn(c.req.query('next'))}
      problem={problem ?? null}
      notice={notice ?? c.get('sessionEnded') ?? null}
      passkey={askedHere(listener, c)}
      kept={kept ?? null}
    />
  )
  return sendPage(c, page, problem === undefined ? 200 : statusOf(problem))
}

async function signIn(listener: Listener, c: Context): Promise<Response> {
  const { node } = listener
  if (!isOwnOrigin(c)) return sendProblem(listener, c, 403, { type: 'form-expired' })
  const form = await readForm(c)
  const account = textIn(form, 'account')
  const name = (account === undefined ? textIn(form, 'name') : node.accounts.nameOf(account)) ?? ''
  const field = account === undefined ? 'passphrase' : `passphrase-${account.slice(0, 8)}`
  const next = nextIn(textIn(form, 'next'))
  const { address } = fromOf(c)
  const opened = await node.accounts.unlock(name, textIn(form, field) ?? '', address, deviceIn(node, c))
  const kept = keptIn(form['kept'])
  if (!opened.ok) return showSignIn(listener, c, { problem: opened.error, name, next, kept })
  c.set('session', startSession(node, c, opened.value))
  if (kept === undefined) return c.redirect(next, 303)
  return sendPage(c, <KeptPage page={pageContext(listener, c)} kept={kept} />)
}

/** One press, and the next person can sign in: the device keeps the names, not the keys. */
async function lock(listener: Listener, c: Context): Promise<Response> {
  const session = c.get('session')
  const form = await readForm(c)
  if (session !== undefined && !isOwnForm(session, form['token']))
    return sendProblem(listener, c, 403, { type: 'form-expired' })
  endSession(listener.node, c)
  c.set('session', undefined)
  return showSignIn(listener, c, { name: session?.unlocked.name ?? '', notice: 'session-locked' })
}

async function joinByCode(listener: Listener, c: Context): Promise<Response> {
  const { node } = listener
  const session = c.get('session')
  const form = await readForm(c)
  const isOwn = session === undefined ? isOwnOrigin(c) : isOwnForm(session, form['token'])
  if (!isOwn) return sendProblem(listener, c, 403, { type: 'form-expired' })
  const [code, name] = [textIn(form, 'code') ?? '', textIn(form, 'name') ?? '']
  const show = (problem: Refusal): Response | Promise<Response> =>
    sendPage(
      c,
      <JoinPage page={pageContext(listener, c)} code={code} name={name} problem={problem} />,
      statusOf(problem),
    )
  const passphrase = textIn(form, 'passphrase') ?? ''
  if (session === undefined && passphrase !== (textIn(form, 'again') ?? ''))
    return show({ type: 'passphrase-differs' })
  const bringing: Bringing = session === undefined ? { name, passphrase } : { unlocked: session.unlocked }
  const joined = await join(node, code, fromOf(c).address, bringing)
  if (!joined.ok) return show(joined.error)
  if (session === undefined) startSession(node, c, joined.value)
  return c.redirect(paths.mePath, 303)
}

function ownRoutes(listener: Listener, limit: ReturnType<typeof bodyLimit>): Hono {
  const app = new Hono()
  app.get(paths.mePath, (c) => {
    const session = c.get('session')
    return session === undefined
      ? showSignIn(listener, c, { next: paths.mePath })
      : showMe(listener, c, session)
  })
  app.post(paths.passphrasePath, limit, async (c) => {
    const asked = await ownForm(listener, c)
    if (asked instanceof Response) return asked
    const { session, form } = asked
    const { address } = fromOf(c)
    const changed = await listener.node.accounts.changePassphrase(
      session.unlocked,
      textIn(form, 'current') ?? '',
      textIn(form, 'next') ?? '',
      address,
      deviceIn(listener.node, c),
    )
    if (!changed.ok) return showMe(listener, c, session, { problem: changed.error })
    listener.node.sessions.endOthers(session.unlocked.account, session)
    if (textIn(form, 'without-passkeys') === 'yes') listener.node.passkeys.removeAll(session.unlocked.account)
    return showMe(listener, c, session, { done: 'passphrase-changed' })
  })
  app.post(paths.endSessionPath, limit, async (c) => {
    const asked = await ownForm(listener, c)
    if (asked instanceof Response) return asked
    const { session, form } = asked
    listener.node.sessions.endById(session.unlocked.account, textIn(form, 'session') ?? '')
    return showMe(listener, c, session, { done: 'session-closed' })
  })
  return app
}

/** A form of whoever is signed in; else the answer that says what is missing, or where it led when it was sent before. */
export async function ownForm(
  listener: Listener,
  c: Context,
): Promise<{ readonly session: Session; readonly form: Record<string, unknown> } | Response> {
  const session = c.get('session')
  if (session === undefined) {
    const kept = await keptOf(c)
    return showSignIn(listener, c, { problem: { type: 'sign-in-needed' }, kept })
  }
  const form = await readForm(c)
  if (!isOwnForm(session, form['token'])) return sendProblem(listener, c, 403, { type: 'form-expired' })
  c.set('form', form)
  const before = await sentBefore(session, c, form)
  return before === undefined ? { session, form } : c.redirect(before, 303)
}

const nameOfBook = (node: ApachitaNode, book: string): LocalizedText =>
  bodyFacts(node.views.db, book)?.name ?? { es: `${book.slice(0, 8)}…` }

function meView(node: ApachitaNode, session: Session): MeView {
  const { account, name } = session.unlocked
  const waiting = node.invitations.pendingFor(account)
  const isWaiting = new Set(waiting.map(({ book }) => book))
  const now = session.usedMs
  return {
    name,
    mayFound: node.accounts.mayFound(account),
    bodies: node.accounts
      .identities(account)
      .filter(({ book }) => !isWaiting.has(book))
      .map(({ book, person }) => ({
        book,
        name: nameOfBook(node, book),
        posts: postsHeld(node.views.db, book)
          .filter(({ id }) => id === person)
          .map(({ post }) => post),
        hosted: node.local.isHosted(book),
      })),
    waiting: waiting.map(({ book, kind, key }) => ({
      book,
      name: nameOfBook(node, book),
      kind,
      number: matchingNumber(key),
    })),
    passkeys: node.passkeys.of(account),
    tokens: node.accessTokens.of(account),
    sessions: node.sessions.of(account).map((one) => ({
      id: one.id,
      device: deviceName(one.from.agent),
      usedMinutes: Math.round((now - one.usedMs) / 60_000),
      isThis: one === session,
    })),
  }
}

export function showMe(
  listener: Listener,
  c: Context,
  session: Session,
  { done, problem, token }: { done?: MePageProps['done']; problem?: Refusal; token?: string } = {},
): Response | Promise<Response> {
  const page = { ...pageContext(listener, c), path: paths.mePath }
  return sendPage(
    c,
    <MePage
      page={page}
      me={meView(listener.node, session)}
      passkey={askedOf(listener, c, session)}
      done={done ?? null}
      token={token ?? null}
      problem={problem ?? null}
    />,
    problem === undefined ? 200 : statusOf(problem),
  )
}
