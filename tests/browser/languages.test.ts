/** A community has a language reviewed, brings the translation, and turns it on; a visitor then reads in it. */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { translatorFor } from '../../src/web/languages/translator.tsx'
import { launch } from './chromium.ts'
import { widthFaultsOf } from './faults.ts'
import { LiveNode } from './live-nodes.ts'
import { picture } from './picture.ts'
import { enter, es, heading, press, readerOf, said, signIn } from './visit.ts'

let browser: Browser
let home: LiveNode
let body = ''
beforeAll(async () => {
  ;[browser, home] = await Promise.all([launch(), LiveNode.open('Nodo de San Pedro', 'BO')])
  const facts = { kind: 'community', name: { es: 'San Pedro' }, country: 'BO', demonstration: true }
  body = (await home.command<{ book: string }>('body.found', facts)).book
})
afterAll(async () => {
  await browser.close()
  await home.close()
})

async function look(page: Page, name: string): Promise<void> {
  expect(await widthFaultsOf(page)).toEqual([])
  await picture(page, name)
}

test('a translation goes out as a file and comes back reviewed; the body turns the language on', async () => {
  const office = await readerOf(browser)
  await enter(office, home)
  const page = await signIn(office, home.listening.operatorUrl)
  await press(page, page.getByRole('link', { name: es('nav.languages'), exact: true }))
  await press(page, page.getByRole('link', { name: 'Aymar aru' }))
  expect(await said(page)).toContain(es('translation.imports.none'))
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: es('translation.export') }).click()
  const file = JSON.parse(await readFile(await (await saving).path(), 'utf8')) as {
    messages: Record<string, { es: string; ay: string }>
  }
  Object.assign(file.messages['nav.federations'] ?? {}, { ay: 'Mayacht’äwinaka' })
  const written = (text: string) => ({
    name: 'ay.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  })
  const bring = async (text: string): Promise<void> => {
    await page.getByLabel(es('translation.import.file')).setInputFiles(written(text))
    await page.getByLabel(es('translation.import.by')).fill('Juana Mamani')
    await page.getByLabel(es('translation.import.reviewers')).fill('Teófilo Quispe\nSaturnina Choque')
    await press(page, page.getByRole('button', { name: es('translation.import.do'), exact: true }))
  }
  await bring(JSON.stringify(file).replace('Qallta', 'Qallta {x}'))
  expect(await said(page)).toContain(`nav.home: ${es('fault.arguments')}`)
  await look(page, 'translation-refused')
  await bring(JSON.stringify(file))
  expect(await said(page)).toContain('Revisaron: Teófilo Quispe y Saturnina Choque.')

  await page.goto(`${home.listening.operatorUrl}/bodies/${body}`)
  await press(page, page.getByRole('link', { name: es('spoken.short') }))
  await page.getByLabel(es('spoken.language')).selectOption({ label: 'Aymar aru' })
  await page.getByLabel(es('spoken.reviewers')).fill('Teófilo Quispe\nSaturnina Choque')
  await press(page, page.getByRole('button', { name: es('spoken.on.do'), exact: true }))
  expect(await said(page)).toContain(es('spoken.done.on'))
  await look(page, 'language-on')
  await office.close()
})

test('a visitor reads in it, and hears what is Spanish as Spanish', async () => {
  const visitor = await readerOf(browser)
  const page = await visitor.newPage()
  await page.goto(home.listening.publicUrl)
  await press(page, page.getByRole('link', { name: 'Aymar aru' }))
  const ay = translatorFor('ay')
  await press(page, page.getByRole('link', { name: 'Mayacht’äwinaka' }))
  expect(await page.locator('html').getAttribute('lang')).toBe('ay')
  expect(await heading(page).getAttribute('lang')).toBe('es')
  await press(page, page.getByRole('link', { name: ay('nav.carriage'), exact: true }))
  expect(await heading(page).getAttribute('lang')).toBeNull()
  const explained = page.getByText(es('carriage.explain'))
  expect(await explained.getAttribute('lang')).toBe('es')
  await look(page, 'carriage-in-aymara')
  await visitor.close()
})
