/** Three nodes, any order of exchanges and of what is written between them: in the end all show the same. */
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { unwrap } from '../kernel/result.ts'
import {
  Nodes,
  type Referred,
  type TestNode,
  decideYes,
  foundAlliance,
  refer,
} from '../../tests/support/test-node.ts'
import type { BoardView } from '../federation/views.ts'
import { carryOut } from './carry-out.ts'
import { syncAll } from './sync.ts'
import { join } from 'node:path'

let nodes = new Nodes()
afterEach(async () => {
  await nodes.close()
  nodes = new Nodes()
})

/** Three nodes that know each other's addresses; the first hosts the alliance, each hosts two municipalities. */
class Trio {
  referred: Referred | undefined

  private constructor(
    readonly all: readonly [TestNode, TestNode, TestNode],
    readonly alliance: string,
    readonly members: readonly { readonly at: TestNode; readonly body: string }[],
  ) {}

  static async make(): Promise<Trio> {
    const all = [
      await nodes.listening('Nodo de Bolivia', 'BO'),
      await nodes.listening('Nodo de Chile', 'CL'),
      await nodes.listening('Nodo del Perú', 'PE'),
    ] as const
    const alliance = await foundAlliance(all[0])
    const members = []
    for (const at of all) {
      for (const name of ['Norte', 'Sur']) members.push({ at, body: await at.found(`${name} de ${at.name}`) })
      await at.did('book.follow', { book: alliance })
      for (const other of all) if (other !== at) await at.did('peer.add', { url: other.url })
    }
    return new Trio([...all], alliance, members)
  }

  async exchange(from: number, to: number): Promise<void> {
    const [asking, asked] = [this.all[from], this.all[to]]
    if (asking === undefined || asked === undefined || asking === asked) return
    for (const { result } of unwrap(await syncAll(asking.node, asked.url))) unwrap(result)
  }

  /** The same by a file on a stick. */
  async carry(from: number, to: number): Promise<void> {
    const [giving, taking] = [this.all[from], this.all[to]]
    if (giving === undefined || taking === undefined || giving === taking) return
    const path = join(giving.folder, 'stick.apachita')
    unwrap(await carryOut(giving.node, path, undefined))
    await taking.did('carry.in', { path })
  }

  /** What is refused, because the node has not heard enough yet or did it already, is not done. */
  async act(what: 'apply' | 'accept' | 'decide' | 'refer', member: number): Promise<void> {
    const { alliance, referred } = this
    const chosen = this.members[member]
    if (chosen === undefined) return
    const { at, body } = chosen
    if (what === 'apply')
      await at.run('membership.apply', { body, federation: alliance, section: at.country })
    if (what === 'accept') await this.all[0].run('membership.accept', { federation: alliance, body })
    if (what === 'refer') this.referred ??= await refer(this.all[0], alliance)
    if (what === 'decide' && referred !== undefined) await decideYes(at, body, referred)
  }

  /** Everybody with everybody until nothing travels any more; it must come to rest soon. */
  async settle(): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      let travelled = 0
      for (const at of this.all) {
        const reports = await at.synced()
        expect(reports.flatMap(({ refused }) => refused)).toEqual([])
        travelled += reports.reduce((sum, { pulled, pushed }) => sum + pulled + pushed, 0)
      }
      if (travelled === 0) return
    }
    throw new Error('still travelling after six rounds')
  }

  async boards(): Promise<unknown[]> {
    const path = `/api/motions/${this.alliance}/${this.referred?.motion ?? 0}`
    const boards = await Promise.all(this.all.map((at) => at.json<BoardView>(path)))
    return boards.map(({ local: _local, ...shared }) => shared)
  }

  async expectSame(): Promise<void> {
    const [first, ...others] = this.all.map(({ node }) => node.views.dump())
    for (const other of others) expect(other).toBe(first)
    const [board, ...boards] = await this.boards()
    for (const other of boards) expect(other).toEqual(board)
  }
}

const place = fc.nat({ max: 2 })
const member = fc.nat({ max: 5 })
const step = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant('exchange' as const), place, place) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('carry' as const), place, place) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('apply', 'accept', 'decide', 'refer'), member, fc.constant(0)),
  },
)

async function take(trio: Trio, [what, a, b]: readonly [string, number, number]): Promise<void> {
  if (what === 'exchange') return trio.exchange(a, b)
  if (what === 'carry') return trio.carry(a, b)
  return trio.act(what as 'apply', a)
}

describe('three nodes', () => {
  test('converge to equal views and equal boards, in whatever order they exchange and write', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        const trio = await Trio.make()
        for (const one of steps) await take(trio, one)
        trio.referred ??= await refer(trio.all[0], trio.alliance)
        await trio.settle()
        await trio.expectSame()
        await nodes.close()
        nodes = new Nodes()
      }),
      { numRuns: 4 },
    )
  })

  test('that all wrote the whole story exchange it in two rounds, whoever begins', async () => {
    const trio = await Trio.make()
    await trio.exchange(1, 0)
    await trio.exchange(2, 0)
    for (const at of [0, 1, 2, 3, 4, 5]) await trio.act('apply', at)
    await trio.exchange(0, 2)
    await trio.exchange(0, 1)
    for (const at of [0, 1, 2, 3, 4, 5]) await trio.act('accept', at)
    await trio.act('refer', 0)
    await trio.exchange(2, 0)
    await trio.exchange(1, 2)
    for (const at of [0, 1, 2, 3, 4, 5]) await trio.act('decide', at)
    await trio.settle()
    await trio.expectSame()
    expect((await trio.boards())[0]).toMatchObject({ outcome: 'carried', heard: 6, entitled: 6 })
  })

  test('that exchange at the same time, all with all, end the same', async () => {
    const trio = await Trio.make()
    await trio.settle()
    for (const at of [0, 1, 2, 3, 4, 5]) await trio.act('apply', at)
    await trio.settle()
    for (const at of [0, 1, 2, 3, 4, 5]) await trio.act('accept', at)
    await trio.act('refer', 0)
    await trio.settle()
    await Promise.all([0, 1, 2, 3, 4, 5].map((at) => trio.act('decide', at)))
    const pairs = [0, 1, 2].flatMap((from) => [0, 1, 2].map((to) => [from, to] as const))
    await Promise.all(pairs.map(([from, to]) => trio.exchange(from, to)))
    await trio.settle()
    await trio.expectSame()
    for (const at of trio.all) expect(await at.did('book.verify')).toMatchObject({ damaged: [], verified: 7 })
  })
})
