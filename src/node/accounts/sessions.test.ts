import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { unwrap } from '../../kernel/result.ts'
import { type Sqlite, openNodeDb } from '../node-db.ts'
import { Accounts, type Unlocked } from './accounts.ts'
import { type From, Sessions } from './sessions.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const phone: From = { address: '10.0.0.7', agent: 'Firefox on a phone' }
const office: From = { address: '10.0.0.8', agent: 'Firefox at the office' }

let db: Sqlite
let [ana, juana]: Unlocked[] = []
let now = 0
let sessions: Sessions

beforeAll(async () => {
  db = unwrap(openNodeDb(':memory:'))
  const accounts = new Accounts(db, { memoryKib: 64, passes: 1 })
  ana = unwrap(await accounts.open('Ana Quispe', 'cuatro piedras en el paso'))
  juana = unwrap(await accounts.open('Juana Mamani', 'el río baja crecido hoy'))
})
afterAll(() => {
  db.close()
})
beforeEach(() => {
  now = 1000
  sessions = new Sessions({ now: () => now })
})

const start = (who = ana, from = phone) => sessions.start(who as Unlocked, from)

/** Whose session a token is of, or why it is none. */
const whose = (token: string, from = phone): string => {
  const found = sessions.find(token, from)
  return found.ok ? found.value.unlocked.name : found.error.type
}

describe('given a session', () => {
  test('when its token comes from the same browser and address, then it is found', () => {
    expect(whose(start().token)).toBe('Ana Quispe')
  })

  test('when a token comes that was never given out, then it is none', () => {
    const { token, session } = start()
    const others = ['', 'x', token.slice(1), token.toUpperCase(), session.id, session.formToken]
    expect(others.map((other) => whose(other))).toEqual(others.map(() => 'session-ended'))
    expect(whose(token)).toBe('Ana Quispe')
  })

  test('when it was not used for a quarter of an hour, then it ends', () => {
    const { token } = start()
    now += 15 * minuteMs
    expect(whose(token)).toBe('Ana Quispe')
    now += 15 * minuteMs + 1
    expect(whose(token)).toBe('session-ended')
  })

  test('when it is used all day, then it ends after twelve hours', () => {
    const { token } = start()
    for (let at = 0; at < 12 * 6; at += 1) {
      now += 10 * minuteMs
      expect(whose(token)).toBe('Ana Quispe')
    }
    now += 1
    expect(whose(token)).toBe('session-ended')
    expect(now).toBe(1000 + 12 * hourMs + 1)
  })

  test.each([
    ['another address', { ...phone, address: office.address }],
    ['another browser', { ...phone, agent: office.agent }],
  ])('when it is used from %s, then it ends there and where it was stolen from', (_, elsewhere) => {
    const { token } = start()
    expect(whose(token, elsewhere)).toBe('session-elsewhere')
    expect(whose(token)).toBe('session-ended')
  })

  test('when it is locked, then its token is none, and another session goes on', () => {
    const [one, two] = [start(), start()]
    sessions.end(one.token)
    expect([whose(one.token), whose(two.token)]).toEqual(['session-ended', 'Ana Quispe'])
  })

  test('when the node starts anew, then it is gone', () => {
    const { token } = start()
    sessions = new Sessions({ now: () => now })
    expect(whose(token)).toBe('session-ended')
  })

  test('then its token has 256 bits, differs each time, and is not what forms and lists show', () => {
    const all = Array.from({ length: 200 }, () => start())
    expect(new Set(all.map(({ token }) => token)).size).toBe(200)
    for (const { token, session } of all) {
      expect(Buffer.from(token, 'base64url')).toHaveLength(32)
      expect(JSON.stringify([session.id, session.formToken])).not.toContain(token)
    }
    expect(new Set(all.map(({ session }) => session.formToken)).size).toBe(200)
  })
})

describe('given an account that is signed in at several places', () => {
  test('when it looks, then it sees its own, the latest first', () => {
    const first = start(ana, office).session
    now += minuteMs
    start(juana, office)
    const second = start(ana, phone).session
    expect(sessions.of(ana?.account ?? '')).toEqual([second, first])
    now += 15 * minuteMs
    expect(sessions.of(ana?.account ?? '')).toEqual([second])
  })

  test('when it closes one by its id, then that one ends', () => {
    const [one, two] = [start(), start()]
    sessions.endById(ana?.account ?? '', one.session.id)
    expect([whose(one.token), whose(two.token)]).toEqual(['session-ended', 'Ana Quispe'])
  })

  test('when somebody closes it by its id who it is not of, then it goes on', () => {
    const { token, session } = start()
    sessions.endById(juana?.account ?? '', session.id)
    expect(whose(token)).toBe('Ana Quispe')
  })

  test('when its others are ended, then this one goes on, and those of other accounts', () => {
    const [one, two, hers] = [start(), start(), start(juana)]
    sessions.endOthers(ana?.account ?? '', two.session)
    expect([one, two, hers].map(({ token }) => whose(token))).toEqual([
      'session-ended',
      'Ana Quispe',
      'Juana Mamani',
    ])
  })

  test('when all are ended, then none goes on', () => {
    const all = [start(), start()]
    sessions.endOthers(ana?.account ?? '', undefined)
    expect(all.map(({ token }) => whose(token))).toEqual(['session-ended', 'session-ended'])
  })

  test('when it signs in an eleventh time, then the oldest ends, and nobody else’s', () => {
    const hers = start(juana)
    const own = Array.from({ length: 11 }, () => start())
    const ended = own.map(({ token }) => whose(token)).indexOf('session-ended')
    expect([ended, own.filter(({ token }) => whose(token) === 'session-ended').length]).toEqual([0, 1])
    expect(whose(hers.token)).toBe('Juana Mamani')
  })
})
