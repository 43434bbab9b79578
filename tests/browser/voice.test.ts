/** A voice is recorded on the page of documents, heard, kept, and played again; where there is no microphone a file is chosen. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { axeFaultsOf, widthFaultsOf } from './faults.ts'
import { LiveNode } from './live-nodes.ts'
import { picture } from './picture.ts'
import { es, press, said, signIn } from './visit.ts'

let browser: Browser
let node: LiveNode
let book = ''
beforeAll(async () => {
  // A tone stands for a voice, and the browser asks nobody.
  const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  ;[browser, node] = await Promise.all([launch(...microphone), LiveNode.open('Nodo de San Pedro', 'BO')])
  book = await node.found('San Pedro de Curahuara')
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

const start = (page: Page) => page.getByRole('button', { name: es('voice.start') })
const stop = (page: Page) => page.getByRole('button', { name: es('voice.stop') })

async function openDocuments(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    locale: 'es-BO',
    viewport: { width: 360, height: 740 },
    ...options,
  })
  context.setDefaultTimeout(20_000)
  const page = await signIn(context, node.listening.publicUrl)
  await page.goto(`${node.listening.publicUrl}/bodies/${book}/documents`)
  return page
}

describe('given a browser with a microphone', () => {
  test('when a voice is recorded and kept, then it is played from the page', async () => {
    const page = await openDocuments()
    await start(page).click()
    await stop(page).waitFor()
    expect(await start(page).isVisible()).toBe(false)
    await picture(page, 'voice-running')
    await page.getByText('0:02').waitFor()
    await stop(page).click()
    await page.getByText(es('voice.done')).waitFor()
    expect(await widthFaultsOf(page)).toEqual([])
    expect(await axeFaultsOf(page)).toEqual([])
    await picture(page, 'voice-recorded')
    await page.getByLabel(es('documents.attach.title')).fill('La moción, hablada')
    await page.getByLabel(es('documents.attach.circle')).selectOption('open')
    await press(page, page.getByRole('button', { name: es('documents.attach.do') }))
    expect(await said(page)).toContain('La moción, hablada')
    await page.goto(`${node.listening.publicUrl}/bodies/${book}/documents`)
    const player = page.locator('main ul audio, main li audio').first()
    await player.waitFor()
    expect(await page.evaluate(`document.querySelector('main audio[src]').play().then(() => 'played')`)).toBe(
      'played',
    )
    await page.context().close()
  })

  test('when something arrives while one speaks, then what is said goes on', async () => {
    const page = await openDocuments()
    await start(page).click()
    await stop(page).waitFor()
    const put = { body: book, title: { es: 'Mientras tanto' }, text: { es: 'Que se haga.' } }
    await node.command('motion.put', put)
    await page.getByText(es('live.news')).waitFor()
    expect(await stop(page).isVisible()).toBe(true)
    await stop(page).click()
    await page.getByText(es('voice.done')).waitFor()
    await page.context().close()
  })
})

describe('bad input: where no voice can be recorded', () => {
  test('without scripts, then nothing is offered that does not work', async () => {
    const page = await openDocuments({ javaScriptEnabled: false })
    expect(await start(page).count()).toBe(0)
    expect(await page.getByLabel(es('documents.attach.file')).isVisible()).toBe(true)
    await page.context().close()
  })

  test('when the microphone is denied, then it says what to do', async () => {
    const page = await openDocuments()
    await page.evaluate('navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error("no"))')
    await start(page).click()
    await page.getByText(es('voice.denied')).waitFor()
    await page.context().close()
  })
})
