/** Somebody is invited to a community: in with the slip, confirmed, proposing, voting by own key, and reading what came of it. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { communityCharter } from '../../../src/bodies/charters.ts'
import type { JsonObject } from '../../../src/book/entry.ts'
import { unwrap } from '../../../src/kernel/result.ts'
import { foundBook } from '../../../src/node/write.ts'
import { launch } from '../chromium.ts'
import { LiveNode } from '../live-nodes.ts'
import { lookAt } from '../look.ts'
import { come, enrol, invite } from '../membership-steps.ts'
import { es, heading, press, readerOf, said, signIn, withAndWithoutScripts, wordsOf } from '../visit.ts'

const juana = { name: 'Juana Mamani', passphrase: 'el río baja crecido hoy' }
const title = 'Un banco en la plaza'

describe.each(withAndWithoutScripts)('an invited member takes part, %s', (_, hasScripts) => {
  let browser: Browser
  let node: LiveNode
  let body = ''
  let phone: BrowserContext
  let member: Page
  let officer: Page
  beforeAll(async () => {
    ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de San Pedro', 'BO')])
    body = await foundWithBallots(node)
    phone = await readerOf(browser, hasScripts)
    officer = await signIn(await readerOf(browser, hasScripts), url())
  })
  afterAll(async () => {
    await browser.close()
    await node.close()
  })

  const url = (path = ''): string => `${node.listening.publicUrl}${path}`
  const run = (name: string, input: object): Promise<Written> => node.command(name, { body, ...input })
  const peopleUrl = (): string => url(`/bodies/${body}/people`)
  const within = (titled: string) =>
    member
      .getByRole('main')
      .locator('section', { has: member.getByRole('heading', { name: titled, exact: true }) })
      .last()

  test('the slip leads in; until an officer has compared the number, she is nobody of the community', async () => {
    await enrol(officer, peopleUrl(), juana.name)
    const code = await invite(officer, peopleUrl(), juana.name, 'miembro')
    member = await phone.newPage()
    await member.goto(url())
    expect(
      await member
        .getByRole('main')
        .getByRole('link', { name: es('home.join') })
        .count(),
    ).toBe(1)
    await member.close()
    const came = await come(phone, url(), code, juana)
    member = came.page
    expect(came.number).not.toBe('')
    await member.goto(peopleUrl())
    expect(await wordsOf(heading(member))).toBe(es('error.title.404'))
    await officer.goto(peopleUrl())
    expect(await said(officer)).toContain(came.number)
    await press(officer, officer.getByRole('button', { name: es('people.confirm') }))
    expect(await said(officer)).toContain(es('people-done.confirm'))
    await member.goto(url('/me'))
    expect(await said(member)).toContain('San Pedro de Curahuara')
    await lookAt(member, 'invited-me')
  })

  test('she comes back another day with her phrase, and puts a motion, which waits', async () => {
    await press(member, member.getByRole('button', { name: es('who.lock') }))
    member = await signIn(phone, url(), juana)
    await member.goto(url(`/bodies/${body}/submissions`))
    await member.getByLabel(es('submissions.motion.title')).fill(title)
    await member.getByLabel(es('submissions.motion.text')).fill('Que se ponga un banco.')
    const form = member.locator('form', { has: member.getByLabel(es('submissions.motion.title')) })
    await press(member, form.getByRole('button', { name: es('submissions.submit') }))
    expect(await said(member)).toContain(es('submissions.done.submitted'))
    await member.goto(url())
    expect(await wordsOf(within(es('role.mine')))).toContain(`${title}: ${es('role.submission.waiting')}`)
  })

  test('it is entered by the officer, and she votes on it with her own key', async () => {
    await officer.goto(url(`/bodies/${body}/submissions`))
    await press(officer, officer.getByRole('button', { name: es('submissions.enter') }))
    expect(await said(officer)).toContain(es('submissions.done.entered'))
    await member.goto(url(`/bodies/${body}/motions`))
    await press(member, member.getByRole('link', { name: title }).first())
    await member.getByText(es('ballot.title'), { exact: true }).click()
    await member.getByRole('radio', { name: es('position.yes'), exact: true }).check()
    await press(member, member.getByRole('button', { name: es('ballot.do') }))
    await lookAt(member, 'invited-voted')
    expect(await said(member)).toContain(es('session-done.cast'))
  })

  test('on her next visit she reads on the first page what was decided, and follows it', async () => {
    const motion = { book: body, seq: Number(/motions\/\w+\/(\d+)/.exec(member.url())?.[1]) }
    const opened = await run('session.open', { entitled: 20, present: 12 })
    const counted = { form: 'ballots', rule: 'assembly', yes: 10, no: 1, abstain: 1, invalid: 0 }
    await run('vote.record', { motion, ...counted })
    await run('session.close', { session: opened.refs[0]?.seq })
    await press(member, member.getByRole('button', { name: es('who.lock') }))
    member = await signIn(phone, url(), juana)
    await member.goto(url())
    expect(await wordsOf(within(es('role.mine')))).not.toContain(es('role.submission.waiting'))
    const news = within(es('role.news'))
    expect(await wordsOf(news)).toContain(`${es('news.decided')} ${title}`)
    await lookAt(member, 'invited-news')
    await press(member, news.getByRole('link', { name: title }).first())
    expect(await wordsOf(heading(member))).toBe(title)
    expect(await said(member)).toContain('10 sí')
  })
})

type Written = { readonly refs: readonly { readonly seq: number }[] }

/** A community whose assembly takes ballots that people sign with their own keys. */
async function foundWithBallots(node: LiveNode): Promise<string> {
  const assembly = { ...communityCharter.decisions['assembly'], ballots: 'own-key' }
  const decisions = { ...communityCharter.decisions, assembly }
  const founding = {
    name: { es: 'San Pedro de Curahuara' },
    kind: 'community',
    country: 'BO',
    demonstration: true,
  }
  const charter = { ...communityCharter, decisions } as unknown as JsonObject
  return unwrap(await foundBook(node.node, node.actor, { ...founding, charter }, 'secretary')).book
}
