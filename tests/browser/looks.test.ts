/** For those who read little or sit in the last row: signs, what hangs on the wall, pages read aloud, and how pages look. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { LiveNode } from './live-nodes.ts'
import { lookAt } from './look.ts'
import { en, es, heading, press, readerOf, said, wordsOf } from './visit.ts'

let browser: Browser
let node: LiveNode
let body = ''

beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de Cosapa', 'BO')])
  body = await node.found('Comunidad Cosapa')
  const title = { es: 'Arreglo de la toma' }
  await node.command('motion.put', { body, title, text: title })
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

describe('signs', () => {
  test('every sign has its words beside it', async () => {
    const page = await (await readerOf(browser)).newPage()
    for (const path of ['/', `/bodies/${body}`, `/bodies/${body}/sessions`, '/look', '/search']) {
      await page.goto(`${node.listening.publicUrl}${path}`)
      const alone = await page.evaluate(
        `[...document.querySelectorAll('[data-sign]')].filter((sign) => sign.parentElement.textContent.trim() === '' && sign.parentElement.getClientRects().length > 0).map((sign) => sign.dataset.sign)`,
      )
      expect(alone, path).toEqual([])
    }
    await page.context().close()
  })
})

describe('on the wall', () => {
  let session = 0
  let motion = 0
  const refsOf = async (name: string, input: object): Promise<number> =>
    (await node.command<{ refs: { seq: number }[] }>(name, { body, ...input })).refs[0]?.seq ?? -1

  test('who is there, then what is decided, while the page stays open', async () => {
    session = await refsOf('session.open', { present: 3, entitled: 5 })
    motion = await refsOf('motion.put', { title: { es: 'Fecha de la feria' }, text: { es: 'El domingo.' } })
    const context = await browser.newContext({ locale: 'es-BO', viewport: { width: 1280, height: 800 } })
    const wall = await context.newPage()
    const isListening = wall.waitForResponse(/\/live\?/)
    await wall.goto(`${node.listening.publicUrl}/bodies/${body}/sessions/${session}/wall`)
    await isListening
    expect(await said(wall)).toContain(`${es('wall.present')} 3`)
    const figures = {
      session,
      motion: { book: body, seq: motion },
      rule: 'assembly',
      present: 3,
      attesters: 2,
    }
    await node.command('vote.record', { body, ...figures, form: 'raised-hands', yes: 2, no: 1, abstain: 0 })
    await wall.getByText('Fecha de la feria').waitFor()
    expect(await said(wall)).toContain(`● ${es('position.yes')} 2 ■ ${es('position.no')} 1`)
    const digits = wall.getByText('2', { exact: true })
    expect(await digits.evaluate((shown) => parseFloat(getComputedStyle(shown).fontSize))).toBeGreaterThan(
      120,
    )
    await lookAt(wall, 'wall')
    await press(wall, wall.getByRole('link', { name: es('wall.back') }))
    expect(await wordsOf(heading(wall))).toContain('Sesión del')
    await context.close()
  })

  test('bad input: what is no session has no wall', async () => {
    const answer = await fetch(`${node.listening.publicUrl}/bodies/${body}/sessions/${motion}/wall`)
    expect(answer.status).toBe(404)
  })
})

/** A browser that speaks, in its own way: it keeps what it is to say, and says each when it is told to. */
const speaking = `
  const said = (window.said = [])
  let queue = []
  class Utterance extends EventTarget { constructor(text) { super(); this.text = text } }
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance })
  Object.defineProperty(window, 'speechSynthesis', { value: Object.assign(new EventTarget(), {
    getVoices: () => [{ lang: 'es-BO' }, { lang: 'en-GB' }],
    speak: (one) => void queue.push(one),
    cancel: () => { queue = [] },
  }) })
  window.sayAll = () => { for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
    said.push([one.lang, one.voice?.lang ?? null, one.text]); one.dispatchEvent(new Event('end')) } }
`

describe('a page read aloud', () => {
  const open = async (path: string, isSpeaking = true): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en', viewport: { width: 360, height: 740 } })
    if (isSpeaking) await context.addInitScript(speaking)
    const opened = await context.newPage()
    await opened.goto(`${node.listening.publicUrl}${path}`)
    return opened
  }
  const listen = (of: Page) => of.getByRole('button', { name: en('aloud.start') })
  const quiet = (of: Page) => of.getByRole('button', { name: en('aloud.stop') })

  test('says what it shows in its order, each in its language, and nothing that is hidden', async () => {
    const opened = await open(`/bodies/${body}/motions`)
    await listen(opened).click()
    expect(await quiet(opened).isVisible()).toBe(true)
    expect(await opened.locator('[data-read]').count()).toBe(1)
    await opened.evaluate('sayAll()')
    const spoken = (await opened.evaluate('said')) as [string, string, string][]
    const texts = spoken.map(([, , text]) => text)
    expect(texts.indexOf(en('part.motions'))).toBeLessThan(texts.indexOf('Arreglo de la toma'))
    expect(spoken).toContainEqual(['es', 'es-BO', 'Arreglo de la toma'])
    expect(spoken.find(([lang]) => lang === 'en')?.[1]).toBe('en-GB')
    expect(texts.join(' ')).not.toContain('Nodo de Cosapa')
    expect(await listen(opened).isVisible()).toBe(true)
    expect(await opened.locator('[data-read]').count()).toBe(0)
    await opened.context().close()
  })

  test('stops when it is told to', async () => {
    const opened = await open('/')
    await listen(opened).click()
    await quiet(opened).click()
    await opened.evaluate('sayAll()')
    expect(await opened.evaluate('said')).toEqual([])
    expect(await listen(opened).evaluate((button) => button === document.activeElement)).toBe(true)
    await opened.context().close()
  })

  test('where there is no voice, no button promises one', async () => {
    const opened = await open('/', false)
    expect(await listen(opened).isVisible()).toBe(false)
    expect(await quiet(opened).isVisible()).toBe(false)
    await opened.context().close()
  })
})

describe('how pages look', () => {
  test('is chosen by a press, goes along, and changes the page', async () => {
    const shown = await (await readerOf(browser)).newPage()
    await shown.goto(`${node.listening.publicUrl}/bodies/${body}`)
    await press(shown, shown.getByRole('link', { name: es('look.link') }))
    await lookAt(shown, 'look')
    const choose = `${es('look.choose')} ${es('look.strong-large')}`
    await press(shown, shown.getByRole('link', { name: choose, exact: true }))
    await press(shown, shown.getByRole('link', { name: es('look.back') }))
    expect(new URL(shown.url()).pathname).toBe(`/bodies/${body}`)
    const [ink, zoom] = (await shown.evaluate(
      `[getComputedStyle(document.body).color, getComputedStyle(document.body).zoom]`,
    )) as [string, string]
    expect([ink, zoom]).toEqual(['rgb(0, 0, 0)', '1.25'])
    await lookAt(shown, 'look-strong-large')
    await shown.context().close()
  })

  test.each(['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example', ''])(
    'bad input: the way back from it never leaves the node: %s',
    async (back) => {
      const answer = await fetch(`${node.listening.publicUrl}/look?back=${encodeURIComponent(back)}`)
      expect(/<a class="btn main" href="([^"]*)"/.exec(await answer.text())?.[1]).toBe('/')
    },
  )
})
