/**
 * Who may use the operator listener: it listens on 127.0.0.1 only, answers only to that name (so that no page elsewhere
 * can rebind a name to it) and to pages it served itself, and wants the start token: as a bearer for commands, as a
 * bearer or a cookie for pages.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { EnterPage } from './pages/enter-page.tsx'
import { type Listener, pageContext, sendPage } from './page-context.tsx'
import { isSameToken } from './same-token.ts'

/** Browsers keep cookies by host, not by port: nodes side by side on one machine each have their own. */
const cookieNameOf = ({ node }: Listener): string => `apachita-${node.id.slice(0, 12)}`

const hostPattern = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

export function operatorGuard(listener: Listener, token: string): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? ''
    const origin = c.req.header('origin') ?? `http://${host}`
    if (!hostPattern.test(host) || origin !== `http://${host}`) return c.json({ type: 'host-refused' }, 403)
    if (c.req.path.startsWith('/assets/') || isSameToken(bearerOf(c), token)) return next()
    const isCommand = c.req.path.startsWith('/api/commands/')
    if (!isCommand && isSameToken(getCookie(c, cookieNameOf(listener)), token)) return next()
    if (c.req.path === '/enter' && c.req.method === 'POST') return enter(listener, c, token)
    if (c.req.path.startsWith('/api/')) return c.json({ type: 'token-missing' }, 401)
    return sendPage(c, <EnterPage page={pageContext(listener, c)} isWrong={false} />, 401)
  }
}

const bearerOf = (c: Context): string | undefined =>
  /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]

async function enter(listener: Listener, c: Context, token: string): Promise<Response> {
  const { token: typed } = await c.req.parseBody().catch(() => ({ token: undefined }))
  if (typeof typed !== 'string' || !isSameToken(typed.trim(), token)) {
    return sendPage(c, <EnterPage page={pageContext(listener, c)} isWrong />, 401)
  }
  setCookie(c, cookieNameOf(listener), token, { path: '/', httpOnly: true, sameSite: 'Strict' })
  return c.redirect('/', 303)
}
