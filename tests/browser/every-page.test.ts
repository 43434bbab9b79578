/**
 * Every page that either router has, in every language, for a visitor, for a secretary, and for the operator: nothing that axe
 * objects to, nothing wider than a phone. Which pages there are the routers say: one without an example here fails.
 */
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Language, languages } from '../../src/kernel/languages.ts'
import { translatorFor } from '../../src/web/languages/translator.tsx'
import { routesOf } from '../support/routes.ts'
import { launch } from './chromium.ts'
import { axeFaultsOf, widthFaultsOf } from './faults.ts'
import { FullWorld } from './full-world.ts'
import { secretary } from './live-nodes.ts'
import { enter, signIn, wordsOf } from './visit.ts'

let browser: Browser
let world: FullWorld
beforeAll(async () => {
  ;[browser, world] = await Promise.all([launch(), FullWorld.open()])
})
afterAll(async () => {
  await browser.close()
  await world.close()
})

const phone = { width: 360, height: 740 }
const maxPageBytes = 50_000

/** Who looks, and where. */
interface Reader {
  readonly name: 'operator' | 'secretary' | 'visitor'
  readonly page: Page
  readonly base: string
}

/** Whoever is shown most comes first. */
async function readersIn(language: Language): Promise<Reader[]> {
  const { node } = world
  const { publicUrl, operatorUrl } = node.listening
  const colorScheme = languages.indexOf(language) % 2 === 0 ? 'light' : 'dark'
  const newContext = () => browser.newContext({ locale: 'es', viewport: phone, colorScheme })
  const [operator, secretary, visitor] = [await newContext(), await newContext(), await newContext()]
  await enter(operator, node)
  const readers: Reader[] = [
    { name: 'operator', page: await signIn(operator, operatorUrl), base: operatorUrl },
    { name: 'secretary', page: await signIn(secretary, publicUrl), base: publicUrl },
    { name: 'visitor', page: await visitor.newPage(), base: publicUrl },
  ]
  for (const { page, base } of readers) await page.goto(`${base}/?lang=${language}`)
  return readers
}

/** What a page says, but for what is new in each showing. */
const mainOf = (html: string): string =>
  (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html).replaceAll(/(name="(?:token|once)" value=)"[^"]*"/g, '$1')

/**
 * Looks at every page as every reader; what somebody was shown before is not looked at again. Pages are shown one after the
 * other where the first was: to load each by its address takes four times as long.
 */
async function lookThrough(readers: readonly Reader[], language: Language) {
  const [faults, seen] = [[] as string[], new Set<string>()]
  const pages = Object.values(world.pages()).flat()
  const unseen = new Set(pages)
  for (const { name, page, base } of readers) {
    for (const path of pages) {
      const answer = await page.request.get(`${base}${path}`)
      if (answer.status() === 200) unseen.delete(path)
      const html = await answer.text()
      if (seen.has(mainOf(html))) continue
      seen.add(mainOf(html))
      await page.setContent(html)
      const found = [
        ...(answer.status() >= 500 ? [`status ${answer.status()}`] : []),
        ...weightFaultsOf(html),
        ...(await widthFaultsOf(page)),
        ...(await wordFaultsOf(page, language)),
        ...(name === 'operator' ? await axeFaultsOf(page) : []),
      ]
      for (const fault of found) faults.push(`${name} ${path}: ${fault}`)
    }
  }
  return { faults, unseen: [...unseen] }
}

function weightFaultsOf(html: string): string[] {
  const bytes = gzipSync(html).length
  return bytes < maxPageBytes ? [] : [`${bytes} bytes compressed`]
}

const words = `({
  lang: document.documentElement.lang,
  levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) => Number(tagName[1])),
})`

/** It says in which language it is and that facts are invented, and names itself once, with headings step by step. */
async function wordFaultsOf(page: Page, language: Language): Promise<string[]> {
  const { lang, levels } = (await page.evaluate(words)) as { lang: string; levels: number[] }
  const banner = await wordsOf(page.getByRole('complementary').first())
  const isStepwise = levels.every((level, index) => level - (levels[index - 1] ?? 0) <= 1)
  const isNamed = levels[0] === 1 && levels.filter((level) => level === 1).length === 1
  return [
    ...(lang === language ? [] : [`its language is ${lang}`]),
    ...(banner === translatorFor(language)('app.demonstration') ? [] : [`the banner says ${banner}`]),
    ...(isStepwise && isNamed ? [] : [`headings ${levels.join(' ')}`]),
  ]
}

/** Files and the answers of the API are for programs. */
const isForPrograms = (route: string): boolean => route.startsWith('/api/') || route in world.files()

describe('what the routers answer', () => {
  test('is a page, of which there is an example here, or is for programs', async () => {
    const { node } = world.node
    const routes = new Set([...routesOf(node, 'public', 'GET'), ...routesOf(node, 'operator', 'GET')])
    const pages = [...routes].filter((route) => !isForPrograms(route))
    expect(pages.toSorted()).toEqual(Object.keys(world.pages()).toSorted())
    expect(Object.keys(world.files()).filter((route) => !routes.has(route))).toEqual([])
  })

  test('and what is for programs is no page', async () => {
    const { listening, node } = world.node
    const { publicUrl, operatorUrl, token } = listening
    const signedIn = await fetch(`${publicUrl}/api/sessions`, {
      method: 'POST',
      body: JSON.stringify(secretary),
    })
    const session = ((await signedIn.json()) as { token: string }).token
    const headers = { authorization: `Bearer ${token}`, 'apachita-session': session }
    const open = new Set(routesOf(node, 'public', 'GET'))
    for (const [route, path] of Object.entries(world.files())) {
      const answer = await fetch(`${open.has(route) ? publicUrl : operatorUrl}${path}`, { headers })
      await answer.body?.cancel()
      expect(answer.headers.get('content-type'), path).not.toContain('html')
    }
  })
})

describe.each(languages)('every page in %s', (language) => {
  test('is accessible, small, and no wider than a phone, whoever looks', async () => {
    const readers = await readersIn(language)
    const { faults, unseen } = await lookThrough(readers, language)
    expect(faults).toEqual([])
    expect(unseen, 'nobody is shown these').toEqual([])
    for (const { page } of readers) await page.context().close()
  }, 180_000)
})
