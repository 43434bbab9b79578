/** Two copies of one folder write: whoever meets both histories proves it, keeps the proof, passes it on, and stops there. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, type TestNode, motion } from '../../tests/support/test-node.ts'
import { agreedSize } from '../archive/contract.ts'
import { penTermsOf } from '../archive/pens.ts'
import { isForkProof } from '../book/fork.ts'
import { unwrap } from '../kernel/result.ts'
import { carryOut } from './carry-out.ts'

let nodes = new Nodes()
let [sajama, putre] = ['', '']
/** The node, a copy of its folder that somebody also runs, and two that follow. */
let [writer, copy, chile, peru]: TestNode[] = []

beforeEach(async () => {
  nodes = new Nodes()
  writer = await nodes.open('Nodo de Bolivia')
  sajama = await writer.found('Sajama')
  putre = await writer.found('Putre')
  await writer.growTo(sajama, 300)
  await writer.did('pen.renew', { body: sajama })
  await writer.close()
  const folder = join(nodes.folder, 'copy')
  cpSync(writer.folder, folder, { recursive: true })
  await writer.reopen()
  copy = await nodes.openFolder(folder, 'Nodo de Bolivia', 'BO')
  chile = await nodes.listening('Nodo de Chile', 'CL')
  peru = await nodes.listening('Nodo del Perú', 'PE')
  for (const node of [writer, copy, chile, peru]) {
    if (node !== chile && node !== peru) await node?.listen()
    for (const book of [sajama, putre]) await node?.did('book.follow', { book })
  }
})
afterEach(() => nodes.close())

const all = (): [TestNode, TestNode, TestNode, TestNode] => {
  if (!writer || !copy || !chile || !peru) throw new Error('not opened')
  return [writer, copy, chile, peru]
}

async function exchange(asking: TestNode, asked: TestNode): Promise<void> {
  await asking.did('peer.add', { url: asked.url })
  await asking.run('node.sync', { url: asked.url })
}

async function carry(from: TestNode, to: TestNode): Promise<void> {
  const path = join(nodes.folder, 'stick.apachita')
  unwrap(await carryOut(from.node, path, undefined))
  await to.did('carry.in', { path })
}

const standing = async (node: TestNode) => {
  const record = await node.node.archive.book(sajama)
  return record === undefined ? undefined : { forkedAt: record.forkedAt, stands: agreedSize(record) }
}

const dumpsOf = (some: readonly TestNode[]): string[] => some.map(({ node }) => node.views.dump())

