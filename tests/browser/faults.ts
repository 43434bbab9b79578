/** What is wrong with a page as a browser shows it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResult {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
  }[]
}

/** Elements of the page's body that stick out of it on the right; names of up to three. */
const stickingOut = `(() => {
  const main = document.querySelector('main')
  if (main === null) return ['nothing: there is no main part']
  const edge = main.getBoundingClientRect().right - 15
  return [...document.querySelectorAll('main *:not(svg *, .hidden, .hidden *)')]
    .filter((element) => element.getBoundingClientRect().right > edge && getComputedStyle(element).clipPath === 'none')
    .slice(0, 3)
    .map((element) => element.outerHTML.slice(0, 80))
})()`

const widths = `({
  wide: document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
  out: ${stickingOut},
})`

/** What is wider than the screen, in lines. */
export async function widthFaultsOf(page: Page): Promise<string[]> {
  const { wide, out } = (await page.evaluate(widths)) as { wide: number; out: string[] }
  return [...(wide > 0 ? [`${wide} px too wide`] : []), ...out.map((html) => `sticks out: ${html}`)]
}

/** What axe objects to, of whatever weight, in lines. */
export async function axeFaultsOf(page: Page): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axeSource)
  const { violations } = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'], preload: false })`,
  )) as AxeResult
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `axe ${id}: ${html} ${failureSummary}`),
  )
}
