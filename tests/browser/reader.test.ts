/** What anyone reads on the public listener, and in which language. */
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { type World, closeWorld, motionTitle, openOneNode } from './live-nodes.ts'
import { en, enter, es, heading, press, readerOf, said, wordsOf, signIn } from './visit.ts'

let browser: Browser
let world: World
let context: BrowserContext
beforeAll(async () => {
  ;[browser, world] = await Promise.all([launch(), openOneNode()])
})
afterAll(async () => {
  await browser.close()
  await closeWorld(world)
})
beforeEach(async () => {
  context = await readerOf(browser)
})
afterEach(() => context.close())

const publicUrl = (path = ''): string => `${world.hosts.BO.listening.publicUrl}${path}`

describe('the public listener', () => {
  test('shows the same board, with nothing to write', async () => {
    const page = await context.newPage()
    await page.goto(publicUrl())
    await press(page, page.getByRole('link', { name: motionTitle }))
    const shown = await said(page)
    expect(await page.getByRole('link', { name: es('board.do.record') }).count()).toBe(0)
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
    const operator = await enter(context, world.hosts.BO)
    await press(operator, operator.getByRole('link', { name: motionTitle }))
    expect((await said(operator)).replace(`${es('board.do.record')} `, '')).toBe(shown)
  })

  test('has no form on the page of carriage, and says where to do it', async () => {
    const page = await context.newPage()
    await page.goto(publicUrl('/carriage'))
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
    expect(await said(page)).toContain(es('carriage.operator-only'))
  })

  test.each([
    '/decide',
    '/carriage/out',
    '/carriage/in',
    '/carriage/sync',
    '/api/commands/body.found',
    '/enter',
  ])('takes nothing posted to %s', async (path) => {
    const before = await world.hosts.BO.node.archive.change()
    const address = path === '/decide' ? `${world.boardPath}/decide` : path
    const form = new URLSearchParams({ body: world.books.get('Putre') ?? '', confirm: 'yes' })
    const answer = await fetch(publicUrl(address), { method: 'POST', body: form })
    expect([401, 404, 405]).toContain(answer.status)
    expect(await world.hosts.BO.node.archive.change()).toBe(before)
  })

  test('says in words that a page is not there, and how to go on', async () => {
    const page = await context.newPage()
    const answer = await page.goto(publicUrl(`/motions/${world.alliance}/9999`))
    expect(answer?.status()).toBe(404)
    expect(await wordsOf(heading(page))).toBe(es('error.title.404'))
    expect(await said(page)).toContain(es('refusal.motion-unknown'))
    await press(page, page.getByRole('link', { name: es('error.home') }))
    expect(await wordsOf(heading(page))).toBe('Nodo de la alianza, Bolivia')
  })
})

describe('the page of a body', () => {
  test('shows its sessions, and leads from a vote to the board', async () => {
    const page = await context.newPage()
    await page.goto(publicUrl(`/bodies/${world.books.get('Colchane')}`))
    expect(await said(page)).toContain('9 presentes: 7 sí · 1 no · 1 abst. 2 personas dan fe')
    await press(page, page.getByRole('link', { name: motionTitle }))
    expect(await said(page)).toContain('Han respondido 5 de 9 miembros.')
  })
})

describe('the language', () => {
  test('is the one the browser asks for, and switching keeps the page and is remembered', async () => {
    const page = await context.newPage()
    await page.goto(publicUrl(world.boardPath))
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    await press(page, page.getByRole('link', { name: en('language.name') }))
    expect(new URL(page.url()).pathname).toBe(world.boardPath)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await wordsOf(heading(page))).toBe(motionTitle)
    expect(await said(page)).toContain('5 of 9 members have answered.')
    await press(page, page.getByRole('link', { name: en('nav.home') }))
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await wordsOf(heading(page))).toBe('Nodo de la alianza, Bolivia')
    await press(page, page.getByRole('link', { name: es('language.name') }))
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
  })

  test('what a body wrote keeps its own language on an English page', async () => {
    const page = await context.newPage()
    await page.goto(publicUrl(`${world.boardPath}?lang=en`))
    expect(await heading(page).locator('[lang]').getAttribute('lang')).toBe('es')
  })

  test('can be switched on a page that answers a form', async () => {
    const page = await enter(context, world.hosts.BO)
    await page.goto(`${world.hosts.BO.listening.operatorUrl}/carriage`)
    const photograph = { name: 'acta.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('a photograph') }
    await page.getByLabel(es('carriage.in.file')).setInputFiles(photograph)
    await press(page, page.getByRole('button', { name: es('carriage.in.do') }))
    expect(await wordsOf(page.getByRole('status'))).toContain(es('refusal.not-a-pack'))
    await press(page, page.getByRole('link', { name: en('language.name') }))
    expect(await wordsOf(heading(page))).toBe(en('carriage.title'))
  })

  test('of a form with problems can be switched, and the form is still there', async () => {
    const page = await signIn(context, world.hosts.BO.listening.publicUrl)
    await page.goto(publicUrl(`${world.boardPath}/decide`))
    await press(page, page.getByRole('button', { name: es('decide.submit') }))
    await press(page, page.getByRole('link', { name: en('language.name') }))
    expect(await page.getByRole('button', { name: en('decide.submit') }).count()).toBe(1)
  })
})
