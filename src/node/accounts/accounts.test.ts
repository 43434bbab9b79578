import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PersonId } from '../../book/entry.ts'
import { type Refusal, type Result, unwrap } from '../../kernel/result.ts'
import { hexOf, personNamed } from '../../testing/keys.ts'
import { type Sqlite, openNodeDb } from '../node-db.ts'
import { Accounts, type Unlocked } from './accounts.ts'
import { Devices } from './devices.ts'
import type { Stretching } from './passphrase.ts'

const quick: Stretching = { memoryKib: 64, passes: 1 }
const [ana, own, wrong] = ['Ana Quispe', 'cuatro piedras en el paso', 'no es esta frase']
const [phone, office] = ['10.0.0.7', '10.0.0.8']
const [book, other] = ['b'.repeat(52), 'c'.repeat(52)]
const person: PersonId = personNamed(ana)

let db: Sqlite
let accounts: Accounts

beforeEach(() => {
  db = unwrap(openNodeDb(':memory:'))
  accounts = new Accounts(db, quick)
})
afterEach(() => {
  db.close()
})

const opened = async (name = ana, passphrase = own, mayFound = false): Promise<Unlocked> =>
  unwrap(await accounts.open(name, passphrase, mayFound))

const refusalIn = (result: Result<unknown, Refusal>): string => (result.ok ? 'no refusal' : result.error.type)

const guess = async (passphrase: string, address = phone, device?: string, name = ana): Promise<string> =>
  refusalIn(await accounts.unlock(name, passphrase, address, device))

async function guesses(count: number, address = phone, device?: string): Promise<void> {
  for (let at = 0; at < count; at += 1) expect(await guess(wrong, address, device)).toBe('sign-in-refused')
}

describe('given an account with keys in two books', () => {
  beforeEach(async () => {
    const account = await opened()
    account.newKey(book, person)
    account.newKey(other, person)
  })

  test('when the passphrase is right, then the same keys open, another in every book', async () => {
    const account = unwrap(await accounts.unlock(ana, own, phone))
    const [one, two] = [account.identityIn(book), account.identityIn(other)]
    const kept = accounts.identities(account.account).map(({ key }) => key)
    expect([one?.signer.key, two?.signer.key]).toEqual(kept)
    expect(one?.signer.key).not.toBe(two?.signer.key)
    expect(account.identityIn('d'.repeat(52))).toBeUndefined()
  })

  test('when the name is written in another case, without accents or with spaces, then it is the same', async () => {
    for (const name of ['ANA QUISPE', ' ana   quispé '])
      expect(await guess(own, phone, undefined, name)).toBe('no refusal')
  })

  test('when the passphrase is written with composed or decomposed letters, then it is the same', async () => {
    await opened('José', 'la canción del río'.normalize('NFC'))
    const typed = 'la canción del río'.normalize('NFD')
    expect(await guess(typed, phone, undefined, 'José')).toBe('no refusal')
  })

  test('when the passphrase differs in one letter, its case or its end, then it is refused', async () => {
    for (const passphrase of ['cuatro piedras en el pasa', 'Cuatro piedras en el paso', `${own} `, ''])
      expect(await guess(passphrase, passphrase)).toBe('sign-in-refused')
  })

  test('when a byte of what is sealed was changed, then nothing opens', async () => {
    const sealed = db.prepare<[], { sealed: Buffer }>('SELECT sealed FROM accounts').get()?.sealed
    const changed = Buffer.from(sealed ?? [])
    changed[20] = (changed[20] ?? 0) ^ 1
    db.prepare('UPDATE accounts SET sealed = ?').run(changed)
    expect(await guess(own)).toBe('sign-in-refused')
  })

  test("when somebody's sealed keys are put under another account's, then they do not open", async () => {
    const thief = await opened('Un ladrón', 'una frase de ladrones')
    db.prepare('UPDATE identities SET account = ?').run(thief.account)
    expect(thief.identityIn(book)).toBeUndefined()
  })

  test('then neither the passphrase nor a key is in the file as it is', async () => {
    const account = unwrap(await accounts.unlock(ana, own, phone))
    const seeds = account.identityIn(book)?.signer.key ?? ''
    const rows = JSON.stringify(accounts.export())
    expect(rows).not.toContain(own)
    expect(rows).not.toContain(Buffer.from(own).toString('hex'))
    expect(rows).toContain(seeds)
    const all = db.prepare<[], { salt: Buffer; sealed: Buffer }>('SELECT salt, sealed FROM accounts').all()
    expect(all.every(({ salt, sealed }) => salt.length === 16 && sealed.length === 12 + 32 + 16)).toBe(true)
  })

  test('when it is carried to a new folder, then it opens there with the same keys', async () => {
    const there = unwrap(openNodeDb(':memory:'))
    const restored = new Accounts(there, quick)
    restored.import(accounts.export())
    const account = unwrap(await restored.unlock(ana, own, phone))
    expect(restored.identities(account.account)).toEqual(accounts.identities(account.account))
    expect(account.identityIn(book)?.signer.key).toBe(accounts.identities(account.account)[0]?.key)
    there.close()
  })
})

