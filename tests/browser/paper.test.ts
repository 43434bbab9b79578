/** The act of a decision on paper: what is printed can be read, and says on every sheet that it is invented. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { type World, closeWorld, decideYes, motionTitle, openOneNode } from './live-nodes.ts'
import { sheetsOf } from './pdf-text.ts'
import { en, es, press, readerOf } from './visit.ts'

let browser: Browser
let world: World
let page: Page
beforeAll(async () => {
  ;[browser, world] = await Promise.all([launch(), openOneNode()])
  await decideYes(world, 'Putre')
  page = await (await readerOf(browser)).newPage()
})
afterAll(async () => {
  await browser.close()
  await closeWorld(world)
})

const openBoard = (language = 'es') =>
  page.goto(`${world.hosts.BO.listening.publicUrl}${world.boardPath}?lang=${language}`)

const print = async (): Promise<string[]> => sheetsOf(await page.pdf({ preferCSSPageSize: true }))

describe('the act of a decision', () => {
  test('prints what was decided, by whom, from which book, with room for signatures', async () => {
    await openBoard()
    await press(page, page.getByRole('link', { name: es('board.do.act') }))
    const sheets = await print()
    const text = sheets.join(' ')
    for (const words of [
      es('act.title'),
      motionTitle,
      'Aprobada Han respondido 6 de 9 miembros.',
      'Putre : Sí, 1 mar 2026, 9 presentes (7 sí · 1 no · 1 abst.)',
      'General Lagos : Sin noticia',
      world.alliance.slice(0, 4),
      es('act.signatures'),
      'Por Chile',
      es('act.sign.fingerprint'),
      es('act.prevails.note'),
    ])
      expect(text).toContain(words)
    expect(text).not.toContain(es('act.print'))
    expect(text).not.toContain(es('nav.books'))
    expect(sheets.length).toBeLessThanOrEqual(3)
  })

  test.each([
    ['es', es],
    ['en', en],
  ] as const)('says in %s on every sheet that its facts are invented', async (language, t) => {
    await openBoard(language)
    for (const link of [t('board.do.act'), t('act.back')]) {
      await press(page, page.getByRole('link', { name: link }))
      const sheets = await print()
      expect(sheets.length).toBeGreaterThan(1)
      for (const sheet of sheets) expect(sheet).toContain(t('app.demonstration'))
    }
  })
})
