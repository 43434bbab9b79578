/** The bench's own process: starts every other one, and writes what came of it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Size, generate, grownFrom10000, presets } from './generate.ts'
import { generateByCommands } from './generator/by-commands.ts'
import { describeMachine } from './machine.ts'
import {
  type Made,
  Scratch,
  Serving,
  measureGrowth,
  measurePeer,
  measureProduct,
  medians,
} from './measure.ts'
import { type PagesMeasured, measurePages } from './measure-pages.ts'
import { type Measured, type Peers, figuresOf } from './figures.ts'
import type { ProductRun } from './measure.ts'
import { writeReport } from './report.ts'
import type { AppendPart } from './roles/append.ts'
import type { Floor, FloorPart } from './roles/floor.ts'
import { Child } from './rpc.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '2026' },
    preset: { type: 'string', default: 'hundred-thousand' },
    folder: { type: 'string' },
    books: { type: 'string' },
    entries: { type: 'string' },
    years: { type: 'string' },
  },
})

/** So many and fewer are written through the ordinary commands, more in bulk by the same rules. */
const smallEntries = 2000

const say = (line: string): void => void process.stdout.write(`${line}\n`)

if (positionals[0] === 'generate') await generateOnly()
else if (positionals[0] === 'pages') await pagesOnly()
else await bench()

async function generateOnly(): Promise<void> {
  const preset = presets[values.preset]
  if (preset === undefined || values.folder === undefined) {
    throw new Error(`--folder, and --preset ${Object.keys(presets).join(', ')}`)
  }
  const { seed, years } = values
  const [bookCount, entryCount] = [
    Number(values.books ?? preset.books),
    Number(values.entries ?? preset.entries),
  ]
  say(`seed ${seed}`)
  if (entryCount <= smallEntries) {
    const world = { seed, books: bookCount, entries: entryCount, years: Number(years ?? 1) }
    say(`${await generateByCommands(values.folder, world)} entries through the commands of a node`)
    return
  }
  const { entries, entryBytes, books } = await generate(values.folder, {
    seed,
    size: { books: bookCount, entries: entryCount },
    years: years === undefined ? undefined : Number(years),
  })
  say(`${entries} entries in ${books.length} books, ${Math.round(entryBytes / entries)} bytes an entry`)
}

/** Sizes of a run: the main one, and the two that growth is told by beside it. */
function sizes(): { main: Size; small: Size; large: Size; runs: number; appends: number } {
  const preset = (name: string): Size => presets[name] as Size
  if (values.quick) {
    const small = { books: 10, entries: 1000 }
    return { main: preset('quick'), small, large: { books: 100, entries: 10_000 }, runs: 1, appends: 20 }
  }
  const [main, small, large] = [preset('hundred-thousand'), preset('ten-thousand'), preset('million')]
  return { main, small, large, runs: 3, appends: 1000 }
}

