/** Passkeys over HTTP, with an authenticator that says the truth or one lie. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Authenticator, type Lie } from '../../tests/support/authenticator.ts'
import { rawRequest } from '../../tests/support/requests.ts'
import { Browser, askedIn, hereOf } from '../../tests/support/passkey-browser.ts'
import { Nodes, type TestNode, credentials, factsOf } from '../../tests/support/test-node.ts'
import { unwrap } from '../kernel/result.ts'
import type { Unlocked } from '../node/accounts/accounts.ts'
import { join as accept } from '../node/joining.ts'
import { SignInTries } from '../node/accounts/tries.ts'
import { secretSalt } from '../node/accounts/passkeys.ts'
import { translatorFor } from '../web/languages/translator.tsx'
import { publicApp } from './public-app.ts'
import type { PasskeyAsked } from './pages/passkey-forms.tsx'

const t = translatorFor('es')
const nodes = new Nodes()
let node: TestNode
let account: Unlocked
beforeAll(async () => {
  node = await nodes.listening('Nodo de San Pedro')
  account = await node.signUp()
})
const forgetTries = (): void => {
  Object.assign(node.node.accounts, { tries: new SignInTries() })
}
afterEach(() => node.node.passkeys.removeAll(account.account))
afterAll(() => nodes.close())

const port = (): string => new URL(node.url).port
const own = (): readonly { readonly id: string }[] => node.node.passkeys.of(account.account)

/** An authenticator that was added. */
async function added(authenticator = new Authenticator()): Promise<Authenticator> {
  const { text } = await (await new Browser(node).signIn()).add(authenticator)
  expect(text).toContain(t('me.done.passkey-added'))
  return authenticator
}

/** A new browser in which nothing was entered, and why. */
async function expectRefused(authenticator: Authenticator, lie: Lie, type: string): Promise<void> {
  const browser = new Browser(node)
  const answer = await browser.enter(authenticator, lie)
  expect([answer.status, answer.text.includes(t(`refusal.${type}` as 'refusal.passkey-refused'))]).toEqual([
    401,
    true,
  ])
  expect(await browser.whose()).toBe(t('signin.title'))
  forgetTries()
}

describe('a passkey', () => {
  test.each(['ES256', 'EdDSA'] as const)(
    'that signs with %s is added, and opens the very account',
    async (kind) => {
      const authenticator = await added(new Authenticator(kind, 7))
      const browser = new Browser(node)
      const answer = await browser.enter(authenticator)
      expect([answer.status, answer.headers['location']]).toEqual([303, '/me'])
      expect((await browser.get('/me')).text).toContain(credentials.name)
      const again = await browser.enter(authenticator)
      expect(again.status).toBe(303)
      const { book } = await node.did<{ book: string }>('body.found', {
        ...factsOf(`San Pedro ${kind}`),
        kind: 'community',
      })
      const session = node.node.sessions.of(account.account)[0]
      expect(session?.unlocked.identityIn(book)?.signer.key).toBe(account.identityIn(book)?.signer.key)
    },
  )

  test('is shown with its name and host, and offered as known to no second authenticator', async () => {
    const authenticator = await added()
    const page = await (await new Browser(node).signIn()).get('/me')
    expect(page.text).toContain('Mi teléfono')
    expect(page.text).toContain('localhost')
    expect(askedIn(page).account?.known).toEqual([{ id: authenticator.id, transports: ['internal'] }])
  })

  test('leaves its secret nowhere in the folder, nor in any address', async () => {
    const authenticator = await added()
    const secret = authenticator.secretFor(secretSalt)
    for (const file of readdirSync(node.folder)) {
      const bytes = readFileSync(join(node.folder, file))
      expect([bytes.includes(Buffer.from(secret, 'base64url')), bytes.includes(secret)], file).toEqual([
        false,
        false,
      ])
    }
    const answer = await new Browser(node).enter(authenticator)
    expect(String(answer.headers['location'])).not.toContain(secret)
  })

  test('that was removed opens nothing, and is told as unknown', async () => {
    const authenticator = await added()
    const browser = await new Browser(node).signIn()
    const { text } = await browser.postOwn('/me/passkeys/remove', { id: authenticator.id })
    expect(text).toContain(t('me.done.passkey-removed'))
    await expectRefused(authenticator, {}, 'passkey-unknown')
  })

  test('is in what a backup with keys holds; one from before there were passkeys has none', async () => {
    await added()
    const held = node.node.accounts.export()
    const [restored, older] = [await nodes.open('Restaurado'), await nodes.open('De antes')]
    restored.node.accounts.import(held)
    expect(restored.node.passkeys.of(account.account)).toEqual(own())
    older.node.accounts.import(JSON.stringify({ ...(JSON.parse(held) as object), passkeys: undefined }))
    expect(older.node.accounts.nameOf(account.account)).toBe(credentials.name)
  })

  test('of somebody else is not removed', async () => {
    const authenticator = await added()
    node.node.passkeys.remove('somebody-else', authenticator.id)
    expect(own()).toHaveLength(1)
  })
})

