/** How people come to a body on pages: enrolled, invited by a slip, in with its code, confirmed. */
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { es, press, said } from './visit.ts'

export interface Comer {
  readonly name: string
  readonly passphrase: string
}

const buttonOn = (page: Page, name: string) => page.getByRole('button', { name })

/** An officer enrols somebody on the page of the body's people, with a household of its own. */
export async function enrol(page: Page, peopleUrl: string, name: string): Promise<void> {
  await page.goto(peopleUrl)
  await page.getByLabel(es('people.enrol.name')).fill(name)
  await page.getByLabel(es('people.enrol.new-household')).fill(`Familia ${name.split(' ')[1]}`)
  await press(page, buttonOn(page, es('people.enrol.do')))
  expect(await said(page)).toContain(es('people-done.enrolled'))
}

/** The code on the slip that an officer makes for somebody. */
export async function invite(page: Page, peopleUrl: string, name: string, post: string): Promise<string> {
  await page.goto(peopleUrl)
  const row = page.getByRole('row', { name })
  await row.getByText(es('people.invite'), { exact: true }).click()
  await row.getByLabel(es('people.invite.post')).selectOption({ label: post })
  await press(page, row.getByRole('button', { name: es('people.invite.do') }))
  return codeOn(page)
}

export const codeOn = async (page: Page): Promise<string> =>
  /[0-9a-z]{5}-[0-9a-z]{5}/.exec(await said(page))?.[0] ?? ''

/** Somebody comes in with a slip; the number they are shown. */
export async function come(
  context: BrowserContext,
  publicUrl: string,
  code: string,
  { name, passphrase }: Comer,
): Promise<{ readonly page: Page; readonly number: string }> {
  const page = await context.newPage()
  await page.goto(`${publicUrl}/join`)
  await page.getByLabel(es('join.code')).fill(code)
  await page.getByLabel(es('join.name')).fill(name)
  await page.getByLabel(es('join.passphrase')).fill(passphrase)
  await page.getByLabel(es('join.again')).fill(passphrase)
  await press(page, buttonOn(page, es('join.do')))
  return { page, number: /\d{3} \d{3}/.exec(await said(page))?.[0] ?? '' }
}
