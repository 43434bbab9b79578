/**
 * Every page reachable from home, on both listeners, on a phone, on a desk and on paper: no link leads nowhere. What axe says of
 * pages, and each page in every language, is in every-page.test.ts.
 */
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CatalogueLanguage } from '../../src/web/languages/catalogue.ts'
import { translatorFor } from '../../src/web/languages/translator.tsx'
import { launch } from './chromium.ts'
import { widthFaultsOf } from './faults.ts'
import { type World, closeWorld, decideYes, openTwoNodes, secretary } from './live-nodes.ts'
import { enter, signIn } from './visit.ts'

let browser: Browser
let world: World
beforeAll(async () => {
  ;[browser, world] = await Promise.all([launch(), openTwoNodes()])
  await decideYes(world, 'Putre')
})
afterAll(async () => {
  await browser.close()
  await closeWorld(world)
})

const phone = { width: 360, height: 740 }
const desk = { width: 1280, height: 900 }
const maxPageBytes = 50_000

/** Files of a book, signed heads, calendars and acts are for programs and printers; pictures, sheets and a card are saved. */
const isPage = (path: string): boolean =>
  !/\/(tile|checkpoint|pen|handovers|assets)\b|\/(card\.txt|catalogue\.json|openapi\.json|offices\.ics|act\.pdf)$|\.(csv|svg)$/.test(
    path,
  )

/** Pages of one kind differ in what they are about. */
const kindOf = (path: string): string =>
  path
    .replaceAll(/[a-z2-7]{52}/g, '*')
    .replace(/^\/languages\/../, '/languages/*')
    .replace(/\?.*/, '')

/** Of the many parts of a catalogue the second one is enough. */
const isFarOn = (path: string): boolean => /^\/languages\/.*from=(?!50$)/.test(path)

/** Other parts of a list, and the same part of another body, differ in what they tell alone. */
const isAlike = (path: string): boolean =>
  /\?|^\/languages\/|\/(offices|motions|charter|documents|nodes|submissions|keeper|memberships|delegates)(\/[^/]+)?$/.test(
    path,
  ) && !path.startsWith('/motions/')

interface Crawl {
  readonly visited: readonly string[]
  readonly faults: readonly string[]
}

/** Visits every page from home on; faults are named with the page they are of. */
async function crawl(context: BrowserContext, base: string, language: CatalogueLanguage): Promise<Crawl> {
  const page = await context.newPage()
  const faults: string[] = []
  let path = '/'
  const note = (fault: string): void => void faults.push(`${path}: ${fault}`)
  page.on('console', (message) => message.type() === 'error' && note(`console: ${message.text()}`))
  page.on('pageerror', (error) => note(`error: ${error.message}`))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== base && protocol !== 'data:') note(`asks elsewhere: ${request.url()}`)
  })
  const waiting = new Set([path])
  const kinds = new Set<string>()
  for (path of waiting) {
    const isNewKind = !kinds.has(kindOf(path))
    kinds.add(kindOf(path))
    if (isAlike(path) && !isNewKind) {
      const { status } = await fetchWith(context, page, `${base}${path}`)
      if (status !== 200) note(`status ${status}`)
      continue
    }
    const answer = await page.goto(`${base}${path}`)
    const seen = (await page.evaluate(look)) as Seen
    const found = [await faultsOfAnswer(answer), wordFaultsOf(seen, language), await screenFaultsOf(page)]
    for (const fault of found.flat()) note(fault)
    for (const link of linksOf(seen, base)) waiting.add(link)
  }
  return { visited: [...waiting], faults }
}

/** Of what is like a page that was seen, that it is there is enough. */
async function fetchWith(
  context: BrowserContext,
  page: Page,
  url: string,
): Promise<{ readonly status: number }> {
  const agent = String(await page.evaluate('navigator.userAgent'))
  const cookies = await context.cookies(url)
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const answer = await fetch(url, { headers: { cookie, 'user-agent': agent } })
  await answer.body?.cancel()
  return answer
}

async function faultsOfAnswer(answer: Response | null): Promise<string[]> {
  if (answer === null || answer.status() !== 200) return [`status ${answer?.status()}`]
  const bytes = gzipSync(await answer.body()).length
  return bytes < maxPageBytes ? [] : [`${bytes} bytes compressed`]
}

/** Wider than the screen it is on; and on paper without its banner. */
async function screenFaultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const screen of page.viewportSize()?.width === phone.width ? [phone, desk] : [desk, phone]) {
    await page.setViewportSize(screen)
    for (const fault of await widthFaultsOf(page)) faults.push(`at ${screen.width} px ${fault}`)
  }
  await page.emulateMedia({ media: 'print' })
  if (!(await page.getByRole('complementary', { name: /^Demo/ }).isVisible()))
    faults.push('no banner in print')
  await page.emulateMedia({ media: null })
  return faults
}

interface Seen {
  readonly lang: string
  readonly banner: string
  /** Of headings, in their order. */
  readonly levels: readonly number[]
  readonly links: readonly string[]
}

const look = `({
  lang: document.documentElement.lang,
  banner: document.querySelector('aside')?.innerText ?? '',
  levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) => Number(tagName[1])),
  links: [...document.querySelectorAll('a[href]:not([hreflang])')].map(({ href }) => href),
})`

function wordFaultsOf({ lang, banner, levels }: Seen, language: CatalogueLanguage): string[] {
  const isStepwise = levels.every((level, index) => level - (levels[index - 1] ?? 0) <= 1)
  const hasOneTitle = levels.filter((level) => level === 1).length === 1 && levels[0] === 1
  return [
    ...(lang === language ? [] : [`lang is ${lang}`]),
    ...(banner === translatorFor(language)('app.demonstration') ? [] : [`the banner says ${banner}`]),
    ...(isStepwise && hasOneTitle ? [] : [`headings ${levels.join(' ')}`]),
  ]
}

/** Pages that links of this one lead to, on the same listener and in the same language. */
const linksOf = ({ links }: Seen, base: string): string[] =>
  links
    .map((address) => new URL(address))
    .filter(({ origin, pathname }) => origin === base && isPage(pathname))
    .map(({ pathname, search }) => `${pathname}${search}`)
    .filter((path) => !isFarOn(path))

describe.each([
  ['public', 'es', 'light'],
  ['operator', 'en', 'dark'],
] as const)('every page from home of the %s listener', (listener, language, colorScheme) => {
  test(`is sound, in ${language}`, async () => {
    const { BO } = world.hosts
    const { publicUrl, operatorUrl } = BO.listening
    const context = await browser.newContext({ locale: language, viewport: phone, colorScheme })
    if (listener === 'operator') {
      await enter(context, BO, translatorFor(language))
      await signIn(context, operatorUrl, secretary, translatorFor(language))
    }
    const base = listener === 'operator' ? operatorUrl : publicUrl
    const { visited, faults } = await crawl(context, base, language)
    expect(faults).toEqual([])
    const kinds = new Set(visited.map(kindOf))
    const expected = ['/', '/books', '/books/*', '/bodies/*', '/federations', '/federations/*', '/carriage']
    expect([...kinds]).toEqual(expect.arrayContaining(expected))
    expect(kinds.has(`${kindOf(world.boardPath)}/act`)).toBe(true)
    expect(kinds.has(`${kindOf(world.boardPath)}/decide`)).toBe(listener === 'operator')
    await context.close()
  })
})