describe('a pen that two copies of a folder write with', () => {
  test.each([
    [3, 3],
    [1, 400],
    [700, 2],
  ])('is proven by who meets both: %i entries on one side, %i on the other', async (one, other) => {
    const [first, second, third] = all()
    await first.growTo(sajama, 301 + one)
    await second.growTo(sajama, 301)
    unwrap(await second.write(sajama, motion('Otra historia')))
    await second.growTo(sajama, 301 + other)
    await exchange(third, first)
    await exchange(third, second)
    expect(await standing(third)).toEqual({ forkedAt: 301, stands: 301 })
    const [fork] = (await third.node.archive.sideData(sajama)).forks
    expect(fork !== undefined && isForkProof(fork.proof, await penTermsOf(third.node.archive, sajama))).toBe(
      true,
    )
    expect(third.node.local.refusals(9).map(({ type }) => type)).toContain('history-rewritten')
    expect(third.node.views.db.prepare('SELECT size FROM folded WHERE book = ?').get(sajama)).toEqual({
      size: 301,
    })
    expect(await third.did('book.verify')).toMatchObject({ damaged: [] })
  })

  test('is told on, over the link and by file, until all show the same and nothing travels any more', async () => {
    const [first, second, third, fourth] = all()
    unwrap(await first.write(sajama, motion('Una historia')))
    unwrap(await second.write(sajama, motion('Otra historia'), motion('Y más')))
    await exchange(third, first)
    await exchange(fourth, second)
    await exchange(fourth, third)
    await exchange(third, fourth)
    await carry(third, first)
    await carry(fourth, second)
    const expected = { forkedAt: 301, stands: 301 }
    expect(await Promise.all(all().map(standing))).toEqual([expected, expected, expected, expected])
    expect(new Set(dumpsOf(all())).size).toBe(1)
    for (const node of all()) for (const other of all()) if (node !== other) await exchange(node, other)
    const changes = await Promise.all(all().map(({ node }) => node.archive.change()))
    const refusals = all().map(({ node }) => node.local.refusals(999).length)
    for (const node of all()) for (const other of all()) if (node !== other) await exchange(node, other)
    expect(await Promise.all(all().map(({ node }) => node.archive.change()))).toEqual(changes)
    expect(all().map(({ node }) => node.local.refusals(999).length)).toEqual(refusals)
  })

  test('writes no more in that book, and goes on in its others', async () => {
    const [first, second] = all()
    unwrap(await first.write(sajama, motion('Una historia')))
    unwrap(await second.write(sajama, motion('Otra historia')))
    await exchange(first, second)
    expect(await first.write(sajama, motion('Agua'))).toEqual({
      ok: false,
      error: { type: 'book-forked', seq: 301 },
    })
    expect(await first.run('pen.renew', { body: sajama })).toMatchObject({ ok: false })
    unwrap(await first.write(putre, motion('Agua')))
  })

  test('is told on every page that rests on the book, on no other, and in the API', async () => {
    const [first, second, third] = all()
    unwrap(await first.write(sajama, motion('Una historia')))
    unwrap(await second.write(sajama, motion('Otra historia')))
    const said = 'Un libro tiene dos historias firmadas'
    const pageOf = async (path: string) => (await third.get(path)).text()
    await exchange(third, first)
    expect(await pageOf(`/books/${sajama}`)).not.toContain(said)
    await exchange(third, second)
    for (const path of ['/', '/books', `/books/${sajama}`, `/bodies/${sajama}`])
      expect(await pageOf(path), path).toContain(said)
    expect(await pageOf(`/books/${putre}`)).not.toContain(said)
    expect(await pageOf(`/books/${sajama}`)).toContain('Sin efecto: tras la separación')
    expect(await third.json(`/api/books/${sajama}`)).toMatchObject({ forkedAt: 301 })
  })

  test('gives the whole and the proof to who never heard of the book', async () => {
    const [first, second, third, fourth] = all()
    unwrap(await first.write(sajama, motion('Una historia')))
    unwrap(await second.write(sajama, motion('Otra historia')))
    await exchange(third, first)
    await exchange(third, second)
    await exchange(fourth, third)
    expect(await standing(fourth)).toEqual({ forkedAt: 301, stands: 301 })
    expect(new Set(dumpsOf([third, fourth])).size).toBe(1)
  })

  test('a second fork below the first lowers what stands, wherever either is known', async () => {
    const [first, second, third, fourth] = all()
    await second.close()
    const folder = join(nodes.folder, 'older copy')
    cpSync(second.folder, folder, { recursive: true })
    await second.reopen()
    const older = await nodes.openFolder(folder, 'Nodo de Bolivia', 'BO')
    await older.listen()
    unwrap(await older.write(sajama, motion('Tercera historia')))
    unwrap(await first.write(sajama, motion('Primera'), motion('Segunda')))
    await second.listen()
    await exchange(second, first)
    expect(await standing(second)).toMatchObject({ forkedAt: undefined, stands: 303 })
    await second.close()
    const later = join(nodes.folder, 'later copy')
    cpSync(first.folder, later, { recursive: true })
    await second.reopen()
    unwrap(await second.write(sajama, motion('Cuarta')))
    unwrap(await first.write(sajama, motion('Quinta')))
    await second.listen()
    await exchange(third, first)
    await exchange(third, second)
    expect(await standing(third)).toEqual({ forkedAt: 303, stands: 303 })
    await exchange(fourth, older)
    await exchange(fourth, third)
    await exchange(third, fourth)
    await exchange(first, fourth)
    for (const node of [third, fourth, first])
      expect(await standing(node)).toEqual({ forkedAt: 301, stands: 301 })
  })
})
