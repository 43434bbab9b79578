/** An assembly as its secretary holds it on pages: called, opened with the roll, amended, decided, closed, its act printed. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookAt } from './look.ts'
import { launch } from './chromium.ts'
import { LiveNode } from './live-nodes.ts'
import { es, heading, press, readerOf, said, signIn, wordsOf } from './visit.ts'

let browser: Browser
let node: LiveNode
let body = ''
let office: BrowserContext
let page: Page

const names = ['Eusebio Choque', 'Juana Mamani', 'Pedro Quispe', 'Rosa Colque']

beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de Cosapa', 'BO')])
  body = await node.found('Comunidad Originaria Cosapa')
  for (const name of names) await node.command('person.enrol', { body, name })
  office = await readerOf(browser)
  page = await signIn(office, url(''))
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

const url = (path: string): string => `${node.listening.publicUrl}${path}`

/** Nothing sticks out at either width; pictures where APACHITA_PICTURES names a folder. */
const look = (name: string): Promise<void> => lookAt(page, name)

const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).first().fill(text)
const button = (name: string) => page.getByRole('button', { name })
const unfold = (text: string) => page.getByText(text, { exact: true }).click()

async function put(title: string, text: string): Promise<void> {
  await page.goto(url(`/bodies/${body}/sessions`))
  await unfold(es('motion.put'))
  await fill(es('submissions.motion.title'), title)
  await fill(es('submissions.motion.text'), text)
  await press(page, button(es('motion.put.do')))
  expect(await said(page)).toContain(es('session-done.put'))
}

/** From the open session to the form of a vote by a rule. */
async function decide(title: string, rule: string): Promise<void> {
  await page.goto(url(`/bodies/${body}/sessions`))
  await press(page, page.getByRole('link', { name: /^Sesión del/ }).first())
  await press(page, page.getByRole('link', { name: `${es('session.vote')} ${title}` }))
  await press(page, page.getByRole('link', { name: es('vote.by', { rule }), exact: true }))
}

async function save(): Promise<void> {
  await page.getByLabel(es('decide.confirm')).check()
  await press(page, button(es('decide.submit')))
}

