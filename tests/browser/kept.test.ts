/** Bad input: a form that is sent after its session ended loses nothing of what was typed; and is sent by a press alone. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { axeFaultsOf, widthFaultsOf } from './faults.ts'
import { LiveNode, secretary } from './live-nodes.ts'
import { picture } from './picture.ts'
import { es, press, readerOf, said, signIn } from './visit.ts'

let browser: Browser
let node: LiveNode
let book = ''
beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de San Pedro', 'BO')])
  book = await node.found('San Pedro de Curahuara')
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

const url = (path: string): string => `${node.listening.publicUrl}${path}`

/** A motion is written, and the session ends before it is sent. */
async function sendTooLate(page: Page, title: string): Promise<void> {
  await page.goto(url(`/bodies/${book}/sessions`))
  await page.getByText(es('motion.put'), { exact: true }).click()
  await page.getByLabel(es('submissions.motion.title')).fill(title)
  await page.getByLabel(es('submissions.motion.text')).fill('Que se limpie «entero», en mayo.')
  node.node.sessions.endOthers(node.actor.account, undefined)
  await press(page, page.getByRole('button', { name: es('motion.put.do') }))
}

const motionsCalled = async (title: string): Promise<number> => {
  const answer = await fetch(url(`/api/bodies/${book}/sessions`))
  const { motions } = (await answer.json()) as { motions: { title: { es: string } }[] }
  return motions.filter((motion) => motion.title.es === title).length
}

const enterHere = async (page: Page, passphrase: string): Promise<void> => {
  const form = page.getByRole('main').locator('form', { has: page.getByLabel(es('signin.name')) })
  await form.getByLabel(es('signin.name')).fill(secretary.name)
  await form.getByLabel(es('signin.passphrase')).fill(passphrase)
  await press(page, form.getByRole('button', { name: es('signin.do'), exact: true }))
}

describe('given a motion that is sent after the session ended', () => {
  test('then nothing is done, and it goes along through signing in, even past a wrong phrase', async () => {
    const page = await signIn(await readerOf(browser), node.listening.publicUrl)
    await sendTooLate(page, 'Limpiar el canal')
    expect(await said(page)).toContain(es('kept.enter'))
    await enterHere(page, 'no es esta la frase')
    expect(await said(page)).toContain(es('kept.enter'))
    await enterHere(page, secretary.passphrase)
    const words = await said(page)
    for (const typed of [es('kept.explain'), 'Limpiar el canal', 'Que se limpie «entero», en mayo.'])
      expect(words).toContain(typed)
    expect(await motionsCalled('Limpiar el canal')).toBe(0)
    await picture(page, 'kept')
    expect(await widthFaultsOf(page)).toEqual([])
    await press(page, page.getByRole('button', { name: es('kept.do') }))
    expect(await said(page)).toContain('Limpiar el canal')
    expect(await motionsCalled('Limpiar el canal')).toBe(1)
    await page.context().close()
  })

  test('then the page on which it is sent is accessible', async () => {
    const context = await browser.newContext({ locale: 'es-BO', viewport: { width: 360, height: 740 } })
    const page = await signIn(context, node.listening.publicUrl)
    await sendTooLate(page, 'Pintar la sede')
    expect(await axeFaultsOf(page)).toEqual([])
    await enterHere(page, secretary.passphrase)
    expect(await axeFaultsOf(page)).toEqual([])
    await context.close()
  })
})

test('bad input: what an authenticator computed, and phrases, are not shown again', async () => {
  const answer = await fetch(url('/me/passkeys'), {
    method: 'POST',
    headers: { origin: node.listening.publicUrl },
    body: new URLSearchParams({
      'passkey-name': 'Mi teléfono',
      passkey: '{}',
      secret: 'c2VjcmV0',
      passphrase: 'una frase',
    }),
  })
  const shown = await answer.text()
  expect(shown).toContain('Mi teléfono')
  for (const never of ['c2VjcmV0', 'una frase']) expect(shown).not.toContain(never)
})

test('bad input: a form from elsewhere is not kept, and what comes back wrong is left out', async () => {
  const send = (path: string, fields: Record<string, string>, origin: string) =>
    fetch(url(path), {
      method: 'POST',
      redirect: 'manual',
      headers: { origin },
      body: new URLSearchParams(fields),
    })
  const evil = await send(`/bodies/${book}/motions`, { title: 'Ajena' }, 'http://evil.example')
  expect(await evil.text()).not.toContain('Ajena')
  for (const kept of [
    '',
    '{',
    '{"path":"//evil.example/","fields":{}}',
    '{"path":"https://evil.example","fields":{}}',
  ]) {
    const fields = { name: secretary.name, passphrase: secretary.passphrase, kept }
    const answer = await send('/sign-in', fields, node.listening.publicUrl)
    expect(answer.status, kept).toBe(303)
  }
})