describe('given a name', () => {
  test('when it is taken, then nobody else has it, in no other case or accents, also not at the same moment', async () => {
    await opened()
    expect(refusalIn(await accounts.open('ANA QUÍSPE', 'otra frase bien larga'))).toBe('account-name-taken')
    const both = await Promise.all([
      accounts.open('Pedro', 'otra frase bien larga'),
      accounts.open('pedro', 'y otra que es distinta'),
    ])
    expect(both.map(refusalIn).toSorted()).toEqual(['account-name-taken', 'no refusal'])
    expect(accounts.all()).toHaveLength(2)
  })

  test('when it is empty, too long, or has signs that cannot be seen, then it is none', async () => {
    for (const name of ['', '   ', 'x'.repeat(81), 'Ana\u202eana', 'Ana\u200bQuispe', 'Ana\u0000'])
      expect(refusalIn(await accounts.open(name, own)), name).toBe('account-name-invalid')
    expect(accounts.all()).toEqual([])
  })

  test('then two accounts with the same passphrase have another salt and another seal', async () => {
    await opened(ana)
    await opened('Juana', own)
    const rows = db.prepare<[], { salt: Buffer; sealed: Buffer }>('SELECT salt, sealed FROM accounts').all()
    expect(new Set(rows.map(({ salt }) => hexOf(salt))).size).toBe(2)
    expect(new Set(rows.map(({ sealed }) => hexOf(sealed))).size).toBe(2)
  })
})

describe('given a name that nobody has', () => {
  test('when it is guessed at, then the answers, and when they stop, are those of a wrong passphrase', async () => {
    await opened()
    const answersFor = async (name: string, address: string) => {
      const answers: Result<unknown, Refusal>[] = []
      for (let at = 0; at < 6; at += 1) answers.push(await accounts.unlock(name, wrong, address))
      return answers
    }
    expect(await answersFor('Nadie', office)).toEqual(await answersFor(ana, phone))
  })

  test('when it is guessed at, then it takes as long as a wrong passphrase', async () => {
    accounts = new Accounts(db, { memoryKib: 8192, passes: 4 })
    await opened()
    const quickest = async (name: string): Promise<number> => {
      let best = Infinity
      for (let at = 0; at < 5; at += 1) {
        const start = performance.now()
        await accounts.unlock(name, wrong, `${name} ${at}`)
        best = Math.min(best, performance.now() - start)
      }
      return best
    }
    await quickest('warming up')
    const [known, unknown] = [await quickest(ana), await quickest('Nadie')]
    expect(unknown).toBeGreaterThan(known / 2)
    expect(unknown).toBeLessThan(known * 2)
  })
})

describe('given five failures of a name from one address', () => {
  beforeEach(async () => {
    await opened()
    await guesses(5)
  })

  test('when the right passphrase comes from there, then it waits', async () => {
    expect(await guess(own)).toBe('too-many-tries')
  })

  test('when it comes from another address, then it opens', async () => {
    expect(await guess(own, office)).toBe('no refusal')
  })

  test('when another name comes from there, then it opens', async () => {
    await opened('Juana', 'otra frase bien larga')
    expect(await guess('otra frase bien larga', phone, undefined, 'Juana')).toBe('no refusal')
  })
})

describe('given a device where the account was opened before', () => {
  const [home, strange] = ['a-device-of-her-own', 'a-device-of-nobody']
  beforeEach(async () => {
    const { account } = await opened()
    new Devices(db).remember(home, account)
  })

  test('when others use up every guess at the name, then it opens there, and nowhere new', async () => {
    for (const address of ['a', 'b', 'c', 'd']) await guesses(5, address)
    expect(await guess(own, 'e')).toBe('too-many-tries')
    expect(await guess(own, 'e', strange)).toBe('too-many-tries')
    expect(await guess(own, 'a', home)).toBe('no refusal')
  })

  test('when others use up every guess of the address, then it opens there', async () => {
    for (let at = 0; at < 30; at += 1) await guess(wrong, phone, undefined, `Nadie ${at}`)
    expect(await guess(own)).toBe('too-many-tries')
    expect(await guess(own, phone, home)).toBe('no refusal')
  })

  test('when five guesses fail there, then no more are let through, from whatever address', async () => {
    await guesses(5, phone, home)
    expect(await guess(own, office, home)).toBe('too-many-tries')
  })

  test("when it is another account's, then it counts as any device", async () => {
    await opened('Juana', 'otra frase bien larga')
    for (let at = 0; at < 5; at += 1) await guess(wrong, phone, home, 'Juana')
    expect(await guess('otra frase bien larga', phone, undefined, 'Juana')).toBe('too-many-tries')
  })

  test('when the account was forgotten there, then it counts as any device', async () => {
    const [{ account } = { account: '' }] = accounts.all()
    new Devices(db).forget(home, account)
    await guesses(5)
    expect(await guess(own, phone, home)).toBe('too-many-tries')
  })
})

