/** The frame of every page: the bar of a body's parts, the way to a page, search in any page's head, lists part by part. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookAt } from './look.ts'
import { launch } from './chromium.ts'
import { LiveNode } from './live-nodes.ts'
import { es, heading, press, readerOf, said, signIn, wordsOf } from './visit.ts'

let browser: Browser
let node: LiveNode
let reader: BrowserContext
let page: Page
/** Desaguadero of Bolivia and of Peru, and an alliance. */
let [bolivian, peruvian, alliance] = ['', '', '']

const found = async (input: object): Promise<string> =>
  (await node.command<{ book: string }>('body.found', { demonstration: true, ...input })).book

const put = async (body: string, title: string): Promise<number> =>
  (
    await node.command<{ refs: { seq: number }[] }>('motion.put', {
      body,
      title: { es: title },
      text: { es: `Que se haga: ${title}.` },
    })
  ).refs[0]?.seq ?? -1

beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo del lago', 'BO')])
  bolivian = await found({ kind: 'municipality', name: { es: 'Desaguadero' }, country: 'BO' })
  peruvian = await found({ kind: 'community', name: { es: 'Desaguadero' }, country: 'PE' })
  const sections = ['BO', 'PE'].map((id) => ({ id, name: { es: id } }))
  const countries = ['BO', 'PE']
  alliance = await found({ kind: 'alliance', name: { es: 'Alianza del lago' }, countries, sections })
  const first = await put(peruvian, 'Limpieza del río')
  for (let at = 0; at < 34; at += 1) await put(peruvian, `Acequia ${at}`)
  await node.command('motion.withdraw', { body: peruvian, motion: first })
  reader = await readerOf(browser)
  page = await reader.newPage()
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

const url = (path = ''): string => `${node.listening.publicUrl}${path}`
const bar = (of: Page = page) => of.getByRole('navigation', { name: es('nav.body', { name: 'Desaguadero' }) })
const way = () => page.getByRole('navigation', { name: es('nav.crumbs') })

const look = (name: string): Promise<void> => lookAt(page, `shell-${name}`)

describe('the parts of a body', () => {
  test('are on all its pages, the one that is shown is marked, and each leads on', async () => {
    await page.goto(url(`/bodies/${peruvian}`))
    for (const part of [
      'sessions',
      'motions',
      'offices',
      'charter',
      'documents',
      'federation',
      'book',
    ] as const) {
      await press(page, bar().getByRole('link', { name: es(`part.${part}`), exact: true }))
      expect(await bar().locator('[aria-current=page]').innerText()).toBe(es(`part.${part}`))
      expect(await way().getByRole('listitem').last().innerText()).toBe(es(`part.${part}`))
    }
  })

  test('its people are for those of the body', async () => {
    await page.goto(url(`/bodies/${peruvian}`))
    expect(
      await bar()
        .getByRole('link', { name: es('part.people') })
        .count(),
    ).toBe(0)
    const office = await readerOf(browser)
    const inside = await signIn(office, url())
    await inside.goto(url(`/bodies/${peruvian}`))
    await press(inside, bar(inside).getByRole('link', { name: es('part.people') }))
    expect(await wordsOf(heading(inside))).toBe(es('people.title'))
    await office.close()
  })

  test('of a federation its members are the part that tells of federations', async () => {
    await page.goto(url(`/bodies/${alliance}`))
    const parts = page.getByRole('navigation', { name: es('nav.body', { name: 'Alianza del lago' }) })
    await press(page, parts.getByRole('link', { name: es('part.federation') }))
    expect(new URL(page.url()).pathname).toBe(`/federations/${alliance}`)
  })

  test('the way to a page is the node, the body, the part and the page, and leads back', async () => {
    await page.goto(url(`/bodies/${peruvian}/motions`))
    await press(page, page.getByRole('link', { name: 'Acequia 33', exact: true }))
    const items = way().getByRole('listitem')
    expect((await items.allInnerTexts()).map((text) => text.trim())).toEqual([
      'Nodo del lago',
      'Desaguadero',
      es('part.motions'),
      'Acequia 33',
    ])
    expect(await way().locator('[aria-current=page]').innerText()).toBe('Acequia 33')
    await look('motion')
    await press(page, way().getByRole('link', { name: 'Nodo del lago' }))
    expect(new URL(page.url()).pathname).toBe('/')
  })

  test('bad input: nothing is told of a body that is not here', async () => {
    const answer = await page.goto(url(`/bodies/${'a'.repeat(52)}/sessions`))
    expect(answer?.status()).toBe(404)
    expect(await page.getByRole('navigation', { name: /^Partes de/ }).count()).toBe(0)
  })
})

