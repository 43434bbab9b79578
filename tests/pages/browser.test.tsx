/** Every page in a browser: nothing axe objects to, nothing wider than the screen. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { exampleMembers } from '../../src/federation/example-board.ts'
import { launch } from '../browser/chromium.ts'
import { axeFaultsOf, widthFaultsOf } from '../browser/faults.ts'
import { show } from './browser.ts'
import { examplePages, htmlOf } from './example-pages.tsx'

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
] as const

describe.each(Object.entries(pages))('the page %s', (_, render) => {
  it.each(screens)('is accessible at $width px, $colorScheme, $language', async ({ language, ...screen }) => {
    await show(page, htmlOf(render, language, true), screen)
    expect(await widthFaultsOf(page)).toEqual([])
    expect(await axeFaultsOf(page)).toEqual([])
  })

  it.each(['pt', 'ay'] as const)('is no wider than a small phone in %s', async (language) => {
    await show(page, htmlOf(render, language, true), screens[0])
    expect(await widthFaultsOf(page)).toEqual([])
  })
})
