/** A folder as it was left before there were accounts: taken over, and written in again. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, type TestNode, credentials, factsOf, motion } from '../../tests/support/test-node.ts'
import type { Actor, Identity } from './actor.ts'
import type { BodiesState } from '../bodies/state.ts'
import { newId } from './new-id.ts'

const nodes = new Nodes()
afterAll(() => nodes.close())

/** The operator of old: wrote as an officer whose key the key store made. */
const operatorOf = (node: TestNode): Actor => ({
  identityIn: () => undefined,
  identityForNew: (toBook) => {
    const person = newId()
    const identity: Identity = { person, signer: node.node.keys.make(() => `officer/${person}`) }
    toBook(identity)
    return identity
  },
})

const stateOf = async (node: TestNode, book: string): Promise<BodiesState> =>
  (await node.node.views.catchUp(book)).states['bodies'] as BodiesState

/** Gives node.db the table that such folders have: no book without its officer's id. */
function withOldTable(folder: string, officers: ReadonlyMap<string, string>): void {
  const db = new Database(join(folder, 'node.db'))
  db.exec('DROP TABLE hosted')
  db.exec(
    'CREATE TABLE hosted (book TEXT PRIMARY KEY, officer TEXT NOT NULL) STRICT, WITHOUT ROWID; DROP TABLE passkeys',
  )
  for (const [book, officer] of officers) db.prepare('INSERT INTO hosted VALUES (?, ?)').run(book, officer)
  db.close()
}

let node: TestNode
let [sajama, turco, officer] = ['', '', '']
beforeEach(async () => {
  node = await nodes.open('Nodo de Oruro')
  node.actor = operatorOf(node)
  ;[sajama, turco] = [await node.found('Sajama'), await node.found('Turco')]
  const officers = new Map<string, string>()
  for (const book of [sajama, turco])
    officers.set(book, Object.keys((await stateOf(node, book)).keys)[0] ?? '')
  officer = officers.get(sajama) ?? ''
  await node.close()
  withOldTable(node.folder, officers)
  await node.reopen()
  await node.signUp()
})

const takeOver = (body: string, input: object = {}) =>
  node.run('account.take-over', { body, ...credentials, ...input })

describe('a body of a folder from before there were accounts', () => {
  test('is written by nobody, until its officer’s key is taken over into an account', async () => {
    expect(await node.write(sajama, motion('Ayni'))).toMatchObject({ ok: false })
    const key = node.node.keys.get(`officer/${officer}`)?.key
    expect(await takeOver(sajama)).toEqual({ ok: true, value: { name: credentials.name, person: officer } })
    expect(node.actor.identityIn(sajama)?.signer.key).toBe(key)
    expect(await node.write(sajama, motion('Ayni'))).toMatchObject({ ok: true, value: { size: 3 } })
    expect(await node.write(turco, motion('Ayni'))).toMatchObject({ ok: false })
    expect(await takeOver(turco)).toMatchObject({ ok: true })
    expect(await node.write(turco, motion('Ayni'))).toMatchObject({ ok: true })
  })

  test('keeps no such key afterwards: not in the store, in a backup, or in the bytes of the folder', async () => {
    await node.close()
    const sealed = sealedOf(node.folder, officer)
    expect(filesWith(node.folder, sealed)).toEqual(['node.db'])
    await node.reopen()
    await takeOver(sajama)
    const names = [...node.node.keys.seeds().keys()]
    expect(names.filter((name) => name.startsWith('officer/'))).toHaveLength(1)
    expect(names).not.toContain(`officer/${officer}`)
    expect(node.node.keys.get(`officer/${officer}`)).toBeUndefined()
    expect(filesWith(node.folder, sealed)).toEqual([])
    await node.close()
    await node.reopen()
    const again = await node.node.accounts.unlock(credentials.name, credentials.passphrase, 'here')
    expect(again.ok && again.value.identityIn(sajama)?.person).toBe(officer)
  })

  test('does not hinder founding others beside it', async () => {
    const founded = await node.did('body.found', factsOf('Curahuara'))
    expect(founded.size).toBe(2)
    expect([...node.node.local.hosted()]).toContain(founded.book)
  })
})

describe('bad input: taking over', () => {
  test.each([
    ['with a wrong phrase', { passphrase: 'no es esta' }, 'sign-in-refused'],
    ['into an account that is not', { name: 'Nadie' }, 'sign-in-refused'],
    ['of a book that is not here', { body: 'a'.repeat(52) }, 'officer-key-missing'],
  ])('%s is refused, and the key stays', async (_, input, type) => {
    expect(await takeOver(sajama, input)).toMatchObject({ ok: false, error: { type } })
    expect(node.node.keys.get(`officer/${officer}`)).toBeDefined()
  })

  test('a second time, or by somebody who is of the body already, is refused', async () => {
    await takeOver(sajama)
    expect(await takeOver(sajama)).toMatchObject({ ok: false, error: { type: 'officer-key-missing' } })
    const other = await node.signUp('Pedro Choque')
    other.newKey(turco, newId())
    expect(await takeOver(turco, { name: 'Pedro Choque' })).toMatchObject({
      ok: false,
      error: { type: 'already-of-this-body' },
    })
  })
})

/** The sealed key as it lies in node.db, of a folder that is closed for it. */
function sealedOf(folder: string, person: string): Buffer {
  const db = new Database(join(folder, 'node.db'), { readonly: true })
  const row = db
    .prepare<[string], { sealed: Buffer }>('SELECT sealed FROM keys WHERE name = ?')
    .get(`officer/${person}`)
  db.close()
  return row?.sealed ?? Buffer.alloc(0)
}

const filesWith = (folder: string, bytes: Buffer): string[] =>
  readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes(bytes))
