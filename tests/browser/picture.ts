/** Pictures of what was walked, at the widths of a phone and of a desk, where APACHITA_PICTURES names a folder. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['APACHITA_PICTURES']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 360, height: 740 })
}
