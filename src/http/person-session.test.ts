/** What a browser holds of whoever is signed in, and what of it still works when it should not. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusalIn } from '../../tests/support/operator.ts'
import { Nodes, type TestNode, credentials } from '../../tests/support/test-node.ts'
import { publicApp } from './public-app.ts'

const phrase = 'tres llamas cruzan el salar'
const [pedro, juana] = ['Pedro Choque', 'Juana Mamani']

let nodes: Nodes
let node: TestNode
let app: ReturnType<typeof publicApp>

beforeAll(async () => {
  nodes = new Nodes()
  node = await nodes.open('Nodo de San Pedro')
  await node.signUp()
  app = publicApp(node.node, () => undefined)
})
afterAll(() => nodes.close())

/** A browser: it keeps cookies, and posts forms from pages of the node. */
class Browser {
  readonly cookies = new Map<string, string>()
  readonly agent: string
  readonly origin: string

  constructor(agent = 'Firefox', origin = 'http://node.example') {
    this.agent = agent
    this.origin = origin
  }

  async ask(
    path: string,
    init: { method?: string; headers?: object; body?: string } = {},
  ): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = {
      host: new URL(this.origin).host,
      'user-agent': this.agent,
      ...(cookie === '' ? {} : { cookie }),
      ...init.headers,
    } as Record<string, string>
    const isEncrypted = this.origin.startsWith('https:')
    const asked = isEncrypted ? publicApp(node.node, () => undefined, this.origin) : app
    const answer = await asked.request(`${this.origin}${path}`, { ...init, headers })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }

  post(path: string, fields: Record<string, string>, headers: object = {}): Promise<Response> {
    return this.ask(path, {
      method: 'POST',
      headers: {
        origin: this.origin,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    })
  }

  signIn(name: string, passphrase = phrase, next?: string): Promise<Response> {
    return this.post('/sign-in', { name, passphrase, ...(next === undefined ? {} : { next }) })
  }

  /** The cookie in which the session's token is. */
  get session(): string | undefined {
    return [...this.cookies].find(([name]) => name.includes('session'))?.[1]
  }

  async formToken(): Promise<string> {
    return /name="token" value="([^"]+)"/.exec(await (await this.ask('/me')).text())?.[1] ?? ''
  }

  /** Whose page `/me` is. */
  async isAt(): Promise<string> {
    const text = await (await this.ask('/me')).text()
    return /<h1>(?:<[^>]+>)*([^<]*)/.exec(text)?.[1] ?? ''
  }
}

const setCookieOf = (answer: Response, part: string): string =>
  answer.headers.getSetCookie().findLast((cookie) => cookie.includes(part)) ?? ''

const isSignedIn = async (browser: Browser): Promise<boolean> =>
  (await (await browser.ask('/me')).text()).includes('/me/passphrase')

beforeEach(async () => {
  for (const name of [pedro, juana]) await node.node.accounts.open(name, phrase)
})

