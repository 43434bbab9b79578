/** Open pages follow what arrives, and nothing that somebody is typing is lost. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { LiveNode } from './live-nodes.ts'
import { picture } from './picture.ts'
import { es, signIn } from './visit.ts'

let browser: Browser
let node: LiveNode
let [book, other] = ['', '']
beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de San Pedro', 'BO')])
  book = await node.found('San Pedro de Curahuara')
  other = await node.found('Comunidad vecina')
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

const put = (body: string, title: string): Promise<unknown> =>
  node.command('motion.put', { body, title: { es: title }, text: { es: 'Que se haga.' } })

/** Signed in, with scripts, on the page of the body's sessions, once it listens. */
async function openSessions(javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled,
    locale: 'es-BO',
    viewport: { width: 360, height: 740 },
  })
  context.setDefaultTimeout(20_000)
  const page = await signIn(context, node.listening.publicUrl)
  const isListening = javaScriptEnabled ? page.waitForResponse(/\/live\?/) : undefined
  await page.goto(`${node.listening.publicUrl}/bodies/${book}/sessions`)
  await isListening
  return page
}

const news = (page: Page) => page.getByText(es('live.news'))

describe('given a page that is open while something arrives', () => {
  test('when nobody is typing, then it shows what came, where one was reading', async () => {
    const page = await openSessions()
    const first = page.getByText('Limpiar el canal').first()
    expect(await first.count()).toBe(0)
    await put(book, 'Limpiar el canal')
    await first.waitFor()
    expect(await news(page).isVisible()).toBe(false)
    await page.context().close()
  })

  test('when somebody is typing, then it says so, and what was typed stays until they ask', async () => {
    const page = await openSessions()
    const title = page.getByLabel(es('submissions.motion.title'))
    await title.evaluate((field) => field.closest('details')?.setAttribute('open', ''))
    await title.fill('Comprar semilla de')
    await put(book, 'Pintar la sede')
    await news(page).waitFor()
    expect(await title.inputValue()).toBe('Comprar semilla de')
    expect(await page.getByText('Pintar la sede').count()).toBe(0)
    await picture(page, 'live-news')
    await page.getByRole('link', { name: es('live.show') }).click()
    await page.getByText('Pintar la sede').first().waitFor()
    await page.context().close()
  })

  test('when it is about another book, then the page stays as it is', async () => {
    const page = await openSessions()
    let asked = 0
    page.on('request', (request) => (asked += request.url().endsWith('/sessions') ? 1 : 0))
    await put(other, 'De otra comunidad')
    await put(book, 'De esta')
    await page.getByText('De esta').first().waitFor()
    expect(asked).toBe(1)
    await page.context().close()
  })

  test('when scripts are off, then it is as it was, and nothing is broken', async () => {
    const page = await openSessions(false)
    await put(book, 'Sin guiones')
    expect(await page.getByText('Sin guiones').count()).toBe(0)
    expect(await news(page).isVisible()).toBe(false)
    await page.reload()
    expect(await page.getByText('Sin guiones').count()).toBeGreaterThan(0)
    await page.context().close()
  })

  test('bad input: asked for its head alone, again and again, it still tells others', async () => {
    const live = `${node.listening.publicUrl}/live`
    for (let count = 0; count < 250; count += 1)
      expect((await fetch(live, { method: 'HEAD' })).status).toBe(200)
    const answer = await fetch(live)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    await answer.body?.cancel()
  })

  test('looking by itself keeps no session open', async () => {
    const page = await openSessions()
    const session = node.node.sessions.of(node.actor.account)[0]
    const used = session?.usedMs
    await put(book, 'Mientras nadie mira')
    await page.getByText('Mientras nadie mira').first().waitFor()
    expect(session?.usedMs).toBe(used)
    await page.context().close()
  })
})
