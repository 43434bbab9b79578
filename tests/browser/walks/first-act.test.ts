/** From the first start of an empty node to the first printed act, on its pages. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DemoNode } from '../../../demo/network.ts'
import { launch } from '../chromium.ts'
import { lookAt } from '../look.ts'
import { enrol } from '../membership-steps.ts'
import { sheetsOf } from '../pdf-text.ts'
import { callRoll, closeSession, nextOn, openSession, putMotions, voteByHands } from '../session-steps.ts'
import { es, heading, press, readerOf, said, signIn, withAndWithoutScripts, wordsOf } from '../visit.ts'
import { actText } from './act-text.ts'

const names = ['Eusebio Choque', 'Juana Mamani', 'Rosa Colque']

describe.each(withAndWithoutScripts)('from the first start to the first act, %s', (_, hasScripts) => {
  let browser: Browser
  let folder = ''
  let node: DemoNode
  let office: BrowserContext
  let page: Page
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'apachita-first-'))
    ;[browser, node] = await Promise.all([launch(), DemoNode.start('BO', folder, 'Nodo de Cosapa')])
    office = await readerOf(browser, hasScripts)
  })
  afterAll(async () => {
    await browser.close()
    await node.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('the key that the terminal shows opens a node that holds nothing; the secretary signs in', async () => {
    page = await office.newPage()
    await page.goto(node.operatorUrl)
    await page.getByLabel(es('enter.token')).fill(node.token)
    await press(page, page.getByRole('button', { name: es('enter.do') }))
    expect(await wordsOf(heading(page))).toBe('Nodo de Cosapa, Bolivia')
    expect(await said(page)).toContain(es('home.none'))
    await lookAt(page, 'first-empty')
    page = await signIn(office, node.operatorUrl)
    expect(await page.getByRole('banner').innerText()).toContain('Secretaría')
  })

  test('a community is founded by answering questions, and the charter is read before', async () => {
    await press(page, page.getByRole('main').getByRole('link', { name: es('found.title') }))
    await page.getByLabel('Comunidad', { exact: true }).check()
    await press(page, page.getByRole('button', { name: es('found.choose') }))
    await page.getByLabel(es('found.name'), { exact: true }).fill('Comunidad Cosapa')
    await page.getByLabel(es('found.country'), { exact: true }).fill('BO')
    await press(page, page.getByRole('button', { name: es('found.read') }))
    expect(await said(page)).toContain('más de la mitad')
    await press(page, page.getByRole('button', { name: es('found.do') }))
    expect(await wordsOf(heading(page))).toBe('Comunidad Cosapa')
  })

  test('its people are enrolled', async () => {
    const parts = page.getByRole('navigation', { name: es('nav.body', { name: 'Comunidad Cosapa' }) })
    await press(page, parts.getByRole('link', { name: es('part.people') }))
    for (const name of names) await enrol(page, page.url().replace(/\?.*/, ''), name)
    expect(await said(page)).toContain('Rosa Colque')
  })

  test('the first assembly: opened, the roll called, a motion put, decided, closed', async () => {
    await page.goto(node.operatorUrl)
    await openSession(page, 4)
    await callRoll(page, names)
    await putMotions(page, ['Arreglo de la toma'])
    await press(page, nextOn(page, `${es('evening.next.decisions')}: Arreglo de la toma`))
    await voteByHands(page, 2)
    await closeSession(page)
    await lookAt(page, 'first-closed')
  })

  test('its act is printed, with who was there in figures, the decision, and room for signatures', async () => {
    const session = page.url().replace(/\?.*/, '')
    const path = await nextOn(page, es('evening.next.act')).getAttribute('href')
    const act = await office.request.get(`${node.operatorUrl}${path}`)
    expect(act.headers()['content-type']).toBe('application/pdf')
    const printed = actText(await act.body())
    for (const words of [
      'Comunidad Cosapa',
      'Arreglo de la toma',
      'Que se haga: Arreglo de la toma.',
      'Aprobada',
    ])
      expect(printed).toContain(words)
    for (const name of names) expect(printed, 'names stay within').not.toContain(name)
    await page.goto(session)
    const sheets = sheetsOf(await page.pdf({ preferCSSPageSize: true })).join(' ')
    for (const words of ['Sesión cerrada', 'Arreglo de la toma', 'Aprobada']) expect(sheets).toContain(words)
    expect(sheets).not.toContain(es('nav.books'))
  })
})
