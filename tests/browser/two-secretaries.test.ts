/**
 * Bad input: two officers write in one book at once, each from a page that the other has overtaken. The second is told what
 * happened, in words, and what was typed stands there still. No page runs a script.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { unwrap } from '../../src/kernel/result.ts'
import { join } from '../../src/node/joining.ts'
import { launch } from './chromium.ts'
import { LiveNode } from './live-nodes.ts'
import { lookAt } from './look.ts'
import { buttonOn, fillOn } from './session-steps.ts'
import { es, heading, press, readerOf, said, signIn, wordsOf } from './visit.ts'

const president = { name: 'Pedro Choque', passphrase: 'tres llamas cruzan el salar' }

type Written = { readonly refs: readonly { readonly seq: number }[] }

let browser: Browser
let node: LiveNode
let body = ''
let one: Page
let two: Page
let [session, motion] = [-1, -1]

const run = <T = Written>(name: string, input: object = {}): Promise<T> =>
  node.command<T>(name, { body, ...input })
const seqOf = ({ refs }: Written): number => refs[0]?.seq ?? -1

beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de Cosapa', 'BO')])
  body = await node.found('Comunidad Cosapa')
  const { person } = await run<{ person: string }>('person.enrol', { name: president.name })
  const { code } = await run<{ code: string }>('member.invite', { person, post: 'president' })
  const { account } = unwrap(await join(node.node, code, 'here', president))
  await run('key.confirm', { pending: node.node.invitations.pendingFor(account)[0]?.id })
  one = await signIn(await readerOf(browser), url())
  two = await signIn(await readerOf(browser), url(), president)
})
afterAll(async () => {
  await browser.close()
  await node.close()
})
/** A session is open, and a motion waits for it. */
beforeEach(async () => {
  motion = seqOf(
    await run('motion.put', { title: { es: 'Arreglo de la toma' }, text: { es: 'Que se arregle.' } }),
  )
  session = seqOf(await run('session.open', { entitled: 20, present: 12 }))
  return closed
})

const url = (path = ''): string => `${node.listening.publicUrl}${path}`
const sessionUrl = (): string => url(`/bodies/${body}/sessions/${session}`)
const voteUrl = (): string => `${sessionUrl()}/vote?motion=${body}/${motion}&rule=assembly`

/** Closes the session, unless a test did. */
async function closed(): Promise<void> {
  await node.command('session.close', { body, session }).catch(() => undefined)
}

/** The form of the vote, filled in and not sent. */
async function typeVote(page: Page, yes: number): Promise<void> {
  await page.goto(voteUrl())
  for (const [label, count] of [
    ['vote.yes', yes],
    ['vote.no', 12 - yes],
    ['vote.abstain', 0],
  ] as const)
    await fillOn(page, es(label), String(count))
  await page.getByLabel(es('decide.confirm')).check()
}

const valueOf = (page: Page, label: Parameters<typeof es>[0]): Promise<string> =>
  page.getByLabel(es(label), { exact: true }).first().inputValue()

describe('given two officers with the form of the same vote', () => {
  test('when both send it, then the second is told that it is decided, and its figures stand there', async () => {
    await typeVote(one, 10)
    await typeVote(two, 9)
    await press(one, buttonOn(one, es('decide.submit')))
    expect(await said(one)).toContain(es('session-done.recorded'))
    await press(two, buttonOn(two, es('decide.submit')))
    expect(await said(two)).toContain(es('refusal.motion-not-open'))
    expect([await valueOf(two, 'vote.yes'), await valueOf(two, 'vote.no')]).toEqual(['9', '3'])
    await lookAt(two, 'two-decided')
  })

  test('when both press at the same moment, then one vote is recorded', async () => {
    await typeVote(one, 10)
    await typeVote(two, 9)
    await Promise.all([one, two].map((page) => press(page, buttonOn(page, es('decide.submit')))))
    const words = [await said(one), await said(two)]
    expect(words.filter((text) => text.includes(es('session-done.recorded')))).toHaveLength(1)
  })

  test('when one closes the session meanwhile, then the other is told, and its figures stand there', async () => {
    await typeVote(two, 9)
    await one.goto(sessionUrl())
    await one.getByLabel(es('session.close.confirm')).check()
    await press(one, buttonOn(one, es('session.close.do')))
    expect(await said(one)).toContain(es('session-done.closed'))
    await press(two, buttonOn(two, es('decide.submit')))
    expect(await said(two)).toContain(es('refusal.no-session-open'))
    expect([await valueOf(two, 'vote.yes'), await valueOf(two, 'vote.no')]).toEqual(['9', '3'])
  })
})

describe('given two officers on the page of sessions', () => {
  test('when both open one, then the second is told that one is open, and what was typed stands there', async () => {
    await closed()
    const opening = (page: Page) =>
      page.locator('form', { has: page.getByRole('button', { name: es('session.open.do') }) })
    for (const [page, place] of [
      [one, 'La sede'],
      [two, 'La escuela'],
    ] as const) {
      await page.goto(url(`/bodies/${body}/sessions`))
      await opening(page).getByLabel(es('decide.place')).fill(place)
      await opening(page).getByLabel(es('session.entitled')).fill('20')
    }
    await press(one, buttonOn(one, es('session.open.do')))
    session = Number(/sessions\/(\d+)/.exec(one.url())?.[1])
    await press(two, buttonOn(two, es('session.open.do')))
    expect(await said(two)).toContain(es('refusal.session-already-open'))
    await lookAt(two, 'two-open')
    expect(await opening(two).getByLabel(es('decide.place')).inputValue()).toBe('La escuela')
  })

  test('when one puts a motion while the other closes, then the motion is put, and shows itself', async () => {
    await two.goto(sessionUrl())
    await one.goto(sessionUrl())
    await one.getByLabel(es('session.close.confirm')).check()
    await press(one, buttonOn(one, es('session.close.do')))
    await two.getByText(es('motion.put'), { exact: true }).click()
    await fillOn(two, es('submissions.motion.title'), 'Fecha de la feria')
    await fillOn(two, es('submissions.motion.text'), 'Que sea en mayo.')
    await press(two, buttonOn(two, es('motion.put.do')))
    expect(await wordsOf(heading(two))).toBe('Fecha de la feria')
    expect(await said(two)).toContain(es('session-done.put'))
  })
})