describe('given somebody who signs in at a page', () => {
  test('then scripts and other sites do not get the cookie, and it ends with the browser', async () => {
    const cookie = setCookieOf(await new Browser().signIn(pedro), 'session')
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(cookie).not.toMatch(/Domain|Max-Age|Expires/i)
  })

  test('when the page is encrypted, then the cookie goes only where it is', async () => {
    const answer = await new Browser('Firefox', 'https://node.example').signIn(pedro)
    expect(setCookieOf(answer, 'session')).toMatch(/; Secure/)
    expect(setCookieOf(answer, 'device')).toMatch(/; Secure/)
  })

  test('then the token is in no address and on no page', async () => {
    const browser = new Browser()
    const answer = await browser.signIn(pedro)
    const token = browser.session ?? 'none'
    expect(answer.headers.get('location')).toBe('/')
    const page = await browser.ask('/me')
    expect(await page.text()).not.toContain(token)
    expect((await (await browser.ask(`/me?apachita-session=${token}`)).text()).includes(token)).toBe(false)
  })

  test('when a token comes in the address, then nobody is signed in by it', async () => {
    const browser = new Browser()
    await browser.signIn(pedro)
    const name = [...browser.cookies.keys()].find((cookie) => cookie.includes('session'))
    const stranger = new Browser()
    for (const query of [`${name}=${browser.session}`, `apachita-session=${browser.session}`])
      expect((await (await stranger.ask(`/me?${query}`)).text()).includes('/me/passphrase')).toBe(false)
  })

  test('then the token is a new one, and one that was there before is ended', async () => {
    const browser = new Browser()
    await browser.signIn(pedro)
    const before = browser.session ?? ''
    await browser.signIn(pedro)
    expect(browser.session).not.toBe(before)
    const old = new Browser()
    for (const [name, value] of browser.cookies)
      old.cookies.set(name, value === browser.session ? before : value)
    expect(await isSignedIn(old)).toBe(false)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('when a token was planted before, then it is not taken over', async () => {
    const browser = new Browser()
    const planted = 'a'.repeat(43)
    const name = `apachita-session-${node.node.id.slice(0, 12)}`
    browser.cookies.set(name, planted)
    await browser.signIn(pedro)
    expect(browser.cookies.get(name)).not.toBe(planted)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\nb'])(
    'when the way onward is %j, then it leads to the first page',
    async (next) => {
      expect((await new Browser().signIn(pedro, phrase, next)).headers.get('location')).toBe('/')
    },
  )

  test('then what is shown is kept nowhere: the way back shows nothing after locking', async () => {
    const browser = new Browser()
    await browser.signIn(pedro)
    expect((await browser.ask('/me')).headers.get('cache-control')).toBe('no-store')
    expect((await browser.ask('/')).headers.get('cache-control')).toBe('no-store')
  })
})

describe('given somebody who is signed in', () => {
  let browser: Browser
  beforeEach(async () => {
    browser = new Browser()
    await browser.signIn(pedro)
  })
  afterEach(() => {
    const account = node.node.accounts.all().find(({ name }) => name === pedro)
    node.node.sessions.endOthers(account?.account ?? '', undefined)
  })

  test('when the device is locked, then the token is none, also for who kept it', async () => {
    const kept = new Browser()
    for (const [name, value] of browser.cookies) kept.cookies.set(name, value)
    await browser.post('/lock', { token: await browser.formToken() })
    expect([browser.session, await isSignedIn(browser), await isSignedIn(kept)]).toEqual([
      undefined,
      false,
      false,
    ])
  })

  test('when somebody else signs in there, then it is that person’s, and both names are offered next time', async () => {
    await browser.signIn(juana)
    expect(await browser.isAt()).toContain(juana)
    await browser.post('/lock', { token: await browser.formToken() })
    const page = await (await browser.ask('/sign-in')).text()
    expect([pedro, juana].every((name) => page.includes(name))).toBe(true)
  })

  test('when another browser has the same cookies, then both are out', async () => {
    const thief = new Browser('Chromium')
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value)
    expect([await isSignedIn(thief), await isSignedIn(browser)]).toEqual([false, false])
  })

  test('when the passphrase is changed, then every other session ends, and this one goes on', async () => {
    const phone = new Browser('Firefox on a phone')
    await phone.signIn(pedro)
    const token = await browser.formToken()
    const next = 'una frase que es del todo otra'
    await browser.post('/me/passphrase', { token, current: phrase, next })
    expect([await isSignedIn(browser), await isSignedIn(phone)]).toEqual([true, false])
    expect((await new Browser().signIn(pedro)).status).toBe(401)
    await browser.post('/me/passphrase', { token, current: next, next: phrase })
  })

  test('when the current passphrase is not said, then it is not changed, and others stay in', async () => {
    const phone = new Browser('Firefox on a phone')
    await phone.signIn(pedro)
    const token = await browser.formToken()
    for (const current of ['', 'no es esta frase']) {
      const answer = await browser.post('/me/passphrase', { token, current, next: 'una frase que es otra' })
      expect(answer.status).toBe(401)
    }
    expect([await isSignedIn(phone), (await new Browser().signIn(pedro)).status]).toEqual([true, 303])
  })

  test('when the page lists where one is signed in, then another can be ended from there', async () => {
    const phone = new Browser('Mozilla/5.0 (Android 9; Mobile; rv:122.0) Gecko/122.0 Firefox/122.0')
    await phone.signIn(pedro)
    const page = await (await browser.ask('/me')).text()
    expect(page).toContain('Firefox · Android')
    const id = /name="session" value="([^"]+)"/.exec(page)?.[1] ?? ''
    await browser.post('/me/sessions/end', { token: await browser.formToken(), session: id })
    expect([await isSignedIn(browser), await isSignedIn(phone)]).toEqual([true, false])
  })

  test.each(['/lock', '/me/passphrase', '/me/sessions/end', '/join'])(
    'when a form to %s has no token, another session’s, or none of its own, then nothing is done',
    async (path) => {
      const other = new Browser()
      await other.signIn(juana)
      for (const token of ['', 'x', await other.formToken(), browser.session ?? ''])
        expect((await browser.post(path, { token })).status, token).toBe(403)
      expect(await isSignedIn(browser)).toBe(true)
    },
  )

  test('when a command comes with the cookie, then it is not done: that takes the header', async () => {
    const answer = await browser.ask('/api/commands/person.enrol', { method: 'POST', body: '{}' })
    expect([answer.status, refusalIn(await answer.text())]).toEqual([401, { type: 'sign-in-needed' }])
  })
})

