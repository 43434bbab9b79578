/** An evening's paper minute, entered whole by a secretary: wrong figures first, then right, and nothing typed twice. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt } from './look.ts'
import { launch } from './chromium.ts'
import { type LiveNode, type World, closeWorld, motionTitle, openOneNode } from './live-nodes.ts'
import { es, heading, press, readerOf, said, signIn, wordsOf } from './visit.ts'

let browser: Browser
let world: World
let host: LiveNode
let body = ''
let office: BrowserContext
let page: Page

const otherTitle = 'Feria de la frontera'

beforeAll(async () => {
  ;[browser, world] = await Promise.all([launch(), openOneNode()])
  host = world.hosts.BO
  body = world.books.get('Putre') ?? ''
  await host.command('motion.put', {
    body: world.alliance,
    title: { es: otherTitle },
    text: { es: 'Que la feria sea en mayo.' },
  })
  office = await readerOf(browser)
  page = await signIn(office, url(''))
})
afterAll(async () => {
  await browser.close()
  await closeWorld(world)
})

const url = (path: string): string => `${host.listening.publicUrl}${path}`
const button = (name: string) => page.getByRole('button', { name, exact: true })
const item = (number: number) => page.getByRole('group', { name: es('minute.item', { number }), exact: true })
const sizeNow = async (): Promise<number> => (await host.node.archive.book(body))?.size ?? -1

const look = (name: string): Promise<void> => lookAt(page, name)

async function count(number: number, hands: readonly [yes: string, no: string, abstain: string]) {
  for (const [index, key] of (['vote.yes', 'vote.no', 'vote.abstain'] as const).entries())
    await item(number)
      .getByLabel(es(key), { exact: true })
      .fill(hands[index] ?? '')
}

/** What a field of an item holds. */
const typed = (number: number, label: string): Promise<string> =>
  item(number).getByLabel(label, { exact: true }).inputValue()

async function chooseOn(number: number, title: string, kind: 'referral' | 'mandate'): Promise<void> {
  const federation = es.text({ es: 'Alianza Estratégica Aymaras Sin Fronteras' })
  const options = await item(number).getByLabel(es('minute.on')).locator('option').allInnerTexts()
  const label = options.find((option) => option === es(`minute.on.${kind}`, { federation, title }))
  await item(number)
    .getByLabel(es('minute.on'))
    .selectOption({ label: label ?? `${title} is not offered` })
}

test('a secretary reaches the form from the sessions, and fills in the evening', async () => {
  await page.goto(url(`/bodies/${body}/sessions`))
  await press(page, page.getByRole('link', { name: es('minute.title') }))
  expect(await wordsOf(heading(page))).toBe(es('minute.title'))
  await look('paper-minute')
  await page.getByLabel(es('decide.date')).fill('2026-03-01')
  await page.getByLabel(es('decide.place')).fill('Sede del concejo')
  await page.getByLabel(es('session.entitled')).fill('9')
  await page.getByLabel(es('decide.present')).fill('8')
  await item(1).getByLabel(es('minute.put.title')).fill('Arreglo del puente')
  await count(1, ['6', '1', '1'])
  await chooseOn(2, motionTitle, 'referral')
  await count(2, ['7', '1', '1'])
  await chooseOn(3, otherTitle, 'mandate')
  await count(3, ['2', '', '1'])
})

test('one more item keeps all that was typed', async () => {
  await press(page, button(es('minute.more')))
  expect(await typed(1, es('minute.put.title'))).toBe('Arreglo del puente')
  expect(await typed(2, es('vote.yes'))).toBe('7')
  await item(4).getByLabel(es('minute.put.title')).fill('Limpieza de la acequia')
  await item(4).getByText(es('minute.rest')).click()
  await item(4).getByLabel(es('minute.put.text')).fill('El sábado, todas las casas.')
  await count(4, ['8', '0', '0'])
})

test.each([
  ['a number that was left out', 3, 'input-invalid', ['2', '5', '1']],
  ['more hands than people', 2, 'more-hands-than-present', ['7', '1', '0']],
] as const)(
  'bad input: %s is told with its item, and nothing is written or lost',
  async (_, wrong, type, right) => {
    const before = await sizeNow()
    if (!(await page.getByLabel(es('decide.confirm')).isChecked()))
      await page.getByLabel(es('decide.confirm')).check()
    await press(page, button(es('decide.submit')))
    const figures = { field: 'no', datum: 'x', hands: 9, present: 8 }
    expect(await wordsOf(page.getByRole('alert'))).toContain(
      es('item.wrong', { item: wrong, text: es(`refusal.${type}`, figures) }),
    )
    await look(`paper-minute-${type}`)
    expect(await sizeNow()).toBe(before)
    expect(await page.getByLabel(es('decide.place')).inputValue()).toBe('Sede del concejo')
    expect(await typed(4, es('minute.put.text'))).toBe('El sábado, todas las casas.')
    await count(wrong, right)
  },
)

test('with right figures all of it is in the book', async () => {
  await press(page, button(es('decide.submit')))
  expect(await said(page)).toContain(es('session-done.entered'))
  await look('paper-minute-entered')
  for (const title of ['Arreglo del puente', motionTitle, otherTitle, 'Limpieza de la acequia'])
    expect(await said(page)).toContain(title)
  const federation = 'Alianza Estratégica Aymaras Sin Fronteras'
  for (const kind of ['position', 'mandate'] as const)
    expect(await said(page)).toContain(es(`vote.purpose.${kind}`, { federation }))
  const act = await office.request.get(`${page.url().split('?')[0]}/act.pdf`)
  const folder = process.env['APACHITA_PICTURES']
  if (folder !== undefined) writeFileSync(join(folder, 'act.pdf'), await act.body())
  await page.goto(url(world.boardPath))
  expect(await said(page)).toContain('Putre')
  await page.goto(url(`/bodies/${body}/sessions/enter`))
  expect(await said(page)).not.toContain(motionTitle)
})

test('whoever may not hold sessions is refused', async () => {
  const visitor = await (await readerOf(browser)).newPage()
  await visitor.goto(url(`/bodies/${body}/sessions/enter`))
  expect(await wordsOf(heading(visitor))).toBe(es('signin.title'))
  await visitor.context().close()
})
