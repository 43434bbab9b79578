/**
 * `npm run demo`: tells the story on three fresh nodes, and leaves their addresses to open; `--once` stops them. With
 * `el-alto` it tells ten years of an invented city; `--councils` and `--motions` make it smaller, `--seed` another.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pickLanguage } from '../src/web/languages/pick-language.ts'
import { parseArgs } from 'node:util'
import { type CitySize, wholeCity } from './el-alto/plan.ts'
import { ProcessStage } from './el-alto/processes.ts'
import { tellElAlto } from './el-alto/tell.ts'
import { NotAsTold } from './expect.ts'
import { type DemoNode, Network, secretary } from './network.ts'
import { tellStory } from './story.ts'
import { type Word, say } from './words.ts'

/** Of a smaller city none of its stories could be told: each node keeps a council. */
const fewestCouncils = 3

const options = {
  once: { type: 'boolean', default: false },
  seed: { type: 'string', default: '2026' },
  councils: { type: 'string', default: String(wholeCity.councils) },
  motions: { type: 'string', default: String(wholeCity.motions) },
} as const

/** What was asked for; undefined where that is nothing this program knows. */
function askedFor(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
    const [councils, motions] = [Number(values.councils), Number(values.motions)]
    const isCity = positionals[0] === 'el-alto'
    const isKnown = positionals.length === (isCity ? 1 : 0)
    const isSize = Number.isInteger(councils) && Number.isInteger(motions)
    return isKnown && isSize && councils >= fewestCouncils && motions >= 1
      ? { isCity, isOnce: values.once, seed: values.seed, size: { councils, motions } }
      : undefined
  } catch {
    return undefined
  }
}

const language = pickLanguage(
  null,
  (process.env['LC_ALL'] || process.env['LANG'] || '').replace(/[_.].*/, ''),
  null,
)

const tell = (word: Word, ...figures: readonly (string | number)[]): void => {
  const named = figures.map((figure) =>
    figure === 'carried' || figure === 'open' || figure === 'failed'
      ? say(language, `${figure}Outcome`)
      : figure,
  )
  console.log(say(language, word, ...named))
}

function tellAddresses(nodes: readonly DemoNode[], path: string): void {
  tell('addresses')
  for (const { name, publicUrl, operatorUrl, token } of nodes) {
    console.log(`  ${name}  ${publicUrl}${path}`)
    console.log(`    ${say(language, 'operator', operatorUrl, token)}`)
  }
  tell('signIn', secretary.name, secretary.passphrase)
  tell('stop')
}

/** Three running nodes, and the page on which what was told ended. */
interface Running {
  readonly nodes: readonly DemoNode[]
  readonly path: string
  stop(): Promise<void>
}

async function runStory(folder: string): Promise<Running> {
  const network = await Network.start(folder)
  const stop = (): Promise<void> => network.stop()
  return stoppingOnFailure(stop, async () => {
    const { alliance, motion } = await tellStory(network, { folder, isDecisiveYesGiven: true, tell })
    return { nodes: network.all, path: `/motions/${alliance}/${motion}`, stop }
  })
}

async function runElAlto(folder: string, city: { seed: string; size: CitySize }): Promise<Running> {
  const stage = await ProcessStage.start(folder)
  const stop = (): Promise<void> => stage.stop()
  return stoppingOnFailure(stop, async () => {
    const { motions } = await tellElAlto(stage, { ...city, tell })
    const last = motions.at(-1)
    return { nodes: stage.nodes, path: `/motions/${last?.book}/${last?.seq}`, stop }
  })
}

async function stoppingOnFailure(stop: () => Promise<void>, run: () => Promise<Running>): Promise<Running> {
  try {
    return await run()
  } catch (error) {
    await stop()
    throw error
  }
}

async function main(): Promise<void> {
  const asked = askedFor(process.argv.slice(2))
  if (asked === undefined) {
    console.error(say(language, 'usage', fewestCouncils))
    process.exitCode = 2
    return
  }
  const startedAt = Date.now()
  const folder = await mkdtemp(join(tmpdir(), 'apachita-demo-'))
  try {
    const { nodes, path, stop } = await (asked.isCity ? runElAlto(folder, asked) : runStory(folder))
    tell('done', Math.round((Date.now() - startedAt) / 1000))
    if (!asked.isOnce) {
      tellAddresses(nodes, path)
      await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
    }
    await stop()
  } catch (error) {
    if (!(error instanceof NotAsTold)) throw error
    console.error(error.message)
    process.exitCode = 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
