/** The main tasks by signs alone: what the gallery shows as the path of each is pressed, step by step, on a running node. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignPath, type SignStep, signPaths } from '../../src/http/pages/gallery-signs.tsx'
import type { MessageKey } from '../../src/web/languages/catalogue.ts'
import { launch } from './chromium.ts'
import { LiveNode, secretary } from './live-nodes.ts'
import { enter, es, press, readerOf, said } from './visit.ts'

const names = ['Eusebio Choque', 'Juana Mamani', 'Rosa Colque']
const community = 'Comunidad Cosapa'

let browser: Browser
let node: LiveNode
let office: BrowserContext
let page: Page

beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de Cosapa', 'BO')])
  const body = await node.found(community)
  for (const name of names) await node.command('person.enrol', { body, name })
  office = await readerOf(browser)
  page = await enter(office, node)
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Of several that have the sign and the word, the one that also says this. */
const amongSeveral: Partial<Record<MessageKey, string>> = { 'gallery.sign.way': es('decision.assembly') }

/** Words of what is next: links, which may say the same as the button they lead to. */
const leadsOn = /^(evening\.next|task)\./

/** The link or button that has this sign with this word; after a colon it may say of what. */
async function bearing([sign, word]: SignStep): Promise<Locator> {
  const [button, link] = ['button', 'a'].map((kind) =>
    page
      .locator(kind)
      .filter({ has: page.locator(`[data-sign="${sign}"]`) })
      .filter({ hasText: new RegExp(String.raw`^\s*${escaped(es(word))}\s*(:|$)`), visible: true })
      .filter({ hasText: amongSeveral[word] ?? '' })
      .first(),
  ) as [Locator, Locator]
  return leadsOn.test(word) || (await button.count()) === 0 ? link : button
}

const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).first().fill(text)

/** What is typed, ticked or chosen by its name before a step is pressed. */
const before: Partial<Record<MessageKey, () => Promise<void>>> = {
  'signin.do': async () => {
    await fill(es('signin.name'), secretary.name)
    await fill(es('signin.passphrase'), secretary.passphrase)
  },
  'session.open.do': () => fill(es('session.entitled'), '4'),
  'attendance.add.do': async () => {
    for (const name of names) await page.getByLabel(name).check()
  },
  'motion.put.do': async () => {
    await fill(es('submissions.motion.title'), 'Arreglo de la toma')
    await fill(es('submissions.motion.text'), 'Que se arregle.')
  },
  'decide.submit': async () => {
    await fill(es('decide.present'), '3')
    for (const [label, count] of [
      ['vote.yes', '2'],
      ['vote.no', '1'],
      ['vote.abstain', '0'],
    ] as const)
      await fill(es(label), count)
    await page.getByLabel(es('decide.confirm')).check()
  },
  'session.close.do': () => page.getByLabel(es('session.close.confirm')).check(),
  'documents.attach.do': () =>
    page.getByLabel(es('documents.attach.file')).setInputFiles({
      name: 'acta.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
    }),
  'body.submissions': () =>
    press(page, page.getByRole('main').getByRole('link', { name: community }).first()),
  'submissions.submit': async () => {
    await fill(es('submissions.motion.title'), 'Fecha de la feria')
    await fill(es('submissions.motion.text'), 'El segundo domingo.')
  },
  'part.motions': async () => {
    await page.getByLabel(es('search.box')).fill('Cosapa')
    await press(page, page.getByRole('button', { name: es('search.do') }))
    await press(page, page.getByRole('main').getByRole('link', { name: community }).first())
  },
}

/** Whether a link leads to another place of the page that is shown. */
async function isOnThisPage(target: Locator): Promise<boolean> {
  const there = new URL((await target.getAttribute('href')) ?? '', page.url())
  return there.hash !== '' && there.pathname === new URL(page.url()).pathname
}

/** Presses a step; what is a file is fetched. */
async function take(step: SignStep): Promise<void> {
  await before[step[1]]?.()
  const target = await bearing(step)
  if (step[0] === 'download') await Promise.all([page.waitForEvent('download'), target.click()])
  else if (step[0] === 'print') {
    const act = await office.request.get(new URL((await target.getAttribute('href')) ?? '', page.url()).href)
    expect((await act.body()).subarray(0, 5).toString()).toBe('%PDF-')
  } else if (await isOnThisPage(target)) await target.click()
  else await press(page, target)
}

/** What the page says when a task is done. */
const saidThen: Readonly<Record<SignPath['task'], MessageKey>> = {
  open: 'session-done.opened',
  attendance: 'session-done.listed',
  put: 'evening.next.decisions',
  decide: 'session-done.recorded',
  close: 'session-done.closed',
  print: 'session.standing.closed',
  photo: 'documents.done',
  carry: 'task.begin',
  member: 'refusal.session-locked',
  visitor: 'book.verified',
}

describe('whoever follows the signs of the gallery, in their order', () => {
  test.each(signPaths)('finds the way: $task', async ({ task, steps }) => {
    if (task === 'member' || task === 'visitor') {
      page = await (await readerOf(browser)).newPage()
      await page.goto(node.listening.publicUrl)
    }
    for (const step of steps) await take(step)
    expect(await said(page)).toContain(es(saidThen[task]))
  })
})
