/** People at their node: invited, confirmed, signing; a shared device; back in by two officers; what members submit. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { LiveNode } from './live-nodes.ts'
import { codeOn, come, enrol, invite } from './membership-steps.ts'
import { picture } from './picture.ts'
import { es, heading, press, readerOf, said, signIn, wordsOf } from './visit.ts'

const juana = { name: 'Juana Mamani', passphrase: 'el río baja crecido hoy' }
const pedro = { name: 'Pedro Choque', passphrase: 'tres llamas cruzan el salar' }

let browser: Browser
let node: LiveNode
let body = ''
beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de San Pedro', 'BO')])
  body = await node.found('San Pedro de Curahuara')
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

const url = (path: string): string => `${node.listening.publicUrl}${path}`

const button = (page: Page, name: string) => page.getByRole('button', { name })

async function openPeople(page: Page): Promise<void> {
  await page.goto(peopleUrl())
}

const peopleUrl = (): string => url(`/bodies/${body}/people`)

describe('from an invitation to the first signed act', () => {
  test('an officer enrols and invites; the invited comes in; the officer compares the number and confirms', async () => {
    const [office, phone] = [await readerOf(browser), await readerOf(browser)]
    const officer = await signIn(office, url(''))
    await picture(officer, 'me')
    await enrol(officer, peopleUrl(), juana.name)
    await picture(officer, 'people')
    const code = await invite(officer, peopleUrl(), juana.name, 'secretaría')
    expect(code).not.toBe('')
    await picture(officer, 'slip')
    const { page, number } = await come(phone, url(''), code, juana)
    expect(number).not.toBe('')
    await picture(page, 'waiting')
    await openPeople(officer)
    expect(await said(officer)).toContain(number)
    await picture(officer, 'confirming')
    await press(officer, button(officer, es('people.confirm')))
    expect(await said(officer)).toContain(es('people-done.confirm'))
    await page.goto(url('/me'))
    expect(await said(page)).toContain('San Pedro de Curahuara')
    await enrol(page, peopleUrl(), pedro.name)
    const slip = await invite(page, peopleUrl(), pedro.name, 'presidencia')
    const came = await come(await readerOf(browser), url(''), slip, pedro)
    await openPeople(page)
    expect(await said(page)).toContain(came.number)
    await press(page, button(page, es('people.confirm')))
    const signed = node.node.views.db
      .prepare<[string], { by: string }>('SELECT count(*) AS by FROM signed_entries WHERE book = ?')
      .get(body)
    expect(Number(signed?.by)).toBeGreaterThanOrEqual(5)
    for (const context of [office, phone, came.page.context()]) await context.close()
  })

  test('bad input: a slip used twice, and a code that is none, are told beside the field', async () => {
    const office = await readerOf(browser)
    const officer = await signIn(office, url(''))
    await enrol(officer, peopleUrl(), 'Rosa Colque')
    const code = await invite(officer, peopleUrl(), 'Rosa Colque', 'miembro')
    const { page } = await come(await readerOf(browser), url(''), code, {
      name: 'Rosa Colque',
      passphrase: 'una piedra más en el montón',
    })
    await page.context().close()
    for (const [typed, says] of [
      [code, es('refusal.invitation-used')],
      ['00000-00000', es('refusal.invitation-unknown')],
    ] as const) {
      const other = await come(await readerOf(browser), url(''), typed, {
        name: 'Otra',
        passphrase: 'otra frase bien larga',
      })
      expect(await said(other.page)).toContain(says)
      expect(await other.page.getByLabel(es('join.name')).inputValue()).toBe('Otra')
      await picture(other.page, 'join-refused')
      await other.page.context().close()
    }
    await office.close()
  })
})

describe('a device that several people share', () => {
  test('one press locks it; the next person signs in; nothing of the first is open', async () => {
    const device = await readerOf(browser)
    const page = await signIn(device, url(''), juana)
    await press(page, button(page, es('who.lock')))
    expect(await said(page)).toContain(es('refusal.session-locked'))
    await openPeople(page)
    expect(await wordsOf(heading(page))).toBe(es('error.title.404'))
    const second = await signIn(device, url(''), pedro)
    expect(await second.getByRole('banner').innerText()).toContain(pedro.name)
    await press(second, button(second, es('who.lock')))
    await picture(second, 'sign-in')
    const field = second.locator('form', { has: button(second, es('signin.as', { name: juana.name })) })
    await field.getByLabel(es('signin.passphrase')).fill('no es esta')
    await press(second, field.getByRole('button'))
    expect(await said(second)).toContain(es('refusal.sign-in-refused'))
    await picture(second, 'sign-in-refused')
    await field.getByLabel(es('signin.passphrase')).fill(juana.passphrase)
    await press(second, field.getByRole('button'))
    expect(await second.getByRole('banner').innerText()).toContain(juana.name)
    await device.close()
  })
})

describe('somebody who lost the phrase', () => {
  test('comes back in when two officers have confirmed; the old phrase then opens nothing', async () => {
    const [first, second, phone] = [await readerOf(browser), await readerOf(browser), await readerOf(browser)]
    const officer = await signIn(first, url(''))
    await openPeople(officer)
    const row = officer.getByRole('row', { name: pedro.name })
    await press(officer, row.getByRole('button', { name: es('people.recover') }))
    const code = await codeOn(officer)
    await picture(officer, 'recovery-slip')
    const { page, number } = await come(phone, url(''), code, {
      name: '',
      passphrase: 'una frase que no olvido más',
    })
    expect(number).not.toBe('')
    await openPeople(officer)
    expect(await said(officer)).toContain(number)
    await press(officer, button(officer, es('people.approve')))
    const other = await signIn(second, url(''), juana)
    await openPeople(other)
    await press(other, button(other, es('people.approve')))
    expect(await said(other)).toContain(es('people-done.approve'))
    await page.goto(url('/me'))
    expect(await said(page)).not.toContain(number)
    await openPeople(page)
    expect(await wordsOf(heading(page))).toBe(es('people.title'))
    const old = await signIn(await readerOf(browser), url(''), pedro)
    expect(await said(old)).toContain(es('refusal.sign-in-refused'))
    for (const context of [first, second, phone, old.context()]) await context.close()
  })
})

describe('what members submit', () => {
  test('waits, is entered or declined with a reason, and everybody reads which', async () => {
    const [phone, office] = [await readerOf(browser), await readerOf(browser)]
    const member = await signIn(phone, url(''), juana)
    for (const title of ['Limpiar la toma de agua', 'Cambiar el día de feria']) {
      await member.goto(url(`/bodies/${body}/submissions`))
      await member.getByLabel(es('submissions.motion.title')).fill(title)
      await member.getByLabel(es('submissions.motion.text')).fill(`Que se haga: ${title}.`)
      const form = member.locator('form', { has: member.getByLabel(es('submissions.motion.title')) })
      await press(member, form.getByRole('button', { name: es('submissions.submit') }))
      expect(await said(member)).toContain(es('submissions.done.submitted'))
    }
    await picture(member, 'submissions')
    const officer = await signIn(office, url(''))
    await officer.goto(url(`/bodies/${body}/submissions`))
    const entered = officer.getByRole('listitem').filter({ hasText: 'Limpiar la toma' })
    await press(officer, entered.getByRole('button', { name: es('submissions.enter') }))
    expect(await said(officer)).toContain(es('submissions.done.entered'))
    const declined = officer.getByRole('listitem').filter({ hasText: 'Cambiar el día' })
    await declined.getByText(es('submissions.decline'), { exact: true }).click()
    await declined.getByLabel(es('submissions.decline.reason')).fill('Ya se decidió en marzo')
    await press(officer, declined.getByRole('button', { name: es('submissions.decline.do') }))
    await picture(officer, 'submissions-declined')
    const visitor = await readerOf(browser)
    const page = await visitor.newPage()
    await page.goto(url(`/bodies/${body}/submissions`))
    expect(await said(page)).toContain('Ya se decidió en marzo')
    expect(await said(page)).not.toContain('Limpiar la toma')
    expect(await said(page)).not.toContain(juana.name)
    await page.goto(url(`/bodies/${body}/documents`))
    await picture(page, 'documents')
    for (const context of [phone, office, visitor]) await context.close()
  })
})
