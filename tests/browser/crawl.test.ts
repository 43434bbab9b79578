/** Every page reachable from home, on both listeners, in both languages, on a phone and on a desk. */
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CatalogueLanguage } from '../../src/web/languages/catalogue.ts'
import { translatorFor } from '../../src/web/languages/translator.tsx'
import { launch } from './chromium.ts'
import { axeFaultsOf, widthFaultsOf } from './faults.ts'
import { type World, closeWorld, decideYes, openTwoNodes } from './live-nodes.ts'
import { enter } from './visit.ts'

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

/** A file of a book and its signed head are for programs. */
const isPage = (path: string): boolean => !/\/(tile|checkpoint|pen|handovers|assets)\b/.test(path)

/** Pages of one kind differ in what they are about: axe looks at one of each. */
const kindOf = (path: string): string => path.replaceAll(/[a-z2-7]{52}/g, '*').replace(/\?.*/, '')

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
    if (new URL(request.url()).origin !== base) note(`asks elsewhere: ${request.url()}`)
  })
  const waiting = new Set([path])
  const kinds = new Set<string>()
  for (path of waiting) {
    const answer = await page.goto(`${base}${path}`)
    for (const fault of await faultsOfAnswer(answer)) note(fault)
    for (const fault of await faultsOfWords(page, language)) note(fault)
    for (const screen of [desk, phone]) {
      await page.setViewportSize(screen)
      for (const fault of await widthFaultsOf(page)) note(`at ${screen.width} px ${fault}`)
    }
    const kind = kindOf(path)
    if (!kinds.has(kind)) for (const fault of await axeFaultsOf(page)) note(fault)
    kinds.add(kind)
    for (const link of await linksOf(page, base)) waiting.add(link)
  }
  return { visited: [...waiting], faults }
}

async function faultsOfAnswer(answer: Response | null): Promise<string[]> {
  if (answer === null || answer.status() !== 200) return [`status ${answer?.status()}`]
  const bytes = gzipSync(await answer.body()).length
  return bytes < maxPageBytes ? [] : [`${bytes} bytes compressed`]
}

async function faultsOfWords(page: Page, language: CatalogueLanguage): Promise<string[]> {
  const lang = await page.locator('html').getAttribute('lang')
  const banner = page.getByRole('complementary', { name: translatorFor(language)('app.demonstration') })
  const levels = (await page.evaluate(
    `[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) => Number(tagName[1]))`,
  )) as number[]
  const isStepwise = levels.every((level, index) => level - (levels[index - 1] ?? 0) <= 1)
  const bannersShown = (await banner.isVisible()) ? 1 : 0
  return [
    lang === language ? [] : [`lang is ${lang}`],
    bannersShown === 1 ? [] : ['no banner of the demonstration'],
    levels.filter((level) => level === 1).length === 1 ? [] : [`headings ${levels.join(' ')}`],
    isStepwise ? [] : [`headings ${levels.join(' ')}`],
  ].flat()
}

/** Pages that links of this one lead to, on the same listener and in the same language. */
async function linksOf(page: Page, base: string): Promise<string[]> {
  const addresses = (await page.evaluate(
    `[...document.querySelectorAll('a[href]:not(.lang)')].map(({ href }) => href)`,
  )) as string[]
  return addresses
    .map((address) => new URL(address))
    .filter(({ origin, pathname }) => origin === base && isPage(pathname))
    .map(({ pathname, search }) => `${pathname}${search}`)
}

describe.each(['es', 'en'] as const)('every page from home in %s', (language) => {
  test.each(['public', 'operator'] as const)('of the %s listener is sound', async (listener) => {
    const { BO } = world.hosts
    const { publicUrl, operatorUrl } = BO.listening
    const context = await browser.newContext({
      locale: language,
      viewport: phone,
      colorScheme: language === 'es' ? 'light' : 'dark',
    })
    if (listener === 'operator') await enter(context, BO)
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
