/**
 * Mutants of real packs, by seed. APACHITA_MUTANTS=100000 makes a hundred thousand; APACHITA_SEED=… repeats a run. A
 * mutant that fails is named by its own seed: put it into `failedOnce`, and it is made in every run.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Archive } from '../../src/archive/contract.ts'
import { accept } from '../../src/kernel/result.ts'
import { utf8 } from '../../src/kernel/encoding.ts'
import { seedOfRun } from '../crash/chance.ts'
import { judgeImport, layers, notHealed, refusalTypes } from './judge-import.ts'
import { type Made, makeMutant, mutations } from './make-mutant.ts'
import { type Originals, type ReceiverName, makeOriginals } from './originals.ts'

/** Seeds of mutants that were once taken for the original, crashed an import, or were told wrongly. */
const failedOnce: readonly number[] = []

const mutants = Number(process.env['APACHITA_MUTANTS'] ?? 5000)
const seed = seedOfRun()

class Tally {
  readonly refusals = new Map<string, number>()
  readonly made = new Map<string, number>()
  refused = 0
  whole = 0
  nothing = 0
  slowestMs = 0

  add({ names }: Made, types: readonly string[], grown: number, ms: number): void {
    for (const name of names) this.made.set(name, (this.made.get(name) ?? 0) + 1)
    for (const type of types) this.refusals.set(type, (this.refusals.get(type) ?? 0) + 1)
    if (types.length > 0) this.refused += 1
    else if (grown > 0) this.whole += 1
    else this.nothing += 1
    this.slowestMs = Math.max(this.slowestMs, ms)
  }

  text(): string {
    const lines = Object.entries(layers).map(([layer, types]) => {
      const counts = types.map((type) => `${type} ${this.refusals.get(type) ?? 0}`)
      return `  ${layer}: ${counts.join(', ')}`
    })
    const figures = `${this.refused} refused in part or whole, ${this.whole} as good as the original, ${this.nothing} without anything new`
    return [figures, ...lines, `  slowest: ${Math.round(this.slowestMs)} ms`].join('\n')
  }
}

/** Archives are opened anew only after they changed. */
class Receivers {
  readonly #originals: Originals
  readonly #open = new Map<ReceiverName, Archive>()

  constructor(originals: Originals) {
    this.#originals = originals
  }

  take(name: ReceiverName): Archive {
    const archive = this.#open.get(name) ?? this.#originals.open(name)
    this.#open.set(name, archive)
    return archive
  }

  async renew(name: ReceiverName): Promise<void> {
    await this.#open.get(name)?.close()
    this.#open.delete(name)
  }
}

let originals: Originals
beforeAll(async () => {
  process.stdout.write(`hostile packs: seed ${seed}, ${mutants} mutants\n`)
  originals = await makeOriginals()
})

async function importOne(receivers: Receivers, tally: Tally, mutantSeed: number): Promise<string[]> {
  const made = makeMutant(originals, mutantSeed)
  const archive = receivers.take(made.receiver)
  const change = await archive.change()
  const begun = performance.now()
  const { problems, report } = await judgeImport(archive, made)
  const types = [...new Set(report?.refused.map(({ refusal }) => refusal.type))]
  tally.add(made, types, report?.grown.length ?? 0, performance.now() - begun)
  const hasChanged = (await archive.change()) !== change
  const unhealed = hasChanged && mutantSeed % 16 === 0 ? await notHealed(archive, originals) : []
  if (hasChanged || problems.length > 0) await receivers.renew(made.receiver)
  return [...problems, ...unhealed].map(
    (problem) => `mutant ${mutantSeed} (${made.names.join(' + ')}, to ${made.receiver}): ${problem}`,
  )
}

describe('mutants of real packs', () => {
  test('those that once failed are refused', async () => {
    const [receivers, tally] = [new Receivers(originals), new Tally()]
    for (const mutantSeed of failedOnce) expect(await importOne(receivers, tally, mutantSeed)).toEqual([])
  })

  test(
    `nothing is taken for the original that is not, and no layer is idle: ${mutants} mutants`,
    async () => {
      const [receivers, tally] = [new Receivers(originals), new Tally()]
      const problems: string[] = []
      for (let at = 0; at < mutants && problems.length < 10; at += 1) {
        problems.push(...(await importOne(receivers, tally, seed + at)))
      }
      process.stdout.write(`hostile packs: ${tally.text()}\n`)
      expect(problems).toEqual([])
      if (mutants < 3000) return
      expect(refusalTypes.filter((type) => !tally.refusals.has(type))).toEqual([])
      expect(Object.keys(mutations).filter((name) => !tally.made.has(name))).toEqual([])
    },
    120_000 + mutants * 100,
  )
})

describe('the judge of mutants is no formality', () => {
  /** Takes every step, whatever its checkpoint says and whoever signed it. */
  function gullible(archive: Archive): Archive {
    const extend = archive.extend.bind(archive)
    archive.extend = (book, from, steps) => {
      const conclude = () => accept({ checkpoint: utf8('whatever'), isHandover: false })
      return extend(
        book,
        from,
        steps.map((step) => ({ ...step, conclude })),
      )
    }
    return archive
  }

  test('an archive that believes every checkpoint is caught', async () => {
    const caught = new Set<string>()
    for (let at = 0; at < 300; at += 1) {
      const made = makeMutant(originals, seed + at)
      const archive = gullible(originals.open(made.receiver))
      const { problems } = await judgeImport(archive, { ...made, isRaced: false })
      for (const problem of problems) caught.add(problem.replace(/:.*/s, ''))
      await archive.close()
    }
    expect([...caught]).toEqual(
      expect.arrayContaining([
        'accepted entries that are not the original',
        'accepted at a size not signed',
        'accepted what does not verify',
      ]),
    )
  })
})
