/** The first page for each role: a visitor's four questions, a member's own things and news, an officer's tasks. No script runs. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unwrap } from '../../src/kernel/result.ts'
import { join } from '../../src/node/joining.ts'
import { lookAt } from './look.ts'
import { launch } from './chromium.ts'
import { LiveNode } from './live-nodes.ts'
import { es, heading, press, readerOf, said, signIn, wordsOf } from './visit.ts'

const juana = { name: 'Juana Mamani', passphrase: 'el río baja crecido hoy' }

let browser: Browser
let node: LiveNode
let friend: LiveNode
let body = ''

type Written = { readonly refs: readonly { readonly book: string; readonly seq: number }[] }

const run = <T = Written>(name: string, input: object = {}): Promise<T> =>
  node.command<T>(name, { body, ...input })
const put = async (title: string): Promise<number> =>
  (await run('motion.put', { title: { es: title }, text: { es: title } })).refs[0]?.seq ?? -1

/** A session that decides on a motion, and is closed. */
async function decided(motion: number): Promise<void> {
  const opened = await run('session.open', { entitled: 9, present: 9 })
  const hands = { yes: 8, no: 1, abstain: 0 }
  await run('vote.record', { motion: { book: body, seq: motion }, rule: 'assembly', ...hands })
  await run('session.close', { session: opened.refs[0]?.seq })
}

/** Somebody who was invited, came and was confirmed. */
async function memberComes({ name, passphrase }: typeof juana): Promise<void> {
  const { person } = await run<{ person: string }>('person.enrol', { name })
  const { code } = await run<{ code: string }>('member.invite', { person, post: 'member' })
  const account = unwrap(await join(node.node, code, 'here', { name, passphrase })).account
  await run('key.confirm', { pending: node.node.invitations.pendingFor(account)[0]?.id })
}

beforeAll(async () => {
  ;[browser, node, friend] = await Promise.all([
    launch(),
    LiveNode.open('Nodo de Cosapa', 'BO'),
    LiveNode.open('Nodo de Putre', 'CL'),
  ])
  const founding = { kind: 'community', name: { es: 'Comunidad Cosapa' }, country: 'BO', demonstration: true }
  body = (await node.command<{ book: string }>('body.found', founding)).book
  await decided(await put('Limpieza del río'))
  await memberComes(juana)
})
afterAll(async () => {
  await browser.close()
  await Promise.all([node.close(), friend.close()])
})

const url = (path = ''): string => `${node.listening.publicUrl}${path}`

const look = (page: Page, name: string): Promise<void> => lookAt(page, `home-${name}`)

const within = (page: Page, title: string) =>
  page
    .getByRole('main')
    .locator('section', { has: page.getByRole('heading', { name: title, exact: true }) })
    .last()

describe('a visitor', () => {
  let page: Page
  beforeAll(async () => {
    page = await (await readerOf(browser)).newPage()
  })

  test('is told what this is, who takes part, what was decided, and how it is checked', async () => {
    await page.goto(url())
    expect(await said(page)).toContain(es('home.what'))
    expect(await said(page)).toContain(es('home.who', { count: 1, countries: 'Bolivia (1)', hosted: 1 }))
    expect(await wordsOf(within(page, es('home.motions')))).toContain('Limpieza del río ')
    await look(page, 'visitor')
    await press(page, page.getByRole('link', { name: es('home.check.example') }))
    expect(new URL(page.url()).pathname).toBe(`/books/${body}`)
  })

  test('comes from a decision to the leaf of the book that proves it', async () => {
    await page.goto(url())
    await press(page, page.getByRole('link', { name: 'Limpieza del río' }))
    expect(await wordsOf(heading(page))).toBe('Limpieza del río')
    await press(
      page,
      page
        .getByRole('main')
        .getByRole('link', { name: /^hoja \d+$/ })
        .first(),
    )
    expect(await said(page)).toContain(es('book.verified'))
  })

  test('sees who takes part, and no person', async () => {
    await page.goto(url())
    await press(page, page.getByRole('link', { name: es('home.who.see') }))
    expect(await said(page)).toContain('Comunidad Cosapa')
    await page.goto(url(`/bodies/${body}`))
    expect(await said(page)).not.toContain(es('role.title'))
    expect(await page.getByRole('navigation', { name: /^Partes de/ }).innerText()).not.toContain(
      es('part.people'),
    )
    await look(page, 'body-visitor')
  })
})

