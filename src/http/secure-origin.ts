/**
 * Where a request's page is, as its browser sees it, if browsers count that as secure: the configured https address, or this
 * machine by the name `localhost`. Only there are passkeys, and cookies that leave no encrypted page.
 *
 * The host is the request's own word; whoever forges it is believed nothing: a browser signs where it really is.
 */
import type { MiddlewareHandler } from 'hono'
import type { SecureOrigin } from '../node/accounts/webauthn.ts'

declare module 'hono' {
  interface ContextVariableMap {
    secureOrigin: SecureOrigin | undefined
    /** Whether the page that is answered with has a script. */
    hasIsland: boolean
  }
}

export const withSecureOrigin =
  (publicAddress?: string): MiddlewareHandler =>
  (c, next) => {
    c.set('secureOrigin', secureOriginOf(c.req.header('host') ?? '', publicAddress))
    return next()
  }

function secureOriginOf(asked: string, publicAddress: string | undefined): SecureOrigin | undefined {
  if (/^localhost(:\d{1,5})?$/.test(asked)) return { origin: `http://${asked}`, host: 'localhost' }
  if (publicAddress === undefined) return undefined
  const { host, hostname, origin } = new URL(publicAddress)
  return host === asked.toLowerCase() ? { origin, host: hostname } : undefined
}
