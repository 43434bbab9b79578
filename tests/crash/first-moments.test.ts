/** Processes that die while something comes into being: a folder, a book. */
import { secretary } from '../../src/testing/actors.ts'
import Database from 'better-sqlite3'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyBook } from '../../src/archive/verify.ts'
import { unwrap } from '../../src/kernel/result.ts'
import { ApachitaNode } from '../../src/node/node.ts'
import { foundBook } from '../../src/node/write.ts'
import { ThreeBooks } from '../../src/testing/three-books.ts'
import { foundingOf } from './drafts.ts'
import { makeRunFolder, runChild } from './killer.ts'
import { newNode, visit } from './node-under-test.ts'

let runFolder: string
beforeAll(async () => {
  runFolder = await makeRunFolder()
})
afterAll(() => rmSync(runFolder, { recursive: true, force: true }))

async function dieFounding(folder: string): Promise<void> {
  await newNode(folder, 'a'.repeat(52))
  const orders = {
    folder,
    seed: 1,
    packs: [],
    nextPack: 0,
    script: ['found'],
    diesBeforeExtension: 1,
  } as const
  expect(await runChild(runFolder, orders, () => undefined)).toMatchObject({ signal: 'SIGKILL', stderr: '' })
}

test('a node that dies while it founds a body goes on: its other books are written, and it founds again', async () => {
  const folder = join(runFolder, 'founding')
  await dieFounding(folder)
  await visit(folder, async (node) => {
    expect(await node.archive.books()).toHaveLength(2)
    unwrap(await foundBook(node, secretary, foundingOf('Turco'), 'secretary'))
    expect(await node.archive.books()).toHaveLength(3)
  })
})

test('a body whose founding was not acknowledged is not hosted', async () => {
  const folder = join(runFolder, 'phantom')
  await dieFounding(folder)
  await visit(folder, async (node) => {
    const held = (await node.archive.books()).map(({ book }) => book)
    expect([...node.local.hosted()].toSorted()).toEqual(held.toSorted())
  })
})

test('a folder whose making was cut off at its key file opens', async () => {
  const folder = join(runFolder, 'key file')
  mkdirSync(folder)
  writeFileSync(join(folder, 'node.key'), '')
  await visit(folder, (node) => expect(node.name).toBe('Apachita'))
})

test('a folder whose making was cut off between its name and its country can found a body', async () => {
  const folder = join(runFolder, 'no country')
  await visit(folder, () => undefined)
  const db = new Database(join(folder, 'node.db'))
  db.exec(`DELETE FROM settings WHERE key = 'country'`)
  db.close()
  const now = (): string => '2026-03-01T15:00:00-04:00'
  const node = unwrap(await ApachitaNode.open({ folder, now }))
  try {
    unwrap(await foundBook(node, secretary, foundingOf('Turco'), 'secretary'))
  } finally {
    await node.close()
  }
})

describe('a node that dies while it takes in a pack of books it does not follow', () => {
  async function dieTakingIn(name: string): Promise<string> {
    const folder = join(runFolder, name)
    await newNode(folder, 'a'.repeat(52))
    const pack = join(runFolder, `${name}.pack`)
    writeFileSync(pack, await (await ThreeBooks.make()).allBooks())
    const orders = {
      folder,
      seed: 1,
      packs: [pack],
      nextPack: 0,
      script: ['import'],
      diesBeforeExtension: 2,
    } as const
    expect(await runChild(runFolder, orders, () => undefined)).toMatchObject({
      signal: 'SIGKILL',
      stderr: '',
    })
    return folder
  }

  test('holds what was stored, whole', async () => {
    await visit(await dieTakingIn('took in'), async ({ archive }) => {
      expect(await archive.books()).toHaveLength(3)
      for (const { book } of await archive.books()) expect(await verifyBook(archive, book)).toBeUndefined()
    })
  })

  test('counts what was stored as waiting', async () => {
    await visit(await dieTakingIn('counted'), async (node) => {
      const followed = node.followed()
      const strange = (await node.archive.books()).filter(({ book }) => !followed.has(book))
      expect([...(await node.waiting()).keys()]).toEqual(strange.map(({ book }) => book))
    })
  })

  test('knows how what was stored arrived', async () => {
    await visit(await dieTakingIn('arrived'), async (node) => {
      const followed = node.followed()
      const strange = (await node.archive.books()).filter(({ book }) => !followed.has(book))
      expect(strange.filter(({ book }) => !node.local.arrivals().has(book))).toEqual([])
    })
  })
})
