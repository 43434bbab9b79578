/** docs/bench.json, docs/bench.md and docs/bench-growth.svg: no figure in them that the run did not measure. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { growthSvg } from './curve.ts'
import { type Measured, designHashUs, designInsertUs, floorUs, isVoid, pageGrowth } from './figures.ts'
import type { Machine } from './machine.ts'
import type { Run } from './measure.ts'

export interface Report {
  readonly machine: Machine
  readonly measured: Measured
  readonly figures: Readonly<Record<string, number>>
  readonly seconds: number
  readonly isQuick: boolean
}

export function writeReport(folder: string, report: Report): void {
  const { machine, measured, figures } = report
  const { date, processor, cores, node, load } = machine
  const json = {
    ...figures,
    runs: measured.runs,
    date,
    processor,
    cores,
    node,
    load: Number(load.toFixed(2)),
  }
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(json, undefined, 2)}\n`)
  writeFileSync(join(folder, 'bench-growth.svg'), growthSvg(measured.growth))
  writeFileSync(join(folder, 'bench.md'), pageOf(report))
}

const pageOf = (report: Report): string =>
  `${[
    ...heading(report),
    ...goals(report),
    ...floor(report.measured),
    ...engines(report.measured),
    ...apachita(report.measured),
    ...growth(report.measured),
    ...pages(report.measured),
    ...method,
  ].join('\n')}\n`

const shared = 0.15

function heading({ machine, measured, seconds, isQuick }: Report): string[] {
  const { dataset, runs, floor: lowest } = measured
  const busy = `load ${machine.load.toFixed(2)}, ${Math.round(machine.busyShare * 100)}% of the cores taken by others`
  const bytes = Math.round(dataset.entryBytes / dataset.entries)
  return [
    '# Bench',
    '',
    `Taken ${machine.date} UTC by \`npm run bench${isQuick ? ' -- --quick' : ''}\` (\`node bench/run.js\`) in ${seconds} s.`,
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB; Linux ${machine.kernel}; Node ${machine.node}; SQLite ${machine.sqlite}.`,
    `Dataset: seed \`${dataset.seed}\`, ${count(dataset.entries)} entries of ${bytes} bytes on average in ${dataset.books} books, ${dataset.years} years.`,
    `Medians of ${runs} run${runs === 1 ? '' : 's'}. Before the run: ${busy}.`,
    '',
    ...(machine.busyShare > shared
      ? ['**Taken on a shared machine: others used it at the same time. Repeat it on a quiet one.**', '']
      : []),
    ...(isVoid(lowest)
      ? ['**Void: the floor of this run is over 1.3 times that of DESIGN.md on a like machine.**', '']
      : []),
  ]
}

const count = (value: number): string => Math.round(value).toLocaleString('en-US')
const ms = (value: number): string => (value >= 100 ? `${count(value)} ms` : `${value.toPrecision(2)} ms`)
const bytes = (value: number): string =>
  value >= 1000 ? `${(value / 1000).toFixed(1)} kB` : `${value} bytes`
const mb = (value: number): string => `${(value / 1e6).toFixed(1)} MB`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '']
}

type Goal = readonly [key: string, words: string, goal: string, isMet: (value: number) => boolean]

const atLeast = (least: number) => (value: number) => value >= least
const under = (most: number) => (value: number) => value < most
const atMost = (most: number) => (value: number) => value <= most

const goalRows: readonly Goal[] = [
  [
    'durableRatioToFloor',
    'copy verified and durable, as a share of the floor’s speed',
    'at least 0.5',
    atLeast(0.5),
  ],
  ['timesPouchdb', 'times PouchDB’s speed', 'at least 10', atLeast(10)],
  ['timesHypercorePerEntry', 'times hypercore’s speed, an entry a block', 'at least 10', atLeast(10)],
  ['timesHypercorePacked', 'times hypercore’s speed, 64 entries a block', 'at least 1', atLeast(1)],
  ['timesYjs', 'times Yjs’s speed', 'told, no goal', () => true],
  ['queryableEntriesPerSecond', 'entries a second until queryable', 'at least 20,000', atLeast(20_000)],
  ['nothingNewBytes', 'bytes when nothing is new', 'under 1,000', under(1000)],
  ['nothingNewRoundTrips', 'round trips when nothing is new', '1', under(2)],
  ['plus100Bytes', 'bytes for 100 more entries', 'under 60,000', under(60_000)],
  ['appendRatioToFdatasync', 'raw fdatasync’s time as a share of an append’s', 'at least 0.4', atLeast(0.4)],
  ['receiverPeakMb', 'receiver’s peak memory, MB', 'under 200', under(200)],
  [
    'growthPerEntryAtMillion',
    'cost of an entry at the largest size, times the main run’s',
    'at most 1.3',
    atMost(1.3),
  ],
  [
    'pagesRatioToBareHono',
    'rate of ten pages over HTTP, as a share of a bare page’s',
    'at least 0.05',
    atLeast(0.05),
  ],
  ['pagesAnewRatioToBareHono', 'the same, each of the pages made anew', 'told, no goal', () => true],
  [
    'pagesGrowthAtMillion',
    'the page that grew most: median at the largest size, times the smallest’s',
    'at most 1.3',
    atMost(1.3),
  ],
]

function goals({ figures }: Report): string[] {
  const rows = goalRows.map(([key, words, goal, isMet]) => {
    const value = figures[key] ?? Number.NaN
    return [`\`${key}\``, words, String(value), goal, isMet(value) ? 'met' : '**missed**']
  })
  return ['## Goals', '', ...table(['figure', 'what it is', 'measured', 'goal', ''], rows)]
}

function floor({ floor: lowest }: Measured): string[] {
  return [
    '## Floor',
    '',
    'One core, written straight, on the same entries by turns with the copies; beside it what DESIGN.md states for a like machine.',
    '',
    ...table(
      ['step', 'µs an entry', 'DESIGN.md'],
      [
        ['leaf and inner hashes', lowest.hashUs.toFixed(2), designHashUs.toFixed(1)],
        ['bundles into SQLite, one flush a book', lowest.insertUs.toFixed(2), designInsertUs.toFixed(1)],
        ['together', floorUs(lowest).toFixed(2), (designHashUs + designInsertUs).toFixed(1)],
      ],
    ),
    `One fdatasync after a bundle: ${ms(lowest.fdatasyncMs)}.`,
    '',
  ]
}

function engines({ product, peers }: Measured): string[] {
  const row = (name: string, run: Run): string[] => [
    name,
    ms(run.durableMs),
    mb(run.copyBytes),
    ms(run.nothingNewMs),
    bytes(run.nothingNewBytes),
    ms(run.addedMs),
    bytes(run.addedBytes),
    `${Math.round(run.peakMb)} MB`,
    mb(run.diskBytes),
  ]
  const head = ['engine', 'cold copy', 'wire', 'nothing new', 'wire', '+100', 'wire', 'peak memory', 'disk']
  return [
    '## Beside others',
    '',
    'The same entries to an empty second process over loopback. Peak memory is the receiver’s; disk is all it wrote.',
    '',
    ...table(head, [
      row('Apachita, verified and durable', product),
      row('hypercore, an entry a block', peers.hypercorePerEntry),
      row('hypercore, 64 entries a block', peers.hypercorePacked),
      row('PouchDB, no signatures', peers.pouchdb),
      row('Yjs, no signatures', peers.yjs),
    ]),
  ]
}

function apachita({ product, append, dataset }: Measured): string[] {
  const rate = (value: number): string => `${count((dataset.entries / value) * 1000)} entries a second`
  return [
    '## Apachita alone',
    '',
    ...table(
      ['what', 'measured', ''],
      [
        ['cold copy until verified and durable', ms(product.durableMs), rate(product.durableMs)],
        ['cold copy until queryable', ms(product.queryableMs), rate(product.queryableMs)],
        ['views rebuilt from the archive', ms(product.rebuildMs), rate(product.rebuildMs)],
        ['start of a node until it listens', ms(product.startMs), 'a process, views in place'],
        ['one append, rules and signature', ms(append.appendMs), 'book of 2,000 entries'],
        ['raw write and fdatasync', ms(append.fdatasyncMs), 'by turns with the appends'],
        ['archive on disk', mb(product.archiveBytes), `${mb(dataset.entryBytes)} of entries`],
        ['views on disk', mb(product.viewBytes), ''],
      ],
    ),
  ]
}

function growth({ growth: sizes }: Measured): string[] {
  const rows = sizes.map(({ entries, books, durableUs, foldUs, peakMb }) => [
    count(entries),
    String(books),
    durableUs.toFixed(1),
    foldUs.toFixed(1),
    `${Math.round(peakMb)} MB`,
  ])
  return [
    '## Growth',
    '',
    '![Cost an entry by number of entries](bench-growth.svg)',
    '',
    ...table(['entries', 'books', 'durable, µs an entry', 'fold, µs an entry', 'receiver’s peak'], rows),
    'Durable: medians of receivers that leave their views unfolded (the middle size: the main run, peak with views). Fold: one opening of a node whose views were missing.',
    '',
  ]
}

function pages({ pages: { sizes, pages: asked, mixRate, anewRate, bareRate } }: Measured): string[] {
  const rows = asked.map((page) => [page.name, ...page.mediansMs.map(ms), pageGrowth(page).toFixed(2)])
  const head = sizes.map(({ entries, books }) => `${count(entries)} entries, ${count(books)} books`)
  return [
    '## Pages over HTTP',
    '',
    `The ten pages below, one after the other, as visitors meet them: ${count(mixRate)} a second; each made anew: ${count(anewRate)} a second; the bare page: ${count(bareRate)} a second. Medians of one page at a time, each made anew:`,
    '',
    ...table(['page', ...head, 'largest, times smallest'], rows),
  ]
}

const method = [
  '## How it is measured',
  '',
  '- Every figure is taken in child processes: a giver that stays, and a new receiver with an empty folder on a real disk for each run. A receiver’s clock starts when its store is open and empty, with its first request.',
  '- Floor: node:crypto’s one-shot `hash` giving a buffer, one call a hash, and better-sqlite3’s default checkpoints of its log; nothing else of the product.',
  '- Apachita: a node that follows the books pulls with `syncWith` from `/carriage/pull` of another node’s public listener. Durable: the last extension of the archive is acknowledged (SQLite WAL, synchronous=FULL). Queryable: the round has returned, views folded.',
  '- hypercore 11 in corestore 7: a core a book, one TCP link replicated as the README shows; the receiver knows keys and lengths beforehand and downloads all cores at once. It verifies; it does not flush to the disk.',
  '- PouchDB 9: one database on its LevelDB adapter, from express-pouchdb over HTTP, batches of 1,000, ten times the default (larger ones gain little and take memory). It neither verifies nor flushes.',
  '- Yjs 13.6: a document a book, one HTTP request with state vectors, updates of format 2, each written to a file and flushed. It verifies nothing and keeps every document in memory.',
  '- Pages: nodes that follow every book of their world listen on loopback, all at the same time, and a process beside them asks over connections that stay open, as a browser does (`accept-encoding: gzip`, JavaScript off). Worlds begin with the same 10,000 entries, one federation of 49 municipalities and 50 of two, and have federations of 49 municipalities after them: a page asked for is of the first, so it says the same at every size, and a list’s first part shows as many lines. Of a body, the longest book of that first federation. Rates: four connections, the mix at the middle size and the bare page by turns, medians of the turns. A page that is the same for everybody is kept until something is written (docs/decisions/0035); where each is to be made anew, every request has another cookie. Medians: one connection, every page of all nodes by turns.',
  '- The bare page: Hono’s JSX on the same @hono/node-server in a process of its own, a table of five rows, no database, no compression.',
  '- Wire: bytes above TCP both ways at the giver’s sockets. Nothing new and +100 of hypercore are over a new link, those of the others as their HTTP client keeps it.',
]
