/**
 * A secretary's evening on the town hall's computer, in one flow: opened, the roll called, decided, closed, printed,
 * photographed, on the stick. The node is a process of its own that is killed at every step; each time the first page says
 * what is next. Walked where scripts run and where none does.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DemoNode } from '../../demo/network.ts'
import { lookAt } from './look.ts'
import { launch } from './chromium.ts'
import {
  buttonOn,
  callRoll,
  closeSession,
  nextOn,
  openSession,
  putMotions,
  stepOn,
  voteByHands,
} from './session-steps.ts'
import { es, heading, press, readerOf, said, signIn, withAndWithoutScripts } from './visit.ts'

const names = ['Eusebio Choque', 'Juana Mamani', 'Rosa Colque']

describe.each(withAndWithoutScripts)('an evening that the power cuts at every step, %s', (_, hasScripts) => {
  let browser: Browser
  let folder = ''
  let node: DemoNode
  let office: BrowserContext
  let page: Page
  let body = ''

  async function given<T>(name: string, input: object): Promise<T> {
    const { value, refusal } = await node.command(name, input)
    if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
    return value as T
  }

  /** The operator's key is typed, and the secretary signs in: after each start anew. */
  async function enterOffice(): Promise<void> {
    office = await readerOf(browser, hasScripts)
    const first = await office.newPage()
    await first.goto(node.operatorUrl)
    await first.getByLabel(es('enter.token')).fill(node.token)
    await press(first, first.getByRole('button', { name: es('enter.do') }))
    page = await signIn(office, node.operatorUrl)
    await page.goto(node.operatorUrl)
  }

  /** The power goes, in the middle of whatever it was; it comes back. */
  async function powerCut(): Promise<void> {
    await node.stop('SIGKILL')
    await office.close()
    node = await DemoNode.start('BO', folder, 'Nodo de Cosapa')
    await enterOffice()
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'apachita-evening-'))
    ;[browser, node] = await Promise.all([launch(), DemoNode.start('BO', folder, 'Nodo de Cosapa')])
    const founding = {
      kind: 'community',
      name: { es: 'Comunidad Cosapa' },
      country: 'BO',
      demonstration: true,
    }
    body = (await given<{ book: string }>('body.found', founding)).book
    for (const name of names) await given('person.enrol', { body, name })
    await enterOffice()
  })
  afterAll(async () => {
    await browser.close()
    await node.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Nothing sticks out. What axe says of these pages is in tests/pages: it needs a script. */
  const look = (name: string): Promise<void> => lookAt(page, `evening-${name}`)

  test('the first page offers to open a session; it is opened', async () => {
    expect(await said(page)).toContain(es('task.begin'))
    await look('home-begin')
    await openSession(page, 4)
    await look('opened')
  })

  test('killed: the first page goes on with who is there', async () => {
    await powerCut()
    expect(await said(page)).toContain(es('task.session'))
    await callRoll(page, names)
  })

  test('killed: it goes on with what is put', async () => {
    await powerCut()
    await putMotions(page, ['Arreglo de la toma', 'Fecha de la feria'])
    await look('decisions')
  })

  test('killed: it goes on with the first motion, and, killed again, with the second', async () => {
    await powerCut()
    expect(await said(page)).toContain('Arreglo de la toma')
    await press(page, nextOn(page, es('evening.next.decisions')))
    expect(await heading(page).innerText()).toBe(es('vote.title'))
    await press(page, page.getByRole('link', { name: es('decide.cancel') }))
    await press(page, nextOn(page, `${es('evening.next.decisions')}: Arreglo de la toma`))
    await voteByHands(page, 2)
    await powerCut()
    expect(await said(page)).toContain('Fecha de la feria')
    await press(page, nextOn(page, es('evening.next.decisions')))
    await voteByHands(page, 1)
    expect(await stepOn(page)).toBe(es('evening.close'))
  })

  test('killed: it goes on with closing, which says what it means', async () => {
    await powerCut()
    await closeSession(page)
    await look('closed')
  })

  test('killed: the first page has the act to print, and its photograph to keep', async () => {
    await powerCut()
    await look('home-act')
    const path = await nextOn(page, es('task.act.do')).getAttribute('href')
    const act = await office.request.get(`${node.operatorUrl}${path}`)
    expect((await act.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await press(page, page.getByRole('link', { name: es('task.photo.do') }))
    expect(await stepOn(page)).toBe(es('evening.photo'))
    expect(await page.getByLabel(es('documents.attach.title')).inputValue()).toMatch(/^Acta sellada del /)
    await look('photo')
    await page.getByLabel(es('documents.attach.file')).setInputFiles({
      name: 'acta.pdf',
      mimeType: 'application/pdf',
      buffer: await act.body(),
    })
    await press(page, buttonOn(page, es('documents.attach.do')))
    expect(await said(page)).toContain(es('documents.done'))
    expect(await stepOn(page)).toBe(es('evening.carry'))
  })

  test('killed: what is left is the memory stick', async () => {
    await powerCut()
    expect(await said(page)).not.toContain(es('task.act.do'))
    expect(await said(page)).toContain(es('task.carry', { count: 0 }))
    await page.goto(`${node.operatorUrl}/bodies/${body}/sessions`)
    await press(
      page,
      page
        .getByRole('main')
        .getByRole('link', { name: /^Sesión del/ })
        .first(),
    )
    expect(await stepOn(page)).toBe(es('evening.carry'))
    await press(page, nextOn(page, es('evening.next.carry')))
    expect(await stepOn(page)).toBe(es('evening.carry'))
    await look('carry')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      buttonOn(page, es('carriage.out.do')).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/\.apachita$/)
    await press(page, page.getByRole('link', { name: es('evening.carried') }))
    expect(await said(page)).toContain(es('task.begin'))
  })
})
