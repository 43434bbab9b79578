/** What addresses say, read once for pages, forms and the API. */
import type { Context, Hono } from 'hono'
import { type MotionFilter, motionFilters } from '../assemblies/motion-queries.ts'
import type { ListsAsked } from '../federation/members-shown.ts'
import type { EntryRef } from '../federation/views.ts'
import { lookPath } from '../web/paths.ts'

/** The motion of `/motions/:book/:seq`. */
export const motionIn = (c: Context): EntryRef => ({
  book: c.req.param('book') ?? '',
  seq: Number(c.req.param('seq')),
})

/** `?before=`, the number up to which a book is shown; undefined where it is none. */
export const beforeIn = (c: Context): number | undefined => numberIn(c, 'before')

/** `?from=`, the number from which something is shown; undefined where it is none. */
export const fromIn = (c: Context): number | undefined => numberIn(c, 'from')

/** The path of the page that a link was followed on, by the browser's word; only of this node. */
function cameFrom(c: Context): string | undefined {
  const referer = c.req.header('referer') ?? ''
  if (!URL.canParse(referer)) return undefined
  const { host, pathname, search } = new URL(referer)
  return host === c.req.header('host') ? `${pathname}${search}` : undefined
}

/**
 * Where to go back to, on this node: `?back=`, else where one came from, else home. An answer to a form may stand at an address
 * that only takes forms: then it is the nearest page above, which has the form.
 */
export function backIn(c: Context, isPage: (path: string) => boolean): string {
  const asked = c.req.query('back') ?? cameFrom(c) ?? ''
  if (!/^\/(?![/\\])[^\\]{0,2000}$/.test(asked) || asked.startsWith(lookPath)) return '/'
  const path = asked.split('?')[0] ?? ''
  return isPage(path) ? asked : nearestPage(path, isPage)
}

function nearestPage(path: string, isPage: (path: string) => boolean): string {
  const above = path.slice(0, path.lastIndexOf('/'))
  return above === '' || isPage(above) ? above || '/' : nearestPage(above, isPage)
}

/** Whether an app answers a path when it is asked for, and not only when something is sent to it. */
export const answersGet =
  (app: Hono) =>
  (path: string): boolean =>
    app.router.match('GET', path)[0].some(([[, route]]) => route.method === 'GET')

/** `?page=`, which part of a list is shown, from 1; of a page with several lists each has its own word. */
export const partIn = (c: Context, name = 'page'): number =>
  Math.min(Math.max(numberIn(c, name) ?? 1, 1), 1_000_000)

/** What is asked of the lists of a federation's pages. */
export const listsAskedIn = (c: Context): ListsAsked => ({
  section: c.req.query('section') || null,
  show: c.req.query('show') || null,
  q: c.req.query('q')?.slice(0, 200).trim() || null,
  page: partIn(c),
  absent: partIn(c, 'absent'),
  uncounted: partIn(c, 'uncounted'),
  waiting: partIn(c, 'waiting'),
  ended: partIn(c, 'ended'),
})

/** What `?q=` and `?country=` look for. */
export const searchAsked = (c: Context): { readonly typed: string; readonly country: string | null } => ({
  typed: c.req.query('q') ?? '',
  country: c.req.query('country') || null,
})

/** `?show=`, which motions are listed; all where it is no such word. */
export const motionFilterIn = (c: Context): MotionFilter =>
  motionFilters.find((filter) => filter === c.req.query('show')) ?? 'all'

function numberIn(c: Context, name: string): number | undefined {
  const text = c.req.query(name) ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** Fields of a form; none where the body is no form. */
export const readForm = async (c: Context): Promise<Record<string, unknown>> =>
  c.req.parseBody().catch(() => ({}))

/** What a form says in text, files apart. */
export const textsIn = (form: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form).filter((field): field is [string, string] => typeof field[1] === 'string'),
  )

/** Of a session or an authenticator, and phrases: never written into a page again. */
const neverShownAgain = /^(token|once|current|next|again|kept|passkey|secret|failed)$|passphrase/

/** What somebody typed or chose in a form, and may be shown again. */
export const typedTextsIn = (form: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(textsIn(form)).filter(([name]) => !neverShownAgain.test(name)))

/** A field that was filled in with text. */
export function textIn(form: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = form[name]
  return typeof value === 'string' ? value : undefined
}
