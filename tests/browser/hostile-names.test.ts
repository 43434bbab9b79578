/**
 * Bad input: names that mean harm, of everything that has one, on every page that the routers have. They stand as text, turn
 * nothing around beside them, and are no wider than a phone.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { widthFaultsOf } from './faults.ts'
import { FullWorld } from './full-world.ts'
import { enter, signIn } from './visit.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Overrides from right to left that nobody ends, and a word of Hebrew. */
const turned = '\u202e\u2067שלום'

const names: Readonly<Record<string, (plain: string) => string>> = {
  'that hold markup': (plain) =>
    `${plain}</title></textarea><b id="injected">x</b>"><img src=x onerror=alert(1)>'${' onclick='}"&amp;lt;{name}`,
  'with apostrophes': (plain) => `${plain} ch'uta ch’uta chʼuta`,
  'that turn from right to left': (plain) => `${plain} ${turned}`,
  'of 10,000 characters': (plain) => `${plain}${'W'.repeat(10_000 - plain.length)}`,
}

/**
 * What is wrong with how names stand in a page, in lines: an element or a handler that a name made; marks of direction that
 * are neither taken out nor paired; Hebrew that is not parted from what stands beside it.
 */
const nameFaults = `(() => {
  const faults = []
  if (document.querySelector('#injected, [onerror], [onclick], img:not([src^="data:"]):not([src^="/bodies/"])') !== null)
    faults.push('a name made an element')
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
  while (texts.nextNode() !== null) {
    const { data, parentElement } = texts.currentNode
    if (/[\\u202a-\\u202e\\u2066\\u2067]/.test(data) && parentElement.closest('textarea') === null) faults.push('turns around: ' + parentElement.outerHTML.slice(0, 90))
    const loose = data.replace(/\\u2068[^\\u2068\\u2069]*\\u2069/g, '')
    if (/[\\u0590-\\u05ff]/.test(loose) && parentElement.closest('bdi, title, textarea, option, pre, .prose') === null)
      faults.push('not parted: ' + parentElement.outerHTML.slice(0, 90))
  }
  return faults
})()`

/** What is wrong with pages that somebody is shown. */
async function faultsFor(page: Page, base: string, paths: readonly string[]): Promise<string[]> {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(base)
  for (const path of paths) {
    const answer = await page.request.get(`${base}${path}`)
    if (answer.status() >= 500) faults.push(`${path}: status ${answer.status()}`)
    await page.setContent(await answer.text())
    const found = [...(await widthFaultsOf(page)), ...((await page.evaluate(nameFaults)) as string[])]
    for (const fault of found) faults.push(`${path}: ${fault}`)
  }
  return faults
}

describe.each(Object.entries(names))('bad input: names %s', (_, named) => {
  let world: FullWorld
  beforeAll(async () => {
    world = await FullWorld.open(named)
  })
  afterAll(() => world.close())

  test('break no page, whoever looks', async () => {
    const { publicUrl, operatorUrl } = world.node.listening
    const phone = () => browser.newContext({ locale: 'es', viewport: { width: 360, height: 740 } })
    const [office, visitor] = [await phone(), await phone()]
    await enter(office, world.node)
    const paths = Object.values(world.pages()).flat()
    expect(await faultsFor(await signIn(office, operatorUrl), operatorUrl, paths)).toEqual([])
    expect(await faultsFor(await visitor.newPage(), publicUrl, paths)).toEqual([])
    for (const context of [office, visitor]) await context.close()
  }, 120_000)
})