describe('long lists', () => {
  test('of motions are shown a part at a time, and filtered by address', async () => {
    await page.goto(url(`/bodies/${peruvian}/motions`))
    const titles = page.getByRole('main').getByRole('heading', { level: 3 })
    expect(await titles.count()).toBe(30)
    await press(page, page.getByRole('link', { name: es('pager.next') }))
    expect(await titles.allInnerTexts()).toEqual([
      'Acequia 3',
      'Acequia 2',
      'Acequia 1',
      'Acequia 0',
      'Limpieza del río',
    ])
    await press(page, page.getByRole('link', { name: es('pager.first') }))
    await press(page, page.getByRole('link', { name: es('motions.filter.withdrawn') }))
    expect(await titles.allInnerTexts()).toEqual(['Limpieza del río'])
    expect(page.url()).toContain('show=withdrawn')
    await press(page, page.getByRole('link', { name: es('motions.filter.decided') }))
    expect(await said(page)).toContain(es('motions.none.such'))
    await look('motions')
  })

  test('of books are filtered by country and by kind', async () => {
    await page.goto(url('/books'))
    const country = page.getByRole('navigation', { name: es('filter.country') })
    await press(page, country.getByRole('link', { name: 'Perú', exact: true }))
    expect(await page.getByRole('row', { name: /Desaguadero/ }).allInnerTexts()).toHaveLength(1)
    const kind = page.getByRole('navigation', { name: es('filter.kind') })
    await press(page, kind.getByRole('link', { name: 'Municipio', exact: true }))
    expect(await said(page)).toContain(es('books.none.such'))
    await look('books')
  })
})

describe('search', () => {
  const search = async (typed: string): Promise<void> => {
    const link = page.getByRole('banner').getByRole('link', { name: es('search.do') })
    if (await link.isVisible()) await press(page, link)
    await page.getByRole('searchbox', { name: es('search.box') }).fill(typed)
    await press(page, page.getByRole('search').getByRole('button', { name: es('search.do') }))
  }

  test('is in the head of every page, on a phone one press away; places of one name are told apart', async () => {
    await page.goto(url(`/bodies/${bolivian}/charter`))
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await page.getByRole('searchbox').isVisible()).toBe(true)
    await page.setViewportSize({ width: 360, height: 800 })
    expect(await page.getByRole('searchbox').isVisible()).toBe(false)
    await search('DESAGUADERO')
    const links = page.getByRole('main').getByRole('link', { name: 'Desaguadero' })
    expect(await links.count()).toBe(2)
    await look('found')
    await press(page, page.getByRole('link', { name: 'Perú (1)' }))
    await press(page, links.first())
    expect(new URL(page.url()).pathname).toBe(`/bodies/${peruvian}`)
  })

  test('finds a motion without its accent, and leads to it', async () => {
    await search('rio')
    await press(page, page.getByRole('main').getByRole('link', { name: 'Limpieza del río' }))
    expect(await wordsOf(heading(page))).toBe('Limpieza del río')
  })

  test('bad input: what is found nowhere, and what is no word, says what to do', async () => {
    await search('xilófono')
    expect(await said(page)).toContain(es('search.none'))
    await search('"*( NEAR')
    expect(await said(page)).toContain(es('search.none'))
    await search('"*(')
    expect(await said(page)).toContain(es('search.how'))
    await look('empty')
  })
})