describe('given guesses that come at once', () => {
  test('when twenty of a name come from one address, then five are looked at', async () => {
    await opened()
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess(wrong)))
    expect(answers.filter((answer) => answer === 'sign-in-refused')).toHaveLength(5)
    expect(answers.filter((answer) => answer === 'too-many-tries')).toHaveLength(15)
  })

  test('when the right one is the last of ten, then it is not looked at', async () => {
    await opened()
    const all = await Promise.all([...Array.from({ length: 9 }, () => wrong), own].map((one) => guess(one)))
    expect(all.at(-1)).toBe('too-many-tries')
  })

  test('when fifty names come from one address, then thirty are looked at', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => guess(wrong, phone, undefined, `Nadie ${at}`)),
    )
    expect(answers.filter((answer) => answer === 'sign-in-refused')).toHaveLength(30)
  })

  test('when somebody signs in fifty times, then nothing was guessed', async () => {
    await opened()
    for (let at = 0; at < 50; at += 1) expect(await guess(own)).toBe('no refusal')
    await guesses(5)
  })
})

describe('given another passphrase is wanted', () => {
  const next = 'y ahora una frase distinta'
  let account: Unlocked
  beforeEach(async () => {
    account = await opened()
    account.newKey(book, person)
  })

  test('when the current one is right, then the new one opens the same keys and the old one nothing', async () => {
    const key = account.identityIn(book)?.signer.key
    expect(refusalIn(await accounts.changePassphrase(account, own, next, phone))).toBe('no refusal')
    expect(await guess(own)).toBe('sign-in-refused')
    expect(unwrap(await accounts.unlock(ana, next, phone)).identityIn(book)?.signer.key).toBe(key)
  })

  test('when the current one is wrong, then nothing changes, and it counts as a guess', async () => {
    for (let at = 0; at < 5; at += 1)
      expect(refusalIn(await accounts.changePassphrase(account, wrong, next, phone))).toBe('sign-in-refused')
    expect(refusalIn(await accounts.changePassphrase(account, own, next, phone))).toBe('too-many-tries')
    expect(await guess(own, office)).toBe('no refusal')
  })

  test('when the new one cannot be one, then nothing changes', async () => {
    for (const bad of ['corta', ana, 'contraseña1234', 'x'.repeat(200)])
      expect(refusalIn(await accounts.changePassphrase(account, own, bad, phone))).toMatch(/^passphrase-/)
    expect(await guess(own)).toBe('no refusal')
  })

  test('then the old one may be chosen again: nothing remembers it', async () => {
    unwrap(await accounts.changePassphrase(account, own, next, phone))
    expect(refusalIn(await accounts.changePassphrase(account, next, own, phone))).toBe('no refusal')
  })
})

describe('given a second account beside one whose passphrase was lost', () => {
  const second = 'una frase que no olvido más'

  test('then each opens with its own passphrase, and neither has the other’s keys', async () => {
    const lost = await opened()
    lost.newKey(book, person)
    const beside = unwrap(await accounts.openBeside(lost.account, second))
    expect(beside.identityIn(book)).toBeUndefined()
    expect(unwrap(await accounts.unlock(ana, own, phone)).account).toBe(lost.account)
    expect(unwrap(await accounts.unlock(ana, second, phone)).account).toBe(beside.account)
  })

  test('when one changes its passphrase with that of the other, then it is refused', async () => {
    const lost = await opened()
    const beside = unwrap(await accounts.openBeside(lost.account, second))
    expect(refusalIn(await accounts.changePassphrase(beside, own, 'otra frase bien larga', phone))).toBe(
      'sign-in-refused',
    )
  })

  test('then it may found nothing until it takes the place of the first, which then goes', async () => {
    const lost = await opened(ana, own, true)
    lost.newKey(book, person)
    const beside = unwrap(await accounts.openBeside(lost.account, second))
    beside.newKey(book, person)
    expect(accounts.mayFound(beside.account)).toBe(false)
    accounts.takePlace(beside.account, lost.account, book)
    expect(accounts.mayFound(beside.account)).toBe(true)
    expect(await guess(own)).toBe('sign-in-refused')
    expect(await guess(second)).toBe('no refusal')
  })

  test('then the first goes on where it is still somebody, and founds no more', async () => {
    const lost = await opened(ana, own, true)
    for (const one of [book, other]) lost.newKey(one, person)
    const beside = unwrap(await accounts.openBeside(lost.account, second))
    beside.newKey(book, person)
    accounts.takePlace(beside.account, lost.account, book)
    expect(accounts.identities(lost.account).map((identity) => identity.book)).toEqual([other])
    expect(accounts.mayFound(lost.account)).toBe(false)
    expect(await guess(own)).toBe('no refusal')
  })

  test('then an account is told from the other by its key', async () => {
    const lost = await opened()
    const { key } = lost.newKey(book, person)
    const beside = unwrap(await accounts.openBeside(lost.account, second))
    const { key: itsKey } = beside.newKey(book, person)
    expect([accounts.accountOf(book, key), accounts.accountOf(book, itsKey)]).toEqual([
      lost.account,
      beside.account,
    ])
    expect(accounts.accountOf(other, key)).toBeUndefined()
  })
})

test('given a new node, then it has no account', () => {
  expect(accounts.all()).toEqual([])
})
