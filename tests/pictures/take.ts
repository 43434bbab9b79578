/**
 * Pictures for the README, of the built demonstration: `npm run pictures` writes PNG files to
 * docs/pictures. The act is printed and drawn by pdftoppm (poppler-utils); without it, as the browser lays out print.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type DemoNode, Network, secretary } from '../../demo/network.ts'
import { type Told, tellStory } from '../../demo/story.ts'
import { launch } from '../browser/chromium.ts'
import { setup as build } from '../build-first.ts'

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url))
const file = (name: string): string => join(folder, `${name}.png`)

const pdftoppm = '/usr/bin/pdftoppm'

const desk = { width: 1280, height: 1400 }
const wall = { width: 1280, height: 800 }
const phone = { width: 360, height: 1400 }

interface Picture {
  readonly name: string
  readonly url: string
  readonly look?: BrowserContextOptions
  /** Taken from this heading on, not from the top. */
  readonly from?: string
}

function picturesOf(network: Network, { alliance, motion, books }: Told): readonly Picture[] {
  const { BO, CL } = network.nodes
  const board = `${CL.publicUrl}/motions/${alliance}/${motion}`
  return [
    { name: 'board-1280', url: board },
    { name: 'board-1280-dark', url: board, look: { colorScheme: 'dark' } },
    { name: 'board-360', url: board, look: { viewport: phone } },
    { name: 'board-360-map', url: board, look: { viewport: phone }, from: 'En el mapa' },
    { name: 'board-360-sun', url: `${board}?look=strong`, look: { viewport: phone } },
    { name: 'wall-1280', url: `${board}/wall`, look: { viewport: wall } },
    { name: 'tree-360', url: `${BO.publicUrl}/federations/${alliance}/tree`, look: { viewport: phone } },
    { name: 'visitor-360', url: CL.publicUrl, look: { viewport: phone } },
    { name: 'alliance-1280', url: `${BO.publicUrl}/federations/${alliance}` },
    { name: 'book-1280', url: `${BO.publicUrl}/books/${books.get('CL Putre')}` },
    { name: 'body-360', url: `${BO.publicUrl}/bodies/${books.get('CL Putre')}`, look: { viewport: phone } },
  ]
}

async function open(browser: Browser, { url, look }: Omit<Picture, 'name'>): Promise<Page> {
  const context = await browser.newContext({ viewport: desk, locale: 'es', ...look })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

async function take(browser: Browser, picture: Picture): Promise<void> {
  const page = await open(browser, picture)
  const { from } = picture
  const top = from === undefined ? null : await page.getByRole('heading', { name: from }).boundingBox()
  if (top !== null) await page.evaluate(`scrollTo(0, ${Math.round(top.y) - 16})`)
  await page.screenshot({ path: file(picture.name) })
  await page.context().close()
}

/** What only the operator sees: the page of carriage and the form. */
async function takeAsOperator(
  browser: Browser,
  node: DemoNode,
  name: string,
  path: string,
  look: BrowserContextOptions,
): Promise<void> {
  const page = await open(browser, { url: node.operatorUrl, look })
  await page.getByLabel('Llave de arranque').fill(node.token)
  const entered = page.waitForURL(`${node.operatorUrl}/`)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await entered
  await signIn(page, node)
  await page.goto(`${node.operatorUrl}${path}`)
  await page.screenshot({ path: file(name) })
  await page.context().close()
}

/** As people do: the secretary holds the books that are written there. */
async function signIn(page: Page, { operatorUrl }: DemoNode): Promise<void> {
  await page.goto(`${operatorUrl}/sign-in`)
  const form = page
    .getByRole('main')
    .locator('form', { has: page.getByLabel('Su nombre en este nodo') })
    .first()
  await form.getByLabel('Su nombre en este nodo').fill(secretary.name)
  await form.getByLabel('Su frase secreta').fill(secretary.passphrase)
  const entered = page.waitForEvent('load')
  await form.getByRole('button').click()
  await entered
}

async function takeAct(browser: Browser, url: string, folderForPdf: string): Promise<void> {
  const page = await open(browser, { url, look: { viewport: { width: 794, height: 1123 } } })
  const pdf = join(folderForPdf, 'act.pdf')
  await page.pdf({ path: pdf, preferCSSPageSize: true })
  if (existsSync(pdftoppm)) execFileSync(pdftoppm, ['-png', '-r', '96', pdf, join(folder, 'act')])
  else {
    await page.emulateMedia({ media: 'print' })
    await page.screenshot({ path: file('act-1') })
  }
  await page.context().close()
}

build()
mkdirSync(folder, { recursive: true })
const storyFolder = await mkdtemp(join(tmpdir(), 'apachita-pictures-'))
const network = await Network.start(storyFolder)
const browser = await launch()
try {
  const options = { folder: storyFolder, isDecisiveYesGiven: true, tell: () => undefined }
  const told = await tellStory(network, options)
  for (const picture of picturesOf(network, told)) await take(browser, picture)
  const { BO, CL } = network.nodes
  const motion = `/motions/${told.alliance}/${told.motion}`
  await takeAsOperator(browser, BO, 'carriage-1280', '/carriage', {})
  await takeAsOperator(browser, CL, 'decide-360', `${motion}/decide`, { viewport: phone })
  await takeAsOperator(browser, BO, 'home-360', '/', { viewport: phone })
  await takeAct(browser, `${BO.publicUrl}${motion}/act`, storyFolder)
} finally {
  await browser.close()
  await network.stop()
  await rm(storyFolder, { recursive: true, force: true })
}
