/** Every page in a browser: nothing axe objects to, nothing wider than the screen. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { exampleMembers } from '../../src/federation/example-board.ts'
import { launch } from '../browser/chromium.ts'
import { axeFaultsOf, widthFaultsOf } from '../browser/faults.ts'
import { show } from './browser.ts'
import { examplePages, pageIn } from './example-pages.tsx'

const pages = examplePages({
  open: exampleMembers(16, (_, section) => (section === 'CL' ? null : 'yes')),
  carried: exampleMembers(16, (index) => (index % 9 === 0 ? 'abstain' : 'yes')),
  failed: exampleMembers(16, (_, section) => (section === 'CL' ? 'no' : 'yes')),
})

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launch()
  page = await browser.newPage()
})
afterAll(() => browser.close())

const screens = [
  { width: 360, colorScheme: 'dark', language: 'es' },
  { width: 1120, colorScheme: 'light', language: 'en' },
  { width: 360, colorScheme: 'light', language: 'pt' },
] as const

describe.each(Object.entries(pages))('the page %s', (_, render) => {
  it.each(screens)('is accessible at $width px, $colorScheme, $language', async ({ language, ...screen }) => {
    await show(page, String(render(pageIn(language, true))), screen)
    expect(await widthFaultsOf(page)).toEqual([])
    expect(await axeFaultsOf(page)).toEqual([])
  })
})
