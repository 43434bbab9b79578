/**
 * Who may use the operator listener: it listens on 127.0.0.1 only, answers only to that name (so that no page elsewhere
 * can rebind a name to it), and wants the start token, as a bearer (command line) or a cookie (pages).
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { EnterPage } from './pages/enter-page.tsx'
import { type Listener, pageContext, sendPage } from './page-context.tsx'

const cookieName = 'apachita-operator'

const sha = (text: string): Buffer => createHash('sha256').update(text).digest()

export const isSameToken = (given: string | undefined, token: string): boolean =>
  given !== undefined && timingSafeEqual(sha(given), sha(token))

/** What forms carry: known only to pages that the token opened. */
export const formTokenOf = (token: string): string => sha(`form ${token}`).toString('base64url')

const hostPattern = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/
const originPattern = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

export function operatorGuard(listener: Listener, token: string): MiddlewareHandler {
  return async (c, next) => {
    if (!hostPattern.test(c.req.header('host') ?? '')) return c.json({ type: 'host-refused' }, 403)
    const origin = c.req.header('origin')
    if (origin !== undefined && !originPattern.test(origin)) return c.json({ type: 'host-refused' }, 403)
    if (c.req.path.startsWith('/assets/')) return next()
    if (isSameToken(bearerOf(c), token) || isSameToken(getCookie(c, cookieName), token)) return next()
    if (c.req.path === '/enter' && c.req.method === 'POST') return enter(listener, c, token)
    if (c.req.path.startsWith('/api/')) return c.json({ type: 'token-missing' }, 401)
    return sendPage(c, <EnterPage page={pageContext(listener, c)} isWrong={false} />, 401)
  }
}

const bearerOf = (c: Context): string | undefined =>
  /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]

async function enter(listener: Listener, c: Context, token: string): Promise<Response> {
  const { token: typed } = await c.req.parseBody()
  if (typeof typed !== 'string' || !isSameToken(typed.trim(), token)) {
    return sendPage(c, <EnterPage page={pageContext(listener, c)} isWrong />, 401)
  }
  setCookie(c, cookieName, token, { path: '/', httpOnly: true, sameSite: 'Strict' })
  return c.redirect('/', 303)
}