describe('bad input: a passkey shown', () => {
  const refused: readonly (readonly [string, Lie, string])[] = [
    ['from another origin', { origin: 'http://evil.example' }, 'passkey-refused'],
    ['from another port of this machine', { origin: 'http://localhost:1' }, 'passkey-refused'],
    ['for another host', { host: 'evil.example' }, 'passkey-refused'],
    ['without its owner unlocking it', { isUnverified: true }, 'passkey-refused'],
    ['with another secret', { secret: Buffer.alloc(32, 7).toString('base64url') }, 'passkey-refused'],
    ['without a secret', { secret: null }, 'passkey-refused'],
    ['as another account’s', { account: 'a'.repeat(26) }, 'passkey-refused'],
    ['for a challenge nobody gave', { challenge: 'AAAA' }, 'passkey-late'],
  ]

  test.each(refused)('%s is refused', async (_, lie, type) => {
    await expectRefused(await added(), lie, type)
  })

  test('a second time with the same challenge is refused', async () => {
    const authenticator = await added()
    const browser = new Browser(node)
    const form = { next: '/me', ...authenticator.show(askedIn(await browser.get('/sign-in'))) }
    expect((await browser.post('/sign-in/passkey', form)).status).toBe(303)
    const again = await new Browser(node).post('/sign-in/passkey', form)
    expect([again.status, again.text.includes(t('refusal.passkey-late'))]).toEqual([401, true])
  })

  test('whose counter goes back, or stands, is refused', async () => {
    const authenticator = await added(new Authenticator('ES256', 7))
    expect((await new Browser(node).enter(authenticator, { counter: 9 })).status).toBe(303)
    for (const counter of [8, 9, 0]) await expectRefused(authenticator, { counter }, 'passkey-refused')
    expect((await new Browser(node).enter(authenticator, { counter: 10 })).status).toBe(303)
  })

  test('twice at once with one counter, as a copy would, opens once', async () => {
    const authenticator = await added(new Authenticator('ES256', 7))
    const entering = [1, 2].map(() => new Browser(node).enter(authenticator, { counter: 9 }))
    const statuses = (await Promise.all(entering)).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([303, 401])
    forgetTries()
  })

  test('signed by another key under its id is refused', async () => {
    const authenticator = await added()
    const asked = askedIn(await new Browser(node).get('/sign-in'))
    const { passkey = '', ...rest } = authenticator.show(asked)
    const other = JSON.parse(new Authenticator().show(asked)['passkey'] ?? '') as { signature: string }
    const forged = JSON.stringify({ ...(JSON.parse(passkey) as object), signature: other.signature })
    const answer = await new Browser(node).post('/sign-in/passkey', { ...rest, passkey: forged })
    expect(answer.status).toBe(401)
    forgetTries()
  })

  test.each(['', '{}', '[]', 'null', '{"id":"../.."}', '"""'])(
    'that is none (%j) is refused in words',
    async (passkey) => {
      const answer = await new Browser(node).post('/sign-in/passkey', { passkey, secret: 'x' })
      expect([answer.status, answer.text.includes(t('refusal.passkey-refused'))]).toEqual([401, true])
    },
  )

  test('from a page of another site signs nobody in', async () => {
    const authenticator = await added()
    const asked = askedIn(await new Browser(node).get('/sign-in'))
    const { status } = await rawRequest(node.url, '/sign-in/passkey', {
      method: 'POST',
      headers: {
        host: hereOf(node),
        origin: 'http://evil.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(authenticator.show(asked)).toString(),
    })
    expect(status).toBe(403)
  })

  test('falsely five times locks the account as wrong phrases do, and wrong phrases lock passkeys', async () => {
    const authenticator = await added()
    for (let tries = 0; tries < 5; tries += 1)
      await new Browser(node).enter(authenticator, { secret: null, counter: 0 })
    const phrase = await new Browser(node).post('/sign-in', { ...credentials })
    const passkey = await new Browser(node).enter(authenticator)
    expect([phrase.status, passkey.status]).toEqual([429, 429])
    forgetTries()
    expect((await new Browser(node).enter(authenticator)).status).toBe(303)
  })
})

describe('bad input: a passkey added', () => {
  const refused: readonly (readonly [string, Lie, string])[] = [
    ['by an authenticator without a secret', { secret: null }, 'passkey-without-secret'],
    ['with a secret of another length', { secret: 'AAAA' }, 'passkey-without-secret'],
    ['from another origin', { origin: 'https://evil.example' }, 'passkey-refused'],
    ['for another host', { host: 'evil.example' }, 'passkey-refused'],
    ['without its owner unlocking it', { isUnverified: true }, 'passkey-refused'],
    ['for a challenge nobody gave', { challenge: 'AAAA' }, 'passkey-late'],
  ]

  test.each(refused)('%s is refused in words, and the phrase stays', async (_, lie, type) => {
    const browser = await new Browser(node).signIn()
    const { text } = await browser.add(new Authenticator(), lie)
    expect(text).toContain(t(`refusal.${type}` as 'refusal.passkey-refused'))
    expect(own()).toEqual([])
    await new Browser(node).signIn()
  })

  test('with its maker’s certificate is refused: addresses written in one are not asked', async () => {
    const browser = await new Browser(node).signIn()
    const { text } = await browser.add(new Authenticator(), { isCertified: true })
    expect(text).toContain(t('refusal.passkey-refused'))
    expect(own()).toEqual([])
  })

  test('without the phrase is refused: an account left open gains no second way in', async () => {
    const browser = await new Browser(node).signIn()
    const { status, text } = await browser.add(new Authenticator(), {}, { passphrase: 'no es esta' })
    expect([status, text.includes(t('refusal.sign-in-refused'))]).toEqual([401, true])
    expect(own()).toEqual([])
  })

  test('by nobody, or without the form’s token, is refused', async () => {
    const asked = askedIn(await (await new Browser(node).signIn()).get('/me'))
    const form = { passphrase: credentials.passphrase, ...new Authenticator().make(asked) }
    expect((await new Browser(node).post('/me/passkeys', form)).status).toBe(401)
    const browser = await new Browser(node).signIn()
    expect((await browser.post('/me/passkeys', form)).status).toBe(403)
    expect(own()).toEqual([])
  })

  test('that is there already is not added twice', async () => {
    const authenticator = await added()
    const { text } = await (await new Browser(node).signIn()).add(authenticator)
    expect(text).toContain(t('refusal.passkey-refused'))
    expect(own()).toHaveLength(1)
  })

  test.each([
    ['NotAllowedError', 'refusal.passkey-cancelled'],
    ['InvalidStateError', 'refusal.passkey-already-there'],
    ['NotSupportedError', 'refusal.passkey-without-secret'],
    ['constructor', 'refusal.passkey-refused'],
  ] as const)('that came to nothing (%s) is told in words', async (failed, key) => {
    const browser = await new Browser(node).signIn()
    const { text } = await browser.postOwn('/me/passkeys', { failed, passphrase: credentials.passphrase })
    expect(text).toContain(t(key))
  })
})

describe('where the origin is not secure', () => {
  test('nothing is asked, nothing taken, and no script for it is there', async () => {
    const authenticator = await added()
    const browser = new Browser(node, `127.0.0.1:${port()}`)
    const page = await browser.get('/sign-in')
    expect(page.text).not.toMatch(/assets\/passkey-|data-passkey/)
    const asked = askedIn(await new Browser(node).get('/sign-in'))
    const answer = await browser.post('/sign-in/passkey', authenticator.show(asked))
    expect(answer.text).toContain(t('refusal.passkey-not-here'))
    await browser.signIn()
    expect((await browser.get('/me')).text).toContain('Mi teléfono')
    expect((await browser.get('/me')).text).not.toContain('/assets/passkey-')
  })
})

describe('the island', () => {
  test('is a script of the page on which one signs in, beside the one that reads aloud, at an address of its content', async () => {
    const browser = new Browser(node)
    const page = await browser.get('/sign-in')
    const paths = [...page.text.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, path]) => path ?? '')
    expect(paths.map((path) => path.split('-')[0])).toEqual(['/assets/aloud', '/assets/passkey'])
    expect(page.text.match(/<script/g)).toHaveLength(2)
    expect(String(page.headers['content-security-policy'])).toMatch(/default-src 'none';.* script-src 'self'/)
    const script = await browser.get(paths[1] ?? '')
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(script.headers['cache-control']).toContain('immutable')
    expect((await browser.get('/assets/passkey-000000000000.js')).status).toBe(404)
    const home = await browser.get('/')
    expect(home.text).not.toContain('/assets/passkey-')
  })
})

