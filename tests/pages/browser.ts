/** A page that a test has rendered, in a browser. */
import type { Page } from 'playwright-core'
import { styleSheets } from '../../src/web/styles.ts'

export interface Screen {
  /** CSS pixels. */
  readonly width: number
  readonly colorScheme: 'light' | 'dark'
}

/** Shows `html` with our style sheet, and nothing else on its network. */
export async function show(page: Page, html: string, { width, colorScheme }: Screen): Promise<void> {
  await page.unrouteAll()
  await page.route('**/*', (route) => {
    const sheet = styleSheets.get(new URL(route.request().url()).pathname)
    return route.fulfill(
      sheet === undefined
        ? { contentType: 'text/html', body: html }
        : { contentType: 'text/css', body: sheet.styles },
    )
  })
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ colorScheme })
  await page.goto('http://preview.test/')
}
