/** A reader's browser: pages by role and label only, no script, and what people do on them. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { type Translator, translatorFor } from '../../src/web/languages/translator.tsx'
import { type LiveNode, secretary } from './live-nodes.ts'

export const es: Translator = translatorFor('es')
export const en: Translator = translatorFor('en')

/** What is walked is walked in both: every page works where no script runs. */
export const withAndWithoutScripts = [
  ['where scripts run', true],
  ['where no script runs', false],
] as const

/** A phone's browser. Unless `hasScripts`, no page's script would run in it. */
export async function readerOf(
  browser: Browser,
  hasScripts = false,
  locale = 'es-BO',
): Promise<BrowserContext> {
  const context = await browser.newContext({
    javaScriptEnabled: hasScripts,
    locale,
    viewport: { width: 360, height: 740 },
  })
  context.setDefaultTimeout(20_000)
  return context
}

/** Follows a link or presses a button, and waits for the page it leads to. */
export async function press(page: Page, target: Locator): Promise<void> {
  const loaded = page.waitForEvent('load')
  await target.click()
  await loaded
}

/** Opens a node's operator address as its operator: with the start key, typed once. */
export async function enter(context: BrowserContext, { listening }: LiveNode, t = es): Promise<Page> {
  const page = await context.newPage()
  await page.goto(listening.operatorUrl)
  await page.getByLabel(t('enter.token')).fill(listening.token)
  await press(page, page.getByRole('button', { name: t('enter.do') }))
  return page
}

/** Signs somebody in at an address of a node, as people do. */
export async function signIn(
  context: BrowserContext,
  url: string,
  { name, passphrase }: { readonly name: string; readonly passphrase: string } = secretary,
  t = es,
): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url}/sign-in`)
  const form = page.getByRole('main').locator('form', { has: page.getByLabel(t('signin.name')) })
  await form.getByLabel(t('signin.name')).fill(name)
  await form.getByLabel(t('signin.passphrase')).fill(passphrase)
  await press(page, form.getByRole('button', { name: t('signin.do'), exact: true }))
  return page
}

export const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 })

/** What is shown there, in words with one space between them. */
export const wordsOf = async (shown: Locator): Promise<string> =>
  (await shown.innerText()).replaceAll(/\s+/g, ' ').trim()

/** All that a page says. */
export const said = (page: Page): Promise<string> => wordsOf(page.getByRole('main'))