describe('behind a proxy with TLS', () => {
  test('the configured address is where passkeys are, and its cookies stay on encrypted pages', async () => {
    const app = publicApp(node.node, () => undefined, 'https://nodo.example')
    const show = (host: string) => app.request('/sign-in', { headers: { host } })
    const page = await show('nodo.example')
    const [, json = '{}'] = /data-passkey="([^"]*)"/.exec(await page.text()) ?? []
    const asked = JSON.parse(json.replaceAll('&quot;', '"')) as PasskeyAsked
    expect([asked.origin, asked.host]).toEqual(['https://nodo.example', 'nodo.example'])
    expect(page.headers.get('set-cookie')).toContain('Secure')
    const plain = await show('192.0.2.7:7878')
    expect(await plain.text()).not.toContain('data-passkey')
    expect(plain.headers.get('set-cookie')).not.toContain('Secure')
  })

  test('an address that is a number has cookies of its own, and no passkeys', async () => {
    const app = publicApp(node.node, () => undefined, 'https://192.0.2.7')
    const page = await app.request('/sign-in', { headers: { host: '192.0.2.7' } })
    expect(await page.text()).not.toContain('data-passkey')
    expect(page.headers.get('set-cookie')).toContain('Secure')
  })
})

describe('when the phrase changes', () => {
  const next = 'cinco piedras en el paso'
  const change = async (form: Record<string, string>): Promise<void> => {
    const browser = await new Browser(node).signIn()
    const { text } = await browser.postOwn('/me/passphrase', {
      current: credentials.passphrase,
      next,
      ...form,
    })
    expect(text).toContain(t('me.done.passphrase-changed'))
  }
  const changeBack = async (): Promise<void> => {
    const back = await node.node.accounts.changePassphrase(account, next, credentials.passphrase, 'here')
    expect(back.ok).toBe(true)
  }

  test('passkeys stay, and one box removes them', async () => {
    const authenticator = await added()
    expect((await (await new Browser(node).signIn()).get('/me')).text).toContain('name="without-passkeys"')
    await change({})
    expect((await new Browser(node).enter(authenticator)).status).toBe(303)
    await changeBack()
    await change({ 'without-passkeys': 'yes' })
    await expectRefused(authenticator, {}, 'passkey-unknown')
    await changeBack()
  })
})

