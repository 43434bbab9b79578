/** Processes that die while a history gives way to another: afterwards one of them is held whole, and none is lost. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreedSize } from '../../src/archive/contract.ts'
import { verifyBook } from '../../src/archive/verify.ts'
import type { ApachitaNode } from '../../src/node/node.ts'
import { takeIn } from '../../src/node/take-in.ts'
import { inChunks } from '../../src/testing/packs.ts'
import { TwoHistories } from '../../src/testing/two-histories.ts'
import { makeRunFolder, runChild } from './killer.ts'
import { newNode, visit } from './node-under-test.ts'

let runFolder: string
let two: TwoHistories
let [other, right]: Uint8Array[] = []

beforeAll(async () => {
  runFolder = await makeRunFolder()
  two = await TwoHistories.make()
  other = await two.whole(two.other)
  right = await two.whole(two.right, 'Uno', 'Dos')
})
afterAll(() => rmSync(runFolder, { recursive: true, force: true }))

async function found(node: ApachitaNode) {
  const record = await node.archive.book(two.book)
  if (record === undefined) throw new Error('lost')
  expect(await verifyBook(node.archive, two.book)).toBeUndefined()
  const asides = await node.archive.setAsides(two.book)
  const kept: number[] = []
  for (const { place } of asides) {
    let count = 0
    for await (const batch of node.archive.asideEntries(two.book, place, 0, 999)) count += batch.length
    kept.push(count)
  }
  return { size: record.size, stands: agreedSize(record), folded: node.views.foldedSize(two.book), kept }
}

test.each(['before', 'within', 'after'] as const)('killed %s', async (diesSettingAside) => {
  const folder = join(runFolder, diesSettingAside)
  await newNode(folder, two.book)
  const packs = [other, right].map((bytes, n) => {
    const path = join(runFolder, `${diesSettingAside} ${n}.pack`)
    writeFileSync(path, bytes ?? new Uint8Array())
    return path
  })
  const orders = {
    folder,
    seed: 1,
    packs,
    nextPack: 0,
    script: ['import', 'import'],
    diesSettingAside,
  } as const
  expect(await runChild(runFolder, orders, () => undefined)).toMatchObject({ signal: 'SIGKILL', stderr: '' })
  const [all, wrong] = [await two.sizeOf(two.right), await two.sizeOf(two.other)]
  const whole = { size: all, stands: all, folded: all, kept: [wrong - two.parted] }
  await visit(folder, async (node) => {
    const stopped = { size: wrong, stands: two.parted, folded: two.parted, kept: [] }
    expect(await found(node)).toEqual(diesSettingAside === 'after' ? whole : stopped)
    await takeIn(node, inChunks(right ?? new Uint8Array()), { via: 'carried', source: 'again', node: null })
    expect(await found(node)).toEqual(whole)
  })
})
