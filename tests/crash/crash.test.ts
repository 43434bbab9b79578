/**
 * Processes killed at random points. APACHITA_CRASHES=1000 kills a thousand; APACHITA_SEED=… repeats a run's choices
 * (not its timing).
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Chance, seedOfRun } from './chance.ts'
import { problemsOf } from './checker.ts'
import { type Plan, doings, makeRunFolder, planOf, runChild } from './killer.ts'
import type { Ledger } from './ledger.ts'
import type { Doing, Orders } from './messages.ts'
import { newNode } from './node-under-test.ts'
import { type Sources, makeSources } from './sources.ts'

const crashes = Number(process.env['APACHITA_CRASHES'] ?? 55)
const killsAFolder = 12
const seed = seedOfRun()

let runFolder: string
let sources: Sources
let folders = 0

beforeAll(async () => {
  process.stdout.write(`crashes: seed ${seed}, ${crashes} kills\n`)
  runFolder = await makeRunFolder()
  sources = await makeSources(join(runFolder, 'packs'), new Chance(seed))
})
afterAll(() => rmSync(runFolder, { recursive: true, force: true }))

async function newFolder(): Promise<{ folder: string; ledger: Ledger }> {
  const folder = join(runFolder, `node ${++folders}`)
  return { folder, ledger: await newNode(folder, [...sources.leaves.keys()][0] ?? '') }
}

async function liveAndDie(
  folder: string,
  ledger: Ledger,
  plan: Plan | undefined,
  orders: Partial<Orders>,
): Promise<void> {
  const { packs } = sources
  const nextPack = sources.nextPack((book) => ledger.sizes.get(book) ?? 0)
  const all: Orders = { folder, packs, seed, nextPack, ...orders }
  const death = await runChild(runFolder, all, (told) => ledger.hear(told), plan)
  expect(death, 'how the process ended').toMatchObject({ signal: 'SIGKILL', stderr: '' })
}

describe('processes killed with SIGKILL', () => {
  test(
    `lose nothing acknowledged and leave nothing half there: ${crashes} kills`,
    async () => {
      const chance = new Chance(seed)
      const diedAt = new Map<Doing | 'nothing', number>()
      const ledgers: Ledger[] = []
      let [node, acknowledgements] = [await newFolder(), 0]
      const missed = (): Doing[] => doings.filter((doing) => !diedAt.has(doing))
      let kill = 0
      for (; kill < crashes || (missed().length > 0 && kill < crashes + 40); kill += 1) {
        if (kill > 0 && kill % killsAFolder === 0) node = await newFolder()
        if (kill % killsAFolder === 0) ledgers.push(node.ledger)
        const { folder, ledger } = node
        const plan = planOf(chance, kill)
        const mostly = plan.at === 'acknowledgement' ? {} : { mostly: plan.at }
        const before = ledger.acknowledgements
        await liveAndDie(folder, ledger, plan, { seed: chance.below(2 ** 31), ...mostly })
        acknowledgements += ledger.acknowledgements - before
        const doing = ledger.doing()
        for (const at of doing.length > 0 ? doing : ['nothing' as const])
          diedAt.set(at, (diedAt.get(at) ?? 0) + 1)
        const problems = await problemsOf(folder, ledger, sources)
        expect(problems, `seed ${seed}, kill ${kill}, ${JSON.stringify(plan)}`).toEqual([])
        if ((kill + 1) % killsAFolder === 0) rmSync(folder, { recursive: true })
      }
      const [whole, undone] = (['whole', 'undone'] as const).map((how) =>
        ledgers.reduce((sum, { unacknowledged }) => sum + unacknowledged[how], 0),
      )
      const where = [...diedAt].map(([doing, count]) => `${doing} ${count}`).join(', ')
      process.stdout.write(
        `crashes: ${kill} kills, ${acknowledgements} acknowledgements; died in: ${where}; ` +
          `unacknowledged writes: ${whole} whole there, ${undone} not at all\n`,
      )
      expect(missed(), 'never killed while doing').toEqual([])
    },
    60_000 + crashes * 5_000,
  )
})

describe('the check of crashes is no formality', () => {
  test('a build that acknowledges before its commit is caught', async () => {
    const chance = new Chance(seed)
    const { folder, ledger } = await newFolder()
    for (let life = 1; life <= 60; life += 1) {
      const plan: Plan = { at: 'acknowledgement', nth: chance.between(2, 6), delayMs: 0 }
      await liveAndDie(folder, ledger, plan, {
        seed: chance.below(2 ** 31),
        mostly: 'append',
        isWrong: true,
      })
      const problems = await problemsOf(folder, ledger, sources)
      if (problems.length === 0) continue
      expect(problems[0]).toMatch(/^acknowledged and lost/)
      process.stdout.write(`crashes: the wrong build was caught at kill ${life}\n`)
      return
    }
    expect.fail(`seed ${seed}: the wrong build was never caught`)
  })
})