async function bench(): Promise<void> {
  const machine = await describeMachine()
  const folder = mkdtempSync(join(tmpdir(), 'apachita-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const start = performance.now()
  say(`seed ${values.seed}`)
  const measured = await measureAll(new Scratch(folder))
  const seconds = Math.round((performance.now() - start) / 1000)
  const out = values.quick ? new URL('./quick/', import.meta.url) : new URL('../../docs/', import.meta.url)
  mkdirSync(out, { recursive: true })
  const figures = figuresOf(measured)
  writeReport(fileURLToPath(out), { machine, measured, figures, seconds, isQuick: values.quick })
  for (const [name, value] of Object.entries(figures)) say(`${name.padEnd(30)} ${value}`)
  say(`${seconds} s; written to ${fileURLToPath(out)}`)
}

async function measureAll(scratch: Scratch): Promise<Measured> {
  const { main, small, large, runs, appends } = sizes()
  const made = await makeDataset(scratch, 'main', main)
  const { floor, product, openMs } = await measureFloorAndProduct(made, scratch, runs)
  const append = await measureAppends(scratch, runs, appends)
  const peers = await measurePeers(made, scratch, runs)
  scratch.remove(made.folder)
  const growth = []
  for (const size of [small, large]) {
    const grown = await makeDataset(scratch, 'growth', size)
    say(`growth: ${grown.dataset.entries} entries`)
    growth.push(await measureGrowth(grown, scratch, runs))
    scratch.remove(grown.folder)
  }
  const pages = await measureAllPages(scratch)
  const { entries, books, entryBytes, years } = made.dataset
  const own = {
    entries,
    books: books.length,
    durableUs: (product.durableMs * 1000) / entries,
    foldUs: (openMs * 1000) / entries,
    peakMb: product.peakMb,
  }
  const [before, after] = growth
  if (before === undefined || after === undefined) throw new Error('growth was not measured')
  const dataset = { seed: values.seed, entries, books: books.length, entryBytes, years }
  return { dataset, runs, floor, product, append, peers, growth: [before, own, after], pages }
}

async function makeDataset(scratch: Scratch, name: string, size: Size | readonly Size[]): Promise<Made> {
  const folder = scratch.next(name)
  const dataset = await generate(folder, { seed: values.seed, size })
  say(`generated ${dataset.entries} entries in ${dataset.books.length} books`)
  return { folder, dataset }
}

/** Pages alone, told and not written: while one works on them. */
async function pagesOnly(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'apachita-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  say(JSON.stringify(await measureAllPages(new Scratch(folder)), undefined, 2))
}

async function measureAllPages(scratch: Scratch): Promise<PagesMeasured> {
  const worlds: Made[] = []
  for (const count of values.quick ? [0, 1] : [0, 9, 99])
    worlds.push(await makeDataset(scratch, 'pages', grownFrom10000(count)))
  say('pages')
  const efforts = values.quick
    ? { turns: 3, pagesATurn: 200, rounds: 10 }
    : { turns: 5, pagesATurn: 1000, rounds: 100 }
  const measured = await measurePages(worlds, scratch, efforts)
  for (const { folder } of worlds) scratch.remove(folder)
  return measured
}

/** Floor and product by turns, so that both meet the same machine. */
async function measureFloorAndProduct(
  made: Made,
  scratch: Scratch,
  runs: number,
): Promise<{ floor: Floor; product: ProductRun; openMs: number }> {
  const serving = await Serving.start('apachita-giver', made, scratch)
  const floors: Floor[] = []
  const products: ProductRun[] = []
  for (let at = 0; at < runs; at += 1) {
    say(`floor and apachita, run ${at + 1}`)
    const child = new Child<FloorPart>('floor')
    const folder = scratch.next('floor')
    floors.push(await child.call('measure', { dataset: made.folder, folder }))
    await child.end()
    scratch.remove(folder)
    products.push(await measureProduct(serving, scratch))
  }
  await serving.end(scratch)
  return { floor: medians(floors), product: medians(products), openMs: serving.openMs }
}

async function measureAppends(scratch: Scratch, runs: number, times: number): Promise<Measured['append']> {
  const all = []
  for (let at = 0; at < runs; at += 1) {
    say(`appends, run ${at + 1}`)
    const child = new Child<AppendPart>('append')
    const folder = scratch.next('append')
    all.push(await child.call('measure', { folder, before: 2000, times }))
    await child.end()
    scratch.remove(folder)
  }
  return medians(all)
}

async function measurePeers(made: Made, scratch: Scratch, runs: number): Promise<Peers> {
  const measure = (name: string, receiver: string) => {
    say(name)
    return measurePeer(`${name}-giver`, `${receiver}-receiver`, made, scratch, runs)
  }
  return {
    yjs: await measure('yjs', 'yjs'),
    hypercorePacked: await measure('hypercore-packed', 'hypercore'),
    hypercorePerEntry: await measure('hypercore', 'hypercore'),
    pouchdb: await measure('pouchdb', 'pouchdb'),
  }
}
