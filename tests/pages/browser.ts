/** Pages in a real browser: what axe finds, and whether they scroll sideways. */
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { type Browser, type Page, chromium } from 'playwright-core'
import { styles, stylesPath } from '../../src/web/styles.ts'

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  })

export interface Screen {
  /** CSS pixels. */
  readonly width: number
  readonly colorScheme: 'light' | 'dark'
}

/** A page that is `html`, with our style sheet, and nothing else on its network. */
export async function open(browser: Browser, html: string, { width, colorScheme }: Screen): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
  await page.route('**/*', (route) =>
    new URL(route.request().url()).pathname === stylesPath
      ? route.fulfill({ contentType: 'text/css', body: styles })
      : route.fulfill({ contentType: 'text/html', body: html }),
  )
  await page.goto('http://preview.test/')
  return page
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResult {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
  }[]
}

/** Elements of the page's body that stick out of it on the right; names of up to three. */
const stickingOut = `(() => {
  const edge = document.querySelector('main').getBoundingClientRect().right - 15
  return [...document.querySelectorAll('main *:not(svg *):not(.hidden)')]
    .filter((element) => element.getBoundingClientRect().right > edge && getComputedStyle(element).clipPath === 'none')
    .slice(0, 3)
    .map((element) => element.outerHTML.slice(0, 80))
})()`

/** What is wrong with a page, in lines; none when it is well. */
export async function faultsOf(page: Page): Promise<string[]> {
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'))
  await page.evaluate(axeSource)
  const { violations } = (await page.evaluate('axe.run()')) as AxeResult
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `axe ${id}: ${node.html} ${node.failureSummary}`),
  )
  const out = (await page.evaluate(stickingOut)) as string[]
  return [...(wide > 0 ? [`${wide} px too wide`] : []), ...out.map((html) => `sticks out: ${html}`), ...found]
}
