/**
 * Who is asking: a person who signed in at a page (cookie) or as a program (header), the same on either listener; or a program
 * that a person gave an access token (bearer), on the public one. What
 * that person may do is asked of the body's book, not here.
 */
import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { mayWriteIn } from '../bodies/queries.ts'
import { type BodiesState, isOfBody } from '../bodies/state.ts'
import type { BookId, PersonId } from '../book/entry.ts'
import { isAccessToken } from '../node/accounts/access-tokens.ts'
import type { From, Session } from '../node/accounts/sessions.ts'
import type { Unlocked } from '../node/accounts/accounts.ts'
import { identityIn } from '../node/identity.ts'
import type { ApachitaNode } from '../node/node.ts'
import { Speakers } from '../succession/speakers.ts'
import { livePath } from '../web/paths.ts'
import { isSameToken } from './same-token.ts'

declare module 'hono' {
  interface ContextVariableMap {
    session: Session | undefined
    /** Why a session that was brought is none: a refusal's type. */
    sessionEnded: string | undefined
  }
}

/** Browsers keep cookies by host, not by port: nodes side by side on one machine each have their own. */
const cookieNames = (node: ApachitaNode) => {
  const own = node.id.slice(0, 12)
  return { session: `apachita-session-${own}`, device: `apachita-device-${own}` }
}

const yearSeconds = 365 * 24 * 3600

/** The connection's other end and what the browser calls itself. */
export function fromOf(c: Context): From {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  return {
    address: incoming?.socket?.remoteAddress ?? 'here',
    agent: (c.req.header('user-agent') ?? '').slice(0, 300),
  }
}

/** What a cookie may be used for: only by this host's own pages, unreadable to scripts, and encrypted where the page is. */
const cookieOptions = (c: Context) =>
  ({
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: c.get('secureOrigin')?.origin.startsWith('https:') === true,
  }) as const

const headerToken = (c: Context): string | undefined => c.req.header('apachita-session')

const tokenOf = (node: ApachitaNode, c: Context): string | undefined =>
  headerToken(c) ?? getCookie(c, cookieNames(node).session)

