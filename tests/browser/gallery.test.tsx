/** The gallery in a browser: what holds of every component holds of every page that is made of them. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GalleryPage } from '../../src/http/pages/gallery-page.tsx'
import { looks } from '../../src/web/page.ts'
import { type Screen, show } from '../pages/browser.ts'
import { htmlOf } from '../pages/example-pages.tsx'
import { launch } from './chromium.ts'
import { widthFaultsOf } from './faults.ts'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launch()
  page = await browser.newPage()
})
afterAll(() => browser.close())

const desk: Screen = { width: 1280, colorScheme: 'light' }
/** A screen of 640 pixels at 200 %. */
const zoomed: Screen = { width: 320, colorScheme: 'light' }

const open = (screen: Screen, look: (typeof looks)[number] = 'plain', language: 'es' | 'pt' = 'es') =>
  show(
    page,
    htmlOf((context) => <GalleryPage page={{ ...context, look }} />, language, true),
    screen,
  )

describe('at 200 % of a screen of 640 pixels', () => {
  test.each(looks)('nothing has to be scrolled sideways, look %s', async (look) => {
    await open(zoomed, look, 'pt')
    expect(await widthFaultsOf(page)).toEqual([])
  })
})

/** What is meant to be pressed: all of it but links of a text, of the way to a page, and of a foot. */
const pressed = [
  'button',
  'a.btn',
  'a.pill',
  'label.pill',
  '.tiles>a',
  'summary',
  'select',
  'textarea',
  'input:not([type=radio]):not([type=hidden])',
].join(',')

/** Visible elements that are lower than `least` CSS pixels; a box to tick is as high as the line it is in. */
const lowerThan = (selector: string, least: number): Promise<string[]> =>
  page.evaluate(
    ([chosen, pixels]) => {
      const line = (element: Element) =>
        element.matches('[type=checkbox]') ? (element.parentElement ?? element) : element
      return [...document.querySelectorAll(String(chosen))]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 1)
        .filter((element) => Math.round(line(element).getBoundingClientRect().height) < Number(pixels))
        .map((element) => element.outerHTML.slice(0, 120))
    },
    [selector, least] as const,
  )

/** Links that stand alone; of those, the ones in whose 24 pixels another link begins. */
function crowdedLinks(): { alone: number; crowded: string[] } {
  const isInSentence = (link: Element): boolean =>
    getComputedStyle(link).display === 'inline' &&
    (link.parentElement?.textContent ?? '').trim().length > (link.textContent ?? '').trim().length
  const alone = [...document.querySelectorAll('a')].filter(
    (link) => link.checkVisibility() && !link.matches('.skip') && !isInSentence(link),
  )
  // A link that goes on in the next line has a piece in each.
  const pieces = alone.flatMap((link) =>
    [...link.getClientRects()].map(({ left, right, top, bottom }) => {
      const missing = Math.max(0, 24 - (bottom - top)) / 2
      return { link, left, right, top: top - missing, bottom: bottom + missing, missing }
    }),
  )
  const crowded = pieces.filter(
    (one) =>
      one.missing > 0 &&
      pieces.some(
        (other) =>
          other.link !== one.link &&
          other.left < one.right &&
          one.left < other.right &&
          other.top < one.bottom &&
          one.top < other.bottom,
      ),
  )
  return { alone: alone.length, crowded: crowded.map(({ link }) => link.outerHTML.slice(0, 120)) }
}

describe.each([desk, { width: 360, colorScheme: 'light' } as const])('at $width pixels', (screen) => {
  test('what is pressed is at least 44 pixels high', async () => {
    await open(screen)
    expect(await lowerThan(pressed, 44)).toEqual([])
  })

  test('any other link is in a sentence, or 24 pixels of its own around its middle (WCAG 2.2, 2.5.8)', async () => {
    await open(screen)
    const { alone, crowded } = await page.evaluate(crowdedLinks)
    expect(alone).toBeGreaterThan(40)
    expect(crowded).toEqual([])
  })
})

