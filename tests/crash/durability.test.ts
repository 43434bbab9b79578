/**
 * System calls of a node that appends, hands its pen over and imports: what it acknowledges was synchronised before.
 * Needs strace (Debian: apt-get install strace); outside CI passed over where there is none. APACHITA_TRACE=<file> keeps
 * the trace that docs/durability.md shows.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { areMissing } from '../support/foreign-programs.ts'
import { Chance } from './chance.ts'
import { makeRunFolder } from './killer.ts'
import type { Orders } from './messages.ts'
import { newNode } from './node-under-test.ts'
import { makeSources } from './sources.ts'

const tracer = 'strace'

let runFolder: string
let calls: readonly string[]

describe.skipIf(areMissing(['strace']))('a traced node', () => {
  beforeAll(async () => {
    runFolder = await makeRunFolder()
    const folder = join(runFolder, 'node')
    const { packs } = await makeSources(join(runFolder, 'packs'), new Chance(1))
    await newNode(folder, 'a'.repeat(52))
    const script = ['append', 'append', 'handover', 'import', 'import'] as const
    const orders: Orders = { folder, seed: 3, packs, nextPack: 0, script }
    const told = openSync(join(runFolder, 'told'), 'w')
    const trace = join(runFolder, 'trace')
    const node = [process.execPath, join(runFolder, 'child.mjs'), JSON.stringify(orders)]
    const { status } = spawnSync(
      tracer,
      ['-f', '-y', '-e', 'trace=pwrite64,write,fsync,fdatasync', '-o', trace, ...node],
      { stdio: ['ignore', 'ignore', 'inherit', told] },
    )
    expect(status).toBe(0)
    calls = readFileSync(trace, 'utf8').split('\n')
    const kept = process.env['APACHITA_TRACE']
    if (kept !== undefined) copyFileSync(trace, kept)
  })
  afterAll(() => rmSync(runFolder, { recursive: true, force: true }))

  /** The calls between what was told as begun and what was told as done, for each thing done. */
  function callsOfEach(): string[][] {
    const all: string[][] = []
    for (const call of calls) {
      const isTold = /\bwrite\(3</.test(call)
      if (isTold && call.includes('intent')) all.push([])
      else if (isTold) all.at(-1)?.push('done')
      else all.at(-1)?.push(call)
    }
    // The first is the opening of the folder, which acknowledges nothing.
    return all.slice(1).map((each) => each.slice(0, each.indexOf('done')))
  }

  const lastOf = (each: readonly string[], pattern: RegExp): number =>
    each.findLastIndex((call) => pattern.test(call))

  test('acknowledges nothing before what it wrote to books.db is on the disk', () => {
    expect(callsOfEach()).toHaveLength(5)
    for (const each of callsOfEach()) {
      const written = lastOf(each, /pwrite64\(\d+<[^>]*\/books\.db-wal>/)
      expect(written).toBeGreaterThanOrEqual(0)
      expect(lastOf(each, /f(data)?sync\(\d+<[^>]*\/books\.db-wal>\)\s+= 0/)).toBeGreaterThan(written)
    }
  })

  test("synchronises a new pen's key before the handover to it", () => {
    const handover = callsOfEach()[2] ?? []
    const key = handover.findIndex((call) => /sync\(\d+<[^>]*\/node\.db-wal>\)/.test(call))
    const signed = handover.findIndex((call) => /pwrite64\(\d+<[^>]*\/books\.db-wal>/.test(call))
    expect(key).toBeGreaterThanOrEqual(0)
    expect(key).toBeLessThan(signed)
  })
})