/** The token of a person's own program (RFC 6750): on the public listener; the operator's asks for its own there. */
function accessTokenOf(c: Context): string | undefined {
  const [scheme, token = ''] = (c.req.header('authorization') ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' && isAccessToken(token) ? token : undefined
}

/** A program that brings a token is signed in for one request. */
function sessionOfProgram(node: ApachitaNode, c: Context, token: string): Session | undefined {
  const unlocked = node.accessTokens.open(token)
  if (unlocked === undefined) return undefined
  const [id, formToken] = ['access-token', randomBytes(32).toString('base64url')]
  return { id, isOfToken: true, unlocked, formToken, from: fromOf(c), startedMs: 0, usedMs: 0 }
}

/** Whether a program asks in somebody's name: no page elsewhere can make a browser send these headers. */
export const isOfProgram = (c: Context): boolean =>
  c.get('session') !== undefined && (headerToken(c) !== undefined || accessTokenOf(c) !== undefined)

/** Whether somebody asked, and not a page by itself (islands/live.js). */
const isUse = (c: Context): boolean => c.req.header('apachita-live') === undefined && c.req.path !== livePath

/** Finds the session that a request brings, if it is one. */
export const withSession =
  (node: ApachitaNode): MiddlewareHandler =>
  async (c, next) => {
    const ofProgram = accessTokenOf(c)
    if (ofProgram !== undefined) {
      const session = sessionOfProgram(node, c, ofProgram)
      c.set('session', session)
      c.set('sessionEnded', session === undefined ? 'token-unknown' : undefined)
      c.header('cache-control', 'no-store')
      return next()
    }
    const token = tokenOf(node, c)
    const found = token === undefined ? undefined : node.sessions.find(token, fromOf(c), isUse(c))
    c.set('session', found?.ok === true ? found.value : undefined)
    c.set('sessionEnded', found?.ok === false ? found.error.type : undefined)
    if (found?.ok === false && headerToken(c) === undefined) deleteCookie(c, cookieNames(node).session)
    if (found?.ok === true) c.header('cache-control', 'no-store')
    await next()
  }

/** Signs somebody in at this browser; a session that was there before is ended. */
export function startSession(node: ApachitaNode, c: Context, unlocked: Unlocked): Session {
  endSession(node, c)
  const { token, session } = node.sessions.start(unlocked, fromOf(c))
  setCookie(c, cookieNames(node).session, token, cookieOptions(c))
  node.devices.remember(deviceOf(node, c), unlocked.account)
  return session
}

export function endSession(node: ApachitaNode, c: Context): void {
  const token = tokenOf(node, c)
  if (token !== undefined) node.sessions.end(token)
  deleteCookie(c, cookieNames(node).session)
}

/** The browser's own random name, if it brings one. */
export function deviceIn(node: ApachitaNode, c: Context): string | undefined {
  const known = getCookie(c, cookieNames(node).device)
  return known !== undefined && /^[\w-]{20,40}$/.test(known) ? known : undefined
}

/** The browser's own random name: whose names it shows when somebody signs in. */
export function deviceOf(node: ApachitaNode, c: Context): string {
  const known = deviceIn(node, c)
  if (known !== undefined) return known
  const made = randomBytes(18).toString('base64url')
  setCookie(c, cookieNames(node).device, made, { ...cookieOptions(c), maxAge: yearSeconds })
  return made
}

/** Whether a form came from a page of this host: where nobody is signed in there is no token to compare. */
export function isOwnOrigin(c: Context): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined || origin === 'null') return c.req.header('sec-fetch-site') === 'same-origin'
  try {
    return new URL(origin).host === c.req.header('host')
  } catch {
    return false
  }
}

/** Whether a form carries the token that only pages of its session have. */
export const isOwnForm = (session: Session, token: unknown): boolean =>
  typeof token === 'string' && isSameToken(token, session.formToken)

/** Who a session's person is in a body, and the body's state. */
export interface Member {
  readonly person: PersonId
  readonly state: BodiesState
}

/**
 * Who a session is in a body; undefined where it is nobody there, or not any more. Of a restored book nobody is shown what is
 * the body's own until its own head was heard.
 */
export async function memberOf(
  node: ApachitaNode,
  session: Session | undefined,
  body: BookId,
): Promise<Member | undefined> {
  const identity = session === undefined ? undefined : await identityIn(node, session.unlocked, body)
  if (identity === undefined || node.local.awaited(body) !== undefined) return undefined
  const state = (await node.views.catchUp(body)).states['bodies'] as BodiesState
  const isOwnKey = state.keys[identity.person] === identity.signer.key
  return isOwnKey && isOfBody(state, identity.person) ? { person: identity.person, state } : undefined
}

/** Every book in which a session's person is somebody: those of its keys, and the later books of the same bodies. */
export function booksOfSession(
  node: ApachitaNode,
  session: Session,
): { readonly book: BookId; readonly body: BookId; readonly person: PersonId }[] {
  const speakers = new Speakers(node.views.db)
  return node.accounts.identities(session.unlocked.account).flatMap(({ book, person }) =>
    [book, ...node.views.continuing.successorsOf(book)].map((one) => ({
      book: one,
      body: speakers.bodyOf(one),
      person,
    })),
  )
}

/** Books written here in which a session's person may write entries of a type: what the body decides, unless one is named. */
export function writableBy(
  node: ApachitaNode,
  session: Session | undefined,
  type = 'position.recorded',
): Set<BookId> {
  const own = session === undefined ? [] : booksOfSession(node, session)
  const writable = own.filter(
    ({ book, person }) => node.local.isHosted(book) && mayWriteIn(node.views.db, book, person, type),
  )
  return new Set(writable.map(({ book }) => book))
}
