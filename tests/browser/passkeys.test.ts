/** A passkey in a browser, with Chromium's own authenticator: added, entered with, signed with; and where there is none. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { axeFaultsOf, widthFaultsOf } from './faults.ts'
import { LiveNode, secretary } from './live-nodes.ts'
import { es, heading, press, readerOf, said, signIn, wordsOf } from './visit.ts'

let browser: Browser
let node: LiveNode
let body = ''
beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de San Pedro', 'BO')])
  body = await node.found('San Pedro de Curahuara')
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

/** By the name that browsers count as secure. */
const base = (): string => node.listening.publicUrl.replace('127.0.0.1', 'localhost')

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

let context: BrowserContext
let page: Page
let faults: string[]
beforeEach(async () => {
  faults = []
  context = await browser.newContext({ locale: 'es-BO', viewport: { width: 360, height: 740 } })
  context.setDefaultTimeout(20_000)
  page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
})
afterEach(async () => {
  node.node.passkeys.removeAll(node.actor.account)
  await context.close()
})

/** A phone's own authenticator, which its owner unlocks. */
async function withAuthenticator(hasPrf: boolean): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  })
  return { cdp, authenticatorId }
}

async function enterByPhrase(): Promise<void> {
  await page.goto(`${base()}/sign-in`)
  const form = page.getByRole('main').locator('form', { has: page.getByLabel(es('signin.name')) })
  await form.getByLabel(es('signin.name')).fill(secretary.name)
  await form.getByLabel(es('signin.passphrase')).fill(secretary.passphrase)
  await press(page, form.getByRole('button', { name: es('signin.do'), exact: true }))
}

async function add(name: string): Promise<void> {
  await page.goto(`${base()}/me`)
  const form = page.locator('form', { has: button(page, es('passkey.add.do')) })
  await form.getByLabel(es('passkey.name')).fill(name)
  await form.getByLabel(es('me.passphrase.current')).fill(secretary.passphrase)
  await press(page, button(page, es('passkey.add.do')))
}

const lock = (): Promise<void> => press(page, button(page, es('who.lock')))

/** Entries with their author's own signature. */
const signedEntries = (): number =>
  node.node.views.db
    .prepare<[string], { count: number }>('SELECT count(*) AS count FROM signed_entries WHERE book = ?')
    .get(body)?.count ?? 0

describe('with an authenticator', () => {
  test('a passkey is added, opens the account without a phrase, and signs an act', async () => {
    await withAuthenticator(true)
    await enterByPhrase()
    await add('Mi teléfono')
    expect(await said(page)).toContain(es('me.done.passkey-added'))
    expect(await said(page)).toContain('Mi teléfono')
    expect([await axeFaultsOf(page), await widthFaultsOf(page)]).toEqual([[], []])
    await lock()
    await press(page, button(page, es('passkey.enter')))
    expect(await page.getByRole('banner').innerText()).toContain(secretary.name)
    const before = signedEntries()
    await page.goto(`${base()}/bodies/${body}/submissions`)
    const form = page.locator('form', { has: page.getByLabel(es('submissions.motion.title')) })
    await form.getByLabel(es('submissions.motion.title')).fill('Limpiar la toma de agua')
    await form.getByLabel(es('submissions.motion.text')).fill('Que se limpie cada año.')
    await press(page, form.getByRole('button', { name: es('submissions.submit') }))
    expect(await said(page)).toContain(es('submissions.done.submitted'))
    await press(page, button(page, es('submissions.enter')))
    expect(await said(page)).toContain(es('submissions.done.entered'))
    expect(signedEntries()).toBe(before + 1)
    expect(faults).toEqual([])
  })

  test('that computes its secret only when it signs is asked a second time', async () => {
    await withAuthenticator(true)
    await page.addInitScript(`{
      const { prototype } = PublicKeyCredential
      const all = prototype.getClientExtensionResults
      prototype.getClientExtensionResults = function () {
        const results = all.call(this)
        const isMade = this.response instanceof AuthenticatorAttestationResponse
        return isMade ? { ...results, prf: { enabled: results.prf.enabled } } : results
      }
    }`)
    await enterByPhrase()
    await add('Mi llavero')
    expect(await said(page)).toContain(es('me.done.passkey-added'))
    await lock()
    await press(page, button(page, es('passkey.enter')))
    expect(await page.getByRole('banner').innerText()).toContain(secretary.name)
  })

  test('that has a passkey of this account already, none is added a second time', async () => {
    await withAuthenticator(true)
    await enterByPhrase()
    await add('Mi teléfono')
    await add('Mi teléfono otra vez')
    expect(await said(page)).toContain(es('refusal.passkey-already-there'))
    expect(node.node.passkeys.of(node.actor.account)).toHaveLength(1)
  })

  test('a passkey that was removed opens nothing, and the phrase still does', async () => {
    await withAuthenticator(true)
    await enterByPhrase()
    await add('Mi teléfono')
    await press(page, button(page, es('passkey.remove')))
    expect(await said(page)).toContain(es('me.done.passkey-removed'))
    await lock()
    await press(page, button(page, es('passkey.enter')))
    expect(await said(page)).toContain(es('refusal.passkey-unknown'))
    expect([await axeFaultsOf(page), await widthFaultsOf(page)]).toEqual([[], []])
    await enterByPhrase()
    expect(await page.getByRole('banner').innerText()).toContain(secretary.name)
  })

  test('whose owner does not unlock it, nothing is opened, and the page says so', async () => {
    const { cdp, authenticatorId } = await withAuthenticator(true)
    await enterByPhrase()
    await add('Mi teléfono')
    await lock()
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await press(page, button(page, es('passkey.enter')))
    expect(await said(page)).toContain(es('refusal.passkey-cancelled'))
    expect(await wordsOf(heading(page))).toBe(es('signin.title'))
  })

  test('that computes no secret, no passkey is added: a clear sentence, and the phrase stays', async () => {
    await withAuthenticator(false)
    await enterByPhrase()
    await add('Mi llavero')
    expect(await said(page)).toContain(es('refusal.passkey-without-secret'))
    expect(node.node.passkeys.of(node.actor.account)).toEqual([])
  })

  test('nothing of what it computed stays in the page or in the address', async () => {
    await withAuthenticator(true)
    await enterByPhrase()
    const requests: string[] = []
    page.on('request', (request) =>
      requests.push(`${request.method()} ${request.url()} ${request.postData()}`),
    )
    await add('Mi teléfono')
    const [, secret = ''] = /&secret=([\w-]+)/.exec(requests.join('\n')) ?? []
    expect(secret).toHaveLength(43)
    expect(
      requests.filter((request) => request.includes(secret)).map((request) => request.split(' ')[0]),
    ).toEqual(['POST'])
    await page.goBack()
    expect([(await page.content()).includes(secret), page.url().includes(secret)]).toEqual([false, false])
  })
})

describe('without', () => {
  test('scripts, or at an address that is not secure, the page is as it was', async () => {
    const reader = await readerOf(browser)
    const plain = await signIn(reader, base())
    expect(await plain.getByRole('banner').innerText()).toContain(secretary.name)
    expect(await said(plain)).not.toContain(es('passkey.own'))
    await plain.goto(`${base()}/sign-in`)
    expect(await button(plain, es('passkey.enter')).isVisible()).toBe(false)
    await reader.close()
    await page.goto(`${node.listening.publicUrl}/sign-in`)
    expect(await button(page, es('passkey.enter')).count()).toBe(0)
    expect(faults).toEqual([])
  })
})
