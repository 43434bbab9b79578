/** A session as a secretary takes it through its pages: each step from the page that the step before led to. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { es, press, said } from './visit.ts'

export const buttonOn = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name })

/** The one thing that the page puts first. */
export const nextOn = (page: Page, name: string) =>
  page.getByRole('main').getByRole('link', { name, exact: true }).first()

export const fillOn = (page: Page, label: string, text: string): Promise<void> =>
  page.getByLabel(label, { exact: true }).first().fill(text)

/** The step that the bar marks. */
export const stepOn = async (page: Page): Promise<string> =>
  (
    await page
      .getByRole('navigation', { name: es('evening.label') })
      .locator('[aria-current=step]')
      .innerText()
  ).trim()

export async function openSession(page: Page, entitled: number): Promise<void> {
  await press(page, nextOn(page, es('task.begin.do')))
  expect(await stepOn(page)).toBe(es('evening.open'))
  await fillOn(page, es('session.entitled'), String(entitled))
  await press(page, buttonOn(page, es('session.open.do')))
  expect(await said(page)).toContain(es('session-done.opened'))
  expect(await stepOn(page)).toContain(es('evening.attendance'))
}

export async function callRoll(page: Page, names: readonly string[]): Promise<void> {
  await press(page, nextOn(page, es('evening.next.attendance')))
  for (const name of names) await page.getByLabel(name).check()
  await press(page, buttonOn(page, es('attendance.add.do')))
  expect(await said(page)).toContain(es('session-done.listed'))
  expect(await stepOn(page)).toBe(es('evening.motions'))
}

export async function putMotions(page: Page, titles: readonly string[]): Promise<void> {
  await press(page, nextOn(page, es('evening.next.motions')))
  for (const title of titles) {
    if (!(await page.getByLabel(es('submissions.motion.title')).isVisible()))
      await page.getByText(es('motion.put'), { exact: true }).click()
    await fillOn(page, es('submissions.motion.title'), title)
    await fillOn(page, es('submissions.motion.text'), `Que se haga: ${title}.`)
    await press(page, buttonOn(page, es('motion.put.do')))
  }
  expect(await stepOn(page)).toBe(es('evening.decisions'))
}

/** Hands of three who are there, on the motion whose form is shown. */
export async function voteByHands(page: Page, yes: number): Promise<void> {
  const byAssembly = es('vote.by', { rule: es('decision.assembly') })
  await press(page, page.getByRole('link', { name: byAssembly, exact: true }))
  expect(await stepOn(page)).toBe(es('evening.decisions'))
  await fillOn(page, es('decide.present'), '3')
  for (const [label, count] of [
    ['vote.yes', yes],
    ['vote.no', 3 - yes],
    ['vote.abstain', 0],
  ] as const)
    await fillOn(page, es(label), String(count))
  await page.getByLabel(es('decide.confirm')).check()
  await press(page, buttonOn(page, es('decide.submit')))
  expect(await said(page)).toContain(es('session-done.recorded'))
}

export async function closeSession(page: Page): Promise<void> {
  await press(page, nextOn(page, es('evening.next.close')))
  expect(await said(page)).toContain(es('session.close.means'))
  await page.getByLabel(es('session.close.confirm')).check()
  await press(page, buttonOn(page, es('session.close.do')))
  expect(await said(page)).toContain(es('session-done.closed'))
  expect(await stepOn(page)).toBe(es('evening.act'))
}