describe('an assembly on pages', () => {
  test('motions are put, one is amended; the session is called with them', async () => {
    await put('Arreglo de la toma', 'Que se arregle la toma antes de la siembra.')
    await put('Fecha de la feria', 'Que la feria sea el primer domingo de mayo.')
    await unfold(es('motion.amend'))
    await fill(es('submissions.motion.title'), 'El segundo domingo')
    await fill(es('motion.amend.text'), 'Que la feria sea el segundo domingo de mayo.')
    await press(page, button(es('motion.amend.do')))
    await look('amendment')
    await page.goto(url(`/bodies/${body}/sessions`))
    await look('sessions')
    await unfold(es('session.call'))
    await fill(es('session.call.when'), 'domingo 1 de marzo, 15:00')
    await fill(es('session.call.notice'), 'por la radio, ocho días antes')
    await fill(es('session.agenda'), 'Control de asistencia\nVarios')
    await press(page, button(es('session.call.do')))
    expect(await said(page)).toContain('domingo 1 de marzo, 15:00')
    expect(await said(page)).toContain('Fecha de la feria')
    await look('call')
  })

  test('bad input: more present than entitled opens nothing', async () => {
    await fill(es('session.entitled'), '4')
    await fill(es('decide.present'), '5')
    await press(page, button(es('session.open.do')))
    expect(await said(page)).toContain(es('refusal.more-present-than-entitled', { present: 5, entitled: 4 }))
  })

  test('it is opened by calling the roll; the names stay within', async () => {
    await page.goto(url(`/bodies/${body}/sessions`))
    await press(page, page.getByRole('link', { name: 'domingo 1 de marzo, 15:00' }))
    await fill(es('session.entitled'), '5')
    await unfold(es('session.attendance'))
    for (const name of names.slice(0, 3)) await page.getByLabel(name).check()
    await press(page, button(es('session.open.do')))
    expect(await said(page)).toContain(es('session-done.opened'))
    expect(await said(page)).toContain(es('session.quorum.there', { quorum: 3, present: 3 }))
    await look('session-open')
    await page.getByText(es('session.attendance.list', { count: 3 })).click()
    expect(await said(page)).toContain('Juana Mamani')
    const visitor = await (await readerOf(browser)).newPage()
    await visitor.goto(page.url())
    expect(await said(visitor)).toContain(es('session.quorum.there', { quorum: 3, present: 3 }))
    expect(await said(visitor)).not.toContain('Juana Mamani')
    await visitor.context().close()
  })

  test('the amendment by agreement, the motions by hands, with a tie; what is wrong is refused with what was typed', async () => {
    await decide('El segundo domingo', es('decision.agreed'))
    const reached = page.getByRole('group', { name: es('vote.said') })
    await reached.getByRole('radio', { name: es('vote.said.yes') }).check()
    await save()
    expect(await said(page)).toContain('Aprobada')
    await decide('Arreglo de la toma', es('decision.assembly'))
    await look('vote-form')
    for (const [label, count] of [
      ['vote.yes', 3],
      ['vote.no', 1],
      ['vote.abstain', 0],
    ] as const)
      await fill(es(label), String(count))
    await save()
    expect(await said(page)).toContain(es('refusal.more-hands-than-present', { hands: 4, present: 3 }))
    expect(await page.getByLabel(es('vote.yes'), { exact: true }).first().inputValue()).toBe('3')
    await look('vote-refused')
    await fill(es('vote.yes'), '2')
    await fill(es('decide.attesters'), '2')
    await save()
    expect(await said(page)).toContain(es('session-done.recorded'))
    await decide('Fecha de la feria', es('decision.assembly'))
    for (const [label, count] of [
      ['vote.yes', 1],
      ['vote.no', 1],
      ['vote.abstain', 1],
    ] as const)
      await fill(es(label), String(count))
    await save()
    expect(await said(page)).toContain('Empate: no aprobada')
  })

  test('a correction stands beside what it corrects; somebody who was there signs', async () => {
    await page
      .getByText(/^Corregir lo anotado/)
      .last()
      .click()
    const form = page.locator('details[open] form')
    await form.getByLabel(es('correction.text')).fill('Fueron dos abstenciones')
    await form.getByLabel(es('position.abstain')).fill('2')
    await press(page, button(es('correction.save')).last())
    expect(await said(page)).toContain('Fueron dos abstenciones')
    await press(page, button(es('session.attest')).first())
    expect(await said(page)).toContain(es('vote.attested', { count: 1 }))
  })

  test('it is closed; its act is a PDF; the photograph of the stamped sheet comes back beside it', async () => {
    await page.getByLabel(es('session.close.confirm')).check()
    await press(page, button(es('session.close.do')))
    expect(await said(page)).toContain(es('session-done.closed'))
    await look('session-closed')
    const act = await office.request.get(`${page.url().split('?')[0]}/act.pdf`)
    expect(act.headers()['content-type']).toBe('application/pdf')
    expect((await act.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await press(page, page.getByRole('link', { name: es('session.act.photo') }))
    await fill(es('documents.attach.title'), 'Acta sellada')
    await page.getByLabel(es('documents.attach.file')).setInputFiles({
      name: 'acta.pdf',
      mimeType: 'application/pdf',
      buffer: await act.body(),
    })
    await page.getByLabel(es('documents.attach.circle')).selectOption('open')
    await press(page, button(es('documents.attach.do')))
    expect(await said(page)).toContain(es('documents.done'))
    await page.goto(url(`/bodies/${body}/sessions`))
    await press(page, page.getByRole('link', { name: /^Sesión del/ }).first())
    expect(await said(page)).toContain('Acta sellada')
    await look('session-with-act')
  })

  test('the motion tells what was amended and how it was decided', async () => {
    await press(page, page.getByRole('link', { name: 'Fecha de la feria' }).first())
    expect(await wordsOf(heading(page))).toBe('Fecha de la feria')
    expect(await said(page)).toContain('Que la feria sea el segundo domingo de mayo.')
    expect(await said(page)).toContain('Fueron dos abstenciones')
    await look('motion')
  })
})
