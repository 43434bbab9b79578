/**
 * A person's own program: given permission on a page, it does what the person may do, by a client made of the API's own
 * document; and pages show what it did.
 */
import createClient, { type Client } from 'openapi-fetch'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { paths } from '../../dist/api.d.ts'
import { launch } from './chromium.ts'
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

const clientWith = (token?: string): Client<paths> =>
  createClient<paths>({
    baseUrl: node.listening.publicUrl,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })

/** Gives a program permission, on one's own page. */
async function permit(page: Page, program: string, passphrase: string): Promise<string> {
  await page.goto(`${node.listening.publicUrl}/me`)
  await page.getByText(es('token.own')).click()
  await page.getByLabel(es('token.program')).fill(program)
  const form = page.locator('form', { has: page.getByLabel(es('token.program')) })
  await form.getByLabel(es('me.passphrase.current')).fill(passphrase)
  await press(page, form.getByRole('button', { name: es('token.add.do') }))
  return /apachita_[a-z0-9]+_[\w-]{43}/.exec(await said(page))?.[0] ?? ''
}

const path = { book: '' }
const motion = (title: string) => ({
  body: book,
  title: { es: title },
  text: { es: 'Que se limpie en mayo.' },
})

describe('given a secretary who gives a program permission', () => {
  let page: Page
  let token = ''
  let program: Client<paths>
  beforeAll(async () => {
    const context = await readerOf(browser)
    page = await signIn(context, node.listening.publicUrl)
    token = await permit(page, 'La planilla', secretary.passphrase)
    program = clientWith(token)
    path.book = book
  })

  test('then it is shown once, and the page lists the program', async () => {
    expect(token).not.toBe('')
    await picture(page, 'access-token')
    await page.goto(`${node.listening.publicUrl}/me`)
    await page.getByText(es('token.own')).click()
    expect(await said(page)).toContain('La planilla')
    expect(await said(page)).not.toContain(token)
  })

  test('then it puts a motion, which the body’s pages show', async () => {
    const put = await program.POST('/api/commands/motion.put', { body: motion('Limpiar el canal') })
    expect(put.error).toBeUndefined()
    const sessions = await program.GET('/api/bodies/{book}/sessions', { params: { path } })
    expect(sessions.data?.motions.map(({ title }) => title.es)).toEqual(['Limpiar el canal'])
    await page.goto(`${node.listening.publicUrl}/bodies/${book}/sessions`)
    expect(await said(page)).toContain('Limpiar el canal')
  })

  test('then the same request with the same key is done once', async () => {
    const params = { header: { 'idempotency-key': 'evening-1' } }
    const ask = (title: string) => program.POST('/api/commands/motion.put', { params, body: motion(title) })
    const [first, again] = [await ask('Comprar semilla'), await ask('Comprar semilla')]
    expect(first.error).toBeUndefined()
    expect(again.data).toEqual(first.data)
    const { data } = await program.GET('/api/bodies/{book}/sessions', { params: { path } })
    expect(data?.motions.filter(({ title }) => title.es === 'Comprar semilla')).toHaveLength(1)
    const other = await ask('Comprar otra cosa')
    expect([other.response.status, other.error?.refusal.type]).toEqual([422, 'key-used-otherwise'])
  })

  test('then what is wrong is told in words of the language asked for, and nothing is written', async () => {
    const { size } = (await node.node.archive.book(book)) ?? { size: 0 }
    const wrong = await program.POST('/api/commands/motion.put', {
      body: { ...motion('x'), body: 'no-book' },
      headers: { 'accept-language': 'en' },
    })
    expect(wrong.response.headers.get('content-type')).toBe('application/problem+json')
    expect(wrong.error).toMatchObject({
      status: wrong.response.status,
      type: expect.stringMatching(/^\/api\/problems\//),
    })
    expect(wrong.error?.title).toMatch(/[a-z]{3}/)
    const explained = await program.GET('/api/problems/{type}', {
      params: { path: { type: 'book-unknown' } },
      headers: { 'accept-language': 'es' },
    })
    expect(explained.data?.title).toContain('libro')
    expect((await node.node.archive.book(book))?.size).toBe(size)
  })

  test('then it runs no command of the machine, and nobody without permission writes', async () => {
    const machine = await program.POST('/api/commands/node.show', { body: {} })
    expect([machine.response.status, machine.error?.refusal.type]).toEqual([404, 'command-unknown'])
    const stranger = await clientWith().POST('/api/commands/motion.put', { body: motion('x') })
    expect([stranger.response.status, stranger.error?.refusal.type]).toEqual([401, 'sign-in-needed'])
    const invented = clientWith(`apachita_${'a'.repeat(26)}_${'b'.repeat(43)}`)
    const guessed = await invented.POST('/api/commands/motion.put', { body: motion('x') })
    expect([guessed.response.status, guessed.error?.refusal.type]).toEqual([401, 'token-unknown'])
  })

  test('then the page for programs lists what is read and done, and the document is there', async () => {
    await page.goto(`${node.listening.publicUrl}/api`)
    const words = await said(page)
    expect(words).toContain('GET /api/bodies/{book}/sessions')
    expect(words).toContain('POST /api/commands/session.enter')
    await picture(page, 'api')
    const document = await fetch(`${node.listening.publicUrl}/api/openapi.json`)
    expect(await document.json()).toMatchObject({ openapi: '3.1.1' })
  })

  test('when the secretary takes it back, then it does nothing any more', async () => {
    await page.goto(`${node.listening.publicUrl}/me`)
    await page.getByText(es('token.own')).click()
    const row = page.getByRole('listitem').filter({ hasText: 'La planilla' })
    await press(page, row.getByRole('button', { name: es('token.remove') }))
    expect(await said(page)).toContain(es('me.done.token-removed'))
    const put = await program.POST('/api/commands/motion.put', { body: motion('Después') })
    expect([put.response.status, put.error?.refusal.type]).toEqual([401, 'token-unknown'])
  })
})

describe('given a form that is sent twice', () => {
  test('then it is done once, and both lead to the same page', async () => {
    const context = await readerOf(browser)
    const page = await signIn(context, node.listening.publicUrl)
    await page.goto(`${node.listening.publicUrl}/bodies/${book}/sessions`)
    const written = page.locator('form', { has: page.getByLabel(es('submissions.motion.title')) })
    const fields = await written
      .locator('input[type=hidden]')
      .evaluateAll((inputs) =>
        inputs.map((input) => [input.getAttribute('name'), input.getAttribute('value')]),
      )
    const action = await written.getAttribute('action')
    const form = { ...Object.fromEntries(fields), title: 'Pintar la sede', text: 'De blanco.' } as Record<
      string,
      string
    >
    const send = () =>
      context.request.post(`${node.listening.publicUrl}${action}`, {
        form,
        maxRedirects: 0,
        headers: { origin: node.listening.publicUrl },
      })
    const [one, two] = await Promise.all([send(), send()])
    const three = await send()
    expect([one.status(), two.status(), three.status()]).toEqual([303, 303, 303])
    expect(new Set([one, two, three].map((answer) => answer.headers()['location'])).size).toBe(1)
    const { data } = await clientWith().GET('/api/bodies/{book}/sessions', { params: { path: { book } } })
    expect(data?.motions.filter(({ title }) => title.es === 'Pintar la sede')).toHaveLength(1)
  })
})