/** What Tab goes to, in the order of the page: of radio buttons of one name, one. */
const reachable = () =>
  page.evaluate(() => {
    const seen = new Set<string>()
    const all = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href],button,input:not([type=hidden]),select,textarea,summary',
      ),
    ].filter((element) => {
      if (!element.checkVisibility()) return false
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true
      const isNew = !seen.has(element.name)
      seen.add(element.name)
      return isNew
    })
    all.forEach((element, at) => (element.dataset['at'] = String(at)))
    return all.length
  })

interface Focus {
  /** Its place in the order; of a radio button, that of the first of its name. */
  readonly at: number
  readonly outline: string
  readonly width: number
}

const focus = (): Promise<Focus | null> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return null
    const first =
      element instanceof HTMLInputElement && element.type === 'radio'
        ? document.querySelector<HTMLElement>(`input[name="${element.name}"]`)
        : element
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return {
      at: Number(first?.dataset['at'] ?? -1),
      outline: outlineStyle,
      width: Number.parseFloat(outlineWidth),
    }
  })

describe('by keyboard', () => {
  test('Tab reaches everything in the order of the page, and one sees where one is', async () => {
    await open(desk)
    const count = await reachable()
    expect(count).toBeGreaterThan(100)
    const order: number[] = []
    const unseen: number[] = []
    // A field for a date has parts of its own, with the browser's own frames: Tab goes through them, and it keeps the focus.
    for (let presses = 0; presses < count * 3 && order.at(-1) !== count - 1; presses += 1) {
      await page.keyboard.press('Tab')
      const now = await focus()
      if (now === null) continue
      if (now.at === order.at(-1)) continue
      order.push(now.at)
      if (now.outline !== 'solid' || now.width < 2) unseen.push(now.at)
    }
    expect(order).toEqual(Array.from({ length: count }, (_, at) => at))
    expect(unseen).toEqual([])
  })
})

describe('for whoever wants less motion', () => {
  test('nothing moves by itself, and nothing glides', async () => {
    await open(desk)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element)
          return animationName !== 'none' || /[1-9]/.test(transitionDuration) || scrollBehavior === 'smooth'
        })
        .map((element) => element.outerHTML.slice(0, 80)),
    )
    await page.emulateMedia({ reducedMotion: null })
    expect(moving).toEqual([])
    expect(await page.locator('animate,animateTransform,marquee,video[autoplay]').count()).toBe(0)
  })
})

describe('signs', () => {
  test('never stand alone: each has words beside it', async () => {
    await open(desk)
    const alone = await page.evaluate(() =>
      [...document.querySelectorAll('[data-sign]')]
        .filter((sign) => sign.checkVisibility() && (sign.parentElement?.innerText ?? '').trim() === '')
        .map((sign) => sign.parentElement?.outerHTML.slice(0, 120)),
    )
    expect(await page.locator('main [data-sign]').count()).toBeGreaterThan(60)
    expect(alone).toEqual([])
  })
})

describe('on paper', () => {
  test('the signs, the paths and the colours are there, and the page says that it is invented', async () => {
    await open(desk)
    await page.emulateMedia({ media: 'print' })
    for (const id of ['colours', 'signs', 'paths', 'pictures'])
      expect(await page.locator(`#${id} :is(svg)`).first().isVisible()).toBe(true)
    expect(await page.locator('#paths li li').first().isVisible()).toBe(true)
    expect(await page.getByRole('complementary').first().isVisible()).toBe(true)
    await page.emulateMedia({ media: null })
  })

  test('what only a screen can do is not there', async () => {
    await open(desk)
    await page.emulateMedia({ media: 'print' })
    for (const what of ['header nav', 'header form', 'header .find'])
      expect(await page.locator(what).first().isVisible(), what).toBe(false)
    await page.emulateMedia({ media: null })
  })
})
