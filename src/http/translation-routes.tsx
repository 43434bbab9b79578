/** What is said in each language: read and taken by everybody; brought by whoever runs this machine. */
import { type Context, Hono } from 'hono'
import { languages } from '../kernel/languages.ts'
import type { Refusal } from '../kernel/result.ts'
import { catalogueFile, isTranslated, maxTranslationBytes } from '../node/translations.ts'
import { shippedMessages } from '../web/languages/catalogue.ts'
import * as paths from '../web/paths.ts'
import { formLimit } from './form-run.ts'
import { namesIn } from './language-routes.tsx'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import {
  LanguagesPage,
  TranslationPage,
  type TranslationPageProps,
  shows,
} from './pages/translation-page.tsx'
import { fromIn, readForm, textIn } from './request-parts.ts'
import { statusOf } from './status.ts'

const nameOf = (language: keyof typeof shippedMessages): string =>
  shippedMessages[language]['language.name'] ?? language

export function translationRoutes(listener: Listener): Hono {
  const app = new Hono().basePath(paths.languagesPath)
  app.get('/', (c) => showAll(listener, c))
  app.get('/:language', (c) => {
    const done = c.req.query('done')
    return show(listener, c, { done: done === 'brought' || done === 'forgotten' ? done : null })
  })
  app.get('/:language/catalogue.json', (c) => {
    const language = c.req.param('language')
    if (!isTranslated(language)) return c.json({ type: 'not-found' }, 404)
    return c.body(catalogueFile(language, listener.node.translations.lines(language)), 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="apachita-${language}.json"`,
    })
  })
  return app
}

/** What was chosen to be shown stays chosen. */
const donePath = (c: Context, language: string, done: 'brought' | 'forgotten'): string =>
  paths.askedPath(paths.translationPath(language), { show: c.req.query('show') ?? null, done })

/** Forms of the machine: mounted where it is run only, behind what checks that they are its own. */
export function translationForms(listener: Listener): Hono {
  const { translations, now } = listener.node
  const app = new Hono().basePath(`${paths.languagesPath}/:language`)
  app.post('/', formLimit(listener, maxTranslationBytes), async (c) => {
    const language = c.req.param('language')
    if (!isTranslated(language)) return sendProblem(listener, c, 404, { type: 'not-found' })
    const form = await readForm(c)
    const typed = { by: textIn(form, 'by')?.trim() ?? '', reviewers: textIn(form, 'reviewers') ?? '' }
    const { file } = form
    if (!(file instanceof File) || file.size === 0)
      return show(listener, c, { problem: { type: 'input-invalid', field: 'file' }, typed })
    const reviewers = namesIn(typed.reviewers)
    const brought = translations.bring(language, await file.text(), { at: now(), by: typed.by, reviewers })
    if (!brought.ok) return show(listener, c, { problem: brought.error, typed })
    return c.redirect(donePath(c, language, 'brought'), 303)
  })
  app.post('/forget', formLimit(listener), (c) => {
    const language = c.req.param('language')
    if (!isTranslated(language)) return sendProblem(listener, c, 404, { type: 'not-found' })
    translations.forget(language)
    return c.redirect(donePath(c, language, 'forgotten'), 303)
  })
  return app
}

function showAll(listener: Listener, c: Context): Promise<Response> {
  const page = pageContext(listener, c)
  const counts = languages.map((language) => {
    const lines = listener.node.translations.lines(language)
    const count = (standing: string): number => lines.filter((line) => line.standing === standing).length
    return {
      language,
      name: nameOf(language),
      there: lines.length - count('missing'),
      missing: count('missing'),
      reviewed: count('reviewed'),
      isOffered: page.offered?.includes(language) === true,
    }
  })
  return sendPage(c, <LanguagesPage page={page} languages={counts} />)
}

interface Shown {
  readonly done?: TranslationPageProps['done']
  readonly problem?: Refusal
  readonly typed?: NonNullable<TranslationPageProps['typed']>
}

async function show(listener: Listener, c: Context, { done, problem, typed }: Shown): Promise<Response> {
  const language = c.req.param('language') ?? ''
  if (!isTranslated(language)) return sendProblem(listener, c, 404, { type: 'not-found' })
  const { translations } = listener.node
  const view = {
    language,
    name: nameOf(language),
    lines: translations.lines(language),
    imports: translations.imports(language),
  }
  const asked = shows.find((one) => one === c.req.query('show'))
  const isPartial = view.lines.some(({ standing }) => standing === 'missing')
  const page = pageContext(listener, c)
  return sendPage(
    c,
    <TranslationPage
      page={page}
      view={view}
      show={asked ?? (isPartial ? 'missing' : 'all')}
      from={fromIn(c) ?? 0}
      done={done ?? null}
      problem={problem ?? null}
      {...(typed === undefined ? {} : { typed })}
    />,
    problem === undefined ? 200 : statusOf(problem),
  )
}
