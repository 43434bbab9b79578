/** The languages that a body turned on: read by all, turned on and off by whoever may write that in its book. */
import { type Context, Hono } from 'hono'
import { languagesOnOf } from '../bodies/languages-on.ts'
import { BodyLanguagesPage, type BodyLanguagesPageProps } from '../bodies/languages-page.tsx'
import { bodyFacts } from '../bodies/queries.ts'
import type { Refusal } from '../kernel/result.ts'
import { draftLanguages } from '../web/languages/catalogue.ts'
import * as paths from '../web/paths.ts'
import { filledForm, formLimit, mayWriteHere, runAsked } from './form-run.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { statusOf } from './status.ts'

export function languageRoutes(listener: Listener): Hono {
  const app = new Hono().basePath('/bodies/:book/languages')
  const limit = formLimit(listener)
  app.get('/', (c) => {
    const done = c.req.query('done')
    return show(listener, c, { done: done === 'on' || done === 'off' ? done : null })
  })
  app.post('/on', limit, (c) => turnOn(listener, c))
  app.post('/off', limit, (c) => turnOff(listener, c))
  return app
}

const bodyIn = (c: Context): string => c.req.param('book') ?? ''

/** Names, one on each line. */
export const namesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

async function turnOn(listener: Listener, c: Context): Promise<Response> {
  const form = await filledForm(listener, c)
  if (form instanceof Response) return form
  const language = form.text('language') ?? ''
  const catalogue = form.text(`catalogue-${language}`)
  const input = {
    body: bodyIn(c),
    language,
    reviewers: namesIn(form.text('reviewers') ?? ''),
    ...(catalogue === undefined ? {} : { catalogue }),
  }
  const ran = await runAsked(listener, c, { name: 'language.turn-on', input })
  if (!ran.ok) return show(listener, c, { problem: ran.error })
  return c.redirect(`${paths.bodyLanguagesPath(bodyIn(c))}?done=on`, 303)
}

async function turnOff(listener: Listener, c: Context): Promise<Response> {
  const form = await filledForm(listener, c)
  if (form instanceof Response) return form
  const input = { body: bodyIn(c), language: form.text('language') ?? '' }
  const ran = await runAsked(listener, c, { name: 'language.turn-off', input })
  if (!ran.ok) return show(listener, c, { problem: ran.error })
  return c.redirect(`${paths.bodyLanguagesPath(bodyIn(c))}?done=off`, 303)
}

interface Shown {
  readonly done?: BodyLanguagesPageProps['done']
  readonly problem?: Refusal
}

async function show(listener: Listener, c: Context, { done, problem }: Shown): Promise<Response> {
  const { node } = listener
  const [book, { db }] = [bodyIn(c), node.views]
  const facts = bodyFacts(db, book)
  if (facts === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const view = {
    body: { book, name: facts.name, demonstration: facts.demonstration },
    on: languagesOnOf(db, book),
    drafts: draftLanguages.map((language) => ({ language, digest: node.translations.digest(language) })),
    mayTurn: mayWriteHere(listener, c, book, 'language.turned-on'),
  }
  const page = { ...pageContext(listener, c), path: paths.bodyLanguagesPath(book) }
  return sendPage(
    c,
    <BodyLanguagesPage page={page} view={view} done={done ?? null} problem={problem ?? null} />,
    problem === undefined ? 200 : statusOf(problem),
  )
}
