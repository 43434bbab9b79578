import { beforeEach, describe, expect, test } from 'vitest'
import { refuse, unwrap } from '../../kernel/result.ts'
import { type Sqlite, openNodeDb } from '../node-db.ts'
import { AccessTokens } from './access-tokens.ts'
import { Accounts, type Unlocked } from './accounts.ts'

const phrase = 'el río baja crecido hoy'
const at = '2026-03-01T15:00:00-04:00'
const book = 'b'.repeat(52)

let db: Sqlite
let accounts: Accounts
let tokens: AccessTokens
let juana: Unlocked
beforeEach(async () => {
  db = unwrap(openNodeDb(':memory:'))
  accounts = new Accounts(db, { memoryKib: 64, passes: 1 })
  tokens = new AccessTokens(db, accounts)
  juana = unwrap(await accounts.open('Juana Mamani', phrase))
  juana.newKey(book, 'p'.repeat(26))
})

const make = (name = 'La planilla', passphrase = phrase, of = juana) =>
  tokens.make(of, { name, passphrase, at }, 'here')

const made = async (name?: string): Promise<string> => unwrap(await make(name)).token

describe('given a token that somebody made', () => {
  test('then it opens what the passphrase opens: the same key in the same book', async () => {
    const opened = tokens.open(await made())
    expect(opened?.account).toBe(juana.account)
    expect(opened?.identityIn(book)?.signer.key).toBe(juana.identityIn(book)?.signer.key)
  })

  test('then it goes on after a restart, and what is kept holds nothing of it', async () => {
    const token = await made()
    const kept = JSON.stringify(db.prepare('SELECT * FROM access_tokens').all())
    expect(kept).not.toContain(token.slice(-43))
    expect(new AccessTokens(db, accounts).open(token)?.account).toBe(juana.account)
  })

  test('when its owner removes it, then it opens nothing; nobody else can', async () => {
    const token = await made()
    const id = tokens.of(juana.account)[0]?.id ?? ''
    tokens.remove('somebody else', id)
    expect(tokens.open(token)).toBeDefined()
    tokens.remove(juana.account, id)
    expect([tokens.open(token), tokens.of(juana.account)]).toEqual([undefined, []])
  })

  test('when the passphrase is changed, then it goes on: its owner sees it and may remove it', async () => {
    const token = await made()
    unwrap(await accounts.changePassphrase(juana, phrase, 'tres llamas cruzan el salar', 'here'))
    expect(tokens.open(token)?.identityIn(book)).toBeDefined()
  })

  test('when the account goes, then it opens nothing', async () => {
    const token = await made()
    accounts.drop(juana.account)
    expect(tokens.open(token)).toBeUndefined()
  })

  test.each([
    ['cut short', (token: string) => token.slice(0, -1)],
    ['with another ending', (token: string) => `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`],
    ['with another id', (token: string) => token.replace(/_[a-z2-7]{26}_/, `_${'a'.repeat(26)}_`)],
    ['of no kind', () => 'apachita_'],
    ['empty', () => ''],
  ])('bad input: %s it opens nothing', async (_, change) => {
    expect(tokens.open(change(await made()))).toBeUndefined()
  })

  test('bad input: two tokens with their secrets changed about open nothing', async () => {
    const [one, two] = [await made('una'), await made('otra')].map((token) => token.split('_')) as string[][]
    expect(tokens.open(['apachita', one?.[1], two?.[2]].join('_'))).toBeUndefined()
  })
})

describe('bad input: a token is not made', () => {
  test('without the passphrase', async () => {
    expect(await make('La planilla', 'otra frase cualquiera')).toEqual(refuse({ type: 'sign-in-refused' }))
  })

  test('without a name', async () => {
    expect(await make('  ')).toEqual(refuse({ type: 'input-invalid', field: 'program' }))
  })

  test('beyond ten of one person; another person still may', async () => {
    for (let count = 0; count < 10; count += 1) await made(`programa ${count}`)
    expect(await make()).toEqual(refuse({ type: 'too-many-tokens', most: 10 }))
    const ana = unwrap(await accounts.open('Ana Quispe', phrase))
    expect((await make('La suya', phrase, ana)).ok).toBe(true)
  })
})
