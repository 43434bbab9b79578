/** What every page needs from a request. */
import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import { bodyFacts } from '../bodies/queries.ts'
import { languagesTurnedOn } from '../bodies/languages-on.ts'
import type { Language } from '../kernel/languages.ts'
import type { ApachitaNode } from '../node/node.ts'
import type { Refusal } from '../kernel/result.ts'
import { Speakers } from '../succession/speakers.ts'
import { pickLanguage } from '../web/languages/pick-language.ts'
import { catalogueLanguages, isDraftLanguage } from '../web/languages/catalogue.ts'
import { withPassages } from '../web/languages/passages.ts'
import { type Translator, translatorFor } from '../web/languages/translator.tsx'
import { type Look, type PageContext, looks } from '../web/page.ts'
import { pageBody } from './compressed.ts'
import { sendBody } from './kept-pages.ts'
import { supersededBooks } from './keeper-views.ts'
import { typedTextsIn } from './request-parts.ts'
import { bodiesHere } from './book-lists.ts'
import { pagePlace } from './page-place.ts'
import type { RefusalStatus } from './status.ts'
import { ErrorPage } from './pages/error-page.tsx'

/** Which listener a page is shown on. */
export interface Listener {
  readonly node: ApachitaNode
  readonly isOperator: boolean
  /** Where phones on the local network reach the public listener, once it listens: for slips that are handed out. */
  readonly reachableAt: () => string | undefined
  /** Sent back with every form by which the machine is run; null where it is not. */
  readonly formToken: string | null
}

const yearSeconds = 365 * 24 * 3600

/** What stands in a form that was sent; phrases are never sent back. */
function typedIn(c: Context): PageContext['typed'] {
  const form = c.get('form')
  if (form === undefined) return null
  return { path: c.req.path, fields: typedTextsIn(form) }
}

/** The language in which a request is answered, of those that are `offered` here. */
const languageIn = (c: Context, offered: readonly Language[]): Language =>
  pickLanguage(getCookie(c, 'lang'), c.req.header('accept-language'), c.req.query('lang'), offered)

const translatorIn = (node: ApachitaNode, language: Language): Translator =>
  translatorFor(language, {
    country: node.country,
    imported: node.translations.messages(language),
    isMarked: isDraftLanguage(language),
  })

/** The words of a page, where it is these alone that are needed. */
export const translatorOn = (node: ApachitaNode, c: Context): Translator =>
  translatorIn(node, languageIn(c, node.derived(offeredOn)))

/** How a request's page looks; what the address asks for is remembered. */
function lookIn(c: Context): Look {
  const known = (text: string | undefined): Look | undefined => looks.find((look) => look === text)
  const asked = known(c.req.query('look'))
  if (asked !== undefined) setCookie(c, 'look', asked, { path: '/', maxAge: yearSeconds, sameSite: 'Lax' })
  return asked ?? known(getCookie(c, 'look')) ?? 'plain'
}

/** The context of a request; a language and a look asked for in the address are remembered. */
export function pageContext(listener: Listener, c: Context): PageContext {
  const { node, isOperator } = listener
  const offered = node.derived(offeredOn)
  const language = languageIn(c, offered)
  if (c.req.query('lang') !== undefined)
    setCookie(c, 'lang', language, { path: '/', maxAge: yearSeconds, sameSite: 'Lax' })
  const url = new URL(c.req.url)
  const session = c.get('session')
  c.set('pageLanguage', language)
  return {
    t: translatorIn(node, language),
    offered,
    look: lookIn(c),
    path: `${url.pathname}${url.search}`,
    node: { name: node.name, country: node.country },
    place: pagePlace(node, c),
    operator: isOperator,
    demonstration: node.derived(holdsDemonstration),
    forks: forksOf(node),
    superseded: node.derived(supersededBooks),
    person: session === undefined ? null : { name: session.unlocked.name },
    formToken: session?.formToken ?? null,
    once: randomBytes(9).toString('base64url'),
    isRead: c.req.method === 'GET',
    typed: typedIn(c),
    machineToken: listener.formToken,
  }
}

/** Languages of which there is all; and those of which there is a draft, where a body that is written here turned them on. */
const offeredOn = (node: ApachitaNode): readonly Language[] => [
  ...catalogueLanguages,
  ...languagesTurnedOn(node.views.db, node.local.hosted()),
]

/**
 * Few, and mostly none: names are looked up only where there is one. Where another book goes on from before the fork it is
 * mended.
 */
function forksOf(node: ApachitaNode): PageContext['forks'] {
  if (node.forks.length === 0) return []
  const speakers = new Speakers(node.views.db)
  return node.forks
    .filter(([book, seq]) => (speakers.endOf(book) || seq + 1) > seq)
    .map(([book, seq]) => ({
      book,
      seq,
      name: bodyFacts(node.views.db, book)?.name ?? { es: `${book.slice(0, 8)}…` },
    }))
}

const holdsDemonstration = (node: ApachitaNode): boolean =>
  [...node.derived(bodiesHere).values()].some(({ demonstration }) => demonstration)

declare module 'hono' {
  interface ContextVariableMap {
    /** Of the page that is sent. */
    pageLanguage: string | undefined
  }
}

/** Sends a page; what is not in its language says in which it is. */
export const sendPage = async (
  c: Context,
  page: Child,
  status: 200 | RefusalStatus | 500 = 200,
): Promise<Response> => {
  const html = withPassages(String(await page), c.get('pageLanguage') ?? '')
  const made = { body: pageBody(c, html), hasIsland: html.includes(islandTag) }
  if (status === 200 && !html.includes(' method="post"')) c.get('keepPage')?.(made)
  return sendBody(c, made, status)
}

/** How a page brings an island (web/islands). What people wrote cannot read so: it is shown as text. */
const islandTag = '<script type="module" src="/assets/'

/** The page of what went wrong, in words. */
export const sendProblem = (
  listener: Listener,
  c: Context,
  status: RefusalStatus | 500,
  problem: Refusal,
): Response | Promise<Response> =>
  sendPage(c, <ErrorPage page={pageContext(listener, c)} status={status} problem={problem} />, status)
