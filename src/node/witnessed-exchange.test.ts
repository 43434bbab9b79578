/** Two writers of one book, and its witnesses, over the link: all end with the history that the witnesses vouch for. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, type TestNode, factsOf, motion } from '../../tests/support/test-node.ts'
import { agreedSize } from '../archive/contract.ts'
import { charterOf } from '../testing/drafts.ts'
import { secretary } from '../testing/actors.ts'
import { unwrap } from '../kernel/result.ts'
import { type Draft, foundBook, nodeAdmission } from './write.ts'

let nodes = new Nodes()
let sajama = ''
/** The node, a copy of its folder that somebody else runs, three witnesses, and one that only follows. */
let [writer, copy, one, two, three, reader]: TestNode[] = []

const all = (): TestNode[] =>
  [writer, copy, one, two, three, reader].map((at) => {
    if (at === undefined) throw new Error('not opened')
    return at
  })

async function exchange(asking: TestNode | undefined, asked: TestNode | undefined): Promise<void> {
  await asking?.did('peer.add', { url: asked?.url })
  await asking?.run('node.sync', { url: asked?.url })
}

async function everybodyWithEverybody(): Promise<void> {
  for (let round = 0; round < 8; round += 1) {
    const before = await changes()
    for (const at of all()) for (const to of all()) if (at !== to) await exchange(at, to)
    if ((await changes()).join() === before.join()) return
  }
  throw new Error('still travelling')
}

const changes = (): Promise<number[]> => Promise.all(all().map(({ node }) => node.archive.change()))

const standing = async (at: TestNode | undefined) => {
  const record = await at?.node.archive.book(sajama)
  return record && { forkedAt: record.forkedAt, stands: agreedSize(record), size: record.size }
}

async function wrote(at: TestNode | undefined, draft: Draft): Promise<void> {
  if (at !== undefined) unwrap(await at.write(sajama, draft))
}

const asidesOf = async (at: TestNode | undefined) =>
  (await at?.node.archive.setAsides(sajama))?.map(({ from, size }) => [from, size])

beforeEach(async () => {
  nodes = new Nodes()
  writer = await nodes.listening('Nodo de Bolivia')
  one = await nodes.listening('Nodo de Chile', 'CL')
  two = await nodes.listening('Nodo del Perú', 'PE')
  three = await nodes.listening('Nodo del Brasil', 'BR')
  reader = await nodes.listening('Nodo del Ecuador', 'EC')
  const witnesses = [one, two, three]
  const charter = { ...charterOf(), witnesses: witnesses.map(({ node }) => node.id) }
  const { demonstration, ...facts } = factsOf('Sajama')
  const founding = { ...facts, demonstration, kind: 'municipality', charter }
  sajama = unwrap(await foundBook(writer.node, secretary, founding, 'secretary')).book
  for (const { node } of witnesses)
    unwrap(await writer.write(sajama, { type: 'node.admitted', data: await nodeAdmission(node) }))
  await writer.growTo(sajama, 300)
  for (const at of [...witnesses, reader]) {
    await at.did('book.follow', { book: sajama })
    await exchange(at, writer)
  }
  await writer.close()
  const folder = join(nodes.folder, 'copy')
  cpSync(writer.folder, folder, { recursive: true })
  await writer.reopen()
  await writer.listen()
  copy = await nodes.openFolder(folder, 'Nodo de Bolivia', 'BO')
  await copy.listen()
})
afterEach(() => nodes.close())

describe('a stolen pen that was passed on since', () => {
  beforeEach(async () => {
    await wrote(writer, motion('Agua'))
    await writer?.did('pen.renew', { body: sajama })
    await writer?.growTo(sajama, 310)
    await copy?.growTo(sajama, 330)
  })

  test('wipes nothing: whoever took in its history gives it up for the one vouched for', async () => {
    await exchange(reader, copy)
    await exchange(three, copy)
    expect(await standing(reader)).toEqual({ forkedAt: undefined, stands: 330, size: 330 })
    await exchange(one, writer)
    await exchange(two, writer)
    await everybodyWithEverybody()
    for (const at of all())
      expect(await standing(at)).toEqual({ forkedAt: undefined, stands: 310, size: 310 })
    expect(new Set(all().map(({ node }) => node.views.dump())).size).toBe(1)
    expect(await asidesOf(reader)).toEqual([[300, 330]])
    expect(await asidesOf(one)).toEqual([])
    await wrote(writer, motion('Camino'))
    await everybodyWithEverybody()
    for (const at of all()) expect(await standing(at)).toMatchObject({ forkedAt: undefined, stands: 311 })
    const said = (await reader?.node.archive.sideData(sajama))?.cosignatures ?? []
    const size = (id: string | undefined) => said.find(({ witness }) => witness === id)?.size
    expect([size(one?.node.id), size(two?.node.id)]).toEqual([311, 311])
    // What spoke for the history that gave way says nothing more of the book.
    expect(size(three?.node.id)).toBe(300)
  })

  test('stops the book while too few witnesses have seen the other history', async () => {
    await exchange(one, writer)
    await exchange(reader, copy)
    await everybodyWithEverybody()
    for (const at of all()) expect(await standing(at)).toMatchObject({ forkedAt: 300, stands: 300 })
    expect(new Set(all().map(({ node }) => node.views.dump())).size).toBe(1)
    expect(await asidesOf(reader)).toEqual([])
  })
})

describe('a node whose own history gives way', () => {
  beforeEach(async () => {
    await copy?.growTo(sajama, 305)
    await wrote(writer, motion('Agua'))
    await writer?.growTo(sajama, 303)
    await exchange(one, copy)
    await exchange(two, copy)
    await exchange(one, two)
    await exchange(two, one)
    await exchange(writer, one)
    await exchange(writer, one)
  })

  test('keeps it aside, and writes no more until its head was heard', async () => {
    expect(await standing(writer)).toEqual({ forkedAt: undefined, stands: 305, size: 305 })
    expect(await asidesOf(writer)).toEqual([[300, 303]])
    expect(await writer?.write(sajama, motion('Agua'))).toMatchObject({
      ok: false,
      error: { type: 'own-head-awaited' },
    })
    await writer?.close()
    await writer?.reopen()
    expect(await asidesOf(writer)).toEqual([[300, 303]])
    expect(writer?.node.local.awaited(sajama)).toBeDefined()
  })
})