describe('a member', () => {
  let phone: BrowserContext
  let page: Page
  beforeAll(async () => {
    phone = await readerOf(browser)
    page = await signIn(phone, url(), juana)
  })

  test('on the first visit sees what is theirs; what they sent waits to be entered', async () => {
    await page.goto(url())
    expect(await said(page)).toContain(es('role.mine.none'))
    expect(await said(page)).toContain(es('role.news.count', { entries: 0 }))
    await page.goto(url(`/bodies/${body}/submissions`))
    await page.getByLabel(es('submissions.motion.title')).fill('Un banco en la plaza')
    await page.getByLabel(es('submissions.motion.text')).fill('Que se ponga.')
    await press(page, page.getByRole('button', { name: es('submissions.submit') }).first())
    await page.goto(url())
    expect(await wordsOf(within(page, es('role.mine')))).toContain(
      `Un banco en la plaza: ${es('role.submission.waiting')}`,
    )
    await look(page, 'member')
  })

  test('on the next visit sees what changed since, for as long as it lasts', async () => {
    await decided(await put('Fecha de la feria'))
    await page.context().clearCookies()
    page = await signIn(phone, url(), juana)
    for (const _ of ['once', 'again']) {
      await page.goto(url())
      const news = await wordsOf(within(page, es('role.news')))
      expect(news).toContain(`${es('news.decided')} Fecha de la feria`)
      expect(news).not.toContain('Limpieza del río')
    }
    await page.goto(url(`/bodies/${body}`))
    expect(await wordsOf(within(page, es('role.news')))).toContain('Fecha de la feria')
    await look(page, 'body-member')
    await page.context().clearCookies()
    page = await signIn(phone, url(), juana)
    await page.goto(url())
    expect(await wordsOf(within(page, es('role.news')))).toContain(es('role.news.count', { entries: 0 }))
  })
})

describe('a secretary', () => {
  let page: Page
  const tasks = () => wordsOf(within(page, es('role.tasks')))
  const main = (name: string) => page.getByRole('main').getByRole('link', { name })

  test('has acts to print, a submission to enter, and no copy elsewhere; each with its page', async () => {
    page = await signIn(await readerOf(browser), url())
    await page.goto(url())
    const shown = await tasks()
    expect(shown).toContain(es('task.submissions', { count: 1 }))
    expect(shown).toContain(es('task.carry', { count: 0 }))
    expect(shown).toContain('Falta imprimir y firmar el acta')
    expect(await said(page)).toContain(es('role.copies.none'))
    await look(page, 'secretary')
    await press(page, main(es('task.submissions.do')))
    await press(page, page.getByRole('button', { name: es('submissions.enter') }))
    await page.goto(url())
    expect(await tasks()).not.toContain(es('task.submissions.do'))
  })

  test('sees how far the copies of others are', async () => {
    await friend.command('peer.add', { url: node.listening.publicUrl })
    await friend.command('book.follow', { book: body })
    await node.command('peer.add', { url: friend.listening.publicUrl })
    await friend.command('node.sync', {})
    await node.command('node.sync', {})
    await page.goto(url())
    expect(await wordsOf(within(page, es('role.copies')))).toContain(
      es('role.copies.lacking', { lacking: 0 }),
    )
    expect(await tasks()).not.toContain(es('task.carry.do'))
    await put('Una moción más')
    await page.goto(url())
    expect(await wordsOf(within(page, es('role.copies')))).toContain(
      es('role.copies.lacking', { lacking: 1 }),
    )
    expect(await tasks()).toContain(es('task.carry', { count: 1 }))
  })
})
