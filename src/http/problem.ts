/** What goes wrong in the API, as RFC 9457 has programs told: `application/problem+json`. */
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Refusal } from '../kernel/result.ts'
import { pickLanguage } from '../web/languages/pick-language.ts'
import { refusalText } from '../web/languages/refusal-text.ts'
import { type Translator, translatorFor } from '../web/languages/translator.tsx'

export interface Problem {
  /** The address, on this node, of what is said of its kind. */
  readonly type: string
  /** In words, in the language asked for: what is wrong and what to do. */
  readonly title: string
  readonly status: number
  /** What rules and commands refuse by, for programs: its type with whatever figures came along. */
  readonly refusal: Refusal
}

export const problemsPath = '/api/problems'

/** Words in the language that a request asks for. */
export const translatorOf = (c: Context): Translator =>
  translatorFor(pickLanguage(getCookie(c, 'lang'), c.req.header('accept-language'), c.req.query('lang')))

export const refusalWords = (c: Context, refusal: Refusal): string => refusalText(translatorOf(c), refusal)

/** Where the API answers `{type, …figures}` with a status that says failure, the program is given a problem. */
export const withProblemJson: MiddlewareHandler = async (c, next) => {
  await next()
  const { res } = c
  if (res.status < 400 || res.headers.get('content-type')?.startsWith('application/json') !== true) return
  const refusal = (await res.json()) as Refusal
  const problem: Problem = {
    type: `${problemsPath}/${refusal.type}`,
    title: refusalWords(c, refusal),
    status: res.status,
    refusal,
  }
  const headers = new Headers(res.headers)
  headers.set('content-type', 'application/problem+json')
  headers.delete('content-length')
  c.res = undefined
  c.res = new Response(JSON.stringify(problem), { status: res.status, headers })
}
