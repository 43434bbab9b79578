import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unwrap } from '../../kernel/result.ts'
import { personNamed, signerNamed } from '../../testing/keys.ts'
import { type Sqlite, openNodeDb } from '../node-db.ts'
import { accountTables } from './tables.ts'
import { type InvitationKind, Invitations, matchingNumber, readCode } from './invitations.ts'

const dayMs = 24 * 3_600_000
const [book, other] = ['b'.repeat(52), 'c'.repeat(52)]
const phone = '10.0.0.7'

let db: Sqlite
let now = 0
let invitations: Invitations

beforeEach(() => {
  db = unwrap(openNodeDb(':memory:'))
  db.exec(accountTables)
  now = Date.parse('2026-03-01T15:00:00-04:00')
  invitations = new Invitations(db, () => now)
})
afterEach(() => {
  db.close()
})

const invite = (kind: InvitationKind = 'member', of = book) =>
  invitations.invite({ kind, book: of, person: personNamed('Juana'), post: 'member', account: null })

const found = async (code: string, address = phone): Promise<string> => {
  const result = await invitations.find(code, address)
  return result.ok ? result.value.id : result.error.type
}

describe('given an invitation', () => {
  test('when its code is typed, then it is found, however it is written', async () => {
    const { id, code } = invite()
    const typed = [code, code.toUpperCase(), code.replace('-', ''), ` ${code.split('').join(' ')} `]
    for (const one of typed) expect(await found(one), one).toBe(id)
  })

  test('when letters are taken for digits they look like, then it is found', () => {
    expect(readCode('OIL-0u1')).toBe('0110v1')
    expect(readCode('４k７dm')).toBe('4k7dm')
  })

  test('when it was used, then it is used, for everybody and for good', async () => {
    const { id, code } = invite()
    expect([invitations.use(id), invitations.use(id)]).toEqual([true, false])
    expect([await found(code), await found(code, 'another')]).toEqual(['invitation-used', 'invitation-used'])
    now += 8 * dayMs
    expect(await found(code)).toBe('invitation-used')
  })

  test.each([
    ['member', 7],
    ['open', 7],
    ['recovery', 1],
  ] as const)('when it is of kind %s, then it ends after %i days', async (kind, days) => {
    const { id, code } = invite(kind)
    now += days * dayMs
    expect(await found(code)).toBe(id)
    now += 1
    expect(await found(code)).toBe('invitation-expired')
    expect(invitations.openOf(book)).toMatchObject([{ id, isExpired: true }])
  })

  test('when it is withdrawn, then nobody comes in with it', async () => {
    const { id, code } = invite()
    invitations.withdraw(book, id)
    expect([await found(code), invitations.openOf(book)]).toEqual(['invitation-unknown', []])
  })

  test('when another body withdraws it, then it stays', async () => {
    const { id, code } = invite()
    invitations.withdraw(other, id)
    expect([await found(code), invitations.openOf(other)]).toEqual([id, []])
  })

  test('then the file holds the SHA-256 of its code, and not the code', () => {
    const { code } = invite()
    const kept = db.prepare<[], { code: string }>('SELECT code FROM invitations').get()?.code
    const plain = code.replace('-', '')
    expect(kept).toBe(createHash('sha256').update(`invitation ${plain}`).digest('base64'))
    expect(JSON.stringify(db.prepare('SELECT * FROM invitations').all())).not.toContain(plain)
  })

  test('then its code is ten of thirty-two letters that are not taken for each other, never the same', () => {
    const codes = Array.from({ length: 1000 }, () => invite().code)
    expect(codes.filter((code) => !/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/.test(code))).toEqual([])
    expect(new Set(codes).size).toBe(1000)
    for (let at = 0; at < 10; at += 1)
      expect(new Set(codes.map((code) => code.replace('-', '')[at])).size).toBe(32)
  })
})

describe('given codes that are guessed', () => {
  test('when ten from one address were none, then a good one waits, and opens from another address', async () => {
    const { id, code } = invite()
    for (let at = 0; at < 10; at += 1) expect(await found(`00000-0000${at}`)).toBe('invitation-unknown')
    expect([await found(code), await found(code, 'another')]).toEqual(['too-many-tries', id])
  })

  test('when a hundred come at once, then ten are looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => found(`00000-000${at}`)))
    expect(answers.filter((answer) => answer === 'invitation-unknown')).toHaveLength(10)
    expect(answers.filter((answer) => answer === 'too-many-tries')).toHaveLength(90)
  })

  test('when good ones come, then they are no guesses', async () => {
    const { id, code } = invite()
    for (let at = 0; at < 30; at += 1) expect(await found(code)).toBe(id)
  })
})

describe('given somebody who accepted', () => {
  const pending = (kind: 'member' | 'recovery', of = book) => ({
    kind,
    account: 'the account',
    book: of,
    person: personNamed('Juana'),
    post: 'member',
    key: signerNamed('Juana').key,
    replaces: null,
  })

  test('then the officers of that body see it waiting, and those of no other', () => {
    const id = invitations.addPending(pending('member'))
    expect(invitations.pendingIn(book)).toEqual([{ id, ...pending('member') }])
    expect(invitations.pendingIn(other)).toEqual([])
    expect(invitations.pendingFor('the account')).toHaveLength(1)
    expect(invitations.pendingFor('another')).toEqual([])
  })

  test('when the same officer approves twice, then it is the word of one', () => {
    const id = invitations.addPending(pending('recovery'))
    invitations.approve(id, 'one', 'first')
    invitations.approve(id, 'one', 'second')
    expect(invitations.approvals(id)).toEqual([{ person: 'one', sig: 'second' }])
    invitations.approve(id, 'two', 'third')
    expect(invitations.approvals(id)).toHaveLength(2)
  })

  test('when it is dropped, then the approvals go with it', () => {
    const [id, stays] = [
      invitations.addPending(pending('recovery')),
      invitations.addPending(pending('member')),
    ]
    for (const one of [id, stays]) invitations.approve(one, 'one', 'sig')
    invitations.dropPending(id)
    expect(invitations.pendingIn(book).map((one) => one.id)).toEqual([stays])
    expect([invitations.approvals(id), invitations.approvals(stays)]).toMatchObject([[], [{ sig: 'sig' }]])
  })
})

describe('given the number that two people compare', () => {
  test('then it is six digits of the key, the same on both screens', () => {
    const { key } = signerNamed('Juana')
    expect(matchingNumber(key)).toMatch(/^\d{3} \d{3}$/)
    expect(matchingNumber(key)).toBe(matchingNumber(key))
  })

  test('then of another key it is another', () => {
    const numbers = Array.from({ length: 50 }, (_, at) => matchingNumber(signerNamed(`key ${at}`).key))
    expect(new Set(numbers).size).toBe(50)
  })
})