describe('when somebody comes back by two officers', () => {
  const lost = 'una frase que se olvida'
  const place = { origin: 'http://localhost:1', host: 'localhost' }

  /** Somebody with an account that may found bodies, too, and so stays when another takes its place here. */
  async function officer(body: string, name: string): Promise<{ person: string; unlocked: Unlocked }> {
    const { person } = await node.did<{ person: string }>('person.enrol', { body, name })
    const { code } = await node.did<{ code: string }>('member.invite', { body, person, post: 'secretary' })
    const unlocked = unwrap(await node.node.accounts.open(name, lost, true))
    unwrap(await accept(node.node, code, 'here', { unlocked }))
    const [pending] = node.node.invitations.pendingFor(unlocked.account)
    await node.did('key.confirm', { body, pending: pending?.id })
    return { person, unlocked }
  }

  test('the passkeys of the lost account are removed, by the second officer’s word and not before', async () => {
    const body = (
      await node.did<{ book: string }>('body.found', { ...factsOf('San Pedro'), kind: 'community' })
    ).book
    const { person, unlocked } = await officer(body, 'Juana Mamani')
    const other = await officer(body, 'Pedro Choque')
    const authenticator = new Authenticator()
    const { passkeys } = node.node
    const asked = { ...place, node: '', challenge: passkeys.challenge(), salt: secretSalt }
    const { passkey = '', secret } = authenticator.make({
      ...asked,
      account: { id: unlocked.account, name: '', known: [] },
    })
    const adding = { passphrase: lost, name: '', made: JSON.parse(passkey) as never, secret, at: node.clock }
    unwrap(await passkeys.add(unlocked, adding, place, 'here'))
    const { code } = await node.did<{ code: string }>('recovery.start', { body, person })
    const back = unwrap(
      await accept(node.node, code, 'here', { name: '', passphrase: 'otra frase que queda' }),
    )
    const [pending] = node.node.invitations.pendingFor(back.account)
    await node.did('recovery.approve', { body, pending: pending?.id })
    expect(passkeys.of(unlocked.account)).toHaveLength(1)
    node.actor = other.unlocked
    await node.did('recovery.approve', { body, pending: pending?.id })
    node.actor = account
    expect(passkeys.of(unlocked.account)).toEqual([])
    await expectRefused(authenticator, {}, 'passkey-unknown')
  })
})
