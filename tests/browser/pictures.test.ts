/** Pictures on pages, with the ways to their tables; and as files, saved by a reader and opened by themselves. */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { axeFaultsOf, widthFaultsOf } from './faults.ts'
import { LiveNode } from './live-nodes.ts'
import { picture } from './picture.ts'
import { es, readerOf, said } from './visit.ts'

let browser: Browser
let node: LiveNode
let page: Page
let city = ''
let motion = 0

const place = { lon: '-68.41', lat: '-18.13' }

async function joins(body: string, federation: string, section: string): Promise<void> {
  await node.command('membership.apply', { body, federation, section })
  await node.command('membership.accept', { federation, body })
}

beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de la ciudad', 'BO')])
  const sections = [{ id: 'N', name: { es: 'Norte' } }]
  city = await node.found('Federación de la Ciudad', { kind: 'federation', sections })
  const district = await node.found('Distrito Uno', { kind: 'federation', sections })
  await joins(district, city, 'N')
  await joins(city, district, 'N')
  await joins(await node.found('Junta <Alto> & Lima', { place }), district, 'N')
  const put = { body: city, title: { es: 'Agua' }, text: { es: 'Que llegue.' } }
  motion = (await node.command<{ refs: { seq: number }[] }>('motion.put', put)).refs[0]?.seq ?? -1
  await node.command('motion.refer', { body: city, motion })
  page = await (await readerOf(browser)).newPage()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await node.close()
})

const url = (path: string): string => `${node.listening.publicUrl}${path}`
const link = (what: 'svg' | 'csv' | 'table', name: string) =>
  page.getByRole('link', { name: `${es(`picture.${what}`)}: ${name}` })

/** Presses the link to a file: what it is called, and where it was saved. */
async function save(what: 'svg' | 'csv', name: string): Promise<{ name: string; path: string }> {
  const download = page.waitForEvent('download')
  await link(what, name).click()
  const saved = await download
  const path = `${await saved.path()}.${what}`
  await saved.saveAs(path)
  return { name: saved.suggestedFilename(), path }
}

describe('the tree of a federation', () => {
  test('is on its page with a link to every body, and says where a circle closes', async () => {
    await page.goto(url(`/federations/${city}`))
    await page.getByRole('link', { name: es('tree.title') }).click()
    await page.getByRole('heading', { level: 1, name: es('tree.title') }).waitFor()
    expect(await said(page)).toContain(es('tree.circle.explain'))
    await page.getByRole('img', { name: es('tree.title') }).waitFor()
    await page.getByRole('row', { name: 'Junta <Alto> & Lima' }).getByRole('link').waitFor()
    await picture(page, 'tree')
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 740 })
      expect(await widthFaultsOf(page)).toEqual([])
    }
    await link('table', es('tree.title')).click()
    expect(new URL(page.url()).hash).toBe('#bodies')
  })

  test('is reached and saved by the keyboard alone', async () => {
    await page.goto(url(`/federations/${city}/tree`))
    await link('svg', es('tree.title')).focus()
    const download = page.waitForEvent('download')
    await page.keyboard.press('Enter')
    expect((await download).suggestedFilename()).toBe('federacion-de-la-ciudad-tree.svg')
  })

  test('nothing that axe objects to', async () => {
    const open = await (await browser.newContext({ locale: 'es-BO' })).newPage()
    for (const path of [`/federations/${city}/tree`, `/motions/${city}/${motion}`]) {
      await open.goto(url(path))
      expect(await axeFaultsOf(open)).toEqual([])
    }
    await open.close()
  })
})

test('a saved picture opens by itself, whole and in colour, and loads nothing', async () => {
  await page.goto(url(`/federations/${city}/tree`))
  const { name, path } = await save('svg', es('tree.title'))
  expect(name).toBe('federacion-de-la-ciudad-tree.svg')
  const own = await (await browser.newContext()).newPage()
  const asked: string[] = []
  own.on('request', (request) => asked.push(request.url()))
  await own.goto(`file://${path}`)
  expect(asked).toEqual([`file://${path}`])
  expect(await own.title()).toBe(`Federación de la Ciudad: ${es('tree.title')}`)
  const shown = (await own.locator('svg text').allTextContents()).join(' ')
  for (const text of [es('tree.title'), 'Junta <Alto> & Lima', 'Distrito Uno', es('app.demonstration')])
    expect(shown).toContain(text)
  const colours = (await own.evaluate(
    `[...document.querySelectorAll('.m.named')].map((part) => getComputedStyle(part).fill)`,
  )) as string[]
  expect(new Set(colours)).toEqual(new Set(['rgb(20, 116, 111)']))
  await own.close()
})

test('the bars of a board are saved with their table, whose figures are on the page, too', async () => {
  await page.goto(url(`/motions/${city}/${motion}`))
  await page.getByText(es('board.bars.table')).click()
  await page
    .getByRole('row', { name: /^Norte/ })
    .first()
    .waitFor()
  const svg = await save('svg', es('board.bars'))
  expect(await readFile(svg.path, 'utf8')).toContain('class="part unheard"')
  const csv = await save('csv', es('board.bars'))
  expect(csv.name).toBe(`federacion-de-la-ciudad-bars-${motion}.csv`)
  const [head, whole] = (await readFile(csv.path, 'utf8')).split('\r\n')
  expect(head).toContain(es('board.bars.entitled'))
  expect(whole).toMatch(/^En conjunto,1,0,0,0,1,1,/)
})