describe('given a form that nobody is signed in for', () => {
  test.each(['/sign-in', '/join', '/forget'])(
    'when it comes to %s from elsewhere, then it is refused',
    async (path) => {
      const fields = { name: pedro, passphrase: phrase }
      for (const headers of [
        { origin: 'http://evil.example' },
        { origin: 'null' },
        { origin: 'null', 'sec-fetch-site': 'cross-site' },
        { origin: 'no address' },
      ])
        expect((await new Browser().post(path, fields, headers)).status).toBe(403)
    },
  )
})

describe('given a name that is guessed at', () => {
  test('when five guesses fail, then a browser where it signed in before goes on, and any other waits', async () => {
    const home = new Browser()
    await home.signIn(juana)
    await home.post('/lock', { token: await home.formToken() })
    const thief = new Browser()
    for (let at = 0; at < 5; at += 1) expect((await thief.signIn(juana, 'no es esta frase')).status).toBe(401)
    expect((await thief.signIn(juana)).status).toBe(429)
    expect((await home.signIn(juana)).status).toBe(303)
  })

  test('when the name is nobody’s, then the page says the same', async () => {
    const said = async (name: string): Promise<string> =>
      (await (await new Browser().signIn(name, 'no es esta frase')).text()).replaceAll(name, 'NAME')
    expect(await said('Nadie de aquí')).toBe(await said(credentials.name))
  })
})

test.each([
  '/.git/config',
  '/node.db',
  '/operator.json',
  '/node.key',
  '/assets/',
  '/assets/..%2fnode.db',
  '/..%2f..%2fetc/passwd',
  '/api/',
  '/carriage/',
])('given the address %s, then no file and no folder is shown', async (path) => {
  expect((await new Browser().ask(path)).status).toBe(404)
})

test('given a node that has just been made, then nobody can sign in with any usual name', async () => {
  const fresh = await nodes.open('Nodo nuevo')
  for (const name of ['admin', 'root', 'apachita', 'Secretaría', ''])
    expect(await fresh.node.accounts.unlock(name, name, name)).toMatchObject({ ok: false })
})
